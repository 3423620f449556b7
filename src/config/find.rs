//! Where the configuration file lies.

use std::path::{Path, PathBuf};

use super::FILE_NAME;

/// Returns the configuration file in `folder` or the nearest one above it.
#[expect(
    clippy::disallowed_methods,
    reason = "configuration is looked for on disk"
)]
#[must_use]
pub fn find_config(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        .find(|file| file.is_file())
}
