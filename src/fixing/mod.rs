//! Fixes to texts.
//!
//! Input: an article with its findings, some of which carry a [`Fix`](crate::rules::Fix).
//! Output: which fixes can be made together, the text with them, and the difference.
//!
//! - Pure: files are written by [`crate::run`].
//! - No two fixes that meet are made together: the first by place, then by rule, goes first.
//! - What no edit takes out stays as it is, byte for byte.

mod apply;
mod choose;
mod diff;

pub use apply::apply;
pub use choose::choose;
pub use diff::unified_diff;
