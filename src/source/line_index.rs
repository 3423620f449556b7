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
}

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
        Self { starts }
    }

    /// Returns line and column of byte `offset` of `text`, the text this index was built from.
    ///
    /// A byte order mark at the start of the file takes no column.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let start = self.starts[line] as usize;
        let end = text.floor_char_boundary((offset as usize).min(text.len()));
        let before = text[start..end.max(start)].trim_start_matches('\u{FEFF}');
        Position {
            line: u32::try_from(line + 1).expect("lines fit where bytes fit"),
            column: u32::try_from(before.chars().count() + 1).expect("columns fit where bytes fit"),
        }
    }

    /// Returns the offset of the first byte of each line, in order.
    #[must_use]
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }
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
}
