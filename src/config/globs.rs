//! Globs of articles, as in `.gitignore`.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Globs of one list, relative to the folder of their file.
#[derive(Clone, Debug)]
pub struct Globs {
    /// As they are written.
    pub written: Vec<String>,
    folder: Arc<Path>,
    matcher: Gitignore,
}

/// A glob that is none.
#[derive(Debug)]
pub(super) struct GlobError {
    /// Its place in the list.
    pub(super) index: usize,
    /// What is wrong with it.
    pub(super) problem: String,
}

impl Globs {
    /// Returns the globs as a matcher; `folder` is absolute.
    pub(super) fn new(written: Vec<String>, folder: Arc<Path>) -> Result<Self, GlobError> {
        // Paths are made relative before they are matched.
        let mut builder = GitignoreBuilder::new("");
        builder.allow_unclosed_class(false);
        for (index, glob) in written.iter().enumerate() {
            let error = |problem| GlobError { index, problem };
            if glob.trim().is_empty() || glob.starts_with('#') {
                return Err(error("it fits no article".to_owned()));
            }
            builder
                .add_line(None, glob)
                .map_err(|err| error(problem(err)))?;
        }
        let last = written.len().saturating_sub(1);
        let matcher = builder.build().map_err(|err| GlobError {
            index: last,
            problem: problem(err),
        })?;
        Ok(Self {
            written,
            folder,
            matcher,
        })
    }

    /// Tells whether the article at an absolute path fits, itself or by a folder it is in.
    #[must_use]
    pub fn fit(&self, article: &Path) -> bool {
        let relative = relative(article, &self.folder);
        // On another drive.
        if relative.has_root() {
            return false;
        }
        let matched = self.matcher.matched_path_or_any_parents(relative, false);
        matched.is_ignore()
    }
}

fn problem(err: ignore::Error) -> String {
    match err {
        ignore::Error::Glob { err, .. } => err,
        other => other.to_string(),
    }
}

/// Returns `path` as seen from `folder`, with `..` where it is not below it; both are absolute.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let mut up = PathBuf::new();
    for above in folder.ancestors() {
        if let Ok(rest) = path.strip_prefix(above) {
            return up.join(rest);
        }
        up.push("..");
    }
    path.to_path_buf()
}

/// Returns an absolute path without `.` and `..`, as it is written: links are not followed.
pub(crate) fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(globs: &[&str], article: &str, expected: bool) {
        let written = globs.iter().map(|glob| (*glob).to_owned()).collect();
        let globs = Globs::new(written, Arc::from(Path::new("/site/content"))).unwrap();
        assert_eq!(globs.fit(Path::new(article)), expected, "{article}");
    }

    #[test]
    fn globs_are_those_of_gitignore() {
        check(&["blog/**"], "/site/content/blog/2026/a.md", true);
        check(&["blog/**"], "/site/content/x/blog/a.md", false);
        check(&["blog/"], "/site/content/x/blog/a.md", true);
        check(&["/blog"], "/site/content/x/blog/a.md", false);
        check(&["*.draft.md"], "/site/content/x/a.draft.md", true);
        check(&["blog/*", "!blog/b.md"], "/site/content/blog/a.md", true);
        check(&["blog/*", "!blog/b.md"], "/site/content/blog/b.md", false);
        check(&[], "/site/content/a.md", false);
    }

    #[test]
    fn globs_of_a_shared_file_reach_beside_its_folder() {
        check(&["blog/**"], "/site/other/blog/a.md", false);
        check(&["**/blog/**"], "/site/other/blog/a.md", true);
        check(&["../other/**"], "/site/other/blog/a.md", true);
    }

    #[test]
    fn dots_are_taken_out() {
        let plain = |path: &str| without_dots(Path::new(path));
        assert_eq!(plain("/a/./b/../c"), Path::new("/a/c"));
        assert_eq!(plain("/../a"), Path::new("/a"));
    }
}
