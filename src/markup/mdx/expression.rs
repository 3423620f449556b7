//! What expressions of JavaScript show, as far as that can be told without running them.

use std::ops::Range;

use crate::source::{MapBuilder, Span};

/// What an expression shows; places are bytes of the expression with its braces.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Nothing,
    /// Comments: of each its text, and the whole.
    Comments(Vec<(Range<usize>, Range<usize>)>),
    /// The string or number at this place, without quotes.
    Text(Range<usize>),
    Unknown,
}

/// Tells what `raw` shows: an expression with its braces, or a comment of HTML.
pub(super) fn shown(raw: &str) -> Shown {
    if let Some(comment) = raw.strip_prefix("<!--") {
        let text = comment.strip_suffix("-->").unwrap_or(comment);
        return Shown::Comments(vec![(4..4 + text.len(), 0..raw.len())]);
    }
    let inner = raw.strip_prefix('{').unwrap_or(raw);
    let start = raw.len() - inner.len();
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let start = start + (inner.len() - inner.trim_start().len());
    let inner = inner.trim();
    if inner.is_empty() || inner.starts_with('#') || is_nothing(inner) {
        // `{#name}` names a heading.
        return Shown::Nothing;
    }
    if let Some(mut comments) = comments(inner, start) {
        if let [(_, place)] = comments.as_mut_slice() {
            *place = 0..raw.len();
        }
        return Shown::Comments(comments);
    }
    match string(inner) {
        Some(place) => Shown::Text(start + place.start..start + place.end),
        None if is_number(inner) => Shown::Text(start..start + inner.len()),
        None => Shown::Unknown,
    }
}

/// Values of which React shows nothing.
fn is_nothing(inner: &str) -> bool {
    matches!(inner, "null" | "undefined" | "true" | "false")
}

fn is_number(inner: &str) -> bool {
    inner.starts_with(|letter: char| letter.is_ascii_digit())
        && inner
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Returns the comments that `inner`, which starts at `start`, consists of; `None` if it is more than that.
fn comments(inner: &str, start: usize) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let mut comments = Vec::new();
    let mut at = 0;
    while at < inner.len() {
        let rest = &inner[at..];
        let (text, len) = if let Some(comment) = rest.strip_prefix("/*") {
            let len = comment.find("*/")?;
            (len, len + 4)
        } else {
            let comment = rest.strip_prefix("//")?;
            let len = comment.find('\n').unwrap_or(comment.len());
            (len, len + 2)
        };
        let begin = start + at;
        comments.push((begin + 2..begin + 2 + text, begin..begin + len));
        at += len;
        at += inner[at..].len() - inner[at..].trim_start().len();
    }
    Some(comments)
}

/// Returns what stands between the quotes of `inner`, if it is one string and nothing else.
pub(super) fn string(inner: &str) -> Option<Range<usize>> {
    let quote = inner
        .chars()
        .next()
        .filter(|quote| "\"'`".contains(*quote))?;
    let end = end_of_string(inner, 0)?;
    let text = &inner[1..end - 1];
    let is_fixed = quote != '`' || !text.contains("${");
    (end == inner.len() && is_fixed).then_some(1..end - 1)
}

/// Adds the string that `raw` stands for, which starts at byte `start` of the file.
pub(super) fn push_string(prose: &mut MapBuilder, raw: &str, start: usize) {
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        let escape = at + found;
        push_verbatim(prose, &raw[at..escape], start + at);
        let (letter, len) = escaped(&raw[escape..]);
        let span = Span::of_range(start + escape..start + escape + len);
        match letter {
            Some(letter) if letter.is_ascii_whitespace() => prose.push_space(span),
            Some(letter) => prose.push_decoded(letter.encode_utf8(&mut [0; 4]), span),
            None => {}
        }
        at = escape + len;
    }
    push_verbatim(prose, &raw[at..], start + at);
}

fn push_verbatim(prose: &mut MapBuilder, text: &str, start: usize) {
    prose.push_text(text, Span::of_range(start..start + text.len()).start);
}

/// Returns the character that the escape at the start of `raw` stands for, and the length of the escape.
///
/// Source: ECMAScript, 12.9.4.
fn escaped(raw: &str) -> (Option<char>, usize) {
    let Some(letter) = raw[1..].chars().next() else {
        return (None, raw.len());
    };
    let whole = 1 + letter.len_utf8();
    let hex = |digits: &str| char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    let after = &raw[whole..];
    match letter {
        'n' | 't' | 'r' | 'f' | 'v' => (Some(' '), whole),
        '\n' => (None, whole),
        'u' if after.starts_with('{') => match after.find('}') {
            Some(end) => (hex(&after[1..end]), whole + end + 1),
            None => (None, whole),
        },
        'u' => match after.get(..4) {
            Some(digits) => (hex(digits), whole + 4),
            None => (None, whole),
        },
        other => (Some(other), whole),
    }
}

