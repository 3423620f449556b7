//! The one idea: a fact and a claim are the same thing said by different people.
//!
//! [`Proposition`]: subject, predicate, object or quantity, polarity, frequency, scope.
//! [`compare`]: tells whether two of them can be true together, and why not.
//!
//! - Pure, and knows no stage: facts and claims both hold a [`Proposition`].
//! - A plain statement has only typical objects and bands of no width; a fact adds tolerances.
//! - Concepts are numbers; what they are and how they hang together is the [`Lattice`]'s.
//!
//! Absent on purpose: stance and modality (who says it, how firmly: see [`crate::claim`]) and how loud a
//! conflict may be (see [`crate::verdict`]).

mod compare;
mod interval;
mod lattice;
mod quantity;

pub use compare::{Comparison, Conflict, Reading, compare, compare_reading};
pub use interval::Interval;
pub use lattice::{Lattice, Links};
pub use quantity::{AtAge, Bands, Bound, Quantity};

use serde::{Deserialize, Serialize};

/// A concept of the loaded packs: a root, a region, a treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptId(pub u32);

/// A predicate of the loaded packs: "is felt in", "is recommended".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PredicateId(pub u32);

/// A group of cue words of the loaded packs and the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CueId(pub u32);

/// What is said of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposition {
    /// What it is about. Several are alternatives, unless `collective`.
    pub subject: Vec<ConceptId>,
    /// What is said.
    pub predicate: PredicateId,
    /// The other end of a relation; empty where a quantity or the polarity says all.
    pub objects: Objects,
    /// How much, how many or how long.
    pub quantity: Option<Quantity>,
    /// Whether it is said to be true or false.
    pub polarity: Polarity,
    /// How often, in percent; `None` where the words say nothing about it.
    pub frequency: Option<Interval>,
    /// Groups of people it is restricted to; empty for people in general. In ascending order.
    pub population: Vec<CueId>,
    /// Whether every subject and every object is asserted, not just one of them.
    pub collective: bool,
}

/// Whether a proposition is said to be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Denied,
}

impl Polarity {
    /// Returns the other polarity.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Affirmed => Self::Denied,
            Self::Denied => Self::Affirmed,
        }
    }
}

/// Objects of a relation by class. A plain statement has typical ones only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objects {
    /// The usual answer.
    pub typical: Vec<ConceptId>,
    /// Found in reputable sources: never wrong.
    pub plausible: Vec<ConceptId>,
    /// Against the usual teaching, though variation exists.
    pub doubtful: Vec<ConceptId>,
    /// Wrong as the usual answer.
    pub contradicted: Vec<ConceptId>,
    /// No other subject of the same class has a typical object of this one ...
    pub exclusive: bool,
    /// ... except these subjects.
    pub also: Vec<ConceptId>,
    /// The typical ones leave no room for others, but for their parts and wholes. Only said by a statement of another
    /// article: a fact lists what it rules out.
    #[serde(skip)]
    pub only: bool,
}

impl Objects {
    /// Returns the objects of a plain statement.
    #[must_use]
    pub fn plain(objects: Vec<ConceptId>) -> Self {
        Self {
            typical: objects,
            ..Self::default()
        }
    }

    /// Tells whether nothing is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typical.is_empty()
            && self.plausible.is_empty()
            && self.doubtful.is_empty()
            && self.contradicted.is_empty()
    }
}
