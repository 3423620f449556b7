//! Checkstyle, an XML format that many services read.
//!
//! Source: the output of Checkstyle 10, which has no schema of its own.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::Report;
use super::objects::{DiagnosticObject, diagnostic_objects};
use super::sanitise::{sanitise_line, sanitise_name};
use super::told::told;
use crate::rules::Severity;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<DiagnosticObject<'_>> = diagnostic_objects(report).collect();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer
        .create_element("checkstyle")
        .with_attribute(("version", "10.0"));
    if findings.is_empty() {
        root.write_empty()?;
    } else {
        root.write_inner_content(|writer| {
            let mut of_files = findings.chunk_by(|one, other| one.path == other.path);
            of_files.try_for_each(|findings| write_file(findings, writer))
        })?;
    }
    let xml = writer.into_inner();
    out.write_all(&xml)?;
    writeln!(out)
}

fn write_file(findings: &[DiagnosticObject<'_>], writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let name = findings.first().map(|finding| sanitise_name(&finding.path));
    writer
        .create_element("file")
        .with_attribute(("name", name.unwrap_or_default().as_str()))
        .write_inner_content(|writer| {
            for finding in findings {
                writer
                    .create_element("error")
                    .with_attribute(("line", finding.span.line.to_string().as_str()))
                    .with_attribute(("column", finding.span.column.to_string().as_str()))
                    .with_attribute(("severity", level(finding.severity)))
                    .with_attribute(("message", told(finding).join(" | ").as_str()))
                    .with_attribute((
                        "source",
                        format!("factlint.{}", sanitise_line(&finding.rule)).as_str(),
                    ))
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn level(severity: &str) -> &'static str {
    match severity {
        _ if severity == Severity::Error.name() => "error",
        _ if severity == Severity::Warning.name() => "warning",
        _ => "info",
    }
}
