//! Packs: concepts, cues, predicates and facts, loaded and checked once.
//!
//! Input: TOML files; `lints/README.md` describes them.
//! Output: [`Pack`], in which every name is a number and every reference holds.
//!
//! A pack with a mistake is refused as a whole; each error points into its file.
//!
//! Absent on purpose: finding names in text (see [`crate::mention`]).

mod askers;
mod bits;
mod bylines;
mod error;
pub(crate) mod flat;
mod language;
mod load;
mod model;
mod schema;
pub(crate) mod tables;
mod wanted;
mod witnesses;

pub use askers::Askers;
pub use bits::{BitTable, Bits, SparseRow, SparseTable};
pub use bylines::Standing;
pub use error::{MOST_SHOWN, PackError, PackProblem};
pub use language::{
    Bounds, Bylines, EndingRule, LabelWords, Language, NotShares, NumberWords, Ratio,
    ReferenceWords, Sentences, Single, Words,
};
pub use load::{Loaded, PackText, load, load_all};
pub use model::{
    Ceiling, ClassId, Composite, Concept, CountsAs, Cue, Disagreement, Example, Fact, FactIndex,
    FactKind, FileIndex, Form, Harm, Inherit, Layer, Levels, Myth, NamesUnder, Override,
    PackFileInfo, PackIndex, PackInfo, Predicate, PredicateKind, Role, Says, Selector, Source,
    SourceIndex, Strength, Theme, Unit, WeakNames,
};

pub use wanted::{ListId, Lists, Pieced, Pieces, Wanted};
pub use witnesses::Witnesses;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::proposition::{ConceptId, CueId, Lattice, PredicateId};

/// Everything factlint knows: the language and one or more packs of facts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// The packs that were loaded, the built-in ones first.
    pub infos: Vec<PackInfo>,
    /// What each of them is about.
    pub themes: Vec<Theme>,
    /// The files they stand in, earlier layers first; [`FileIndex`] is the place.
    pub files: Vec<PackFileInfo>,
    /// The facts that later layers replaced or switched off.
    pub overrides: Vec<Override>,
    /// All concepts; [`ConceptId`] is the place.
    pub concepts: Vec<Concept>,
    /// How concepts hang together.
    pub lattice: Lattice,
    /// All groups of cue words; [`CueId`] is the place.
    pub cues: Vec<Cue>,
    /// All predicates; [`PredicateId`] is the place.
    pub predicates: Vec<Predicate>,
    /// Which of them ask for what.
    pub askers: Askers,
    /// The concepts that are said in pieces.
    pub pieces: Pieces,
    /// Which lists ask for what.
    pub lists: Lists,
    /// All facts; [`FactIndex`] is the place.
    pub facts: Vec<Fact>,
    /// The facts that speak with each predicate; by predicate.
    pub facts_by_predicate: Vec<Vec<FactIndex>>,
    /// What these ask for beside a claim.
    pub witnesses: Witnesses,
    /// All sources; [`SourceIndex`] is the place.
    pub sources: Vec<Source>,
    /// All myths, in the order of their files.
    pub myths: Vec<Myth>,
    /// The numbered series of all packs that have one.
    pub levels: Vec<Levels>,
    /// Names of the classes; [`ClassId`] is the place.
    pub classes: Vec<String>,
    /// See [`Pack::selectors`]; empty until the first name is looked up.
    #[serde(skip)]
    selectors: OnceLock<FxHashMap<String, Selector>>,
}

impl Pack {
    /// Returns the concept.
    #[must_use]
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.0 as usize]
    }

    /// Returns the cue group.
    #[must_use]
    pub fn cue(&self, id: CueId) -> &Cue {
        &self.cues[id.0 as usize]
    }

    /// Returns the predicate.
    #[must_use]
    pub fn predicate(&self, id: PredicateId) -> &Predicate {
        &self.predicates[id.0 as usize]
    }

    /// Returns the fact.
    #[must_use]
    pub fn fact(&self, index: FactIndex) -> &Fact {
        &self.facts[index.0 as usize]
    }

    /// Returns the file.
    #[must_use]
    pub fn file(&self, index: FileIndex) -> &PackFileInfo {
        &self.files[index.0 as usize]
    }

    /// Returns the source.
    #[must_use]
    pub fn source(&self, index: SourceIndex) -> &Source {
        &self.sources[index.0 as usize]
    }

    /// Returns what the pack is about.
    #[must_use]
    pub fn theme(&self, index: PackIndex) -> &Theme {
        &self.themes[index.0 as usize]
    }

    /// Returns the pack with this id.
    #[must_use]
    pub fn find_pack(&self, id: &str) -> Option<PackIndex> {
        let at = self.infos.iter().position(|info| info.id == id)?;
        u32::try_from(at).ok().map(PackIndex)
    }

    /// Returns what a name in a rule page selects: a cue, else a concept, else a class.
    #[must_use]
    pub fn selector(&self, name: &str) -> Option<Selector> {
        self.selectors().get(name).copied()
    }

    /// Returns every name of a cue, a concept or a class.
    pub fn selectors(&self) -> &FxHashMap<String, Selector> {
        self.selectors.get_or_init(|| {
            let classes = (0..).map(|at| Selector::Class(ClassId(at)));
            let concepts = (0..).map(|at| Selector::Concept(ConceptId(at)));
            let cues = (0..).map(|at| Selector::Cue(CueId(at)));
            let ids = |concept: &Concept| concept.id.clone();
            let mut selectors: FxHashMap<String, Selector> = FxHashMap::default();
            selectors.extend(self.classes.iter().cloned().zip(classes));
            selectors.extend(self.concepts.iter().map(ids).zip(concepts));
            selectors.extend(self.cues.iter().map(|cue| cue.id.clone()).zip(cues));
            selectors
        })
    }

    /// Tells whether a list asks for a concept.
    #[must_use]
    pub fn asks_for(&self, wanted: &Wanted, concept: ConceptId) -> bool {
        self.lists.ask_for_concept(wanted.list(), concept)
    }

    /// Tells whether a concept is the selected one, a kind of it, or of the selected class.
    #[must_use]
    pub fn selects(&self, selector: Selector, concept: ConceptId) -> bool {
        match selector {
            Selector::Concept(wanted) => self.lattice.is_kind_of(concept, wanted),
            Selector::Class(class) => self.concept(concept).classes.contains(&class),
            Selector::Cue(_) => false,
        }
    }
}
