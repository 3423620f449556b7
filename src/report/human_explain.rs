//! One fact, myth or rule, for people.

use std::io::{self, Write};

use anstyle::Style;

use super::Look;
use super::sanitise::{sanitise_line, sanitise_lines};
use super::wrap::wrap;
use crate::pack::{Ceiling, Fact, Harm, Myth, Pack, Strength};

/// Columns before the text of an entry.
const INDENT: usize = 14;

/// Writes the page of a rule.
///
/// # Errors
/// Those of `out`.
pub fn write_rule(page: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", sanitise_lines(page).trim_end())
}

/// Writes what `fact` says, what it rests on, and what agrees and disagrees with it.
///
/// # Errors
/// Those of `out`.
pub fn explain_fact(fact: &Fact, pack: &Pack, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let heading = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    writeln!(out, "{heading}{}{heading:#}\n", sanitise_line(&fact.id))?;
    for line in wrap(&sanitise_line(&fact.statement), look.width) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    write_entry("write", fact.advice.as_deref(), look, out)?;
    write_entry("strength", fact.strength.map(Strength::name), look, out)?;
    write_entry("guideline", fact.guideline.as_deref(), look, out)?;
    write_entry("country", fact.country.as_deref(), look, out)?;
    write_entry(
        "reported as",
        Some(name_of_ceiling(fact.ceiling)),
        look,
        out,
    )?;
    let (reviewed, due) = (fact.reviewed, fact.review_by);
    write_entry(
        "reviewed",
        Some(&format!("{reviewed}, due again {due}")),
        look,
        out,
    )?;
    for index in &fact.sources {
        let source = pack.source(*index);
        let parts = [
            Some(source.authors.clone()),
            Some(source.title.clone()),
            Some(source.container.clone()),
            source.year.map(|year| year.to_string()),
            source.url.clone(),
        ];
        let known: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        write_entry("source", Some(&known.join(", ")), look, out)?;
    }
    for sentence in &fact.agrees {
        write_entry("agrees", Some(&sentence.text), look, out)?;
    }
    for sentence in &fact.contradicts {
        write_entry("contradicts", Some(&sentence.text), look, out)?;
    }
    for sentence in &fact.near_misses {
        write_entry("near miss", Some(&sentence.text), look, out)?;
    }
    Ok(())
}

/// Writes what `myth` claims, what is so instead, and which facts say that.
///
/// # Errors
/// Those of `out`.
pub fn explain_myth(myth: &Myth, pack: &Pack, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let heading = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    writeln!(out, "{heading}{}{heading:#}\n", sanitise_line(&myth.id))?;
    write_entry("myth", Some(&myth.claim.text), look, out)?;
    write_entry("instead", Some(&myth.correction), look, out)?;
    write_entry("harm", Some(Harm::name(myth.severity)), look, out)?;
    for fact in myth.facts.iter().map(|fact| pack.fact(*fact)) {
        let refuting = format!("{}: {}", fact.id, fact.statement);
        write_entry("refuted by", Some(&refuting), look, out)?;
    }
    for sentence in &myth.forms {
        write_entry("also said as", Some(&sentence.text), look, out)?;
    }
    Ok(())
}

fn write_entry(name: &str, text: Option<&str>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let text = text.unwrap_or_default();
    let lines = wrap(&sanitise_line(text), look.width.saturating_sub(INDENT));
    for (number, line) in lines.iter().enumerate() {
        let name = if number == 0 { name } else { "" };
        writeln!(out, "{name:INDENT$}{line}")?;
    }
    Ok(())
}

fn name_of_ceiling(ceiling: Ceiling) -> &'static str {
    match ceiling {
        Ceiling::Silent => "nothing",
        Ceiling::Warning => "a warning",
        Ceiling::Error => "an error",
    }
}
