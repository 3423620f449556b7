//! Places in a text, found in one pass.

use std::ops::Range;

/// Looks for one text from places that only go forward; all that it reads is read once.
pub(super) struct Finder<'a> {
    text: &'a str,
    wanted: &'a str,
    /// The place that was found last.
    found: usize,
    exhausted: bool,
}

impl<'a> Finder<'a> {
    /// Returns what looks for `wanted`, which is not empty.
    pub(super) fn new(text: &'a str, wanted: &'a str) -> Self {
        Self {
            text,
            wanted,
            found: 0,
            exhausted: false,
        }
    }

    /// Returns the first place of the wanted text from `from` on.
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        let is_wanted = |text: &str| text.starts_with(self.wanted);
        if self.exhausted {
            return None;
        }
        if self.found < from || !self.text.get(self.found..).is_some_and(is_wanted) {
            match self
                .text
                .get(from..)
                .and_then(|rest| rest.find(self.wanted))
            {
                Some(at) => self.found = from + at,
                None => self.exhausted = true,
            }
        }
        (!self.exhausted).then_some(self.found)
    }
}

/// Returns the comments of HTML in `text` from `start` on; none is inside another.
pub(super) fn comments(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut at = start;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], b"<!--") {
        let open = at + found;
        let Some(close) = text[open + 4..].find("-->") else {
            break;
        };
        at = open + 4 + close + 3;
        comments.push(open..at);
    }
    comments
}
