//! Lines and columns of one article.

use std::borrow::Cow;

use super::ArticleReport;
use crate::source::{FileBytes, LineIndex, Position, Span};

/// A text and its lines; built once per article that has something to report.
pub(super) struct Places<'a> {
    text: Cow<'a, str>,
    index: LineIndex,
    bytes: Option<&'a FileBytes>,
}

impl<'a> Places<'a> {
    /// Returns the places of a text that is its file, byte for byte.
    pub(super) fn new(text: &'a str) -> Self {
        Self::of_text(Cow::Borrowed(text))
    }

    fn of_text(text: Cow<'a, str>) -> Self {
        Self {
            index: LineIndex::new(&text),
            text,
            bytes: None,
        }
    }

    pub(super) fn of_article(article: &'a ArticleReport) -> Self {
        Self {
            bytes: Some(&article.bytes),
            ..Self::of_text(article.text())
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.index.position(&self.text, offset)
    }

    /// Returns the byte of the file where byte `offset` of the text stands.
    pub(super) fn file_offset(&self, offset: usize) -> u32 {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let places = self.bytes.map(|bytes| bytes.offset(&self.text, offset));
        places.unwrap_or(offset)
    }

    /// Returns the column of byte `offset` in bytes of the text, from 1.
    pub(super) fn byte_column(&self, offset: usize) -> u32 {
        let start = self.line(self.line_of(offset)).start;
        u32::try_from(offset.saturating_sub(start) + 1).unwrap_or(u32::MAX)
    }

    /// Returns the number of the line, from 0, that holds byte `offset`.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        let starts = self.index.starts();
        starts.partition_point(|start| *start as usize <= offset) - 1
    }

    /// Returns the bytes of a line, counted from 0, without its line end and a byte order mark.
    pub(super) fn line(&self, number: usize) -> std::ops::Range<usize> {
        let starts = self.index.starts();
        let mut start = starts[number] as usize;
        let end = starts
            .get(number + 1)
            .map_or(self.text.len(), |next| *next as usize);
        if start == 0 && self.text.starts_with('\u{FEFF}') {
            start = '\u{FEFF}'.len_utf8();
        }
        let line = &self.text[start..end.max(start)];
        start..start + line.trim_end_matches(['\r', '\n']).len()
    }

    /// Returns the bytes of `span` as a range that slices the text, whatever the span says.
    pub(super) fn clamp(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.text.floor_char_boundary(span.start as usize);
        let end = self.text.ceil_char_boundary(span.end as usize);
        start..end.max(start)
    }
}
