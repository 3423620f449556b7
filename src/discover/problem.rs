//! Why a path gave no article.

use std::path::PathBuf;

use crate::source::DecodeError;

use super::EXTENSIONS;

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
    /// factlint itself failed.
    #[error("internal error: {what}")]
    #[diagnostic(help("please report this with the article, or the part of it that fails"))]
    Internal {
        /// The message of the panic, and where it happened.
        what: String,
    },
}
