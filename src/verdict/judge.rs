//! One claim against all facts that speak of the same thing.

use smallvec::SmallVec;

use super::{Judged, Verdict};
use crate::claim::{Claim, Modality, Stance};
use crate::pack::{Ceiling, Fact, FactIndex, Pack, Role, Says, Selector};
use crate::proposition::{Comparison, ConceptId, Conflict, Proposition, Reading, compare_reading};

/// What one fact says about one reading of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Opinion {
    verdict: Verdict,
    fact: FactIndex,
    conflict: Option<Conflict>,
    /// Which of its propositions.
    said: usize,
    /// How much more general its subject is.
    distance: usize,
}

impl Opinion {
    fn says(self, pack: &Pack) -> &Says {
        &pack.fact(self.fact).says[self.said]
    }
}

/// Returns what the facts of `pack` say about `claim`.
///
/// Alternative subjects and objects are judged one by one, and the best verdict stands: a claim is wrong
/// only if every reading of it is. In a collective claim the worst stands.
#[must_use]
pub fn judge(claim: Claim, pack: &Pack) -> Judged {
    if !claim.stance.is_asserted() {
        return Judged {
            claim,
            verdict: Verdict::NotAsserted,
            fact: None,
            conflict: None,
            said: 0,
            granted: None,
        };
    }
    let chosen = decisive(&claim, pack, |reading| opinion(reading, &claim, pack));
    Judged {
        verdict: chosen.map_or(Verdict::Unverified, |opinion| opinion.verdict),
        fact: chosen.map(|opinion| opinion.fact),
        conflict: chosen.and_then(|opinion| opinion.conflict),
        said: chosen.map_or(0, |opinion| opinion.said),
        granted: None,
        claim,
    }
}

/// Returns what one fact says about a claim that is asserted, whatever nearer or softer facts say; `None` if it
/// is about something else.
#[must_use]
pub fn verdict_of(fact: FactIndex, claim: &Claim, pack: &Pack) -> Option<Verdict> {
    if !claim.stance.is_asserted() {
        return None;
    }
    let chosen = decisive(claim, pack, |reading| {
        opinion_of(fact, reading, claim, pack)
    });
    chosen.map(|opinion| opinion.verdict)
}

/// From the best opinion to the worst; to be unknown is better than to be wrong.
fn rank(opinion: &Option<Opinion>) -> u8 {
    match opinion.map(|opinion| opinion.verdict) {
        Some(Verdict::Supported) => 0,
        Some(Verdict::Compatible) => 1,
        None | Some(Verdict::Unverified | Verdict::NotAsserted) => 2,
        Some(Verdict::Disputed) => 3,
        Some(Verdict::Contradicted) => 4,
    }
}

