//! Sentences with a marked cue and the words that it reaches (`bioscope-*.tsv`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use factlint::built_in::BuiltIn;

use crate::reading::{Bytes, read};
use crate::table::{Counts, Row, rows};

/// What came out.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    /// Words of all marked scopes, without the cues.
    pub(crate) words: Counts,
    /// Rows with a marked scope.
    pub(crate) rows: usize,
    /// Rows whose words are all as marked.
    pub(crate) exact: usize,
    /// By the marked cue: rows, rows that are exact, words.
    pub(crate) by_cue: BTreeMap<String, (usize, usize, Counts)>,
    /// Sentences in which nothing is marked, and in how many of them something is denied.
    pub(crate) unmarked: (usize, usize),
    /// The rows that differ.
    pub(crate) different: String,
}

/// Reads every row and compares.
pub(crate) fn measure(file: &str, built_in: &BuiltIn) -> Scopes {
    let mut result = Scopes::default();
    for row in rows(file) {
        let readings = read(row["sentence"], built_in);
        if row["cue"].is_empty() {
            result.unmarked.0 += 1;
            if readings.iter().any(|reading| reading.has_denial()) {
                result.unmarked.1 += 1;
            }
            continue;
        }
        let cues = spans(&row, "cue_span");
        let scopes = spans(&row, "scope_span");
        let words: Vec<(Bytes, bool)> = readings
            .iter()
            .flat_map(|reading| reading.reached(&cues))
            .filter(|(word, _)| !cues.iter().any(|cue| holds(cue, word)))
            .collect();
        let mut counts = Counts::default();
        for (word, found) in &words {
            let marked = scopes.iter().any(|scope| holds(scope, word));
            counts.add(marked, *found);
        }
        let exact = counts.wrong + counts.missed == 0;
        result.rows += 1;
        result.exact += usize::from(exact);
        result.words.add_all(counts);
        let by_cue = result.by_cue.entry(row["cue"].to_lowercase()).or_default();
        by_cue.0 += 1;
        by_cue.1 += usize::from(exact);
        by_cue.2.add_all(counts);
        if !exact {
            let shown = shown(row["sentence"], &words, &scopes);
            writeln!(result.different, "[{}] {}: {shown}", row["cue"], row["id"])
                .expect("a text can be written to");
        }
    }
    result
}

fn holds(span: &Bytes, word: &Bytes) -> bool {
    span.start < word.end && word.start < span.end
}

/// Returns the spans of a cell, "from-to" in characters and parted by semicolons, in bytes.
fn spans(row: &Row<'_>, column: &str) -> Vec<Bytes> {
    let text = row["sentence"];
    let byte = |at: &str| {
        let at: usize = at.parse().expect("a span is written in figures");
        text.char_indices().nth(at).map_or(text.len(), |(at, _)| at)
    };
    row[column]
        .split(';')
        .filter_map(|span| span.split_once('-'))
        .map(|(start, end)| byte(start)..byte(end))
        .collect()
}

/// Returns the sentence with what is marked in brackets and words that differ in capitals: `+` before what
/// is reached too much, `-` before what is missed.
fn shown(text: &str, words: &[(Bytes, bool)], scopes: &[Bytes]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    let mut inside = false;
    for (word, found) in words {
        let marked = scopes.iter().any(|scope| holds(scope, word));
        if marked != inside {
            shown.push_str(if marked { " [" } else { "] " });
            inside = marked;
        }
        shown.push_str(&text[at..word.start]);
        match (marked, *found) {
            (true, false) => shown.push('-'),
            (false, true) => shown.push('+'),
            _ => {}
        }
        shown.push_str(&text[word.clone()]);
        at = word.end;
    }
    shown.push_str(&text[at..]);
    shown
}
