//! The part of YAML, and of JSON, that front matter is written in, with places.
//!
//! Tables and lists by indentation (`key: value`, `- item`), tables and lists in brackets, quotes, comments. What
//! is written otherwise is passed over or taken for a text: nothing here fails.

use std::ops::Range;

use super::nodes::{Node, NodeKind, unquoted};

/// Most values inside each other; what stands deeper is left out.
const MOST_NESTED: usize = 8;

/// Returns the table that the lines at `range` of `file` are.
pub(super) fn block(file: &str, range: Range<usize>) -> Option<Node> {
    let mut reader = Reader::new(file, range);
    reader.table(0, MOST_NESTED)
}

/// Returns the table or list in brackets at the start of `range` of `file`.
pub(super) fn flow(file: &str, range: Range<usize>) -> Option<Node> {
    let mut flow = Flow {
        file,
        at: range.start,
        end: range.end,
    };
    flow.value(MOST_NESTED)
}

/// A line, or what is left of it.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Characters before what is left.
    column: usize,
    start: usize,
    end: usize,
}

struct Reader<'a> {
    file: &'a str,
    end: usize,
    /// Lines that are neither empty nor comments, in order.
    lines: Vec<Line>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, range: Range<usize>) -> Self {
        let mut lines = Vec::new();
        let mut at = range.start;
        for line in file[range.clone()].split(['\n', '\r']) {
            let inner = line.trim_start();
            let column = line.len() - inner.len();
            if !inner.is_empty() && !inner.starts_with('#') {
                lines.push(Line {
                    column,
                    start: at + column,
                    end: at + line.trim_end().len(),
                });
            }
            at += line.len() + 1;
        }
        Self {
            file,
            end: range.end,
            lines,
            at: 0,
        }
    }

    fn line(&self) -> Option<Line> {
        self.lines.get(self.at).copied()
    }

    fn text(&self, line: Line) -> &'a str {
        &self.file[line.start..line.end]
    }

    /// Reads the value that the lines from `column` on are.
    fn value(&mut self, column: usize, depth: usize) -> Option<Node> {
        let line = self.line().filter(|line| line.column >= column)?;
        let depth = depth.checked_sub(1)?;
        if is_item(self.text(line)) {
            self.list(line.column, depth)
        } else if self.key(line).is_some() {
            self.table(line.column, depth)
        } else {
            Some(self.rest(line.start, line.column))
        }
    }

    fn list(&mut self, column: usize, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        let start = self.line()?.start;
        let mut end = start;
        while let Some(line) = self.line()
            && line.column == column
            && is_item(self.text(line))
        {
            let text = self.text(line);
            let inner = text[1..].trim_start();
            if inner.is_empty() {
                self.at += 1;
            } else {
                let len = text.len() - inner.len();
                let rest = &mut self.lines[self.at];
                rest.column += len;
                rest.start += len;
            }
            let before = self.at;
            match self.value(column + 1, depth) {
                Some(item) => {
                    end = item.range.end;
                    items.push(item);
                }
                // What cannot be read is passed over.
                None if !inner.is_empty() && self.at == before => self.at += 1,
                None => {}
            }
        }
        Some(Node {
            kind: NodeKind::List(items),
            range: start..end.max(start),
        })
    }

    fn table(&mut self, column: usize, depth: usize) -> Option<Node> {
        let mut entries = Vec::new();
        let start = self.line()?.start;
        let mut end = start;
        while let Some(line) = self.line()
            && line.column >= column
        {
            let Some((key, value)) = self.key(line).filter(|_| line.column == column) else {
                self.at += 1;
                continue;
            };
            end = line.end;
            let node = if self.is_empty(value, line.end) {
                self.at += 1;
                let next = self.line();
                let glued =
                    next.is_some_and(|next| next.column == column && is_item(self.text(next)));
                self.value(if glued { column } else { column + 1 }, depth)
            } else {
                Some(self.rest(value, column))
            };
            if let Some(node) = node {
                end = end.max(node.range.end);
                let kind = NodeKind::Text;
                entries.push((Node { kind, range: key }, node));
            }
        }
        Some(Node {
            kind: NodeKind::Table(entries),
            range: start..end,
        })
    }

    /// Returns the key that `line` begins with, and where its value starts.
    fn key(&self, line: Line) -> Option<(Range<usize>, usize)> {
        let text = self.text(line);
        let quote = text.chars().next().filter(|mark| "\"'".contains(*mark));
        let len = match quote {
            Some(quote) => end_of_quoted(text, quote)?,
            None if text.starts_with(['[', '{', '#']) => return None,
            None => (0..text.len()).find(|at| is_colon(&text.as_bytes()[*at..]))?,
        };
        let rest = text[len..].strip_prefix(':')?;
        let is_key = rest.is_empty() || rest.starts_with([' ', '\t']);
        let value = line.end - rest.trim_start().len();
        is_key.then(|| {
            let key = line.start..line.start + text[..len].trim_end().len();
            (unquoted(self.file, key), value)
        })
    }

    /// Tells whether no value stands at `start..end`, at most a comment.
    fn is_empty(&self, start: usize, end: usize) -> bool {
        start >= end || self.file[start..end].starts_with('#')
    }

    /// Reads the value that starts at `start` in the current line, below a key or in an item at `column`.
    fn rest(&mut self, start: usize, column: usize) -> Node {
        let line_end = self.line().map_or(self.end, |line| line.end);
        let text = &self.file[start..line_end];
        if text.starts_with(['[', '{']) {
            let mut flow = Flow {
                file: self.file,
                at: start,
                end: self.end,
            };
            let value = flow.value(MOST_NESTED);
            let after = flow.at.max(line_end);
            while self.line().is_some_and(|line| line.start < after) {
                self.at += 1;
            }
            return value.unwrap_or(text_node(start..line_end));
        }
        self.at += 1;
        let quote = text.chars().next().filter(|mark| "\"'".contains(*mark));
        if let Some(len) = quote.and_then(|quote| end_of_quoted(text, quote)) {
            return text_node(unquoted(self.file, start..start + len));
        }
        let mut end = start + plain_len(text);
        // Text goes on in lines that stand further in.
        while let Some(line) = self.line()
            && line.column > column
        {
            end = line.end;
            self.at += 1;
        }
        text_node(start..end)
    }
}

