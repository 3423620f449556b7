//! `factlint.toml`: what a site sets for its articles.
//!
//! Input: the path of an article, and the files upwards from it or the one of `--config`.
//! Output: [`Merged`], all that holds for the article, with the place of each value; from it the
//! [`Settings`](crate::rules::Settings) of the rules.
//!
//! - The nearest file wins, key by key; tables are merged entry by entry, lists replaced.
//! - What a file extends lies below it, its overrides lie above it, the command line above all.
//! - Relative paths and globs are those of the folder of their file.
//! - Each file is read once. One with a mistake ends the run; the message points to the place.
//!
//! Absent on purpose: reading the packs that are named (see [`crate::run`]).

mod cascade;
mod error;
mod file;
mod generators;
mod globs;
mod merge;
mod names;
mod starter;
mod toml_reader;
mod values;

pub use cascade::{Cascade, Configs};
pub use error::{ConfigError, ConfigFailure};
pub use file::ConfigFile;
pub use generators::{GENERATORS, Generator};
pub use globs::Globs;
pub(crate) use globs::without_dots;
pub use merge::{CommandLine, Decision, Merged, Origin, overrides_of};
pub use names::Names;
pub use starter::{Findings, starter};
pub use values::{PackChoice, Place, Set, Values};

use std::path::{Path, PathBuf};

/// Name of the file.
pub const FILE_NAME: &str = "factlint.toml";

/// Returns an absolute path as it is printed: from the folder `here` on, if it is below.
fn printed(path: &Path, here: &Path) -> PathBuf {
    match path.strip_prefix(here) {
        Ok(below) if !below.as_os_str().is_empty() => below.to_path_buf(),
        _ => path.to_path_buf(),
    }
}
