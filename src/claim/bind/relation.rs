//! Relations: a subject and an object in one clause, or one of them in its context.

use std::ops::Range;

use super::Place;
use super::subject::Subject;
use crate::claim::clause::Opening;
use crate::claim::scope::{is_denied, tokens_of};
use crate::claim::{Claim, Modality};
use crate::mention::{ConceptMention, Naming};
use crate::pack::{Pack, Predicate, PredicateKind, Role, Selector};
use crate::proposition::{ConceptId, Interval, Objects, Polarity, PredicateId, Proposition};
use crate::sentence::TokenKind;
use crate::source::ProseSpan;

/// How often something happens that is stated without any word on it, in percent.
const BARE: Interval = Interval {
    low: 80.0,
    high: 100.0,
};
/// How often something happens that can happen.
const CAN: Interval = Interval {
    low: 0.1,
    high: 100.0,
};

/// A subject and an object that belong together.
struct Pair<'a> {
    subject: Vec<&'a ConceptMention>,
    objects: Vec<&'a ConceptMention>,
    segment: Range<usize>,
    /// Put together by brackets or "respectively": no cue is needed.
    by_layout: bool,
}

pub(super) fn bind(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    let clause = place.tokens();
    let subjects = place.mentions(predicate, &predicate.subject, clause);
    let objects = place.mentions(predicate, &predicate.object, clause);
    if objects.is_empty() {
        bind_without_object(place, id, &subjects, claims);
        return;
    }
    // "L5 – big toe": the label is the subject.
    let labelled = || place.label_subject(predicate, &predicate.subject).is_some();
    if subjects.is_empty() && !labelled() && bind_elliptic_object(place, id, &objects, claims) {
        return;
    }
    let (subjects, objects) = (place.chosen_of_two(subjects), place.chosen_of_two(objects));
    if begins_behind_its_verb(place, &subjects, &objects) {
        return;
    }
    let rivals = rivals(place, predicate);
    for pair in stretches(place, subjects, objects)
        .into_iter()
        .flat_map(|(stretch, subjects, objects)| pairs(place, &stretch, subjects, objects, &rivals))
    {
        let inside_pair =
            |rival: &&ConceptMention| crate::mention::inside(&rival.tokens, &pair.segment);
        // With a member of the series beside it that the predicate doesn't speak of, nobody knows whose it is.
        if !rivals.iter().any(inside_pair) && !is_crossed(place, &pair) {
            bind_pair(place, id, &pair, claims);
        }
    }
}

/// Tells whether the topic of another pack stands beside a pair, and is not one of the two itself: nobody knows
/// whose the object is.
fn is_crossed(place: &Place<'_>, pair: &Pair<'_>) -> bool {
    let both = pair.subject.iter().chain(&pair.objects);
    let both: Vec<&Range<usize>> = both.map(|mention| &mention.tokens).collect();
    let mut others = place.theme().others.iter().flat_map(|selector| {
        let mentions = &place.sentence.mentions;
        mentions.find_all(*selector, &pair.segment, place.pack)
    });
    others.any(|other| !both.contains(&&other))
}

/// Returns the labels of the clause that could be subjects, were they not of another kind: "C5 to C8".
fn rivals<'a>(place: &Place<'a>, predicate: &Predicate) -> Vec<&'a ConceptMention> {
    let clause = place.tokens();
    let named = place.sentence.mentions.concepts.iter();
    let labels: Vec<&ConceptMention> = named
        .filter(|mention| {
            mention.how == Naming::Label
                && place.is_own(mention)
                && crate::mention::inside(&mention.tokens, clause)
                && !mention.is_any(&predicate.subject, place.pack)
                && !mention.is_any(&predicate.object, place.pack)
        })
        .collect();
    if labels.is_empty() {
        return labels;
    }
    let wants_series = place.pack.levels.iter().any(|levels| {
        levels.singles.iter().flatten().any(|single| {
            let mut selectors = predicate.subject.iter();
            selectors.any(|selector| place.pack.selects(*selector, *single))
        })
    });
    if wants_series { labels } else { Vec::new() }
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
        .any(|role| place.sentence.has_role(role, &first, place.pack));
    let last = objects.iter().map(|object| object.tokens.end).max();
    place.sentence.clauses[place.clause].opened_by == Opening::Resumed
        && opens_with_verb
        && !subjects.is_empty()
        && subjects
            .iter()
            .all(|subject| last.is_some_and(|last| last <= subject.tokens.start))
}

