//! What changed since a revision, as git sees it: committed, staged, not staged and not tracked.
//!
//! Input: the current folder, and a revision or none.
//! Output: [`Changes`], which tells of a path and a place whether they changed.

mod diff;
mod git;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use self::diff::{Change, read_patch};
use self::git::{Answer, Repository, os_string};
use crate::config::without_dots;
use crate::report::{ArticleReport, ReadyDiagnostic};

/// What of changed files counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The lines that changed.
    Lines,
    /// All lines.
    Files,
}

/// Which files changed, and where.
#[derive(Debug)]
pub(super) struct Changes {
    files: BTreeMap<PathBuf, Change>,
    here: PathBuf,
    scope: Scope,
}

/// Why what changed is not known.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum ChangedError {
    /// There is no git.
    #[error("git could not be started")]
    #[diagnostic(
        code(factlint::changed::no_git),
        help("--changed needs git on the path; without it, check whole folders")
    )]
    NoGit(#[source] io::Error),
    /// No repository.
    #[error("the current folder is in no git repository")]
    #[diagnostic(code(factlint::changed::no_repository))]
    NoRepository,
    /// Nothing to compare with.
    #[error("the default branch of the repository is not known")]
    #[diagnostic(
        code(factlint::changed::no_default_branch),
        help("name what to compare with, as in `--changed=origin/main`")
    )]
    NoDefaultBranch,
    /// A revision that is none.
    #[error("`{revision}` is no revision of this repository")]
    #[diagnostic(
        code(factlint::changed::no_revision),
        help("fetch it first, or name another one")
    )]
    NoRevision {
        /// As it was given.
        revision: String,
    },
    /// The history that both share was not fetched.
    #[error("the clone is shallow: it does not reach back to where this branch left `{revision}`")]
    #[diagnostic(
        code(factlint::changed::shallow),
        help(
            "fetch the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` on GitLab, `git fetch --unshallow` elsewhere"
        )
    )]
    Shallow {
        /// What is compared with.
        revision: String,
    },
    /// Two histories.
    #[error("this branch and `{revision}` have no common history")]
    #[diagnostic(code(factlint::changed::no_common_history))]
    NoCommonHistory {
        /// What is compared with.
        revision: String,
    },
    /// The clone lacks objects, and to fetch them could start whatever the repository names.
    #[error("the clone is partial: it lacks files that have to be compared ({said})")]
    #[diagnostic(
        code(factlint::changed::partial),
        help(
            "factlint fetches nothing: run `git diff --quiet` with the same revision first, or clone without `--filter`"
        )
    )]
    Partial {
        /// What git said.
        said: String,
    },
    /// Anything else.
    #[error("git could not say what changed: {said}")]
    #[diagnostic(code(factlint::changed::refused))]
    Refused {
        /// What git said.
        said: String,
    },
}

impl Changes {
    /// Returns what changed since the current branch left `revision`, or the default branch.
    ///
    /// # Errors
    /// [`ChangedError`] if there is no git, no repository, no such revision, or too little history.
    pub(super) fn since(
        revision: Option<&str>,
        scope: Scope,
        here: &Path,
    ) -> Result<Self, ChangedError> {
        let repository = Repository::at(here).map_err(ChangedError::NoGit)?;
        let top = top(&repository)?;
        let base = base(&repository, revision)?;
        let mut files = BTreeMap::new();
        let whole = Repository::at(Path::new(&top)).map_err(ChangedError::NoGit)?;
        collect(&whole, &base, DEEPEST, &mut files)?;
        Ok(Self {
            files,
            here: real(here),
            scope,
        })
    }

    /// Takes out of `article` all findings that have nothing to do with what changed; those for which `is_of_article`
    /// stay wherever the article changed.
    pub(super) fn narrow(
        &self,
        article: &mut ArticleReport,
        is_of_article: impl Fn(&ReadyDiagnostic) -> bool,
    ) {
        let Some(change) = self.of(&article.path) else {
            // Another article that changed may disagree with this one.
            article
                .diagnostics
                .retain(|finding| self.concerns_others(finding));
            return;
        };
        if self.scope == Scope::Files {
            return;
        }
        let text = article.text().into_owned();
        article.diagnostics.retain(|finding| {
            is_of_article(finding)
                || change.touches(&lines(&text, finding.span.range()))
                || self.concerns_others(finding)
        });
    }

