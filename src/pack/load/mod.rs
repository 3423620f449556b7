//! Pack files to a [`Pack`]: every reference resolved, every mistake collected.
//!
//! In the order of the work: `parse` reads TOML, `collect` puts entries under their ids, layer over layer, `names`
//! finds what an id refers to, `concepts`, `predicates`, `facts`, `propositions` and `myths` resolve the entries, `check`
//! compares facts with each other.

mod check;
mod collect;
mod concepts;
mod facts;
mod myths;
mod names;
mod packs;
mod parse;
mod predicates;
mod propositions;

use std::ops::Range;
use std::sync::Arc;

use miette::NamedSource;
use rustc_hash::{FxHashMap, FxHashSet};

use super::error::{PackError, PackProblem};
use super::model::{ClassId, FactIndex, Layer, Override, PackFileInfo, SourceIndex};
use super::schema::{
    ConceptEntry, CueEntry, FactEntry, LevelsEntry, MythEntry, PredicateEntry, SourceEntry,
};
use super::wanted::Numbering;
use super::{Askers, Concept, Lists, Pack, Pieced, Selector, Wanted, Witnesses};
use crate::proposition::{ConceptId, CueId, Links, PredicateId};
use packs::Packs;

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackText {
    /// Name for messages.
    pub name: String,
    /// The TOML text.
    pub text: Arc<str>,
    /// What it holds replaces what earlier layers hold under the same id.
    pub layer: Layer,
}

/// What came of some pack files.
#[derive(Debug)]
pub struct Loaded {
    /// The pack; of use only if there are no mistakes.
    pub pack: Pack,
    /// What makes the files unusable, in the order of files and places.
    pub mistakes: Vec<PackProblem>,
    /// What their keeper may want to look at, in the same order.
    pub advice: Vec<PackProblem>,
}

/// Returns the pack that `files` make up; files of later layers replace what earlier ones say. `files` come in
/// the order of their layers.
///
/// # Errors
/// [`PackError`] with every mistake of every file.
pub fn load(files: &[PackText]) -> Result<Pack, PackError> {
    let mut loader = Loader::new(files);
    let pack = loader.load(Layer(1));
    if loader.mistakes.is_empty() {
        Ok(pack)
    } else {
        Err(PackError {
            problems: in_order(loader.mistakes),
        })
    }
}

/// Returns what `files` make up with all that can be said against the files of layer `from` and later ones.
#[must_use]
pub fn load_all(files: &[PackText], from: Layer) -> Loaded {
    let mut loader = Loader::new(files);
    let pack = loader.load(from);
    let advice = loader.advice.into_iter();
    Loaded {
        pack,
        mistakes: in_order(loader.mistakes),
        advice: in_order(
            advice
                .filter(|found| files[found.file].layer >= from)
                .collect(),
        ),
    }
}

/// A problem with the place of its file.
struct Found {
    file: usize,
    problem: PackProblem,
}

fn in_order(mut found: Vec<Found>) -> Vec<PackProblem> {
    let key = |found: &Found| (found.file, found.problem.at.offset());
    found.sort_by_key(key);
    let same = |one: &mut Found, other: &mut Found| {
        key(one) == key(other) && one.problem.message == other.problem.message
    };
    found.dedup_by(same);
    found.into_iter().map(|found| found.problem).collect()
}

/// An entry with the file it stands in.
struct Placed<T> {
    file: usize,
    entry: T,
}

struct Loader<'a> {
    files: &'a [PackText],
    mistakes: Vec<Found>,
    advice: Vec<Found>,
    overrides: Vec<Override>,
    packs: Packs,
    levels: Vec<Placed<LevelsEntry>>,
    concepts: Vec<Placed<ConceptEntry>>,
    cues: Vec<Placed<CueEntry>>,
    predicates: Vec<Placed<PredicateEntry>>,
    facts: Vec<Placed<FactEntry>>,
    sources: Vec<Placed<SourceEntry>>,
    myths: Vec<Placed<MythEntry>>,
    names: Names,
    numbering: Numbering,
}

/// The place of a myth in the list of all.
#[derive(Clone, Copy)]
struct MythNumber(u32);

