//! Words, numbers and punctuation marks.

use std::borrow::Cow;

use crate::source::{ByteSet, ProseSpan};

use super::normal::{
    fraction, is_apostrophe, is_dash, is_invisible, is_joiner, is_raised, is_slash, plain,
};

/// A word, a number or a punctuation mark of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the prose of its block.
    pub span: ProseSpan,
    /// What it is.
    pub kind: TokenKind,
    /// The hyphen, dash or slash that joins it to the token before, without space.
    pub joined_by: Option<char>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TokenKind {
    /// Letters, maybe with digits behind them ("L5").
    Word,
    /// Digits: `40`, `1,243`, `0.5`, `2½`.
    Number(f64),
    /// A punctuation mark or symbol; all dashes between spaces are `–`.
    Mark(char),
}

impl Token {
    /// Tells whether the token is this punctuation mark.
    #[must_use]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }
}

/// Returns the tokens of `span` of `prose`; `clitics` are word endings that become tokens of their own.
#[must_use]
pub fn tokenize(prose: &str, span: ProseSpan, clitics: &[String]) -> Vec<Token> {
    let mut scanner = Scanner {
        text: &prose[span.range()],
        offset: span.start,
        at: 0,
        joined_by: None,
        tokens: Vec::with_capacity(span.len() as usize / 4),
        clitics,
        bare_clitics: clitics.iter().any(|clitic| is_bare(clitic)),
    };
    while let Some(byte) = scanner.text.as_bytes().get(scanner.at).copied() {
        match byte {
            b' ' | b'\t'..=b'\r' => {
                scanner.at += 1;
                scanner.joined_by = None;
            }
            b'a'..=b'z' | b'A'..=b'Z' => scanner.word(),
            b'0'..=b'9' => scanner.number(),
            b'-' | b'/' => scanner.mark(char::from(byte)),
            0x80.. => scanner.beyond_ascii(),
            _ => scanner.push(1, TokenKind::Mark(char::from(byte))),
        }
    }
    scanner.tokens
}

/// Tells whether `clitic` may end a word without an apostrophe.
fn is_bare(clitic: &str) -> bool {
    !clitic.contains(is_apostrophe)
}

/// Letters and figures of ASCII.
static PLAIN: ByteSet = ByteSet::of(b"").and_alphanumeric();

/// Longest sign of a unit that may be raised to a power, in letters: `mm²`.
const LONGEST_UNIT: usize = 2;

struct Scanner<'a> {
    text: &'a str,
    offset: u32,
    at: usize,
    joined_by: Option<char>,
    tokens: Vec<Token>,
    clitics: &'a [String],
    /// Whether one of `clitics` has no apostrophe.
    bare_clitics: bool,
}

