//! Vocabulary of all stages: where something stands in a file.
//!
//! - [`SourceFile`]: one article as it lies on disk, decoded to UTF-8 text.
//! - [`Span`]: a half-open byte range of a file. [`ProseSpan`]: the same in a block's prose. Never mixed.
//! - [`SourceMap`]: joins the two, exactly.
//! - [`FileBytes`]: joins the decoded text of a file that is not UTF-8 with its bytes.
//! - [`LineIndex`]: bytes to lines and columns; used by reporters only.
//! - [`Shapes`]: tells at a glance that a word is none of a list.
//!
//! Absent on purpose: reading files (see [`crate::discover`]) and markup (see [`crate::markup`]).

mod file;
mod file_bytes;
mod line_end;
mod line_index;
mod map;
mod shapes;
mod span;

pub use file::{Format, SourceFile};
pub use file_bytes::{FileBytes, Width};
pub use line_end::LineEnd;
pub use line_index::{LineIndex, Position};
pub use map::{MapBuilder, Segment, SourceMap};
pub use shapes::Shapes;
pub use span::{ProseSpan, Span};
