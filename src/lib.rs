//! A linter for what health articles claim.
//!
//! The way through the program, stage by stage; each stage is a function on plain data:
//!
//! [`source`] → [`markup`] → [`sentence`] → [`mention`] → [`claim`] → [`verdict`] → [`rules`]
//!
//! [`pack`] holds what is known, [`proposition`] compares it with what is claimed.

pub mod baseline;
pub mod built_in;
pub mod checked;
pub mod claim;
pub mod cli;
pub mod config;
pub mod consistency;
pub mod corpus;
pub mod discover;
pub mod examples;
pub mod fixing;
pub mod foreign;
pub mod markup;
pub mod mention;
pub mod nearest;
pub mod pack;
pub mod proposition;
pub mod references;
pub mod report;
pub mod rules;
pub mod run;
pub mod sentence;
pub mod source;
pub mod suppress;
pub mod verdict;
