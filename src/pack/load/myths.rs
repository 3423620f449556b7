//! Myths.

use super::super::model::{Fact, FactIndex, FileIndex, Myth};
use super::super::schema::MythEntry;
use super::facts::{example, examples};
use super::{Loader, Placed, number};
use crate::source::Span;

impl Loader<'_> {
    pub(super) fn resolve_myths(&mut self, facts: &[Fact]) -> Vec<Myth> {
        let mut resolved = Vec::with_capacity(self.myths.len());
        for Placed { file, entry } in std::mem::take(&mut self.myths) {
            self.need_refutation(file, &entry);
            for fact in &entry.facts {
                self.need_fact(file, fact);
            }
            // What is switched off refutes nothing.
            let refuting = entry.facts.iter().filter_map(|wanted| {
                let place = facts.iter().position(|fact| fact.id == *wanted.get_ref())?;
                Some(FactIndex(number(place)))
            });
            resolved.push(Myth {
                facts: refuting.collect(),
                claim: example(entry.claim),
                correction: entry.correction,
                severity: entry.severity,
                forms: examples(entry.forms),
                refutations: examples(entry.refutations),
                file: FileIndex(number(file)),
                at: Span::of_range(entry.id.span()),
                id: entry.id.into_inner(),
            });
        }
        resolved
    }

    /// Reports what every myth needs and this one lacks.
    fn need_refutation(&mut self, file: usize, entry: &MythEntry) {
        let id = entry.id.get_ref();
        let lacking = [
            (entry.claim.get_ref().trim().is_empty(), "claim"),
            (entry.correction.trim().is_empty(), "correction"),
            (entry.facts.is_empty(), "facts"),
        ];
        let unread = &self.names.unread_fields;
        let lacking: Vec<String> = lacking
            .into_iter()
            .filter(|(lacks, _)| *lacks)
            .filter(|(_, field)| !unread.contains(&(file, id.clone(), (*field).to_owned())))
            .map(|(_, field)| format!("`{field}`"))
            .collect();
        if !lacking.is_empty() {
            let message = format!("the myth `{id}` has no {}", lacking.join(", no "));
            let help = "every myth has a claim, a correction and facts that refute it".to_owned();
            self.problem(file, entry.id.span(), message, Some(help));
        }
    }
}
