//! One article as it lies on disk.

use std::path::{Path, PathBuf};

use super::FileBytes;

/// The markup an article is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// CommonMark with GFM tables.
    #[default]
    Markdown,
    /// Markdown with components: JSX, and expressions of JavaScript.
    Mdx,
    /// HTML: a page or a fragment.
    Html,
    /// Plain text: paragraphs, bullets, lines that look like headings.
    Text,
}

impl Format {
    /// Returns the format for a file name, by its extension; `None` if such files are not articles.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "mdx" => Some(Self::Mdx),
            "html" | "htm" => Some(Self::Html),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

/// One article: its name, its format and its text.
///
/// `text` is UTF-8; spans are bytes of `text`. Where the file was UTF-8 these are the file's own bytes
/// (a byte order mark included); elsewhere `bytes` tells them.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path as it is printed.
    pub path: PathBuf,
    /// Markup.
    pub format: Format,
    /// The whole decoded text.
    pub text: String,
    /// Where its characters stand in the file.
    pub bytes: FileBytes,
}

impl SourceFile {
    /// Returns an article whose `text` is its file, byte for byte.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, format: Format, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            format,
            text: text.into(),
            bytes: FileBytes::default(),
        }
    }
}
