//! A linter for what health articles claim.

pub mod claim;
pub mod discover;
pub mod markup;
pub mod nearest;
pub mod pack;
pub mod proposition;
pub mod report;
pub mod rules;
pub mod source;
pub mod verdict;