impl Scanner<'_> {
    /// Reads what begins with a character that is not ASCII.
    fn beyond_ascii(&mut self) {
        let Some(letter) = self.text[self.at..].chars().next() else {
            return;
        };
        if letter.is_whitespace() {
            self.at += letter.len_utf8();
            self.joined_by = None;
        } else if is_joiner(letter) || is_raised(letter) {
            // Marks of notes are no words.
            self.at += letter.len_utf8();
        } else if plain(letter).is_ascii_digit() || fraction(letter).is_some() {
            self.number();
        } else if letter.is_alphabetic() {
            self.word();
        } else {
            self.mark(letter);
        }
    }

    #[inline]
    fn push(&mut self, length: usize, kind: TokenKind) {
        let number = |at: usize| u32::try_from(at).expect("prose is shorter than 4 GiB");
        let start = self.offset + number(self.at);
        self.tokens.push(Token {
            span: ProseSpan::new(start, start + number(length)),
            kind,
            joined_by: self.joined_by.take(),
        });
        self.at += length;
    }

    /// Digits with thousands separators and decimals; with letters or raised figures behind them a word
    /// ("1980s", "5th", "10²").
    fn number(&mut self) {
        let rest = &self.text[self.at..];
        let (figure, mut end) = figure_at(rest);
        let mut value = figure.replace(',', "").parse::<f64>().ok();
        if let Some(part) = rest[end..].chars().next().and_then(fraction) {
            end += rest[end..].chars().next().map_or(0, char::len_utf8);
            value = Some(value.unwrap_or(0.0) + part);
        }
        let letters: usize = rest[end..]
            .chars()
            .take_while(|letter| letter.is_alphabetic() || is_raised(*letter))
            .map(char::len_utf8)
            .sum();
        match value {
            Some(value) if letters == 0 => self.push(end, TokenKind::Number(value)),
            _ => self.push(end + letters, TokenKind::Word),
        }
    }

    /// Letters, digits behind letters, and apostrophes between letters.
    fn word(&mut self) {
        let bytes = &self.text.as_bytes()[self.at..];
        let mut others = bytes.iter();
        let plain = others.position(|byte| !PLAIN.holds(*byte));
        let plain = plain.unwrap_or(bytes.len());
        let next = bytes.get(plain);
        let ends = next.is_none_or(|next| next.is_ascii() && *next != b'\'');
        if ends && !self.bare_clitics {
            return self.push(plain, TokenKind::Word);
        }
        let rest = &self.text[self.at..];
        let end = if ends { plain } else { word_len(rest, plain) };
        let word = &rest[..end];
        let clitic = self.clitics.iter().find_map(|clitic| {
            let cut = word.len().checked_sub(spelled(word, clitic)?)?;
            (cut > 0).then_some(cut)
        });
        match clitic {
            Some(cut) => {
                self.push(cut, TokenKind::Word);
                self.push(end - cut, TokenKind::Word);
            }
            None => self.push(end, TokenKind::Word),
        }
    }

    fn mark(&mut self, letter: char) {
        let dash = is_dash(letter);
        let mut end = self.at + letter.len_utf8();
        if letter == '-' {
            // Two hyphens are written for a dash.
            let run = &self.text[end..];
            end += run.len() - run.trim_start_matches('-').len();
        }
        let length = end - self.at;
        let joiner = if length == 2 { '–' } else { letter };
        let visible = |letter: &char| !is_invisible(*letter);
        let before = self.text[..self.at].chars().rev().find(visible);
        let after = self.text[end..].chars().find(visible);
        let inner = |other: Option<char>| {
            let other = other.map(plain);
            other.is_some_and(|other| other.is_alphanumeric() || other == '%')
        };
        // Between words two hyphens part, between figures they are a range.
        let is_range = after.is_some_and(|after| plain(after).is_ascii_digit());
        let joins = match letter {
            '—' | '―' => false,
            '-' => length == 1 || length == 2 && is_range,
            _ => dash || is_slash(letter),
        };
        if joins && inner(before) && inner(after) {
            self.at = end;
            self.joined_by = Some(if is_slash(letter) { '/' } else { joiner });
            return;
        }
        let kind = if dash { '–' } else { plain(letter) };
        self.push(length, TokenKind::Mark(kind));
    }
}

/// Returns the length of the word that `text` starts with, whose first `plain` bytes are letters and figures of ASCII.
fn word_len(text: &str, plain: usize) -> usize {
    let mut end = plain;
    let mut letters = text[plain..].char_indices().peekable();
    // Powers stand behind signs of units; raised figures behind longer words are marks of notes.
    let mut len = text[..plain]
        .bytes()
        .filter(u8::is_ascii_alphabetic)
        .count();
    while let Some((at, letter)) = letters.next() {
        len += usize::from(letter.is_alphabetic());
        let inside = letter.is_alphanumeric() && !(is_raised(letter) && len > LONGEST_UNIT)
            || is_joiner(letter)
            || is_apostrophe(letter)
                && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !inside {
            break;
        }
        end = plain + at + letter.len_utf8();
    }
    end
}

