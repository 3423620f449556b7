//! What a name in a pack refers to.

use std::collections::BTreeMap;

use super::super::model::{Selector, SourceIndex};
use super::super::schema::Ref;
use super::Loader;
use crate::proposition::{ConceptId, CueId, PredicateId};

impl Loader<'_> {
    pub(super) fn selectors(&mut self, file: usize, refs: &[Ref]) -> Vec<Selector> {
        let mut selectors = Vec::with_capacity(refs.len());
        for wanted in refs {
            let name = wanted.get_ref();
            let found = self
                .names
                .cues
                .get(name)
                .map(|cue| Selector::Cue(*cue))
                .or_else(|| {
                    self.names
                        .concepts
                        .get(name)
                        .map(|id| Selector::Concept(*id))
                })
                .or_else(|| self.names.classes.get(name).map(|id| Selector::Class(*id)));
            match found {
                Some(selector) => selectors.push(selector),
                None => {
                    let names = &self.names;
                    let known = names
                        .cues
                        .keys()
                        .chain(names.concepts.keys())
                        .chain(names.classes.keys());
                    let help = nearest(known, name);
                    let message = format!("there is no cue, concept or class `{name}`");
                    self.problem(file, wanted.span(), message, help);
                }
            }
        }
        selectors
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
            let help = nearest(self.names.concepts.keys(), wanted.get_ref());
            let message = format!("there is no concept `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }

    pub(super) fn cue(&mut self, file: usize, wanted: &Ref) -> Option<CueId> {
        let found = self.names.cues.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.cues.keys(), wanted.get_ref());
            let message = format!("there is no cue `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }

    pub(super) fn predicate(&mut self, file: usize, wanted: &Ref) -> Option<PredicateId> {
        let found = self.names.predicates.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.predicates.keys(), wanted.get_ref());
            let message = format!("there is no predicate `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }

    pub(super) fn source(&mut self, file: usize, wanted: &Ref) -> Option<SourceIndex> {
        let found = self.names.sources.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.sources.keys(), wanted.get_ref());
            let message = format!("there is no source `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
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
