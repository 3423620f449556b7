//! Which claims take part, and as what.

use rustc_hash::{FxHashMap, FxHashSet};

use super::circumstances::{circumstances, tokens_in};
use super::value::{Holds, Standing, Value};
use super::{Key, Statement};
use crate::checked::Checked;
use crate::claim::{Claim, Modality, ReadSentence, Stance, Topic};
use crate::markup::BlockIndex;
use crate::mention::inside;
use crate::pack::{Disagreement, Pack, PredicateKind, Role, Unit};
use crate::proposition::{Bound, ConceptId, Interval, Polarity, Quantity};
use crate::source::ProseSpan;
use crate::verdict::{Judged, Verdict};

/// A statement with its place in the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The statement.
    pub statement: Statement,
    /// Place of its claim in [`Checked::claims`].
    pub claim: usize,
    /// Block and place of its sentence.
    pub sentence: (BlockIndex, ProseSpan),
    /// Whether it only says that something occurs, without a figure: an exception to what is said of most.
    pub weak: bool,
}

/// Returns the statements of an article, in its order; none of one in a language that is not read.
///
/// Where one sentence gives several values to a thing that has one, nobody knows which is meant, and none is returned.
#[must_use]
pub fn gather(checked: &Checked<'_>, pack: &Pack) -> Vec<Stated> {
    let mut found: Vec<Stated> = checked
        .claims
        .iter()
        .enumerate()
        .filter_map(|(at, judged)| stated(checked, at, judged, pack))
        .collect();
    let unclear = unclear(&found, pack);
    found.retain(|stated| !unclear.contains(&(stated.sentence, stated.statement.key)));
    found
}

/// A thing in a sentence.
type Said = ((BlockIndex, ProseSpan), Key);

/// Returns where one sentence gives several values to what has one.
fn unclear(found: &[Stated], pack: &Pack) -> FxHashSet<Said> {
    let mut first: FxHashMap<Said, ConceptId> = FxHashMap::default();
    let mut unclear = FxHashSet::default();
    for stated in found {
        let Value::Object {
            object,
            holds: Holds::Alone,
            ..
        } = stated.statement.value
        else {
            continue;
        };
        let said = (stated.sentence, stated.statement.key);
        let known = *first.entry(said).or_insert(object);
        if !pack.lattice.within(known, object) && !pack.lattice.within(object, known) {
            unclear.insert(said);
        }
    }
    unclear
}

fn stated(checked: &Checked<'_>, at: usize, judged: &Judged, pack: &Pack) -> Option<Stated> {
    let claim = &judged.claim;
    let predicate = pack.predicate(claim.proposition.predicate);
    let disagreement = predicate.disagreement.as_ref()?;
    let place = checked.sentence_of(claim);
    let mut sentences = checked.read[claim.block].sentences.iter();
    let at_sentence = sentences.position(|sentence| sentence.span == place)?;
    let sentence = &checked.read[claim.block].sentences[at_sentence];
    if !is_on_topic(checked, claim, at_sentence, pack)
        || !is_plain(claim, judged.verdict)
        || is_excused(judged.verdict, predicate.kind)
        || is_restricted(checked, claim, predicate.kind, sentence, disagreement, pack)
    {
        return None;
    }
    let prose = &checked.article.blocks[claim.block].prose;
    let (key, value) = key_and_value(claim, (sentence, prose), disagreement, pack)?;
    let map = &checked.article.blocks[claim.block].map;
    Some(Stated {
        statement: Statement {
            key,
            value,
            span: map.to_source(claim.focus),
            clause: map.to_source(claim.clause),
            said: (
                claim.proposition.predicate,
                only(&claim.proposition.subject)?,
            ),
            standing: standing(judged),
            severity: None,
        },
        claim: at,
        sentence: (claim.block, place),
        weak: is_weak(claim, sentence),
    })
}

/// Tells whether a sentence is about the topic of the pack whose predicate the claim uses. Of another condition the
/// same words may be said of other people, operations and times, which the pack has no words for.
fn is_on_topic(checked: &Checked<'_>, claim: &Claim, sentence: usize, pack: &Pack) -> bool {
    let home = pack.predicate(claim.proposition.predicate).pack;
    let topics = home.and_then(|home| checked.topics.get(home.0 as usize));
    let topic = topics.map(|topics| topics.of(claim.block)[sentence]);
    !checked.gated || topic.is_none_or(|topic| matches!(topic, Topic::Own | Topic::Assumed))
}

/// Tells whether the author says it, and without a hedge.
fn is_plain(claim: &Claim, verdict: Verdict) -> bool {
    verdict != Verdict::NotAsserted
        && claim.stance == Stance::Author
        && claim.modality <= Modality::Typical
}

/// Tells whether the facts are against a claim, and yet let it pass for what stands beside it. Advice, and how often
/// something happens, either agrees with a fact or doesn't.
fn is_excused(verdict: Verdict, kind: PredicateKind) -> bool {
    let two_sided = matches!(kind, PredicateKind::Stance | PredicateKind::Frequency);
    two_sided && verdict == Verdict::Compatible
}

