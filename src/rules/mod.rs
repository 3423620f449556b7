//! Checked articles to diagnostics.
//!
//! Input: an article with its judged claims, and the rules under `lints/rules/`.
//! Output: [`Diagnostic`]s in the order of the article.
//!
//! Pure. A rule is data: its page holds metadata, explanation and the examples that are its tests. The
//! program knows kinds of rules only.

mod diagnostic;

pub use diagnostic::{Diagnostic, Family, Label, Severity};
