//! Of whom, in what time and in which sense something is said.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::claim::{Claim, ReadSentence};
use crate::mention::{NumberMention, inside};
use crate::pack::{Disagreement, Pack, PredicateKind, Role, Selector, Unit};
use crate::sentence::TokenKind;

/// A share wider than this, in percent points, is a word such as "most", and restricts nothing.
const WIDEST_SHARE: f64 = 45.0;

/// Returns the circumstances of a claim as a number: its population, the words of the predicate's frame, and the figures
/// beside its own ("in six weeks", "in 9 of 10"); of a share also the people it is taken of.
pub(super) fn circumstances(
    claim: &Claim,
    (sentence, prose): (&ReadSentence, &str),
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
    if kind == PredicateKind::Share {
        hash_group(claim, (sentence, prose), pack, &mut hasher);
    }
    hasher.finish()
}

/// Hashes the words that pick out the people of whom a share is given: "of men *treated with TURP* require ...". What
/// names the topic picks out nobody.
fn hash_group(
    claim: &Claim,
    (sentence, prose): (&ReadSentence, &str),
    pack: &Pack,
    hasher: &mut FxHasher,
) {
    let clause = tokens_in(sentence, claim);
    let predicate = pack.predicate(claim.proposition.predicate);
    let family = predicate
        .pack
        .map_or(&[][..], |home| &pack.theme(home).family);
    let said = predicate.asked.iter().chain(&*predicate.subject);
    let said: Vec<Range<usize>> = said
        .filter(|selector| !family.contains(selector))
        .flat_map(|selector| sentence.mentions.find_all(*selector, &clause, pack))
        .collect();
    for opener in sentence.roles(Role::Group, &clause) {
        let ends = said.iter().map(|said| said.start);
        let end = ends.filter(|start| *start >= opener.end).min();
        let group = opener.end..end.unwrap_or(clause.end);
        for at in group.filter(|at| is_telling(sentence, *at, family, pack)) {
            let word = &prose[sentence.tokens[at].span.range()];
            word.to_lowercase().hash(hasher);
        }
    }
}

/// Tells whether the token `at` is a word that is neither part of a name of the topic or a figure nor a verb that any
/// group has.
fn is_telling(sentence: &ReadSentence, at: usize, family: &[Selector], pack: &Pack) -> bool {
    let token = at..at + 1;
    let is_verb = [Role::Auxiliary, Role::Verb, Role::PluralVerb]
        .into_iter()
        .any(|role| sentence.has_role(role, &token));
    let mut concepts = sentence.mentions.concepts.iter();
    let names_topic =
        concepts.any(|mention| mention.tokens.contains(&at) && mention.is_any(family, pack));
    let mut numbers = sentence.mentions.numbers.iter();
    let is_figure = numbers.any(|number| number.tokens.contains(&at));
    let is_word = !matches!(sentence.tokens[at].kind, TokenKind::Mark(_));
    is_word && !is_figure && !is_verb && !names_topic
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
