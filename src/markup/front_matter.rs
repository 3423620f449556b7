//! Metadata before the body.

use crate::source::Span;

/// What stands before the body of an article between `---` (YAML) or `+++` (TOML) lines.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The whole block with its fences; `None` without one.
    pub span: Option<Span>,
    /// Top-level keys with the strings they hold, in order; lists give several strings.
    pub fields: Vec<(String, Vec<String>)>,
}
