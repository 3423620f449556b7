//! Which files hold for an article: those upwards from it, or the one that is named, each above what it extends.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::error::ConfigFailure;
use super::file::{ConfigFile, parse_file};
use super::globs::without_dots;
use super::{ConfigError, FILE_NAME};

/// How many files may extend one another in a row: no site needs more, and each waits for the one it extends.
const DEEPEST: usize = 64;

/// The files that hold for the articles of a folder, the lowest first; what a later one says goes before.
pub type Cascade = Arc<[Arc<ConfigFile>]>;

/// All configuration files of a run, each read once.
#[derive(Debug)]
pub struct Configs {
    /// The current folder: relative paths begin here.
    here: PathBuf,
    /// The file to use instead of those that are found.
    only: Option<PathBuf>,
    /// By absolute path.
    files: HashMap<PathBuf, Arc<ConfigFile>>,
    /// By absolute folder.
    cascades: HashMap<PathBuf, Cascade>,
    /// Folders as they are named, made absolute.
    folders: HashMap<PathBuf, PathBuf>,
}

impl Configs {
    /// Returns the configurations as seen from the folder `here`; `only` is used instead of those that are found.
    #[must_use]
    pub fn new(here: PathBuf, only: Option<&Path>) -> Self {
        Self {
            only: only.map(|file| here.join(file)),
            here,
            files: HashMap::new(),
            cascades: HashMap::new(),
            folders: HashMap::new(),
        }
    }

    /// Returns the path of an article, absolute and without `..`.
    pub fn absolute(&mut self, article: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (article.parent(), article.file_name()) else {
            return self.absolute_folder(article);
        };
        if let Some(known) = self.folders.get(folder) {
            return known.join(name);
        }
        let absolute = self.absolute_folder(folder);
        let path = absolute.join(name);
        self.folders.insert(folder.to_path_buf(), absolute);
        path
    }

    /// Returns an absolute folder without `..`; where links stand before one, they are followed.
    #[expect(
        clippy::disallowed_methods,
        reason = "what is above `..` depends on links"
    )]
    fn absolute_folder(&self, folder: &Path) -> PathBuf {
        let absolute = self.here.join(folder);
        let climbs = |part: Component<'_>| part == Component::ParentDir;
        if absolute.components().any(climbs)
            && let Ok(real) = std::fs::canonicalize(&absolute)
        {
            return real;
        }
        without_dots(&absolute)
    }

    /// Returns the absolute paths of all files that were read so far.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }

    /// Returns the files that hold for the articles of an absolute folder.
    ///
    /// # Errors
    /// [`ConfigFailure`] for the first file that cannot be read or has a mistake.
    pub fn cascade(&mut self, folder: &Path) -> Result<Cascade, ConfigFailure> {
        if let Some(only) = self.only.clone() {
            return self.cascade_of(&only);
        }
        if let Some(known) = self.cascades.get(folder) {
            return Ok(Arc::clone(known));
        }
        let file = folder.join(FILE_NAME);
        let own = if is_there(&file) {
            Some(self.load(&file)?)
        } else {
            None
        };
        let is_root = own.as_ref().is_some_and(|file| file.root);
        let above = match folder.parent() {
            Some(parent) if !is_root => self.cascade(parent)?,
            _ => Cascade::from([]),
        };
        let cascade = match own {
            Some(own) => {
                let mut files = above.to_vec();
                let lowest = files.len();
                self.push(own, &file, &mut Vec::new(), lowest, &mut files)?;
                Cascade::from(files)
            }
            None => above,
        };
        self.cascades
            .insert(folder.to_path_buf(), Arc::clone(&cascade));
        Ok(cascade)
    }

    /// Returns `file` and what it extends.
    fn cascade_of(&mut self, file: &Path) -> Result<Cascade, ConfigFailure> {
        if let Some(known) = self.cascades.get(file) {
            return Ok(Arc::clone(known));
        }
        let absolute = match file.parent() {
            Some(folder) => self
                .absolute_folder(folder)
                .join(file.file_name().unwrap_or_default()),
            None => file.to_path_buf(),
        };
        let read = self.load(&absolute)?;
        let mut files = Vec::new();
        self.push(read, &absolute, &mut Vec::new(), 0, &mut files)?;
        let cascade = Cascade::from(files);
        self.cascades
            .insert(file.to_path_buf(), Arc::clone(&cascade));
        Ok(cascade)
    }

    /// Adds `file` above what it extends, each of these once, where it is first needed; `open` are the files that are
    /// being added, and `lowest` is the place of the first of them.
    fn push(
        &mut self,
        file: Arc<ConfigFile>,
        path: &Path,
        open: &mut Vec<PathBuf>,
        lowest: usize,
        files: &mut Vec<Arc<ConfigFile>>,
    ) -> Result<(), ConfigFailure> {
        open.push(real_path(path));
        for (written, at) in &file.extends {
            let target = without_dots(&file.folder.join(written));
            if open.contains(&real_path(&target)) {
                let message = format!("`{written}` leads back to a file that extends this one");
                return Err(mistake(&file, at, message).into());
            }
            let shared = match self.load(&target) {
                Err(ConfigFailure::Unreadable { source, .. }) => {
                    let message = match source.kind() {
                        std::io::ErrorKind::NotFound => format!("there is no file `{written}`"),
                        _ => format!("cannot read `{written}`: {source}"),
                    };
                    return Err(mistake(&file, at, message).into());
                }
                loaded => loaded?,
            };
            let mut added = files[lowest..].iter();
            if added.any(|added| Arc::ptr_eq(added, &shared)) {
                continue;
            }
            if open.len() >= DEEPEST {
                let message =
                    format!("more than {DEEPEST} files extend one another up to `{written}`");
                return Err(mistake(&file, at, message).into());
            }
            self.push(shared, &target, open, lowest, files)?;
        }
        open.pop();
        files.push(file);
        Ok(())
    }

    /// Returns the file at an absolute path.
    fn load(&mut self, path: &Path) -> Result<Arc<ConfigFile>, ConfigFailure> {
        if let Some(known) = self.files.get(path) {
            return Ok(Arc::clone(known));
        }
        let text = read(path).map_err(|source| ConfigFailure::Unreadable {
            path: super::printed(path, &self.here),
            source,
        })?;
        // Windows editors write a byte order mark, which takes no column.
        let text = match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let file = Arc::new(parse_file(text, path, &self.here)?);
        self.files.insert(path.to_path_buf(), Arc::clone(&file));
        Ok(file)
    }
}

