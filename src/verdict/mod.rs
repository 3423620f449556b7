//! Claims to verdicts.
//!
//! Input: a [`Claim`] and the facts of the pack.
//! Output: [`Judged`], the claim with its [`Verdict`] and the fact that decided it.
//!
//! Pure. Absent on purpose: how it is reported (see [`crate::rules`]).

mod exceptions;
mod judge;

pub use exceptions::grant_exceptions;
pub use judge::{judge, verdict_of};

use crate::claim::Claim;
use crate::markup::BlockIndex;
use crate::pack::FactIndex;
use crate::proposition::Conflict;
use crate::source::ProseSpan;

/// What the facts say about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It agrees with a fact.
    Supported,
    /// It is vaguer than a fact, or allowed for.
    Compatible,
    /// It conflicts, but is hedged, borderline or passed on.
    Disputed,
    /// It cannot be true together with a fact.
    Contradicted,
    /// No fact covers it.
    Unverified,
    /// The text mentions it without claiming it.
    NotAsserted,
}

/// A claim with what the facts say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The claim.
    pub claim: Claim,
    /// The verdict.
    pub verdict: Verdict,
    /// The fact that decided it.
    pub fact: Option<FactIndex>,
    /// For disputed and contradicted claims: why both cannot be true.
    pub conflict: Option<Conflict>,
    /// Which of the fact's propositions decided it.
    pub said: usize,
    /// Block and clause of the claim that grants the exception, where the article does so itself.
    pub granted: Option<(BlockIndex, ProseSpan)>,
}
