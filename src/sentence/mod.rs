//! Prose to sentences and words.
//!
//! Input: the prose of one block, and the language's list of abbreviations.
//! Output: [`Sentence`]s in order, each with its [`Token`]s.
//!
//! - Pure. Every token lies inside its sentence; tokens do not overlap.
//! - A line border of the prose (`\n`) ends a sentence.
//! - Prose is never changed: letters that are written in several ways are made one where they are looked up.
//!
//! Absent on purpose: clause borders (they need cues: see [`crate::claim`]).

mod normal;
mod simple;
mod split;
mod token;

pub(crate) use normal::{fold, fold_into, is_apostrophe};
pub use split::split_sentences;
pub use token::{Token, TokenKind, tokenize};

use crate::source::ProseSpan;

/// One sentence of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands, without surrounding space.
    pub span: ProseSpan,
    /// Its words, numbers and punctuation marks.
    pub tokens: Vec<Token>,
}
