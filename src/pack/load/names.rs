//! What a name in a pack refers to.

use std::collections::BTreeMap;

use super::super::Wanted;
use super::super::model::{Selector, SourceIndex};
use super::super::schema::Ref;
use super::{Loader, Names};
use crate::proposition::{ConceptId, CueId, PredicateId};

/// After so many mistakes, looking for the nearest name would take longer than it helps.
const MOST_HINTS: usize = 200;

impl Loader<'_> {
    pub(super) fn selectors(&mut self, file: usize, refs: &[Ref]) -> Vec<Selector> {
        let mut selectors = Vec::with_capacity(refs.len());
        for wanted in refs {
            let name = wanted.get_ref();
            let names = &self.names;
            let cue = names.cues.get(name).map(|cue| Selector::Cue(*cue));
            let concept = || names.concepts.get(name).map(|id| Selector::Concept(*id));
            let class = || names.classes.get(name).map(|id| Selector::Class(*id));
            match cue.or_else(concept).or_else(class) {
                Some(selector) => selectors.push(selector),
                None => self.report_unknown(file, wanted, "cue, concept or class", |names| {
                    let concepts = names.concepts.keys().chain(names.classes.keys());
                    Box::new(names.cues.keys().chain(concepts))
                }),
            }
        }
        selectors
    }

    /// Returns what `refs` name as a list with its number.
    pub(super) fn wanted(&mut self, file: usize, refs: &[Ref]) -> Wanted {
        let selectors = self.selectors(file, refs);
        self.numbering.wanted(selectors)
    }

    pub(super) fn concept_list(&mut self, file: usize, refs: &[Ref]) -> Vec<ConceptId> {
        refs.iter()
            .filter_map(|wanted| self.concept(file, wanted))
            .collect()
    }

    pub(super) fn cue_list(&mut self, file: usize, refs: &[Ref]) -> Vec<CueId> {
        refs.iter()
            .filter_map(|wanted| self.cue(file, wanted))
            .collect()
    }

    pub(super) fn concept(&mut self, file: usize, wanted: &Ref) -> Option<ConceptId> {
        let found = self.names.concepts.get(wanted.get_ref()).copied();
        if found.is_none() {
            self.report_unknown(file, wanted, "concept", |names| {
                Box::new(names.concepts.keys())
            });
        }
        found
    }

    pub(super) fn cue(&mut self, file: usize, wanted: &Ref) -> Option<CueId> {
        let found = self.names.cues.get(wanted.get_ref()).copied();
        if found.is_none() {
            self.report_unknown(file, wanted, "cue", |names| Box::new(names.cues.keys()));
        }
        found
    }

    pub(super) fn predicate(&mut self, file: usize, wanted: &Ref) -> Option<PredicateId> {
        let found = self.names.predicates.get(wanted.get_ref()).copied();
        if found.is_none() {
            self.report_unknown(file, wanted, "predicate", |names| {
                Box::new(names.predicates.keys())
            });
        }
        found
    }

    pub(super) fn predicates(&mut self, file: usize, wanted: &[Ref]) -> Vec<PredicateId> {
        wanted
            .iter()
            .filter_map(|wanted| self.predicate(file, wanted))
            .collect()
    }

    pub(super) fn source(&mut self, file: usize, wanted: &Ref) -> Option<SourceIndex> {
        let found = self.names.sources.get(wanted.get_ref()).copied();
        if found.is_none() {
            self.report_unknown(file, wanted, "source", |names| {
                Box::new(names.sources.keys())
            });
        }
        found
    }

    /// Reports `wanted` if no fact has that id.
    pub(super) fn need_fact(&mut self, file: usize, wanted: &Ref) {
        if !self.names.facts.contains_key(wanted.get_ref()) {
            self.report_unknown(file, wanted, "fact", |names| Box::new(names.facts.keys()));
        }
    }

    fn report_unknown(
        &mut self,
        file: usize,
        wanted: &Ref,
        kind: &str,
        known: impl Fn(&Names) -> Box<dyn Iterator<Item = &String> + '_>,
    ) {
        let name = wanted.get_ref();
        if self.names.unread.contains(name) {
            return;
        }
        let hint = self.mistakes.len() < MOST_HINTS;
        let help = hint.then(|| nearest(known(&self.names), name)).flatten();
        self.problem(
            file,
            wanted.span(),
            format!("there is no {kind} `{name}`"),
            help,
        );
    }
}

/// Returns a hint at the known name that looks most like `wanted`, if one is close.
pub(super) fn nearest<'n>(known: impl Iterator<Item = &'n String>, wanted: &str) -> Option<String> {
    let scored: BTreeMap<u64, &String> = known
        .map(|name| ((strsim::jaro_winkler(name, wanted) * 1e6) as u64, name))
        .collect();
    let (score, name) = scored.last_key_value()?;
    (*score > 850_000).then(|| format!("did you mean `{name}`?"))
}
