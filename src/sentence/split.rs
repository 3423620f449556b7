//! Where sentences end.

use std::iter;
use std::ops::Range;

use smallvec::SmallVec;

use crate::pack::Language;
use crate::source::{ByteSet, ProseSpan};

use super::Sentence;
use super::simple;
use super::token::tokenize;

/// Returns the sentences of `prose` in order.
#[must_use]
pub fn split_sentences(prose: &str, language: &Language) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut found = Found::new();
    for (line_start, line) in lines(prose) {
        borders(line, language, &mut found);
        for sentence in found.drain(..) {
            let text = &line[sentence.clone()];
            let trimmed = text.trim();
            if trimmed.is_empty() {
                continue;
            }
            let from = line_start + sentence.start + (text.len() - text.trim_start().len());
            let span = prose_span(from, from + trimmed.len());
            sentences.push(Sentence {
                span,
                tokens: tokenize(prose, span, &language.words.clitics),
            });
        }
    }
    sentences
}

/// The sentences of one line, as bytes of it; few lines have more.
type Found = SmallVec<[Range<usize>; 4]>;

/// Returns the lines of `prose` with the places where they start.
fn lines(prose: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    iter::from_fn(move || {
        let start = next?;
        let rest = &prose[start..];
        let end = memchr::memchr(b'\n', rest.as_bytes());
        next = end.map(|end| start + end + 1);
        Some((start, &rest[..end.unwrap_or(rest.len())]))
    })
}

/// Adds the byte ranges of the sentences of one line to `found`, which is empty; they partition the line.
fn borders(line: &str, language: &Language, found: &mut Found) {
    let code = &language.sentences.code;
    for piece in pieces(line) {
        let text = &line[piece.clone()];
        if let Some(ends) = simple::ends(text, code) {
            let mut start = piece.start;
            for end in ends {
                let end = piece.start + end;
                add_parts(line, start..end, language, found);
                start = end;
            }
            continue;
        }
        for border in sentencex::get_sentence_boundaries(code, text) {
            let (start, end) = (border.start_byte, border.end_byte);
            for part in split_glued(line, piece.start + start, piece.start + end) {
                add_parts(line, part, language, found);
            }
        }
    }
}

/// Adds a sentence to `found`, parted from the answer that it may begin with.
fn add_parts(line: &str, mut sentence: Range<usize>, language: &Language, found: &mut Found) {
    if let Some(end) = answer_end(line, &sentence, language) {
        add(line, sentence.start..end, language, found);
        sentence.start = end;
    }
    add(line, sentence, language, found);
}

/// Adds a sentence to `found`, or to the one before it, which it goes on with.
fn add(line: &str, sentence: Range<usize>, language: &Language, found: &mut Found) {
    match found.last_mut() {
        Some(last) if continues(&line[last.clone()], &line[sentence.clone()], language) => {
            last.end = sentence.end;
        }
        _ => found.push(sentence),
    }
}

/// Longest text that the borders of sentences are looked for in at once, in bytes: time grows with the square of
/// the quotes in it that nothing closes.
const LONGEST_PIECE: usize = 8_000;

/// Cuts a line into pieces of limited length, behind full stops where there are any.
fn pieces(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(0);
    iter::from_fn(move || {
        let start = next?;
        if line.len() - start <= LONGEST_PIECE {
            next = None;
            return Some(start..line.len());
        }
        let most = line.floor_char_boundary(start + LONGEST_PIECE);
        let window = &line[start..most];
        let space = || window.rfind(char::is_whitespace);
        let cut = window
            .rfind(". ")
            .or_else(space)
            .map_or(most, |cut| start + cut);
        let cut = line.ceil_char_boundary(cut + 1).min(most);
        next = Some(cut);
        Some(start..cut)
    })
}

/// What names of sites and files often end in; anything else behind a full stop begins a sentence.
const NAME_ENDS: &[&str] = &[
    "co", "com", "edu", "gov", "html", "info", "int", "io", "net", "nhs", "org", "pdf", "uk",
];

/// Splits where the space after a full stop is missing ("lower back.This pain").
fn split_glued(line: &str, start: usize, end: usize) -> SmallVec<[Range<usize>; 1]> {
    let mut parts = SmallVec::new();
    let mut from = start;
    for next in glued(&line[start..end]) {
        let next = start + next;
        if !is_in_name(&line[next..end]) {
            parts.push(from..next);
            from = next;
        }
    }
    parts.push(from..end);
    parts
}

/// Returns the places of capitalised words behind a stop without a space, with letters or a bracket before it.
fn glued(text: &str) -> impl Iterator<Item = usize> {
    static STOPS: ByteSet = ByteSet::of(b".!?");
    let is_closing = |letter: char| matches!(letter, ')' | ']' | '”' | '’' | '"');
    let mut stop = 0;
    iter::from_fn(move || {
        loop {
            stop += STOPS.find(text.as_bytes().get(stop..)?)?;
            let (before, behind) = (&text[..stop], &text[stop + 1..]);
            stop += 1;
            let next = behind.strip_prefix(is_closing).unwrap_or(behind);
            if is_capitalised(next) && may_end(before) {
                return Some(text.len() - next.len());
            }
        }
    })
}

/// Tells whether `text` begins with a capital that a small letter or a space follows.
fn is_capitalised(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters
            .next()
            .is_some_and(|letter| letter.is_lowercase() || letter.is_whitespace())
}

