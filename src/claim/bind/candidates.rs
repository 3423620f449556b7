//! Which predicates a clause can have claims of: most lack a word that they cannot do without.

use std::ops::Range;

use super::{Claim, Place, advice};
use crate::claim::answer::question_before;
use crate::claim::read::context_blocks;
use crate::mention::inside;
use crate::pack::{Bits, Predicate, PredicateKind, Wanted};
use crate::proposition::PredicateId;

impl Place<'_> {
    /// Returns the predicates that are worth trying on the clause, in ascending order; all others find nothing in it.
    /// `claims` are those made so far.
    pub(super) fn candidates(&self, claims: &[Claim]) -> Vec<PredicateId> {
        if self.takes_words_from_before() {
            let all = (0..).zip(&self.pack.predicates);
            return all.map(|(at, _)| PredicateId(at)).collect();
        }
        let mut found = self.named(claims);
        self.add_quantities(&mut found);
        if self.may_judge() && !self.names_advisable(self.tokens()) {
            found.add(self.pack.askers.stances.row());
        }
        if found.is_empty() {
            return Vec::new();
        }
        let (lists, asked) = (self.lists(), self.follows_question());
        let numbers = found.iter().filter_map(|at| u32::try_from(at).ok());
        let mut candidates: Vec<PredicateId> = numbers.map(PredicateId).collect();
        // A clause may leave out what the one before said.
        candidates.retain(|id| {
            is_supplied(self.pack.predicate(*id), &lists, asked)
                || self
                    .said_in_sentence(claims)
                    .any(|claim| claim.proposition.predicate == *id)
        });
        candidates
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
            let mut complete = subjects.clone();
            complete.add(askers.inheriting.row());
            objects.keep(complete.row());
        }
        // "It points to L5": the object may stand in the sentence before.
        if self.opens_with_pronoun() {
            objects.add(subjects.row());
            return objects;
        }
        let mut without_object = askers.stances.clone();
        if self.clause > 0 || self.in_list_or_table() {
            without_object.add(askers.by_layout.row());
        }
        self.add_said(&mut without_object, claims);
        subjects.keep(without_object.row());
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

    /// Tells whether a word of the clause judges something.
    fn may_judge(&self) -> bool {
        let mut cues = self.sentence.mentions.cues.iter();
        cues.any(|mention| {
            mention.role.is_some_and(advice::is_judging) && inside(&mention.tokens, self.tokens())
        })
    }

    /// Tells whether the clause may be an answer that begins with its figure.
    fn follows_question(&self) -> bool {
        question_before(self.article, self.read, self.block, self.at).is_some()
    }

    /// Returns the lists that ask for something that the clause, its label or, for items and cells, what leads in to
    /// them holds.
    fn lists(&self) -> Bits {
        let mut lists = self.sentence.lists_in(self.tokens(), self.pack);
        if let Some(label) = self.label() {
            lists.add(self.sentence.lists_in(label, self.pack).row());
        }
        if self.in_list_or_table() {
            for at in context_blocks(&self.article.blocks[self.block]) {
                for sentence in &self.read[at].sentences {
                    lists.add(sentence.lists.row());
                }
            }
        }
        lists
    }
}

/// Tells whether `lists` has those of which something stands in every clause that makes a claim of a predicate; `asked`
/// is whether a question may supply it for a figure.
fn is_supplied(predicate: &Predicate, lists: &Bits, asked: bool) -> bool {
    let has = |wanted: &Wanted| lists.contains(wanted.list().0 as usize);
    // Layout may stand for the words.
    let requires = || predicate.layout || predicate.requires.iter().all(has);
    match predicate.kind {
        PredicateKind::Relation | PredicateKind::Frequency => {
            let between = &predicate.between;
            requires() && (predicate.layout || between.is_empty() || has(between))
        }
        PredicateKind::Count => has(&predicate.counted) && requires(),
        PredicateKind::Duration => asked || requires(),
        PredicateKind::Share | PredicateKind::Measure | PredicateKind::Stance => requires(),
    }
}