/// What each id stands for.
#[derive(Default)]
struct Names {
    concepts: FxHashMap<String, ConceptId>,
    cues: FxHashMap<String, CueId>,
    predicates: FxHashMap<String, PredicateId>,
    facts: FxHashMap<String, FactIndex>,
    sources: FxHashMap<String, SourceIndex>,
    myths: FxHashMap<String, MythNumber>,
    /// Ids of entries that could not be read; whoever refers to them is not to blame.
    unread: FxHashSet<String>,
    /// Fields that could not be read, by file and id of their entry; they are not missing.
    unread_fields: FxHashSet<(usize, String, String)>,
    classes: FxHashMap<String, ClassId>,
    /// Links of each concept with its place; by concept.
    links: Vec<(usize, Range<usize>, Links)>,
}

impl Names {
    /// Returns the names of the classes in the order of their numbers.
    fn classes_in_order(&self) -> Vec<String> {
        let mut classes: Vec<(ClassId, &String)> =
            self.classes.iter().map(|(name, id)| (*id, name)).collect();
        classes.sort_unstable();
        classes.into_iter().map(|(_, name)| name.clone()).collect()
    }
}

impl<'a> Loader<'a> {
    fn new(files: &'a [PackText]) -> Self {
        Self {
            files,
            mistakes: Vec::new(),
            advice: Vec::new(),
            overrides: Vec::new(),
            packs: Packs::default(),
            levels: Vec::new(),
            concepts: Vec::new(),
            cues: Vec::new(),
            predicates: Vec::new(),
            facts: Vec::new(),
            sources: Vec::new(),
            myths: Vec::new(),
            names: Names::default(),
            numbering: Numbering::new(),
        }
    }

    /// Returns the pack, and keeps what is wrong with it. Facts of layer `from` and later ones are compared with
    /// all others.
    fn load(&mut self, from: Layer) -> Pack {
        let parsed = self.parse();
        self.collect(parsed);
        self.advise();
        let pack = self.resolve();
        if self.mistakes.is_empty() {
            self.report_conflicts(&pack, from);
        }
        pack
    }

    fn problem(&mut self, file: usize, at: Range<usize>, message: String, help: Option<String>) {
        let problem = self.at_place(file, at, message, help);
        self.mistakes.push(Found { file, problem });
    }

    fn advise_on(&mut self, file: usize, at: Range<usize>, message: String, help: Option<String>) {
        let problem = self.at_place(file, at, message, help);
        self.advice.push(Found { file, problem });
    }

    fn at_place(
        &self,
        file: usize,
        at: Range<usize>,
        message: String,
        help: Option<String>,
    ) -> PackProblem {
        let text = &self.files[file];
        PackProblem {
            message,
            help,
            file: NamedSource::new(&text.name, Arc::clone(&text.text)).with_language("TOML"),
            at: (at.start, at.len()).into(),
            label: "here".to_owned(),
        }
    }

