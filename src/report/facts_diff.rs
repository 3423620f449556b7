//! Two versions of facts, side by side.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::article::name_of_verdict;
use super::fact::ListedFact;
use super::json::write_object;
use super::objects::VERSION;
use super::places::Places;
use super::sanitise::{sanitise_line, sanitise_name};
use super::wrap::wrap;
use super::{ArticleReport, ListedClaim, Look, counted};

/// Columns before the details of a change.
const INDENT: usize = 4;

/// What differs between two versions of facts.
#[derive(Debug, Serialize)]
pub struct FactsDiff {
    version: u32,
    added: Vec<String>,
    removed: Vec<String>,
    articles: usize,
    changed: Vec<ChangedFact>,
    verdicts: Vec<ChangedVerdict>,
}

/// A fact of both versions, with the fields that differ.
#[derive(Debug, Serialize)]
struct ChangedFact {
    id: String,
    fields: Vec<ChangedField>,
}

/// A field with both of its values.
#[derive(Debug, Serialize)]
struct ChangedField {
    field: String,
    old: serde_json::Value,
    new: serde_json::Value,
}

/// A claim that is judged differently.
#[derive(Debug, Serialize)]
struct ChangedVerdict {
    path: String,
    line: u32,
    column: u32,
    text: String,
    old: Option<GivenVerdict>,
    new: Option<GivenVerdict>,
}

/// A verdict and the fact that decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct GivenVerdict {
    verdict: &'static str,
    fact: Option<String>,
}

/// Fields that say where a fact stands, not what it says.
const PLACE: [&str; 5] = ["id", "origin", "file", "line", "replaces"];

impl FactsDiff {
    /// Returns what differs between two versions of facts, and between the claims of the same articles under each.
    #[must_use]
    pub fn new(
        old: &[ListedFact],
        new: &[ListedFact],
        before: &[ArticleReport],
        after: &[ArticleReport],
    ) -> Self {
        let by_id = |facts| -> BTreeMap<String, serde_json::Value> {
            let facts: &[ListedFact] = facts;
            let values = facts.iter().map(|fact| {
                let value = serde_json::to_value(fact).expect("plain fields become JSON");
                (fact.id.clone(), value)
            });
            values.collect()
        };
        let (old, new) = (by_id(old), by_id(new));
        let missing_in = |one: &BTreeMap<String, _>, other: &BTreeMap<String, _>| {
            let ids = other.keys().filter(|id| !one.contains_key(*id));
            ids.cloned().collect::<Vec<String>>()
        };
        let both = old.iter().filter_map(|(id, one)| {
            let fields = changed_fields(one, new.get(id)?);
            let id = id.clone();
            (!fields.is_empty()).then_some(ChangedFact { id, fields })
        });
        let pairs = before.iter().zip(after);
        Self {
            version: VERSION,
            added: missing_in(&old, &new),
            removed: missing_in(&new, &old),
            articles: after.len(),
            changed: both.collect(),
            verdicts: pairs
                .flat_map(|(before, after)| changed_verdicts(before, after))
                .collect(),
        }
    }

    /// Tells whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.verdicts.is_empty()
    }
}

fn changed_fields(old: &serde_json::Value, new: &serde_json::Value) -> Vec<ChangedField> {
    // Whether a JSON object keeps the order of its fields, other dependencies decide.
    let fields: BTreeMap<_, _> = old.as_object().into_iter().flatten().collect();
    let fields = fields.into_iter();
    let told = fields.filter(|(field, _)| !PLACE.contains(&field.as_str()));
    let changed = told.filter_map(|(field, old)| {
        let new = new.get(field)?;
        (old != new).then(|| match (old.as_array(), new.as_array()) {
            // The first proposition is the fact's own; more stand below `also-says`.
            (Some(one), Some(other)) if field == "propositions" && one.len() == other.len() => {
                let pairs = one.iter().zip(other);
                pairs
                    .flat_map(|(one, other)| changed_fields(one, other))
                    .collect()
            }
            _ => vec![ChangedField {
                field: field.clone(),
                old: old.clone(),
                new: new.clone(),
            }],
        })
    });
    changed.flatten().collect()
}

