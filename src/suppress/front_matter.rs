//! What front matter leaves out: `factlint: {ignore: [wrong-number, {rule: DS203, reason: …, until: …}]}`.
//!
//! An entry is a text as in a comment (`"wrong-number: reason"`), a table with the keys `rule` (or `fact`), `reason`
//! and `until`, or a name with its reason (`wrong-number: reason`), which YAML takes for a table.

use super::directive::{Body, LONGEST_WORD, Until, body, words};
use super::nodes::{Node, NodeKind, table_at};
use crate::nearest::nearest;
use crate::source::Span;

/// The table that is addressed to factlint.
const TABLE: &str = "factlint";

/// The key of what is left out.
const IGNORE: &str = "ignore";

const NAMES: [&str; 2] = ["rule", "fact"];
const REASON: &str = "reason";
const UNTIL: &str = "until";

/// One entry of the list.
#[derive(Debug)]
pub(super) enum Entry {
    Body {
        body: Body,
        span: Span,
    },
    /// Something else than an entry.
    Odd {
        span: Span,
        /// The key that was meant, if a key is the mistake.
        meant: Option<&'static str>,
    },
}

/// Returns what the front matter of `file` at `span` leaves out.
pub(super) fn entries(file: &str, span: Span) -> Vec<Entry> {
    let table = table_at(file, span.range());
    let Some(own) = table.as_ref().and_then(|table| table.get(file, TABLE)) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    if let NodeKind::Table(keys) = &own.kind {
        for (key, value) in keys {
            let name = &file[key.range.clone()];
            if name == IGNORE {
                add(file, value, &mut entries);
            } else if near(name, &[IGNORE]).is_some() {
                entries.push(Entry::Odd {
                    span: span_of(key),
                    meant: Some(IGNORE),
                });
            }
        }
    }
    entries
}

fn near(word: &str, names: &[&'static str]) -> Option<&'static str> {
    let is_short = word.len() <= LONGEST_WORD;
    is_short
        .then(|| nearest(word, names.iter().copied()))
        .flatten()
}

fn add(file: &str, value: &Node, entries: &mut Vec<Entry>) {
    match &value.kind {
        NodeKind::Text => entries.extend(text_entry(file, value)),
        NodeKind::List(items) => {
            for item in items {
                match &item.kind {
                    NodeKind::Text => entries.extend(text_entry(file, item)),
                    NodeKind::Table(keys) => add_table(file, item, keys, entries),
                    NodeKind::List(_) => entries.push(odd(item)),
                }
            }
        }
        NodeKind::Table(keys) => add_table(file, value, keys, entries),
    }
}

fn odd(node: &Node) -> Entry {
    Entry::Odd {
        span: span_of(node),
        meant: None,
    }
}

fn text_entry(file: &str, node: &Node) -> Option<Entry> {
    let words = words(file, node.range.clone());
    (!words.is_empty()).then(|| Entry::Body {
        body: body(file, &words),
        span: span_of(node),
    })
}

fn add_table(file: &str, table: &Node, keys: &[(Node, Node)], entries: &mut Vec<Entry>) {
    let name = |node: &Node| file[node.range.clone()].to_owned();
    if !keys
        .iter()
        .any(|(key, _)| NAMES.contains(&name(key).as_str()))
    {
        return add_reasons(file, table, keys, entries);
    }
    let mut whole = Body::default();
    for (key, value) in keys {
        let key_name = name(key);
        match key_name.as_str() {
            "rule" | "fact" => add_names(file, value, &mut whole),
            REASON => whole.reason = reason(file, value),
            UNTIL => whole.until = Some(Until::new(&name(value), span_of(value))),
            _ => entries.push(Entry::Odd {
                span: span_of(key),
                meant: near(&key_name, &["rule", "fact", REASON, UNTIL]),
            }),
        }
    }
    entries.push(Entry::Body {
        body: whole,
        span: span_of(table),
    });
}

/// Adds the names that `value`, a text or a list of texts, holds.
fn add_names(file: &str, value: &Node, whole: &mut Body) {
    let values = match &value.kind {
        NodeKind::List(values) => values.as_slice(),
        _ => std::slice::from_ref(value),
    };
    for value in values.iter().filter(|value| value.kind == NodeKind::Text) {
        let words = words(file, value.range.clone());
        whole.names.extend(body(file, &words).names);
    }
}

/// Adds each key with its reason: `wrong-number: the figure of another country`.
fn add_reasons(file: &str, table: &Node, keys: &[(Node, Node)], entries: &mut Vec<Entry>) {
    let is_key = |key: &Node| [REASON, UNTIL].contains(&&file[key.range.clone()]);
    if keys.is_empty() || keys.iter().any(|(key, _)| is_key(key)) {
        return entries.push(odd(table));
    }
    for (key, value) in keys {
        let mut body = body(file, &words(file, key.range.clone()));
        match &value.kind {
            NodeKind::Text => {
                body.add_reason(file, &words(file, value.range.clone()));
                entries.push(Entry::Body {
                    body,
                    span: span_of(key).cover(span_of(value)),
                });
            }
            NodeKind::Table(inner) => {
                for (field, value) in inner {
                    match &file[field.range.clone()] {
                        REASON => body.reason = reason(file, value),
                        UNTIL => {
                            let text = &file[value.range.clone()];
                            body.until = Some(Until::new(text, span_of(value)));
                        }
                        _ => entries.push(odd(field)),
                    }
                }
                entries.push(Entry::Body {
                    body,
                    span: span_of(key),
                });
            }
            NodeKind::List(_) => entries.push(odd(value)),
        }
    }
}

fn reason(file: &str, value: &Node) -> Option<String> {
    // Marks of texts of several lines.
    let text = file[value.range.clone()].trim_start_matches(['>', '|', '-', '+']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let reason = words.join(" ");
    reason.contains(char::is_alphanumeric).then_some(reason)
}

fn span_of(node: &Node) -> Span {
    Span::of_range(node.range.start..node.range.end.max(node.range.start))
}
