//! JUnit: every article is a suite, every finding a test that failed; an article without findings is one that passed.
//!
//! Only errors and warnings fail; advice is a test that passed, with its text as output.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report as Results, TestCase, TestCaseStatus, TestSuite};

use super::Report;
use super::objects::{DiagnosticObject, diagnostic_objects};
use super::sanitise::{sanitise_line, sanitise_name};
use super::told::told;
use crate::rules::Severity;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<DiagnosticObject<'_>> = diagnostic_objects(report).collect();
    let mut results = Results::new(env!("CARGO_PKG_NAME"));
    let mut of_files = findings
        .chunk_by(|one, other| one.path == other.path)
        .peekable();
    for article in &report.articles {
        let found = of_files.next_if(|findings| findings[0].path == article.path);
        results.add_test_suite(suite(&article.path, found.unwrap_or_default()));
    }
    for found in of_files {
        results.add_test_suite(suite(&found[0].path, found));
    }
    let xml = results.to_string().map_err(io::Error::other)?;
    out.write_all(xml.as_bytes())
}

fn suite(path: &str, findings: &[DiagnosticObject<'_>]) -> TestSuite {
    let name = sanitise_name(path);
    let mut suite = TestSuite::new(name.as_str());
    if findings.is_empty() {
        let mut passed = TestCase::new("factlint", TestCaseStatus::success());
        passed.set_classname(name.as_str());
        suite.add_test_case(passed);
    }
    for finding in findings {
        suite.add_test_case(case(&name, finding));
    }
    suite
}

fn case(path: &str, finding: &DiagnosticObject<'_>) -> TestCase {
    let span = &finding.span;
    let rule = sanitise_line(&finding.rule);
    let name = format!("{rule} (line {}, column {})", span.line, span.column);
    let lines = told(finding);
    let text = lines.join("\n");
    let is_advice = finding.severity == Severity::Advice.name();
    let status = if is_advice {
        TestCaseStatus::success()
    } else {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_type(finding.severity)
            .set_message(lines.first().map_or("", String::as_str))
            .set_description(text.as_str());
        status
    };
    let mut case = TestCase::new(name, status);
    case.set_classname(path);
    if is_advice {
        case.set_system_out(text);
    }
    case
}
