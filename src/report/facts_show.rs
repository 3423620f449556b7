//! One fact or myth with all its fields.

use std::io::{self, Write};

use anstyle::Style;
use serde::Serialize;

use super::Look;
use super::fact::{ListedFact, ListedMyth, ListedRange, ListedSays, ListedSource};
use super::json::write_object;
use super::objects::VERSION;
use super::sanitise::{sanitise_line, sanitise_name};
use super::wrap::wrap;

/// Columns before the text of an entry.
const INDENT: usize = 16;

/// All of `facts show`.
#[derive(Serialize)]
struct ShowObject<'a> {
    version: u32,
    fact: &'a ListedFact,
}

/// The same for a myth.
#[derive(Serialize)]
struct ShowMythObject<'a> {
    version: u32,
    myth: &'a ListedMyth,
}

/// Writes one fact as JSON.
///
/// # Errors
/// Those of `out`.
pub fn write_fact_json(fact: &ListedFact, out: &mut dyn Write) -> io::Result<()> {
    let version = VERSION;
    write_object(&ShowObject { version, fact }, out)
}

/// Writes one fact for people.
///
/// # Errors
/// Those of `out`.
pub fn write_fact(fact: &ListedFact, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let heading = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    writeln!(out, "{heading}{}{heading:#}\n", sanitise_line(&fact.id))?;
    for line in wrap(&sanitise_line(&fact.statement), look.width) {
        writeln!(out, "{line}")?;
    }
    let mut entry = |name: &str, text: &str| write_entry(name, text, look, out);
    entry("", " ")?;
    entry("write", fact.advice.as_deref().unwrap_or_default())?;
    entry("kind", fact.kind.unwrap_or_default())?;
    entry("ceiling", fact.ceiling)?;
    entry("strength", fact.strength.unwrap_or_default())?;
    entry("guideline", fact.guideline.as_deref().unwrap_or_default())?;
    entry("country", fact.country.as_deref().unwrap_or_default())?;
    entry(
        "reviewed",
        &format!("{}, again by {}", fact.reviewed, fact.review_by),
    )?;
    let place = format!("{}:{}", sanitise_name(&fact.file), fact.line);
    entry("origin", &origin(fact, &place))?;
    entry("left to others", &fact.left_to.join(", "))?;
    for said in &fact.propositions {
        entry("", " ")?;
        for (name, text) in fields(said, fact) {
            entry(name, &text)?;
        }
    }
    entry("", " ")?;
    for source in &fact.sources {
        entry("source", &citation(source))?;
    }
    for sentence in &fact.agrees {
        entry("agrees", sentence)?;
    }
    for sentence in &fact.contradicts {
        entry("contradicts", sentence)?;
    }
    for sentence in &fact.near_misses {
        entry("near miss", sentence)?;
    }
    Ok(())
}

/// Writes one myth as JSON.
///
/// # Errors
/// Those of `out`.
pub fn write_myth_json(myth: &ListedMyth, out: &mut dyn Write) -> io::Result<()> {
    let version = VERSION;
    write_object(&ShowMythObject { version, myth }, out)
}

/// Writes one myth for people.
///
/// # Errors
/// Those of `out`.
pub fn write_myth(myth: &ListedMyth, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let heading = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    writeln!(out, "{heading}{}{heading:#}\n", sanitise_line(&myth.id))?;
    for line in wrap(&sanitise_line(&myth.claim), look.width) {
        writeln!(out, "{line}")?;
    }
    let mut entry = |name: &str, text: &str| write_entry(name, text, look, out);
    entry("", " ")?;
    entry("kind", "myth")?;
    entry("correction", &myth.correction)?;
    entry("refuted by", &myth.facts.join(", "))?;
    entry("severity", myth.severity)?;
    let place = format!("{}:{}", sanitise_name(&myth.file), myth.line);
    entry("origin", &placed_origin(&myth.origin, &myth.file, &place))?;
    entry("", " ")?;
    for sentence in &myth.forms {
        entry("form", sentence)?;
    }
    for text in &myth.refutations {
        entry("refutation", text)?;
    }
    Ok(())
}

