//! Metadata before the body.

use std::borrow::Cow;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::lines::lines;
use crate::source::Span;

/// What stands before the body of an article: YAML between `---` lines, TOML between `+++` lines, JSON.
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
/// Front matter starts with the first byte of the file after a byte order mark, empty lines and comments.
/// As in Pandoc, a `---` before an empty line is a rule of the body:
/// <https://pandoc.org/MANUAL.html#extension-yaml_metadata_block>. What is less sure to be front matter
/// (it does not stand first, or is not closed) has to look like YAML in every line.
pub(super) fn cut(text: &str) -> (FrontMatter, usize) {
    let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let start = mark + before_fence(&text[mark..]);
    let rest = &text[start..];
    let found = SYNTAXES
        .iter()
        .find_map(|syntax| between_fences(rest, syntax))
        .or_else(|| json_object(rest).filter(|_| start == mark))
        .or_else(|| unclosed(rest));
    match found {
        Some((fields, len)) if start == mark || is_sure(rest, len) => {
            let front_matter = FrontMatter {
                span: Some(Span::of_range(start..start + len)),
                fields,
            };
            (front_matter, start + len)
        }
        _ => (FrontMatter::default(), mark),
    }
}

type Fields = Vec<(String, Vec<String>)>;

/// One way to write front matter between fences.
struct Syntax {
    /// The line that opens it; the name of a language may stand behind it.
    open: &'static str,
    /// The lines that may close it.
    close: &'static [&'static str],
    read: fn(&str) -> Fields,
}

const YAML_FENCE: &str = "---";
/// Source of the fences with names: <https://github.com/jonschlinkert/gray-matter>.
const SYNTAXES: [Syntax; 6] = [
    Syntax {
        open: YAML_FENCE,
        close: &[YAML_FENCE, "..."],
        read: yaml_fields,
    },
    Syntax {
        open: "---yaml",
        close: &[YAML_FENCE],
        read: yaml_fields,
    },
    Syntax {
        open: "---toml",
        close: &[YAML_FENCE],
        read: toml_fields,
    },
    Syntax {
        open: "---json",
        close: &[YAML_FENCE],
        read: json_fields,
    },
    Syntax {
        open: "+++",
        close: &["+++"],
        read: toml_fields,
    },
    Syntax {
        open: ";;;",
        close: &[";;;"],
        read: json_fields,
    },
];

/// Returns the length of the empty lines and comments before what may be front matter.
fn before_fence(text: &str) -> usize {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--").and_then(|rest| rest.find("-->")) {
        rest = rest["<!--".len() + comment + "-->".len()..].trim_start();
    }
    let before = &text[..text.len() - rest.len()];
    // A fence that is indented is none.
    before
        .rfind(['\n', '\r'])
        .map_or(0, |end| if end + 1 == before.len() { end + 1 } else { 0 })
}

/// Returns the fields between the fences at the start of `text`, and the length of the whole.
fn between_fences(text: &str, syntax: &Syntax) -> Option<(Fields, usize)> {
    let mut content_start = None;
    for line in lines(text, 0) {
        let whole = &text[line.clone()];
        let content = whole.trim_end();
        let close = syntax.close.iter().find(|close| is_close(content, close));
        match (content_start, close) {
            (None, _) if content == syntax.open => content_start = Some(line.end),
            (None, _) => return None,
            (Some(start), Some(close)) => {
                let fields = (syntax.read)(&with_plain_ends(&text[start..line.start]));
                return Some((fields, line.start + close.len()));
            }
            (Some(start), None) => {
                if start == line.start && content.is_empty() && syntax.open == YAML_FENCE {
                    return None;
                }
            }
        }
    }
    None
}

/// Tells whether `line` closes front matter; a heading may be glued to the fence.
fn is_close(line: &str, fence: &str) -> bool {
    line.strip_prefix(fence).is_some_and(|rest| {
        let level = rest.bytes().take_while(|byte| *byte == b'#').count();
        rest.is_empty() || (1..=6).contains(&level) && rest[level..].starts_with(' ')
    })
}

/// Returns the fields of the JSON object at the start of `text`, and its length.
fn json_object(text: &str) -> Option<(Fields, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let object = text.starts_with('{').then(|| values.next())??.ok()?;
    let len = values.byte_offset();
    let ends_line = text[len..].trim_start_matches([' ', '\t']);
    let is_alone = ends_line.is_empty() || ends_line.starts_with(['\n', '\r']);
    (is_alone && !object.is_empty()).then(|| (strings_of(&object), len))
}

