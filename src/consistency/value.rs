//! What is said, and whether two such things can both be so.

use crate::pack::Disagreement;
use crate::proposition::{ConceptId, Interval, Lattice, Polarity};

/// What is said of one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A figure: percent, days and so on, with half of what two figures may differ by on either side.
    Range {
        /// Lower end, inclusive.
        low: f32,
        /// Upper end, inclusive.
        high: f32,
    },
    /// Something that is recommended, or advised against.
    Advice(Polarity),
    /// The other end of a relation.
    Object {
        /// The object.
        object: ConceptId,
        /// What is said of it.
        holds: Holds,
        /// Number of its group among the values of which one can be so; 0 for none.
        group: u8,
    },
}

/// What is said of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It is so, and other objects may be as well.
    So,
    /// It is so, and no other object is.
    Alone,
    /// It is not so.
    NotSo,
}

/// How a statement stands to the facts; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// They say the same.
    Agreed,
    /// They let it pass.
    Passed,
    /// They do not speak of it.
    Unknown,
    /// They are against it.
    Against,
    /// They are against it, and that is reported as a warning or an error.
    Reported,
}

impl Standing {
    /// Tells whether the facts speak of it, and not against it.
    #[must_use]
    pub fn is_fine(self) -> bool {
        matches!(self, Self::Agreed | Self::Passed)
    }
}

/// How far two figures may be apart, as a part of the figure.
const TOLERANCE: f64 = 0.1;

/// How far two frequencies may be apart, in percent points. The steps of the scale are wider than this, so neighbours on
/// it always meet.
const FREQUENCY: f64 = 6.0;

impl Value {
    /// Returns a figure whose `unit` is the least that two figures may differ by.
    pub(super) fn figure(interval: Interval, unit: f64) -> Self {
        let margin = |end: f64| (end.abs() * TOLERANCE).max(unit) / 2.0;
        Self::range(
            interval.low - finite(margin(interval.low)),
            interval.high + finite(margin(interval.high)),
        )
    }

    /// Returns how often something happens, in percent.
    pub(super) fn frequency(interval: Interval) -> Self {
        Self::range(
            interval.low - FREQUENCY / 2.0,
            interval.high + FREQUENCY / 2.0,
        )
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "half the precision is enough for figures of a text, and they are kept by the million"
    )]
    fn range(low: f64, high: f64) -> Self {
        Self::Range {
            low: low as f32,
            high: high as f32,
        }
    }

    /// Returns a relation to `object`, as `disagreement` reads it; `None` where only some objects count, and not this
    /// one.
    pub(super) fn object(
        object: ConceptId,
        polarity: Polarity,
        disagreement: &Disagreement,
        lattice: &Lattice,
    ) -> Option<Self> {
        let in_group = |group: &Vec<ConceptId>| {
            let mut members = group.iter();
            members.any(|member| lattice.is_kind_of(object, *member))
        };
        let group = disagreement.values.iter().position(in_group);
        if group.is_none() && !disagreement.values.is_empty() {
            return None;
        }
        let alone = disagreement.single_valued || disagreement.winner || disagreement.only;
        Some(Self::Object {
            object,
            holds: match polarity {
                Polarity::Denied => Holds::NotSo,
                Polarity::Affirmed if alone => Holds::Alone,
                Polarity::Affirmed => Holds::So,
            },
            group: group.map_or(0, |at| u8::try_from(at + 1).unwrap_or(u8::MAX)),
        })
    }
}

/// An end that is not given stays so.
fn finite(margin: f64) -> f64 {
    if margin.is_finite() { margin } else { 0.0 }
}

