//! Entries of all files into their tables, each under its id.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::model::{ClassId, FactIndex, SourceIndex};
use super::super::schema::{PackFile, Ref};
use super::{Loader, Placed, number};
use crate::proposition::{ConceptId, CueId, PredicateId};

impl Loader<'_> {
    pub(super) fn parse(&mut self) -> Vec<Placed<PackFile>> {
        let mut parsed = Vec::with_capacity(self.files.len());
        for (file, text) in self.files.iter().enumerate() {
            match toml::from_str::<PackFile>(&text.text) {
                Ok(entry) => parsed.push(Placed { file, entry }),
                Err(err) => {
                    let at = err.span().unwrap_or(0..0);
                    self.problem(file, at, err.message().to_owned(), None);
                }
            }
        }
        parsed
    }

    /// Puts all entries into their tables and numbers them.
    pub(super) fn collect(&mut self, parsed: Vec<Placed<PackFile>>) {
        for Placed { file, entry } in parsed {
            if let Some(header) = entry.pack {
                self.headers.push(Placed {
                    file,
                    entry: header,
                });
            }
            if let Some(levels) = entry.levels {
                self.levels = Some(Placed {
                    file,
                    entry: levels,
                });
            }
            let replaces = self.files[file].replaces;
            for concept in entry.concept {
                let (list, entry) = (&mut self.concepts, concept);
                let slot = place(
                    &mut self.names.concepts,
                    list,
                    entry,
                    file,
                    replaces,
                    ConceptId,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for cue in entry.cue {
                let slot = place(
                    &mut self.names.cues,
                    &mut self.cues,
                    cue,
                    file,
                    replaces,
                    CueId,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for predicate in entry.predicate {
                let list = &mut self.predicates;
                let slot = place(
                    &mut self.names.predicates,
                    list,
                    predicate,
                    file,
                    replaces,
                    PredicateId,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for fact in entry.fact {
                let slot = place(
                    &mut self.names.facts,
                    &mut self.facts,
                    fact,
                    file,
                    replaces,
                    FactIndex,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for source in entry.source {
                let list = &mut self.sources;
                let slot = place(
                    &mut self.names.sources,
                    list,
                    source,
                    file,
                    replaces,
                    SourceIndex,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
        }
        for concept in &self.concepts {
            for class in &concept.entry.class {
                let next = ClassId(number(self.names.classes.len()));
                self.names
                    .classes
                    .entry(class.get_ref().clone())
                    .or_insert(next);
            }
        }
        self.report_shared_names();
    }

    /// One name must not mean two things: classes, concepts and cues are looked up together.
    pub(super) fn report_shared_names(&mut self) {
        let names = &self.names;
        let shared = |name: &String| {
            let taken = [
                names.classes.contains_key(name),
                names.concepts.contains_key(name),
                names.cues.contains_key(name),
            ];
            taken.into_iter().filter(|taken| *taken).count() > 1
        };
        let concepts = self
            .concepts
            .iter()
            .map(|placed| (placed.file, &placed.entry.id));
        let classes = self
            .concepts
            .iter()
            .flat_map(|placed| placed.entry.class.iter().map(|class| (placed.file, class)));
        let mut found: BTreeMap<String, (usize, Range<usize>)> = BTreeMap::new();
        for (file, name) in concepts.chain(classes) {
            if shared(name.get_ref()) {
                found
                    .entry(name.get_ref().clone())
                    .or_insert((file, name.span()));
            }
        }
        for (name, (file, at)) in found {
            let message = format!("`{name}` names more than one of a class, a concept and a cue");
            self.problem(file, at, message, Some("rename one of them".to_owned()));
        }
    }

    pub(super) fn report_duplicate(
        &mut self,
        duplicate: Option<(String, Range<usize>)>,
        file: usize,
    ) {
        if let Some((id, at)) = duplicate {
            self.problem(file, at, format!("`{id}` is defined twice"), None);
        }
    }
}

/// Puts `entry` into `list` under its id: at the end, or over an older one where it may replace it.
/// Returns the id and its place in the file if it is taken.
fn place<T, I: Copy>(
    names: &mut FxHashMap<String, I>,
    list: &mut Vec<Placed<T>>,
    entry: T,
    file: usize,
    replaces: bool,
    number_of: fn(u32) -> I,
    id_of: fn(&T) -> &Ref,
) -> Option<(String, Range<usize>)> {
    let id = id_of(&entry).get_ref().clone();
    if let Entry::Vacant(free) = names.entry(id.clone()) {
        free.insert(number_of(number(list.len())));
        list.push(Placed { file, entry });
        return None;
    }
    if !replaces {
        let at = id_of(&entry).span();
        return Some((id, at));
    }
    let older = list
        .iter_mut()
        .find(|other| *id_of(&other.entry).get_ref() == id);
    *older.expect("a taken id is in the list") = Placed { file, entry };
    None
}
