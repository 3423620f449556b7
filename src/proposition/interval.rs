//! Closed intervals of numbers.

use serde::{Deserialize, Serialize};

/// A closed interval; either end may be infinite.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end, inclusive.
    pub low: f64,
    /// Upper end, inclusive.
    pub high: f64,
}

impl Interval {
    /// Everything.
    pub const ALL: Self = Self {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };

    /// Returns the interval between two numbers, whichever is the smaller.
    #[must_use]
    pub fn new(one: f64, other: f64) -> Self {
        Self {
            low: one.min(other),
            high: one.max(other),
        }
    }

    /// Returns the interval that holds one number.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// Tells whether both share a number.
    #[must_use]
    pub fn touches(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Tells whether every number of `self` is above every number of `other`.
    #[must_use]
    pub fn is_above(self, other: Self) -> bool {
        self.low > other.high
    }

    /// Tells whether every number of `self` is below every number of `other`.
    #[must_use]
    pub fn is_below(self, other: Self) -> bool {
        self.high < other.low
    }

    /// Returns what both share, if anything.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.touches(other).then(|| Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        })
    }

    /// Returns the smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Returns the shares that are left of a hundred percent.
    #[must_use]
    pub fn complement_of_hundred(self) -> Self {
        Self {
            low: 100.0 - self.high,
            high: 100.0 - self.low,
        }
    }

    /// Returns both ends times a positive `factor`.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            high: self.high * factor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_interval() -> impl Strategy<Value = Interval> {
        (0.0..100.0f64, 0.0..100.0f64).prop_map(|(a, b)| Interval::new(a, b))
    }

    proptest! {
        #[test]
        fn two_intervals_touch_or_lie_apart(a in any_interval(), b in any_interval()) {
            prop_assert_eq!(a.touches(b), !a.is_above(b) && !a.is_below(b));
            prop_assert_eq!(a.touches(b), b.touches(a));
            prop_assert_eq!(a.is_above(b), b.is_below(a));
            prop_assert_eq!(a.intersection(b).is_some(), a.touches(b));
        }

        #[test]
        fn a_complement_taken_twice_changes_nothing(a in any_interval()) {
            let twice = a.complement_of_hundred().complement_of_hundred();
            prop_assert!((twice.low - a.low).abs() < 1e-9 && (twice.high - a.high).abs() < 1e-9);
        }
    }
}