/// Tells whether two values of one key cannot both be so.
///
/// Unlike [`crate::proposition::compare`], which holds a statement against a fact with its tolerances, this is the same
/// both ways. For plain propositions both find the same (a test holds them together).
#[must_use]
pub fn clashes(one: Value, other: Value, lattice: &Lattice) -> bool {
    match (one, other) {
        (
            Value::Range { low, high },
            Value::Range {
                low: other_low,
                high: other_high,
            },
        ) => low > other_high || other_low > high,
        (Value::Advice(one), Value::Advice(other)) => one != other,
        (
            Value::Object {
                object,
                holds,
                group,
            },
            Value::Object {
                object: other,
                holds: other_holds,
                group: other_group,
            },
        ) => {
            let apart = || !lattice.within(object, other) && !lattice.within(other, object);
            match (holds, other_holds) {
                (Holds::NotSo, Holds::NotSo) => false,
                // To deny a whole is to deny its parts; to deny a part leaves the rest.
                (_, Holds::NotSo) => lattice.within(object, other),
                (Holds::NotSo, _) => lattice.within(other, object),
                (Holds::So, Holds::So) => group != 0 && other_group != 0 && group != other_group,
                (Holds::Alone, _) | (_, Holds::Alone) => apart(),
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposition::{Comparison, Links, Objects, PredicateId, Proposition, compare};

    // foot { sole }, hand
    const FOOT: ConceptId = ConceptId(0);
    const SOLE: ConceptId = ConceptId(1);
    const HAND: ConceptId = ConceptId(2);
    const ALL: [ConceptId; 3] = [FOOT, SOLE, HAND];

    fn lattice() -> Lattice {
        let sole = Links {
            part_of: vec![FOOT],
            ..Links::default()
        };
        Lattice::new(&[Links::default(), sole, Links::default()]).unwrap()
    }

    fn object(object: ConceptId, holds: Holds, group: u8) -> Value {
        Value::Object {
            object,
            holds,
            group,
        }
    }

    #[track_caller]
    fn check(one: Value, other: Value, expected: bool) {
        assert_eq!(clashes(one, other, &lattice()), expected);
        assert_eq!(clashes(other, one, &lattice()), expected);
    }

    #[test]
    fn many_objects_may_be_so_together() {
        check(
            object(FOOT, Holds::So, 0),
            object(HAND, Holds::So, 0),
            false,
        );
        check(object(FOOT, Holds::So, 1), object(HAND, Holds::So, 2), true);
        check(
            object(FOOT, Holds::So, 1),
            object(HAND, Holds::So, 0),
            false,
        );
    }

    #[test]
    fn to_deny_a_whole_is_to_deny_its_parts_and_not_the_other_way_round() {
        let affirmed = |concept| object(concept, Holds::So, 0);
        let denied = |concept| object(concept, Holds::NotSo, 0);
        check(affirmed(SOLE), denied(FOOT), true);
        check(affirmed(FOOT), denied(SOLE), false);
        check(affirmed(FOOT), denied(FOOT), true);
        check(denied(FOOT), denied(SOLE), false);
        check(affirmed(HAND), denied(FOOT), false);
    }

    #[test]
    fn the_only_object_leaves_no_room_but_for_its_parts() {
        let alone = |concept| object(concept, Holds::Alone, 0);
        check(alone(FOOT), alone(HAND), true);
        check(alone(FOOT), alone(SOLE), false);
        check(alone(FOOT), object(HAND, Holds::So, 0), true);
        check(alone(FOOT), object(HAND, Holds::NotSo, 0), false);
    }

    #[test]
    fn figures_may_differ_by_a_tenth_or_a_unit() {
        let percent = |figure: f64| Value::figure(Interval::point(figure), 1.0);
        check(percent(90.0), percent(85.0), false);
        check(percent(90.0), percent(70.0), true);
        check(percent(2.0), percent(3.0), false);
        check(percent(2.0), percent(4.0), true);
        let up_to = Value::figure(
            Interval {
                low: f64::NEG_INFINITY,
                high: 40.0,
            },
            1.0,
        );
        check(up_to, percent(33.0), false);
        check(up_to, percent(60.0), true);
    }

    #[test]
    fn neighbours_on_the_scale_of_frequency_meet() {
        let often = |low, high| Value::frequency(Interval { low, high });
        let (never, rarely, usually, always) = (
            often(0.0, 0.0),
            often(0.0, 10.0),
            often(55.0, 97.0),
            often(100.0, 100.0),
        );
        check(never, rarely, false);
        check(usually, always, false);
        check(rarely, usually, true);
        check(never, often(10.0, 10.0), true);
    }

    #[test]
    fn plain_propositions_compare_alike() {
        let says = |object, polarity| Proposition {
            subject: vec![HAND],
            predicate: PredicateId(0),
            objects: Objects::plain(vec![object]),
            quantity: None,
            polarity,
            frequency: None,
            population: Vec::new(),
            collective: false,
        };
        for one in ALL {
            for other in ALL {
                let denied = compare(
                    &says(one, Polarity::Denied),
                    &says(other, Polarity::Affirmed),
                    &lattice(),
                );
                if matches!(denied, Comparison::Contradicts(_)) {
                    check(
                        object(one, Holds::NotSo, 0),
                        object(other, Holds::So, 0),
                        true,
                    );
                }
            }
        }
    }
}
