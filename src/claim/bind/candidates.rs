//! Which predicates a clause can have claims of: most lack a word that they cannot do without.

use std::ops::Range;

use std::borrow::Cow;

use smallvec::SmallVec;

use super::{Claim, Place};
use crate::claim::answer::question_before;
use crate::mention::inside;
use crate::pack::{Bits, Inherit, Predicate, PredicateKind, Wanted};
use crate::proposition::PredicateId;

/// Predicates that are worth trying: a handful.
pub(super) type Candidates = SmallVec<[PredicateId; 16]>;

impl Place<'_> {
    /// Returns the predicates that are worth trying on the clause, in ascending order; all others find nothing in it.
    /// `claims` are those made so far.
    pub(super) fn candidates(&self, claims: &[Claim]) -> Candidates {
        let is_own = |id: &PredicateId| self.pack.predicate(*id).pack == Some(self.home);
        if self.takes_words_from_before() {
            let all = (0..).zip(&self.pack.predicates);
            return all.map(|(at, _)| PredicateId(at)).filter(is_own).collect();
        }
        let mut found = self.named(claims);
        self.add_quantities(&mut found);
        let judges = self.judges_another();
        if judges {
            found.add(self.pack.askers.stances.row());
        }
        if found.is_empty() {
            return Candidates::new();
        }
        let around = self.lists_around();
        // A clause may leave out what the one before said.
        let goes_on = self.said_in_sentence(claims).next().is_some();
        let is_said = |id: PredicateId| {
            let mut said = self.said_in_sentence(claims);
            said.any(|claim| claim.proposition.predicate == id)
        };
        let may_claim = |id: &PredicateId| {
            let predicate = self.pack.predicate(*id);
            self.has_required(predicate, &around) && self.has_named(predicate, judges)
                || goes_on && is_said(*id)
        };
        let askers = &self.pack.askers;
        let candidates = found
            .iter()
            .filter(|at| goes_on || askers.may_do_with(*at, &around))
            .filter_map(|at| u32::try_from(at).ok().map(PredicateId));
        candidates.filter(may_claim).filter(is_own).collect()
    }

    /// Returns the lists that ask for something in the clause, its label or, for items and cells, what leads in to them.
    fn lists_around(&self) -> Cow<'_, Bits> {
        let mut lists = Cow::Borrowed(self.lists());
        if let Some(label) = self.label() {
            let of_label = self.sentence.mentions.lists(label, self.pack);
            lists.to_mut().add(of_label.row());
        }
        if self.in_list_or_table() {
            lists.to_mut().add(self.lists_above().row());
        }
        lists
    }

    /// Tells whether the clause may judge what it doesn't name: "..., although guidance advises against it".
    fn judges_another(&self) -> bool {
        self.judging().verdict().is_some() && !self.names_advisable(self.tokens())
    }

    /// Returns those of `claims`, which end with the ones made last, that are made of the sentence; the last first.
    pub(super) fn said_in_sentence<'a>(
        &self,
        claims: &'a [Claim],
    ) -> impl Iterator<Item = &'a Claim> {
        let (block, start) = (self.block, self.sentence.span.start);
        let claims = claims.iter().rev();
        claims.take_while(move |claim| claim.block == block && claim.clause.start >= start)
    }

    /// Returns the predicates that have a concept of the clause for an object or, where that is enough, for a subject.
    fn named(&self, claims: &[Claim]) -> Bits {
        let askers = &self.pack.askers;
        let mut objects = Bits::new(self.pack.predicates.len());
        let mut subjects = Bits::new(self.pack.predicates.len());
        for mention in &self.sentence.mentions.concepts {
            if inside(&mention.tokens, self.tokens()) {
                for concept in &mention.concepts {
                    objects.add(askers.object.row(concept.0 as usize));
                    subjects.add(askers.subject.row(concept.0 as usize));
                }
            }
        }
        // No clause before can hold the subject.
        if self.clause == 0 {
            objects.keep_any(subjects.row(), askers.inheriting.row());
        }
        // "It points to L5": the object may stand in the sentence before.
        if self.opens_with_pronoun() {
            objects.add(subjects.row());
            return objects;
        }
        let mut without_object = Bits::new(self.pack.predicates.len());
        self.add_said(&mut without_object, claims);
        if self.clause > 0 || self.in_list_or_table() {
            without_object.add(askers.by_layout.row());
        }
        subjects.keep_any(without_object.row(), askers.stances.row());
        objects.add(subjects.row());
        objects
    }

    /// Tells whether what a predicate needs may stand in another clause or sentence: in the question that the clause
    /// answers, in what "the latter" is set against, or nowhere, in a question itself.
    fn takes_words_from_before(&self) -> bool {
        self.names_one_of_two() || self.is_inverted() || self.question().is_some()
    }

    /// Adds the predicates of claims of the sentence: a clause may leave out what the one before said.
    fn add_said(&self, found: &mut Bits, claims: &[Claim]) {
        for claim in self.said_in_sentence(claims) {
            found.insert(claim.proposition.predicate.0 as usize);
        }
    }

    fn add_quantities(&self, found: &mut Bits) {
        for number in &self.sentence.mentions.numbers {
            if inside(&number.tokens, self.tokens()) {
                for predicates in self.pack.askers.quantities(number.amount.unit) {
                    found.add(predicates.row());
                }
            }
        }
    }

    /// Tells whether a part of the sentence names something that can be advised or advised against.
    pub(super) fn names_advisable(&self, part: &Range<usize>) -> bool {
        let askers = &self.pack.askers;
        let mentions = &self.sentence.mentions;
        let mut cues = mentions.cues.iter();
        let mut concepts = mentions.concepts.iter();
        concepts.any(|mention| {
            let mut meanings = mention.concepts.iter();
            inside(&mention.tokens, part)
                && meanings.any(|one| askers.advisable_concepts.contains(one.0 as usize))
        }) || cues.any(|mention| {
            askers.advisable_cues.contains(mention.cue.0 as usize) && inside(&mention.tokens, part)
        })
    }

    /// Tells whether the clause may be an answer that begins with its figure.
    fn follows_question(&self) -> bool {
        question_before(self.article, self.read, self.block, self.at).is_some()
    }

    /// Tells whether something of each list that `predicate` requires stands in the clause or `around` it; for a length of
    /// time, it may stand in the question before.
    fn has_required(&self, predicate: &Predicate, around: &Bits) -> bool {
        let has = |wanted: &Wanted| around.contains(wanted.list().0 as usize);
        // Layout may stand for the words.
        let requires = || predicate.layout || predicate.requires.iter().all(has);
        match predicate.kind {
            PredicateKind::Relation | PredicateKind::Frequency => {
                let between = &predicate.between;
                requires() && (predicate.layout || between.is_empty() || has(between))
            }
            PredicateKind::Count => has(&predicate.counted) && requires(),
            PredicateKind::Duration => requires() || self.follows_question(),
            PredicateKind::Share | PredicateKind::Measure | PredicateKind::Stance => requires(),
        }
    }

    /// Tells whether what `predicate` speaks of is named in the clause or may be named around it; `judges` is whether the
    /// clause judges what it doesn't name.
    fn has_named(&self, predicate: &Predicate, judges: bool) -> bool {
        let (subject, object) = (&predicate.subject, &predicate.object);
        match predicate.kind {
            PredicateKind::Relation | PredicateKind::Frequency => {
                if self.holds(object) {
                    self.holds(subject) || self.may_inherit(subject, predicate)
                } else {
                    let lent = || predicate.layout && self.may_be_lent(object);
                    self.holds(subject) && (self.opens_with_pronoun() || lent())
                }
            }
            PredicateKind::Stance => {
                self.holds(subject) || judges && self.may_inherit(subject, predicate)
            }
            PredicateKind::Share
            | PredicateKind::Duration
            | PredicateKind::Count
            | PredicateKind::Measure => self.holds(subject) || self.may_inherit(subject, predicate),
        }
    }

    /// Tells whether something that [`Self::inherited`] looks at names what is `wanted`.
    fn may_inherit(&self, wanted: &Wanted, predicate: &Predicate) -> bool {
        let before_here = || self.clause > 0 && self.sentence.holds(wanted);
        match predicate.inherit {
            Inherit::Never => predicate.layout && (before_here() || self.layout_holds(wanted)),
            Inherit::Sentence => before_here(),
            Inherit::Context => {
                let before = || self.sentence_before();
                let topic = self.theme().topic;
                topic.is_some_and(|topic| self.pack.asks_for(wanted, topic))
                    || before_here()
                    || self.layout_holds(wanted)
                    || before().is_some_and(|(_, before)| before.holds(wanted))
                    || self.chain_before().any(|before| before.holds(wanted))
            }
        }
    }

    /// Tells whether a label before the clause or, for items and cells, what leads in to them names what is `wanted`.
    fn may_be_lent(&self, wanted: &Wanted) -> bool {
        self.clause > 0 && self.sentence.holds(wanted)
            || self.in_list_or_table() && self.layout_holds(wanted)
    }
}
