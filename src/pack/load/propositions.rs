//! What a fact says, in numbers.

use toml::Spanned;

use super::super::Pack;
use super::super::model::{PredicateKind, Unit};
use super::super::schema::{FrequencyEntry, PolarityEntry, SaysEntry};
use super::Loader;
use crate::proposition::{Bands, Bound, Interval, Objects, Polarity, Proposition};

impl Loader<'_> {
    pub(super) fn resolve_proposition(
        &mut self,
        file: usize,
        says: &SaysEntry,
        pack: &Pack,
    ) -> Option<Proposition> {
        let predicate = self.predicate(file, &says.predicate)?;
        let kind = pack.predicate(predicate).kind;
        let objects = Objects {
            typical: self.concept_list(file, &says.typical),
            plausible: self.concept_list(file, &says.plausible),
            doubtful: self.concept_list(file, &says.doubtful),
            contradicted: self.concept_list(file, &says.contradicted),
            exclusive: says.exclusive,
            also: self.concept_list(file, &says.also),
        };
        let population = says
            .population
            .as_ref()
            .and_then(|population| self.cue(file, population));
        let unit = says.unit.or(pack.predicate(predicate).unit);
        let quantity = self.bands(file, says, kind, unit);
        let frequency = says
            .frequency
            .as_ref()
            .and_then(|frequency| self.frequency(file, frequency, pack));
        Some(Proposition {
            subject: self.concept_list(file, &says.subject),
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

    pub(super) fn bands(
        &mut self,
        file: usize,
        says: &SaysEntry,
        kind: PredicateKind,
        unit: Option<Unit>,
    ) -> Option<Bands> {
        let needs_bands = matches!(
            kind,
            PredicateKind::Share
                | PredicateKind::Duration
                | PredicateKind::Count
                | PredicateKind::Measure
        );
        let Some(accept) = &says.accept else {
            if needs_bands {
                let message = "a fact with this predicate needs an `accept` band".to_owned();
                self.problem(file, says.predicate.span(), message, None);
            }
            return None;
        };
        let soft = says.soft.as_ref().unwrap_or(accept);
        let low = says
            .below
            .as_ref()
            .map_or(f64::NEG_INFINITY, |limit| *limit.get_ref());
        let high = says
            .above
            .as_ref()
            .map_or(f64::INFINITY, |limit| *limit.get_ref());
        let [accept_low, accept_high] = *accept.get_ref();
        let [soft_low, soft_high] = *soft.get_ref();
        let forwards = self.is_range(file, accept) && self.is_range(file, soft);
        let nested = low <= soft_low
            && soft_low <= accept_low
            && accept_high <= soft_high
            && soft_high <= high;
        if forwards && !nested {
            let message = "the bands do not nest: `accept` lies inside `soft`, `soft` inside `below` and `above`"
                .to_owned();
            self.problem(file, accept.span(), message, None);
        }
        let factor = unit.map_or(1.0, Unit::factor);
        Some(Bands {
            accept: Interval::new(accept_low, accept_high).scaled(factor),
            soft: Interval::new(soft_low, soft_high).scaled(factor),
            limit: Interval { low, high }.scaled(factor),
            note_from: says
                .note_if_upper_at_least
                .map_or(f64::INFINITY, |from| from * factor),
            bound: Bound::Exact,
        })
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
