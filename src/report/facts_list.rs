//! Facts and myths in a list, and those that are overdue.

use std::io::{self, Write};

use anstyle::Style;
use jiff::civil::Date;
use serde::Serialize;

use super::fact::{ListedFact, ListedMyth};
use super::json::write_object;
use super::objects::VERSION;
use super::sanitise::{sanitise_line, sanitise_name};
use super::wrap::wrap;
use super::{Look, counted, counted_entries};
use crate::pack::{Override, Pack};

/// Columns before the statement of a fact.
const INDENT: usize = 4;

/// All of `facts list`.
#[derive(Serialize)]
struct ListObject<'a> {
    version: u32,
    facts: &'a [ListedFact],
    myths: &'a [ListedMyth],
}

/// All of `facts stale`.
#[derive(Serialize)]
struct StaleObject<'a> {
    version: u32,
    on: String,
    facts: &'a [ListedFact],
}

/// Writes facts and myths for people, and what `overrides` changed in earlier layers.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_list(
    facts: &[ListedFact],
    myths: &[ListedMyth],
    overrides: &[Override],
    pack: &Pack,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    for fact in facts {
        let kind = fact.kind.unwrap_or_default();
        let mut about = vec![kind, fact.ceiling, fact.strength.unwrap_or_default()];
        about.retain(|word| !word.is_empty());
        write_fact_line(fact, &about.join(", "), look, out)?;
    }
    for myth in myths {
        let entry = Entry {
            id: &myth.id,
            origin: &myth.origin,
            replaces: None,
            text: &myth.claim,
        };
        write_line(&entry, &format!("myth, {} harm", myth.severity), look, out)?;
    }
    writeln!(out, "{}", counted_entries(facts.len(), myths.len()))?;
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

/// Writes facts and myths as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_list_json(
    facts: &[ListedFact],
    myths: &[ListedMyth],
    out: &mut dyn Write,
) -> io::Result<()> {
    let object = ListObject {
        version: VERSION,
        facts,
        myths,
    };
    write_object(&object, out)
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

fn write_fact_line(
    fact: &ListedFact,
    remark: &str,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let entry = Entry {
        id: &fact.id,
        origin: &fact.origin,
        replaces: fact.replaces.as_deref(),
        text: &fact.statement,
    };
    write_line(&entry, remark, look, out)
}

/// A fact or myth in a list.
struct Entry<'a> {
    id: &'a str,
    origin: &'a str,
    replaces: Option<&'a str>,
    text: &'a str,
}

/// Writes `id  remark`, where it comes from, and what it says.
fn write_line(entry: &Entry<'_>, remark: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let (bold, dim) = if look.colour {
        (Style::new().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    let id = sanitise_line(entry.id);
    let origin = sanitise_name(entry.origin);
    let replaces = entry.replaces.map(sanitise_name);
    let replaces = replaces.map_or(String::new(), |whose| {
        format!(", instead of that of {whose}")
    });
    writeln!(
        out,
        "{bold}{id}{bold:#}  {dim}{}; {origin}{replaces}{dim:#}",
        sanitise_line(remark)
    )?;
    let width = look.width.saturating_sub(INDENT);
    for line in wrap(&sanitise_line(entry.text), width) {
        writeln!(out, "{:INDENT$}{line}", "")?;
    }
    writeln!(out)
}
