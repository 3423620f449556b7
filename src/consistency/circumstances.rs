//! Of whom, in what time and in which sense something is said.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::claim::{Claim, ReadSentence};
use crate::mention::{NumberMention, inside};
use crate::pack::{Disagreement, Pack, PredicateKind, Selector, Unit};

/// A share wider than this, in percent points, is a word such as "most", and restricts nothing.
const WIDEST_SHARE: f64 = 45.0;

/// Returns the circumstances of a claim as a number: its population, the words of the predicate's frame, and the figures
/// beside its own ("in six weeks", "in 9 of 10").
pub(super) fn circumstances(
    claim: &Claim,
    sentence: &ReadSentence,
    disagreement: &Disagreement,
    pack: &Pack,
) -> u64 {
    let mut hasher = FxHasher::default();
    claim.proposition.population.hash(&mut hasher);
    for (at, selector) in disagreement.frame.iter().enumerate() {
        let held = match selector {
            Selector::Cue(cue) => claim.cues.contains(cue),
            other => {
                let mut concepts = claim.concepts.iter();
                concepts.any(|concept| pack.selects(*other, *concept))
            }
        };
        if held {
            at.hash(&mut hasher);
        }
    }
    let kind = pack.predicate(claim.proposition.predicate).kind;
    if !matches!(kind, PredicateKind::Relation | PredicateKind::Stance) {
        let clause = tokens_in(sentence, claim);
        for number in other_numbers(claim, sentence, &clause) {
            let interval = number.amount.interval;
            number.amount.unit.map(|unit| unit as u8).hash(&mut hasher);
            interval.low.to_bits().hash(&mut hasher);
            interval.high.to_bits().hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Returns the numbers of the clause, apart from the claim's own, that restrict what is said.
fn other_numbers<'a>(
    claim: &'a Claim,
    sentence: &'a ReadSentence,
    clause: &'a Range<usize>,
) -> impl Iterator<Item = &'a NumberMention> {
    let frequency = claim.proposition.frequency.is_some();
    let numbers = sentence.mentions.numbers.iter();
    numbers.filter(move |number| {
        let interval = number.amount.interval;
        let own = sentence.span_of(&number.tokens).overlaps(claim.focus);
        let share = number.amount.unit == Some(Unit::Percent);
        let vague = share && (frequency || interval.high - interval.low > WIDEST_SHARE);
        number.amount.unit.is_some() && inside(&number.tokens, clause) && !own && !vague
    })
}

/// Returns the tokens of the sentence that make up the clause of a claim.
pub(super) fn tokens_in(sentence: &ReadSentence, claim: &Claim) -> Range<usize> {
    let start = sentence
        .tokens
        .partition_point(|token| token.span.start < claim.clause.start);
    let end = sentence
        .tokens
        .partition_point(|token| token.span.end <= claim.clause.end);
    start..end.max(start)
}
