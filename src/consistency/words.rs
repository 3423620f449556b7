//! Statements in words, for messages.

use super::{Holds, Statement, Value};
use crate::pack::{Pack, PredicateKind};
use crate::proposition::Polarity;
use crate::source::Span;

/// Most characters of an article that a message repeats.
const LONGEST: usize = 90;

/// Returns the words of an article at `span` in quotation marks, on one line and cut where they are long.
#[must_use]
pub fn quoted(text: &str, span: Span) -> String {
    let words: Vec<&str> = text
        .get(span.range())
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let line = words.join(" ");
    let line = line.trim_end_matches(['.', ';', ',']);
    let end = line.char_indices().nth(LONGEST).map(|(at, _)| at);
    match end {
        Some(end) => format!("\u{201c}{} \u{2026}\u{201d}", line[..end].trim_end()),
        None => format!("\u{201c}{line}\u{201d}"),
    }
}

/// Returns what a statement of the article with this `text` says: "says: the S1 root is felt in the calf".
#[must_use]
pub fn described(statement: &Statement, text: &str, pack: &Pack) -> String {
    let (predicate, subject) = statement.said;
    let predicate = pack.predicate(predicate);
    let subject = pack.concept(subject).label.as_str();
    match (statement.value, predicate.kind) {
        (_, PredicateKind::Stance) => {
            // What the predicate says itself, which may count as the opposite of another.
            let turned = predicate
                .disagreement
                .as_ref()
                .and_then(|disagreement| disagreement.counts_as)
                .is_some_and(|other| other.turned);
            let affirmed = statement.value == Value::Advice(Polarity::Affirmed);
            let verb = match affirmed ^ turned {
                true => "recommends",
                false => "advises against",
            };
            format!("{verb} {subject}")
        }
        (Value::Range { .. }, PredicateKind::Frequency) => {
            format!("says {}", quoted(text, statement.clause))
        }
        (Value::Range { .. }, _) => {
            let what = format!("{subject} {}", predicate.label);
            format!(
                "gives {} for: {}",
                quoted(text, statement.span),
                what.trim()
            )
        }
        (Value::Object { object, holds, .. }, _) => {
            let verb = match holds {
                Holds::NotSo => "denies",
                Holds::So | Holds::Alone => "says",
            };
            let winner = predicate
                .disagreement
                .as_ref()
                .is_some_and(|disagreement| disagreement.winner);
            if winner {
                return format!("{verb} {}", quoted(text, statement.clause));
            }
            let object = pack.concept(object).label.as_str();
            format!("{verb}: {subject} {} {object}", predicate.label)
        }
        (Value::Advice(_), _) => format!("says {}", quoted(text, statement.clause)),
    }
}
