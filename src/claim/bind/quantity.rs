//! Quantities: a number binds to its predicate, outcome and time frame, or to nothing.

use std::ops::Range;

use smallvec::SmallVec;

use super::Place;
use super::subject::Subject;
use crate::claim::Claim;
use crate::claim::scope::{Effect, tokens_of};
use crate::markup::BlockIndex;
use crate::mention::{Amount, ConceptMention, Naming, NumberMention, inside};
use crate::pack::{Predicate, PredicateKind, Role};
use crate::proposition::{Bands, Bound, Objects, Polarity, PredicateId, Proposition, Quantity};
use crate::sentence::TokenKind;
use crate::source::ProseSpan;

/// Most tokens between a figure and the thing it counts.
const COUNTED: usize = 3;

pub(super) fn bind(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    let numbers = place.sentence.mentions.numbers.iter();
    let numbers: SmallVec<[&NumberMention; 4]> = numbers
        .filter(|number| inside(&number.tokens, clause) && counts(place, predicate, number))
        .collect();
    match numbers.as_slice() {
        [] => return,
        [number] => {
            claims.extend(bind_number(place, id, number, clause));
            return;
        }
        _ => {}
    }
    let figures: Vec<Range<usize>> = numbers.iter().map(|number| number.tokens.clone()).collect();
    for segment in &place.segments(clause, &[figures]) {
        let mut here = numbers
            .iter()
            .filter(|number| inside(&number.tokens, segment));
        // Two figures of one kind that no border parts: nobody knows which is meant.
        if let (Some(number), None) = (here.next(), here.next()) {
            claims.extend(bind_number(place, id, number, segment));
        }
    }
}

/// Tells whether a number is of the kind that the predicate speaks of.
fn counts(place: &Place<'_>, predicate: &Predicate, number: &NumberMention) -> bool {
    predicate.counted_unit() == Some(number.amount.unit)
        && (predicate.kind != PredicateKind::Count
            || stands_before_counted(place, predicate, number)
            || answers_how_many(place, predicate, number))
}

/// "How many vertebrae are there? Five.": the question before asks for the number of what is counted.
fn answers_how_many(place: &Place<'_>, predicate: &Predicate, number: &NumberMention) -> bool {
    let Some((_, question)) = place.question() else {
        return false;
    };
    let all = question.all();
    let mut words = question.roles(Role::QuestionWord, &all);
    let Some(word) = words.next() else {
        return false;
    };
    let counted = tokens_of(question, &predicate.counted, &all, place.pack);
    let near = |counted: &Range<usize>| (word.end..=word.end + COUNTED).contains(&counted.start);
    counted.iter().any(near)
        && place.asks_for_figure(&predicate.requires, &predicate.excludes, &number.tokens)
}

fn stands_before_counted(place: &Place<'_>, predicate: &Predicate, number: &NumberMention) -> bool {
    let end = place.tokens().end.min(number.tokens.end + COUNTED + 1);
    let behind = number.tokens.end..end;
    place.sentence.holds(&predicate.counted)
        && predicate.counted.iter().any(|selector| {
            let reach = number.tokens.end..place.tokens().end;
            place
                .sentence
                .mentions
                .find_all(*selector, &reach, place.pack)
                .any(|counted| counted.start < behind.end)
        })
}

/// "Lower back: 5 vertebrae": behind a label, hardly more than a figure and what it counts.
fn is_listed_count(place: &Place<'_>, predicate: &Predicate, segment: &Range<usize>) -> bool {
    let labelled = place.label().is_some();
    let spoilt = place.label_holds_any(&predicate.excludes);
    predicate.kind == PredicateKind::Count && labelled && !spoilt && segment.len() <= COUNTED + 1
}

