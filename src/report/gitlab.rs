//! Code quality of GitLab: a JSON array of issues.
//!
//! Source: the documentation of GitLab, "Code Quality", "Code Quality report format".

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use super::fingerprint::joined;
use super::json::write_object;
use super::objects::{DiagnosticObject, diagnostic_objects};
use super::told::{path_in_repository, told};
use crate::rules::Severity;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // Of issues with one fingerprint, only the first is shown.
    let mut seen: HashMap<String, usize> = HashMap::new();
    let issues: Vec<Issue> = diagnostic_objects(report)
        .map(|finding| issue(&finding, &report.folder, &mut seen))
        .collect();
    write_object(&issues, out)
}

fn issue(finding: &DiagnosticObject<'_>, folder: &str, seen: &mut HashMap<String, usize>) -> Issue {
    let path = path_in_repository(&finding.path, folder);
    let own = joined(&[&path, &finding.fingerprint]);
    let count = seen.entry(own.clone()).or_default();
    *count += 1;
    let fingerprint = match count {
        1 => own,
        count => joined(&[&own, &count.to_string()]),
    };
    Issue {
        description: told(finding).join(" | "),
        check_name: finding.rule.to_string(),
        fingerprint,
        severity: level(finding.severity),
        location: Location {
            path,
            lines: Lines {
                begin: finding.span.line,
                end: finding.span.end_line,
            },
        },
    }
}

/// Returns the level of GitLab; `blocker` stays free for those who wish to set it.
fn level(severity: &str) -> &'static str {
    match severity {
        _ if severity == Severity::Error.name() => "critical",
        _ if severity == Severity::Warning.name() => "minor",
        _ => "info",
    }
}