fn text_node(range: Range<usize>) -> Node {
    Node {
        kind: NodeKind::Text,
        range,
    }
}

fn is_item(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

/// Tells whether `text` starts with a colon that ends a key.
fn is_colon(text: &[u8]) -> bool {
    text.first() == Some(&b':') && text.get(1).is_none_or(u8::is_ascii_whitespace)
}

/// Returns the length of `text` without the comment behind it.
fn plain_len(text: &str) -> usize {
    let end = text.find(" #").unwrap_or(text.len());
    text[..end].trim_end().len()
}

/// Returns the length of what `quote` opens at the start of `text`, with both quotes.
fn end_of_quoted(text: &str, quote: char) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote {
            return Some(at + 1);
        }
    }
    None
}

/// Reads values in brackets.
struct Flow<'a> {
    file: &'a str,
    at: usize,
    end: usize,
}

impl Flow<'_> {
    fn rest(&self) -> &str {
        &self.file[self.at..self.end]
    }

    /// Passes over white space and comments.
    fn pass_space(&mut self) {
        loop {
            let rest = self.rest();
            let inner = rest.trim_start();
            let len = rest.len() - inner.len();
            let comment = if inner.starts_with('#') {
                inner.find(['\n', '\r']).unwrap_or(inner.len())
            } else {
                0
            };
            self.at += len + comment;
            if comment == 0 {
                return;
            }
        }
    }

    fn take(&mut self, mark: char) -> bool {
        let taken = self.rest().starts_with(mark);
        self.at += if taken { mark.len_utf8() } else { 0 };
        taken
    }

    /// Reads a value; `None` where none is.
    fn value(&mut self, depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        self.pass_space();
        let start = self.at;
        if self.take('[') {
            return Some(self.list(start, depth));
        }
        if self.take('{') {
            return Some(self.table(start, depth));
        }
        self.text()
    }

    fn list(&mut self, start: usize, depth: usize) -> Node {
        let mut items = Vec::new();
        while !self.is_over(']') {
            let before = self.at;
            let Some(item) = self.value(depth) else {
                self.pass_mark(before);
                continue;
            };
            // `[a: b]` is a list of a table.
            self.pass_space();
            let item = if self.take(':') {
                self.pair(item, depth)
            } else {
                item
            };
            items.push(item);
        }
        Node {
            kind: NodeKind::List(items),
            range: start..self.at,
        }
    }

    /// Returns the table of `key` alone, whose value comes.
    fn pair(&mut self, key: Node, depth: usize) -> Node {
        let start = key.range.start;
        let value = self.value(depth);
        let value = value.unwrap_or(text_node(self.at..self.at));
        Node {
            range: start..value.range.end.max(start),
            kind: NodeKind::Table(vec![(key, value)]),
        }
    }

    fn table(&mut self, start: usize, depth: usize) -> Node {
        let mut entries = Vec::new();
        while !self.is_over('}') {
            let before = self.at;
            let Some(key) = self.text() else {
                self.pass_mark(before);
                continue;
            };
            self.pass_space();
            let value = if self.take(':') {
                self.value(depth)
            } else {
                None
            };
            entries.push((key, value.unwrap_or(text_node(self.at..self.at))));
        }
        Node {
            kind: NodeKind::Table(entries),
            range: start..self.at,
        }
    }

    /// Passes over commas, and over `close` or the end of the file, which end a list or a table.
    fn is_over(&mut self, close: char) -> bool {
        loop {
            self.pass_space();
            if !self.take(',') {
                break;
            }
        }
        self.rest().is_empty() || self.take(close)
    }

    /// Passes over one character if nothing else was since `before`.
    fn pass_mark(&mut self, before: usize) {
        if self.at == before {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
    }

    /// Reads a text, with or without quotes.
    fn text(&mut self) -> Option<Node> {
        let rest = self.rest();
        let start = self.at;
        let quote = rest.chars().next().filter(|mark| "\"'".contains(*mark));
        if let Some(len) = quote.and_then(|quote| end_of_quoted(rest, quote)) {
            self.at += len;
            return Some(text_node(start + 1..start + len - 1));
        }
        let bytes = rest.as_bytes();
        let ends = |at: &usize| {
            let ends_value = matches!(bytes[*at], b',' | b'[' | b']' | b'{' | b'}' | b'\n' | b'\r');
            ends_value || is_colon(&bytes[*at..])
        };
        let len = (0..bytes.len()).find(ends).unwrap_or(bytes.len());
        let text = &rest[..len];
        let range = start..start + plain_len(text);
        self.at += len;
        (!range.is_empty()).then(|| text_node(range))
    }
}