fn mistake(file: &ConfigFile, at: &Range<usize>, message: String) -> ConfigError {
    let help = "files are looked for from the folder of this one";
    let help = Some(help.to_owned());
    ConfigError::new(message, help, &file.path, &file.text, at.clone())
}

/// Tells whether there is anything at `path`, if only a link that leads nowhere: what cannot be read as a file is no
/// configuration that may be passed over.
#[expect(
    clippy::disallowed_methods,
    reason = "configuration is looked for on disk"
)]
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Returns the text of the file at `path`. What is no file is not opened: a pipe would be waited for.
#[expect(
    clippy::disallowed_methods,
    reason = "configuration is read from disk, each file once"
)]
fn read(path: &Path) -> std::io::Result<String> {
    if path.metadata()?.is_file() {
        std::fs::read_to_string(path)
    } else {
        Err(std::io::Error::other("not a file"))
    }
}

/// Returns what tells a file from others, whichever links lead to it.
#[expect(clippy::disallowed_methods, reason = "two paths may be one file")]
fn real_path(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests build folders")]
mod tests {
    use miette::Diagnostic;

    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("site").tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    /// Returns the files that hold in `below`, or what the error says.
    fn found(
        files: &[(&str, &str)],
        below: &str,
        only: Option<&str>,
    ) -> Result<Vec<String>, String> {
        let folder = folder_with(files);
        let mut configs = Configs::new(folder.path().to_path_buf(), only.map(Path::new));
        let cascade = configs
            .cascade(&folder.path().join(below))
            .map_err(|err| err.to_string())?;
        let paths = cascade.iter().map(|file| file.path.display().to_string());
        Ok(paths.map(|path| path.replace('\\', "/")).collect())
    }

    #[test]
    fn the_nearest_file_comes_last_and_root_ends_the_search() {
        let files = [
            ("factlint.toml", "root = true"),
            ("a/factlint.toml", ""),
            ("a/b/c/factlint.toml", ""),
            ("d/factlint.toml", "root = true"),
        ];
        let found = |below| found(&files, below, None).unwrap();
        let nested = ["factlint.toml", "a/factlint.toml", "a/b/c/factlint.toml"];
        assert_eq!(found("a/b/c"), nested);
        assert_eq!(found("a/b"), nested[..2]);
        assert_eq!(found("d/e"), ["d/factlint.toml"]);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let folder = folder_with(&[("factlint.toml", "\u{FEFF}ignore = [\"DS999\"]")]);
        let mut configs = Configs::new(folder.path().to_path_buf(), None);
        let Err(ConfigFailure::Mistake(error)) = configs.cascade(folder.path()) else {
            panic!("a mistake");
        };
        let label = error.labels().and_then(|mut labels| labels.next());
        assert_eq!(label.map(|label| label.offset()), Some(10), "{error}");
    }

    #[test]
    fn what_is_extended_comes_below_the_file_that_names_it() {
        let files = [
            ("factlint.toml", "root = true"),
            (
                "a/factlint.toml",
                "extends = [\"../shared/x.toml\", \"../shared/y.toml\"]",
            ),
            ("shared/x.toml", "extends = \"z.toml\""),
            ("shared/y.toml", "root = true"),
            ("shared/z.toml", ""),
        ];
        let expected = [
            "factlint.toml",
            "shared/z.toml",
            "shared/x.toml",
            "shared/y.toml",
            "a/factlint.toml",
        ];
        assert_eq!(found(&files, "a", None).unwrap(), expected);
        assert_eq!(
            found(&files, "a", Some("a/../shared/x.toml")).unwrap(),
            expected[1..3]
        );
    }

    #[test]
    fn a_circle_and_a_missing_file_are_mistakes() {
        let circle = [
            ("factlint.toml", "extends = \"b.toml\""),
            ("b.toml", "extends = \"./factlint.toml\""),
        ];
        let error = found(&circle, "", None).unwrap_err();
        assert!(error.contains("`./factlint.toml` leads back"), "{error}");
        let own = [("factlint.toml", "extends = \"factlint.toml\"")];
        assert!(found(&own, "", None).unwrap_err().contains("leads back"));
        let missing = [("factlint.toml", "extends = \"b.toml\"")];
        let error = found(&missing, "", None).unwrap_err();
        assert_eq!(error, "there is no file `b.toml`");
    }

    #[test]
    fn a_file_that_two_extend_is_no_circle() {
        let files = [
            (
                "factlint.toml",
                "root = true\nextends = [\"x.toml\", \"y.toml\"]",
            ),
            ("x.toml", "extends = \"z.toml\""),
            ("y.toml", "extends = \"z.toml\""),
            ("z.toml", ""),
        ];
        let expected = ["z.toml", "x.toml", "y.toml", "factlint.toml"];
        assert_eq!(found(&files, "", None).unwrap(), expected);
    }

    #[test]
    fn files_that_are_extended_again_and_again_are_read_once() {
        let name = |number: usize| format!("{number}.toml");
        let text = |number: usize| format!("extends = [{0:?}, {0:?}]", name(number + 1));
        let mut files = vec![(
            "factlint.toml".to_owned(),
            format!("root = true\n{}", text(0)),
        )];
        files.extend((0..40).map(|number| (name(number), text(number))));
        files.push((name(40), String::new()));
        let borrowed = |files: &[(String, String)]| {
            let files: Vec<(&str, &str)> = files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str()))
                .collect();
            found(&files, "", None)
        };
        assert_eq!(borrowed(&files).unwrap().len(), 41);
        files.pop();
        files.extend((40..100).map(|number| (name(number), text(number))));
        let error = borrowed(&files).unwrap_err();
        assert!(error.contains("more than 64 files extend"), "{error}");
    }

    #[test]
    fn folders_without_a_file_of_their_own_share_one_cascade() {
        let folder = folder_with(&[
            ("factlint.toml", "root = true"),
            ("a/b/x.md", ""),
            ("c/x.md", ""),
        ]);
        let mut configs = Configs::new(folder.path().to_path_buf(), None);
        let one = configs.cascade(&folder.path().join("a/b")).unwrap();
        let other = configs.cascade(&folder.path().join("c")).unwrap();
        assert!(Arc::ptr_eq(&one, &other));
    }

    #[test]
    fn paths_are_absolute_and_without_dots() {
        let folder = folder_with(&[("a/x.md", ""), ("b/x.md", "")]);
        let here = std::fs::canonicalize(folder.path()).unwrap();
        let mut configs = Configs::new(here.join("b"), None);
        assert_eq!(configs.absolute(Path::new("x.md")), here.join("b/x.md"));
        assert_eq!(
            configs.absolute(Path::new("../a/x.md")),
            here.join("a/x.md")
        );
        assert_eq!(
            configs.absolute(Path::new("../a/y.md")),
            here.join("a/y.md")
        );
        assert_eq!(
            configs.absolute(Path::new("./gone/../x.md")),
            here.join("b/x.md")
        );
    }
}
