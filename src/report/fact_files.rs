//! What is wrong with fact files, shown where it stands.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::json::write_object;
use super::objects::{DiagnosticObject, VERSION, diagnostic_objects};
use super::{ArticleReport, Look, ReadyDiagnostic, Report, counted, human};
use crate::pack::{MOST_SHOWN, PackProblem};
use crate::rules::{Family, Label, Severity};
use crate::source::Span;

/// What was found in fact files.
#[derive(Debug)]
pub struct FactFileReport {
    /// How many files were looked at.
    pub files: usize,
    /// How many facts they hold.
    pub facts: usize,
    /// What makes them unusable.
    pub mistakes: Vec<PackProblem>,
    /// What their keeper may want to look at.
    pub advice: Vec<PackProblem>,
}

/// All of `facts check`.
#[derive(Serialize)]
struct CheckObject<'a> {
    version: u32,
    files: usize,
    facts: usize,
    mistakes: usize,
    advice: usize,
    diagnostics: Vec<DiagnosticObject<'a>>,
}

/// A remark on a place of a fact file.
pub(super) struct FileRemark<'a> {
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) label: String,
    pub(super) name: &'a str,
    pub(super) text: &'a Arc<str>,
    pub(super) at: Range<usize>,
}

/// Writes what was found for people; of very many mistakes the first ones.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_files(
    report: &FactFileReport,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mistakes = remarks(&report.mistakes, Severity::Error);
    let advice = remarks(&report.advice, Severity::Advice);
    let rest = |count: usize| count.checked_sub(MOST_SHOWN + 1).map(|rest| rest + 1);
    write_remarks(mistakes.take(MOST_SHOWN), look, out)?;
    if let Some(rest) = rest(report.mistakes.len()) {
        writeln!(out, "and {rest} more mistakes\n")?;
    }
    write_remarks(advice.take(MOST_SHOWN), look, out)?;
    if let Some(rest) = rest(report.advice.len()) {
        writeln!(out, "and {rest} more pieces of advice\n")?;
    }
    let read = format!(
        "{}, {}",
        counted(report.files, "file", "files"),
        counted(report.facts, "fact", "facts")
    );
    let mistakes = match report.mistakes.len() {
        0 => "no mistakes".to_owned(),
        count => counted(count, "mistake", "mistakes"),
    };
    let advice = match report.advice.len() {
        0 => String::new(),
        count => format!(
            ", {}",
            counted(count, "piece of advice", "pieces of advice")
        ),
    };
    writeln!(out, "{read}: {mistakes}{advice}")
}

/// Writes all that was found as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_files_json(report: &FactFileReport, out: &mut dyn Write) -> io::Result<()> {
    let mistakes = remarks(&report.mistakes, Severity::Error);
    let found = mistakes.chain(remarks(&report.advice, Severity::Advice));
    let files = by_file(found);
    write_object(
        &CheckObject {
            version: VERSION,
            files: report.files,
            facts: report.facts,
            mistakes: report.mistakes.len(),
            advice: report.advice.len(),
            diagnostics: diagnostic_objects(&files).collect(),
        },
        out,
    )
}

/// Writes each remark with the lines it is about.
pub(super) fn write_remarks<'a>(
    remarks: impl Iterator<Item = FileRemark<'a>>,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bare = Look {
        summary: false,
        ..look
    };
    human::write(&by_file(remarks), bare, out)
}

fn remarks(problems: &[PackProblem], severity: Severity) -> impl Iterator<Item = FileRemark<'_>> {
    problems.iter().map(move |problem| FileRemark {
        rule: "facts",
        severity,
        message: problem.message.clone(),
        help: problem.help.clone(),
        label: problem.label.clone(),
        name: problem.file.name(),
        text: problem.file.inner(),
        at: problem.at.offset()..problem.at.offset() + problem.at.len(),
    })
}

/// Returns the remarks as findings in files, the files in the order of their first remark.
pub(super) fn by_file<'a>(remarks: impl Iterator<Item = FileRemark<'a>>) -> Report {
    let mut report = Report::default();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for remark in remarks {
        let place = *places.entry(remark.name).or_insert_with(|| {
            report.articles.push(ArticleReport {
                path: remark.name.to_owned(),
                text: remark.text.to_string(),
                ..ArticleReport::default()
            });
            report.articles.len() - 1
        });
        let span = Span::of_range(remark.at);
        let finding = ReadyDiagnostic {
            rule: remark.rule.to_owned(),
            family: Family::Input,
            severity: remark.severity,
            fact: None,
            statement: None,
            message: remark.message,
            help: remark.help.map(Arc::from),
            url: None,
            span,
            labels: vec![Label {
                span,
                text: remark.label,
            }],
            related: Vec::new(),
            sources: Arc::default(),
            fix: None,
        };
        report.articles[place].diagnostics.push(finding);
    }
    report
}
