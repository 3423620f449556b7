//! Which subject goes with which objects where a clause names several.
//!
//! Order ("respectively"), brackets, commas and the words between them decide. Where nothing does, there is no pair.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::{Named, Place};
use crate::claim::clause::Opening;
use crate::claim::scope::Effect;
use crate::mention::{ConceptMention, Naming, inside};
use crate::pack::{Predicate, Role};
use crate::sentence::TokenKind;

/// A subject and an object that belong together.
pub(super) struct Pair<'a> {
    pub(super) subject: Named<'a>,
    pub(super) objects: Named<'a>,
    pub(super) segment: Range<usize>,
    /// Put together by brackets or "respectively": no cue is needed.
    pub(super) by_layout: bool,
}

/// The pairs of a clause: one as a rule.
pub(super) type Pairs<'a> = SmallVec<[Pair<'a>; 1]>;

/// Returns the pairs of a clause that names `subjects` and `objects` of a predicate; none whose parts may belong to
/// something else.
pub(super) fn pairs_of<'a>(
    place: &Place<'a>,
    predicate: &Predicate,
    subjects: Named<'a>,
    objects: Named<'a>,
) -> Pairs<'a> {
    let (subjects, objects) = match place.names_one_of_two() {
        true => (place.chosen_of_two(subjects), place.chosen_of_two(objects)),
        false => (subjects, objects),
    };
    let mut found = Pairs::new();
    if begins_behind_its_verb(place, &subjects, &objects) {
        return found;
    }
    let rivals = rivals(place, predicate);
    // With a member of the series beside it that the predicate doesn't speak of, nobody knows whose it is.
    let is_rivalled = |pair: &Pair<'_>| {
        let mut rivals = rivals.iter();
        rivals.any(|rival| inside(&rival.tokens, &pair.segment))
    };
    for (stretch, subjects, objects) in stretches(place, subjects, objects) {
        for pair in pairs(place, &stretch, subjects, objects, &rivals) {
            if !is_rivalled(&pair) && !is_crossed(place, &pair) && !is_denied_below(place, &pair) {
                found.push(pair);
            }
        }
    }
    found
}

/// Tells whether the topic of another pack stands beside a pair, and is not one of the two itself: nobody knows
/// whose the object is.
fn is_crossed(place: &Place<'_>, pair: &Pair<'_>) -> bool {
    if !place.sentence.holds(&place.theme().others) {
        return false;
    }
    let both = pair.subject.iter().chain(&pair.objects);
    let both: Vec<&Range<usize>> = both.map(|mention| &mention.tokens).collect();
    let mut others = place.theme().others.iter().flat_map(|selector| {
        let mentions = &place.sentence.mentions;
        mentions.find_all(*selector, &pair.segment, place.pack)
    });
    others.any(|other| !both.contains(&&other))
}

/// Tells whether one part of a pair is denied of what stands for the other: "the groin ..., so S1 does not touch it".
fn is_denied_below(place: &Place<'_>, pair: &Pair<'_>) -> bool {
    let sentence = place.sentence;
    if !sentence.roles.contains(Role::Pronoun) {
        return false;
    }
    let mut parts = pair.subject.iter().chain(&pair.objects);
    let Some(last) = parts.clone().map(|part| part.tokens.end).max() else {
        return false;
    };
    let is_auxiliary = |at: usize| sentence.has_role(Role::Auxiliary, &(at..at + 1));
    let mut denials = place.scopes.iter();
    let denied = denials.any(|scope| {
        scope.effect == Effect::Deny
            && last <= scope.cue.start
            && (last..scope.cue.start).all(is_auxiliary)
            && sentence.has_role(Role::Pronoun, &scope.tokens)
    });
    denied && parts.any(|part| part.tokens.end < last)
}

