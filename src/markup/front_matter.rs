//! Metadata before the body.

use toml::de::{DeTable, DeValue};

use crate::source::Span;

/// What stands before the body of an article between `---` (YAML) or `+++` (TOML) lines.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The whole block with its fences; `None` without one.
    pub span: Option<Span>,
    /// Top-level keys with the strings they hold, in order; lists give several strings.
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
    // The table is sorted by key; readers expect the order of the file.
    let mut entries = table.get_ref().iter().collect::<Vec<_>>();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
        .into_iter()
        .map(|(key, value)| (key.get_ref().to_string(), toml_strings(value.get_ref())))
        .collect()
}

fn toml_strings(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Integer(number) => vec![number.to_string()],
        DeValue::Float(number) => vec![number.to_string()],
        DeValue::Boolean(flag) => vec![flag.to_string()],
        DeValue::Datetime(date) => vec![date.to_string()],
        DeValue::Array(values) => values
            .iter()
            .flat_map(|value| toml_strings(value.get_ref()))
            .collect(),
        DeValue::Table(_) => Vec::new(),
    }
}

/// Reads the part of YAML that articles use: `key: value`, `key: [a, b]`, lists of `- a` and indented
/// text after `|` or `>`.
///
/// A YAML library would be the largest dependency for the smallest need, and would give up at the
/// first mistake where this reader skips a line.
fn yaml_fields(content: &str) -> Fields {
    let mut fields = Fields::new();
    let mut nested = Nested::Skipped;
    for line in content.lines() {
        let inner = line.trim();
        let item = inner.strip_prefix("- ");
        let is_comment = inner.starts_with('#') && !matches!(nested, Nested::Text);
        if inner.is_empty() || is_comment {
            continue;
        }
        let top_level = !line.starts_with([' ', '\t']);
        if let (true, None, Some((key, value))) = (top_level, item, key_and_value(line)) {
            nested = Nested::after(value);
            let values = match nested {
                Nested::Skipped => yaml_strings(value),
                Nested::List | Nested::Text => Vec::new(),
            };
            fields.push((unquoted(key), values));
            continue;
        }
        let Some((_, values)) = fields.last_mut() else {
            continue;
        };
        match (&nested, item) {
            (Nested::List, Some(item)) => values.extend(yaml_strings(item)),
            // The second line of an item.
            (Nested::List, None) if !top_level && !values.is_empty() => {}
            (Nested::Text, _) if !top_level => match values.last_mut() {
                Some(text) => *text = format!("{text} {inner}"),
                None => values.push(inner.to_owned()),
            },
            // What follows belongs to a table inside this key, or is broken.
            _ => nested = Nested::Skipped,
        }
    }
    fields
}

/// What lines below a key may add to it.
enum Nested {
    List,
    Text,
    Skipped,
}

impl Nested {
    fn after(value: &str) -> Self {
        if without_comment(value).is_empty() {
            Self::List
        } else if value.starts_with(['|', '>']) {
            Self::Text
        } else {
            Self::Skipped
        }
    }
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

fn yaml_strings(value: &str) -> Vec<String> {
    let value = without_comment(value);
    let items = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match items {
        Some(items) => split_outside_quotes(items),
        None => vec![unquoted(value)],
    }
    .into_iter()
    .filter(|text| !text.is_empty())
    .collect()
}

fn split_outside_quotes(items: &str) -> Vec<String> {
    let commas = outside_quotes(items)
        .filter(|(_, _, letter)| *letter == ',')
        .map(|(at, _, _)| at);
    let mut start = 0;
    let mut parts = Vec::new();
    for end in commas.chain([items.len()]) {
        parts.push(unquoted(items[start..end].trim_start_matches(',')));
        start = end;
    }
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
        let starts_value = before.is_whitespace() || matches!(before, ',' | '[');
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
    fn tables_inside_a_key_give_no_strings() {
        check(
            "---\nauthor:\n  name: A\n  tags:\n    - x\ntitle: T\n---",
            "author = \ntitle = T\n",
            "",
        );
    }

    #[test]
    fn toml_keeps_the_order_of_the_file() {
        check(
            "+++\ntitle = \"T\"\n\ndate = 2024-05-01\nalso = [1, \"b\"]\n[extra]\nx = 1\n+++\n",
            "title = T\ndate = 2024-05-01\nalso = 1 | b\nextra = \n",
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