#[cfg(test)]
mod tests {
    use super::super::nodes::table_at;
    use super::*;

    fn show(text: &str, node: &Node) -> String {
        match &node.kind {
            NodeKind::Text => text[node.range.clone()].to_owned(),
            NodeKind::List(items) => {
                let items: Vec<String> = items.iter().map(|item| show(text, item)).collect();
                format!("[{}]", items.join(", "))
            }
            NodeKind::Table(entries) => {
                let show = |(key, value)| format!("{}={}", show(text, key), show(text, value));
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| show((key, value)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let node = table_at(text, 0..text.len());
        let shown = node.map_or("none".to_owned(), |node| show(text, &node));
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn tables_and_lists_by_indentation() {
        let text = "---\na: b # c\n# d\nfactlint:\n  ignore:\n    - e\n    - 'f: g'\n    - h: i\n    - rule: j\n      reason: >-\n        k\n        l\n    -\n      m: n\no:\n- p\n- - q\nr: s\n  t\n---";
        check(
            text,
            "{a=b, factlint={ignore=[e, f: g, {h=i}, {rule=j, reason=>-\n        k\n        l}, {m=n}]}, o=[p, [q]], r=s\n  t}",
        );
        check("---\r\na:\r\n  - b\r\n\r\n---", "{a=[b]}");
    }

    #[test]
    fn tables_and_lists_in_brackets() {
        check(
            "---\na: {b: [c, \"d, e\", f: g, {h: 2027-01-31}], i: } # j\nk: l\n---",
            "{a={b=[c, d, e, {f=g}, {h=2027-01-31}], i=}, k=l}",
        );
        check("---\na: [b, # c\n  d,\n]\ne: f\n---", "{a=[b, d], e=f}");
        check(
            "{\"a\": {\"b\": [\"c\\\"\", 1, {\"d\": null}]}}",
            "{a={b=[c\\\", 1, {d=null}]}}",
        );
        check(";;;\n{\"a\": \"b\"}\n;;;", "{a=b}");
    }

    #[test]
    fn toml_has_places_too() {
        check(
            "+++\na = 1\n[factlint]\nignore = [\"b\", {rule = 'c', until = 2027-01-31}]\n[[d]]\ne = \"\"\"f\"\"\"\n+++",
            "{a=1, factlint={ignore=[b, {rule=c, until=2027-01-31}]}, d=[{e=f}]}",
        );
        check("+++\na = \n+++", "none");
    }

    #[test]
    fn what_is_broken_ends() {
        for text in [
            "---\na: [b\n---",
            "---\na: {b: [}\n---",
            "---\n- - - - - - - - - - a\n---",
            "---\na: [[[[[[[[[[b]]]]]]]]]]\n---",
            "---\na: \"b\n  - c\n---",
            "{",
            "---",
            "---\n---",
            ";;;\n;;;",
            "---\n  a: b\n c: d\n---",
        ] {
            table_at(text, 0..text.len());
        }
    }
}
