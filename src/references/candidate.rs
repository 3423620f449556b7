//! What may be a mark of a note; what stands around it decides.

use std::ops::Range;

use crate::source::ByteSet;

/// Something that is written like a mark of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Candidate<'p> {
    /// The name in `[^name]`.
    Note(&'p str),
    /// The numbers in `[1-3, 5]`.
    List(&'p str),
    /// Raised figures.
    Raised(&'p str),
    /// The number behind a caret: `^1`, `^1^`.
    Caret(&'p str),
    /// A sign that is written once or several times: `*`, `†`, `‡`, `^`.
    Sign(&'p str),
}

/// What a candidate may begin with.
static BEGINS: ByteSet = ByteSet::of(b"[^*").and_beyond_ascii();

/// Most figures of a number.
const FIGURES: usize = 3;

/// Returns the candidates in `prose` and their places, in order; they do not overlap.
pub(super) fn candidates(prose: &str) -> impl Iterator<Item = (Range<usize>, Candidate<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += BEGINS.find(prose.as_bytes().get(at..)?)?;
            let rest = &prose[at..];
            let Some((len, candidate)) = first(rest) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let place = at..at + len;
            at = place.end;
            return Some((place, candidate));
        }
    })
}

/// Returns the candidate that `text` begins with, and its length.
fn first(text: &str) -> Option<(usize, Candidate<'_>)> {
    let letter = text.chars().next()?;
    match letter {
        '[' => match text[1..].strip_prefix('^') {
            Some(name) => note(name),
            None => list(&text[1..]),
        },
        '^' if figures(&text[1..]) > 0 => {
            let end = 1 + figures(&text[1..]).min(FIGURES);
            let closes = usize::from(text[end..].starts_with('^'));
            Some((end + closes, Candidate::Caret(&text[1..end])))
        }
        '*' | '†' | '‡' | '^' => {
            let len = text.len() - text.trim_start_matches(letter).len();
            Some((len, Candidate::Sign(&text[..len])))
        }
        _ => {
            let len = text.len() - text.trim_start_matches(is_raised_figure).len();
            (len > 0).then(|| (len, Candidate::Raised(&text[..len])))
        }
    }
}

/// Returns the note whose name `text` begins with, behind `[^`.
fn note(text: &str) -> Option<(usize, Candidate<'_>)> {
    let len = text.find(|letter: char| letter == ']' || letter.is_whitespace())?;
    let is_note = len > 0 && text[len..].starts_with(']');
    is_note.then(|| (len + 3, Candidate::Note(&text[..len])))
}

/// Returns the list of numbers that `text` begins with, behind a bracket.
fn list(text: &str) -> Option<(usize, Candidate<'_>)> {
    let mut rest = text;
    loop {
        let len = figures(rest);
        if !(1..=FIGURES).contains(&len) {
            return None;
        }
        rest = &rest[len..];
        if rest.starts_with(']') {
            let len = text.len() - rest.len();
            return Some((len + 2, Candidate::List(&text[..len])));
        }
        rest = without_space(without_space(rest).strip_prefix([',', ';', '–', '—', '-'])?);
    }
}

fn is_raised_figure(letter: char) -> bool {
    matches!(letter, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// Returns how many figures `text` begins with.
fn figures(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Returns `text` without the space that it may begin with.
fn without_space(text: &str) -> &str {
    text.strip_prefix(char::is_whitespace).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(prose: &str, expected: &[(&str, Candidate<'_>)]) {
        let found = candidates(prose).map(|(place, found)| (&prose[place], found));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{prose}");
    }

    #[test]
    fn marks_of_all_kinds_are_found_in_order() {
        use Candidate::{Caret, List, Note, Raised, Sign};
        check(
            "a[^b-1] c[1-3; 5]é[12]¹²† d^12^ e^1234 f** g^^",
            &[
                ("[^b-1]", Note("b-1")),
                ("[1-3; 5]", List("1-3; 5")),
                ("[12]", List("12")),
                ("¹²", Raised("¹²")),
                ("†", Sign("†")),
                ("^12^", Caret("12")),
                ("^123", Caret("123")),
                ("**", Sign("**")),
                ("^^", Sign("^^")),
            ],
        );
    }

    #[test]
    fn what_does_not_close_is_no_more_than_a_sign() {
        check("[^a b] [^] [^", &[("^", Candidate::Sign("^")); 3]);
        check("[1", &[]);
        check("[1234] [1, ] [1,  2] [a] [] [1 2] é – “", &[]);
        check("[[1]", &[("[1]", Candidate::List("1"))]);
    }
}