/// Returns the claims of one article that are judged differently, in its order.
fn changed_verdicts(before: &ArticleReport, after: &ArticleReport) -> Vec<ChangedVerdict> {
    let (old, new) = (given(before), given(after));
    let mut keys: Vec<&ClaimKey> = old.keys().chain(new.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let places = Places::new(&after.text);
    let changed = keys.into_iter().filter(|key| old.get(key) != new.get(key));
    let changed = changed.map(|key| {
        let at = places.position(key.start as usize);
        ChangedVerdict {
            path: after.path.clone(),
            line: at.line,
            column: at.column,
            text: key.text.clone(),
            old: old.get(key).cloned(),
            new: new.get(key).cloned(),
        }
    });
    changed.collect()
}

/// What makes a claim of both versions the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ClaimKey {
    start: u32,
    end: u32,
    subject: String,
    predicate: String,
    object: Option<String>,
    text: String,
}

fn given(article: &ArticleReport) -> BTreeMap<ClaimKey, GivenVerdict> {
    let verdict = |claim: &ListedClaim| {
        let key = ClaimKey {
            start: claim.span.start,
            end: claim.span.end,
            subject: claim.subject.clone(),
            predicate: claim.predicate.clone(),
            object: claim.object.clone(),
            text: claim.text.clone(),
        };
        let verdict = GivenVerdict {
            verdict: name_of_verdict(claim.verdict),
            fact: claim.fact.clone(),
        };
        (key, verdict)
    };
    article.claims.iter().map(verdict).collect()
}

/// Writes what differs for people.
///
/// # Errors
/// Those of `out`.
pub fn write_diff(diff: &FactsDiff, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for id in &diff.added {
        writeln!(out, "added    {}", sanitise_line(id))?;
    }
    for id in &diff.removed {
        writeln!(out, "removed  {}", sanitise_line(id))?;
    }
    for fact in &diff.changed {
        writeln!(out, "changed  {}", sanitise_line(&fact.id))?;
        for change in &fact.fields {
            let field = change.field.replace('_', "-");
            let text = format!(
                "{field}: {} → {}",
                in_short(&change.old),
                in_short(&change.new)
            );
            write_indented(&text, look, out)?;
        }
    }
    if !diff.verdicts.is_empty() {
        writeln!(out)?;
    }
    for change in &diff.verdicts {
        writeln!(
            out,
            "{}:{}:{}: {} → {}",
            sanitise_name(&change.path),
            change.line,
            change.column,
            in_words(change.old.as_ref()),
            in_words(change.new.as_ref())
        )?;
        write_indented(&change.text, look, out)?;
    }
    if diff.is_empty() {
        return writeln!(out, "no difference");
    }
    write!(
        out,
        "\n{} added, {} removed, {} changed",
        counted(diff.added.len(), "fact", "facts"),
        diff.removed.len(),
        diff.changed.len()
    )?;
    match diff.articles {
        0 => writeln!(out),
        articles => writeln!(
            out,
            "; {} in {}",
            counted(
                diff.verdicts.len(),
                "claim judged differently",
                "claims judged differently"
            ),
            counted(articles, "article", "articles")
        ),
    }
}

fn write_indented(text: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let width = look.width.saturating_sub(INDENT);
    for line in wrap(&sanitise_line(text), width) {
        writeln!(out, "{:INDENT$}{line}", "")?;
    }
    Ok(())
}

/// Returns a verdict such as "contradicted (root-s1-region)".
fn in_words(given: Option<&GivenVerdict>) -> String {
    match given {
        None => "no claim".to_owned(),
        Some(GivenVerdict { verdict, fact }) => match fact {
            Some(fact) => format!("{verdict} ({})", sanitise_line(fact)),
            None => (*verdict).to_owned(),
        },
    }
}

/// Returns a value without the quotation marks and brackets of JSON.
fn in_short(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "nothing".to_owned(),
        serde_json::Value::String(text) => format!("“{text}”"),
        serde_json::Value::Array(list) if list.is_empty() => "nothing".to_owned(),
        serde_json::Value::Array(list) => {
            let items: Vec<String> = list.iter().map(in_item).collect();
            items.join(", ")
        }
        other => in_item(other),
    }
}

fn in_item(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Object(fields) => {
            if let Some(id) = fields.get("id").and_then(serde_json::Value::as_str) {
                return id.to_owned();
            }
            let fields: BTreeMap<_, _> = fields.iter().collect();
            let told = fields.into_iter().filter(|(_, value)| !value.is_null());
            let fields: Vec<String> = told
                .map(|(field, value)| format!("{field} {}", in_item(value)))
                .collect();
            fields.join(" ")
        }
        serde_json::Value::Array(list) => {
            let items: Vec<String> = list.iter().map(in_item).collect();
            items.join(" ")
        }
        other => other.to_string(),
    }
}

/// Writes what differs as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_diff_json(diff: &FactsDiff, out: &mut dyn Write) -> io::Result<()> {
    write_object(diff, out)
}
