//! From prose back to the file.

use super::{ProseSpan, Span};

/// One run of prose and the bytes it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the prose.
    pub prose: ProseSpan,
    /// Bytes of the file.
    pub source: Span,
    /// Whether both hold the same bytes; otherwise the segment is decoded (`&amp;`) and indivisible.
    pub verbatim: bool,
}

/// Ordered segments that join the prose of one block to its file.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    segments: Vec<Segment>,
}

impl SourceMap {
    /// Returns the segments in prose order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the bytes of the file that `span` comes from: exact inside verbatim segments, the whole
    /// of a decoded segment that it touches. Empty for an empty map.
    #[must_use]
    pub fn to_source(&self, span: ProseSpan) -> Span {
        let _ = span;
        Span::default()
    }

    /// Returns the bytes of the file that hold exactly the bytes of `span`, if one verbatim segment
    /// contains it: the only places that may be edited.
    #[must_use]
    pub fn exact(&self, span: ProseSpan) -> Option<Span> {
        let _ = span;
        None
    }
}

/// Builds the prose of a block and its map together.
#[derive(Clone, Debug, Default)]
pub struct MapBuilder {
    prose: String,
    map: SourceMap,
}

impl MapBuilder {
    /// Returns the prose and its map.
    #[must_use]
    pub fn finish(self) -> (String, SourceMap) {
        (self.prose, self.map)
    }
}
