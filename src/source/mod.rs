//! Vocabulary of all stages: where something stands in a file.
//!
//! - [`SourceFile`]: one article as it lies on disk, decoded to UTF-8 text.
//! - [`Span`]: a half-open byte range of a file. [`ProseSpan`]: the same in a block's prose. Never mixed.
//! - [`SourceMap`]: joins the two, exactly.
//! - [`FileBytes`]: joins the decoded text of a file that is not UTF-8 with its bytes.
//! - [`LineIndex`]: bytes to lines and columns; used by reporters only.
//! - [`ByteSet`] and [`WordSet`]: bytes and words to be looked for.
//!
//! Absent on purpose: reading files (see [`crate::discover`]) and markup (see [`crate::markup`]).

mod byte_set;
mod file;
mod file_bytes;
mod line_end;
mod line_index;
mod map;
mod span;
mod word_set;

pub use byte_set::ByteSet;
pub use file::{Format, SourceFile};
pub use file_bytes::{FileBytes, Width};
pub use line_end::LineEnd;
pub use line_index::{LineIndex, Position};
pub use map::{MapBuilder, Segment, SourceMap};
pub use span::{ProseSpan, Span};
pub use word_set::WordSet;