    /// Tells whether the file at `path` changed.
    pub(super) fn contains(&self, path: &Path) -> bool {
        self.of(&path.to_string_lossy()).is_some()
    }

    fn concerns_others(&self, finding: &ReadyDiagnostic) -> bool {
        finding
            .related
            .iter()
            .any(|related| self.of(&related.path).is_some())
    }

    fn of(&self, path: &str) -> Option<&Change> {
        self.files.get(&without_dots(&self.here.join(path)))
    }
}

/// Returns the folder that holds all of the repository.
fn top(repository: &Repository) -> Result<String, ChangedError> {
    let answer = repository.ask(["rev-parse", "--show-toplevel"]);
    match answer.map_err(ChangedError::NoGit)? {
        Answer::Done(top) => {
            let top = String::from_utf8_lossy(&top);
            Ok(top.lines().next().unwrap_or_default().to_owned())
        }
        Answer::Refused(said) if said.contains("not a git repository") => {
            Err(ChangedError::NoRepository)
        }
        // As of a repository that belongs to another user.
        Answer::Refused(said) => Err(ChangedError::Refused { said }),
    }
}

/// How deep submodules may be nested to be looked at.
const DEEPEST: usize = 8;

/// Adds what changed since the commit `base` in the repository that is asked from its top, and in its submodules. Each
/// of them is asked on its own: where git goes on into them by itself, it runs what their configuration names.
fn collect(
    repository: &Repository,
    base: &str,
    deepest: usize,
    files: &mut BTreeMap<PathBuf, Change>,
) -> Result<(), ChangedError> {
    let top = repository.folder();
    let patch = repository.ask([
        "diff",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--unified=0",
        "--find-renames",
        "--diff-filter=d",
        "--ignore-submodules=all",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        base,
        "--",
    ]);
    let patch = match patch.map_err(ChangedError::NoGit)? {
        Answer::Done(patch) => patch,
        Answer::Refused(said) if is_partial(repository)? => {
            return Err(ChangedError::Partial { said });
        }
        Answer::Refused(said) => return Err(ChangedError::Refused { said }),
    };
    for (path, change) in read_patch(&patch) {
        files.insert(top.join(path_of(path)), change);
    }
    let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
    let others = done(repository.ask(untracked))?;
    for name in others.split(|byte| *byte == 0) {
        if !name.is_empty() {
            files.insert(top.join(path_of(name.to_vec())), Change::Whole);
        }
    }
    if deepest == 0 {
        return Ok(());
    }
    for name in submodules(repository)? {
        let inner = top.join(&name);
        if !is_repository(&inner) {
            continue;
        }
        let mut recorded = std::ffi::OsString::from(format!("{base}:"));
        recorded.push(&name);
        let recorded = repository.ask([OsStr::new("rev-parse"), OsStr::new("--verify"), &recorded]);
        let since = match recorded.map_err(ChangedError::NoGit)? {
            Answer::Done(commit) => String::from_utf8_lossy(&commit).trim().to_owned(),
            // It is new, and so is all in it.
            Answer::Refused(_) => {
                let empty = done(repository.ask(["hash-object", "-t", "tree", "--stdin"]))?;
                String::from_utf8_lossy(&empty).trim().to_owned()
            }
        };
        let inner = Repository::submodule(&inner).map_err(ChangedError::NoGit)?;
        collect(&inner, &since, deepest - 1, files)?;
    }
    Ok(())
}

/// Tells whether the repository may lack objects that its remote has.
fn is_partial(repository: &Repository) -> Result<bool, ChangedError> {
    let promisors = ["config", "--get-regexp", r"^remote\..*\.promisor$"];
    let promisor = repository.line(&promisors).map_err(ChangedError::NoGit)?;
    Ok(promisor.is_some())
}

