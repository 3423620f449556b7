//! Text that a terminal may show.
//!
//! Articles come from anywhere. An escape sequence in one could recolour, hide or rewrite what a terminal
//! shows, a bidi control could make a line read as its opposite, and what looks like a command at the start of
//! a line is one for services that run builds; neither miette nor serde_json stops them.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

/// Returns `text` with every dangerous character replaced by visible ones of equal length in bytes, so that
/// spans stay valid. Tabs and line feeds stay.
///
/// Of the marks that stand on one letter, the first [`MOST_MARKS`] stay. Commands that services look for
/// anywhere in a line are broken; those that begin one are not: see [`sanitise_line`].
pub(super) fn sanitise(text: &str) -> Cow<'_, str> {
    if is_safe(text) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut marks = 0;
    for (at, letter) in text.char_indices() {
        marks = if stands_on_letter(letter) {
            marks + 1
        } else {
            0
        };
        if is_dangerous(letter) || marks > MOST_MARKS || begins_bracket_command(text, at) {
            safe.push_str(stand_in(letter));
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

/// Returns `text` as one line: [`sanitise`]d, with runs of white space as one space each, and with no word
/// that would be a command if the line were broken before it.
pub(super) fn sanitise_line(text: &str) -> String {
    if is_plain_line(text) {
        return text.to_owned();
    }
    let words: Vec<Cow<'_, str>> = text.split_whitespace().map(without_command).collect();
    sanitise(&words.join(" ")).into_owned()
}

/// Tells whether `text` is surely what [`sanitise_line`] would make of it: words of ASCII with single spaces between
/// them, none of which could begin a command.
fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.iter().skip(1).chain([&b' ']);
    let is_plain = |(byte, next): (&u8, &u8)| match byte {
        b' ' => *next != b' ',
        b':' | b'#' => next != byte,
        _ => byte.is_ascii_graphic(),
    };
    bytes.first() != Some(&b' ') && bytes.iter().zip(next).all(is_plain)
}

/// Returns a file name as one line: [`sanitise`]d, its spaces as they are.
pub(super) fn sanitise_name(name: &str) -> String {
    let start = name.len() - name.trim_start().len();
    let (spaces, rest) = name.split_at(start);
    let name = format!("{spaces}{}", without_command(rest));
    sanitise(&name).replace(['\n', '\t'], "?")
}

/// Returns `text` line by line: [`sanitise`]d, with no line that is a command.
pub(super) fn sanitise_lines(text: &str) -> Cow<'_, str> {
    let is_command = |line: &str| line.trim_start().starts_with(COMMAND);
    if !text.lines().any(is_command) {
        return sanitise(text);
    }
    let lines = text.split_inclusive('\n').map(|line| {
        let start = line.len() - line.trim_start().len();
        let (spaces, rest) = line.split_at(start);
        format!("{spaces}{}", without_command(rest))
    });
    Cow::Owned(sanitise(&lines.collect::<String>()).into_owned())
}

/// Returns a JSON document in which dangerous characters are written `\u….`: the same strings for a parser,
/// harmless on a terminal. (JSON itself only demands this of the first 32 characters.)
pub(crate) fn escape_json(json: &str) -> Cow<'_, str> {
    // Line feeds between tokens are part of the layout; inside strings the serialiser has escaped them.
    if is_safe(json) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    let mut marks = 0;
    for (at, letter) in json.char_indices() {
        marks = if stands_on_letter(letter) {
            marks + 1
        } else {
            0
        };
        if is_dangerous(letter) || marks > MOST_MARKS || begins_bracket_command(json, at) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes everything");
            }
        } else {
            escaped.push(letter);
        }
    }
    Cow::Owned(escaped)
}

/// Marks on one letter that languages need; with more of them, text covers the lines around it.
const MOST_MARKS: usize = 4;

/// What begins a command at the start of a line: `::error file=a.md::` for GitHub Actions.
const COMMAND: &str = "::";

/// Returns `word` so that it begins no command, in as many bytes.
fn without_command(word: &str) -> Cow<'_, str> {
    match word.strip_prefix(COMMAND) {
        Some(rest) => Cow::Owned(format!(":?{rest}")),
        None => Cow::Borrowed(word),
    }
}

/// Tells whether a command that counts anywhere in a line begins at byte `at` of `text` but for its first
/// character: `##[error]`, `##vso[task.…]`, `##teamcity[…]`.
fn begins_bracket_command(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let name = rest.strip_prefix('#').filter(|_| before.ends_with('#'));
    name.is_some_and(|name| {
        name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic())
            .starts_with('[')
    })
}

fn is_safe(text: &str) -> bool {
    let is_plain_byte = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if text
        .as_bytes()
        .iter()
        .fold(true, |all, byte| all & is_plain_byte(byte))
    {
        return memchr::memmem::find(text.as_bytes(), b"##").is_none();
    }
    let is_plain = |letter: char| !is_dangerous(letter) && !stands_on_letter(letter);
    text.chars().all(is_plain) && !text.contains("##")
}

