//! Packs: concepts, cues, predicates and facts, loaded and checked once.
//!
//! Input: TOML files, embedded or given by the user; `lints/README.md` describes them.
//! Output: [`Pack`], in which every name is a number and every reference holds.
//!
//! A pack with a mistake is refused as a whole; each error points into its file.
//!
//! Absent on purpose: finding names in text (see [`crate::mention`]).

/// Place of a fact in the loaded packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactIndex(pub u32);
