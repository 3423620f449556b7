//! The baseline of a run: read before any article, applied to the findings, written behind them.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::{RunError, save};
use crate::baseline::{Baseline, Entry, FILE_NAME, Occurring, parse_baseline, write_baseline};
use crate::cli::BaselineArgs;
use crate::report::{ArticleReport, Report, fingerprints, printed_path};

/// The baseline that a run works with.
#[derive(Debug)]
pub(super) struct KnownFindings {
    file: PathBuf,
    /// The folder that its paths start from.
    folder: PathBuf,
    baseline: Baseline,
    task: Task,
}

/// Where the run looked for an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looked<'a> {
    pub(super) rule: &'a str,
    /// The article, as the run names it; `None` if it is gone.
    pub(super) article: Option<&'a Path>,
    /// Whether the run looked at all other articles that have entries, too.
    pub(super) everywhere: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// Leave out what is known.
    Apply,
    /// The same, and take out what no longer occurs.
    Prune,
    /// Make all that is found known.
    Write,
}

impl KnownFindings {
    /// Returns the baseline that the arguments ask for; `None` if they don't.
    ///
    /// # Errors
    /// A file that cannot be read or is no baseline, also if it is to be replaced: it may be something else.
    pub(super) fn read(args: &BaselineArgs) -> Result<Option<Self>, RunError> {
        let named = args.baseline.as_deref();
        let (file, task) = match (&args.write_baseline, named) {
            _ if args.no_baseline => return Ok(None),
            (Some(Some(file)), _) => (file.clone(), Task::Write),
            (Some(None), named) => {
                let file = named.unwrap_or(Path::new(FILE_NAME));
                (file.to_path_buf(), Task::Write)
            }
            (None, Some(file)) if args.prune_baseline => (file.to_path_buf(), Task::Prune),
            (None, Some(file)) => (file.to_path_buf(), Task::Apply),
            (None, None) if args.prune_baseline => return Err(RunError::NoBaseline),
            (None, None) => return Ok(None),
        };
        let text = match read_text(&file) {
            Err(RunError::UnreadableBaseline { source, .. })
                if task == Task::Write && source.kind() == io::ErrorKind::NotFound =>
            {
                None
            }
            text => Some(text?),
        };
        let baseline = match text {
            Some(text) => parse_baseline(&text, &file)?,
            None => Baseline::default(),
        };
        Ok(Some(Self {
            folder: folder_of(&file),
            file,
            baseline,
            task,
        }))
    }

