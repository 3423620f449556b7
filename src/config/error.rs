//! Why a configuration file was refused.

use std::ops::Range;
use std::path::{Path, PathBuf};

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

/// A mistake in a configuration file.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct ConfigError {
    message: String,
    help: Option<String>,
    file: Box<NamedSource<String>>,
    at: SourceSpan,
}

impl ConfigError {
    pub(super) fn new(
        message: String,
        help: Option<String>,
        path: &Path,
        text: &str,
        at: Range<usize>,
    ) -> Self {
        let name = path.display().to_string();
        Self {
            message,
            help,
            file: Box::new(NamedSource::new(name, text.to_owned()).with_language("TOML")),
            at: (at.start, at.len()).into(),
        }
    }
}

impl Diagnostic for ConfigError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new("factlint::config"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let help = self.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.file.as_ref())
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), self.at);
        Some(Box::new(std::iter::once(label)))
    }
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFailure {
    /// A file has a mistake.
    #[error(transparent)]
    Mistake(#[from] ConfigError),
    /// A file cannot be read.
    #[error("cannot read the configuration in {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}
