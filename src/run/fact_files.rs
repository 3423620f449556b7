//! The user's fact files, layer by layer.

use std::path::Path;
use std::sync::Arc;

use super::RunError;
use crate::built_in::built_in_files;
use crate::pack::{Layer, PackText};

/// Returns the built-in files and those at `paths`: each a file, or a folder whose TOML files are read in order
/// of their names. Each path is a layer of its own, above those before it.
pub(super) fn files_with<P: AsRef<Path>>(paths: &[P]) -> Result<Vec<PackText>, RunError> {
    let mut files = built_in_files();
    for path in paths {
        add_layer(path.as_ref(), &mut files)?;
    }
    Ok(files)
}

/// Adds the files at `path` to `files` as a layer above all others.
pub(super) fn add_layer(path: &Path, files: &mut Vec<PackText>) -> Result<(), RunError> {
    let top = files.iter().map(|file| file.layer).max();
    let layer = top.map_or(Layer::BUILT_IN, |top| Layer(top.0 + 1));
    files.extend(pack_files(path, layer)?);
    Ok(())
}

/// Returns the pack or fact files at `path`, itself or all TOML files below it in order of their names, as one
/// layer.
///
/// # Errors
/// A file that cannot be read or is not UTF-8, or no file that holds anything.
#[expect(
    clippy::disallowed_methods,
    reason = "loading a user's own facts reads files"
)]
pub fn pack_files(path: &Path, layer: Layer) -> Result<Vec<PackText>, RunError> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|err| RunError::UnreadableFacts {
            path: err.path().unwrap_or(path).to_path_buf(),
            source: err.into(),
        })?;
        let named = entry.depth() == 0;
        let toml = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "toml");
        if entry.file_type().is_dir() || !(named || toml) {
            continue;
        }
        let bytes = std::fs::read(entry.path()).map_err(|source| RunError::UnreadableFacts {
            path: entry.path().to_path_buf(),
            source,
        })?;
        let text = String::from_utf8(bytes).map_err(|err| RunError::FactsNotText {
            path: entry.path().to_path_buf(),
            byte: err.as_bytes()[err.utf8_error().valid_up_to()],
            offset: err.utf8_error().valid_up_to(),
        })?;
        // Windows editors write a byte order mark; blanks in its place keep all offsets.
        let text = match text.strip_prefix('\u{FEFF}') {
            Some(rest) => format!("   {rest}"),
            None => text,
        };
        files.push(PackText {
            name: entry.path().display().to_string(),
            text: Arc::from(text),
            layer,
        });
    }
    if files.is_empty() {
        return Err(RunError::NoFacts {
            path: path.to_path_buf(),
        });
    }
    if files.iter().all(|file| is_blank(&file.text)) {
        return Err(RunError::EmptyFacts {
            path: path.to_path_buf(),
        });
    }
    Ok(files)
}

/// Tells whether a file holds nothing but comments.
fn is_blank(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with('#'))
}
