//! Lists, kept in fixtures, of what does not come out yet.
//!
//! A list holds today's state: what gets worse and what gets better both have to be written down.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the text of a fixture.
pub(crate) fn read_fixture(path: &str) -> String {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(repository.join(path)).unwrap()
}

/// Fails with `changes`, unless there are none.
///
/// `now` is the fixture as it should be; it is put where it can be looked at and copied from.
#[track_caller]
pub(crate) fn check_list(path: &str, now: &str, changes: &[String]) {
    if changes.is_empty() {
        return;
    }
    let copy = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(path.replace('/', "-"));
    fs::write(&copy, now).unwrap();
    panic!(
        "{path} is out of date:\n{}\nWith these changes it stands in {}",
        changes.join("\n"),
        copy.display()
    );
}