/// Returns the paths of the submodules.
fn submodules(repository: &Repository) -> Result<Vec<PathBuf>, ChangedError> {
    const MODE_OF_COMMITS: &[u8] = b"160000 ";
    let staged = done(repository.ask(["ls-files", "-z", "--stage"]))?;
    let entries = staged.split(|byte| *byte == 0);
    let modules = entries.filter(|entry| entry.starts_with(MODE_OF_COMMITS));
    let names = modules.filter_map(|entry| {
        let tab = entry.iter().position(|byte| *byte == b'\t')?;
        Some(path_of(entry[tab + 1..].to_vec()))
    });
    Ok(names.collect())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a submodule that is not checked out is an empty folder"
)]
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// Returns the lines, counted from 0 by line feeds, that `range` of `text` touches.
fn lines(text: &str, range: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let feeds = |part: &[u8]| part.iter().filter(|byte| **byte == b'\n').count();
    let start = range.start.min(bytes.len());
    let end = range.end.clamp(start, bytes.len());
    let first = feeds(&bytes[..start]);
    first..first + feeds(&bytes[start..end]) + 1
}

/// Returns a commit: the last that the current one shares with `revision`, or with the default branch.
fn base(repository: &Repository, revision: Option<&str>) -> Result<String, ChangedError> {
    let ask = |words: &[&str]| repository.line(words).map_err(ChangedError::NoGit);
    let exists = |name: &str| {
        let commit = format!("{name}^{{commit}}");
        ask(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ])
    };
    let revision = match revision {
        Some(revision) => revision.to_owned(),
        None => default_branch(&ask, &exists)?,
    };
    let Some(commit) = exists(&revision)? else {
        return Err(ChangedError::NoRevision { revision });
    };
    if let Some(base) = ask(&["merge-base", &commit, "HEAD"])? {
        return Ok(base);
    }
    let shallow = ask(&["rev-parse", "--is-shallow-repository"])?;
    Err(if shallow.as_deref() == Some("true") {
        ChangedError::Shallow { revision }
    } else {
        ChangedError::NoCommonHistory { revision }
    })
}

/// The first line that git says, if it says any.
type Told = Result<Option<String>, ChangedError>;

/// Returns the branch that changes go to: what the service that runs the build says, what the remote says, or the usual
/// names.
#[expect(
    clippy::disallowed_methods,
    reason = "services that run builds say in the environment where a change goes to"
)]
fn default_branch(
    ask: &dyn Fn(&[&str]) -> Told,
    exists: &dyn Fn(&str) -> Told,
) -> Result<String, ChangedError> {
    // Source: the lists of variables of GitHub Actions, GitLab CI, Azure Pipelines and Bitbucket Pipelines.
    const TARGETS: [&str; 4] = [
        "GITHUB_BASE_REF",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        "SYSTEM_PULLREQUEST_TARGETBRANCHNAME",
        "BITBUCKET_PR_DESTINATION_BRANCH",
    ];
    let mut names: Vec<String> = Vec::new();
    let targets = TARGETS.iter().filter_map(|name| std::env::var(name).ok());
    for target in targets.filter(|target| !target.is_empty()) {
        names.push(format!("refs/remotes/origin/{target}"));
        names.push(format!("refs/heads/{target}"));
    }
    names.extend(ask(&[
        "symbolic-ref",
        "--quiet",
        "refs/remotes/origin/HEAD",
    ])?);
    for branch in ["main", "master"] {
        names.push(format!("refs/remotes/origin/{branch}"));
        names.push(format!("refs/heads/{branch}"));
    }
    for name in names {
        if exists(&name)?.is_some() {
            return Ok(name);
        }
    }
    Err(ChangedError::NoDefaultBranch)
}

fn done(answer: io::Result<Answer>) -> Result<Vec<u8>, ChangedError> {
    match answer.map_err(ChangedError::NoGit)? {
        Answer::Done(bytes) => Ok(bytes),
        Answer::Refused(said) => Err(ChangedError::Refused { said }),
    }
}

fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(os_string(bytes))
}

#[expect(
    clippy::disallowed_methods,
    reason = "git names the top of a repository as it really is"
)]
fn real(folder: &Path) -> PathBuf {
    std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_line_feeds() {
        assert_eq!(lines("a\nb\r\nc", 0..1), 0..1);
        assert_eq!(lines("a\nb\r\nc", 2..6), 1..3);
        assert_eq!(lines("a\nb", 9..12), 1..2);
    }
}
