//! What is said, and whether two such things can both be so.

use serde::{Deserialize, Serialize};

use super::Statement;
use crate::pack::{Disagreement, Pack};
use crate::proposition::{
    Bands, Bound, Comparison, ConceptId, Interval, Lattice, Objects, Polarity, PredicateId,
    Proposition, Quantity, compare,
};

/// What is said of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// It is so, and other objects may be as well.
    So,
    /// It is so, and no other object is.
    Alone,
    /// It is not so.
    NotSo,
}

/// How a statement stands to the facts; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

impl Value {
    /// Returns the value as it is compared: said of one thing, which is the same for all values of a key.
    ///
    /// Objects of other groups are ruled out, and so is every other one where there is only one.
    fn proposition(self, disagreement: &Disagreement) -> Proposition {
        let mut said = Proposition {
            subject: vec![ConceptId(0)],
            predicate: PredicateId(0),
            objects: Objects::default(),
            quantity: None,
            polarity: Polarity::Affirmed,
            frequency: None,
            population: Vec::new(),
            collective: false,
        };
        match self {
            Self::Range { low, high } => {
                let stated = Interval::new(low.into(), high.into());
                said.quantity = Some(Quantity::new(Bands::plain(stated, Bound::Exact)));
            }
            Self::Advice(polarity) => said.polarity = polarity,
            Self::Object {
                object,
                holds,
                group,
            } => {
                said.objects.typical.push(object);
                if holds == Holds::NotSo {
                    said.polarity = Polarity::Denied;
                } else if group != 0 {
                    let groups = disagreement.values.iter().zip(1u8..);
                    let others = groups.filter(|(_, number)| *number != group);
                    said.objects.contradicted =
                        others.flat_map(|(others, _)| others).copied().collect();
                }
                said.objects.only = holds == Holds::Alone;
            }
        }
        said
    }
}

impl Statement {
    /// Tells whether this and `other`, of the same thing, cannot both be so.
    ///
    /// They are held against each other as a claim is against a fact, each in the place of the fact once.
    #[must_use]
    pub fn clashes_with(&self, other: &Self, pack: &Pack) -> bool {
        let predicate = pack.predicate(self.said.0);
        let Some(disagreement) = &predicate.disagreement else {
            return false;
        };
        clash(self.value, other.value, disagreement, &pack.lattice)
    }
}

/// Tells whether two values of one thing cannot both be so.
fn clash(one: Value, other: Value, disagreement: &Disagreement, lattice: &Lattice) -> bool {
    if one == other {
        return false;
    }
    let one = one.proposition(disagreement);
    let other = other.proposition(disagreement);
    let contradicts = |judged, reference| match compare(judged, reference, lattice) {
        Comparison::Contradicts(conflict) => conflict.is_firm(),
        Comparison::Agrees | Comparison::Compatible | Comparison::Unrelated => false,
    };
    contradicts(&one, &other) || contradicts(&other, &one)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::proposition::Links;

    // foot { sole }, hand
    const FOOT: ConceptId = ConceptId(0);
    const SOLE: ConceptId = ConceptId(1);
    const HAND: ConceptId = ConceptId(2);

    fn lattice() -> Lattice {
        let sole = Links {
            part_of: vec![FOOT],
            ..Links::default()
        };
        Lattice::new(&[Links::default(), sole, Links::default()]).unwrap()
    }

    /// The foot and the hand cannot both be so.
    fn groups() -> Disagreement {
        Disagreement {
            rule: String::new(),
            single_valued: false,
            values: vec![vec![FOOT], vec![HAND]],
            only: false,
            winner: false,
            counts_as: None,
            frame: Vec::new(),
            unless: Vec::new(),
            settled: false,
        }
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
        assert_eq!(clash(one, other, &groups(), &lattice()), expected);
        assert_eq!(clash(other, one, &groups(), &lattice()), expected);
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
            object(SOLE, Holds::So, 1),
            object(FOOT, Holds::So, 1),
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

    proptest! {
        // Between articles, figures find their opponents by their ends.
        #[test]
        fn figures_clash_where_one_ends_before_the_other(
            (low, other) in (0.0..100.0f64, 0.0..100.0f64),
            (width, other_width) in (0.0..40.0f64, 0.0..40.0f64),
        ) {
            let figure = |low, width| Value::figure(Interval::new(low, low + width), 1.0);
            let (one, other) = (figure(low, width), figure(other, other_width));
            let ends = |value| match value {
                Value::Range { low, high } => (low, high),
                _ => unreachable!("it is a figure"),
            };
            let apart = ends(one).0 > ends(other).1 || ends(other).0 > ends(one).1;
            prop_assert_eq!(clash(one, other, &groups(), &lattice()), apart);
        }
    }
}