/// Returns the labels of the clause that could be subjects, were they not of another kind: "C5 to C8".
fn rivals<'a>(place: &Place<'a>, predicate: &Predicate) -> Named<'a> {
    let clause = place.tokens();
    let named = place.sentence.mentions.concepts.iter();
    let labels: Named<'_> = named
        .filter(|mention| {
            mention.how == Naming::Label
                && place.is_own(mention)
                && inside(&mention.tokens, clause)
                && !mention.is_one(&predicate.subject, place.pack)
                && !mention.is_one(&predicate.object, place.pack)
        })
        .collect();
    if labels.is_empty() {
        return labels;
    }
    let wants_series = place.asks_for_series(&predicate.subject);
    if wants_series { labels } else { Named::new() }
}

/// Tells whether a clause that goes on behind a side clause opens with its verb and names its subjects only behind all
/// objects: "S1, whose reflex is lost, supplies the sole, and L4, whose ...".
fn begins_behind_its_verb(
    place: &Place<'_>,
    subjects: &[&ConceptMention],
    objects: &[&ConceptMention],
) -> bool {
    let clause = place.tokens();
    let first = clause.start..(clause.start + 1).min(clause.end);
    let opens_with_verb = [Role::Verb, Role::Auxiliary]
        .into_iter()
        .any(|role| place.sentence.has_role(role, &first));
    let last = objects.iter().map(|object| object.tokens.end).max();
    place.sentence.clauses[place.clause].opened_by == Opening::Resumed
        && opens_with_verb
        && !subjects.is_empty()
        && subjects
            .iter()
            .all(|subject| last.is_some_and(|last| last <= subject.tokens.start))
}

/// A part of a clause that states one thing, with its subjects and objects.
type Stretch<'a> = (Range<usize>, Named<'a>, Named<'a>);

/// Cuts a clause where a label opens a statement of its own, "S1 does not ..., and L4 is ...": what stands on one side
/// does not go with what stands on the other. A part without a subject or object is left out; where none has both, the
/// clause stays whole if nothing has to be kept apart.
fn stretches<'a>(
    place: &Place<'_>,
    subjects: Named<'a>,
    objects: Named<'a>,
) -> SmallVec<[Stretch<'a>; 1]> {
    let clause = place.tokens();
    let mut both = subjects.iter().chain(&objects);
    if subjects.is_empty() || !both.any(|mention| mention.how == Naming::Label) {
        return smallvec![(clause.clone(), subjects, objects)];
    }
    let opening = |at: &usize| {
        let both = subjects.iter().chain(&objects);
        both.into_iter()
            .any(|mention| mention.how == Naming::Label && place.states_anew(*at, &mention.tokens))
    };
    let borders: Vec<usize> = place
        .sentence
        .roles(Role::Coordinator, clause)
        .map(|cue| cue.start)
        .filter(opening)
        .collect();
    if borders.is_empty() {
        return smallvec![(clause.clone(), subjects, objects)];
    }
    let starts = [clause.start].into_iter().chain(borders.iter().copied());
    let ends = borders.iter().copied().chain([clause.end]);
    starts
        .zip(ends)
        .map(|(start, end)| {
            let stretch = start..end;
            let within = |mention: &&&ConceptMention| inside(&mention.tokens, &stretch);
            let subjects: Named<'_> = subjects.iter().filter(within).copied().collect();
            let objects: Named<'_> = objects.iter().filter(within).copied().collect();
            (stretch, subjects, objects)
        })
        .filter(|(_, subjects, objects)| !subjects.is_empty() && !objects.is_empty())
        .collect()
}

