//! Where sentences end.

use std::sync::LazyLock;

use regex::Regex;

use crate::pack::Language;
use crate::source::ProseSpan;

use super::Sentence;
use super::token::tokenize;

/// Returns the sentences of `prose` in order.
#[must_use]
pub fn split_sentences(prose: &str, language: &Language) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut line_start = 0;
    for line in prose.split('\n') {
        for (start, end) in borders(line, language) {
            let text = &line[start..end];
            let trimmed = text.trim();
            if trimmed.is_empty() {
                continue;
            }
            let from = line_start + start + (text.len() - text.trim_start().len());
            let span = prose_span(from, from + trimmed.len());
            sentences.push(Sentence {
                span,
                tokens: tokenize(prose, span, &language.words.clitics),
            });
        }
        line_start += line.len() + 1;
    }
    sentences
}

/// Returns the byte ranges of the sentences of one line; they partition it.
fn borders(line: &str, language: &Language) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for boundary in sentencex::get_sentence_boundaries(&language.sentences.code, line) {
        let (start, end) = (boundary.start_byte, boundary.end_byte);
        let parts = split_glued(line, start, end);
        let parts = parts
            .into_iter()
            .flat_map(|(start, end)| split_answer(line, start, end, language));
        for (start, end) in parts {
            match merged.last_mut() {
                Some(last) if continues(&line[last.0..last.1], &line[start..end], language) => {
                    last.1 = end;
                }
                _ => merged.push((start, end)),
            }
        }
    }
    merged
}

/// A full stop between a lower-case word and a capitalised one, without the space.
static GLUED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{Ll}{2}[.!?]\p{Lu}\p{Ll}").expect("the pattern is valid"));

/// Splits where the space after a full stop is missing ("lower back.This pain").
fn split_glued(line: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    if !may_be_glued(&line[start..end]) {
        return vec![(start, end)];
    }
    let mut parts = Vec::new();
    let mut from = start;
    for glued in GLUED.find_iter(&line[start..end]) {
        let stop = glued.as_str().find(['.', '!', '?']);
        let border = start + glued.start() + stop.expect("the pattern holds a stop") + 1;
        parts.push((from, border));
        from = border;
    }
    parts.push((from, end));
    parts
}

/// Tells whether a stop is followed by what may be a capital: all that the pattern can find begins so.
fn may_be_glued(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| {
        matches!(pair[0], b'.' | b'!' | b'?')
            && (pair[1].is_ascii_uppercase() || !pair[1].is_ascii())
    })
}

/// Splits off an answer that opens a sentence: "No. Most people recover."
fn split_answer(line: &str, start: usize, end: usize, language: &Language) -> Vec<(usize, usize)> {
    let text = &line[start..end];
    let opening = text.len() - text.trim_start().len();
    let stop = text[opening..].find('.').map(|at| opening + at);
    let answer = stop.filter(|stop| {
        let next = text[stop + 1..].trim_start().chars().next();
        next.is_some_and(char::is_uppercase)
            && language
                .sentences
                .answers
                .contains(&text[opening..*stop].to_lowercase())
    });
    match answer {
        Some(stop) => vec![(start, start + stop + 1), (start + stop + 1, end)],
        None => vec![(start, end)],
    }
}

/// Tells whether the border between `before` and `after` is none, because `before` ends in an abbreviation.
fn continues(before: &str, after: &str, language: &Language) -> bool {
    let Some(stem) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = stem
        .rsplit(|letter: char| letter.is_whitespace() || letter == '(')
        .next()
        .unwrap_or(stem)
        .to_lowercase();
    let lists = &language.sentences;
    if lists.never_last.contains(&word) {
        return true;
    }
    let next = after.trim_start().chars().next();
    lists.last_before_capital.contains(&word) && !next.is_some_and(char::is_uppercase)
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
    fn an_answer_is_a_sentence() {
        check("No. Most people recover.", &["No.", "Most people recover."]);
        check("See no. 5 there.", &["See no. 5 there."]);
    }

    #[test]
    fn a_missing_space_and_a_line_border_end_a_sentence() {
        check(
            "It starts in the lower back.This pain runs down.",
            &["It starts in the lower back.", "This pain runs down."],
        );
        check("Numb heel\nWeak calf", &["Numb heel", "Weak calf"]);
    }
}
