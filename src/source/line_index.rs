//! Bytes to lines and columns.

/// A place for people: line and column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// Start of every line of one text, built once per file.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Where a line is long: how many characters begin before every [`STEP`]th byte of the text. Else nothing.
    characters: Vec<u32>,
}

/// Bytes whose characters are counted together.
const STEP: usize = 1_024;

/// A line of more bytes is long: it may hold many places, and to count from its start for each takes too long.
const LONG: usize = 16 * STEP;

impl LineIndex {
    /// Returns the index of `text`. Lines end at `\n`, `\r\n` or a lone `\r`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(u32::try_from(at + 1).expect("articles are shorter than 4 GiB"));
            }
        }
        let ends = starts[1..].iter().map(|start| *start as usize);
        let mut ends = ends.chain([bytes.len()]).zip(&starts);
        let characters = match ends.any(|(end, start)| end - *start as usize > LONG) {
            true => characters(bytes),
            false => Vec::new(),
        };
        Self { starts, characters }
    }

    /// Returns line and column of byte `offset` of `text`, the text this index was built from.
    ///
    /// A byte order mark at the start of the file takes no column.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let start = self.starts[line] as usize;
        let end = text.floor_char_boundary((offset as usize).min(text.len()));
        let before = &text[start..end.max(start)];
        let without_marks = before.trim_start_matches('\u{FEFF}');
        let column = match self.characters.is_empty() {
            true => without_marks.chars().count(),
            false => {
                let first = start + before.len() - without_marks.len();
                self.before(text, end.max(first)) - self.before(text, first)
            }
        };
        Position {
            line: u32::try_from(line + 1).expect("lines fit where bytes fit"),
            column: u32::try_from(column + 1).expect("columns fit where bytes fit"),
        }
    }

    /// Returns how many characters of `text` begin before the byte `at`.
    fn before(&self, text: &str, at: usize) -> usize {
        let step = (at / STEP).min(self.characters.len() - 1);
        self.characters[step] as usize + beginning(&text.as_bytes()[step * STEP..at])
    }

    /// Returns the offset of the first byte of each line, in order.
    #[must_use]
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }
}

/// Returns how many characters begin before every [`STEP`]th of `bytes`.
fn characters(bytes: &[u8]) -> Vec<u32> {
    let mut total = 0;
    let counts = bytes.chunks(STEP).map(|chunk| {
        let before = u32::try_from(total).expect("articles are shorter than 4 GiB");
        total += beginning(chunk);
        before
    });
    counts.collect()
}

/// Returns how many characters begin in `bytes`.
fn beginning(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| !matches!(byte, 0x80..=0xBF);
    bytes.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, needle: &str, line: u32, column: u32) {
        let offset = text.find(needle).expect("the needle is in the text");
        let offset = u32::try_from(offset).expect("short text");
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, offset), Position { line, column });
    }

    #[test]
    fn columns_count_characters_and_all_line_ends_count() {
        check("one\ntwo x", "x", 2, 5);
        check("one\r\ntwo x", "x", 2, 5);
        check("one\rtwo x", "x", 2, 5);
        check("é😀x", "x", 1, 3);
        check("\u{FEFF}x", "x", 1, 1);
    }

    #[test]
    fn columns_of_long_lines_are_counted_from_their_start() {
        for text in [
            "é😀a".repeat(LONG / 4),
            "a".repeat(LONG + 5),
            "é".to_owned(),
        ] {
            let text = format!("\u{FEFF}one\n{text}\n\u{FEFF}{text}");
            let index = LineIndex::new(&text);
            for (line, start) in (1..).zip(index.starts()) {
                let rest = text[*start as usize..]
                    .split('\n')
                    .next()
                    .unwrap_or_default();
                let letters = rest.trim_start_matches('\u{FEFF}').char_indices();
                let marks = rest.len() - rest.trim_start_matches('\u{FEFF}').len();
                for (column, (at, _)) in (1..).zip(letters) {
                    let offset = start + u32::try_from(at + marks).expect("short text");
                    assert_eq!(index.position(&text, offset), Position { line, column });
                }
            }
        }
    }
}