    /// Returns the file that it is in, or that it is written to.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Takes the findings that are known out of the diagnostics of `articles` and returns the entries that no longer
    /// occur; `ran` tells whether a rule was checked there. If a baseline is to be written, all findings are known.
    pub(super) fn apply(
        &self,
        articles: &mut [ArticleReport],
        ran: impl Fn(&Looked<'_>) -> bool,
    ) -> Vec<Entry> {
        if self.task == Task::Write {
            for article in articles {
                article.baselined.append(&mut article.diagnostics);
            }
            return Vec::new();
        }
        let occurring = self.occurring(articles);
        let gone = self.gone(&occurring);
        let sorted = self.baseline.sort_out(
            &occurring,
            &gone,
            self.looked(articles, &occurring, &gone, ran),
        );
        for (article, known) in articles.iter_mut().zip(sorted.known) {
            let mut known = known.into_iter();
            let found = std::mem::take(&mut article.diagnostics);
            let (baselined, new) = found
                .into_iter()
                .partition(|_| known.next().unwrap_or_default());
            article.baselined = baselined;
            article.diagnostics = new;
        }
        sorted.stale
    }

    /// Writes the baseline if the arguments ask for that, and says on standard error what was done and what could be.
    ///
    /// Nothing is written if `report` is incomplete: what was not checked would seem to be without findings.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn settle(
        &self,
        report: &Report,
        stale: &[Entry],
        ran: impl Fn(&Looked<'_>) -> bool,
    ) -> Result<(), RunError> {
        let name = printed_path(&self.file);
        let incomplete = !report.problems.is_empty();
        match self.task {
            Task::Write | Task::Prune if incomplete => {
                note(&format!(
                    "{name} was not written, since not all articles could be checked"
                ));
            }
            Task::Write => {
                let occurring = self.occurring(&report.articles);
                let gone = self.gone(&occurring);
                let ran = self.looked(&report.articles, &occurring, &gone, ran);
                let renewed = self.baseline.renewed(&occurring, &gone, ran);
                save::save(&self.file, write_baseline(&renewed).as_bytes())?;
                let written = counted(renewed.entries.len(), "finding", "findings");
                let here: usize = occurring.iter().map(|article| article.findings.len()).sum();
                let kept = match renewed.entries.len().saturating_sub(here) {
                    0 => String::new(),
                    kept => format!(" ({kept} of them kept, since this run did not look there)"),
                };
                note(&format!(
                    "wrote {written} to {name}{kept}; --baseline {name} leaves them out"
                ));
            }
            Task::Prune if stale.is_empty() => {}
            Task::Prune => {
                let mut baseline = self.baseline.clone();
                for entry in stale {
                    baseline.entries.remove(entry);
                }
                save::save(&self.file, write_baseline(&baseline).as_bytes())?;
                let taken = counted(stale.len(), "entry", "entries");
                let verb = if stale.len() == 1 { "occurs" } else { "occur" };
                note(&format!(
                    "took {taken} out of {name}, which no longer {verb}"
                ));
            }
            Task::Apply if stale.is_empty() => {}
            Task::Apply => {
                let entries = counted(stale.len(), "entry", "entries");
                let (verb, them) = match stale.len() {
                    1 => ("occurs", "it"),
                    _ => ("occur", "them"),
                };
                note(&format!(
                    "{entries} of {name} no longer {verb}; --prune-baseline takes {them} out"
                ));
            }
        }
        Ok(())
    }

    /// Returns what tells of an entry whether its rule looked for it, as `ran` says; `occurring` are the findings of
    /// `articles`, and `gone` the paths of entries at which nothing is.
    fn looked(
        &self,
        articles: &[ArticleReport],
        occurring: &[Occurring],
        gone: &BTreeSet<String>,
        ran: impl Fn(&Looked<'_>) -> bool,
    ) -> impl Fn(&Entry) -> bool {
        let paths = occurring.iter().map(|one| one.path.clone());
        let own = articles.iter().map(|article| article.path.clone());
        let own: HashMap<String, String> = paths.zip(own).collect();
        let mut entries = self.baseline.entries.iter();
        let everywhere =
            entries.all(|entry| own.contains_key(&entry.path) || gone.contains(&entry.path));
        move |entry| {
            ran(&Looked {
                rule: &entry.rule,
                article: own.get(&entry.path).map(Path::new),
                everywhere,
            })
        }
    }

    /// Returns the findings of `articles`, known ones included, as entries.
    fn occurring(&self, articles: &[ArticleReport]) -> Vec<Occurring> {
        articles
            .iter()
            .map(|article| {
                let path = path_from(&self.folder, Path::new(&article.path));
                let prints = fingerprints(article);
                let reported = article.diagnostics.iter().zip(&prints.reported);
                let baselined = article.baselined.iter().zip(&prints.baselined);
                let findings = reported
                    .chain(baselined)
                    .map(|(finding, print)| Entry::new(&path, finding, print, article))
                    .collect();
                Occurring { path, findings }
            })
            .collect()
    }

    /// Returns the paths of entries at which nothing is any more.
    #[expect(
        clippy::disallowed_methods,
        reason = "an article may have been deleted"
    )]
    fn gone(&self, checked: &[Occurring]) -> BTreeSet<String> {
        let mut paths: BTreeSet<&str> = BTreeSet::new();
        paths.extend(
            self.baseline
                .entries
                .iter()
                .map(|entry| entry.path.as_str()),
        );
        for article in checked {
            paths.remove(article.path.as_str());
        }
        let is_gone = |path: &&str| {
            let found = std::fs::symlink_metadata(self.folder.join(path));
            found.is_err_and(|err| err.kind() == io::ErrorKind::NotFound)
        };
        paths
            .into_iter()
            .filter(is_gone)
            .map(str::to_owned)
            .collect()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a baseline is read once, before any article"
)]
fn read_text(file: &Path) -> Result<String, RunError> {
    let unreadable = |source| RunError::UnreadableBaseline {
        path: file.to_path_buf(),
        source,
    };
    let metadata = std::fs::metadata(file).map_err(unreadable)?;
    if !metadata.is_file() {
        // A pipe would be waited for.
        return Err(unreadable(io::Error::other("not a file")));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|err| RunError::BaselineNotText {
        path: file.to_path_buf(),
        offset: err.utf8_error().valid_up_to(),
    })
}

/// Returns the folder that holds `file`, from the root on as far as that is known.
#[expect(
    clippy::disallowed_methods,
    reason = "the paths of a baseline are those of its folder"
)]
fn folder_of(file: &Path) -> PathBuf {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    let folder = file.parent().unwrap_or(Path::new(""));
    without_detours(folder)
}

/// Returns `path` as seen from `folder`, with `/` between its parts.
#[expect(
    clippy::disallowed_methods,
    reason = "the paths of articles are those of the current folder"
)]
fn path_from(folder: &Path, path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let path = without_detours(&path);
    let mut from = folder.components().peekable();
    let mut to = path.components().peekable();
    if from.peek() != to.peek() {
        // Another drive.
        return path.to_string_lossy().replace('\\', "/");
    }
    while let (Some(one), Some(other)) = (from.peek(), to.peek())
        && one == other
    {
        from.next();
        to.next();
    }
    let up = from.map(|_| "..".into());
    let parts = up.chain(to.map(|part| part.as_os_str().to_string_lossy()));
    parts.collect::<Vec<_>>().join("/")
}

/// Returns `path` without `.` and `..`, as it is written: links are not followed.
fn without_detours(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                straight.pop();
            }
            _ => straight.push(part),
        }
    }
    straight
}

fn counted(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{count} {noun}")
}

#[expect(clippy::disallowed_methods, reason = "notes go to standard error")]
fn note(text: &str) {
    // If nobody listens, nobody needs to know.
    let _ = writeln!(io::stderr().lock(), "note: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_from_the_folder_of_the_baseline() {
        let path = |folder: &str, path: &str| path_from(Path::new(folder), Path::new(path));
        assert_eq!(path("/site", "/site/blog/a.md"), "blog/a.md");
        assert_eq!(path("/site/ci", "/site/./x/../blog/a.md"), "../blog/a.md");
        assert_eq!(path("/", "/a.md"), "a.md");
        assert_eq!(path("/site/blog", "/site/blogs/a.md"), "../blogs/a.md");
    }
}
