//! Paths to articles.
//!
//! Input: the paths of the command line.
//! Output: [`Found`], the articles to read, sorted and each once, and a [`Problem`] for every path that
//! gives none; then one [`SourceFile`](crate::source::SourceFile) per article.
//!
//! - A file that is named is always read; a folder is searched for `.md`, `.markdown`, `.html`, `.htm` and `.txt`.
//! - `.gitignore` and `.ignore` hold in folders, and hidden files and links are passed over there. Only files
//!   beside the articles decide: a desk and a server with other Git settings read the same articles.
//! - One path that fails stops no other.
//! - Nothing waits: a pipe or a device is a problem, standard input is read only as `-`.
//! - No more is read than the limit allows, whatever a file says about its size.
//!
//! Absent on purpose: markup (see [`crate::markup`]).

mod charset;
mod decode;
mod encode;
mod find;
mod problem;
mod read;

pub use decode::{BadByte, DecodeError, decode};
pub use encode::{Unencodable, encode};
pub use find::{Candidate, Found, Origin, find_articles};
pub(crate) use problem::REPORT;
pub use problem::{Problem, ProblemKind};
pub use read::read_source;

/// Extensions of articles, for messages.
pub const EXTENSIONS: &str = ".md, .markdown, .mdx, .html, .htm, .txt";
