//! Mentions to claims.
//!
//! Input: the sentences of one article with their mentions, and the pack.
//! Output: [`Claim`]s, propositions with a span, a stance and a modality.
//!
//! - Pure. When the parse is uncertain there is no claim.
//! - Everything that flips, cancels or moves a claim is a field of the claim, not a dropped sentence.
//!
//! Absent on purpose: what the facts say about it (see [`crate::verdict`]).

use crate::markup::BlockIndex;
use crate::proposition::Proposition;
use crate::source::ProseSpan;

/// What a text says: a proposition, where it stands, who says it and how firmly.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is said. Subjects and objects of a claim are alternatives unless it is collective.
    pub proposition: Proposition,
    /// Block the claim stands in.
    pub block: BlockIndex,
    /// The clause: what is listed as the claim's text.
    pub clause: ProseSpan,
    /// The words that decide: the object, the number; inside or beside the clause, in the same block.
    pub focus: ProseSpan,
    /// Where the subject is named, if it is; maybe in another block (a heading, a table header).
    pub subject_at: Option<(BlockIndex, ProseSpan)>,
    /// Whose statement it is.
    pub stance: Stance,
    /// How firmly it is stated.
    pub modality: Modality,
    /// Cues of the clause that facts may ask for (`flag-only-with`), in ascending order.
    pub cues: Vec<crate::proposition::CueId>,
}

/// Whose statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// The author's own.
    Author,
    /// Reported of a study, an expert, a guideline.
    Attributed,
    /// A myth, a misconception, something said to be false.
    Rejected,
    /// A question.
    Asked,
    /// What used to be believed or done.
    Historical,
    /// One person's story.
    Personal,
    /// The "if" of a sentence, a counterfactual.
    Supposed,
    /// What "some people" say.
    Hearsay,
    /// About another condition than the pack's topic.
    Elsewhere,
}

impl Stance {
    /// Tells whether the author stands behind the claim, if only by passing it on.
    #[must_use]
    pub fn is_asserted(self) -> bool {
        matches!(self, Self::Author | Self::Attributed)
    }
}

/// How firmly a claim is stated, weakest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Always, without exception.
    Absolute,
    /// Plainly.
    Asserted,
    /// Usually, typically.
    Typical,
    /// Likely, is thought to.
    Reported,
    /// May, can, sometimes.
    Possible,
}