    fn resolve(&mut self) -> Pack {
        let mut pack = Pack {
            files: self.file_infos(),
            concepts: self.resolve_concepts(),
            cues: self.resolve_cues(),
            predicates: self.resolve_predicates(),
            sources: self.resolve_sources(),
            classes: self.names.classes_in_order(),
            ..Pack::default()
        };
        pack.lattice = self.resolve_lattice(&pack.concepts);
        pack.levels = self.resolve_levels(&pack.concepts);
        (pack.infos, pack.themes) = self.resolve_packs();
        // Concepts that hang together in a circle have no lattice.
        if self.mistakes.is_empty() {
            pack.askers = Askers::new(&pack);
            pack.pieces = pieced(&pack.concepts);
            pack.lists = Lists::new(self.numbering.lists(), &pack);
            let lists = &pack.lists;
            pack.first_pieces = lists.none();
            for pieced in &pack.pieces {
                pack.first_pieces.insert(pieced.first.0 as usize);
            }
            for (at, cue) in pack.cues.iter_mut().enumerate() {
                cue.asked = lists
                    .of_cue(CueId(number(at)))
                    .iter()
                    .any(|block| *block != 0);
            }
        }
        pack.facts = self.resolve_facts(&pack);
        if self.mistakes.is_empty() {
            pack.witnesses = Witnesses::new(&pack);
            mark_cues_of_claims(&mut pack);
        }
        pack.myths = self.resolve_myths(&pack.facts);
        pack.overrides = std::mem::take(&mut self.overrides);
        pack.facts_by_predicate = vec![Vec::new(); pack.predicates.len()];
        for (at, fact) in pack.facts.iter().enumerate() {
            for said in &fact.says {
                let list = &mut pack.facts_by_predicate[said.proposition.predicate.0 as usize];
                let index = FactIndex(number(at));
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        pack
    }

    fn file_infos(&self) -> Vec<PackFileInfo> {
        let infos = self
            .files
            .iter()
            .enumerate()
            .map(|(file, text)| PackFileInfo {
                name: text.name.clone(),
                layer: text.layer,
                pack: self.packs.id_of(file).map(str::to_owned),
            });
        infos.collect()
    }
}

/// Tells of each cue whether claims and verdicts depend on it: it has a role, tells how often, or is asked for by a list, a
/// fact, a series or what makes statements disagree.
fn mark_cues_of_claims(pack: &mut Pack) {
    let apart = pack.predicates.iter();
    let apart = apart.filter_map(|predicate| predicate.disagreement.as_ref());
    let excuses = apart.flat_map(|disagreement| &disagreement.unless);
    let excuses = excuses.filter_map(|selector| match selector {
        Selector::Cue(cue) => Some(*cue),
        Selector::Concept(_) | Selector::Class(_) => None,
    });
    let series = pack.levels.iter();
    let series = series.flat_map(|levels| levels.pair_cues.iter().chain(&levels.other_cues));
    let asked: FxHashSet<CueId> = excuses.chain(series.copied()).collect();
    for (id, cue) in (0..).map(CueId).zip(&mut pack.cues) {
        cue.in_claims = cue.role.is_some()
            || cue.interval.is_some()
            || cue.asked
            || pack.witnesses.hold_cue(id)
            || asked.contains(&id);
    }
}

/// Returns the concepts that are said in pieces.
fn pieced(concepts: &[Concept]) -> Vec<Pieced> {
    let all = (0..).map(ConceptId).zip(concepts);
    let pieced = all.filter_map(|(concept, entry)| {
        let parts = &entry.composite.as_ref()?.parts;
        Some(Pieced {
            concept,
            first: parts.first()?.list(),
            second: parts.get(1).map(Wanted::list),
        })
    });
    pieced.collect()
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of pack files, whole and broken.
    const PIECES: [&str; 22] = [
        "[[fact]]\n",
        "[[fact.also-says]]\n",
        "[[concept]]\n",
        "[[predicate]]\n",
        "[[source]]\n",
        "[[myth]]\n",
        "claim = \"x\"\n",
        "[[fact]\n",
        "[pack]\n",
        "[levels]\n",
        "id = \"x\"\n",
        "id = \"é\"\n",
        "is-a = [\"x\"]\n",
        "subject = [\"x\", 3]\n",
        "predicate = \"x\"\n",
        "accept = [4, 1]\n",
        "reviewed = 2026-02-30\n",
        "enabled = false\n",
        "sources = [\n",
        "order = [\"a\"]\n",
        "é\u{202e}\0",
        "\"\"\"",
    ];

    proptest! {
        #[test]
        fn any_file_gives_a_pack_or_mistakes_inside_it(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24),
        ) {
            let text: String = pieces.concat();
            let files = [PackText {
                name: "any.toml".to_owned(),
                text: Arc::from(text.as_str()),
                layer: Layer(1),
            }];
            let loaded = load_all(&files, Layer(1));
            prop_assert_eq!(load(&files).is_ok(), loaded.mistakes.is_empty());
            prop_assert_eq!(toml::from_str::<toml::Table>(&text).is_err() && loaded.mistakes.is_empty(), false);
            for problem in loaded.mistakes.iter().chain(&loaded.advice) {
                let (start, length) = (problem.at.offset(), problem.at.len());
                prop_assert!(text.get(start..start + length).is_some(), "{}", problem);
            }
        }
    }
}