/// Returns visible characters of the same length in bytes.
fn stand_in(letter: char) -> &'static str {
    match letter.len_utf8() {
        1 => "?",
        2 => "·",
        3 => "\u{FFFD}",
        _ => "··",
    }
}

/// Tells whether a letter takes no place of its own.
fn stands_on_letter(letter: char) -> bool {
    !letter.is_ascii() && letter.width() == Some(0)
}

/// C0 and C1 controls but tab and line feed, the bidi controls of UAX #9 section 2, the line and paragraph
/// separators, and what is invisible by default (`Default_Ignorable_Code_Point` of UAX #44), but for variation
/// selectors, which belong to emoji.
fn is_dangerous(letter: char) -> bool {
    let is_layout = matches!(letter, '\n' | '\t');
    letter.is_control() && !is_layout
        || matches!(
            letter,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dangerous_characters_become_visible_ones_of_equal_length() {
        let hostile =
            "a\u{1b}[31mb\u{7}\r\u{9b}c\u{202e}d\u{2066}\u{61c}\te\n\u{200b}\u{e0041}\u{ad}\0";
        let safe = sanitise(hostile);
        assert_eq!(safe, "a?[31mb??·c\u{FFFD}d\u{FFFD}·\te\n\u{FFFD}···?");
        assert_eq!(safe.len(), hostile.len());
        assert!(matches!(
            sanitise("plain – text ⚠\u{FE0F}"),
            Cow::Borrowed(_) | Cow::Owned(_)
        ));
        assert_eq!(sanitise("plain – text ⚠\u{FE0F}"), "plain – text ⚠\u{FE0F}");
    }

    #[test]
    fn letters_keep_their_marks_but_not_a_flood_of_them() {
        assert_eq!(sanitise("e\u{301}\u{323}"), "e\u{301}\u{323}");
        let flood = format!("e{}x", "\u{301}".repeat(9));
        let safe = sanitise(&flood);
        assert_eq!(safe, format!("e{}{}x", "\u{301}".repeat(4), "·".repeat(5)));
        assert_eq!(safe.len(), flood.len());
    }

    #[test]
    fn links_and_titles_lose_their_escapes() {
        let link = "\u{1b}]8;;https://a.example\u{1b}\\safe\u{1b}]8;;\u{7}";
        assert_eq!(sanitise(link), "?]8;;https://a.example?\\safe?]8;;?");
    }

    #[test]
    fn plain_lines_are_told_from_all_others() {
        for text in ["", "a", "a b: c #1, https://x", "(a) b."] {
            assert!(is_plain_line(text), "{text}");
            assert_eq!(sanitise_line(text), text);
        }
        for text in [
            " ", " a", "a ", "a  b", "a\tb", "a\nb", "é", "::a", "a ::b", "a##[b]", "\u{1b}",
        ] {
            assert!(!is_plain_line(text), "{text:?}");
        }
    }

    #[test]
    fn no_line_is_a_command() {
        assert_eq!(sanitise_line("::error::x a::b ::c"), ":?error::x a::b :?c");
        assert_eq!(sanitise_line("\r\n ::error ::"), ":?error :?");
        assert_eq!(sanitise_name(" ::a\n::b.md"), " :?a?::b.md");
        assert_eq!(sanitise_lines("a\n \t::b::\nc::d"), "a\n \t:?b::\nc::d");
        assert_eq!(
            sanitise("x ##[error]y ##vso[z] ## [a] #[b]"),
            "x #?[error]y #?vso[z] ## [a] #[b]"
        );
    }

    #[test]
    fn escaped_json_says_the_same() {
        let text = "a\u{9b}b\u{202e}c\u{7f}\u{e0041}##[error]";
        let json = serde_json::to_string(text).unwrap();
        let escaped = escape_json(&json);
        assert_eq!(
            escaped,
            r#""a\u009bb\u202ec\u007f\udb40\udc41#\u0023[error]""#
        );
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }

    proptest! {
        #[test]
        fn whatever_comes_in_comes_out_harmless_and_as_long(
            text in "(?s)(.|[\u{1b}\u{7}\r\u{9b}\u{202e}\u{200b}\u{301}:#\\[ \u{e0020}]){0,60}",
        ) {
            let safe = sanitise(&text);
            prop_assert_eq!(safe.len(), text.len());
            prop_assert!(!safe.contains(is_dangerous));
            prop_assert!(!safe.contains("##["));
            for line in sanitise_lines(&text).lines() {
                prop_assert!(!line.trim_start().starts_with(COMMAND), "{line:?}");
            }
            for line in super::super::wrap::wrap(&sanitise_line(&text), 5) {
                prop_assert!(!line.trim_start().starts_with(COMMAND), "{line:?}");
            }
            let json = serde_json::to_string(&text).unwrap();
            let escaped = escape_json(&json);
            prop_assert!(!escaped.contains(is_dangerous) && !escaped.contains("##["));
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }
    }
}
