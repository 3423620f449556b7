//! SARIF 2.1.0, as GitHub code scanning and others read it.
//!
//! Source: the OASIS standard "Static Analysis Results Interchange Format Version 2.1.0", and GitHub's "SARIF support for
//! code scanning" for what it shows and for its limits.
//!
//! - Columns count Unicode scalar values, ends are exclusive.
//! - Facts and their sources are part of the message; places of other articles are related locations.
//! - What an article or a baseline leaves out is listed behind the rest, with `suppressions`. Not every reader heeds
//!   these: GitHub's code scanning shows such results like all others, so they are taken out before an upload.
//! - The loudest [`MOST`] results are written; what is left out is said in the notifications of the run.

mod log;
mod rule;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::log::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Driver, Fix, Invocation, Location, Log,
    Message, Notification, PhysicalLocation, Region, Replacement, Res, Run, Suppression, Tool,
};
use self::rule::descriptor;
use super::Report;
use super::json::write_object;
use super::objects::{
    DiagnosticObject, FixObject, LeftOut, SpanObject, diagnostic_objects, left_out_objects,
};
use super::sanitise::sanitise;
use super::told::{path_in_repository, told};
use crate::rules::{Family, Severity};

/// Most results that GitHub shows of one run.
const MOST: usize = 5_000;

/// Most related locations of one result that are worth their space.
const MOST_RELATED: usize = 100;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (problems, mut findings): (Vec<_>, Vec<_>) =
        diagnostic_objects(report).partition(|finding| is_problem(finding, report));
    let found = findings.len();
    if found > MOST {
        findings.sort_by_key(|finding| rank(finding.severity));
        findings.truncate(MOST);
    }
    let mut left_out = left_out_objects(report);
    left_out.truncate(MOST - findings.len());
    let rules: Vec<_> = report.rules.iter().map(descriptor).collect();
    let indices: BTreeMap<&str, usize> = report
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| (rule.id.as_str(), at))
        .collect();
    let mut notifications: Vec<Notification> = problems
        .iter()
        .map(|problem| Notification {
            level: "error",
            message: Message::text(told(problem).join("\n")),
            locations: vec![location(&problem.path, &problem.span, &report.folder)],
        })
        .collect();
    if found > MOST {
        let text = format!("Of {found} findings, the {MOST} loudest are listed.");
        notifications.push(Notification {
            level: "warning",
            message: Message::text(text),
            locations: Vec::new(),
        });
    }
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules,
                },
            },
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: problems.is_empty(),
                tool_execution_notifications: notifications,
            }],
            results: results(&findings, &left_out, &indices, report),
        }],
    };
    write_object(&log, out)
}

/// Tells whether a finding is a path that could not be checked; such are no results of the analysis.
fn is_problem(finding: &DiagnosticObject<'_>, report: &Report) -> bool {
    finding.family == Family::Input.name()
        && finding.severity == Severity::Error.name()
        && report
            .problems
            .iter()
            .any(|problem| problem.path.to_string_lossy() == finding.path)
}

fn rank(severity: &str) -> u8 {
    match severity {
        _ if severity == Severity::Error.name() => 0,
        _ if severity == Severity::Warning.name() => 1,
        _ => 2,
    }
}

/// Returns the level of SARIF for a severity.
pub(super) fn level(severity: &str) -> &'static str {
    match rank(severity) {
        0 => "error",
        1 => "warning",
        _ => "note",
    }
}

/// Returns what is reported, then what is left out.
fn results<'a>(
    findings: &'a [DiagnosticObject<'_>],
    left_out: &'a [(DiagnosticObject<'_>, LeftOut<'_>)],
    indices: &BTreeMap<&str, usize>,
    report: &Report,
) -> Vec<Res<'a>> {
    let folder = &report.folder;
    let is_new = report.has_baseline.then_some("new");
    let reported = findings.iter().map(|finding| Res {
        baseline_state: is_new,
        ..result(finding, indices, folder)
    });
    let left_out = left_out.iter().map(|(finding, how)| Res {
        suppressions: vec![suppression(how, &finding.path, folder)],
        baseline_state: match how {
            LeftOut::Suppressed { .. } => is_new,
            LeftOut::Baselined => report.has_baseline.then_some("unchanged"),
        },
        ..result(finding, indices, folder)
    });
    reported.chain(left_out).collect()
}

fn suppression(how: &LeftOut<'_>, path: &str, folder: &str) -> Suppression {
    match how {
        LeftOut::Suppressed { reason, at } => Suppression {
            kind: "inSource",
            status: "accepted",
            justification: reason.map(|reason| sanitise(reason).into_owned()),
            location: Some(location(path, at, folder)),
        },
        LeftOut::Baselined => Suppression {
            kind: "external",
            status: "accepted",
            justification: None,
            location: None,
        },
    }
}

fn result<'a>(
    finding: &'a DiagnosticObject<'_>,
    indices: &BTreeMap<&str, usize>,
    folder: &str,
) -> Res<'a> {
    let related = finding.related.iter().take(MOST_RELATED).enumerate();
    let mut print = BTreeMap::new();
    print.insert("factlint/v1", finding.fingerprint.as_str());
    Res {
        rule_id: &finding.rule,
        rule_index: indices.get(finding.rule.as_ref()).copied(),
        level: level(finding.severity),
        message: Message::text(told(finding).join("\n")),
        locations: vec![location(&finding.path, &finding.span, folder)],
        related_locations: related
            .map(|(at, related)| Location {
                id: Some(at + 1),
                message: Some(Message::text(sanitise(related.message).into_owned())),
                ..location(related.path, &related.span, folder)
            })
            .collect(),
        partial_fingerprints: print,
        fixes: finding
            .fix
            .iter()
            .map(|fix| change(fix, &finding.path, folder))
            .collect(),
        suppressions: Vec::new(),
        baseline_state: None,
    }
}

fn location(path: &str, span: &SpanObject, folder: &str) -> Location {
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: artifact(path, folder),
            region: region(span),
        },
        message: None,
    }
}

fn artifact(path: &str, folder: &str) -> ArtifactLocation {
    let path = path_in_repository(path, folder);
    let is_relative = !path.starts_with('/');
    ArtifactLocation {
        uri: encoded(&path),
        uri_base_id: is_relative.then_some("%SRCROOT%"),
    }
}

fn region(span: &SpanObject) -> Region {
    Region {
        start_line: span.line,
        start_column: span.column,
        end_line: span.end_line,
        end_column: span.end_column,
    }
}

fn change(fix: &FixObject<'_>, path: &str, folder: &str) -> Fix {
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(&edit.span),
        inserted_content: ArtifactContent {
            text: edit.replacement.clone().into_owned(),
        },
    });
    Fix {
        description: Message::text(sanitise(fix.description).into_owned()),
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(path, folder),
            replacements: replacements.collect(),
        }],
    }
}

/// Returns `path` as a relative reference: all but unreserved characters and `/` in percent (RFC 3986, section 2).
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(encoded("a b/ü#?.md"), "a%20b/%C3%BC%23%3F.md");
    }
}