/// Returns the opinion on a claim that stands, of those on its readings, which have one subject and at most one object
/// each: the first of the best, or the last of the worst where all of them are asserted.
fn decisive(
    claim: &Claim,
    pack: &Pack,
    opinion: impl Fn(Reading<'_>) -> Option<Opinion>,
) -> Option<Opinion> {
    let said = &claim.proposition;
    let subjects = said.subject.iter();
    let subjects = subjects.flat_map(|subject| pack.lattice.readings(*subject));
    let objects = &said.objects.typical;
    let none = objects.is_empty().then_some(None);
    let mut chosen: Option<Option<Opinion>> = None;
    for subject in subjects {
        for object in objects.iter().copied().map(Some).chain(none) {
            let next = opinion(Reading {
                said,
                subject,
                object,
            });
            let stands = chosen.is_none_or(|chosen| match said.collective {
                true => rank(&next) >= rank(&chosen),
                false => rank(&next) < rank(&chosen),
            });
            if stands {
                chosen = Some(next);
            }
        }
    }
    chosen.flatten()
}

fn opinion(reading: Reading<'_>, claim: &Claim, pack: &Pack) -> Option<Opinion> {
    let facts = &pack.facts_by_predicate[reading.said.predicate.0 as usize];
    let kinds = pack.lattice.kinds(reading.subject);
    let opinions: SmallVec<[Opinion; 4]> = facts
        .iter()
        .filter(|index| may_speak_of(kinds, pack.fact(**index)))
        .filter_map(|index| opinion_of(*index, reading, claim, pack))
        .collect();
    // What never happens is decided first; else the facts nearest to the subject decide, and of those the
    // softer one.
    let ruled_out = opinions.iter().find(|opinion| {
        opinion.conflict == Some(Conflict::WrongObject) && opinion.says(pack).impossible
    });
    let nearest = opinions
        .iter()
        .filter(|opinion| opinion.verdict != Verdict::Compatible)
        .map(|opinion| opinion.distance)
        .min();
    let of = |verdict: Verdict| {
        opinions
            .iter()
            .find(|opinion| opinion.verdict == verdict && Some(opinion.distance) == nearest)
    };
    // A general fact supports only what no nearer one speaks of.
    let own = opinions.iter().map(|opinion| opinion.distance).min();
    let supported = of(Verdict::Supported).filter(|opinion| Some(opinion.distance) == own);
    ruled_out
        .or(supported)
        .or_else(|| of(Verdict::Disputed))
        .or_else(|| of(Verdict::Contradicted))
        .or_else(|| opinions.first())
        .copied()
}

/// Tells whether a fact may say anything about a subject that is each of `kinds`.
fn may_speak_of(kinds: &[ConceptId], fact: &Fact) -> bool {
    fact.says.iter().any(|said| {
        let said = &said.proposition;
        said.objects.exclusive || said.subject.iter().any(|subject| kinds.contains(subject))
    })
}

fn opinion_of(
    index: FactIndex,
    reading: Reading<'_>,
    claim: &Claim,
    pack: &Pack,
) -> Option<Opinion> {
    let fact = pack.fact(index);
    let is_left = |left: &ConceptId| reading.object == Some(*left) || reading.subject == *left;
    // The propositions of a fact hold together: what goes against one of them is wrong, and what one of them lets
    // pass is still compared with the others.
    let (at, said, (verdict, conflict)) = fact
        .says
        .iter()
        .enumerate()
        .filter_map(|(at, said)| {
            let comparison = compare_reading(reading, &said.proposition, &pack.lattice);
            if comparison == Comparison::Unrelated {
                return None;
            }
            Some((at, said, weighed(comparison, said, claim, pack)?))
        })
        .min_by_key(|(_, _, (verdict, _))| match verdict {
            Verdict::Contradicted => 0,
            Verdict::Disputed => 1,
            Verdict::Supported => 2,
            _ => 3,
        })?;
    if fact.left_to.iter().any(is_left) {
        return None;
    }
    Some(Opinion {
        verdict,
        fact: index,
        conflict,
        said: at,
        distance: distance(reading.subject, &said.proposition, pack),
    })
}

/// Returns what one proposition of a fact makes of a claim that compares with it like this; `None` if nothing.
fn weighed(
    comparison: Comparison,
    said: &Says,
    claim: &Claim,
    pack: &Pack,
) -> Option<(Verdict, Option<Conflict>)> {
    match comparison {
        Comparison::Agrees => Some((Verdict::Supported, None)),
        Comparison::Compatible => Some((Verdict::Compatible, None)),
        Comparison::Contradicts(conflict) => Some(match weigh(conflict, said, claim, pack) {
            Some(verdict) => (verdict, Some(conflict)),
            None => (Verdict::Compatible, None),
        }),
        Comparison::Unrelated => None,
    }
}

/// Returns how much of a conflict is left once the claim's firmness and the fact's narrower rules are
/// taken into account; `None` if nothing is.
fn weigh(conflict: Conflict, said: &Says, claim: &Claim, pack: &Pack) -> Option<Verdict> {
    let excused = has_company(&said.unless_with, claim, pack);
    let needed = said.flag_only_with.is_empty() || has_company(&said.flag_only_with, claim, pack);
    if said.ceiling == Ceiling::Silent || excused || !needed {
        return None;
    }
    // "One of the longest" gives no first place away.
    let shared = claim
        .cues
        .iter()
        .any(|cue| pack.cue(*cue).role == Some(Role::OneOf));
    if conflict == Conflict::Rank && shared {
        return None;
    }
    // "It is unlikely that ..." takes it back.
    let unlikely = claim
        .cues
        .iter()
        .any(|cue| pack.cue(*cue).role == Some(Role::Unlikely));
    let named = matches!(
        conflict,
        Conflict::WrongObject | Conflict::DoubtfulObject | Conflict::Rank
    );
    if unlikely && named {
        return None;
    }
    if said.emergency {
        return Some(Verdict::Contradicted);
    }
    let possible = claim.modality >= Modality::Possible;
    // That something is rare denies that it is the usual answer.
    let object = matches!(conflict, Conflict::WrongObject | Conflict::DoubtfulObject);
    if claim.modality == Modality::Rare && object && !said.impossible {
        return None;
    }
    // What is usual may be missing here and there.
    if claim.modality == Modality::Possible && conflict == Conflict::DeniesTypical {
        return None;
    }
    if !conflict.is_firm() {
        return (!possible).then_some(Verdict::Disputed);
    }
    let hedged = possible && !said.impossible && conflict != Conflict::Frequency;
    let passed_on = claim.modality == Modality::Reported || claim.stance == Stance::Attributed;
    Some(if hedged || passed_on {
        Verdict::Disputed
    } else {
        Verdict::Contradicted
    })
}

fn has_company(wanted: &[Selector], claim: &Claim, pack: &Pack) -> bool {
    wanted.iter().any(|selector| match selector {
        Selector::Cue(cue) => claim.cues.contains(cue),
        other => claim
            .concepts
            .iter()
            .any(|concept| pack.selects(*other, *concept)),
    })
}

/// Returns how many steps the subject of a fact is above that of a claim; 0 for the same one.
fn distance(subject: ConceptId, said: &Proposition, pack: &Pack) -> usize {
    let above = pack.lattice.upwards(subject);
    let steps = said
        .subject
        .iter()
        .filter_map(|subject| above.iter().position(|other| other == subject));
    steps.min().unwrap_or(usize::MAX)
}