/// A part of a clause that states one thing, with its subjects and objects.
type Stretch<'a> = (
    Range<usize>,
    Vec<&'a ConceptMention>,
    Vec<&'a ConceptMention>,
);

/// Cuts a clause where a label opens a statement of its own, "S1 does not ..., and L4 is ...": what stands on one side
/// does not go with what stands on the other. A part without a subject or object is left out; where none has both, the
/// clause stays whole if nothing has to be kept apart.
fn stretches<'a>(
    place: &Place<'_>,
    subjects: Vec<&'a ConceptMention>,
    objects: Vec<&'a ConceptMention>,
) -> Vec<Stretch<'a>> {
    let clause = place.tokens();
    let opening = |at: &usize| {
        let both = subjects.iter().chain(&objects);
        both.into_iter()
            .any(|mention| mention.how == Naming::Label && place.states_anew(*at, &mention.tokens))
    };
    let borders: Vec<usize> = place
        .sentence
        .roles(Role::Coordinator, clause, place.pack)
        .map(|cue| cue.start)
        .filter(opening)
        .collect();
    if borders.is_empty() || subjects.is_empty() {
        return vec![(clause.clone(), subjects, objects)];
    }
    let starts = [clause.start].into_iter().chain(borders.iter().copied());
    let ends = borders.iter().copied().chain([clause.end]);
    starts
        .zip(ends)
        .map(|(start, end)| {
            let stretch = start..end;
            let within =
                |mention: &&&ConceptMention| crate::mention::inside(&mention.tokens, &stretch);
            let subjects: Vec<_> = subjects.iter().filter(within).copied().collect();
            let objects: Vec<_> = objects.iter().filter(within).copied().collect();
            (stretch, subjects, objects)
        })
        .filter(|(_, subjects, objects)| !subjects.is_empty() && !objects.is_empty())
        .collect()
}

/// Returns which subject goes with which objects in a part of the clause.
fn pairs<'a>(
    place: &Place<'_>,
    clause: &Range<usize>,
    subjects: Vec<&'a ConceptMention>,
    objects: Vec<&'a ConceptMention>,
    rivals: &[&ConceptMention],
) -> Vec<Pair<'a>> {
    let one = |subject: Vec<&'a ConceptMention>,
               objects: Vec<&'a ConceptMention>,
               segment,
               by_layout| Pair {
        subject,
        objects,
        segment,
        by_layout,
    };
    if place
        .sentence
        .has_role(Role::Respectively, &place.sentence.all(), place.pack)
    {
        return in_order(place, &subjects, &objects)
            .into_iter()
            .map(|(subject, object)| one(vec![subject], vec![object], clause.clone(), true))
            .collect();
    }
    if is_glossed(place, &subjects, &objects) {
        return vec![one(subjects, objects, clause.clone(), true)];
    }
    if let Some(pairs) = bracketed(place, &subjects, &objects) {
        return pairs
            .into_iter()
            .map(|(subject, objects)| one(vec![subject], objects, clause.clone(), true))
            .collect();
    }
    let rivals: Vec<&ConceptMention> = rivals
        .iter()
        .filter(|rival| crate::mention::inside(&rival.tokens, clause))
        .copied()
        .collect();
    if subjects.len() + rivals.len() < 2 {
        return vec![one(subjects, objects, clause.clone(), false)];
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
            let within =
                |mention: &&&ConceptMention| crate::mention::inside(&mention.tokens, &segment);
            let subject = subjects.iter().filter(within).copied().collect();
            let objects = objects.iter().filter(within).copied().collect();
            one(subject, objects, segment.clone(), false)
        })
        .collect()
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
        .filter(|mention| crate::mention::inside(&mention.tokens, &side))
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
    let named = &place.sentence.mentions.concepts;
    let joiners: Vec<Range<usize>> = place
        .sentence
        .roles(Role::Coordinator, &bracket, place.pack)
        .collect();
    let fits = |at: usize| {
        matches!(tokens[at].kind, TokenKind::Mark(_))
            || joiners.iter().any(|joiner| joiner.contains(&at))
            || named.iter().any(|mention| mention.tokens.contains(&at))
    };
    subject.tokens.start == clause.start
        && objects
            .iter()
            .all(|object| crate::mention::inside(&object.tokens, &bracket))
        && bracket.clone().all(fits)
}

