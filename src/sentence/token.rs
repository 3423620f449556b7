//! Words, numbers and punctuation marks.

use crate::source::ProseSpan;

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
    /// Digits: `40`, `1,243`, `0.5`.
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
        tokens: Vec::with_capacity(span.len() as usize / 5),
    };
    while let Some(letter) = scanner.peek() {
        if letter.is_whitespace() {
            scanner.at += letter.len_utf8();
            scanner.joined_by = None;
        } else if letter.is_ascii_digit() {
            scanner.number();
        } else if letter.is_alphabetic() {
            scanner.word(clitics);
        } else {
            scanner.mark(letter);
        }
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    offset: u32,
    at: usize,
    joined_by: Option<char>,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

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

    /// Digits with thousands separators and decimals; with letters behind them a word ("1980s", "5th").
    fn number(&mut self) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
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
        let letters: usize = rest[end..]
            .chars()
            .take_while(|letter| letter.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        let value = rest[..end].replace(',', "").parse();
        match value {
            Ok(value) if letters == 0 => self.push(end, TokenKind::Number(value)),
            _ => self.push(end + letters, TokenKind::Word),
        }
    }

    /// Letters, digits behind letters, and apostrophes between letters.
    fn word(&mut self, clitics: &[String]) {
        let rest = &self.text[self.at..];
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut end = plain;
        let mut letters = rest[plain..].char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let inside = letter.is_alphanumeric()
                || is_joiner_inside(letter)
                || is_apostrophe(letter)
                    && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if !inside {
                break;
            }
            end = plain + at + letter.len_utf8();
        }
        let word = &rest[..end];
        let clitic = clitics.iter().find_map(|clitic| {
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
        let dash = matches!(letter, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−');
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at + letter.len_utf8()..].chars().next();
        let inner = |other: Option<char>| {
            other.is_some_and(|other| other.is_alphanumeric() || other == '%')
        };
        if (dash || letter == '/') && inner(before) && inner(after) && letter != '—' {
            self.at += letter.len_utf8();
            self.joined_by = Some(letter);
            return;
        }
        let kind = if dash { '–' } else { letter };
        self.push(letter.len_utf8(), TokenKind::Mark(kind));
    }
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

/// Tells whether a letter is one of the characters that are written for an apostrophe.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ')
}

/// Soft hyphens, zero-width characters and combining accents belong to the word around them.
fn is_joiner_inside(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}')
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
}
