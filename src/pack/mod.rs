//! Packs: concepts, cues, predicates and facts, loaded and checked once.
//!
//! Input: TOML files, embedded or given by the user; `lints/README.md` describes them.
//! Output: [`Pack`], in which every name is a number and every reference holds.
//!
//! A pack with a mistake is refused as a whole; each error points into its file.
//!
//! Absent on purpose: finding names in text (see [`crate::mention`]).

mod embedded;
mod error;
mod language;
mod load;
mod model;
mod schema;

pub use embedded::{built_in, built_in_files, built_in_language, rule_pages};
pub use error::{PackError, PackProblem};
pub use language::{
    Bounds, EndingRule, LabelWords, Language, NotShares, NumberWords, Ratio, Sentences, Single,
    Words,
};
pub use load::{PackText, load};
pub use model::{
    Ceiling, ClassId, Composite, Concept, Cue, Fact, FactIndex, Form, Levels, NamesUnder, PackInfo,
    Predicate, PredicateKind, Role, Says, Selector, Source, SourceIndex, Unit, WeakNames,
};

use rustc_hash::FxHashMap;

use crate::proposition::{ConceptId, CueId, Lattice, PredicateId};

/// Everything factlint knows: the language and one or more packs of facts.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The packs that were loaded, the built-in ones first.
    pub infos: Vec<PackInfo>,
    /// All concepts; [`ConceptId`] is the place.
    pub concepts: Vec<Concept>,
    /// How concepts hang together.
    pub lattice: Lattice,
    /// All groups of cue words; [`CueId`] is the place.
    pub cues: Vec<Cue>,
    /// All predicates; [`PredicateId`] is the place.
    pub predicates: Vec<Predicate>,
    /// All facts; [`FactIndex`] is the place.
    pub facts: Vec<Fact>,
    /// The facts that speak with each predicate; by predicate.
    pub facts_by_predicate: Vec<Vec<FactIndex>>,
    /// All sources; [`SourceIndex`] is the place.
    pub sources: Vec<Source>,
    /// The numbered series, if a pack has one.
    pub levels: Option<Levels>,
    /// What claims without a subject are about.
    pub topic: Option<ConceptId>,
    /// Every name of a cue, a concept or a class.
    pub selectors: FxHashMap<String, Selector>,
    /// Naming one of these makes an article speak about the topic.
    pub topic_family: Vec<Selector>,
    /// Naming one of these in a heading or as a subject moves the text away from the topic.
    pub elsewhere: Vec<Selector>,
    /// Subjects whose facts hold for the topic only: a treatment of another condition is another matter.
    pub topic_bound: Vec<Selector>,
    /// Of these, those that a fragment may speak of without naming the topic.
    pub everyday: Vec<Selector>,
    /// A fragment that names one of these is taken to speak of the topic.
    pub akin: Vec<Selector>,
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

    /// Returns the source.
    #[must_use]
    pub fn source(&self, index: SourceIndex) -> &Source {
        &self.sources[index.0 as usize]
    }

    /// Returns what a name in a rule page selects: a cue, else a concept, else a class.
    #[must_use]
    pub fn selector(&self, name: &str) -> Option<Selector> {
        self.selectors.get(name).copied()
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
