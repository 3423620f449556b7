//! Reviewdog Diagnostic Format, one object.
//!
//! Source: `proto/rdf` of reviewdog. Columns count bytes of UTF-8, from 1; ends are exclusive.

use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use super::json::write_object;
use super::objects::{DiagnosticObject, SpanObject, diagnostic_objects};
use super::told::told;
use crate::rules::Severity;

#[derive(Serialize)]
struct Result<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<DiagnosticObject<'_>> = diagnostic_objects(report).collect();
    let result = Result {
        source: Source {
            name: env!("CARGO_PKG_NAME"),
        },
        diagnostics: findings.iter().map(diagnostic).collect(),
    };
    write_object(&result, out)
}

fn diagnostic<'a>(finding: &'a DiagnosticObject<'_>) -> Diagnostic<'a> {
    let suggestions = finding.fix.iter().flat_map(|fix| &fix.edits);
    Diagnostic {
        message: told(finding).join("\n"),
        location: Location {
            path: &finding.path,
            range: range(&finding.span),
        },
        severity: level(finding.severity),
        code: Code {
            value: &finding.rule,
            url: finding.url,
        },
        suggestions: suggestions
            .map(|edit| Suggestion {
                range: range(&edit.span),
                text: &edit.replacement,
            })
            .collect(),
    }
}

fn range(span: &SpanObject) -> Range {
    Range {
        start: Place {
            line: span.line,
            column: span.byte_column,
        },
        end: Place {
            line: span.end_line,
            column: span.end_byte_column,
        },
    }
}

fn level(severity: &str) -> &'static str {
    match severity {
        _ if severity == Severity::Error.name() => "ERROR",
        _ if severity == Severity::Warning.name() => "WARNING",
        _ => "INFO",
    }
}
