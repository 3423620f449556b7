//! How references are written: identifiers, addresses, names with years.
//!
//! These are formats and no words of a language. Years are of ASCII, and so are their borders; names are of any letters.

use super::identified::is_identified;
use crate::pack::ReferenceWords;
use crate::source::ByteSet;

/// Tells whether `text` names a source that can be found.
pub(super) fn cites(text: &str, words: &ReferenceWords) -> bool {
    if !may_cite(text) {
        return false;
    }
    if is_identified(text) || holds_title(text) {
        return true;
    }
    years(text).next().is_some()
        && (names_in_brackets(text)
            || names_before_brackets(text)
            || holds_any(text, &words.authors))
}

/// Tells whether `text` holds a name and a year in brackets, with anything between them: "(Brown et al., BMJ 2019)".
fn names_in_brackets(text: &str) -> bool {
    bracketed(text).any(|(_, inner)| {
        name_end(inner).is_some_and(|end| {
            let mut figures = inner[end..].match_indices(['1', '2']);
            figures.any(|(at, _)| year_len(inner, end + at).is_some())
        })
    })
}

/// Tells whether `text` holds a name before a year in brackets, at the start or beside another name: "Weber (1983)",
/// "Smith & Jones (2019)".
fn names_before_brackets(text: &str) -> bool {
    let is_part = |letter: char| letter.is_alphabetic() || "'’-".contains(letter);
    let is_word = |letter: char| letter.is_alphabetic() || letter.is_ascii_digit() || letter == '_';
    bracketed(text).any(|(open, inner)| {
        let before = text[..open].strip_suffix(char::is_whitespace);
        let Some(before) = before.filter(|_| year_len(inner, 0) == Some(inner.len())) else {
            return false;
        };
        let before = before.strip_suffix(',').unwrap_or(before);
        let start = before.trim_end_matches(is_part).len();
        let beside = before[..start].strip_suffix(char::is_whitespace);
        let is_beside = beside.is_some_and(|beside| beside.ends_with('&'));
        let first = text.find(is_word).filter(|first| *first >= start);
        [is_beside.then_some(start), first]
            .into_iter()
            .flatten()
            .any(|start| {
                let mut name = before.get(start..).unwrap_or_default().chars();
                name.next().is_some_and(char::is_uppercase) && name.next().is_some()
            })
    })
}

/// Returns what stands in brackets of `text` that hold no others, with the place of the opening bracket.
fn bracketed(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(['(', '[']).filter_map(|(open, _)| {
        let inner = &text[open + 1..];
        let close = inner.find(['(', ')', '[', ']'])?;
        inner[close..]
            .starts_with([')', ']'])
            .then(|| (open, &inner[..close]))
    })
}

/// Returns the end of the first two letters of the first name in `text`.
fn name_end(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        if let Some((at, next)) = letters.peek().filter(|_| letter.is_uppercase())
            && (next.is_alphabetic() || "&.'’-".contains(*next))
        {
            return Some(at + next.len_utf8());
        }
    }
    None
}

/// Returns the length of the year at `at`, with the letter behind it that tells one source of a year from another.
fn year_len(text: &str, at: usize) -> Option<usize> {
    let (before, year) = (text[..at].bytes().next_back(), text.as_bytes().get(at..)?);
    let is_year = matches!(year, [b'1', b'9', ..] | [b'2', b'0', ..])
        && year.len() >= 4
        && year[2].is_ascii_digit()
        && year[3].is_ascii_digit()
        && !before.is_some_and(is_word_byte);
    let letter = usize::from(year.get(4).is_some_and(u8::is_ascii_lowercase));
    let ends = !year.get(4 + letter).copied().is_some_and(is_word_byte);
    (is_year && ends).then_some(4 + letter)
}

/// Tells whether `byte` belongs to a word of ASCII.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Tells whether `text` holds one of the bytes that everything holds by which a source can be found: a figure, a slash,
/// a quotation mark, a letter that may be any of these, or a full stop inside of a word.
fn may_cite(text: &str) -> bool {
    static SIGNS: ByteSet = ByteSet::of(b"0123456789/\".").and_beyond_ascii();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = SIGNS.find(&bytes[at..]) {
        at += found + 1;
        let is_stop = bytes[at - 1] == b'.';
        if !is_stop
            || bytes
                .get(at)
                .is_some_and(|next| !next.is_ascii_whitespace())
        {
            return true;
        }
    }
    false
}

/// Fewest words of a title.
const TITLE_WORDS: usize = 4;

/// Tells whether `text` holds a title in quotation marks: words with a capital first, and no sentence behind them.
fn holds_title(text: &str) -> bool {
    if text.is_ascii() && !text.contains('"') {
        return false;
    }
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters.all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '\'' | '’'))
    };
    let is_gap = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ':' | '–' | '-');
    text.match_indices(['“', '"', '«']).any(|(at, mark)| {
        let quoted = &text[at + mark.len()..];
        let Some(end) = quoted.find(['”', '"', '»']) else {
            return false;
        };
        let quoted = &quoted[..end];
        let title = quoted.strip_suffix(['?', '.', ',']).unwrap_or(quoted);
        let mut words = title.split(is_gap).filter(|word| !word.is_empty());
        title.starts_with(char::is_uppercase)
            && title.ends_with(|letter| !is_gap(letter))
            && words.clone().count() >= TITLE_WORDS
            && words.all(is_word)
    })
}

/// Returns the years that `text` names.
pub(super) fn years(text: &str) -> impl Iterator<Item = &str> {
    let begin = memchr::memchr2_iter(b'1', b'2', text.as_bytes());
    begin.filter_map(|at| {
        let len = year_len(text, at).filter(|len| *len == 4)?;
        Some(&text[at..at + len])
    })
}

/// Tells whether one of `phrases` stands in `text`, whole words at a time, in any case.
fn holds_any(text: &str, phrases: &[String]) -> bool {
    let text = words_of(text);
    phrases
        .iter()
        .any(|phrase| text.contains(&format!(" {phrase} ")))
}

/// Returns the words of `text` in lower case, each between single spaces.
fn words_of(text: &str) -> String {
    let mut words = String::from(" ");
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            words.push_str(&word.to_lowercase());
            words.push(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> ReferenceWords {
        ReferenceWords {
            authors: vec!["et al".to_owned()],
            ..ReferenceWords::default()
        }
    }

    #[test]
    fn sources_that_can_be_found_are_told_from_mere_mentions() {
        let found = [
            "A trial (Brown et al., BMJ 2019;364:l900) found less pain.",
            "See https://doi.org/10.1000/x for more.",
            "It is on nhs.uk/conditions.",
            "NICE guideline NG59 advises against it.",
            "Half improved (Smith 1998).",
            "Weber (1983) found no difference.",
            "Chen et al. 2021 saw the same.",
            "Registered as NCT01335646.",
            "PMID: 17585160",
            "The trial “Surgery versus prolonged conservative treatment” compared both.",
            "Spine 12(3):45-50",
        ];
        for text in found {
            assert!(cites(text, &words()), "{text}");
        }
        let not_found = [
            "A 2019 study in a musculoskeletal journal found swelling.",
            "According to a 2020 study in the Clinical Journal of Pain, it is so.",
            "The survey of 1994 (in adults) showed it.",
            "Write to info@spine.example now.",
            "L5 and S1 were tested in 2019.",
            "Ask Brown et al. about it.",
        ];
        for text in not_found {
            assert!(!cites(text, &words()), "{text}");
        }
    }
}
