//! Cues and predicates.

use super::super::model::{
    CountsAs, Cue, Disagreement, Form, Inherit, Predicate, PredicateKind, Role,
};
use super::super::schema::{DisagreementEntry, InheritEntry, InheritWord, Order, Ref};
use super::{Loader, Placed};
use crate::pack::Wanted;
use crate::proposition::Interval;

impl Loader<'_> {
    pub(super) fn resolve_cues(&mut self) -> Vec<Cue> {
        let mut resolved = Vec::with_capacity(self.cues.len());
        for Placed { file, entry } in std::mem::take(&mut self.cues) {
            if entry.role == Some(Role::Frequency) && entry.interval.is_none() {
                let message = "a frequency cue needs an `interval`".to_owned();
                self.problem(file, entry.id.span(), message, None);
            }
            if let Some(range) = &entry.interval {
                self.is_range(file, range);
            }
            resolved.push(Cue {
                forms: forms(&entry.forms),
                role: entry.role,
                asked: false,
                in_claims: false,
                interval: entry.interval.map(|range| {
                    let [low, high] = range.into_inner();
                    Interval::new(low, high)
                }),
                id: entry.id.into_inner(),
            });
        }
        resolved
    }

    pub(super) fn resolve_predicates(&mut self) -> Vec<Predicate> {
        let mut resolved = Vec::with_capacity(self.predicates.len());
        for Placed { file, entry } in &std::mem::take(&mut self.predicates) {
            let file = *file;
            if entry.kind == PredicateKind::Measure && entry.unit.is_none() {
                let message = "a predicate of kind `measure` needs a `unit`".to_owned();
                self.problem(file, entry.id.span(), message, None);
            }
            let requires = entry.requires.iter();
            let requires: Vec<Wanted> = requires.map(|list| self.wanted(file, list)).collect();
            let asked = requires.iter().flat_map(|list| list.iter().copied());
            let asked = self.numbering.wanted(asked.collect());
            resolved.push(Predicate {
                id: entry.id.get_ref().clone(),
                pack: self.packs.of_entry(file, &entry.id),
                label: entry.label.clone(),
                kind: entry.kind,
                rule: entry.rule.get_ref().clone(),
                subject: self.wanted(file, &entry.subject),
                object: self.wanted(file, &entry.object),
                requires,
                asked,
                excludes: self.wanted(file, &entry.excludes),
                between: self.wanted(file, &entry.between),
                layout: entry.layout,
                subject_first: match entry.order.unwrap_or(Order::Any) {
                    Order::Any => None,
                    Order::SubjectFirst => Some(true),
                    Order::ObjectFirst => Some(false),
                },
                inherit: match entry.inherit {
                    InheritEntry::Anywhere(true) => Inherit::Context,
                    InheritEntry::Anywhere(false) => Inherit::Never,
                    InheritEntry::Within(InheritWord::Sentence) => Inherit::Sentence,
                },
                anywhere: entry.anywhere,
                collective: entry.collective,
                not_negation: self.wanted(file, &entry.not_negation),
                negated_by: self.wanted(file, &entry.negated_by),
                counted: self.wanted(file, &entry.counted),
                unit: entry.unit,
                by_age: entry.by_age,
                limit: entry.limit,
                exceptions: self.predicates(file, &entry.exceptions),
                disagreement: entry
                    .disagreement
                    .as_ref()
                    .map(|entry| self.disagreement(file, entry)),
            });
        }
        resolved
    }

    fn disagreement(&mut self, file: usize, entry: &DisagreementEntry) -> Disagreement {
        let counts_as = entry.counts_as.as_ref().and_then(|other| {
            Some(CountsAs {
                predicate: self.predicate(file, &other.predicate)?,
                subject: match &other.subject {
                    Some(subject) => Some(self.concept(file, subject)?),
                    None => None,
                },
                turned: other.turned,
            })
        });
        let values = entry.values.iter();
        Disagreement {
            rule: entry.rule.get_ref().clone(),
            single_valued: entry.single_valued,
            values: values.map(|group| self.concept_list(file, group)).collect(),
            only: entry.only,
            winner: entry.winner,
            counts_as,
            frame: self.selectors(file, &entry.frame),
            unless: self.selectors(file, &entry.unless),
            settled: entry.settled,
        }
    }
}

pub(super) fn forms(written: &[Ref]) -> Vec<Form> {
    written
        .iter()
        .map(|form| Form(form.get_ref().clone()))
        .collect()
}