/// Tells whether a statement is about some people, or some time, in a way that its circumstances do not hold.
fn is_restricted(
    checked: &Checked<'_>,
    claim: &Claim,
    kind: PredicateKind,
    sentence: &ReadSentence,
    disagreement: &Disagreement,
    pack: &Pack,
) -> bool {
    let all = sentence.all();
    let holds = |sentence: &ReadSentence| {
        let all = sentence.all();
        let mut unless = disagreement.unless.iter();
        unless.any(|selector| sentence.mentions.holds(*selector, &all, pack))
    };
    let conditional = kind != PredicateKind::Relation
        && [Role::Condition, Role::Exceptive]
            .into_iter()
            .any(|role| sentence.has_role(role, &all));
    let block = &checked.article.blocks[claim.block];
    let lead_in = block.list.and_then(|list| list.lead_in);
    let above = block.headings.iter().copied().chain(lead_in);
    let narrowed = |sentence: &ReadSentence| {
        let all = sentence.all();
        holds(sentence)
            || [Role::Population, Role::Condition]
                .into_iter()
                .any(|role| sentence.has_role(role, &all))
    };
    // Advice on what an earlier sentence named may be about something else by now.
    let in_sentence = claim
        .subject_at
        .is_some_and(|(block, at)| block == claim.block && sentence.span.contains(at));
    conditional
        || (kind == PredicateKind::Stance && !in_sentence)
        || holds(sentence)
        || above
            .flat_map(|at| &checked.read[at].sentences)
            .any(narrowed)
}

/// Returns what a claim is about and what it says of it; `None` where that is not one thing.
fn key_and_value(
    claim: &Claim,
    (sentence, prose): (&ReadSentence, &str),
    disagreement: &Disagreement,
    pack: &Pack,
) -> Option<(Key, Value)> {
    let said = &claim.proposition;
    let kind = pack.predicate(said.predicate).kind;
    let subject = only(&said.subject)?;
    let object = only(&said.objects.typical);
    let turned = disagreement.counts_as.is_some_and(|other| other.turned);
    let polarity = match said.polarity {
        polarity if turned => polarity.flipped(),
        polarity => polarity,
    };
    let mut about = subject;
    let mut of = None;
    let value = match kind {
        PredicateKind::Stance => Value::Advice(polarity),
        PredicateKind::Relation => {
            let (thing, value) = match disagreement.winner {
                true => (object?, subject),
                false => (subject, object?),
            };
            about = thing;
            Value::object(value, polarity, disagreement, &pack.lattice)?
        }
        PredicateKind::Frequency => {
            let how_often = said.frequency?;
            let (happens, how_often) = match pack.lattice.complement(object?) {
                Some(other) => (other, how_often.complement_of_hundred()),
                None => (object?, how_often),
            };
            of = Some(happens);
            Value::frequency(how_often)
        }
        PredicateKind::Share
        | PredicateKind::Duration
        | PredicateKind::Count
        | PredicateKind::Measure => {
            let quantity = said.quantity.as_ref().filter(|of| of.age.is_none())?;
            if said.polarity == Polarity::Denied {
                return None;
            }
            let stated = stated_interval(quantity);
            Value::figure(stated, unit_at(quantity.bands.accept, kind))
        }
    };
    let other = disagreement.counts_as;
    let key = Key {
        predicate: other.map_or(said.predicate, |other| other.predicate),
        about: other.and_then(|other| other.subject).unwrap_or(about),
        object: of,
        circumstances: circumstances(claim, (sentence, prose), disagreement, pack),
    };
    Some((key, value))
}

/// Returns the concept that a list names, if it is one.
fn only(concepts: &[ConceptId]) -> Option<ConceptId> {
    let first = concepts.first()?;
    concepts
        .iter()
        .all(|other| other == first)
        .then_some(*first)
}

/// Returns where the true figure lies, as a statement has it.
fn stated_interval(quantity: &Quantity) -> Interval {
    let figure = quantity.bands.accept;
    match quantity.bands.bound {
        Bound::Exact => figure,
        Bound::UpTo | Bound::AtMost => Interval {
            low: f64::NEG_INFINITY,
            ..figure
        },
        Bound::AtLeast => Interval {
            high: f64::INFINITY,
            ..figure
        },
    }
}

/// Returns the unit in which a text would give such a figure, as a number of base units: a time of some weeks is given
/// in weeks.
fn unit_at(figure: Interval, kind: PredicateKind) -> f64 {
    if kind != PredicateKind::Duration {
        return 1.0;
    }
    [Unit::Years, Unit::Months, Unit::Weeks]
        .into_iter()
        .map(days)
        .find(|unit| figure.high >= 2.0 * unit)
        .unwrap_or(1.0)
}

/// Returns the days of a unit of time.
fn days(unit: Unit) -> f64 {
    match unit {
        Unit::Weeks => 7.0,
        Unit::Months => 30.4,
        Unit::Years => 365.0,
        _ => 1.0,
    }
}

fn standing(judged: &Judged) -> Standing {
    match judged.verdict {
        Verdict::Supported => Standing::Agreed,
        Verdict::Compatible => Standing::Passed,
        Verdict::Disputed | Verdict::Contradicted => Standing::Against,
        Verdict::Unverified | Verdict::NotAsserted => Standing::Unknown,
    }
}

/// Tells whether a claim says of some cases only, in words, that something happens.
fn is_weak(claim: &Claim, sentence: &ReadSentence) -> bool {
    let often = claim.proposition.frequency;
    let some = often.is_some_and(|often| often.high > 0.0 && often.low < 50.0);
    let clause = tokens_in(sentence, claim);
    let figure =
        sentence.mentions.numbers.iter().any(|number| {
            number.amount.unit == Some(Unit::Percent) && inside(&number.tokens, &clause)
        });
    some && !figure
}
