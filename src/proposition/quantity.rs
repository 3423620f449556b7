//! How much, how many or how long, with tolerances.

use serde::{Deserialize, Serialize};

use super::Interval;

/// A quantity: a stated one, or the one of a fact with all that bears on its tolerances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The figure and its tolerances.
    pub bands: Bands,
    /// The only figures that are fine, where several ways of counting are equally right; empty for all of
    /// `accept`. In ascending order.
    pub conventions: Vec<f64>,
    /// Tolerances for text that names an age; empty where age does not matter. In ascending order.
    pub by_age: Vec<AtAge>,
    /// Ages that a statement is about, in years.
    pub age: Option<Interval>,
}

/// The tolerances at one age.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AtAge {
    /// In years.
    pub age: f64,
    /// What is fine at this age.
    pub bands: Bands,
}

impl Quantity {
    /// Returns a quantity that is the same at all ages and counted in one way.
    #[must_use]
    pub fn new(bands: Bands) -> Self {
        Self {
            bands,
            conventions: Vec::new(),
            by_age: Vec::new(),
            age: None,
        }
    }

    /// Returns the tolerances for a statement about `age`: those of the listed ages inside it, else those of
    /// the nearest one. Several are taken together.
    #[must_use]
    pub fn bands_at(&self, age: Option<Interval>) -> Bands {
        let Some(age) = age else {
            return self.bands;
        };
        let distance = |listed: &AtAge| (age.low - listed.age).max(listed.age - age.high).max(0.0);
        let nearest = self
            .by_age
            .iter()
            .map(distance)
            .fold(f64::INFINITY, f64::min);
        self.by_age
            .iter()
            .filter(|listed| distance(listed) <= nearest)
            .map(|listed| listed.bands)
            .reduce(Bands::hull)
            .unwrap_or(self.bands)
    }
}

/// A figure with its tolerances; `accept` lies inside `soft`, `soft` inside `limit`.
///
/// Shares are percent, durations days, lengths millimetres, angles degrees, ages years; counts are plain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    /// Fine.
    pub accept: Interval,
    /// Deserves a note outside `accept`.
    pub soft: Interval,
    /// Clearly wrong beyond.
    pub limit: Interval,
    /// A range whose upper end reaches this deserves a note, even though it overlaps `accept`.
    pub note_from: f64,
    /// How a stated figure bounds the true one.
    pub bound: Bound,
}

impl Bands {
    /// Returns the bands of a plain statement: all of no width beyond the stated interval.
    #[must_use]
    pub fn plain(stated: Interval, bound: Bound) -> Self {
        Self {
            accept: stated,
            soft: stated,
            limit: stated,
            note_from: f64::INFINITY,
            bound,
        }
    }

    /// Returns the narrowest tolerances that hold both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            accept: self.accept.hull(other.accept),
            soft: self.soft.hull(other.soft),
            limit: self.limit.hull(other.limit),
            note_from: self.note_from.max(other.note_from),
            bound: self.bound,
        }
    }
}

/// Which side of a stated figure the true one lies on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// At the figure, or inside the stated interval.
    #[default]
    Exact,
    /// "up to", "as many as": the figure itself is tested, leniently.
    UpTo,
    /// "at least", "more than": the figure is the lower end.
    AtLeast,
    /// "less than", "fewer than": the figure is the upper end.
    AtMost,
}
