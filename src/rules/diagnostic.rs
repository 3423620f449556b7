//! What is reported.

use serde::{Deserialize, Serialize};

use super::{Family, Fix, Severity};
use crate::pack::FactIndex;
use crate::source::Span;

/// One finding in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Kebab-case id of the rule.
    pub rule: String,
    /// Family of the rule.
    pub family: Family,
    /// How bad it is.
    pub severity: Severity,
    /// The fact it rests on.
    pub fact: Option<FactIndex>,
    /// What the article says and what the facts say, in one or two sentences.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The words in question.
    pub span: Span,
    /// What stands at `span`, and other places of the same article that matter.
    pub labels: Vec<Label>,
    /// What could be written instead.
    pub fix: Option<Fix>,
}

/// A place of the article with a remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark; short, lower case, no full stop.
    pub text: String,
}
