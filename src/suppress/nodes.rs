//! Values of front matter with their places, whatever it is written in.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::yaml;

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// Quotes and brackets are not part of it, as far as that can be told.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// A text, a number or a date, as it is written between its quotes.
    Text,
    List(Vec<Node>),
    /// Keys, each with its value.
    Table(Vec<(Node, Node)>),
}

impl Node {
    /// Returns the value of `key` in this table of `file`.
    pub(super) fn get(&self, file: &str, key: &str) -> Option<&Self> {
        let NodeKind::Table(entries) = &self.kind else {
            return None;
        };
        let mut found = entries
            .iter()
            .filter(|(name, _)| &file[name.range.clone()] == key);
        found.next().map(|(_, value)| value)
    }
}

/// Returns the table that the front matter of `file` at `range`, with its fences, is.
pub(super) fn table_at(file: &str, range: Range<usize>) -> Option<Node> {
    let whole = &file[range.clone()];
    if whole.starts_with('{') {
        return yaml::flow(file, range);
    }
    let first = whole.find(['\n', '\r'])?;
    let (fence, rest) = whole.split_at(first);
    let last = rest.trim_end().rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let closing = ["---", "...", "+++", ";;;"];
    let is_closed = closing.iter().any(|close| rest[last..].starts_with(close));
    let end = if is_closed { first + last } else { whole.len() };
    let content = range.start + first..range.start + end;
    match fence.trim_end() {
        "+++" | "---toml" => toml_table(file, content),
        ";;;" | "---json" => {
            let open = file[content.clone()].find('{')?;
            yaml::flow(file, content.start + open..content.end)
        }
        _ => yaml::block(file, content),
    }
}

fn toml_table(file: &str, content: Range<usize>) -> Option<Node> {
    // The parser does not know lone carriage returns; places stay as they are.
    let text = file[content.clone()].replace('\r', "\n");
    let table = DeTable::parse(&text).ok()?;
    let value = DeValue::Table(table.get_ref().clone());
    Some(toml_node(file, &value, table.span(), content.start))
}

/// Returns `value`, whose place counts from `start` of `file`; values are nested as deep as the parser allows.
fn toml_node(file: &str, value: &DeValue<'_>, span: Range<usize>, start: usize) -> Node {
    let range = start + span.start..start + span.end;
    let kind = match value {
        DeValue::Array(values) => NodeKind::List(
            values
                .iter()
                .map(|value| toml_node(file, value.get_ref(), value.span(), start))
                .collect(),
        ),
        DeValue::Table(table) => {
            let entries = table.iter().map(|(key, value)| {
                let place = key.span();
                let key = Node {
                    kind: NodeKind::Text,
                    range: unquoted(file, start + place.start..start + place.end),
                };
                (key, toml_node(file, value.get_ref(), value.span(), start))
            });
            let mut entries: Vec<(Node, Node)> = entries.collect();
            // The parser sorts them by key.
            entries.sort_by_key(|(key, _)| key.range.start);
            NodeKind::Table(entries)
        }
        _ => {
            return Node {
                kind: NodeKind::Text,
                range: unquoted(file, range),
            };
        }
    };
    Node { kind, range }
}

/// Returns the part of `range` of `file` that stands between quotes, or all of it.
pub(super) fn unquoted(file: &str, range: Range<usize>) -> Range<usize> {
    let whole = &file[range.clone()];
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        let inner = whole.strip_prefix(quote);
        if let Some(inner) = inner.and_then(|inner| inner.strip_suffix(quote)) {
            let start = range.start + quote.len();
            return start..start + inner.len();
        }
    }
    range
}