/// Returns the byte after the brace that closes the one at `open`; `None` if none does.
pub(super) fn end_of_braces(raw: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = open;
    // Depths at which a template goes on when its expression ends.
    let mut templates = Vec::new();
    while let Some(letter) = raw[at..].chars().next() {
        let rest = &raw[at..];
        at += letter.len_utf8();
        match letter {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
                if templates.last() == Some(&depth) {
                    templates.pop();
                    at = end_of_template(raw, at, &mut depth, &mut templates);
                }
            }
            '`' => at = end_of_template(raw, at, &mut depth, &mut templates),
            '"' | '\'' => at = end_of_string(raw, at - 1).unwrap_or(at),
            '/' if rest.starts_with("/*") => {
                at += 1 + rest[2..].find("*/")? + 2;
            }
            _ => {}
        }
    }
    None
}

/// Returns the byte after the rest of a template, which starts at `at`, or after the `${` of its next
/// expression, which is then open.
fn end_of_template(
    raw: &str,
    mut at: usize,
    depth: &mut usize,
    templates: &mut Vec<usize>,
) -> usize {
    while let Some(letter) = raw[at..].chars().next() {
        let rest = &raw[at..];
        at += letter.len_utf8();
        match letter {
            '`' => return at,
            '\\' => at += raw[at..].chars().next().map_or(0, char::len_utf8),
            '$' if rest.starts_with("${") => {
                templates.push(*depth);
                *depth += 1;
                return at + 1;
            }
            _ => {}
        }
    }
    raw.len()
}

/// Returns the byte after the quote that closes the one at `open`; `None` if none does before the line
/// ends, or, for a template, at all.
fn end_of_string(raw: &str, open: usize) -> Option<usize> {
    let mut letters = raw[open..].char_indices();
    let (_, quote) = letters.next()?;
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '\n' if quote != '`' => return None,
            letter if letter == quote => return Some(open + at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text that `raw` shows, in brackets; or else what it is.
    fn seen(raw: &str) -> String {
        match shown(raw) {
            Shown::Text(place) => {
                let mut prose = MapBuilder::default();
                push_string(&mut prose, &raw[place.clone()], place.start);
                format!("[{}]", prose.finish().0)
            }
            Shown::Comments(comments) => comments
                .into_iter()
                .map(|(text, place)| format!("({}|{})", &raw[text], &raw[place]))
                .collect(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn strings_and_numbers_are_shown() {
        assert_eq!(seen("{'a \"b\"'}"), "[a \"b\"]");
        assert_eq!(seen("{ `a b` }"), "[a b]");
        assert_eq!(seen("{\" \"}"), "[]");
        assert_eq!(seen(r#"{"it\'s \u00e9\u{1F600}\n5"}"#), "[it's é😀 5]");
        assert_eq!(seen("{80.5}"), "[80.5]");
    }

    #[test]
    fn what_has_to_be_run_is_unknown() {
        for raw in [
            "{a}",
            "{'a' + 'b'}",
            "{'a' ? 'b' : 'c'}",
            "{`a ${b}`}",
            "{'a}",
            "{5 + 5}",
        ] {
            assert_eq!(seen(raw), "Unknown", "{raw}");
        }
        assert_eq!(seen("{null}"), "Nothing");
        assert_eq!(seen("{#name}"), "Nothing");
        assert_eq!(seen("{}"), "Nothing");
    }

    #[test]
    fn comments_are_told_with_their_delimiters() {
        assert_eq!(seen("{/* a */}"), "( a |{/* a */})");
        assert_eq!(seen("{/* a */ /*b*/}"), "( a |/* a */)(b|/*b*/)");
        assert_eq!(seen("{// a\n}"), "( a|{// a\n})");
        assert_eq!(seen("<!-- a -->"), "( a |<!-- a -->)");
        assert_eq!(seen("{/* a */ b}"), "Unknown");
    }

    #[test]
    fn escapes_at_the_end_are_passed_over() {
        for raw in [r"\", r"\u", r"\u{", r"\u{110000}", r"\uD800", "\\\n"] {
            let mut prose = MapBuilder::default();
            push_string(&mut prose, raw, 0);
            assert!(
                prose
                    .finish()
                    .0
                    .trim_matches(|letter: char| letter == '{')
                    .is_empty(),
                "{raw}"
            );
        }
    }
}
