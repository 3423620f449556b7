//! Annotations of GitHub Actions: commands in the log of a step.
//!
//! Source: "Workflow commands for GitHub Actions", and its limits of ten annotations of each level in a step; what is
//! beyond them is counted in one more line of the log.

use std::io::{self, Write};

use super::objects::{DiagnosticObject, diagnostic_objects};
use super::sanitise::sanitise;
use super::told::{path_in_repository, told};
use super::{Report, Summary};
use crate::rules::Severity;

/// Most annotations of one level that GitHub shows of a step.
const MOST: usize = 10;

/// Levels of GitHub, the most important first.
const LEVELS: [(Severity, &str); 3] = [
    (Severity::Error, "error"),
    (Severity::Warning, "warning"),
    (Severity::Advice, "notice"),
];

pub(super) fn write(
    report: &Report,
    least: Option<Severity>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let findings: Vec<DiagnosticObject<'_>> = diagnostic_objects(report).collect();
    let mut left_out = 0;
    for (severity, level) in LEVELS {
        if least.is_none_or(|least| severity < least) {
            continue;
        }
        let of_level = findings
            .iter()
            .filter(|finding| finding.severity == severity.name());
        for (at, finding) in of_level.enumerate() {
            if at < MOST {
                write_annotation(finding, level, &report.folder, out)?;
            } else {
                left_out += 1;
            }
        }
    }
    if left_out > 0 {
        let summary = Summary::of(report);
        writeln!(
            out,
            "factlint: {} in all, of which {left_out} are not shown as annotations",
            summary.found()
        )?;
    }
    Ok(())
}

fn write_annotation(
    finding: &DiagnosticObject<'_>,
    level: &str,
    folder: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let span = &finding.span;
    let path = path_in_repository(&finding.path, folder);
    write!(
        out,
        "::{level} file={},line={},endLine={}",
        property(&path),
        span.line,
        span.end_line
    )?;
    // Columns over several lines are refused.
    if span.line == span.end_line {
        write!(out, ",col={},endColumn={}", span.column, span.end_column)?;
    }
    let message: Vec<String> = told(finding).iter().map(|line| data(line)).collect();
    writeln!(
        out,
        ",title={}::{}",
        property(&format!("factlint: {}", finding.rule)),
        message.join("%0A")
    )
}

/// Returns `text` as the data of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Returns `text` as a property of a command.
fn property(text: &str) -> String {
    let text = sanitise(text).replace('\t', " ");
    data(&text).replace(':', "%3A").replace(',', "%2C")
}
