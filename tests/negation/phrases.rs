//! Sentences with one phrase each, which is denied or not (`context-2376.tsv`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use factlint::built_in::BuiltIn;

use crate::reading::{Bytes, read};
use crate::table::{Counts, rows};

/// What came out.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    /// Over all rows.
    pub(crate) all: Counts,
    /// By the words that deny; for a missed phrase all such words of its sentence.
    pub(crate) by_cue: BTreeMap<String, Counts>,
    /// Rows whose phrase was not found as one stretch; they count as not denied.
    pub(crate) lost: usize,
    /// The rows that differ.
    pub(crate) different: String,
}

/// Reads every row and compares.
pub(crate) fn measure(file: &str, built_in: &BuiltIn) -> Phrases {
    let mut result = Phrases::default();
    for row in rows(file) {
        let text = row["sentence"]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let marked = row["negation"] == "Negated";
        let place = find_phrase(&text, row["phrase"]);
        result.lost += usize::from(place.is_none());
        let place = place.unwrap_or(0..0);
        let readings = read(&text, built_in);
        let reading = readings
            .iter()
            .max_by_key(|reading| reading.touched(&place));
        let found = reading.is_some_and(|reading| reading.denies(&place));
        result.all.add(marked, found);
        if !marked && !found {
            continue;
        }
        let cues = reading.map_or_else(Vec::new, |reading| match found {
            true => reading.cues_over(&place, &text),
            false => reading.cues(&text),
        });
        let cues = match cues.is_empty() {
            true => "(none)".to_owned(),
            false => cues.join(" + ").to_lowercase(),
        };
        if marked != found {
            let kind = if found { "wrong " } else { "missed" };
            writeln!(result.different, "{kind} [{cues}] {}: {text}", row["id"])
                .expect("a text can be written to");
        }
        result.by_cue.entry(cues).or_default().add(marked, found);
    }
    result
}

/// Returns where the phrase stands: in capitals, else in any case.
fn find_phrase(text: &str, phrase: &str) -> Option<Bytes> {
    let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
    let capitals = phrase.to_uppercase();
    let start = text
        .find(&capitals)
        .or_else(|| text.to_ascii_lowercase().find(&phrase.to_ascii_lowercase()))?;
    Some(start..start + phrase.len())
}
