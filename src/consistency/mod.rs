//! Claims to statements that can be held against each other.
//!
//! Input: one checked article and the pack.
//! Output: [`Stated`], what the author says plainly, each with a [`Key`] (what it is about) and a [`Value`] (what is
//! said of it). Two statements disagree if they have one key and [`crate::proposition::compare`], which holds claims
//! against facts, says so of their values.
//!
//! - Pure. Which predicates take part, and how their statements disagree, the pack says
//!   ([`crate::pack::Disagreement`]).
//! - What is hedged, passed on, rejected, asked, past, personal, about an "if" or about several things at once takes no
//!   part: silence costs less than a false report.
//! - Statements are numbers only, so that those of all articles of a run can be kept.
//!
//! Absent on purpose: who disagrees with whom inside an article ([`crate::rules`]) and between articles
//! ([`crate::corpus`]).

mod circumstances;
mod gather;
mod value;
mod words;

pub use gather::{Stated, gather};
pub use value::{Holds, Standing, Value};
pub use words::{described, quoted};

use serde::{Deserialize, Serialize};

use crate::pack::Pack;
use crate::proposition::{ConceptId, PredicateId};
use crate::rules::Severity;
use crate::source::Span;

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// What can be said.
    pub predicate: PredicateId,
    /// Of what; where the object is what counts, the object.
    pub about: ConceptId,
    /// For how often something happens: what happens.
    pub object: Option<ConceptId>,
    /// Of whom, in what time and in which sense; equal numbers for equal circumstances.
    pub circumstances: u64,
}

impl Statement {
    /// Tells whether the facts let both this and `other`, of the same thing, pass, and that decides.
    #[must_use]
    pub fn is_settled_with(&self, other: &Self, pack: &Pack) -> bool {
        let predicate = pack.predicate(self.said.0);
        let settled = predicate
            .disagreement
            .as_ref()
            .is_some_and(|disagreement| disagreement.settled);
        settled && self.standing.is_fine() && other.standing.is_fine()
    }
}

/// A statement as it is kept until all articles are read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// What it is about.
    pub key: Key,
    /// What is said of it.
    pub value: Value,
    /// The words that decide.
    pub span: Span,
    /// The clause they stand in.
    pub clause: Span,
    /// The claim's own predicate and subject, for messages.
    pub said: (PredicateId, ConceptId),
    /// What the facts say about it.
    pub standing: Standing,
    /// How loud a disagreement is in its article; `None` if the rule is off there.
    pub severity: Option<Severity>,
}
