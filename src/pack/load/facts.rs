//! Sources and facts.

use jiff::civil::Date;
use toml::Spanned;

use super::super::Pack;
use super::super::model::{Ceiling, Example, Fact, FileIndex, Says, Source};
use super::super::schema::{FactEntry, Ref, SaysEntry};
use super::{Loader, Placed, number};
use crate::source::Span;

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
        self.need_basis(file, &entry);
        let mut left_to = Vec::with_capacity(entry.left_to.len());
        for left in &entry.left_to {
            left_to.extend(self.concept(file, &left.object));
            self.need_fact(file, &left.fact);
        }
        let sources = entry.sources.iter();
        let sources = sources
            .filter_map(|source| self.source(file, source))
            .collect();
        let reviewed = self.date(file, entry.reviewed.as_ref(), "reviewed");
        let review_by = self.date(file, entry.review_by.as_ref(), "review-by");
        if let (Some(first), Some(then)) = (reviewed, review_by)
            && then < first
        {
            let at = entry
                .review_by
                .as_ref()
                .map_or(id_span.clone(), Spanned::span);
            let message = format!("`review-by` {then} lies before `reviewed` {first}");
            self.problem(file, at, message, None);
        }
        // One without a ceiling is refused; the rest of it is read for its other mistakes.
        let ceiling = entry.ceiling.unwrap_or(Ceiling::Silent);
        let Some(predicate) = entry.predicate else {
            self.check_lists(file, &entry);
            return None;
        };
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
            accept_values: entry.accept_values,
            by_age: entry.by_age,
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
            agrees: examples(entry.agrees),
            contradicts: examples(entry.contradicts),
            near_misses: examples(entry.near_misses),
            file: FileIndex(number(file)),
            at: Span::of_range(id_span),
            kind: entry.kind,
            id: entry.id.into_inner(),
        })
    }

    /// Reports what every fact needs and this one lacks.
    fn need_basis(&mut self, file: usize, entry: &FactEntry) {
        let id = entry.id.get_ref();
        let lacking = [
            (entry.subject.is_empty(), "subject"),
            (entry.predicate.is_none(), "predicate"),
            (entry.ceiling.is_none(), "ceiling"),
            (entry.statement.trim().is_empty(), "statement"),
            (entry.sources.is_empty(), "sources"),
            (entry.reviewed.is_none(), "reviewed"),
            (entry.review_by.is_none(), "review-by"),
        ];
        let unread = &self.names.unread_fields;
        if unread.contains(&(file, id.clone(), "enabled".to_owned())) {
            // It may be meant to switch a fact off.
            return;
        }
        let lacking: Vec<String> = lacking
            .into_iter()
            .filter(|(lacks, _)| *lacks)
            .filter(|(_, field)| !unread.contains(&(file, id.clone(), (*field).to_owned())))
            .map(|(_, field)| format!("`{field}`"))
            .collect();
        if !lacking.is_empty() {
            let message = format!("the fact `{id}` has no {}", lacking.join(", no "));
            let help = "every fact has a subject, a predicate, a ceiling, a statement, sources and two dates";
            self.problem(file, entry.id.span(), message, Some(help.to_owned()));
        }
    }

    /// Reports what is wrong with the fields of a proposition whose predicate is unknown.
    fn check_lists(&mut self, file: usize, entry: &FactEntry) {
        let lists = [
            &entry.subject,
            &entry.typical,
            &entry.plausible,
            &entry.doubtful,
            &entry.contradicted,
            &entry.also,
        ];
        for list in lists {
            self.concept_list(file, list);
        }
        for range in entry.accept.iter().chain(&entry.soft) {
            self.is_range(file, range);
        }
        self.selectors(file, &entry.flag_only_with);
        self.selectors(file, &entry.unless_with);
    }

    /// Returns a date; reports what is none.
    fn date(
        &mut self,
        file: usize,
        written: Option<&Spanned<toml::value::Datetime>>,
        field: &str,
    ) -> Option<Date> {
        let written = written?;
        let date = written.get_ref().date.and_then(|date| {
            let year = i16::try_from(date.year).ok()?;
            let month = i8::try_from(date.month).ok()?;
            Date::new(year, month, i8::try_from(date.day).ok()?).ok()
        });
        let exact = date.filter(|_| written.get_ref().time.is_none());
        if exact.is_none() {
            let message = format!("`{field}` needs a date such as 2026-11-20");
            self.problem(file, written.span(), message, None);
        }
        exact
    }
}

pub(super) fn examples(written: Vec<Ref>) -> Vec<Example> {
    written.into_iter().map(example).collect()
}

pub(super) fn example(sentence: Ref) -> Example {
    Example {
        at: Span::of_range(sentence.span()),
        text: sentence.into_inner(),
    }
}
