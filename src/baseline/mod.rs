//! Findings that are known and left for later.
//!
//! Input: the text of a baseline file, and the findings of a run.
//! Output: which findings are known, which entries no longer occur, and the text of a new file.
//!
//! - Pure: where the file lies, and which articles still exist, is told by [`crate::run`].
//! - A finding is known by its path, rule, fact and fingerprint, never by its line.
//! - An article that was renamed keeps its entries, see [`Baseline::sort_out`].

mod entry;
mod error;
mod file;
mod known;

pub use entry::Entry;
pub use error::BaselineError;
pub use file::{parse_baseline, write_baseline};
pub use known::{Occurring, Sorted};

use std::collections::BTreeSet;

/// Name of the file where none is given.
pub const FILE_NAME: &str = "factlint-baseline.json";

/// Findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Each once, in order.
    pub entries: BTreeSet<Entry>,
}
