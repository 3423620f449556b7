//! What went wrong with the run, for people.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::Look;
use super::sanitise::{sanitise_line, sanitise_lines, sanitise_name};
use crate::discover::Problem;

/// Writes `problem: path: reason`, and on a second line what would help.
///
/// # Errors
/// Those of `out`.
pub fn write_problem(problem: &Problem, out: &mut dyn Write) -> io::Result<()> {
    let path = printed_path(&problem.path);
    writeln!(
        out,
        "problem: {path}: {}",
        sanitise_line(&with_causes(&problem.kind))
    )?;
    match miette::Diagnostic::help(&problem.kind) {
        Some(help) => writeln!(out, "   help: {}", sanitise_line(&help.to_string())),
        None => Ok(()),
    }
}

/// Writes an error that ended the run, with the place in the file it points to, if it does.
///
/// # Errors
/// Those of `out`.
pub fn write_failure(error: &dyn miette::Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    if error.source_code().is_some() || error.related().is_some() {
        let mut text = String::new();
        let drawn = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
            .with_width(Look::default().width)
            .with_urls(false)
            .render_report(&mut text, error);
        if drawn.is_ok() {
            return out.write_all(sanitise_lines(&text).as_bytes());
        }
    }
    writeln!(out, "error: {}", sanitise_line(&with_causes(error)))?;
    match error.help() {
        Some(help) => writeln!(out, " help: {}", sanitise_line(&help.to_string())),
        None => Ok(()),
    }
}

/// Writes what is wrong with the arguments.
///
/// # Errors
/// Those of `out`.
pub fn write_usage(usage: &clap::Error, out: &mut dyn Write) -> io::Result<()> {
    let text = usage.render();
    let plain = text.to_string();
    // clap quotes arguments, and a shell may have put any file name there.
    match sanitise_lines(&plain) {
        Cow::Borrowed(_) => write!(out, "{}", text.ansi()),
        Cow::Owned(clean) => out.write_all(clean.as_bytes()),
    }
}

/// Returns a path for people, with what is not Unicode replaced.
pub(crate) fn printed_path(path: &Path) -> String {
    sanitise_name(&path.to_string_lossy())
}

/// Returns `error: cause: cause`.
pub(super) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
