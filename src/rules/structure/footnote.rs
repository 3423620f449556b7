//! Marks without notes, and notes without marks.

use std::collections::BTreeMap;

use super::{Finding, Findings};
use crate::checked::Checked;
use crate::references::{Mark, MarkKind};
use crate::rules::{Edit, Fix, Levels};

/// Adds a finding for every note that is missing, and for every note that nothing leads to.
pub(super) fn check(
    checked: &Checked<'_>,
    unused: &str,
    unused_severity: &Levels,
    findings: &mut Findings<'_>,
) {
    for marks in missing(&checked.references.marks).into_values() {
        let Some((first, others)) = marks.split_first() else {
            continue;
        };
        let mut finding = Finding::new(first.span, findings.message(), "leads nowhere");
        finding.others = others
            .iter()
            .map(|mark| (mark.span, "the same here".to_owned()))
            .collect();
        finding.fix = added_note(checked, &first.kind);
        findings.add(finding);
    }
    let article = checked.article;
    for note in &article.notes {
        let used = article
            .note_marks
            .iter()
            .any(|mark| same(&mark.label, &note.label));
        if !used {
            let finding = Finding::new(note.span, unused, "no mark leads here");
            findings.add_as(unused_severity, finding);
        }
    }
}

/// Returns the marks without notes by the note that is missing; all numbers lack one list.
fn missing(marks: &[Mark]) -> BTreeMap<MarkKind, Vec<&Mark>> {
    let mut missing = BTreeMap::<MarkKind, Vec<&Mark>>::new();
    for mark in marks.iter().filter(|mark| !mark.resolved) {
        let key = match &mark.kind {
            MarkKind::Numbers(_) => MarkKind::Numbers(Vec::new()),
            other => other.clone(),
        };
        missing.entry(key).or_default().push(mark);
    }
    missing
}

/// Returns the change that adds an empty note, where the markup has notes.
fn added_note(checked: &Checked<'_>, kind: &MarkKind) -> Option<Fix> {
    let MarkKind::Note(name) = kind else {
        return None;
    };
    let place = checked.article.note_place.as_ref()?;
    Some(Fix {
        description: "add the note, to be filled in".to_owned(),
        safe: true,
        edits: vec![Edit {
            span: place.at,
            replacement: format!("{}[^{name}]: {}", place.breaks, place.line_break),
        }],
    })
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
