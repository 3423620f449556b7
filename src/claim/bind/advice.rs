//! Advice: is something recommended or advised against, and how firmly?

use std::ops::Range;

use super::Place;
use super::subject::Subject;
use crate::claim::read::context_blocks;
use crate::claim::scope::is_denied;
use crate::claim::{Claim, Modality};
use crate::markup::BlockKind;
use crate::mention::{ConceptMention, Naming, inside};
use crate::pack::{PredicateKind, Role};
use crate::proposition::{Objects, Polarity, PredicateId, Proposition};

/// How far before a verb phrase the word stands that orders or forbids it, in tokens.
const ORDER: usize = 4;

/// For or against, firmly or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Force {
    polarity: Polarity,
    firm: bool,
}

const DO: Force = Force {
    polarity: Polarity::Affirmed,
    firm: true,
};
const DO_NOT: Force = Force {
    polarity: Polarity::Denied,
    firm: true,
};

impl Force {
    fn weak(self) -> Self {
        Self {
            firm: false,
            ..self
        }
    }

    fn turned(self) -> Self {
        Self {
            polarity: self.polarity.flipped(),
            ..self
        }
    }
}

pub(super) fn bind(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    let mentions = place.mentions(predicate, &predicate.subject, clause);
    if mentions.is_empty() {
        bind_inherited(place, id, claims);
        return;
    }
    if place.holds_any(&predicate.excludes, clause) || !place.meets(&predicate.requires, clause) {
        return;
    }
    for mention in mentions {
        let force = match is_command(place, mention) {
            true => ordered(place, mention),
            false => noun_before(place, mention.tokens.start)
                .map(|force| match framed(place, mention) {
                    Some(DO_NOT) => force.turned(),
                    _ => force,
                })
                .or_else(|| replaced(place, mention))
                .or_else(|| praised(place, &mention.tokens))
                .or_else(|| framed(place, mention)),
        };
        if let Some(force) = force {
            let subject = Subject {
                concepts: mention.concepts.clone(),
                at: Some((place.block, place.sentence.span_of(&mention.tokens))),
                by_layout: false,
            };
            claims.push(claim(place, id, subject, &mention.tokens, force));
        }
    }
}

/// "Keep moving instead of staying in bed": the clause orders something in place of it.
fn replaced(place: &Place<'_>, mention: &ConceptMention) -> Option<Force> {
    let clause = place.tokens();
    let start = mention.tokens.start;
    let cue = place
        .sentence
        .roles(Role::InsteadOf, clause, place.pack)
        .find(|cue| cue.end <= start && start <= cue.end + 1)?;
    let before = clause.start..cue.start;
    let ordered = place.sentence.mentions.concepts.iter().any(|other| {
        other.how == Naming::Command
            && inside(&other.tokens, &before)
            && ordered(place, other) == Some(DO)
    });
    ordered.then_some(DO_NOT)
}

/// Tells whether a mention is a verb phrase that orders something, or begins with one.
fn is_command(place: &Place<'_>, mention: &ConceptMention) -> bool {
    mention.how == Naming::Command
        || mention.how == Naming::Pieces
            && place.sentence.mentions.concepts.iter().any(|other| {
                other.how == Naming::Command && other.tokens.start == mention.tokens.start
            })
}

/// "..., although guidance advises against it": the clause judges what an earlier one named.
fn bind_inherited(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    if place.holds_any(&predicate.excludes, clause) || !place.meets(&predicate.requires, clause) {
        return;
    }
    // What names something that can be advised itself judges that.
    let stances = place
        .pack
        .predicates
        .iter()
        .filter(|other| other.kind == PredicateKind::Stance);
    let mut subjects = stances.flat_map(|other| &other.subject);
    let names_another =
        subjects.any(|selector| place.sentence.mentions.holds(*selector, clause, place.pack));
    if names_another {
        return;
    }
    let Some(force) = praised(place, clause) else {
        return;
    };
    if let Some(subject) = place.inherited(&predicate.subject, predicate) {
        claims.push(claim(place, id, subject, clause, force));
    }
}