/// Returns where something comes from: its pack, if it is in one, and its place.
fn placed_origin(origin: &str, file: &str, place: &str) -> String {
    if origin == file {
        place.to_owned()
    } else {
        format!("{origin}, {place}")
    }
}

fn origin(fact: &ListedFact, place: &str) -> String {
    let mut text = placed_origin(&fact.origin, &fact.file, place);
    if let Some(whose) = &fact.replaces {
        text = format!("{text}, instead of that of {whose}");
    }
    text
}

/// Returns the fields of one proposition that say something.
fn fields(said: &ListedSays, fact: &ListedFact) -> Vec<(&'static str, String)> {
    let flag = |set: bool| if set { "yes" } else { "" }.to_owned();
    let ceiling = if said.ceiling == fact.ceiling {
        ""
    } else {
        said.ceiling
    };
    let mut fields = vec![
        ("subject", said.subject.join(", ")),
        ("predicate", format!("{} ({})", said.predicate, said.label)),
        ("typical", said.typical.join(", ")),
        ("plausible", said.plausible.join(", ")),
        ("doubtful", said.doubtful.join(", ")),
        ("contradicted", said.contradicted.join(", ")),
        ("exclusive", flag(said.exclusive)),
        ("also", said.also.join(", ")),
    ];
    if let Some(quantity) = &said.quantity {
        let (bands, unit) = (quantity.bands, quantity.unit);
        fields.push(("accept", format!("{} {unit}", range(bands.accept))));
        fields.push(("soft", format!("{} {unit}", range(bands.soft))));
        fields.push(("limit", format!("{} {unit}", range(bands.limit))));
        let values = quantity.accept_values.iter().map(ToString::to_string);
        fields.push(("accept values", values.collect::<Vec<_>>().join(", ")));
        let by_age = quantity.by_age.iter();
        let by_age = by_age.map(|at| format!("at {}: {} {unit}", at.age, range(at.bands.accept)));
        fields.push(("by age", by_age.collect::<Vec<_>>().join(", ")));
    }
    let frequency = said
        .frequency
        .map(|often| format!("{} percent", range(often)));
    fields.extend([
        ("frequency", frequency.unwrap_or_default()),
        ("polarity", said.polarity.to_owned()),
        ("population", said.population.join(", ")),
        ("flag only with", said.flag_only_with.join(", ")),
        ("unless with", said.unless_with.join(", ")),
        ("impossible", flag(said.impossible)),
        ("emergency", flag(said.emergency)),
        ("rule", said.rule.clone()),
        ("ceiling", ceiling.to_owned()),
    ]);
    fields
}

fn range(range: ListedRange) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => format!("{}", rounded(low)),
        (Some(low), Some(high)) => format!("{} to {}", rounded(low), rounded(high)),
        (Some(low), None) => format!("{} or more", rounded(low)),
        (None, Some(high)) => format!("{} or less", rounded(high)),
        (None, None) => "any number of".to_owned(),
    }
}

/// Months and inches don't come out even.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn citation(source: &ListedSource) -> String {
    let parts = [
        Some(source.authors.clone()),
        Some(source.title.clone()),
        Some(source.container.clone()),
        source.year.map(|year| year.to_string()),
        source.url.clone(),
    ];
    let mut known: Vec<String> = parts.into_iter().flatten().collect();
    known.retain(|part| !part.is_empty());
    format!("{} ({})", known.join(", "), source.id)
}

/// Writes `name  text`; nothing for an empty text, and an empty line for a blank one.
fn write_entry(name: &str, text: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    if text == " " {
        return writeln!(out);
    }
    let lines = wrap(&sanitise_line(text), look.width.saturating_sub(INDENT));
    for (number, line) in lines.iter().enumerate() {
        let name = if number == 0 { name } else { "" };
        writeln!(out, "{name:INDENT$}{line}")?;
    }
    Ok(())
}