fn bind_number(
    place: &Place<'_>,
    id: PredicateId,
    number: &NumberMention,
    segment: &Range<usize>,
) -> Option<Claim> {
    let predicate = place.pack.predicate(id);
    let (requires, excludes) = (&predicate.requires, &predicate.excludes);
    if place.holds_any(excludes, segment) || place.header_holds_any(excludes) {
        return None;
    }
    let met = place.meets(requires, segment)
        || predicate.layout && is_listed_count(place, predicate, segment)
        || matches!(
            predicate.kind,
            PredicateKind::Duration | PredicateKind::Count
        ) && place.asks_for_figure(requires, excludes, &number.tokens);
    if !met {
        return None;
    }
    let mentions = place.mentions(predicate, &predicate.subject, segment);
    if mentions.is_empty() && place.label_names_any(excludes) {
        return None;
    }
    if leaves_open_without(place, segment) {
        return None;
    }
    let subject = subject_of(place, predicate, &mentions)?;
    // A denied figure says little about the true one, and a denied outcome is another outcome.
    let Amount {
        interval,
        mut bound,
        ..
    } = number.amount;
    match denied(place, predicate, number, segment) {
        None => {}
        // "No episode lasts longer than a month": it is a month at most.
        Some(Denied::Figure)
            if predicate.kind == PredicateKind::Duration && bound == Bound::AtLeast =>
        {
            bound = Bound::AtMost;
        }
        Some(_) => return None,
    }
    if predicate.limit && bound == Bound::AtLeast {
        bound = Bound::Exact;
    }
    // "Not everyone" is no figure.
    let not_all = place.sentence.mentions.cues.iter().any(|cue| {
        let crossing = cue.tokens.start < number.tokens.end && number.tokens.start < cue.tokens.end;
        let step = cue.frequency(place.pack);
        crossing && step.is_some_and(|step| step.low == 0.0 && step.high > 0.0)
    });
    if not_all {
        return None;
    }
    // "Seldom within two days", "not always in a week": says little about the usual time.
    let seldom = place
        .frequency(segment)
        .is_some_and(|how_often| how_often.low == 0.0 && how_often.high > 0.0);
    if seldom && predicate.kind == PredicateKind::Duration {
        return None;
    }
    let (cues, concepts) = place.company(segment);
    let named = mentions
        .iter()
        .map(|mention| (place.block, place.sentence.span_of(&mention.tokens)));
    let named: Vec<(BlockIndex, ProseSpan)> = named.chain(subject.at).collect();
    Some(Claim {
        proposition: Proposition {
            subject: subject.concepts.into_vec(),
            predicate: id,
            objects: Objects::default(),
            quantity: Some(Quantity {
                age: place.age(predicate, segment),
                ..Quantity::new(Bands::plain(interval, bound))
            }),
            polarity: Polarity::Affirmed,
            frequency: None,
            population: place.population(predicate, &named),
            collective: false,
        },
        block: place.block,
        clause: place.sentence.span_of(segment),
        focus: place.sentence.span_of(&number.tokens),
        subject_at: subject.at,
        stance: place.stance,
        modality: place.modality(predicate, segment),
        cues,
        concepts,
    })
}

/// What a denial takes away.
enum Denied {
    /// The figure alone.
    Figure,
    /// Each of the words that make it this predicate's.
    Outcome,
}

/// Returns what of the statement is denied: its figure, or each of the words that make it this predicate's.
fn denied(
    place: &Place<'_>,
    predicate: &Predicate,
    number: &NumberMention,
    segment: &Range<usize>,
) -> Option<Denied> {
    if place.scopes.is_empty() {
        return None;
    }
    let ignored = place.not_negation(predicate, segment);
    // "85 % of those treated without surgery had an operation": a denial that belongs to a name ends with it.
    let beyond_name = |denial: &Range<usize>, tokens: &Range<usize>| {
        place.sentence.mentions.concepts.iter().any(|name| {
            name.how == Naming::Name
                && name.tokens.len() > denial.len()
                && name.tokens.start == denial.start
                && !inside(tokens, &name.tokens)
        })
    };
    let reached = |tokens: &Range<usize>| {
        place.scopes.iter().any(|scope| {
            scope.effect == Effect::Deny
                && inside(tokens, &scope.tokens)
                && !inside(&scope.cue, &number.tokens)
                && !inside(&scope.cue, tokens)
                && !beyond_name(&scope.cue, tokens)
                && !ignored.contains(&scope.cue)
        })
    };
    let outcome_is_denied = predicate.requires.iter().any(|list| {
        let words = tokens_of(place.sentence, list, segment, place.pack);
        !words.is_empty() && words.iter().all(&reached)
    });
    if reached(&number.tokens) {
        Some(Denied::Figure)
    } else {
        outcome_is_denied.then_some(Denied::Outcome)
    }
}

/// Tells whether a part of a sentence ends with a "without": what is denied there is what stands before.
fn leaves_open_without(place: &Place<'_>, segment: &Range<usize>) -> bool {
    let tokens = &place.sentence.tokens;
    let is_mark = |at: usize| matches!(tokens[at].kind, TokenKind::Mark(_));
    let mut denials = place.sentence.roles(Role::DeniesNoun, segment);
    denials.any(|denial| (denial.end..segment.end).all(is_mark))
}

fn subject_of(
    place: &Place<'_>,
    predicate: &Predicate,
    mentions: &[&ConceptMention],
) -> Option<Subject> {
    match mentions.first() {
        Some(first) => Some(Subject {
            concepts: first.concepts.as_slice().into(),
            at: Some((place.block, place.sentence.span_of(&first.tokens))),
            by_layout: false,
        }),
        None => place
            .inherited(&predicate.subject, predicate)
            .or_else(|| place.counted_in_question(predicate)),
    }
}