fn claim(
    place: &Place<'_>,
    id: PredicateId,
    subject: Subject,
    focus: &Range<usize>,
    force: Force,
) -> Claim {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    let (cues, concepts) = place.company(clause);
    let modality = match place.modality(clause) {
        _ if !force.firm => Modality::Possible,
        Modality::Absolute => Modality::Absolute,
        other => other,
    };
    Claim {
        proposition: Proposition {
            subject: subject.concepts,
            predicate: id,
            objects: Objects::default(),
            quantity: None,
            polarity: force.polarity,
            frequency: None,
            population: place.population(predicate),
            collective: false,
        },
        block: place.block,
        clause: place.sentence.span_of(clause),
        focus: place.sentence.span_of(focus),
        subject_at: subject.at,
        stance: place.stance,
        modality,
        cues,
        concepts,
    }
}

/// A verb phrase: ordered or forbidden by the words before it, or by standing first.
fn ordered(place: &Place<'_>, mention: &ConceptMention) -> Option<Force> {
    let start = mention.tokens.start;
    let clause = place.tokens();
    match (words_before(place, start), framed(place, mention)) {
        // "Do not: - stop walking"
        (Some(force), Some(DO_NOT)) => return Some(force.turned()),
        (Some(force), _) | (None, Some(force)) => return Some(force),
        (None, None) => {}
    }
    let first = start == clause.start || {
        let before = clause.start..start;
        let connecting = place
            .sentence
            .roles(Role::Coordinator, &before, place.pack)
            .any(|cue| cue.end == start);
        let comma = place.sentence.tokens[start - 1].is_mark(',');
        connecting || comma || is_numbered(place, start)
    };
    first.then_some(DO)
}

fn is_numbered(place: &Place<'_>, start: usize) -> bool {
    place.sentence.tokens[..start].iter().all(|token| {
        matches!(
            token.kind,
            crate::sentence::TokenKind::Number(_) | crate::sentence::TokenKind::Mark(_)
        )
    })
}

/// The word right before that orders, forbids or spares what follows.
fn words_before(place: &Place<'_>, start: usize) -> Option<Force> {
    let clause = place.tokens();
    let before = start.saturating_sub(ORDER).max(clause.start)..start;
    // "No reason not to walk" forbids nothing.
    let hidden = |cue: &Range<usize>| {
        let mut others = place
            .sentence
            .roles(Role::PseudoNegation, clause, place.pack);
        others.any(|other| inside(cue, &other))
    };
    let last = |role| {
        place
            .sentence
            .roles(role, &before, place.pack)
            .filter(|cue| role != Role::MustNot || !hidden(cue))
            .max_by_key(|cue| cue.end)
    };
    let must = last(Role::Must).map(|cue| {
        // "Nobody needs to": the need is denied, not the thing.
        let denied = is_denied(place.scopes, &cue, None, &[]);
        (cue, if denied { DO_NOT.weak() } else { DO })
    });
    let forces = [
        last(Role::NeedNot).map(|cue| (cue, DO_NOT.weak())),
        last(Role::MustNot).map(|cue| (cue, DO_NOT)),
        must,
    ];
    let nearest = forces
        .into_iter()
        .flatten()
        .max_by_key(|(cue, _)| (cue.end, cue.len()))?;
    Some(nearest.1)
}

