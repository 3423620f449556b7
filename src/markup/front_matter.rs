//! Metadata before the body.

use toml::de::{DeTable, DeValue};

use crate::source::Span;

/// What stands before the body of an article between `---` (YAML) or `+++` (TOML) lines.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The whole block with its fences; `None` without one.
    pub span: Option<Span>,
    /// Keys with the strings they hold, in order; lists give several strings. What stands in a table has the
    /// key of the table before its own, as in `author.name`; in a list of tables, keys come once per table.
    pub fields: Vec<(String, Vec<String>)>,
}

/// Returns the front matter of `text` and the offset of the first byte of the body.
///
/// Front matter starts with the first byte of the file (after a byte order mark) and has both fences;
/// anything else is body. As in Pandoc, a `---` before an empty line is a rule of the body:
/// <https://pandoc.org/MANUAL.html#extension-yaml_metadata_block>.
pub(super) fn cut(text: &str) -> (FrontMatter, usize) {
    let start = if text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    for (fence, read_fields) in SYNTAXES {
        if let Some((content, len)) = between_fences(&text[start..], fence) {
            let front_matter = FrontMatter {
                span: Some(Span::of_range(start..start + len)),
                fields: read_fields(content),
            };
            return (front_matter, start + len);
        }
    }
    (FrontMatter::default(), start)
}

type Fields = Vec<(String, Vec<String>)>;
/// The line that fences front matter, and the reader of what stands between the fences.
type Syntax = (&'static str, fn(&str) -> Fields);

const YAML_FENCE: &str = "---";
const SYNTAXES: [Syntax; 2] = [(YAML_FENCE, yaml_fields), ("+++", toml_fields)];

/// Returns what stands between the fences at the start of `text`, and the length of the whole.
fn between_fences<'a>(text: &'a str, fence: &str) -> Option<(&'a str, usize)> {
    let mut end = 0;
    let mut content_start = None;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_end() == fence;
        match content_start {
            None if is_fence => content_start = Some(line.len()),
            None => return None,
            Some(start) if is_fence => return Some((&text[start..end], end + fence.len())),
            Some(start) if start == end && line.trim().is_empty() && fence == YAML_FENCE => {
                return None;
            }
            Some(_) => {}
        }
        end += line.len();
    }
    None
}

fn toml_fields(content: &str) -> Fields {
    let Ok(table) = DeTable::parse(content) else {
        return Fields::new();
    };
    let mut fields = Fields::new();
    add_toml_table("", table.get_ref(), &mut fields);
    fields
}

/// Adds the entries of `table`, whose own key is `path`. Nested tables are followed as deep as the parser
/// allows them to be.
fn add_toml_table(path: &str, table: &DeTable<'_>, fields: &mut Fields) {
    // The table is sorted by key; readers expect the order of the file.
    let mut entries = table.iter().collect::<Vec<_>>();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let path = join(path, key.get_ref());
        let at = fields.len();
        let mut strings = Vec::new();
        fields.push((path.clone(), Vec::new()));
        add_toml_value(&path, value.get_ref(), &mut strings, fields);
        fields[at].1 = strings;
    }
}

fn add_toml_value(path: &str, value: &DeValue<'_>, strings: &mut Vec<String>, fields: &mut Fields) {
    match value {
        DeValue::String(text) => strings.push(text.to_string()),
        DeValue::Integer(number) => strings.push(number.to_string()),
        DeValue::Float(number) => strings.push(number.to_string()),
        DeValue::Boolean(flag) => strings.push(flag.to_string()),
        DeValue::Datetime(date) => strings.push(date.to_string()),
        DeValue::Array(values) => {
            for value in values {
                add_toml_value(path, value.get_ref(), strings, fields);
            }
        }
        DeValue::Table(table) => add_toml_table(path, table, fields),
    }
}

/// Returns the key of what stands at `key` in the table at `path`.
fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

/// Reads the part of YAML that articles use: `key: value`, `key: [a, b]`, `key: {a: b}`, lists of `- a`, tables
/// below a key or in a list, and indented text after `|` or `>`.
///
/// A YAML library would be the largest dependency for the smallest need, and would give up at the
/// first mistake where this reader skips a line.
fn yaml_fields(content: &str) -> Fields {
    let mut yaml = Yaml::default();
    content.lines().for_each(|line| yaml.line(line));
    yaml.fields
}

/// YAML that is being read.
#[derive(Default)]
struct Yaml {
    fields: Fields,
    /// Keys around the current line without a value of their own, with their columns and their fields.
    open: Vec<(usize, usize)>,
    nested: Nested,
}

