//! A linter for what health articles claim.

pub mod markup;
pub mod source;
