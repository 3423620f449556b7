//! Which articles the paths stand for.

use std::collections::HashSet;
use std::fs::FileType;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::{Problem, ProblemKind};
use crate::nearest::nearest;
use crate::source::Format;

/// What the paths of the command line stand for.
#[derive(Debug, Default)]
pub struct Found {
    /// Articles to read: standard input first, then by path; each once.
    pub articles: Vec<Candidate>,
    /// Paths that give no article, in the order they were met.
    pub problems: Vec<Problem>,
}

/// An article that can be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Where its text is.
    pub origin: Origin,
    /// Its path as it is printed; for standard input a name.
    pub path: PathBuf,
    /// Its markup.
    pub format: Format,
    /// Whether it was found in a folder, and not named.
    pub searched: bool,
}

/// Where the text of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Standard input.
    StandardInput,
    /// A file.
    File,
}

/// Returns the articles that `paths` stand for; `-` is standard input, named `stdin_name` if it has a name.
#[must_use]
pub fn find_articles(paths: &[PathBuf], stdin_name: Option<&Path>) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.add_named(
                Origin::StandardInput,
                stdin_name.unwrap_or(Path::new("<stdin>")),
            );
        } else {
            found.add_path(path);
        }
    }
    found.articles.sort();
    found.keep_each_once();
    found
}

impl Found {
    #[expect(
        clippy::disallowed_methods,
        reason = "discovery looks at the file system"
    )]
    fn add_path(&mut self, path: &Path) {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.add_folder(path),
            Ok(metadata) if metadata.is_file() => self.add_named(Origin::File, path),
            Ok(metadata) => {
                self.add_problem(path, ProblemKind::not_a_file(metadata.file_type()));
            }
            Err(err) if matches!(err.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                self.add_problem(path, missing(path));
            }
            Err(source) => self.add_problem(path, ProblemKind::Unreadable { source }),
        }
    }

    /// Adds an article somebody named: text if its name says nothing about its format.
    fn add_named(&mut self, origin: Origin, path: &Path) {
        let format = match (Format::of_path(path), path.extension(), origin) {
            (Some(format), _, _) => format,
            (None, None, Origin::StandardInput) => Format::Markdown,
            (None, None, Origin::File) => Format::Text,
            (None, Some(_), _) => return self.add_problem(path, ProblemKind::NotAnArticle),
        };
        self.articles.push(Candidate {
            origin,
            path: without_dots(path),
            format,
            searched: false,
        });
    }

    fn add_folder(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(folder)
            .follow_links(false)
            .git_global(false)
            .git_exclude(false)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    if let (Some(kind), Some(format)) =
                        (entry.file_type(), Format::of_path(entry.path()))
                    {
                        self.add_entry(entry.path(), kind, format);
                    }
                }
                Err(err) => self.add_walk_error(folder, err),
            }
        }
    }

    fn add_entry(&mut self, path: &Path, kind: FileType, format: Format) {
        if kind.is_file() {
            self.articles.push(Candidate {
                origin: Origin::File,
                path: without_dots(path),
                format,
                searched: true,
            });
        } else if !kind.is_dir() && !kind.is_symlink() {
            self.add_problem(path, ProblemKind::not_a_file(kind));
        }
    }

    fn add_walk_error(&mut self, folder: &Path, err: ignore::Error) {
        let path = path_of(&err).unwrap_or(folder).to_path_buf();
        let message = err.to_string();
        let source = err
            .into_io_error()
            .unwrap_or_else(|| std::io::Error::other(message));
        self.add_problem(&path, ProblemKind::Unreadable { source });
    }

    fn add_problem(&mut self, path: &Path, kind: ProblemKind) {
        self.problems.push(Problem {
            path: without_dots(path),
            kind,
        });
    }

    /// Drops articles and problems that were reached twice: `content content/a.md`.
    #[expect(
        clippy::disallowed_methods,
        reason = "`/site/a.md` may be `a.md`, seen from `/site`"
    )]
    fn keep_each_once(&mut self) {
        let absolute =
            |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let mut seen = HashSet::new();
        self.articles
            .retain(|article| seen.insert((article.origin, absolute(&article.path))));
        let mut seen = HashSet::new();
        self.problems
            .retain(|problem| seen.insert(absolute(&problem.path)));
    }
}

/// Returns `path` without `./` at its start, as `factlint check .` would otherwise print everywhere.
fn without_dots(path: &Path) -> PathBuf {
    let rest: PathBuf = path
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .collect();
    if rest.as_os_str().is_empty() {
        path.to_path_buf()
    } else {
        rest
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "discovery looks at the file system"
)]
fn missing(path: &Path) -> ProblemKind {
    if std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
        return ProblemKind::DanglingLink;
    }
    match nearest_sibling(path) {
        Some(nearest) => ProblemKind::Misspelt { nearest },
        None => ProblemKind::Missing,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "discovery looks at the file system"
)]
fn nearest_sibling(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let siblings: Vec<String> = std::fs::read_dir(here)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let sibling = nearest(name, siblings.iter().map(String::as_str))?;
    Some(folder.join(sibling))
}

