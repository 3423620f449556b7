//! Output into a file, whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::RunError;
use crate::discover::{Candidate, Origin};

/// Writes `bytes` to the file at `path`: into a new file beside it that then takes its place, so that nobody
/// ever reads half a report and a failure leaves the old one.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    try_save(path, bytes).map_err(|source| RunError::Unwritable {
        path: path.to_path_buf(),
        source,
    })
}

/// Does what [`save`] does.
#[expect(clippy::disallowed_methods, reason = "--output writes a file")]
pub(super) fn try_save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = std::fs::metadata(path);
    if let Ok(old) = &old
        && !old.is_file()
    {
        // A device such as /dev/null must not be replaced by a file. A folder gives the right error here.
        return std::fs::write(path, bytes);
    }
    // Where a link leads, so that the link stays one.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = new_file(folder)?;
    file.write_all(bytes)?;
    if let Ok(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.persist(&target)?;
    Ok(())
}

#[cfg(unix)]
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;

    // As for any new file; the umask takes away what it has to. Temporary files are private otherwise.
    let permissions = std::fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(".factlint-")
        .permissions(permissions)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new()
        .prefix(".factlint-")
        .tempfile_in(folder)
}

/// Adds `bytes` to the end of the file at `path`, which others write to as well.
#[expect(
    clippy::disallowed_types,
    reason = "the steps of a job share one file of summaries"
)]
pub(super) fn append(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let mut options = std::fs::OpenOptions::new();
    let opened = options.create(true).append(true).open(path);
    opened
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|source| RunError::Unwritable {
            path: path.to_path_buf(),
            source,
        })
}

/// Refuses output files that are one of the `articles`: a slip of the finger must not cost a text.
#[expect(clippy::disallowed_methods, reason = "two paths may be one file")]
pub(super) fn protect<'c>(
    articles: impl Iterator<Item = &'c Candidate> + Clone,
    outputs: impl Iterator<Item = &'c Path>,
) -> Result<(), RunError> {
    for path in outputs {
        let Ok(target) = std::fs::canonicalize(path) else {
            continue;
        };
        let is_article = articles.clone().any(|article| {
            article.origin == Origin::File
                && std::fs::canonicalize(&article.path).is_ok_and(|article| article == target)
        });
        if is_article {
            return Err(RunError::OutputIsArticle {
                path: path.to_path_buf(),
            });
        }
    }
    Ok(())
}

/// Refuses output files that are one of the `inputs`: configurations, or a baseline.
pub(super) fn protect_inputs<'p>(
    inputs: impl Iterator<Item = &'p Path>,
    outputs: impl Iterator<Item = &'p Path>,
) -> Result<(), RunError> {
    let inputs: Vec<PathBuf> = inputs.filter_map(real).collect();
    for path in outputs {
        if real(path).is_some_and(|output| inputs.contains(&output)) {
            return Err(RunError::OutputIsInput {
                path: path.to_path_buf(),
            });
        }
    }
    Ok(())
}

/// Refuses two outputs in one file; devices such as /dev/null take any number.
pub(super) fn protect_each_other<'p>(
    outputs: impl Iterator<Item = &'p Path>,
) -> Result<(), RunError> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in outputs.filter(|path| !is_device(path)) {
        let place = place(path);
        if seen.contains(&place) {
            return Err(RunError::SharedTarget {
                path: path.to_path_buf(),
            });
        }
        seen.push(place);
    }
    Ok(())
}

/// Returns what tells a file that is there from others, whichever links lead to it.
#[expect(clippy::disallowed_methods, reason = "two paths may be one file")]
fn real(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path)
        .ok()
        .filter(|path| path.is_file())
}

#[expect(clippy::disallowed_methods, reason = "a device is no file")]
fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// Returns the same for a file that may still have to be made.
#[expect(clippy::disallowed_methods, reason = "two paths may be one file")]
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = std::fs::canonicalize(folder.unwrap_or(Path::new(".")));
    let there = |folder: PathBuf| folder.join(path.file_name().unwrap_or_default());
    real(path)
        .or_else(|| folder.ok().map(there))
        .unwrap_or_else(|| path.to_path_buf())
}
