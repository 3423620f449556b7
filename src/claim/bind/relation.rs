//! Relations: a subject and an object in one clause, or one of them in its context.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::ellipsis::{bind_elliptic_object, bind_without_object};
use super::pairing::{Pair, pairs_of};
use super::subject::{Subject, meanings};
use super::{Named, Place, narrowed};
use crate::claim::clause::Opening;
use crate::claim::scope::{is_denied, tokens_of};
use crate::claim::{Claim, Modality};
use crate::mention::{ConceptMention, Naming, inside};
use crate::pack::{Predicate, PredicateKind, Role, Wanted};
use crate::proposition::{ConceptId, Interval, Objects, Polarity, PredicateId, Proposition};

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
    if is_spoilt_as_a_whole(place, predicate, &subjects) {
        return;
    }
    for pair in pairs_of(place, predicate, subjects, objects) {
        bind_pair(place, id, &pair, claims);
    }
}

/// Tells whether the clause holds what the predicate excludes, and is not to be cut: it names one subject at most, and no
/// label.
fn is_spoilt_as_a_whole(
    place: &Place<'_>,
    predicate: &Predicate,
    subjects: &[&ConceptMention],
) -> bool {
    let clause = place.tokens();
    let is_label = |name: &ConceptMention| name.how == Naming::Label;
    let mut names = place.sentence.mentions.concepts.iter();
    subjects.len() < 2
        && place.holds(&predicate.excludes)
        && !names.any(|name| is_label(name) && inside(&name.tokens, clause))
}