/// Tells whether a sentence may end behind `text`: a word or an abbreviation of two letters or more, a figure, a bracket.
fn may_end(text: &str) -> bool {
    let mut letters = text.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    last.is_some_and(|last| {
        last.is_ascii_digit()
            || matches!(last, ')' | ']' | '”' | '’' | '"' | '%')
            || last.is_lowercase() && before.is_some_and(char::is_lowercase)
            || last.is_uppercase() && before.is_some_and(char::is_uppercase)
    })
}

/// Tells whether what follows a full stop without a space is the end of a name: "Example.Com".
fn is_in_name(text: &str) -> bool {
    let end = text.find(|letter: char| !letter.is_alphanumeric());
    let word = &text[..end.unwrap_or(text.len())];
    let name_goes_on = text[word.len()..].starts_with(['/', '@', '_']);
    name_goes_on || NAME_ENDS.iter().any(|end| end.eq_ignore_ascii_case(word))
}

/// Returns the end of an answer that opens a sentence: "No. Most people recover."
fn answer_end(line: &str, sentence: &Range<usize>, language: &Language) -> Option<usize> {
    let text = &line[sentence.clone()];
    let opening = text.len() - text.trim_start().len();
    let stop = opening + memchr::memchr(b'.', &text.as_bytes()[opening..])?;
    let next = text[stop + 1..].trim_start().chars().next();
    let is_answer = next.is_some_and(char::is_uppercase)
        && is_listed(&text[opening..stop], &language.sentences.answers);
    is_answer.then_some(sentence.start + stop + 1)
}

/// Tells whether the border between `before` and `after` is none, because `before` ends in an abbreviation.
fn continues(before: &str, after: &str, language: &Language) -> bool {
    let Some(stem) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    if before.ends_with('.') && is_in_name(after) {
        return true;
    }
    let word = stem
        .rsplit(|letter: char| letter.is_whitespace() || letter == '(')
        .next()
        .unwrap_or(stem);
    let lists = &language.sentences;
    if is_listed(word, &lists.never_last) {
        return true;
    }
    let next = after.trim_start().chars().next();
    !next.is_some_and(char::is_uppercase) && is_listed(word, &lists.last_before_capital)
}

/// Tells whether `word` is one of `list`, which is in lower case.
fn is_listed(word: &str, list: &[String]) -> bool {
    if word.is_ascii() {
        list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
    } else {
        list.contains(&word.to_lowercase())
    }
}

fn prose_span(start: usize, end: usize) -> ProseSpan {
    let number = |at| u32::try_from(at).expect("prose is shorter than 4 GiB");
    ProseSpan::new(number(start), number(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::built_in;

    #[track_caller]
    fn check(prose: &str, expected: &[&str]) {
        let language = built_in().language;
        let sentences = split_sentences(prose, &language);
        let texts: Vec<&str> = sentences.iter().map(|s| &prose[s.span.range()]).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check(
            "See Dr. Osei first. Pain (e.g. in the calf) is common, cf. Fig. 2 there.",
            &[
                "See Dr. Osei first.",
                "Pain (e.g. in the calf) is common, cf. Fig. 2 there.",
            ],
        );
    }

    #[test]
    fn a_long_line_is_cut_between_sentences() {
        let sentence = "It is pain in the leg. ";
        let prose = sentence.repeat(2_000);
        let language = built_in().language;
        let sentences = split_sentences(&prose, &language);
        let texts = sentences.iter().map(|found| &prose[found.span.range()]);
        assert!(texts.clone().all(|text| text == sentence.trim()));
        assert_eq!(texts.count(), 2_000);
        let word = "é".repeat(10_000);
        let sentences = split_sentences(&word, &language);
        assert_eq!(sentences.last().map(|last| last.span.end), Some(20_000));
    }

    #[test]
    fn an_answer_is_a_sentence() {
        check("No. Most people recover.", &["No.", "Most people recover."]);
        check("See no. 5 there.", &["See no. 5 there."]);
    }

    #[test]
    fn a_missing_space_and_a_line_border_end_a_sentence() {
        check(
            "It starts low (in the back.)This pain runs down.",
            &["It starts low (in the back.)", "This pain runs down."],
        );
        check(
            "He said \"it hurts.\"This pain runs down.",
            &["He said \"it hurts.\"", "This pain runs down."],
        );
        check(
            "It starts in the lower back.This pain runs down.",
            &["It starts in the lower back.", "This pain runs down."],
        );
        check("Numb heel\nWeak calf", &["Numb heel", "Weak calf"]);
        check(
            "It hurts (at night).It is L5.The MRI.A scan of 40%.No?Yes.² Then.",
            &[
                "It hurts (at night).",
                "It is L5.",
                "The MRI.",
                "A scan of 40%.",
                "No?",
                "Yes.",
                "² Then.",
            ],
        );
    }

    #[test]
    fn a_full_stop_inside_a_word_ends_nothing() {
        for prose in [
            "It is 0.5 mm at L4.5 here.",
            "See Example.Com and www.nhs.uk, e.g.The page.",
            "The U.S. file is Report.Pdf there.",
        ] {
            check(prose, &[prose]);
        }
    }

    #[test]
    fn marks_of_notes_and_what_is_not_seen_may_stand_behind_a_full_stop() {
        check(
            "It hurts.¹ ² It is common.\u{200B} It goes.\u{A0}It stays.[1] It comes.",
            &[
                "It hurts.",
                "¹ ² It is common.",
                "\u{200B} It goes.",
                "It stays.[1]",
                "It comes.",
            ],
        );
    }
}
