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
    let mut names = Names { prose, end: 0 };
    std::iter::from_fn(move || {
        loop {
            at += BEGINS.find(prose.as_bytes().get(at..)?)?;
            let Some((len, candidate)) = first(at, &mut names) else {
                at += prose[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let place = at..at + len;
            at = place.end;
            return Some((place, candidate));
        }
    })
}

/// Returns the candidate that begins at `at` of the prose of `names`, and its length.
fn first<'p>(at: usize, names: &mut Names<'p>) -> Option<(usize, Candidate<'p>)> {
    let text = &names.prose[at..];
    let letter = text.chars().next()?;
    match letter {
        '[' if text[1..].starts_with('^') => {
            let name = names.name(at + 2)?;
            Some((name.len() + 3, Candidate::Note(name)))
        }
        '[' => list(&text[1..]),
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

/// The names of notes in a prose that is read from its beginning.
///
/// Where a name ends is remembered: many may begin before one end.
struct Names<'p> {
    prose: &'p str,
    /// Where the name ends that was looked for last: no other ends between its start and this place.
    end: usize,
}

impl<'p> Names<'p> {
    /// Returns the name that begins at `start`, behind `[^`; `None` if no bracket closes it. Each start is behind the
    /// one before.
    fn name(&mut self, start: usize) -> Option<&'p str> {
        if self.end < start {
            let is_end = |letter: char| letter == ']' || letter.is_whitespace();
            let len = self.prose[start..].find(is_end);
            self.end = len.map_or(self.prose.len(), |len| start + len);
        }
        let is_name = self.end > start && self.prose[self.end..].starts_with(']');
        is_name.then(|| &self.prose[start..self.end])
    }
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
    use proptest::prelude::*;

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

    #[test]
    fn names_that_nothing_closes_are_read_once() {
        let prose = "[^a".repeat(1000);
        let mut names = Names {
            prose: &prose,
            end: 0,
        };
        assert_eq!(names.name(2), None);
        assert_eq!(names.end, prose.len(), "the first name reads to the end");
        // With another end remembered, a second look would find this one again.
        names.end -= 1;
        assert_eq!(names.name(5), None);
        assert_eq!(names.end, prose.len() - 1);
    }

    proptest! {
        #[test]
        fn names_end_where_the_next_bracket_or_space_is(prose in "[\\[\\^\\] aé\u{a0}]{0,40}") {
            let mut names = Names { prose: &prose, end: 0 };
            for (at, _) in prose.match_indices("[^") {
                let rest = &prose[at + 2..];
                let len = rest.find(|letter: char| letter == ']' || letter.is_whitespace());
                let name = len.map(|len| rest.split_at(len));
                let name = name.filter(|(name, end)| !name.is_empty() && end.starts_with(']'));
                prop_assert_eq!(names.name(at + 2), name.map(|(name, _)| name));
            }
        }
    }
}
