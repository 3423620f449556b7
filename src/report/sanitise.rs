//! Text that a terminal may show.
//!
//! Articles come from anywhere. An escape sequence in one could recolour, hide or rewrite what a terminal
//! shows, and a bidi control could make a line read as its opposite; neither miette nor serde_json stops them.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns `text` with every dangerous character replaced by a visible one of equal length in bytes, so that
/// spans stay valid. Tabs and line feeds stay.
pub(super) fn sanitise(text: &str) -> Cow<'_, str> {
    if !text.contains(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let safe = |letter: char| match letter.len_utf8() {
        _ if !is_dangerous(letter) => letter,
        1 => '?',
        2 => '·',
        _ => '\u{FFFD}',
    };
    Cow::Owned(text.chars().map(safe).collect())
}

/// Returns `text` as one line: [`sanitise`]d, with runs of white space as one space each.
pub(super) fn sanitise_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    sanitise(&words.join(" ")).into_owned()
}

/// Returns a file name as one line: [`sanitise`]d, its spaces as they are.
pub(super) fn sanitise_name(name: &str) -> String {
    sanitise(name).replace(['\n', '\t'], "?")
}

/// Returns a JSON document in which dangerous characters are written `\u….`: the same strings for a parser,
/// harmless on a terminal. (JSON itself only demands this of the first 32 characters.)
pub(super) fn escape_json(json: &str) -> Cow<'_, str> {
    // Line feeds between tokens are part of the layout; inside strings the serialiser has escaped them.
    if !json.contains(is_dangerous) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_dangerous(letter) {
            write!(escaped, "\\u{:04x}", u32::from(letter)).expect("a string takes everything");
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

/// C0 and C1 controls but tab and line feed, the bidi controls of UAX #9 section 2, and the line and
/// paragraph separators. All lie below U+10000, so four digits name them.
fn is_dangerous(letter: char) -> bool {
    let is_layout = matches!(letter, '\n' | '\t');
    letter.is_control() && !is_layout
        || matches!(
            letter,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_characters_become_visible_ones_of_equal_length() {
        let hostile = "a\u{1b}[31mb\u{7}\r\u{9b}c\u{202e}d\u{2066}\u{61c}\te\n";
        let safe = sanitise(hostile);
        assert_eq!(safe, "a?[31mb??·c\u{FFFD}d\u{FFFD}·\te\n");
        assert_eq!(safe.len(), hostile.len());
        assert!(matches!(sanitise("plain – text"), Cow::Borrowed(_)));
    }

    #[test]
    fn escaped_json_says_the_same() {
        let text = "a\u{9b}b\u{202e}c\u{7f}";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        assert_eq!(escaped, r#""a\u009bb\u202ec\u007f""#);
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
