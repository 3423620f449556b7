//! Findings and claims to output.
//!
//! Input: a [`Report`], in which every id is a name already.
//! Output: text in one [`Format`], written to a writer that is given.
//!
//! - One file per format. Each owns its output types, so a format cannot freeze the stages.
//! - Nothing of an article, a path or a fact reaches a terminal as a control, escape, bidi or invisible character, nor
//!   as a command for a service that runs builds.
//! - The same report gives the same bytes; only the elapsed time is not the article's.
//!
//! Absent on purpose: where the output goes and whether the run failed (see [`crate::run`]).

mod article;
mod changes;
mod checkstyle;
mod config;
mod excerpt;
mod fact;
mod fact_files;
mod facts_diff;
mod facts_impact;
mod facts_list;
mod facts_show;
mod facts_test;
mod failure;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod human_claims;
mod human_explain;
mod human_trace;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod objects;
mod places;
mod rdjson;
mod rules;
mod sanitise;
mod sarif;
mod sharing;
mod shelved;
mod spool;
mod statistics;
mod summary;
mod told;
mod trace;
mod wrap;

pub use article::{
    ArticleReport, CitedSource, ListedClaim, Quantity, ReadyDiagnostic, Related, VerdictCounts,
};
pub use changes::write_changes;
pub use config::{ConfigReport, ListedRule, ListedValue, write_config, write_config_json};
pub use fact::{
    ListedAtAge, ListedBands, ListedFact, ListedMyth, ListedQuantity, ListedRange, ListedSays,
    ListedSource,
};
pub use fact_files::{FactFileReport, write_fact_files, write_fact_files_json};
pub use facts_diff::{FactsDiff, write_diff, write_diff_json};
pub use facts_impact::write_impact;
pub use facts_list::{write_fact_list, write_fact_list_json, write_stale, write_stale_json};
pub use facts_show::{write_fact, write_fact_json, write_myth, write_myth_json};
pub use facts_test::{ExampleReport, write_examples, write_examples_json};
pub(crate) use failure::printed_path;
pub use failure::{write_failure, write_problem, write_usage};
pub use fingerprint::{Fingerprints, SentencePrint, fingerprints, sentence_prints};
pub use human_explain::{explain_fact, explain_myth, write_rule};
pub use rules::{write_rules, write_rules_json, write_rules_markdown};
pub(crate) use sanitise::escape_json;
pub use sharing::Shared;
pub use shelved::ShelvedFinding;
pub use spool::{Spool, Spooled};
pub use statistics::write_statistics;
pub use summary::Summary;
pub use trace::{TraceEntry, TracedSentence, trace};

use std::io::{self, Write};
use std::time::Duration;

use crate::discover::Problem;
use crate::pack::PackInfo;
use crate::rules::{Family, Severity};

/// All that one run found out.
#[derive(Debug, Default)]
pub struct Report {
    /// Packs the articles were compared with.
    pub packs: Vec<PackInfo>,
    /// Articles in the order of their paths.
    pub articles: Vec<ArticleReport>,
    /// Paths that could not be checked.
    pub problems: Vec<Problem>,
    /// Whether a baseline was asked which findings are known.
    pub has_baseline: bool,
    /// Entries of the baseline that no longer occur.
    pub stale: usize,
    /// Findings that were fixed.
    pub fixed: usize,
    /// How long it took.
    pub elapsed: Duration,
    /// The rules that were asked, in order of their ids; for programs.
    pub rules: Vec<ReportedRule>,
    /// The folder in the repository that paths start from, with `/`; empty for its top.
    pub folder: String,
}

/// A rule, as reports name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedRule {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its family.
    pub family: Family,
    /// What it reports.
    pub title: String,
    /// How loud it is; `None` if it is off.
    pub severity: Option<Severity>,
    /// Its page, as Markdown.
    pub page: String,
}

/// The shape of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people, on a terminal.
    Human,
    /// One JSON object.
    Json,
    /// One JSON object per line.
    Jsonl,
}

/// The shape of the findings of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum CheckFormat {
    /// For people, on a terminal.
    Human,
    /// One JSON object.
    Json,
    /// One JSON object per finding and line.
    Jsonl,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Code quality of GitLab.
    Gitlab,
    /// JUnit, for the tests of a job.
    Junit,
    /// Checkstyle.
    Checkstyle,
    /// Reviewdog.
    Rdjson,
    /// A summary in Markdown.
    Markdown,
}

/// How output for people looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether it is coloured.
    pub colour: bool,
    /// Whether rules may link to their pages.
    pub links: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether a summary ends the output.
    pub summary: bool,
    /// Mildest finding that is shown; `None` shows none.
    pub least: Option<Severity>,
}

impl Default for Look {
    /// Plain text of 100 columns with everything in it.
    fn default() -> Self {
        Self {
            colour: false,
            links: false,
            width: 100,
            summary: true,
            least: Some(Severity::Advice),
        }
    }
}

/// Writes the findings of `report`.
///
/// # Errors
/// Those of `out`.
pub fn write_check(
    report: &Report,
    format: CheckFormat,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        CheckFormat::Human => human::write(report, look, out),
        CheckFormat::Json => json::write_check(report, out),
        CheckFormat::Jsonl => jsonl::write_check(report, out),
        CheckFormat::Github => github::write(report, look.least, out),
        CheckFormat::Sarif => sarif::write(report, out),
        CheckFormat::Gitlab => gitlab::write(report, out),
        CheckFormat::Junit => junit::write(report, out),
        CheckFormat::Checkstyle => checkstyle::write(report, out),
        CheckFormat::Rdjson => rdjson::write(report, out),
        CheckFormat::Markdown => markdown::write(report, look.least, out),
    }
}

/// Writes the claims of `report`; those the text doesn't assert only if `all`.
///
/// # Errors
/// Those of `out`.
pub fn write_claims(
    report: &Report,
    all: bool,
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human_claims::write(report, all, look, out),
        Format::Json => json::write_claims(report, all, out),
        Format::Jsonl => jsonl::write_claims(report, all, out),
    }
}

/// Writes how the sentences of `report` were read.
///
/// # Errors
/// Those of `out`.
pub fn write_trace(
    report: &Report,
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human_trace::write(report, look, out),
        Format::Json => json::write_trace(report, out),
        Format::Jsonl => jsonl::write_trace(report, out),
    }
}

/// Returns `1 fact` or `2 facts`.
fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

/// Returns `1 fact`, or `198 facts and 40 myths`.
fn counted_entries(facts: usize, myths: usize) -> String {
    let facts = counted(facts, "fact", "facts");
    match myths {
        0 => facts,
        _ => format!("{facts} and {}", counted(myths, "myth", "myths")),
    }
}

#[cfg(test)]
mod tests;
