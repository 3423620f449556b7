//! Pack files to a [`Pack`]: every reference resolved, every mistake collected.

mod collect;
mod concepts;
mod facts;
mod names;
mod predicates;
mod propositions;

use std::ops::Range;
use std::sync::Arc;

use miette::NamedSource;
use rustc_hash::FxHashMap;

use super::Pack;
use super::error::{PackError, PackProblem};
use super::model::{ClassId, FactIndex, PackInfo, Selector, SourceIndex};
use super::schema::{
    ConceptEntry, CueEntry, FactEntry, Header, LevelsEntry, PredicateEntry, SourceEntry,
};
use crate::proposition::{ConceptId, CueId, Links, PredicateId};

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackText {
    /// Name for messages.
    pub name: String,
    /// The TOML text.
    pub text: Arc<str>,
    /// Whether what it holds replaces what other files hold under the same id.
    pub replaces: bool,
}

/// Returns the pack that `files` make up; later files may replace what earlier ones say, where they are
/// marked so.
///
/// # Errors
/// [`PackError`] with every mistake that could be found in one pass.
pub fn load(files: &[PackText]) -> Result<Pack, PackError> {
    let mut loader = Loader::new(files);
    let parsed = loader.parse();
    loader.collect(parsed);
    let pack = loader.resolve();
    if loader.problems.is_empty() {
        Ok(pack)
    } else {
        Err(PackError {
            problems: loader.problems,
        })
    }
}

/// An entry with the file it stands in.
struct Placed<T> {
    file: usize,
    entry: T,
}

struct Loader<'a> {
    files: &'a [PackText],
    problems: Vec<PackProblem>,
    headers: Vec<Placed<Header>>,
    levels: Option<Placed<LevelsEntry>>,
    concepts: Vec<Placed<ConceptEntry>>,
    cues: Vec<Placed<CueEntry>>,
    predicates: Vec<Placed<PredicateEntry>>,
    facts: Vec<Placed<FactEntry>>,
    sources: Vec<Placed<SourceEntry>>,
    names: Names,
}

/// What each id stands for.
#[derive(Default)]
struct Names {
    concepts: FxHashMap<String, ConceptId>,
    cues: FxHashMap<String, CueId>,
    predicates: FxHashMap<String, PredicateId>,
    facts: FxHashMap<String, FactIndex>,
    sources: FxHashMap<String, SourceIndex>,
    classes: FxHashMap<String, ClassId>,
    /// Links of each concept with its place; by concept.
    links: Vec<(usize, Range<usize>, Links)>,
}

impl<'a> Loader<'a> {
    fn new(files: &'a [PackText]) -> Self {
        Self {
            files,
            problems: Vec::new(),
            headers: Vec::new(),
            levels: None,
            concepts: Vec::new(),
            cues: Vec::new(),
            predicates: Vec::new(),
            facts: Vec::new(),
            sources: Vec::new(),
            names: Names::default(),
        }
    }

    fn problem(&mut self, file: usize, at: Range<usize>, message: String, help: Option<String>) {
        let text = &self.files[file];
        self.problems.push(PackProblem {
            message,
            help,
            file: NamedSource::new(&text.name, Arc::clone(&text.text)).with_language("TOML"),
            at: (at.start, at.len()).into(),
            label: "here".to_owned(),
        });
    }

    fn resolve(&mut self) -> Pack {
        let mut pack = Pack {
            concepts: self.resolve_concepts(),
            cues: self.resolve_cues(),
            predicates: self.resolve_predicates(),
            sources: self.resolve_sources(),
            ..Pack::default()
        };
        pack.lattice = self.resolve_lattice();
        pack.levels = self.resolve_levels(&pack.concepts);
        for header in std::mem::take(&mut self.headers) {
            let Placed { file, entry } = header;
            pack.topic = self.concept(file, &entry.topic).or(pack.topic);
            pack.topic_family
                .extend(self.selectors(file, &entry.topic_family));
            pack.elsewhere
                .extend(self.selectors(file, &entry.elsewhere));
            pack.topic_bound
                .extend(self.selectors(file, &entry.topic_bound));
            pack.everyday.extend(self.selectors(file, &entry.everyday));
            pack.infos.push(PackInfo {
                id: entry.id,
                version: entry.version,
                title: entry.title,
            });
        }
        let names = &self.names;
        let classes = names
            .classes
            .iter()
            .map(|(name, id)| (name.clone(), Selector::Class(*id)));
        let concepts = names
            .concepts
            .iter()
            .map(|(name, id)| (name.clone(), Selector::Concept(*id)));
        let cues = names
            .cues
            .iter()
            .map(|(name, id)| (name.clone(), Selector::Cue(*id)));
        pack.selectors = classes.chain(concepts).chain(cues).collect();
        pack.facts = self.resolve_facts(&pack);
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
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}
