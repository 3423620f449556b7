//! Entries of all files into their tables, each under its id.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::model::{ClassId, FactIndex, FileIndex, Override, SourceIndex};
use super::super::schema::{
    ConceptEntry, CueEntry, FactEntry, MythEntry, PackFile, PredicateEntry, Ref, SourceEntry,
};
use super::packs::Packs;
use super::{Loader, MythNumber, PackText, Placed, number};
use crate::proposition::{ConceptId, CueId, PredicateId};
use crate::source::LineIndex;

/// What an entry met under its id.
enum Met {
    Nothing,
    /// One of an earlier layer, in this file; it was replaced.
    Earlier(usize),
    /// One of its own layer, or of another pack; it was kept.
    Twin {
        id: Ref,
        file: usize,
        at: Range<usize>,
    },
}

impl Loader<'_> {
    /// Puts all entries into their tables and numbers them.
    pub(super) fn collect(&mut self, mut parsed: Vec<Placed<PackFile>>) {
        self.collect_packs(&mut parsed);
        for Placed { file, entry } in parsed {
            if let Some(levels) = entry.levels {
                self.put_levels(file, levels);
            }
            for entry in entry.concept {
                let (names, list) = (&mut self.names.concepts, &mut self.concepts);
                let met = put(names, list, Placed { file, entry }, self.files, &self.packs);
                self.report_twin(file, met);
            }
            for entry in entry.cue {
                let (names, list) = (&mut self.names.cues, &mut self.cues);
                let met = put(names, list, Placed { file, entry }, self.files, &self.packs);
                self.report_twin(file, met);
            }
            for entry in entry.predicate {
                let (names, list) = (&mut self.names.predicates, &mut self.predicates);
                let met = put(names, list, Placed { file, entry }, self.files, &self.packs);
                self.report_twin(file, met);
            }
            for entry in entry.fact {
                self.put_fact(file, entry);
            }
            for entry in entry.source {
                let (names, list) = (&mut self.names.sources, &mut self.sources);
                let met = put(names, list, Placed { file, entry }, self.files, &self.packs);
                self.report_twin(file, met);
            }
            for entry in entry.myth {
                let (names, list) = (&mut self.names.myths, &mut self.myths);
                let met = put(names, list, Placed { file, entry }, self.files, &self.packs);
                self.report_twin(file, met);
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
        self.report_shared_classes();
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

    /// A switch-off needs a fact to switch off; a whole fact may wait switched off.
    fn put_fact(&mut self, file: usize, entry: FactEntry) {
        let id = entry.id.clone();
        let off = !entry.enabled;
        let only_off = off && entry.predicate.is_none();
        if only_off && !self.names.facts.contains_key(id.get_ref()) {
            self.need_fact(file, &id);
            return;
        }
        let (names, list) = (&mut self.names.facts, &mut self.facts);
        let met = put(names, list, Placed { file, entry }, self.files, &self.packs);
        if let Met::Earlier(earlier) = met {
            self.overrides.push(Override {
                fact: id.get_ref().clone(),
                earlier: FileIndex(number(earlier)),
                later: FileIndex(number(file)),
                off,
            });
        }
        self.report_twin(file, met);
    }

    fn report_twin(&mut self, file: usize, met: Met) {
        let Met::Twin {
            id,
            file: other,
            at,
        } = met
        else {
            return;
        };
        let text = &self.files[other].text;
        let offset = u32::try_from(at.start).unwrap_or(u32::MAX);
        let place = LineIndex::new(text).position(text, offset);
        let message = format!("`{}` is defined twice", id.get_ref());
        let help = format!(
            "the other one: {}:{}:{}",
            self.files[other].name, place.line, place.column
        );
        self.problem(file, id.span(), message, Some(help));
    }
}

/// An entry with an id that stands for a number.
trait Numbered {
    type Number: Copy;

    fn id(&self) -> &Ref;
    fn number(at: u32) -> Self::Number;
    fn at(number: Self::Number) -> usize;
}

macro_rules! numbered {
    ($($entry:ty => $number:ident),*) => {$(
        impl Numbered for $entry {
            type Number = $number;

            fn id(&self) -> &Ref {
                &self.id
            }

            fn number(at: u32) -> $number {
                $number(at)
            }

            fn at(number: $number) -> usize {
                number.0 as usize
            }
        }
    )*};
}

numbered! {
    ConceptEntry => ConceptId,
    CueEntry => CueId,
    PredicateEntry => PredicateId,
    FactEntry => FactIndex,
    SourceEntry => SourceIndex,
    MythEntry => MythNumber
}

/// Puts an entry into `list` under its id: at the end, or in place of one of an earlier layer.
fn put<T: Numbered>(
    names: &mut FxHashMap<String, T::Number>,
    list: &mut Vec<Placed<T>>,
    placed: Placed<T>,
    files: &[PackText],
    packs: &Packs,
) -> Met {
    match names.entry(placed.entry.id().get_ref().clone()) {
        Entry::Vacant(free) => {
            free.insert(T::number(number(list.len())));
            list.push(placed);
            Met::Nothing
        }
        Entry::Occupied(taken) => {
            let older = &mut list[T::at(*taken.get())];
            let file = older.file;
            if files[file].layer == files[placed.file].layer
                || !packs.may_replace(placed.file, file)
            {
                return Met::Twin {
                    id: placed.entry.id().clone(),
                    file,
                    at: older.entry.id().span(),
                };
            }
            *older = placed;
            Met::Earlier(file)
        }
    }
}