/// "outer edge (S1), inner shin (L4)": every subject stands in brackets behind its objects.
fn bracketed<'a>(
    place: &Place<'_>,
    subjects: &[&'a ConceptMention],
    objects: &[&'a ConceptMention],
) -> Option<Vec<(&'a ConceptMention, Vec<&'a ConceptMention>)>> {
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
        let mine: Vec<&ConceptMention> = objects
            .iter()
            .filter(|object| crate::mention::inside(&object.tokens, &between))
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

fn bind_pair(place: &Place<'_>, id: PredicateId, pair: &Pair<'_>, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    if place.holds_any(&predicate.excludes, &pair.segment) {
        return;
    }
    // What a label lends it may also spoil: "Most common cause of back pain: ..."
    let lent = !place.meets_itself(&predicate.requires, place.tokens());
    if lent && place.label_holds_any(&predicate.excludes) {
        return;
    }
    let subjects = subjects_of(place, predicate, pair);
    if subjects.is_empty() {
        return;
    }
    // "Not always": neither so nor not so.
    let vague = place
        .frequency(&pair.segment)
        .is_some_and(|how_often| how_often.low == 0.0 && how_often.high >= 60.0);
    if (vague || place.denies_all(&pair.segment)) && predicate.kind == PredicateKind::Relation {
        return;
    }
    for (subject, mentions) in subjects {
        let by_layout = pair.by_layout || subject.by_layout;
        if subject.by_layout && place.is_headed_by_denial(predicate) {
            continue;
        }
        // What spoils the statement may stand beside the subject: "the injection numbs you and ...; this is normal".
        if mentions.is_empty() && place.is_spoilt_where_named(predicate, &subject) {
            continue;
        }
        let granted = by_layout && predicate.layout;
        if !granted && !place.meets(&required(place, predicate), place.tokens()) {
            continue;
        }
        let objects: Vec<&ConceptMention> = pair
            .objects
            .iter()
            .filter(|object| {
                let near = mentions.is_empty() && !granted;
                mentions
                    .iter()
                    .all(|subject| fits(place, predicate, subject, object))
                    && !(near && is_unlinked(place, predicate, object))
            })
            .copied()
            .collect();
        for object in objects {
            if !is_beside(place, predicate, &mentions, object) {
                claims.extend(claim(place, id, &subject, &mentions, object, &pair.segment));
            }
        }
    }
}

/// Most tokens between two names that are only joined: "S1 pain plus groin pain".
const JOINED: usize = 4;

/// Tells whether subject and object have each the same kind of word behind them and are only joined: they stand side by
/// side.
fn is_beside(
    place: &Place<'_>,
    predicate: &Predicate,
    subjects: &[&ConceptMention],
    object: &ConceptMention,
) -> bool {
    let [subject] = subjects else { return false };
    let asked: Vec<Selector> = predicate.requires.iter().flatten().copied().collect();
    let asked = tokens_of(place.sentence, &asked, place.tokens(), place.pack);
    let followed = |name: &Range<usize>| asked.iter().find(|word| word.start == name.end);
    let (first, second) = match subject.tokens.end <= object.tokens.start {
        true => (&subject.tokens, &object.tokens),
        false => (&object.tokens, &subject.tokens),
    };
    let (Some(word), Some(_)) = (followed(first), followed(second)) else {
        return false;
    };
    let between = word.end..second.start.max(word.end);
    let has = |role| place.sentence.has_role(role, &between, place.pack);
    between.len() <= JOINED && has(Role::Coordinator) && !has(Role::Auxiliary) && !has(Role::Verb)
}

/// Returns the subjects of a pair, each with its mentions in the clause: those named, else what the
/// context gives. Denied ones are denied one by one; affirmed ones are alternatives.
fn subjects_of<'a>(
    place: &Place<'_>,
    predicate: &Predicate,
    pair: &Pair<'a>,
) -> Vec<(Subject, Vec<&'a ConceptMention>)> {
    let own = |mentions: &[&'a ConceptMention]| Subject {
        concepts: mentions
            .iter()
            .flat_map(|mention| mention.concepts.iter().copied())
            .collect(),
        at: mentions
            .first()
            .map(|mention| (place.block, place.sentence.span_of(&mention.tokens))),
        by_layout: false,
    };
    if pair.subject.is_empty() {
        let inherited = place.inherited(&predicate.subject, predicate);
        return inherited
            .map(|subject| (subject, Vec::new()))
            .into_iter()
            .collect();
    }
    let denied = |mention: &&ConceptMention| is_denied(place.scopes, &mention.tokens, None, &[]);
    let split = predicate.collective || pair.subject.len() > 1 && pair.subject.iter().any(denied);
    if split {
        return pair
            .subject
            .iter()
            .map(|mention| (own(&[mention]), vec![*mention]))
            .collect();
    }
    // "Discectomy is an operation for ...": the genus behind its species is no other subject.
    let is_genus = |mention: &ConceptMention| {
        let mut others = pair.subject.iter();
        mention.how == Naming::Name
            && others.any(|species| {
                species.tokens.end <= mention.tokens.start
                    && species.concepts != mention.concepts
                    && species.concepts.iter().all(|species| {
                        mention
                            .concepts
                            .iter()
                            .any(|genus| place.pack.lattice.is_kind_of(*species, *genus))
                    })
            })
    };
    // "Builders are protected by heavy work": what is named again is no other subject.
    let is_repeated = |mention: &ConceptMention| {
        let mut others = pair.subject.iter();
        others.any(|first| {
            first.tokens.end <= mention.tokens.start && first.concepts == mention.concepts
        })
    };
    let mut mentions = pair.subject.clone();
    mentions.retain(|mention| !is_genus(mention) && !is_repeated(mention));
    vec![(own(&mentions), mentions)]
}

/// Tells whether order and the words between subject and object are as the predicate wants them, and that
/// they are not the same words.
fn fits(
    place: &Place<'_>,
    predicate: &Predicate,
    subject: &ConceptMention,
    object: &ConceptMention,
) -> bool {
    // What is said in pieces may stand around the subject: "the morning after a discectomy you may lift bricks".
    let around = object.how == Naming::Pieces
        && object.tokens.start < subject.tokens.start
        && subject.tokens.end < object.tokens.end;
    if around && predicate.subject_first.is_none() && predicate.between.is_empty() {
        return true;
    }
    let (subject, object) = (&subject.tokens, &object.tokens);
    let subject_first = subject.end <= object.start;
    if !subject_first && object.end > subject.start {
        return false;
    }
    if predicate
        .subject_first
        .is_some_and(|wanted| wanted != subject_first)
    {
        return false;
    }
    let between = if subject_first {
        subject.end..object.start
    } else {
        object.end..subject.start
    };
    predicate.between.is_empty()
        || place.holds_any(&predicate.between, &between)
        || place.is_inverted()
}

/// Returns what the clause must hold: in "Is it a ...?" the verb that links both stands first, without an article.
fn required(place: &Place<'_>, predicate: &Predicate) -> Vec<Vec<Selector>> {
    let mut lists = predicate.requires.clone();
    if !predicate.between.is_empty() && place.is_inverted() {
        let names_subject = |list: &Vec<Selector>| {
            let mut subjects = predicate.subject.iter();
            subjects.any(|subject| list.contains(subject))
        };
        lists.retain(|list| *list != predicate.between && !names_subject(list));
    }
    lists
}

/// How far before its object the word that links it to an inherited subject stands, in tokens.
const LINK: usize = 4;

/// Tells whether the word that must stand between subject and object is missing where the subject is
/// inherited: "it is a ...".
fn is_unlinked(place: &Place<'_>, predicate: &Predicate, object: &ConceptMention) -> bool {
    let start = place.tokens().start;
    let before = object.tokens.start.saturating_sub(LINK).max(start)..object.tokens.start + 1;
    let overlapping = |cue: &Range<usize>| cue.start >= before.start && cue.start < before.end;
    !predicate.between.is_empty()
        && !place.is_inverted()
        && !predicate.between.iter().any(|selector| {
            place
                .sentence
                .mentions
                .find_all(*selector, place.tokens(), place.pack)
                .any(|cue| overlapping(&cue))
        })
}

fn claim(
    place: &Place<'_>,
    id: PredicateId,
    subject: &Subject,
    mentions: &[&ConceptMention],
    object: &ConceptMention,
    segment: &Range<usize>,
) -> Option<Claim> {
    let predicate = place.pack.predicate(id);
    let nearest = mentions
        .iter()
        .min_by_key(|mention| mention.tokens.start.abs_diff(object.tokens.start));
    let nearest = nearest.map(|mention| &mention.tokens);
    let denied = denial(place, predicate, &object.tokens, nearest, segment);
    // "Rarely spares": how often it is not so says little about how often it is.
    let rare = || place.modality(predicate, segment) == Modality::Rare;
    if denied && predicate.kind == PredicateKind::Relation && rare() {
        return None;
    }
    // "A normal ankle jerk suggests ... and not S1": what is denied of a finding that is missing is not sure.
    let seen_so = place.is_seen_so(predicate, mentions, segment);
    if seen_so
        && is_denied(
            place.scopes,
            &object.tokens,
            nearest,
            &place.not_negation(predicate, segment),
        )
    {
        return None;
    }
    // "From L4 to S3 (not L4 to S1)": a list that another stands against is no list of what has no part in it.
    if denied && predicate.collective && place.has_affirmed_rival(predicate, object) {
        return None;
    }
    // "S1 is tested here, not S1 there": what is said and denied of one is not sure.
    if denied && place.is_affirmed_elsewhere(predicate, object) {
        return None;
    }
    // "Those who have not improved": says how it is with some, not how often it happens.
    if denied && predicate.kind == PredicateKind::Frequency && place.is_restricted(segment) {
        return None;
    }
    let mut claim = finish(
        place,
        id,
        subject,
        &object.concepts,
        denied,
        &object.tokens,
        segment,
    );
    if seen_so {
        claim.modality = claim.modality.max(Modality::Possible);
    }
    Some(claim)
}

/// Tells whether the statement is denied.
fn denial(
    place: &Place<'_>,
    predicate: &Predicate,
    object: &Range<usize>,
    subject: Option<&Range<usize>>,
    segment: &Range<usize>,
) -> bool {
    let mut ignored = place.not_negation(predicate, segment);
    if predicate.kind == PredicateKind::Frequency {
        // "Never" is a frequency here, not a denial.
        let steps = place.sentence.mentions.cues.iter();
        let steps = steps.filter(|cue| place.pack.cue(cue.cue).interval.is_some());
        ignored.extend(steps.map(|cue| cue.tokens.clone()));
    }
    let denied = is_denied(place.scopes, object, subject, &ignored);
    denied ^ is_turned(place, predicate, object, segment) ^ place.is_led_in_by_denial()
}

/// Tells whether a word of the predicate that denies it stands beside the object: "spared in L4 and lost in S1" parts
/// into two, and in "normal in L4, the other in S1" the word stands for both.
fn is_turned(
    place: &Place<'_>,
    predicate: &Predicate,
    object: &Range<usize>,
    segment: &Range<usize>,
) -> bool {
    let words = |selectors: &[Selector], within: &Range<usize>| {
        tokens_of(place.sentence, selectors, within, place.pack)
    };
    let spoken = place.with_what_it_repeats();
    let turning = words(&predicate.negated_by, &spoken);
    if turning.is_empty() {
        return false;
    }
    let mut states = turning.clone();
    states.extend(words(&predicate.not_negation, &spoken));
    let objects = place.mentions(predicate, &predicate.object, segment);
    let objects = objects.iter().map(|object| object.tokens.clone()).collect();
    let parts = place.segments(segment, &[states.clone(), objects]);
    let own = parts
        .into_iter()
        .find(|part| crate::mention::inside(object, part))
        .unwrap_or_else(|| segment.clone());
    if states
        .iter()
        .any(|state| crate::mention::inside(state, &own))
    {
        return turning
            .iter()
            .any(|word| crate::mention::inside(word, &own));
    }
    let before = states.iter().filter(|state| state.end <= own.start);
    before
        .max_by_key(|state| state.end)
        .is_some_and(|state| turning.contains(state))
}

fn finish(
    place: &Place<'_>,
    id: PredicateId,
    subject: &Subject,
    objects: &[ConceptId],
    denied: bool,
    focus: &Range<usize>,
    segment: &Range<usize>,
) -> Claim {
    let predicate = place.pack.predicate(id);
    let mut modality = place.modality_beside(predicate, segment, focus);
    let mut polarity = if denied {
        Polarity::Denied
    } else {
        Polarity::Affirmed
    };
    let mut frequency = None;
    if predicate.kind == PredicateKind::Frequency {
        let said = match (place.frequency(segment), place.share(segment)) {
            // "80 % never have another one": it happens to the others.
            (Some(never), Some(share)) if never.high == 0.0 => Some(share.complement_of_hundred()),
            (how_often, share) => how_often.or(share),
        };
        let possible = modality >= Modality::Possible;
        let stated = match said {
            Some(said) => said,
            None if possible => CAN,
            None => BARE,
        };
        frequency = Some(if denied {
            stated.complement_of_hundred()
        } else {
            stated
        });
        polarity = Polarity::Affirmed;
        // How often is part of what is said here, not a hedge.
        if said.is_some() && possible {
            modality = Modality::Typical;
        }
    }
    // An answer that only names a thing goes on in its side clauses: "A scan, which is the only way."
    let spoken = match place.question() {
        Some(_) => place.sentence.all(),
        None => place.tokens().clone(),
    };
    let (cues, concepts) = place.company(&spoken);
    let named: Vec<ProseSpan> = subject
        .at
        .filter(|(block, _)| *block == place.block)
        .map(|(_, span)| span)
        .into_iter()
        .collect();
    let fitting = |concept: &&ConceptId| {
        let mut selectors = predicate.object.iter();
        selectors.any(|selector| place.pack.selects(*selector, **concept))
    };
    let objects = objects
        .iter()
        .filter(fitting)
        .flat_map(|object| place.pack.lattice.readings(*object))
        .collect();
    Claim {
        proposition: Proposition {
            subject: fitting_subjects(place, predicate, &subject.concepts),
            predicate: id,
            objects: Objects::plain(objects),
            quantity: None,
            polarity,
            frequency,
            population: place.population(predicate, &named),
            collective: predicate.collective,
        },
        block: place.block,
        clause: place.sentence.span_of(segment),
        focus: place.sentence.span_of(focus),
        subject_at: subject.at,
        stance: place.stance,
        modality,
        cues,
        concepts,
    }
}

/// Of what a label may mean, what the predicate speaks of.
fn fitting_subjects(
    place: &Place<'_>,
    predicate: &Predicate,
    subjects: &[ConceptId],
) -> Vec<ConceptId> {
    let fits = |concept: &&ConceptId| {
        let mut selectors = predicate.subject.iter();
        selectors.any(|selector| place.pack.selects(*selector, **concept))
    };
    subjects.iter().filter(fits).copied().collect()
}

/// A clause without an object: its layout may name it ("Reflex: L4"), or the clause before said it ("S1
/// serves the ankle jerk, L4 does not").
fn bind_without_object(
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
        concepts: subjects
            .iter()
            .flat_map(|mention| mention.concepts.iter().copied())
            .collect(),
        at: Some((place.block, place.sentence.span_of(&subjects[0].tokens))),
        by_layout: true,
    };
    let first = &subjects[0].tokens;
    let clause = place.tokens();
    let layout_subject = place
        .label_subject(predicate, &predicate.object)
        .or_else(|| place.layout_object(&predicate.object));
    // A layout lends words, but no things; a question lends nothing that isn't asked.
    let things: Vec<Vec<Selector>> = predicate
        .requires
        .iter()
        .filter(|list| !list.iter().any(|one| matches!(one, Selector::Cue(_))))
        .cloned()
        .collect();
    let wanted = match place.question() {
        Some(_) => &predicate.requires,
        None => &things,
    };
    let lends = !place.label_holds_any(&predicate.excludes) && place.meets(wanted, clause);
    if let Some(object) = layout_subject.filter(|_| predicate.layout && lends) {
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
    let denied = is_denied(place.scopes, first, None, &[]) || has_denial(place);
    claims.push(finish(place, id, &own, &objects, denied, first, clause));
}

/// "L4 serves the ankle jerk, S1 does not": the object is new, the subject is that of the clause before.
/// Returns whether it was read so.
fn bind_elliptic_object(
    place: &Place<'_>,
    id: PredicateId,
    objects: &[&ConceptMention],
    claims: &mut Vec<Claim>,
) -> bool {
    let excludes = &place.pack.predicate(id).excludes;
    if place.holds_any(excludes, place.tokens()) {
        return false;
    }
    let before = said_before(place, id, claims).filter(|_| is_elliptic(place, objects));
    let Some(before) = before else { return false };
    let subject = Subject {
        concepts: before.proposition.subject.clone(),
        at: before.subject_at,
        by_layout: true,
    };
    let denied = has_denial(place);
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

impl Place<'_> {
    /// Tells whether a word that denies the predicate tells of a finding rather than of what is usual: it stands right
    /// before the subject ("a normal ankle jerk"), beside a condition, or is so in some only.
    fn is_seen_so(
        &self,
        predicate: &Predicate,
        subjects: &[&ConceptMention],
        segment: &Range<usize>,
    ) -> bool {
        let turning = tokens_of(self.sentence, &predicate.negated_by, segment, self.pack);
        if turning.is_empty() {
            return false;
        }
        let before_subject = subjects.iter().any(|subject| {
            let opening = subject.tokens.start.saturating_sub(LINK)..subject.tokens.start;
            turning
                .iter()
                .any(|word| crate::mention::inside(word, &opening))
        });
        let in_some = self.share(segment).is_some()
            || self
                .frequency(segment)
                .is_some_and(|how_often| how_often.low < Self::USUAL);
        before_subject || in_some || self.sentence.has_role(Role::Condition, segment, self.pack)
    }

    /// What happens at least so often is usual, in percent; the scale of the language data.
    const USUAL: f64 = 55.0;

    /// Returns the clause, and if it goes on without a verb what stands before it: "S1 spares the knee jerk; L4, the
    /// ankle jerk".
    fn with_what_it_repeats(&self) -> Range<usize> {
        let clause = self.tokens();
        let goes_on = self.sentence.clauses[self.clause].opened_by == Opening::Border;
        let has_verb = [Role::Auxiliary, Role::Verb]
            .into_iter()
            .any(|role| self.sentence.has_role(role, clause, self.pack));
        match goes_on && !has_verb {
            true => 0..clause.end,
            false => clause.clone(),
        }
    }

    /// Tells whether an earlier clause of the sentence names an inherited subject together with what `predicate` excludes.
    fn is_spoilt_where_named(&self, predicate: &Predicate, subject: &Subject) -> bool {
        let Some((block, span)) = subject.at else {
            return false;
        };
        let aside = matches!(
            self.sentence.clauses[self.clause].opened_by,
            Opening::Relative | Opening::Resumed
        );
        let mut clauses = self.sentence.clauses[..self.clause].iter();
        block == self.block
            && !aside
            && clauses.any(|clause| {
                !clause.tokens.is_empty()
                    && self.sentence.span_of(&clause.tokens).contains(span)
                    && self.holds_any(&predicate.excludes, &clause.tokens)
            })
    }

    /// Tells whether the same object stands in the clause once more and nothing denies it.
    fn is_affirmed_elsewhere(&self, predicate: &Predicate, object: &ConceptMention) -> bool {
        let others = self.mentions(predicate, &predicate.object, self.tokens());
        others.iter().any(|other| {
            other.tokens != object.tokens
                && object.how == Naming::Label
                && other.concepts == object.concepts
                && !is_denied(self.scopes, &other.tokens, None, &[])
        })
    }

    /// Tells whether another object stands in the clause that nothing denies.
    fn has_affirmed_rival(&self, predicate: &Predicate, object: &ConceptMention) -> bool {
        let others = self.mentions(predicate, &predicate.object, self.tokens());
        others.iter().any(|other| {
            other.tokens != object.tokens && !is_denied(self.scopes, &other.tokens, None, &[])
        })
    }
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
        .any(|role| place.sentence.has_role(role, place.tokens(), place.pack));
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
    let pack: &Pack = place.pack;
    place
        .sentence
        .has_role(Role::Negation, place.tokens(), pack)
}
