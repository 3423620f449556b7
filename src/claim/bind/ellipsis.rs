//! What a clause leaves out because an earlier one has said it: "S1 does not", "the former", "it points to L5".

use super::Place;
use super::relation::{denial, finish};
use super::subject::{Subject, meanings};
use crate::claim::Claim;
use crate::claim::clause::Opening;
use crate::claim::scope::is_denied;
use crate::mention::ConceptMention;
use crate::pack::{Role, Selector};
use crate::proposition::PredicateId;

/// A clause without an object: its layout may name it ("Reflex: L4"), or the clause before said it ("S1
/// serves the ankle jerk, L4 does not").
pub(super) fn bind_without_object(
    place: &Place<'_>,
    id: PredicateId,
    subjects: &[&ConceptMention],
    claims: &mut Vec<Claim>,
) {
    let predicate = place.pack.predicate(id);
    if subjects.is_empty() {
        return;
    }
    let own = Subject {
        concepts: meanings(subjects),
        at: Some((place.block, place.sentence.span_of(&subjects[0].tokens))),
        by_layout: true,
    };
    let first = &subjects[0].tokens;
    let clause = place.tokens();
    let named_by_layout = || {
        let labelled = place.label_subject(predicate, &predicate.object);
        labelled.or_else(|| place.layout_object(&predicate.object))
    };
    let layout_subject = predicate.layout.then(named_by_layout).flatten();
    // A layout lends words, but no things; a question lends nothing that isn't asked.
    let asked = place.question().is_some();
    let wanted = predicate.requires.iter();
    let wanted =
        wanted.filter(|list| asked || !list.iter().any(|one| matches!(one, Selector::Cue(_))));
    let lends = || !place.label_holds_any(&predicate.excludes) && place.meets(wanted, clause);
    if let Some(object) = layout_subject.filter(|_| lends()) {
        if place.is_headed_by_denial(predicate) {
            return;
        }
        let denied = denial(place, predicate, first, None, clause);
        claims.push(finish(
            place,
            id,
            &own,
            &object.concepts,
            denied,
            first,
            clause,
        ));
        return;
    }
    let spoilt = place.holds_any(&predicate.excludes, clause);
    let said = !spoilt && place.meets(&predicate.requires, clause);
    let meant = place
        .pronoun_object(predicate)
        .or_else(|| place.one_of_two(&predicate.object));
    let free = !predicate.requires.is_empty() && predicate.between.is_empty();
    if let Some(object) = meant.filter(|_| said && free) {
        let denied = denial(place, predicate, first, None, clause);
        let objects = &object.concepts;
        claims.push(finish(place, id, &own, objects, denied, first, clause));
        return;
    }
    let before = said_before(place, id, claims).filter(|_| is_elliptic(place, subjects));
    let Some(objects) = before.map(|claim| claim.proposition.objects.typical.clone()) else {
        return;
    };
    let turned = place.holds_any(&predicate.negated_by, clause);
    let denied = turned ^ (is_denied(place.scopes, first, None, &[]) || has_denial(place));
    claims.push(finish(place, id, &own, &objects, denied, first, clause));
}

/// "L4 serves the ankle jerk, S1 does not": the object is new, the subject is that of the clause before.
/// Returns whether it was read so.
pub(super) fn bind_elliptic_object(
    place: &Place<'_>,
    id: PredicateId,
    objects: &[&ConceptMention],
    claims: &mut Vec<Claim>,
) -> bool {
    let predicate = place.pack.predicate(id);
    if place.holds_any(&predicate.excludes, place.tokens()) {
        return false;
    }
    let before = said_before(place, id, claims).filter(|_| is_elliptic(place, objects));
    let Some(before) = before else { return false };
    let subject = Subject {
        concepts: before.proposition.subject.as_slice().into(),
        at: before.subject_at,
        by_layout: true,
    };
    let denied = has_denial(place) ^ place.holds_any(&predicate.negated_by, place.tokens());
    let clause = place.tokens();
    for object in objects {
        claims.push(finish(
            place,
            id,
            &subject,
            &object.concepts,
            denied,
            &object.tokens,
            clause,
        ));
    }
    true
}

/// A subject with hardly more than an auxiliary: "S1 does", "L4 does not".
fn is_elliptic(place: &Place<'_>, subjects: &[&ConceptMention]) -> bool {
    let named: usize = subjects.iter().map(|mention| mention.tokens.len()).sum();
    let others = place
        .sentence
        .mentions
        .concepts
        .iter()
        .filter(|mention| {
            place.is_own(mention) && crate::mention::inside(&mention.tokens, place.tokens())
        })
        .count();
    // "Avoid the former" says something of its own.
    let roles = [
        Role::Must,
        Role::MustNot,
        Role::ForStrong,
        Role::ForWeak,
        Role::AgainstStrong,
        Role::AgainstWeak,
    ];
    let judges = roles
        .into_iter()
        .any(|role| place.sentence.has_role(role, place.tokens()));
    // "L4 = knee jerk, S1 = ...": a label leads in to what follows, and what follows has it for its subject.
    let clauses = &place.sentence.clauses;
    let labelled = clauses[place.clause..]
        .iter()
        .take(2)
        .any(|clause| clause.opened_by == Opening::Label);
    !labelled
        && place.tokens().len() <= named + 6
        && others == subjects.len()
        && place.clause > 0
        && !place.names_one_of_two()
        && !judges
        && !place.names_another_topic(place.sentence, &place.sentence.all())
}

/// Returns the last claim that an earlier clause of the sentence makes with a predicate.
fn said_before<'a>(place: &Place<'_>, id: PredicateId, claims: &'a [Claim]) -> Option<&'a Claim> {
    let mut claims = place.said_in_sentence(claims);
    claims.find(|claim| claim.proposition.predicate == id)
}

fn has_denial(place: &Place<'_>) -> bool {
    place.sentence.has_role(Role::Negation, place.tokens())
}