/// A noun right behind the word that forbids it, or behind one that orders and a verb such as "have" or
/// "use": "avoid bed rest", "you should have an MRI".
fn noun_before(place: &Place<'_>, start: usize) -> Option<Force> {
    let clause = place.tokens();
    let before = start.saturating_sub(ORDER).max(clause.start)..start;
    let used = place
        .sentence
        .roles(Role::Use, &before, place.pack)
        .min_by_key(|cue| cue.start);
    let verb = used.filter(|cue| start - cue.end <= 1);
    let order_end = verb.as_ref().map_or(start, |cue| cue.start);
    let force = words_before(place, order_end)?;
    let reach = order_end.saturating_sub(2)..order_end;
    let roles = [Role::Must, Role::MustNot, Role::NeedNot];
    let adjacent = roles.into_iter().any(|role| {
        place.sentence.mentions.cues.iter().any(|cue| {
            place.pack.cue(cue.cue).role == Some(role)
                && cue.tokens.end > reach.start
                && cue.tokens.end <= order_end
        })
    });
    (adjacent && (verb.is_some() || force.polarity == Polarity::Denied)).then_some(force)
}

/// Words that praise or condemn: "is recommended", "helps", "advises against".
fn praised(place: &Place<'_>, subject: &Range<usize>) -> Option<Force> {
    let clause = place.tokens();
    let mut found: Vec<(Range<usize>, Force)> = Vec::new();
    let roles = [
        (Role::ForStrong, DO),
        (Role::ForWeak, DO.weak()),
        (Role::AgainstStrong, DO_NOT),
        (Role::AgainstWeak, DO_NOT.weak()),
        (Role::NeedNot, DO_NOT.weak()),
    ];
    for (role, force) in roles {
        for cue in place.sentence.roles(role, clause, place.pack) {
            found.push((cue, force));
        }
    }
    let spans: Vec<Range<usize>> = found.iter().map(|(cue, _)| cue.clone()).collect();
    found.retain(|(cue, _)| {
        let hidden = spans
            .iter()
            .any(|other| other.len() > cue.len() && inside(cue, other));
        let apart = cue.end <= subject.start || subject.end <= cue.start || *subject == *clause;
        !hidden && apart
    });
    let turned = found.iter().map(|(cue, force)| {
        let denied = is_denied(place.scopes, cue, None, &spans);
        match (denied, force) {
            (
                true,
                Force {
                    polarity: Polarity::Denied,
                    ..
                },
            ) => force.turned().weak(),
            (
                true,
                Force {
                    polarity: Polarity::Affirmed,
                    ..
                },
            ) => force.turned(),
            (false, _) => *force,
        }
    });
    let forces: Vec<Force> = turned.collect();
    let first = *forces.first()?;
    let agreed = forces.iter().all(|force| force.polarity == first.polarity);
    let firm = forces.iter().any(|force| force.firm);
    // "Not always necessary", "rarely recommended": how often turns the praise.
    let seldom = place
        .frequency(clause)
        .is_some_and(|how_often| how_often.low == 0.0 && how_often.high > 0.0);
    let force = Force { firm, ..first };
    let force = if seldom { force.turned().weak() } else { force };
    // Praise and blame in one clause: nobody knows which is meant.
    agreed.then_some(force)
}

/// An item under "Do" or "Avoid".
fn framed(place: &Place<'_>, mention: &ConceptMention) -> Option<Force> {
    let block = &place.article.blocks[place.block];
    // Where the item goes on, what it goes on with decides.
    if place.read[place.block].sentences.len() > 1 {
        return None;
    }
    if !matches!(block.kind, BlockKind::Item | BlockKind::Cell)
        || mention.tokens.start > place.tokens().start + 2
    {
        return None;
    }
    let row = block.cell.and_then(|cell| cell.row_header);
    let framing = context_blocks(block).filter(|at| Some(*at) != row);
    framing.into_iter().find_map(|at| {
        let sentence = place.read[at].sentences.first()?;
        let all = sentence.all();
        // The order opens or closes the heading: "Avoid", "What not to do".
        let frames = |role| {
            sentence
                .roles(role, &all, place.pack)
                .any(|cue| cue.start < 2 || cue.end + 1 >= all.end)
        };
        match (frames(Role::AvoidHeading), frames(Role::DoHeading)) {
            (true, _) => Some(DO_NOT),
            (false, true) => Some(DO),
            (false, false) => None,
        }
    })
}
