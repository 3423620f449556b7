//! Why a path gave no article.

use std::fs::FileType;
use std::path::PathBuf;

use bytesize::ByteSize;

use super::{DecodeError, EXTENSIONS};

/// A path that could not be checked, and why.
#[derive(Debug)]
pub struct Problem {
    /// The path as it was named or found.
    pub path: PathBuf,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// Why a path could not be checked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Nothing has this name, nor one like it.
    #[error("no such file or folder")]
    Missing,
    /// Nothing has this name, but something beside it has almost the same.
    #[error("no such file or folder")]
    #[diagnostic(help("did you mean `{}`?", nearest.display()))]
    Misspelt {
        /// What exists.
        nearest: PathBuf,
    },
    /// A symbolic link to nothing.
    #[error("a link that leads nowhere")]
    DanglingLink,
    /// The system refuses.
    #[error("cannot be read")]
    Unreadable {
        /// Its answer.
        source: std::io::Error,
    },
    /// Not text.
    #[error(transparent)]
    #[diagnostic(help("save the article as UTF-8"))]
    NotText(DecodeError),
    /// A file of another kind.
    #[error("not an article format factlint reads ({EXTENSIONS})")]
    NotAnArticle,
    /// A pipe, a device, a socket.
    #[error("{what}, not a file")]
    #[diagnostic(help("pass the text on standard input and name it `-`"))]
    NotAFile {
        /// What it is, with its article.
        what: &'static str,
    },
    /// More than may be read.
    #[error("larger than {}, the largest file that is read", ByteSize(*limit).display().si())]
    #[diagnostic(help("--max-file-size, or max-file-size in factlint.toml, sets another limit"))]
    TooLarge {
        /// Most bytes that may be read.
        limit: u64,
    },
    /// factlint itself failed.
    #[error("internal error: {what}")]
    #[diagnostic(help(
        "please report this {REPORT}with the article, or the part of it that fails"
    ))]
    Internal {
        /// The message of the panic, and where it happened.
        what: String,
    },
}

/// Where internal errors are reported, with a space behind it; empty as long as the package names no
/// repository.
pub(crate) const REPORT: &str = match env!("CARGO_PKG_REPOSITORY").as_bytes() {
    [] => "",
    _ => concat!("at ", env!("CARGO_PKG_REPOSITORY"), "/issues "),
};

impl ProblemKind {
    /// Returns the id of the rule page that explains it.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        match self {
            Self::NotText(_) => "not-text",
            Self::TooLarge { .. } => "file-too-large",
            Self::Internal { .. } => "internal-error",
            Self::Missing
            | Self::Misspelt { .. }
            | Self::DanglingLink
            | Self::Unreadable { .. }
            | Self::NotAnArticle
            | Self::NotAFile { .. } => "unreadable-file",
        }
    }

    /// Returns the problem with something of another kind than a file.
    pub(super) fn not_a_file(kind: FileType) -> Self {
        let what = if kind.is_dir() {
            "a folder"
        } else {
            special_kind(kind)
        };
        Self::NotAFile { what }
    }
}

#[cfg(unix)]
fn special_kind(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_kind(_kind: FileType) -> &'static str {
    "a device"
}