/// Returns which subject goes with which objects in a part of the clause.
fn pairs<'a>(
    place: &Place<'_>,
    clause: &Range<usize>,
    subjects: Named<'a>,
    objects: Named<'a>,
    rivals: &[&ConceptMention],
) -> Pairs<'a> {
    let one = |subject: Named<'a>, objects: Named<'a>, segment, by_layout| Pair {
        subject,
        objects,
        segment,
        by_layout,
    };
    if place
        .sentence
        .has_role(Role::Respectively, &place.sentence.all())
    {
        return in_order(place, &subjects, &objects)
            .into_iter()
            .map(|(subject, object)| {
                one(smallvec![subject], smallvec![object], clause.clone(), true)
            })
            .collect();
    }
    if is_glossed(place, &subjects, &objects) {
        return smallvec![one(subjects, objects, clause.clone(), true)];
    }
    if let Some(pairs) = glossed(place, &subjects, &objects) {
        return pairs
            .into_iter()
            .map(|(subject, objects)| one(smallvec![subject], objects, clause.clone(), true))
            .collect();
    }
    if let Some(pairs) = glossed(place, &objects, &subjects) {
        let pairs = pairs.into_iter().flat_map(|(object, subjects)| {
            let each = subjects.into_iter();
            each.map(move |subject| (subject, object))
        });
        return pairs
            .map(|(subject, object)| {
                one(smallvec![subject], smallvec![object], clause.clone(), true)
            })
            .collect();
    }
    if let Some(pairs) = bracketed(place, &subjects, &objects) {
        return pairs
            .into_iter()
            .map(|(subject, objects)| one(smallvec![subject], objects, clause.clone(), true))
            .collect();
    }
    let rivals = rivals.iter().filter(|rival| inside(&rival.tokens, clause));
    let rivals: Named<'_> = rivals.copied().collect();
    if subjects.len() + rivals.len() < 2 {
        let objects = own_objects(place, &subjects, objects);
        return smallvec![one(subjects, objects, clause.clone(), false)];
    }
    let places = |mentions: &[&ConceptMention]| {
        mentions
            .iter()
            .map(|mention| mention.tokens.clone())
            .collect()
    };
    let mut candidates: Vec<Range<usize>> = places(&subjects);
    candidates.extend(places(&rivals));
    let segments = place.segments(clause, &[candidates, places(&objects)]);
    segments
        .into_iter()
        .map(|segment| {
            let within = |mention: &&&ConceptMention| inside(&mention.tokens, &segment);
            let subject: Named<'_> = subjects.iter().filter(within).copied().collect();
            let objects = objects.iter().filter(within).copied().collect();
            let objects = own_objects(place, &subject, objects);
            one(subject, objects, segment.clone(), false)
        })
        .collect()
}

/// Returns the objects of the only subject. What a comma or an "and" parts from it goes with something else where others
/// follow it: "Weakness of the big toe points to L5, a lost ankle jerk to S1".
fn own_objects<'a>(
    place: &Place<'_>,
    subjects: &[&ConceptMention],
    mut objects: Named<'a>,
) -> Named<'a> {
    let [subject] = subjects else { return objects };
    let follows = |object: &&ConceptMention| object.tokens.start >= subject.tokens.end;
    if !objects.iter().any(follows) {
        return objects;
    }
    let joined = |object: &ConceptMention| {
        object.tokens.end > subject.tokens.start
            || place
                .soft_borders(&(object.tokens.end..subject.tokens.start))
                .is_empty()
    };
    objects.retain(|object| joined(object));
    objects
}