fn bind_pair(place: &Place<'_>, id: PredicateId, pair: &Pair<'_>, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    if place.holds_any(&predicate.excludes, &pair.segment) {
        return;
    }
    // What a label lends it may also spoil: "Most common cause of back pain: ..."
    let lent = !place.meets_itself(&predicate.requires, place.tokens());
    let spoilt =
        || place.label_holds_any(&predicate.excludes) || place.is_spoilt_where_lent(predicate);
    if lent && spoilt() {
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
        if mentions.is_empty() && place.belongs_elsewhere(predicate, &subject) {
            continue;
        }
        let granted = by_layout && predicate.layout;
        if !granted && !place.meets(required(place, predicate), place.tokens()) {
            continue;
        }
        let near = mentions.is_empty() && !granted;
        for object in &pair.objects {
            let mut named = mentions.iter();
            if named.all(|subject| fits(place, predicate, subject, object))
                && !(near && is_unlinked(place, predicate, object))
                && !is_beside(place, predicate, &mentions, object)
            {
                let made = claim(place, id, &subject, &mentions, object, &pair.segment);
                if let Some(made) = made {
                    claims.push(made);
                }
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
    if !place.sentence.has_role(Role::Coordinator, place.tokens()) {
        return false;
    }
    let asked = tokens_of(place.sentence, &predicate.asked, place.tokens(), place.pack);
    let followed = |name: &Range<usize>| asked.iter().find(|word| word.start == name.end);
    let (first, second) = match subject.tokens.end <= object.tokens.start {
        true => (&subject.tokens, &object.tokens),
        false => (&object.tokens, &subject.tokens),
    };
    let (Some(word), Some(_)) = (followed(first), followed(second)) else {
        return false;
    };
    let between = word.end..second.start.max(word.end);
    let has = |role| place.sentence.has_role(role, &between);
    between.len() <= JOINED && has(Role::Coordinator) && !has(Role::Auxiliary) && !has(Role::Verb)
}

/// Returns the subjects of a pair, each with its mentions in the clause: those named, else what the
/// context gives. Denied ones are denied one by one; affirmed ones are alternatives.
fn subjects_of<'a>(
    place: &Place<'_>,
    predicate: &Predicate,
    pair: &Pair<'a>,
) -> SmallVec<[(Subject, Named<'a>); 1]> {
    let own = |mentions: &[&'a ConceptMention]| Subject {
        concepts: meanings(mentions),
        at: mentions
            .first()
            .map(|mention| (place.block, place.sentence.span_of(&mention.tokens))),
        by_layout: false,
    };
    if pair.subject.is_empty() {
        let inherited = place.inherited(&predicate.subject, predicate);
        return inherited
            .map(|subject| (subject, Named::new()))
            .into_iter()
            .collect();
    }
    let denied = |mention: &&ConceptMention| is_denied(place.scopes, &mention.tokens, None, &[]);
    let split = predicate.collective || pair.subject.len() > 1 && pair.subject.iter().any(denied);
    if split {
        return pair
            .subject
            .iter()
            .map(|mention| (own(&[mention]), smallvec![*mention]))
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
    smallvec![(own(&mentions), mentions)]
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
fn required<'p>(
    place: &Place<'_>,
    predicate: &'p Predicate,
) -> impl Iterator<Item = &'p Wanted> + use<'p> {
    let turned = !predicate.between.is_empty() && place.is_inverted();
    let names_subject = |list: &Wanted| {
        let mut subjects = predicate.subject.iter();
        subjects.any(|subject| list.contains(subject))
    };
    let lists = predicate.requires.iter();
    lists.filter(move |list| !turned || **list != predicate.between && !names_subject(list))
}

/// How far before its object the word that links it to an inherited subject stands, in tokens.
const LINK: usize = 4;

/// Tells whether the word that must stand between subject and object is missing where the subject is
/// inherited: "it is a ...".
fn is_unlinked(place: &Place<'_>, predicate: &Predicate, object: &ConceptMention) -> bool {
    let start = place.tokens().start;
    let before = object.tokens.start.saturating_sub(LINK).max(start)..object.tokens.start + 1;
    let overlapping = |cue: &Range<usize>| before.contains(&cue.start);
    !predicate.between.is_empty()
        && !place.is_inverted()
        && !tokens_of(
            place.sentence,
            &predicate.between,
            place.tokens(),
            place.pack,
        )
        .iter()
        .any(overlapping)
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
    // "Neither L4 (inner shin) nor S1 (heel) ...": what a bracket says aside is not what the words before it deny.
    if denied && place.is_aside(&object.tokens) {
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
    // "Another herniation: 5-15 %": the figure behind the label says how often.
    if predicate.kind == PredicateKind::Frequency && place.is_label_of_figure() {
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
pub(super) fn denial(
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
        let steps = steps.filter(|cue| cue.tells_frequency);
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
    if !place.sentence.holds(&predicate.negated_by) {
        return false;
    }
    let words = |wanted: &Wanted, within: &Range<usize>| {
        tokens_of(place.sentence, wanted, within, place.pack)
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
        .find(|part| inside(object, part))
        .unwrap_or_else(|| segment.clone());
    if states.iter().any(|state| inside(state, &own)) {
        return turning.iter().any(|word| inside(word, &own));
    }
    let before = states.iter().filter(|state| state.end <= own.start);
    before
        .max_by_key(|state| state.end)
        .is_some_and(|state| turning.contains(state))
}

pub(super) fn finish(
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
        let part = place.part_of(predicate, segment, focus);
        let how_often = place.frequency_of(&part, focus.start);
        let said = match (how_often, place.share(&part)) {
            // "80 % never have another one": it happens to the others.
            (Some(never), Some(share)) if never.high == 0.0 => Some(share.complement_of_hundred()),
            (Some(how_often), Some(share)) => Some(narrowed(how_often, share)),
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
    let mut meant = Vec::with_capacity(objects.len());
    for object in objects {
        if place.pack.asks_for(&predicate.object, *object) {
            meant.extend(place.pack.lattice.readings(*object));
        }
    }
    Claim {
        proposition: Proposition {
            subject: fitting_subjects(place, predicate, &subject.concepts),
            predicate: id,
            objects: Objects::plain(meant),
            quantity: None,
            polarity,
            frequency,
            population: place.population(predicate, subject.at.as_slice()),
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
    let mut fitting = subjects.to_vec();
    fitting.retain(|concept| place.pack.asks_for(&predicate.subject, *concept));
    fitting
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
            turning.iter().any(|word| inside(word, &opening))
        });
        let in_some = self.share(segment).is_some()
            || self
                .frequency(segment)
                .is_some_and(|how_often| how_often.low < Self::USUAL);
        before_subject || in_some || self.sentence.has_role(Role::Condition, segment)
    }

    /// Tells whether the clause is a label and a figure or a word for how often follows.
    fn is_label_of_figure(&self) -> bool {
        let labelled = self.sentence.clauses.get(self.clause + 1);
        let labelled = labelled.filter(|_| self.is_label());
        labelled.is_some_and(|next| {
            let mentions = &self.sentence.mentions;
            let mut numbers = mentions.numbers.iter();
            let mut cues = mentions.cues.iter().filter(|cue| cue.tells_frequency);
            numbers.any(|number| inside(&number.tokens, &next.tokens))
                || cues.any(|cue| inside(&cue.tokens, &next.tokens))
        })
    }

    /// What happens at least so often is usual, in percent; the scale of the language data.
    const USUAL: f64 = 55.0;

    /// Returns the words that say how often the object at `focus` happens, where the segment names several: those beside
    /// it, or else what stands before it as well ("usually one leg, rarely both").
    fn part_of(
        &self,
        predicate: &Predicate,
        segment: &Range<usize>,
        focus: &Range<usize>,
    ) -> Range<usize> {
        let objects = self.mentions(predicate, &predicate.object, segment);
        let objects = objects.iter().map(|object| object.tokens.clone()).collect();
        let mut parts = self.segments(segment, &[objects]).into_iter();
        let Some(own) = parts.find(|part| inside(focus, part)) else {
            return segment.clone();
        };
        match self.frequency(&own).or(self.share(&own)) {
            Some(_) => own,
            None => segment.start..own.end,
        }
    }

    /// Returns the clause, and if it goes on without a verb what stands before it: "S1 spares the knee jerk; L4, the
    /// ankle jerk".
    fn with_what_it_repeats(&self) -> Range<usize> {
        let clause = self.tokens();
        let goes_on = self.sentence.clauses[self.clause].opened_by == Opening::Border;
        let has_verb = [Role::Auxiliary, Role::Verb]
            .into_iter()
            .any(|role| self.sentence.has_role(role, clause));
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

    /// "Causes of sciatica, and what looks like it:": tells whether the lead-in or the heading that lends an item its words
    /// holds what `predicate` excludes, too.
    fn is_spoilt_where_lent(&self, predicate: &Predicate) -> bool {
        let block = &self.article.blocks[self.block];
        let lead_in = block.list.and_then(|list| list.lead_in);
        let mut above = lead_in.or(block.headings.last().copied()).into_iter();
        block.list.is_some()
            && above.any(|at| {
                let mut sentences = self.read[at].sentences.iter();
                sentences.any(|sentence| {
                    let mut required = predicate.requires.iter();
                    required.any(|list| sentence.holds(list)) && sentence.holds(&predicate.excludes)
                })
            })
    }

    /// Tells whether a part of the clause stands in brackets, and no denial stands in them with it.
    fn is_aside(&self, part: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let mut before = (self.tokens().start..part.start).rev();
        let bracket = before.find(|at| tokens[*at].is_mark('(') || tokens[*at].is_mark(')'));
        let Some(open) = bracket.filter(|at| tokens[*at].is_mark('(')) else {
            return false;
        };
        !self.sentence.has_role(Role::Negation, &(open..part.start))
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
