//! What is no more than a sign of something, or belongs to something else: "Pain in the groin suggests ...", "If the pain
//! is in the groin, ...", "Plantar fasciitis hurts in the sole".

use std::ops::Range;

use super::subject::Subject;
use super::{Named, Place};
use crate::claim::clause::Opening;
use crate::mention::inside;
use crate::pack::{Predicate, Role};

impl Place<'_> {
    /// Tells whether the clause takes an object of `predicate` for a sign of something, or says it of another condition:
    /// then it does not say it of `subject`, unless the sentence names that. It tells so where each of a series has signs
    /// of its own.
    pub(super) fn belongs_elsewhere(&self, predicate: &Predicate, subject: &Subject) -> bool {
        let named_here = subject
            .at
            .is_some_and(|(block, span)| block == self.block && self.sentence.span.contains(span));
        if named_here || !self.asks_for_series(&predicate.subject) {
            return false;
        }
        let objects = self.mentions(predicate, &predicate.object, self.tokens());
        subject.at.is_some() && self.names_other_condition(&objects)
            || objects.iter().any(|object| {
                self.speaks_for_something(&object.tokens)
                    || self.is_condition(predicate, &object.tokens)
            })
    }

    /// Tells whether the clause names a condition that is not the topic, beside `objects`.
    fn names_other_condition(&self, objects: &Named<'_>) -> bool {
        let away = &self.theme().away;
        let mut names = self.sentence.mentions.concepts.iter();
        self.sentence.holds(away)
            && names.any(|name| {
                inside(&name.tokens, self.tokens())
                    && objects.iter().all(|object| object.tokens != name.tokens)
                    && name.is_one(away, self.pack)
            })
    }

    /// "Pain in the groin suggests a bad hip", "pain in the groin: think of the hip". What speaks for "this root" is said
    /// of it, unless that is denied.
    fn speaks_for_something(&self, object: &Range<usize>) -> bool {
        let (sentence, clause) = (self.sentence, self.tokens());
        let states = |role| sentence.has_role(role, clause);
        let unfinished = !states(Role::Auxiliary) && !states(Role::Verb);
        let next = sentence.clauses.get(self.clause + 1);
        let adds = [Opening::Label, Opening::Relative];
        let next = next.filter(|next| unfinished || adds.contains(&next.opened_by));
        let end = next.map_or(clause.end, |next| next.tokens.end);
        let behind = object.end..end;
        let mut verbs = sentence.roles(Role::SpeaksFor, &behind);
        verbs.any(|verb| {
            let denied = sentence.has_role(Role::Negation, &(object.end..verb.end));
            denied || !sentence.has_role(Role::Pronoun, &(verb.end..end))
        })
    }

    /// Tells whether a clause opens with a condition that by itself holds all of what `predicate` asks for: it is not
    /// said to be so. What follows if "this root" is at fault is said of it.
    fn is_condition(&self, predicate: &Predicate, object: &Range<usize>) -> bool {
        let (sentence, clause) = (self.sentence, self.tokens());
        let Some(condition) = sentence.opening_condition(clause) else {
            return false;
        };
        condition.contains(&object.start)
            && !sentence.has_role(Role::Pronoun, &(condition.end..clause.end))
            && !predicate.requires.is_empty()
            && self.meets_itself(&predicate.requires, &condition)
    }
}
