//! Myths, and answers that repeat them.

use std::ops::Range;

use super::{Finding, Findings};
use crate::checked::Checked;
use crate::claim::ReadSentence;
use crate::markup::{Block, BlockIndex};
use crate::pack::{Pack, Role, Selector};
use crate::proposition::{Comparison, compare};
use crate::source::ProseSpan;

/// Adds a finding for every answer to a myth that says the same as the myth.
pub(super) fn check(
    checked: &Checked<'_>,
    words: (&[String], &[Selector]),
    pack: &Pack,
    findings: &mut Findings<'_>,
) {
    for pair in pairs(checked) {
        let repeats = repeats(checked, &pair, words.0) || agrees(checked, &pair, pack);
        if repeats && !is_qualified(checked, &pair.fact, words.1, pack) {
            let span = |part: &Part| checked.article.blocks[part.block].map.to_source(part.span);
            let mut finding = Finding::new(span(&pair.fact), findings.message(), "says the same");
            finding
                .others
                .push((span(&pair.myth), "the myth".to_owned()));
            findings.add(finding);
        }
    }
}

/// A myth with its answer.
struct Pair {
    myth: Part,
    fact: Part,
}

/// A part of a block.
struct Part {
    block: BlockIndex,
    span: ProseSpan,
}

fn pairs(checked: &Checked<'_>) -> Vec<Pair> {
    let blocks = &checked.article.blocks;
    let mut pairs = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(pair) = pair_in(checked, at) {
            pairs.push(pair);
        } else if let Some(pair) = pair_in_row(checked, at, block) {
            pairs.push(pair);
        }
    }
    pairs
}

/// Returns the myth and the answer in one block.
fn pair_in(checked: &Checked<'_>, block: BlockIndex) -> Option<Pair> {
    let sentences = &checked.read[block].sentences;
    let label = |role: Role| {
        sentences.iter().find_map(|sentence| {
            let all = sentence.all();
            let mut found = sentence.roles(role, &all);
            found
                .find(|tokens| is_label(sentence, tokens))
                .map(|tokens| sentence.span_of(&tokens))
        })
    };
    let (myth, fact) = (label(Role::Myth)?, label(Role::TruthLabel)?);
    let end = u32::try_from(checked.article.blocks[block].prose.len()).ok()?;
    (myth.end < fact.start && fact.end < end).then(|| Pair {
        myth: Part {
            block,
            span: ProseSpan::new(myth.end, fact.start),
        },
        fact: Part {
            block,
            span: ProseSpan::new(fact.end, end),
        },
    })
}

/// Tells whether the word at `tokens` names what follows: a colon stands behind it or the number behind it.
fn is_label(sentence: &ReadSentence, tokens: &Range<usize>) -> bool {
    let behind = &sentence.tokens[tokens.start..sentence.tokens.len().min(tokens.end + 2)];
    behind
        .iter()
        .any(|token| token.is_mark(':') || token.is_mark('–'))
}

/// Returns the myth and the answer in one row of a table.
fn pair_in_row(checked: &Checked<'_>, at: BlockIndex, block: &Block) -> Option<Pair> {
    let cell = block.cell.filter(|cell| cell.row > 0)?;
    let headed = |header: Option<BlockIndex>, role: Role| {
        let mut sentences = checked.read[header?].sentences.iter();
        sentences
            .any(|sentence| sentence.has_role(role, &sentence.all()))
            .then_some(())
    };
    headed(cell.column_header, Role::TruthLabel)?;
    let blocks = checked.article.blocks[..at].iter().enumerate().rev();
    let myth = blocks
        .map(|(at, other)| (at, other.cell))
        .find(|(_, other)| {
            other.is_some_and(|other| {
                (other.table, other.row) == (cell.table, cell.row)
                    && headed(other.column_header, Role::Myth).is_some()
            })
        })?;
    let whole = |at: BlockIndex| Part {
        block: at,
        span: ProseSpan::of_range(0..checked.article.blocks[at].prose.len()),
    };
    Some(Pair {
        myth: whole(myth.0),
        fact: whole(at),
    })
}

/// Tells whether the answer holds at least half of the words of the myth.
fn repeats(checked: &Checked<'_>, pair: &Pair, ignored: &[String]) -> bool {
    let words = |part: &Part| -> Vec<String> {
        let text = &checked.article.blocks[part.block].prose[part.span.range()];
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let words = words.map(str::to_lowercase);
        words
            .filter(|word| !word.is_empty() && !ignored.contains(word))
            .collect()
    };
    let (myth, fact) = (words(&pair.myth), words(&pair.fact));
    let shared = myth.iter().filter(|word| fact.contains(word)).count();
    shared > 0 && shared * 2 >= myth.len()
}

/// Tells whether a claim of the answer is one of the myth.
fn agrees(checked: &Checked<'_>, pair: &Pair, pack: &Pack) -> bool {
    let claims = |part: &Part| {
        let (block, span) = (part.block, part.span);
        let claims = checked.claims.iter().map(|judged| &judged.claim);
        claims.filter(move |claim| claim.block == block && span.overlaps(claim.clause))
    };
    claims(&pair.fact).any(|fact| {
        claims(&pair.myth).any(|myth| {
            matches!(
                compare(&fact.proposition, &myth.proposition, &pack.lattice),
                Comparison::Agrees
            )
        })
    })
}

/// Tells whether the answer denies, turns or qualifies anything.
fn is_qualified(checked: &Checked<'_>, part: &Part, qualified: &[Selector], pack: &Pack) -> bool {
    let turning = [
        Role::Negation,
        Role::NegationBefore,
        Role::DeniesSubject,
        Role::NotTrue,
        Role::Untrue,
        Role::Unlikely,
        Role::Contrast,
        Role::InsteadOf,
        Role::Exceptive,
        Role::Possible,
        Role::OneOf,
    ];
    let sentences = &checked.read[part.block].sentences;
    sentences.iter().any(|sentence| {
        let inside = |tokens: &Range<usize>| part.span.contains(sentence.span_of(tokens));
        let all = sentence.all();
        turning
            .iter()
            .any(|role| sentence.roles(*role, &all).any(|tokens| inside(&tokens)))
            || qualified.iter().any(|selector| {
                sentence
                    .mentions
                    .find_all(*selector, &all, pack)
                    .any(|tokens| inside(&tokens))
            })
    })
}
