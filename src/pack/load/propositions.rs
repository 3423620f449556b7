//! What a fact says, in numbers.

use toml::Spanned;

use super::super::Pack;
use super::super::model::{PredicateKind, Unit};
use super::super::schema::{ByAgeEntry, FrequencyEntry, PolarityEntry, SaysEntry};
use super::Loader;
use crate::proposition::{AtAge, Bands, Bound, Interval, Objects, Polarity, Proposition, Quantity};

impl Loader<'_> {
    pub(super) fn resolve_proposition(
        &mut self,
        file: usize,
        says: &SaysEntry,
        pack: &Pack,
    ) -> Option<Proposition> {
        // A wrong name is no reason to say nothing about the others.
        let predicate = self.predicate(file, &says.predicate);
        let subject = self.concept_list(file, &says.subject);
        let objects = Objects {
            typical: self.concept_list(file, &says.typical),
            plausible: self.concept_list(file, &says.plausible),
            doubtful: self.concept_list(file, &says.doubtful),
            contradicted: self.concept_list(file, &says.contradicted),
            exclusive: says.exclusive,
            only: false,
            also: self.concept_list(file, &says.also),
        };
        let population = says
            .population
            .as_ref()
            .and_then(|population| self.cue(file, population));
        let frequency = says
            .frequency
            .as_ref()
            .and_then(|frequency| self.frequency(file, frequency, pack));
        let Some(predicate) = predicate else {
            for range in says.accept.iter().chain(&says.soft) {
                self.is_range(file, range);
            }
            return None;
        };
        let said_with = pack.predicate(predicate);
        let unit = says.unit.or(said_with.unit);
        let quantity = self.quantity(file, says, said_with.kind, unit);
        Some(Proposition {
            subject,
            predicate,
            objects,
            quantity,
            polarity: match says.polarity {
                Some(PolarityEntry::Denied) => Polarity::Denied,
                _ => Polarity::Affirmed,
            },
            frequency,
            population: population.into_iter().collect(),
            collective: false,
        })
    }

    fn quantity(
        &mut self,
        file: usize,
        says: &SaysEntry,
        kind: PredicateKind,
        unit: Option<Unit>,
    ) -> Option<Quantity> {
        let needs_bands = matches!(
            kind,
            PredicateKind::Share
                | PredicateKind::Duration
                | PredicateKind::Count
                | PredicateKind::Measure
        );
        let conventions = self.conventions(file, says);
        let accept = says.accept.as_ref().map(Spanned::get_ref).copied();
        let ends = conventions.first().zip(conventions.last());
        let Some(accept) = accept.or(ends.map(|(low, high)| [*low, *high])) else {
            if needs_bands {
                let message = "a fact with this predicate needs an `accept` band".to_owned();
                self.problem(file, says.predicate.span(), message, None);
            }
            return None;
        };
        let factor = unit.map_or(1.0, Unit::factor);
        let by_age = says.by_age.as_ref();
        let by_age = by_age.map(|entry| self.bands_by_age(file, entry, factor));
        Some(Quantity {
            conventions: conventions.iter().map(|count| count * factor).collect(),
            by_age: by_age.unwrap_or_default(),
            ..Quantity::new(self.bands(file, says, accept, factor))
        })
    }

    /// Returns the counts that are equally right.
    fn conventions(&mut self, file: usize, says: &SaysEntry) -> Vec<f64> {
        let Some(values) = &says.accept_values else {
            return Vec::new();
        };
        if says.accept.is_some() || values.get_ref().is_empty() || !values.get_ref().is_sorted() {
            let message =
                "`accept-values` stands instead of `accept` and lists numbers in ascending order";
            self.problem(file, values.span(), message.to_owned(), None);
        }
        values.get_ref().clone()
    }

    fn bands_by_age(&mut self, file: usize, entry: &ByAgeEntry, factor: f64) -> Vec<AtAge> {
        let ByAgeEntry {
            figures,
            accept,
            soft,
            limit,
        } = entry;
        let nested = *accept >= 0.0 && accept <= soft && soft <= limit;
        if !nested
            || !figures
                .get_ref()
                .is_sorted_by(|one, other| one[0] < other[0])
        {
            let message = "`by-age` lists ages in ascending order, and its `accept`, `soft` and `limit` do not shrink";
            self.problem(file, figures.span(), message.to_owned(), None);
        }
        let around = |figure: f64, margin: f64| {
            Interval::new(figure - margin, figure + margin).scaled(factor)
        };
        let listed = figures.get_ref().iter();
        listed
            .map(|[age, figure]| AtAge {
                age: *age,
                bands: Bands {
                    accept: around(*figure, *accept),
                    soft: around(*figure, *soft),
                    limit: around(*figure, *limit),
                    note_from: f64::INFINITY,
                    bound: Bound::Exact,
                },
            })
            .collect()
    }

    fn bands(&mut self, file: usize, says: &SaysEntry, accept: [f64; 2], factor: f64) -> Bands {
        let limit = |limit: &Option<Spanned<f64>>, none: f64| {
            limit.as_ref().map_or(none, |limit| *limit.get_ref())
        };
        let low = limit(&says.below, f64::NEG_INFINITY);
        let high = limit(&says.above, f64::INFINITY);
        let [accept_low, accept_high] = accept;
        let [soft_low, soft_high] = says.soft.as_ref().map_or(accept, |soft| *soft.get_ref());
        let mut forwards = true;
        for range in says.accept.iter().chain(&says.soft) {
            forwards &= self.is_range(file, range);
        }
        let nested = low <= soft_low
            && soft_low <= accept_low
            && accept_high <= soft_high
            && soft_high <= high;
        if forwards && !nested {
            let message = "the bands do not nest: `accept` lies inside `soft`, `soft` inside `below` and `above`"
                .to_owned();
            let at = says
                .accept
                .as_ref()
                .map_or_else(|| says.predicate.span(), Spanned::span);
            self.problem(file, at, message, None);
        }
        Bands {
            accept: Interval::new(accept_low, accept_high).scaled(factor),
            soft: Interval::new(soft_low, soft_high).scaled(factor),
            limit: Interval { low, high }.scaled(factor),
            note_from: says
                .note_if_upper_at_least
                .map_or(f64::INFINITY, |from| from * factor),
            bound: Bound::Exact,
        }
    }

    pub(super) fn frequency(
        &mut self,
        file: usize,
        entry: &Spanned<FrequencyEntry>,
        pack: &Pack,
    ) -> Option<Interval> {
        match entry.get_ref() {
            FrequencyEntry::Interval([low, high]) => {
                if low > high || !(0.0..=100.0).contains(low) || !(0.0..=100.0).contains(high) {
                    let message = format!("{low} to {high} is no range of percentages");
                    let help = "the smaller number first, both from 0 to 100".to_owned();
                    self.problem(file, entry.span(), message, Some(help));
                }
                Some(Interval::new(*low, *high))
            }
            FrequencyEntry::Step(step) => {
                let found = pack
                    .cues
                    .iter()
                    .find(|cue| cue.id == *step && cue.interval.is_some());
                if found.is_none() {
                    let message = format!("`{step}` is no step of the frequency scale");
                    self.problem(file, entry.span(), message, None);
                }
                found.and_then(|cue| cue.interval)
            }
        }
    }

    /// Tells whether a range runs from a smaller number to a larger one; reports it if not.
    pub(super) fn is_range(&mut self, file: usize, range: &Spanned<[f64; 2]>) -> bool {
        let [low, high] = *range.get_ref();
        let fine = low <= high;
        if !fine {
            let message = format!("nothing lies between {low} and {high}");
            let help = "the smaller number comes first".to_owned();
            self.problem(file, range.span(), message, Some(help));
        }
        fine
    }
}