impl Yaml {
    fn line(&mut self, line: &str) {
        let inner = line.trim();
        let column = line.len() - line.trim_start().len();
        let is_comment = inner.starts_with('#') && !matches!(self.nested, Nested::Text(_));
        if inner.is_empty() || is_comment {
            return;
        }
        if let Nested::Text(key_column) = self.nested {
            if column > key_column {
                return self.push_text(inner);
            }
            self.nested = Nested::Nothing;
        }
        match inner.strip_prefix("- ") {
            Some(item) => {
                self.open.retain(|(key_column, _)| *key_column <= column);
                let item = item.trim_start();
                self.item(item, column + inner.len() - item.len());
            }
            None => {
                // What is no key goes on with a value or an item.
                if let Some((key, value)) = key_and_value(inner) {
                    self.key(key, value, column);
                }
            }
        }
    }

    /// Reads an item of a list; `column` is where its text begins.
    fn item(&mut self, item: &str, column: usize) {
        let Some((_, field)) = self.open.last().copied() else {
            return;
        };
        let quoted = item.starts_with(['"', '\'', '[', '{']);
        match key_and_value(item).filter(|_| !quoted) {
            Some((key, value)) => self.key(key, value, column),
            None => self.value(item, field),
        }
    }

    fn key(&mut self, key: &str, value: &str, column: usize) {
        self.open.retain(|(key_column, _)| *key_column < column);
        let path = self
            .open
            .last()
            .map_or("", |(_, field)| self.fields[*field].0.as_str());
        if column > 0 && path.is_empty() {
            return;
        }
        let field = self.fields.len();
        let path = join(path, &unquoted(key));
        self.fields.push((path, Vec::new()));
        if without_comment(value).is_empty() {
            self.open.push((column, field));
        } else if value.starts_with(['|', '>']) {
            self.nested = Nested::Text(column);
        } else {
            self.value(value, field);
        }
    }

    /// Adds a value to the key of `field`: a text, a list in brackets, or a table in braces.
    fn value(&mut self, value: &str, field: usize) {
        let value = without_comment(value);
        // Nobody nests deeper; what does is text.
        let mut open = vec![(value, field, 4)];
        while let Some((value, field, depth)) = open.pop() {
            let value = value.trim();
            let within = |start: char, end: char| {
                value
                    .strip_prefix(start)?
                    .strip_suffix(end)
                    .filter(|_| depth > 0)
            };
            if let Some(items) = within('[', ']') {
                let items = split_outside_quotes(items).into_iter().rev();
                open.extend(items.map(|item| (item, field, depth - 1)));
            } else if let Some(entries) = within('{', '}') {
                for entry in split_outside_quotes(entries).into_iter().rev() {
                    if let Some((key, value)) = key_and_value(entry.trim()) {
                        let path = join(&self.fields[field].0, &unquoted(key));
                        self.fields.push((path, Vec::new()));
                        open.push((value, self.fields.len() - 1, depth - 1));
                    }
                }
            } else {
                let text = unquoted(value);
                if !text.is_empty() {
                    self.fields[field].1.push(text);
                }
            }
        }
    }

    fn push_text(&mut self, inner: &str) {
        if let Some((_, values)) = self.fields.last_mut() {
            match values.last_mut() {
                Some(text) => *text = format!("{text} {inner}"),
                None => values.push(inner.to_owned()),
            }
        }
    }
}

/// What lines below a key may add to it.
#[derive(Default)]
enum Nested {
    #[default]
    Nothing,
    /// Text, as long as it stands further in than this column.
    Text(usize),
}

/// Splits `line` at the first colon that ends a key: one before a space or the end of the line.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_end();
    if let Some(key) = line.strip_suffix(':').filter(|key| !key.contains(": ")) {
        return Some((key, ""));
    }
    let (key, value) = line.split_once(": ")?;
    Some((key, value.trim()))
}

/// Splits what stands in brackets at the commas that stand in no others.
fn split_outside_quotes(items: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, _, letter) in outside_quotes(items) {
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&items[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&items[start..]);
    parts
}

fn without_comment(value: &str) -> &str {
    let comment = outside_quotes(value)
        .find(|(_, before, letter)| *letter == '#' && before.is_whitespace())
        .map_or(value.len(), |(at, _, _)| at);
    value[..comment].trim()
}

