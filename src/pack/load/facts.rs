//! Sources and facts.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;

use super::super::Pack;
use super::super::model::{Fact, Says, Source};
use super::super::schema::{FactEntry, SaysEntry};
use super::names::nearest;
use super::{Loader, Placed};

impl Loader<'_> {
    pub(super) fn resolve_sources(&mut self) -> Vec<Source> {
        let sources = std::mem::take(&mut self.sources).into_iter();
        sources
            .map(|Placed { entry, .. }| {
                let doi = entry.doi.map(|doi| format!("https://doi.org/{doi}"));
                let pmid = entry
                    .pmid
                    .map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"));
                Source {
                    id: entry.id.into_inner(),
                    title: entry.title,
                    authors: entry.authors,
                    container: entry.container,
                    year: entry.year,
                    url: entry.url.or(doi).or(pmid),
                }
            })
            .collect()
    }

    pub(super) fn resolve_facts(&mut self, pack: &Pack) -> Vec<Fact> {
        let mut resolved = Vec::with_capacity(self.facts.len());
        for Placed { file, entry } in std::mem::take(&mut self.facts) {
            if entry.enabled {
                resolved.extend(self.resolve_fact(file, entry, pack));
            }
        }
        resolved
    }

    pub(super) fn resolve_fact(
        &mut self,
        file: usize,
        entry: FactEntry,
        pack: &Pack,
    ) -> Option<Fact> {
        let id_span = entry.id.span();
        let Some(predicate) = entry.predicate else {
            let message = format!("the fact `{}` has no `predicate`", entry.id.get_ref());
            self.problem(file, id_span, message, None);
            return None;
        };
        let Some(ceiling) = entry.ceiling else {
            let message = format!("the fact `{}` has no `ceiling`", entry.id.get_ref());
            let help = "one of: error, warning, silent".to_owned();
            self.problem(file, id_span, message, Some(help));
            return None;
        };
        if entry.sources.is_empty() || entry.statement.is_empty() {
            let message = format!(
                "the fact `{}` needs a `statement` and `sources`",
                entry.id.get_ref()
            );
            self.problem(file, id_span.clone(), message, None);
        }
        let says = SaysEntry {
            subject: entry.subject,
            predicate,
            typical: entry.typical,
            plausible: entry.plausible,
            doubtful: entry.doubtful,
            contradicted: entry.contradicted,
            exclusive: entry.exclusive,
            also: entry.also,
            accept: entry.accept,
            soft: entry.soft,
            below: entry.below,
            above: entry.above,
            note_if_upper_at_least: entry.note_if_upper_at_least,
            unit: entry.unit,
            frequency: entry.frequency,
            polarity: entry.polarity,
            population: entry.population,
            flag_only_with: entry.flag_only_with,
            unless_with: entry.unless_with,
            ceiling: entry.ceiling,
            impossible: Some(entry.impossible),
            emergency: Some(entry.emergency),
            rule: entry.rule,
        };
        let mut resolved = Vec::with_capacity(1 + entry.also_says.len());
        for entry in std::iter::once(&says).chain(&entry.also_says) {
            let proposition = self.resolve_proposition(file, entry, pack);
            resolved.extend(proposition.map(|proposition| {
                Says {
                    proposition,
                    flag_only_with: self.selectors(file, &entry.flag_only_with),
                    unless_with: self.selectors(file, &entry.unless_with),
                    impossible: entry.impossible.or(says.impossible).unwrap_or(false),
                    emergency: entry.emergency.or(says.emergency).unwrap_or(false),
                    rule: entry
                        .rule
                        .as_ref()
                        .or(says.rule.as_ref())
                        .map(|rule| rule.get_ref().clone()),
                    ceiling: entry.ceiling.unwrap_or(ceiling),
                }
            }));
        }
        let mut left_to = Vec::with_capacity(entry.left_to.len());
        for left in &entry.left_to {
            left_to.extend(self.concept(file, &left.object));
            if !self.names.facts.contains_key(left.fact.get_ref()) {
                let help = nearest(self.names.facts.keys(), left.fact.get_ref());
                let message = format!("there is no fact `{}`", left.fact.get_ref());
                self.problem(file, left.fact.span(), message, help);
            }
        }
        let sources = entry.sources.iter();
        let sources = sources
            .filter_map(|source| self.source(file, source))
            .collect();
        let reviewed = self.date(file, entry.reviewed.as_ref(), &id_span, "reviewed");
        let review_by = self.date(file, entry.review_by.as_ref(), &id_span, "review-by");
        Some(Fact {
            says: resolved,
            left_to,
            ceiling,
            statement: entry.statement,
            advice: entry.advice,
            strength: entry.strength,
            guideline: entry.guideline,
            country: entry.country,
            sources,
            reviewed: reviewed?,
            review_by: review_by?,
            agrees: entry.agrees,
            contradicts: entry.contradicts,
            origin: self.files[file].name.clone(),
            id: entry.id.into_inner(),
        })
    }

    pub(super) fn date(
        &mut self,
        file: usize,
        written: Option<&Spanned<toml::value::Datetime>>,
        id: &Range<usize>,
        field: &str,
    ) -> Option<Date> {
        let date = written.and_then(|written| {
            let date = written.get_ref().date?;
            let month = i8::try_from(date.month).ok()?;
            Date::new(
                i16::try_from(date.year).ok()?,
                month,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        if date.is_none() {
            let at = written.map_or_else(|| id.clone(), Spanned::span);
            self.problem(
                file,
                at,
                format!("`{field}` needs a date such as 2026-11-20"),
                None,
            );
        }
        date
    }
}
