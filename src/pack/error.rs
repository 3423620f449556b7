//! Why a pack was refused.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

/// All mistakes of the packs that were to be loaded; nothing is loaded if there is one.
#[derive(Debug, thiserror::Error)]
#[error("{}", counted(.problems.len()))]
pub struct PackError {
    /// Each mistake, in the order of files and places.
    pub problems: Vec<PackProblem>,
}

/// Nobody reads more mistakes than this at once.
pub const MOST_SHOWN: usize = 50;

impl Diagnostic for PackError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("factlint::facts"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let rest = self.problems.len().checked_sub(MOST_SHOWN + 1)? + 1;
        Some(Box::new(format!("and {rest} more, not shown")))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(
            self.problems
                .iter()
                .take(MOST_SHOWN)
                .map(|problem| problem as &dyn Diagnostic),
        ))
    }
}

fn counted(count: usize) -> String {
    match count {
        1 => "the facts cannot be used: 1 mistake".to_owned(),
        _ => format!("the facts cannot be used: {count} mistakes"),
    }
}

/// One mistake in one file of a pack.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct PackProblem {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file.
    pub file: NamedSource<Arc<str>>,
    /// The place in the file.
    pub at: SourceSpan,
    /// What stands there; short.
    pub label: String,
}

impl Diagnostic for PackProblem {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some(self.label.clone()), self.at);
        Some(Box::new(std::iter::once(label)))
    }
}