fn path_of(err: &ignore::Error) -> Option<&Path> {
    match err {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Partial(errs) => errs.iter().find_map(path_of),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests build folders")]
mod tests {
    use super::*;
    use std::fs;

    #[track_caller]
    fn check(files: &[&str], paths: &[&str], expected: &[&str]) {
        let folder = folder_with(files);
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let found = find_articles(&paths, None);
        let names: Vec<String> = found
            .articles
            .iter()
            .map(|article| relative(&article.path, folder.path()))
            .collect();
        assert_eq!(names, expected);
        assert!(found.problems.is_empty(), "{:?}", found.problems);
    }

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new()
            .prefix("articles")
            .tempdir()
            .unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text = if file.ends_with("ignore") {
                "drafts/\n"
            } else {
                "Text."
            };
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn relative(path: &Path, folder: &Path) -> String {
        path.strip_prefix(folder)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/")
    }

    #[test]
    fn folders_are_searched_for_articles_in_order() {
        check(
            &[
                "b.md",
                "a/z.TXT",
                "a/c.markdown",
                "page.html",
                "old.HTM",
                "logo.png",
            ],
            &[""],
            &["a/c.markdown", "a/z.TXT", "b.md", "old.HTM", "page.html"],
        );
    }

    #[test]
    fn hidden_and_ignored_files_are_passed_over_unless_they_are_named() {
        let files = ["a.md", "drafts/b.md", ".hidden/c.md", ".ignore"];
        check(&files, &[""], &["a.md"]);
        check(
            &files,
            &["drafts/b.md", ".hidden/c.md"],
            &[".hidden/c.md", "drafts/b.md"],
        );
    }

    #[test]
    fn gitignore_holds_inside_a_repository() {
        check(
            &["a.md", "drafts/b.md", ".gitignore", ".git/HEAD"],
            &[""],
            &["a.md"],
        );
    }

    #[test]
    fn an_article_reached_twice_is_read_once() {
        check(
            &["x/a.md"],
            &["x", "x/a.md", "./x/./a.md", "x"],
            &["x/a.md"],
        );
    }

    #[test]
    fn a_named_file_without_extension_is_text() {
        let folder = folder_with(&["README"]);
        let found = find_articles(&[folder.path().join("README")], None);
        assert_eq!(found.articles[0].format, Format::Text);
    }

    #[test]
    fn a_folder_with_the_name_of_an_article_is_a_folder() {
        check(&["x.md/a.md"], &["x.md"], &["x.md/a.md"]);
        check(&["x.md/a.md"], &[""], &["x.md/a.md"]);
    }

    #[test]
    fn standard_input_comes_first_and_is_markdown_unless_its_name_says_otherwise() {
        let dash = [PathBuf::from("-"), PathBuf::from("-")];
        let unnamed = find_articles(&dash, None).articles;
        assert_eq!(unnamed.len(), 1);
        assert_eq!(
            (unnamed[0].path.as_path(), unnamed[0].format),
            (Path::new("<stdin>"), Format::Markdown)
        );
        let named = find_articles(&dash, Some(Path::new("draft.txt"))).articles;
        assert_eq!(
            (named[0].path.as_path(), named[0].format),
            (Path::new("draft.txt"), Format::Text)
        );
        let named = find_articles(&dash, Some(Path::new("draft.mdx"))).articles;
        assert_eq!(named[0].format, Format::Mdx);
        let page = find_articles(&dash, Some(Path::new("page.docx")));
        assert!(matches!(page.problems[0].kind, ProblemKind::NotAnArticle));
    }

    #[track_caller]
    fn check_problem(files: &[&str], path: &str, expected: &str) {
        let folder = folder_with(files);
        let found = find_articles(&[folder.path().join(path)], None);
        assert!(found.articles.is_empty());
        let problem = &found.problems[0];
        let help = miette::Diagnostic::help(&problem.kind).map(|help| help.to_string());
        let text = format!("{}: {}", problem.kind, help.unwrap_or_default());
        assert_eq!(
            text.replace(&format!("{}/", folder.path().display()), ""),
            expected
        );
    }

    #[test]
    fn a_missing_path_names_the_nearest_sibling() {
        check_problem(
            &["sciatica.md"],
            "sciatca.md",
            "no such file or folder: did you mean `sciatica.md`?",
        );
        check_problem(&["sciatica.md"], "knee.md", "no such file or folder: ");
        check_problem(&["a.md"], "a.md/b.md", "no such file or folder: ");
    }

    #[test]
    fn a_named_file_of_another_kind_is_a_problem() {
        check_problem(
            &["page.docx"],
            "page.docx",
            "not an article format factlint reads (.md, .markdown, .mdx, .html, .htm, .txt): ",
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed_in_folders_and_must_lead_somewhere_when_named() {
        let folder = folder_with(&["x/a.md", "y.md"]);
        let link = |target: &str, name: &str| {
            std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
        };
        link(".", "x/loop");
        link("nowhere.md", "x/dangling.md");
        link("../y.md", "x/y.md");
        let found = find_articles(&[folder.path().join("x")], None);
        assert_eq!(found.articles.len(), 1);
        assert!(found.problems.is_empty());
        let named = find_articles(&[folder.path().join("x/y.md")], None);
        assert_eq!(named.articles.len(), 1);
        let dangling = find_articles(&[folder.path().join("x/dangling.md")], None);
        assert!(matches!(
            dangling.problems[0].kind,
            ProblemKind::DanglingLink
        ));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_problems_and_are_never_waited_for() {
        let folder = folder_with(&["a.md"]);
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("b.md")).unwrap();
        let found = find_articles(&[folder.path().to_path_buf()], None);
        assert_eq!(found.articles.len(), 1);
        assert!(matches!(
            found.problems[0].kind,
            ProblemKind::NotAFile { what: "a socket" }
        ));

        let found = find_articles(&[PathBuf::from("/dev/null")], None);
        assert!(matches!(
            found.problems[0].kind,
            ProblemKind::NotAFile { what: "a device" }
        ));
    }
}