/// Returns the letters outside quotes, each with its offset and the letter before it.
///
/// Quotes open at the start of a value only, so that an apostrophe opens none.
fn outside_quotes(value: &str) -> impl Iterator<Item = (usize, char, char)> {
    let mut open = None;
    let mut before = ' ';
    value.char_indices().filter_map(move |(at, letter)| {
        let was_open = open.is_some();
        let starts_value = before.is_whitespace() || matches!(before, ',' | '[' | '{');
        match open {
            Some(quote) if quote == letter => open = None,
            None if starts_value && matches!(letter, '"' | '\'') => open = Some(letter),
            _ => {}
        }
        let previous = std::mem::replace(&mut before, letter);
        (!was_open && open.is_none()).then_some((at, previous, letter))
    })
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the fields, one per line, and the body.
    #[track_caller]
    fn check(text: &str, fields: &str, body: &str) {
        let (front_matter, body_start) = cut(text);
        let found = front_matter
            .fields
            .iter()
            .map(|(key, values)| format!("{key} = {}\n", values.join(" | ")))
            .collect::<String>();
        assert_eq!(found, fields);
        assert_eq!(&text[body_start..], body);
        if let Some(span) = front_matter.span {
            assert_eq!(span.end as usize, body_start);
            assert!(
                text[span.range()].ends_with(&text[span.range()][..3]),
                "both fences"
            );
        }
    }

    #[track_caller]
    fn check_body_only(text: &str) {
        let (front_matter, body_start) = cut(text);
        assert_eq!(front_matter.span, None);
        assert_eq!(&text[body_start..], text.trim_start_matches('\u{FEFF}'));
    }

    #[test]
    fn yaml_gives_values_and_lists() {
        check(
            "---\ntitle: \"Sciatica: causes\"\ntags: [a, 'b, c', it's]  # no text\n# date: never\nsources:\n  - one\n    more\n  - 'two'\nempty:\nlast: it's #1\n---\nBody\n",
            "title = Sciatica: causes\ntags = a | b, c | it's\nsources = one | two\nempty = \nlast = it's\n",
            "\nBody\n",
        );
    }

    #[test]
    fn a_number_sign_inside_a_word_or_quotes_is_no_comment() {
        check(
            "---\nurl: a.org/x#y\nrank: '#1' # first\n---",
            "url = a.org/x#y\nrank = #1\n",
            "",
        );
    }

    #[test]
    fn yaml_lists_may_stand_at_the_margin_and_text_below_its_key() {
        check(
            "---\ntags:\n- a\n- b\nabout: >-\n  One\n\n  # two\nauthor: A\n---",
            "tags = a | b\nabout = One # two\nauthor = A\n",
            "",
        );
    }

    #[test]
    fn tables_inside_a_key_have_its_name() {
        check(
            "---\nauthor:\n  name: A\n  tags:\n    - x\n\n  about: >\n    b\n    c: d\ntitle: T\n---",
            "author = \nauthor.name = A\nauthor.tags = x\nauthor.about = b c: d\ntitle = T\n",
            "",
        );
        check(
            "---\nauthors:\n  - name: A\n    title: B\n  - name: C\n  - D\nlast: e\n---",
            "authors = D\nauthors.name = A\nauthors.title = B\nauthors.name = C\nlast = e\n",
            "",
        );
        check(
            "---\nauthors:\n- name: A\n  title: B\n- C\n- \"D: E\"\n---",
            "authors = C | D: E\nauthors.name = A\nauthors.title = B\n",
            "",
        );
        check(
            "---\nauthor: {name: 'A, B', titles: [C, D]} # e\nauthors: [{name: F}, G]\n---",
            "author = \nauthor.titles = C | D\nauthor.name = A, B\nauthors = G\nauthors.name = F\n",
            "",
        );
    }

    #[test]
    fn toml_keeps_the_order_of_the_file() {
        check(
            "+++\ntitle = \"T\"\n\ndate = 2024-05-01\nalso = [1, \"b\"]\n[extra]\nx = 1\n+++\n",
            "title = T\ndate = 2024-05-01\nalso = 1 | b\nextra = \nextra.x = 1\n",
            "\n",
        );
    }

    #[test]
    fn broken_toml_is_cut_without_fields() {
        check("+++\ntitle = T\n+++\nBody", "", "\nBody");
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_do_not_matter() {
        check(
            "\u{FEFF}---\r\ntitle: T\r\n---\r\nBody",
            "title = T\n",
            "\r\nBody",
        );
        check("--- \na: b\n---  \nBody", "a = b\n", "  \nBody");
        check("---\n---\nBody", "", "\nBody");
    }

    #[test]
    fn fences_elsewhere_belong_to_the_body() {
        check_body_only("");
        check_body_only("Text\n\n---\n\na: b\n\n---\n");
        check_body_only("\n---\na: b\n---\n");
        check_body_only(" ---\na: b\n---\n");
        check_body_only("---\na: b\n");
        check_body_only("\u{FEFF}---\na: b\n ---\n");
        check_body_only("----\na: b\n----\n");
        check_body_only("---\n\nText\n\n---\n");
    }
}
