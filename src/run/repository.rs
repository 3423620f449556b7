//! Where in its repository a run takes place.

use std::path::Path;

/// Returns the way from the top of the repository to the current folder, with `/`; empty at the top, and outside of any
/// repository.
#[expect(
    clippy::disallowed_methods,
    reason = "services that run builds want paths from the top of the repository"
)]
pub(super) fn folder_in_repository() -> String {
    let Ok(here) = std::env::current_dir() else {
        return String::new();
    };
    // A file stands there in work trees and submodules.
    let top = here.ancestors().find(|folder| folder.join(".git").exists());
    let below = top.and_then(|top| here.strip_prefix(top).ok());
    below.map(with_slashes).unwrap_or_default()
}

fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
