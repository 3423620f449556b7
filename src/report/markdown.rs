//! A summary in Markdown, for the page of a job or a comment.
//!
//! Source of the limit: "Workflow commands for GitHub Actions", "Step isolation and limits": 1 MiB a step.

use std::io::{self, Write};

use super::objects::{DiagnosticObject, diagnostic_objects};
use super::sanitise::sanitise_line;
use super::told::told;
use super::{Report, Summary};
use crate::rules::Severity;

/// Most findings that are listed; a page with more is not read.
const MOST: usize = 500;

/// Most bytes of the list, so that the summary stays below the limit whatever findings say.
const MOST_BYTES: usize = 900 * 1024;

/// Cells of the bar.
const CELLS: usize = 20;

pub(super) fn write(
    report: &Report,
    least: Option<Severity>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let summary = Summary::of(report);
    writeln!(out, "## factlint\n")?;
    writeln!(
        out,
        "{}: **{}**{}{}\n",
        summary.read(),
        summary.found(),
        summary.left_out(),
        summary.not_checked()
    )?;
    if let Some(bar) = bar(&summary) {
        writeln!(out, "{bar}\n")?;
    }
    let findings: Vec<DiagnosticObject<'_>> = diagnostic_objects(report)
        .filter(|finding| least.is_some_and(|least| weight(finding) >= least))
        .collect();
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "| | place | rule | finding |\n| --- | --- | --- | --- |"
    )?;
    let mut loudest: Vec<&DiagnosticObject<'_>> = findings.iter().collect();
    loudest.sort_by_key(|finding| std::cmp::Reverse(weight(finding)));
    let (mut listed, mut bytes) = (0, 0);
    for finding in loudest.iter().take(MOST) {
        let mut row = Vec::new();
        write_row(finding, &mut row)?;
        bytes += row.len();
        if bytes > MOST_BYTES {
            break;
        }
        out.write_all(&row)?;
        listed += 1;
    }
    if findings.len() > listed {
        writeln!(out, "\nand {} more findings", findings.len() - listed)?;
    }
    Ok(())
}

fn weight(finding: &DiagnosticObject<'_>) -> Severity {
    let all = [Severity::Error, Severity::Warning];
    let mut named = all.into_iter();
    named
        .find(|severity| severity.name() == finding.severity)
        .unwrap_or(Severity::Advice)
}

fn write_row(finding: &DiagnosticObject<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mark = match weight(finding) {
        Severity::Error => "❌ error",
        Severity::Warning => "⚠️ warning",
        Severity::Advice => "💡 advice",
    };
    let told: Vec<String> = told(finding).iter().map(|line| cell(line)).collect();
    let (path, line) = (cell(&finding.path), finding.span.line);
    writeln!(
        out,
        "| {mark} | {path}:{line} | {} | {} |",
        cell(&finding.rule),
        told.join("<br>")
    )
}

/// Returns `text` as plain text of a table cell: nothing in it is markup, a link, a mention or an image.
fn cell(text: &str) -> String {
    let line = sanitise_line(text);
    let mut plain = String::with_capacity(line.len() + 8);
    for letter in line.chars() {
        match letter {
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '&' => plain.push_str("&amp;"),
            // A word joiner keeps addresses and names of people from becoming links.
            '@' => plain.push_str("&#64;"),
            ':' => plain.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '|' | '~' | '!' => {
                plain.push('\\');
                plain.push(letter);
            }
            _ => plain.push(letter),
        }
    }
    plain
}

/// Returns the shares of the verdicts as a bar of coloured squares with its legend; `None` without claims.
fn bar(summary: &Summary) -> Option<String> {
    let parts = [
        ("🟩", summary.verdicts.supported, "supported"),
        ("🟦", summary.verdicts.compatible, "compatible"),
        ("🟨", summary.verdicts.disputed, "disputed"),
        ("🟥", summary.verdicts.contradicted, "contradicted"),
        ("⬜", summary.verdicts.unverified, "unverified"),
    ];
    let all: usize = parts.iter().map(|(_, count, _)| count).sum();
    if all == 0 {
        return None;
    }
    let (mut bar, mut done) = (String::new(), 0);
    for (square, count, _) in parts {
        let before = done * CELLS / all;
        done += count;
        // Whatever there is is seen.
        let cells = (done * CELLS / all - before).max(usize::from(count > 0));
        bar.push_str(&square.repeat(cells));
    }
    let legend = parts.iter().filter(|(_, count, _)| *count > 0);
    let legend: Vec<String> = legend
        .map(|(square, count, name)| format!("{square} {count} {name}"))
        .collect();
    Some(format!("{bar}  \n{}", legend.join(" · ")))
}
