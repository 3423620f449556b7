//! What could be written instead.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// A change of an article that removes a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as a short sentence without a full stop.
    pub description: String,
    /// Whether it can be made without being looked at: it says nothing that the publisher has not written.
    pub safe: bool,
    /// What changes, in the order of the article; no two overlap.
    pub edits: Vec<Edit>,
}

/// Returns `text` as text of HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// One place that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is taken out; an empty span only puts in.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}
