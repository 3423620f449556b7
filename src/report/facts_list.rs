//! Facts in a list, and those that are overdue.

use std::io::{self, Write};

use anstyle::Style;
use jiff::civil::Date;
use serde::Serialize;

use super::fact::ListedFact;
use super::json::write_object;
use super::objects::VERSION;
use super::sanitise::{sanitise_line, sanitise_name};
use super::wrap::wrap;
use super::{Look, counted};
use crate::pack::{Override, Pack};

/// Columns before the statement of a fact.
const INDENT: usize = 4;

/// All of `facts list`.
#[derive(Serialize)]
struct ListObject<'a> {
    version: u32,
    facts: &'a [ListedFact],
}

/// All of `facts stale`.
#[derive(Serialize)]
struct StaleObject<'a> {
    version: u32,
    on: String,
    facts: &'a [ListedFact],
}

/// Writes facts for people, and what `overrides` changed in earlier layers.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_list(
    facts: &[ListedFact],
    overrides: &[Override],
    pack: &Pack,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    for fact in facts {
        let kind = fact.kind.as_deref().unwrap_or_default();
        let mut about = vec![kind, fact.ceiling, fact.strength.unwrap_or_default()];
        about.retain(|word| !word.is_empty());
        write_fact_line(fact, &about.join(", "), look, out)?;
    }
    writeln!(out, "{}", counted(facts.len(), "fact", "facts"))?;
    for change in overrides {
        let what = if change.off {
            "switches off"
        } else {
            "replaces"
        };
        writeln!(
            out,
            "{} {what} {} ({})",
            sanitise_name(&pack.file(change.later).name),
            sanitise_line(&change.fact),
            sanitise_name(pack.file(change.earlier).origin())
        )?;
    }
    Ok(())
}

/// Writes facts as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_list_json(facts: &[ListedFact], out: &mut dyn Write) -> io::Result<()> {
    let version = VERSION;
    write_object(&ListObject { version, facts }, out)
}

/// Writes the facts that are overdue `on` a day, out of so many.
///
/// # Errors
/// Those of `out`.
pub fn write_stale(
    facts: &[ListedFact],
    of: usize,
    on: Date,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    for fact in facts {
        let due = format!("review by {}, last {}", fact.review_by, fact.reviewed);
        write_fact_line(fact, &due, look, out)?;
    }
    let known = counted(of, "fact", "facts");
    match facts.len() {
        0 => writeln!(out, "{known}: no review is overdue on {on}"),
        1 => writeln!(out, "{known}: 1 review is overdue on {on}"),
        due => writeln!(out, "{known}: {due} reviews are overdue on {on}"),
    }
}

/// Writes the facts that are overdue `on` a day as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_stale_json(facts: &[ListedFact], on: Date, out: &mut dyn Write) -> io::Result<()> {
    let object = StaleObject {
        version: VERSION,
        on: on.to_string(),
        facts,
    };
    write_object(&object, out)
}

/// Writes `id  (remark)`, where it comes from, and the statement.
fn write_fact_line(
    fact: &ListedFact,
    remark: &str,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (bold, dim) = if look.colour {
        (Style::new().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    let id = sanitise_line(&fact.id);
    let origin = sanitise_name(&fact.origin);
    let replaces = fact.replaces.as_deref().map(sanitise_name);
    let replaces = replaces.map_or(String::new(), |whose| {
        format!(", instead of that of {whose}")
    });
    writeln!(
        out,
        "{bold}{id}{bold:#}  {dim}{}; {origin}{replaces}{dim:#}",
        sanitise_line(remark)
    )?;
    let width = look.width.saturating_sub(INDENT);
    for line in wrap(&sanitise_line(&fact.statement), width) {
        writeln!(out, "{:INDENT$}{line}", "")?;
    }
    writeln!(out)
}
