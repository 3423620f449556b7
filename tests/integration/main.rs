//! All tests that use factlint from outside, as one program.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests build folders of articles and run the program in them"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails fails the test that uses it"
)]
#![expect(
    clippy::print_stdout,
    reason = "`cargo test -- --nocapture` shows what does not come out yet, and why"
)]

use factlint::rules::Settings;

mod across;
mod articles;
mod bad_facts;
mod bad_input;
mod baseline;
mod careful;
mod careful_articles;
mod changed;
mod config;
mod consistency;
mod disagreeing;
mod documents;
mod dossier;
mod encodings;
mod exit_codes;
mod fact_commands;
mod facts;
mod fixes;
mod formats;
mod fuzzed;
mod help;
mod index;
mod init;
mod injection;
mod judged;
mod language;
mod listed;
mod markup;
mod myths;
mod other_languages;
mod output;
mod packs;
mod planted;
mod properties;
mod rules;
mod schema;
mod seeds;
mod site;
mod sites;
mod suppressions;
mod together;

/// Returns the settings of a site that sets nothing, on the first of July 2026.
fn settings() -> Settings {
    Settings::on(jiff::civil::date(2026, 7, 1))
}