/// Returns which subject goes with which object by their order.
///
/// "Numbness of the big toe and loss of the ankle jerk point to L5 and S1, respectively": where the lists are of
/// unequal length, the parts of the sentence that hold the shorter one are counted instead. With unequal counts nobody
/// knows what goes with what.
fn in_order<'a>(
    place: &Place<'_>,
    subjects: &[&'a ConceptMention],
    objects: &[&'a ConceptMention],
) -> Vec<(&'a ConceptMention, &'a ConceptMention)> {
    if subjects.len() == objects.len() {
        return subjects
            .iter()
            .copied()
            .zip(objects.iter().copied())
            .collect();
    }
    let subjects_are_longer = subjects.len() > objects.len();
    let (longer, shorter) = match subjects_are_longer {
        true => (subjects, objects),
        false => (objects, subjects),
    };
    let (Some(first), Some(last)) = (longer.first(), longer.last()) else {
        return Vec::new();
    };
    let clause = place.tokens();
    let before = shorter
        .iter()
        .all(|mention| mention.tokens.end <= first.tokens.start);
    let side = if before {
        clause.start..first.tokens.start
    } else {
        last.tokens.end..clause.end
    };
    let mut borders = place.soft_borders(&side);
    // "..., and ..." is one border.
    borders.dedup_by(|next, border| *next <= *border + 1);
    if borders.len() + 1 != longer.len() {
        return Vec::new();
    }
    shorter
        .iter()
        .filter(|mention| inside(&mention.tokens, &side))
        .map(|mention| {
            let part = borders
                .iter()
                .filter(|border| **border <= mention.tokens.start)
                .count();
            match subjects_are_longer {
                true => (longer[part], *mention),
                false => (*mention, longer[part]),
            }
        })
        .collect()
}

/// "L5 (outer shin, big toe)": one subject with nothing but a bracket behind it, which names things and joins them.
fn is_glossed(
    place: &Place<'_>,
    subjects: &[&ConceptMention],
    objects: &[&ConceptMention],
) -> bool {
    let [subject] = subjects else { return false };
    let (clause, tokens) = (place.tokens(), &place.sentence.tokens);
    let opening = subject.tokens.end;
    let is_opened = tokens.get(opening).is_some_and(|token| token.is_mark('('));
    let closing = (opening..clause.end).find(|at| tokens[*at].is_mark(')'));
    let Some(closing) = closing.filter(|at| at + 2 >= clause.end && is_opened) else {
        return false;
    };
    let bracket = opening..closing;
    subject.tokens.start == clause.start
        && objects
            .iter()
            .all(|object| inside(&object.tokens, &bracket))
        && holds_names_only(place, &bracket)
}

/// Tells whether a part of the sentence holds nothing but names, marks and what joins names.
fn holds_names_only(place: &Place<'_>, part: &Range<usize>) -> bool {
    let (tokens, named) = (&place.sentence.tokens, &place.sentence.mentions.concepts);
    let joiners: Vec<Range<usize>> = place.sentence.roles(Role::Coordinator, part).collect();
    part.clone().all(|at| {
        matches!(tokens[at].kind, TokenKind::Mark(_))
            || joiners.iter().any(|joiner| joiner.contains(&at))
            || named.iter().any(|mention| mention.tokens.contains(&at))
    })
}

/// "L4 (inner shin, knee), L5 (big toe) and S1 (heel)", "the knee jerk (L4) and the ankle jerk (S1)": heads, each with
/// a bracket behind it that holds nothing but names; either all heads or all that stands in the brackets are labels.
/// Returns the heads with their names, where all `names` stand in brackets and nothing is denied; else nothing.
fn glossed<'a>(
    place: &Place<'_>,
    heads: &[&'a ConceptMention],
    names: &[&'a ConceptMention],
) -> Option<Vec<(&'a ConceptMention, Named<'a>)>> {
    let tokens = &place.sentence.tokens;
    let clause = place.tokens();
    let are_labels = |mentions: &[&ConceptMention]| {
        let mut mentions = mentions.iter();
        mentions.all(|mention| mention.how == Naming::Label)
    };
    let opens = |head: &&'a ConceptMention| {
        let next = tokens.get(head.tokens.end);
        next.is_some_and(|token| token.is_mark('('))
    };
    let labelled = are_labels(heads) || are_labels(names);
    // "L5 and S1 (heel)": a bracket may go with a head before it, too.
    let paired = heads.len() + names.len() > 2 && heads.iter().all(opens);
    if !paired || !labelled || !place.scopes.is_empty() {
        return None;
    }
    let mut pairs = Vec::with_capacity(heads.len());
    let mut in_brackets = 0;
    for head in heads {
        let opening = head.tokens.end;
        let closing = (opening..clause.end).find(|at| tokens[*at].is_mark(')'))?;
        let bracket = opening..closing;
        if !holds_names_only(place, &bracket) {
            return None;
        }
        let mine = names.iter().copied();
        let mine: Named<'_> = mine.filter(|name| inside(&name.tokens, &bracket)).collect();
        in_brackets += mine.len();
        if !mine.is_empty() {
            pairs.push((*head, mine));
        }
    }
    (in_brackets == names.len()).then_some(pairs)
}

/// "outer edge (S1), inner shin (L4)": every subject stands in brackets behind its objects.
fn bracketed<'a>(
    place: &Place<'_>,
    subjects: &[&'a ConceptMention],
    objects: &[&'a ConceptMention],
) -> Option<Vec<(&'a ConceptMention, Named<'a>)>> {
    let tokens = &place.sentence.tokens;
    let in_brackets = |mention: &ConceptMention| {
        let before = mention.tokens.start.checked_sub(1).map(|at| &tokens[at]);
        let after = tokens.get(mention.tokens.end);
        before.is_some_and(|token| token.is_mark('('))
            && after.is_some_and(|token| token.is_mark(')'))
    };
    if subjects.is_empty() || !subjects.iter().all(|subject| in_brackets(subject)) {
        return None;
    }
    let mut from = place.tokens().start;
    let mut pairs = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let between = from..subject.tokens.start;
        let mine: Named<'_> = objects
            .iter()
            .filter(|object| inside(&object.tokens, &between))
            .copied()
            .collect();
        if mine.is_empty() {
            return None;
        }
        pairs.push((*subject, mine));
        from = subject.tokens.end;
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::super::{Known, Place};
    use super::pairs_of;
    use crate::claim::one::{BUILT_IN, sentence};
    use crate::claim::{Stance, Topic, find_scopes};
    use crate::markup::Article;
    use crate::pack::PackIndex;

    /// Compares the pairs of roots and places of the first clause of `text` with what is expected.
    #[track_caller]
    fn check(text: &str, expected: &[(&[&str], &[&str])]) {
        let pack = &BUILT_IN.pack;
        let read = sentence(text);
        let scopes = find_scopes(&read, pack);
        let article = Article::default();
        let place = Place {
            article: &article,
            read: &[],
            pack,
            home: PackIndex(0),
            block: 0,
            at: 0,
            sentence: &read,
            clause: 0,
            scopes: &scopes,
            stance: Stance::Author,
            topic: Topic::Own,
            known: &Known::default(),
        };
        let felt_in = pack.predicates.iter().find(|one| one.id == "felt-in");
        let felt_in = felt_in.unwrap();
        let subjects = place.mentions(felt_in, &felt_in.subject, place.tokens());
        let objects = place.mentions(felt_in, &felt_in.object, place.tokens());
        let words = |mentions: &[&crate::mention::ConceptMention]| -> Vec<String> {
            let spans = mentions.iter().map(|mention| read.span_of(&mention.tokens));
            spans.map(|span| text[span.range()].to_owned()).collect()
        };
        let found: Vec<_> = pairs_of(&place, felt_in, subjects, objects)
            .iter()
            .map(|pair| (words(&pair.subject), words(&pair.objects)))
            .collect();
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let expected: Vec<(Vec<String>, Vec<String>)> = expected
            .iter()
            .map(|(subjects, objects)| (owned(subjects), owned(objects)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn one_subject_has_all_objects() {
        check(
            "S1 is felt in the calf and the heel.",
            &[(&["S1"], &["calf", "heel"])],
        );
    }

    #[test]
    fn order_decides_where_it_is_said_to() {
        check(
            "L5 and S1 are felt in the big toe and the heel, respectively.",
            &[(&["L5"], &["big toe"]), (&["S1"], &["heel"])],
        );
        check(
            "L5 and S1 are felt in the big toe, the shin and the heel, respectively.",
            &[],
        );
    }

    #[test]
    fn each_subject_has_what_stands_on_its_side() {
        check(
            "L5 is felt in the big toe and S1 in the heel.",
            &[(&["L5"], &["big toe"]), (&["S1"], &["heel"])],
        );
    }

    #[test]
    fn brackets_name_what_stands_before_them() {
        check(
            "It is felt in the heel (S1) and the big toe (L5).",
            &[(&["S1"], &["heel"]), (&["L5"], &["big toe"])],
        );
    }

    #[test]
    fn a_stranger_of_the_series_parts_what_it_stands_between() {
        check(
            "C6 is felt in the thumb and S1 in the heel.",
            &[(&["S1"], &["heel"])],
        );
    }
}
