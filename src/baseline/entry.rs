//! One finding that is known.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::report::{ArticleReport, ReadyDiagnostic};

/// A finding that is known; ordered by path, rule and fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// Path of the article from the folder of the baseline, with `/` between its parts.
    pub path: String,
    /// Id of the rule.
    pub rule: String,
    /// Id of the fact it rests on.
    #[serde(default)]
    pub fact: Option<String>,
    /// What it is known by in its article.
    pub fingerprint: String,
    /// Some of the words it stands at, for people; empty where it is about the article as a whole.
    #[serde(default)]
    pub excerpt: String,
}

/// Most characters of an excerpt.
const LONGEST: usize = 80;

/// Characters of the sentence that are kept before a finding far inside of it.
const BEFORE: usize = 24;

impl Entry {
    /// Returns the entry for `finding`, whose fingerprint is `fingerprint`, of the `article` at `path`.
    #[must_use]
    pub fn new(
        path: &str,
        finding: &ReadyDiagnostic,
        fingerprint: &str,
        article: &ArticleReport,
    ) -> Self {
        let whole = finding.span.is_empty() || article.whole.contains(&finding.rule);
        Self {
            path: path.to_owned(),
            rule: finding.rule.clone(),
            fact: finding.fact.clone(),
            fingerprint: fingerprint.to_owned(),
            excerpt: if whole {
                String::new()
            } else {
                excerpt(finding, article)
            },
        }
    }

    /// Tells whether both are the same finding of the same article.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.path == other.path && self.is_same_elsewhere(other)
    }

    /// Tells whether both are the same finding, whatever the article.
    #[must_use]
    pub fn is_same_elsewhere(&self, other: &Self) -> bool {
        self.rule == other.rule && self.fact == other.fact && self.fingerprint == other.fingerprint
    }
}

/// Returns the words of the sentence that `finding` stands in, in one line, cut to what is around it.
fn excerpt(finding: &ReadyDiagnostic, article: &ArticleReport) -> String {
    let text = &article.text();
    let mut sentences = article.sentences.iter();
    let around = sentences.find(|sentence| sentence.span.overlaps(finding.span));
    let span = around.map_or(finding.span, |sentence| sentence.span.cover(finding.span));
    let clamp = |at: u32| text.floor_char_boundary(at as usize);
    let sentence = clamp(span.start)..clamp(span.end);
    cut(text, sentence, clamp(finding.span.start))
}

fn cut(text: &str, sentence: Range<usize>, finding: usize) -> String {
    let before = one_line(&text[sentence.start..finding]);
    let behind = one_line(&text[finding..sentence.end]);
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let whole = format!("{before}{behind}");
    if whole.trim().chars().count() <= LONGEST {
        return whole.trim().to_owned();
    }
    let mut words = String::new();
    let mut rest = whole.as_str();
    if before.chars().count() + behind.chars().count().min(LONGEST / 2) > LONGEST {
        rest = whole
            .char_indices()
            .nth(skipped)
            .map_or("", |(at, _)| &whole[at..]);
        rest = rest.find(' ').map_or(rest, |at| &rest[at..]);
        words.push('…');
    }
    words.extend(rest.trim_start().chars().take(LONGEST));
    if rest.trim_start().chars().count() > LONGEST {
        words.push('…');
    }
    words
}

/// Returns `text` with single spaces, one at an end where there was any.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if !letter.is_whitespace() {
            line.push(letter);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_cut_around_the_finding() {
        let text = "One two.\n  S1 pain is\n felt in the groin. Three.";
        let at = text.find("groin").unwrap();
        let end = text.find(" Three").unwrap();
        assert_eq!(cut(text, 9..end, at), "S1 pain is felt in the groin.");
        let long = format!("{}groin {}", "word ".repeat(40), "more ".repeat(40));
        let shown = cut(&long, 0..long.len(), 200);
        assert!(shown.starts_with("…word word"), "{shown}");
        assert!(shown.contains(" groin more"), "{shown}");
        assert!(shown.ends_with('…') && shown.chars().count() <= LONGEST + 2);
        let start = cut(&long, 0..long.len(), 5);
        assert!(start.starts_with("word word"), "{start}");
    }
}