/// Returns the figure that `text` starts with, in ASCII, and how many bytes of `text` it takes.
fn figure_at(text: &str) -> (Cow<'_, str>, usize) {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    let in_ascii = text.trim_start_matches(|letter: char| letter.is_ascii() && is_part(letter));
    let next = in_ascii.chars().next();
    if next.is_none_or(|next| next.is_ascii() || !is_part(plain(next)) && !is_invisible(next)) {
        let end = figure_len(text.as_bytes());
        return (Cow::Borrowed(&text[..end]), end);
    }
    let mut plain_text = String::new();
    let mut ends = Vec::new();
    for (at, letter) in text.char_indices() {
        let form = plain(letter);
        if is_part(form) {
            plain_text.push(form);
            ends.push(at + letter.len_utf8());
        } else if !is_invisible(letter) {
            break;
        }
    }
    let len = figure_len(plain_text.as_bytes());
    plain_text.truncate(len);
    let end = len.checked_sub(1).map_or(0, |last| ends[last]);
    (Cow::Owned(plain_text), end)
}

/// Returns the length of the figure that `bytes` start with.
fn figure_len(bytes: &[u8]) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) {
        end += 1;
    }
    while bytes.get(end) == Some(&b',') && (1..4).all(|at| digit(end + at)) && !digit(end + 4) {
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    end
}

/// Returns the length in bytes of `clitic` at the end of `word`, whatever apostrophe is used.
fn spelled(word: &str, clitic: &str) -> Option<usize> {
    // Most words end in another letter.
    if let (Some(last), Some(wanted)) = (word.bytes().next_back(), clitic.bytes().next_back())
        && last.is_ascii()
        && wanted.is_ascii()
        && last.to_ascii_lowercase() != wanted
    {
        return None;
    }
    let mut letters = word.char_indices().rev();
    let mut start = word.len();
    for wanted in clitic.chars().rev() {
        let (at, letter) = letters.next()?;
        let same =
            letter.to_ascii_lowercase() == wanted || is_apostrophe(letter) && is_apostrophe(wanted);
        if !same {
            return None;
        }
        start = at;
    }
    Some(word.len() - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let span = ProseSpan::new(0, u32::try_from(text.len()).expect("short"));
        let clitics = ["n't".to_owned(), "'s".to_owned()];
        let tokens = tokenize(text, span, &clitics);
        let shown: Vec<String> = tokens
            .iter()
            .map(|token| {
                let glue = token
                    .joined_by
                    .map_or_else(String::new, |by| by.to_string());
                format!("{glue}{}", &text[token.span.range()])
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn hyphens_and_slashes_join_words() {
        check(
            "knee-jerk L4/5, L5–S1 – 4-6 weeks",
            "knee -jerk L4 /5 , L5 –S1 – 4 -6 weeks",
        );
    }

    #[test]
    fn clitics_and_numbers_are_tokens() {
        check(
            "doesn’t L5's 1,243 0.5% 1980s",
            "does n’t L5 's 1,243 0.5 % 1980s",
        );
    }

    #[test]
    fn invisible_characters_stay_inside_their_word() {
        check("sci\u{AD}at\u{200B}ica", "sci\u{AD}at\u{200B}ica");
    }

    #[test]
    fn marks_of_notes_are_no_words_and_powers_are_part_of_theirs() {
        check(
            "pain² L5 ¹, 10² mm² nerve⁽³⁾. \u{200B}It\u{FEFF} is.⁴",
            "pain L5 , 10² mm² nerve . It\u{FEFF} is .",
        );
    }

    #[test]
    fn figures_of_any_width_are_numbers() {
        let text = "１０％ 1２.５ 2½ ¾ 1\u{2060}0 ５０－６０ 4\u{2060}–\u{2060}6";
        check(text, "１０ ％ 1２.５ 2½ ¾ 1\u{2060}0 ５０ －６０ 4 –6");
        let span = ProseSpan::new(0, u32::try_from(text.len()).expect("short"));
        let values = tokenize(text, span, &[]).into_iter();
        let values = values.filter_map(|token| match token.kind {
            TokenKind::Number(value) => Some(value),
            _ => None,
        });
        assert_eq!(
            values.collect::<Vec<_>>(),
            [10.0, 12.5, 2.5, 0.75, 10.0, 50.0, 60.0, 4.0, 6.0]
        );
    }

    #[test]
    fn two_hyphens_are_a_dash() {
        check(
            "pain--which 4--6 L4‑L5 a ― b a—b",
            "pain -- which 4 –6 L4 ‑L5 a ― b a — b",
        );
    }
}
