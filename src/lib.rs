//! A linter for what health articles claim.

pub mod claim;
pub mod cli;
pub mod discover;
pub mod markup;
pub mod nearest;
pub mod pack;
pub mod proposition;
pub mod report;
pub mod rules;
pub mod run;
pub mod source;
pub mod verdict;
