//! Why a baseline was refused.

use std::ops::Range;
use std::path::Path;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct BaselineError {
    message: String,
    help: &'static str,
    file: Box<NamedSource<String>>,
    at: SourceSpan,
}

impl BaselineError {
    /// Returns the error at the bytes `at` of the `text` of the file at `path`.
    pub(super) fn new(
        message: String,
        help: &'static str,
        path: &Path,
        text: &str,
        at: Range<usize>,
    ) -> Self {
        let name = path.display().to_string();
        Self {
            message,
            help,
            file: Box::new(NamedSource::new(name, text.to_owned()).with_language("JSON")),
            at: (at.start, at.len()).into(),
        }
    }
}

impl Diagnostic for BaselineError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new("factlint::baseline"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.file.as_ref())
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), self.at);
        Some(Box::new(std::iter::once(label)))
    }
}
