//! What is reported.

use super::Fix;
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark; short, lower case, no full stop.
    pub text: String,
}

/// What kind of flaw a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// A claim against a fact.
    Contradiction,
    /// Claims against each other.
    Consistency,
    /// A notice that is missing.
    Disclaimer,
    /// More is promised than can be kept.
    Overclaim,
    /// A statement without support.
    Evidence,
    /// Dates and authors.
    Currency,
    /// The file itself.
    Input,
}

impl Family {
    /// All families, in the order of lists.
    pub const ALL: [Self; 7] = [
        Self::Contradiction,
        Self::Consistency,
        Self::Disclaimer,
        Self::Overclaim,
        Self::Evidence,
        Self::Currency,
        Self::Input,
    ];

    /// Returns the heading of the family in lists.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Contradiction => "Contradictions",
            Self::Consistency => "Consistency",
            Self::Disclaimer => "Missing notices",
            Self::Overclaim => "Promises",
            Self::Evidence => "Evidence",
            Self::Currency => "Dates and authors",
            Self::Input => "The file itself",
        }
    }

    /// Returns the name used in output, such as `contradiction`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Consistency => "consistency",
            Self::Disclaimer => "disclaimer",
            Self::Overclaim => "overclaim",
            Self::Evidence => "evidence",
            Self::Currency => "currency",
            Self::Input => "input",
        }
    }
}

/// How bad a finding is, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A hint.
    Advice,
    /// Must be looked at before publication.
    Warning,
    /// Wrong, or harmful.
    Error,
}

impl Severity {
    /// Returns the name used in output, such as `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
