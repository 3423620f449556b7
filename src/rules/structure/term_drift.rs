//! Words that an article should not mix.

use super::{Finding, Findings};
use crate::checked::Checked;
use crate::source::{ProseSpan, Span};

/// Adds a finding where an article begins to say something in another way than before.
pub(super) fn check(
    checked: &Checked<'_>,
    terms: &[Vec<Vec<String>>],
    findings: &mut Findings<'_>,
) {
    for ways in terms {
        let mut first: Option<(usize, Span)> = None;
        for (way, span) in uses(checked, ways) {
            match first {
                None => first = Some((way, span)),
                Some((before, _)) if before == way => {}
                Some((_, before)) => {
                    let mut finding = Finding::new(span, findings.message(), "another word here");
                    finding.others.push((before, "first written so".to_owned()));
                    findings.add(finding);
                    break;
                }
            }
        }
    }
}

/// Returns where each of `ways` is used, in order; a sentence with several of them explains them.
fn uses(checked: &Checked<'_>, ways: &[Vec<String>]) -> Vec<(usize, Span)> {
    let mut uses = Vec::new();
    let blocks = checked.article.blocks.iter().zip(&checked.read).enumerate();
    for (at, (block, read)) in blocks {
        if block.quoted || checked.references.list.holds(at) {
            continue;
        }
        for sentence in &read.sentences {
            let text = &block.prose[sentence.span.range()];
            let found: Vec<(usize, usize, usize)> = ways
                .iter()
                .enumerate()
                .filter_map(|(way, words)| {
                    let place = words
                        .iter()
                        .find_map(|word| Some((find_word(text, word)?, word.len())))?;
                    Some((way, place.0, place.1))
                })
                .collect();
            if let [(way, start, len)] = found.as_slice() {
                let start = sentence.span.range().start + start;
                let span = ProseSpan::of_range(start..start + len);
                uses.push((*way, block.map.to_source(span)));
            }
        }
    }
    uses
}

/// Returns where `word` stands in `text` as a whole word; an abbreviation in capitals only as it is written.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let exact = word.chars().all(|letter| !letter.is_lowercase());
    let folded = text.to_ascii_lowercase();
    let text = if exact { text } else { &folded };
    let ends = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        ends(text[..*at].chars().next_back()) && ends(text[at + word.len()..].chars().next())
    })
}
