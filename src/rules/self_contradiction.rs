//! Claims of one article against each other.

use std::collections::BTreeMap;

use super::places::Places;
use super::{Diagnostic, Family, Label, Rule, Settings, Severity};
use crate::checked::Checked;
use crate::consistency::{Key, Standing, Stated, described, gather};
use crate::pack::{Pack, Role};
use crate::source::Span;

/// Most statements about one thing that are held against each other; an article that says more of it repeats itself.
const MOST: usize = 60;

/// Adds one finding for each thing of which the article says what cannot both be so. What is reported against a fact
/// as a warning or an error is not said again.
pub(super) fn check(
    checked: &Checked<'_>,
    rule: &Rule,
    settings: &Settings,
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(severity) = settings.severity(rule) else {
        return;
    };
    let mut by_key: BTreeMap<Key, Vec<Stated>> = BTreeMap::new();
    for stated in gather(checked, pack) {
        let known = by_key.entry(stated.statement.key).or_default();
        let again = known.iter().any(|other| {
            other.statement.value == stated.statement.value && other.sentence == stated.sentence
        });
        if known.len() < MOST && !again {
            known.push(stated);
        }
    }
    let reported = reported(diagnostics);
    let found: Vec<Diagnostic> = by_key
        .values()
        .filter_map(|stated| first_clash(stated, checked, &reported, pack))
        .map(|(here, there)| diagnostic(checked, rule, severity, &here, &there, pack))
        .collect();
    diagnostics.extend(found);
}

/// Returns the first two statements that cannot both be so; of them first the one that the facts are against, else the
/// later one.
fn first_clash(
    stated: &[Stated],
    checked: &Checked<'_>,
    reported: &Places,
    pack: &Pack,
) -> Option<(Stated, Stated)> {
    let pairs = stated.iter().enumerate().flat_map(|(at, later)| {
        let earlier = stated[..at].iter();
        earlier.map(move |earlier| (earlier, later))
    });
    let (earlier, later) = pairs
        .filter(|(earlier, later)| {
            earlier.statement.clashes_with(&later.statement, pack)
                && !earlier.statement.is_settled_with(&later.statement, pack)
                && !are_set_against_each_other(earlier, later, checked)
                && !is_granted(earlier, later, checked)
        })
        .find(|(earlier, later)| {
            !reported.overlap(earlier.statement.span) && !reported.overlap(later.statement.span)
        })?;
    let wrong = |one: &Stated| one.statement.standing >= Standing::Against;
    Some(match wrong(earlier) && !wrong(later) {
        true => (*earlier, *later),
        false => (*later, *earlier),
    })
}

/// Tells whether the article sets two statements against each other on purpose: in one sentence, in one table, or with
/// a word such as "however" before the later one.
fn are_set_against_each_other(earlier: &Stated, later: &Stated, checked: &Checked<'_>) -> bool {
    let cell = |stated: &Stated| checked.article.blocks[stated.sentence.0].cell;
    let one_table = match (cell(earlier), cell(later)) {
        (Some(one), Some(other)) => one.table == other.table,
        _ => false,
    };
    let mut sentences = checked.read[later.sentence.0].sentences.iter();
    let sentence = sentences.find(|sentence| sentence.span == later.sentence.1);
    let contrasted = sentence.is_some_and(|sentence| {
        let opening = 0..sentence.tokens.len().min(OPENING);
        sentence.has_role(Role::Contrast, &opening)
    });
    earlier.sentence == later.sentence || one_table || contrasted
}

/// Words in which a sentence turns against what was said before it.
const OPENING: usize = 4;

/// Tells whether one of two statements is an exception to the other that the same section grants.
fn is_granted(one: &Stated, other: &Stated, checked: &Checked<'_>) -> bool {
    let section = |stated: &Stated| &checked.article.blocks[stated.sentence.0].headings;
    (one.weak || other.weak) && section(one) == section(other)
}

/// Returns where something is reported against a fact as a warning or an error.
pub(crate) fn reported(diagnostics: &[Diagnostic]) -> Places {
    let loud = diagnostics.iter().filter(|found| {
        found.family == Family::Contradiction && found.severity >= Severity::Warning
    });
    loud.map(|found| found.span).collect()
}

fn diagnostic(
    checked: &Checked<'_>,
    rule: &Rule,
    severity: Severity,
    here: &Stated,
    there: &Stated,
    pack: &Pack,
) -> Diagnostic {
    // The prose of the clause, which no markup interrupts.
    let words = |stated: &Stated| {
        let claim = &checked.claims[stated.claim].claim;
        let prose = &checked.article.blocks[claim.block].prose;
        let mut statement = stated.statement;
        statement.span = Span::new(claim.focus.start, claim.focus.end);
        statement.clause = Span::new(claim.clause.start, claim.clause.end);
        described(&statement, prose, pack)
    };
    let (said, otherwise) = (words(here), words(there));
    let order = match here.statement.span.start < there.statement.span.start {
        true => "later",
        false => "earlier",
    };
    Diagnostic {
        rule: rule.id.clone(),
        family: rule.family,
        severity,
        fact: None,
        message: format!("the article {said}; {order} it {otherwise}"),
        help: Some("decide which of the two is right, or say what makes the difference".to_owned()),
        span: here.statement.span,
        labels: vec![
            Label {
                span: here.statement.span,
                text: "both cannot be so".to_owned(),
            },
            Label {
                span: there.statement.span,
                text: "and here the article says otherwise".to_owned(),
            },
        ],
        fix: None,
    }
}