/// Returns the fields below a fence that no other closes: lines of keys up to the first that is none.
fn unclosed(text: &str) -> Option<(Fields, usize)> {
    let mut lines = lines(text, 0);
    let fence = lines.next()?;
    if text[fence.clone()].trim_end() != YAML_FENCE {
        return None;
    }
    let end = lines
        .take_while(|line| is_yaml(&text[line.clone()]))
        .last()?
        .end;
    let content = with_plain_ends(&text[fence.end..end]);
    let starts_with_key = !content.starts_with([' ', '-', '#']);
    starts_with_key.then(|| (yaml_fields(&content), end))
}

/// Tells whether every line between the fences of `text[..len]` is one of YAML, one of them a key; other
/// syntaxes have fences that are nothing else.
fn is_sure(text: &str, len: usize) -> bool {
    if !text.starts_with(YAML_FENCE) {
        return true;
    }
    let inner = || {
        lines(&text[..len], 0)
            .skip(1)
            .map(|line| text[line].trim_end())
    };
    let is_fine = |line: &str| {
        let ends = line == YAML_FENCE || line == "...";
        ends || line.is_empty() || line.starts_with('#') || is_yaml(line)
    };
    inner().all(is_fine) && inner().any(is_key)
}

/// Tells whether `line` is one of YAML: a key of one word, an entry of a list, or a line that goes on.
fn is_yaml(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().is_empty()
        || line.starts_with("- ")
        || is_key(line)
}

fn is_key(line: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || "-_.\"'".contains(letter);
    key_and_value(line).is_some_and(|(key, _)| !key.is_empty() && key.chars().all(is_part))
}

/// Returns `text` with the line ends that readers of TOML and YAML know.
fn with_plain_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

fn json_fields(content: &str) -> Fields {
    serde_json::from_str(content).map_or_else(|_| Fields::new(), |object| strings_of(&object))
}

fn strings_of(object: &Map<String, Value>) -> Fields {
    let fields = object.iter();
    fields
        .map(|(key, value)| (key.clone(), json_strings(value)))
        .collect()
}

fn json_strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(flag) => vec![flag.to_string()],
        Value::Array(values) => values.iter().flat_map(json_strings).collect(),
        Value::Object(_) | Value::Null => Vec::new(),
    }
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
        check_body_only(" ---\na: b\n---\n");
        check_body_only("---\nIt is common. See: below.\n");
        check_body_only("\n---\nA rule\n---\n");
        check_body_only("Text\n---\na: b\n---\n");
        check_body_only("----\na: b\n----\n");
        check_body_only("---\n\nText\n\n---\n");
    }

    #[test]
    fn empty_lines_and_comments_may_stand_before_it() {
        check("\n \n---\na: b\n\n# c\n---\nBody", "a = b\n", "\nBody");
        check(
            "\u{FEFF}<!-- x --> <!-- y\n\nz -->\r\n---\r\na: b\r\nlist:\r\n- c\r\n---\r\nBody",
            "a = b\nlist = c\n",
            "\r\nBody",
        );
        check("<!-- x -->\n+++\na = 1\n+++\n", "a = 1\n", "\n");
    }

    #[test]
    fn a_heading_may_be_glued_to_the_fence_and_dots_may_close_it() {
        check("---\na: b\n---# Title\nBody", "a = b\n", "# Title\nBody");
        check("---\na: b\n...\nBody", "a = b\n", "\nBody");
        check("---\ra: b\rc: d\r---\rBody", "a = b\nc = d\n", "\rBody");
    }

    #[test]
    fn a_fence_that_nothing_closes_ends_with_its_keys() {
        check(
            "---\ntitle: Sciatica\ntags:\n  - a\n\n# Title\n",
            "title = Sciatica\ntags = a\n",
            "\n# Title\n",
        );
        check(
            "---\ntitle: Sciatica\n# Title\n",
            "title = Sciatica\n",
            "# Title\n",
        );
    }

    #[test]
    fn json_stands_alone_or_between_fences() {
        check(
            "{\n  \"title\": \"T {}\",\n  \"tags\": [\"a\", 2]\n}\n\nBody",
            "title = T {}\ntags = a | 2\n",
            "\n\nBody",
        );
        check(";;;\n{\"a\": true}\n;;;\nBody", "a = true\n", "\nBody");
        check("---json\n{\"a\": null}\n---\n", "a = \n", "\n");
        check("---toml\na = 1\n---\n", "a = 1\n", "\n");
        check_body_only("{\"a\": 1} is JSON.");
        check_body_only("{{ page.title }}\n");
        check_body_only("{}\n");
    }
}
