//! Lines with their ends.

use std::ops::Range;

/// Returns the lines of `text` from `start` on, with their ends: `\n`, `\r\n` or `\r`.
pub(super) fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr2(b'\n', b'\r', rest);
        let len = match end {
            Some(end) if rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n') => end + 2,
            Some(end) => end + 1,
            None => rest.len(),
        };
        let line = at..at + len;
        at = line.end;
        Some(line)
    })
}
