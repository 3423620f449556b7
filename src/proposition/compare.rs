//! Can two propositions be true together?

use super::{Bound, ConceptId, Interval, Lattice, Objects, Polarity, Proposition, Quantity};

/// What one proposition means for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Both say the same, or the judged one says a part of it.
    Agrees,
    /// Both can be true: the judged one is vaguer, or names something that is allowed for.
    Compatible,
    /// Both cannot be true, for this reason.
    Contradicts(Conflict),
    /// They are about different things.
    Unrelated,
}

/// Why two propositions cannot both be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The object is listed as wrong.
    WrongObject,
    /// The object is listed as doubtful.
    DoubtfulObject,
    /// The usual answer is denied.
    DeniesTypical,
    /// One affirms what the other denies.
    Polarity,
    /// The figure is clearly too low.
    TooLow,
    /// The figure is clearly too high.
    TooHigh,
    /// The figure is outside the usual range, though not clearly wrong.
    Unusual,
    /// It happens more or less often.
    Frequency,
    /// The first place belongs to something else.
    Rank,
}

impl Conflict {
    /// Tells whether the conflict is certain; the others deserve a note at most.
    #[must_use]
    pub fn is_firm(self) -> bool {
        !matches!(self, Self::DoubtfulObject | Self::Unusual)
    }
}

/// A plain statement, read as one of its subjects and at most one of its objects.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The statement.
    pub said: &'a Proposition,
    /// What it is about.
    pub subject: ConceptId,
    /// The other end of a relation.
    pub object: Option<ConceptId>,
}

/// Returns what `reference` means for `judged`.
///
/// `judged` is a plain statement with one subject and at most one object; `reference` may carry classes of
/// objects and bands (a fact) or be plain as well (another statement). Different predicates, subjects or
/// populations are [`Comparison::Unrelated`].
#[must_use]
pub fn compare(judged: &Proposition, reference: &Proposition, lattice: &Lattice) -> Comparison {
    let Some(subject) = judged.subject.first().copied() else {
        return Comparison::Unrelated;
    };
    let reading = Reading {
        said: judged,
        subject,
        object: judged.objects.typical.first().copied(),
    };
    compare_reading(reading, reference, lattice)
}

/// Returns what `reference` means for one reading of a statement; see [`compare`].
#[must_use]
pub fn compare_reading(
    reading: Reading<'_>,
    reference: &Proposition,
    lattice: &Lattice,
) -> Comparison {
    let Reading {
        said: judged,
        subject,
        object,
    } = reading;
    if judged.predicate != reference.predicate || judged.population != reference.population {
        return Comparison::Unrelated;
    }
    let same_subject = reference
        .subject
        .iter()
        .any(|other| lattice.is_kind_of(subject, *other));
    if let (Some(stated), Some(usual)) = (&judged.quantity, &reference.quantity) {
        return match (same_subject, judged.polarity) {
            (true, Polarity::Affirmed) => compare_quantities(stated, usual),
            _ => Comparison::Unrelated,
        };
    }
    match object {
        Some(object) if reference.objects.exclusive && !same_subject => {
            compare_ranks(judged, subject, object, reference, lattice)
        }
        _ if !same_subject => Comparison::Unrelated,
        Some(object) => compare_objects(judged, object, reference, lattice),
        None if reference.objects.is_empty() => compare_polarities(judged, reference),
        None => Comparison::Unrelated,
    }
}

fn compare_polarities(judged: &Proposition, reference: &Proposition) -> Comparison {
    if let (Some(stated), Some(usual)) = (judged.frequency, reference.frequency) {
        return compare_frequencies(stated, usual);
    }
    if judged.polarity == reference.polarity {
        Comparison::Agrees
    } else {
        Comparison::Contradicts(Conflict::Polarity)
    }
}

fn compare_frequencies(stated: Interval, usual: Interval) -> Comparison {
    if stated.touches(usual) {
        Comparison::Agrees
    } else {
        Comparison::Contradicts(Conflict::Frequency)
    }
}

/// The first place: `judged` gives it to another subject than `reference` does.
fn compare_ranks(
    judged: &Proposition,
    subject: ConceptId,
    object: ConceptId,
    reference: &Proposition,
    lattice: &Lattice,
) -> Comparison {
    let place = class_of(object, &reference.objects, lattice);
    if place != Some(Class::Typical) {
        return Comparison::Unrelated;
    }
    let wider = reference
        .subject
        .iter()
        .any(|winner| lattice.within(*winner, subject) || lattice.within(subject, *winner));
    let allowed = reference
        .objects
        .also
        .iter()
        .any(|also| lattice.within(subject, *also) || lattice.within(*also, subject));
    match judged.polarity {
        _ if wider || allowed => Comparison::Compatible,
        Polarity::Denied => Comparison::Compatible,
        Polarity::Affirmed => Comparison::Contradicts(Conflict::Rank),
    }
}

fn compare_objects(
    judged: &Proposition,
    object: ConceptId,
    reference: &Proposition,
    lattice: &Lattice,
) -> Comparison {
    let class = class_of(object, &reference.objects, lattice);
    if let (Some(stated), Some(usual)) = (judged.frequency, reference.frequency) {
        if class == Some(Class::Typical) {
            return compare_frequencies(stated, usual);
        }
        let other = lattice.complement(object);
        let other = other.and_then(|other| class_of(other, &reference.objects, lattice));
        if other == Some(Class::Typical) {
            return compare_frequencies(stated.complement_of_hundred(), usual);
        }
    }
    let denied = reference.polarity == Polarity::Denied;
    let polarity = if denied {
        judged.polarity.flipped()
    } else {
        judged.polarity
    };
    match (polarity, class) {
        (_, None) if reference.objects.is_empty() => Comparison::Unrelated,
        (Polarity::Affirmed, None) if reference.objects.only => {
            Comparison::Contradicts(Conflict::WrongObject)
        }
        (Polarity::Affirmed, Some(Class::Typical)) => Comparison::Agrees,
        (Polarity::Affirmed, Some(Class::Doubtful)) => {
            Comparison::Contradicts(Conflict::DoubtfulObject)
        }
        (Polarity::Affirmed, Some(Class::Contradicted)) => {
            Comparison::Contradicts(Conflict::WrongObject)
        }
        // To deny a part leaves the rest of the usual answer standing; where the whole is denied, so are its parts.
        (Polarity::Denied, Some(Class::Typical))
            if !denied && !reference.objects.typical.contains(&object) =>
        {
            Comparison::Compatible
        }
        (Polarity::Denied, Some(Class::Typical)) => {
            Comparison::Contradicts(Conflict::DeniesTypical)
        }
        (Polarity::Denied, Some(Class::Contradicted)) => Comparison::Agrees,
        (_, Some(Class::Plausible | Class::Whole)) => Comparison::Compatible,
        (Polarity::Affirmed, None) => Comparison::Compatible,
        (Polarity::Denied, Some(Class::Doubtful) | None) => Comparison::Compatible,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Typical,
    Plausible,
    Doubtful,
    Contradicted,
    /// A whole with parts of several classes: too vague to be wrong.
    Whole,
}

/// Returns the class of `object`: its own, else that of the nearest whole that is listed, else what its
/// parts have in common; `None` if nothing about it is listed.
fn class_of(object: ConceptId, objects: &Objects, lattice: &Lattice) -> Option<Class> {
    let listed = |concept: &ConceptId| {
        [
            (Class::Typical, &objects.typical),
            (Class::Plausible, &objects.plausible),
            (Class::Doubtful, &objects.doubtful),
            (Class::Contradicted, &objects.contradicted),
        ]
        .into_iter()
        .find(|(_, list)| list.contains(concept))
        .map(|(class, _)| class)
    };
    if let Some(class) = lattice.upwards(object).iter().find_map(listed) {
        // A listed whole speaks for its parts, unless the object has listed parts that differ.
        let own = listed(&object).is_some();
        let below = if own {
            None
        } else {
            class_of_parts(object, objects, lattice)
        };
        return Some(match below {
            Some(other) if other != class => Class::Whole,
            _ => class,
        });
    }
    class_of_parts(object, objects, lattice)
}

fn class_of_parts(object: ConceptId, objects: &Objects, lattice: &Lattice) -> Option<Class> {
    let mut common: Option<Class> = None;
    let mut unlisted = false;
    for part in lattice.parts(object) {
        let direct = [
            (Class::Typical, &objects.typical),
            (Class::Plausible, &objects.plausible),
            (Class::Doubtful, &objects.doubtful),
            (Class::Contradicted, &objects.contradicted),
        ]
        .into_iter()
        .find(|(_, list)| list.contains(part))
        .map(|(class, _)| class);
        let class = direct.or_else(|| class_of_parts(*part, objects, lattice));
        match (class, common) {
            (None, _) => unlisted = true,
            (Some(class), None) => common = Some(class),
            (Some(class), Some(before)) if class != before => common = Some(Class::Whole),
            _ => {}
        }
    }
    match common {
        // A whole is wrong only if each of its parts is; it is never more than vaguely right.
        Some(Class::Contradicted) if !unlisted => Some(Class::Contradicted),
        Some(Class::Doubtful) if !unlisted => Some(Class::Doubtful),
        Some(_) => Some(Class::Whole),
        None => None,
    }
}

fn compare_quantities(stated: &Quantity, usual: &Quantity) -> Comparison {
    let bands = usual.bands_at(stated.age);
    let figure = stated.bands.accept;
    let bound = stated.bands.bound;
    let tested = match bound {
        Bound::Exact => figure,
        Bound::UpTo => Interval::point(figure.high),
        Bound::AtLeast => Interval {
            low: figure.low,
            high: f64::INFINITY,
        },
        Bound::AtMost => Interval {
            low: f64::NEG_INFINITY,
            high: figure.high,
        },
    };
    let range = bound == Bound::Exact && figure.low < figure.high;
    let counted = usual.conventions.is_empty()
        || usual
            .conventions
            .iter()
            .any(|count| tested.touches(Interval::point(*count)));
    if tested.is_above(bands.limit) {
        Comparison::Contradicts(Conflict::TooHigh)
    } else if tested.is_below(bands.limit) {
        Comparison::Contradicts(Conflict::TooLow)
    } else if range && figure.high >= bands.note_from {
        Comparison::Contradicts(Conflict::Unusual)
    } else if tested.touches(bands.accept) && counted {
        Comparison::Agrees
    } else if matches!(bound, Bound::AtLeast | Bound::AtMost) {
        // Such a figure is tested against the limit on its own side only.
        Comparison::Compatible
    } else if tested.touches(bands.soft) && counted {
        Comparison::Compatible
    } else {
        Comparison::Contradicts(Conflict::Unusual)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AtAge, Bands, CueId, Links, PredicateId};
    use super::*;
    use proptest::prelude::*;

    // leg { thigh { front, back }, foot { sole } }, arm
    const LEG: ConceptId = ConceptId(0);
    const THIGH: ConceptId = ConceptId(1);
    const FRONT: ConceptId = ConceptId(2);
    const BACK: ConceptId = ConceptId(3);
    const FOOT: ConceptId = ConceptId(4);
    const SOLE: ConceptId = ConceptId(5);
    const ROOT: ConceptId = ConceptId(6);
    const OTHER_ROOT: ConceptId = ConceptId(7);
    const ONE_SIDE: ConceptId = ConceptId(8);
    const BOTH_SIDES: ConceptId = ConceptId(9);

    fn lattice() -> Lattice {
        let part = |whole: ConceptId| Links {
            part_of: vec![whole],
            ..Links::default()
        };
        let both = Links {
            complement_of: Some(ONE_SIDE),
            ..Links::default()
        };
        let none = Links::default;
        Lattice::new(&[
            none(),
            part(LEG),
            part(THIGH),
            part(THIGH),
            part(LEG),
            part(FOOT),
            none(),
            none(),
            none(),
            both,
        ])
        .expect("no cycle")
    }

    fn says(object: ConceptId) -> Proposition {
        Proposition {
            subject: vec![ROOT],
            predicate: PredicateId(0),
            objects: Objects::plain(vec![object]),
            quantity: None,
            polarity: Polarity::Affirmed,
            frequency: None,
            population: Vec::new(),
            collective: false,
        }
    }

    fn denies(object: ConceptId) -> Proposition {
        Proposition {
            polarity: Polarity::Denied,
            ..says(object)
        }
    }

    fn fact() -> Proposition {
        Proposition {
            objects: Objects {
                typical: vec![BACK],
                doubtful: vec![SOLE],
                contradicted: vec![FRONT],
                ..Objects::default()
            },
            ..says(BACK)
        }
    }

    #[track_caller]
    fn check(judged: &Proposition, reference: &Proposition, expected: Comparison) {
        assert_eq!(compare(judged, reference, &lattice()), expected);
    }

    #[test]
    fn objects_follow_their_class() {
        check(&says(BACK), &fact(), Comparison::Agrees);
        check(
            &says(FRONT),
            &fact(),
            Comparison::Contradicts(Conflict::WrongObject),
        );
        check(
            &says(SOLE),
            &fact(),
            Comparison::Contradicts(Conflict::DoubtfulObject),
        );
        check(
            &denies(BACK),
            &fact(),
            Comparison::Contradicts(Conflict::DeniesTypical),
        );
        check(&denies(FRONT), &fact(), Comparison::Agrees);
        check(&denies(SOLE), &fact(), Comparison::Compatible);
    }

    #[test]
    fn a_whole_is_wrong_only_if_all_its_parts_are() {
        check(&says(LEG), &fact(), Comparison::Compatible);
        check(&says(THIGH), &fact(), Comparison::Compatible);
        let mut all_wrong = fact();
        all_wrong.objects.typical.clear();
        all_wrong.objects.contradicted = vec![FRONT, BACK];
        check(
            &says(THIGH),
            &all_wrong,
            Comparison::Contradicts(Conflict::WrongObject),
        );
        check(&says(LEG), &all_wrong, Comparison::Compatible);
    }

    #[test]
    fn a_listed_whole_speaks_for_its_parts_and_a_listed_part_for_itself() {
        let mut wrong_leg = fact();
        wrong_leg.objects.contradicted = vec![LEG];
        check(&says(FOOT), &wrong_leg, Comparison::Compatible);
        check(
            &says(FRONT),
            &wrong_leg,
            Comparison::Contradicts(Conflict::WrongObject),
        );
        check(&says(BACK), &wrong_leg, Comparison::Agrees);
    }

    #[test]
    fn other_subjects_predicates_and_populations_are_unrelated() {
        let other = Proposition {
            subject: vec![OTHER_ROOT],
            ..says(FRONT)
        };
        check(&other, &fact(), Comparison::Unrelated);
        let predicate = Proposition {
            predicate: PredicateId(1),
            ..says(FRONT)
        };
        check(&predicate, &fact(), Comparison::Unrelated);
        let population = Proposition {
            population: vec![CueId(0)],
            ..says(FRONT)
        };
        check(&population, &fact(), Comparison::Unrelated);
    }

    #[test]
    fn the_only_object_leaves_room_for_its_parts_and_wholes() {
        let mut only = says(FOOT);
        only.objects.only = true;
        check(
            &says(THIGH),
            &only,
            Comparison::Contradicts(Conflict::WrongObject),
        );
        check(&says(SOLE), &only, Comparison::Agrees);
        check(&says(LEG), &only, Comparison::Compatible);
        check(&denies(THIGH), &only, Comparison::Compatible);
    }

    #[test]
    fn where_a_whole_is_denied_so_are_its_parts() {
        check(
            &says(SOLE),
            &denies(FOOT),
            Comparison::Contradicts(Conflict::DeniesTypical),
        );
        check(&says(FOOT), &denies(SOLE), Comparison::Compatible);
        check(&denies(SOLE), &denies(FOOT), Comparison::Agrees);
    }

    #[test]
    fn the_first_place_has_one_holder() {
        let mut rank = fact();
        rank.objects = Objects {
            typical: vec![LEG],
            exclusive: true,
            ..Objects::default()
        };
        let other = Proposition {
            subject: vec![OTHER_ROOT],
            ..says(LEG)
        };
        check(&says(LEG), &rank, Comparison::Agrees);
        check(&other, &rank, Comparison::Contradicts(Conflict::Rank));
        rank.objects.also = vec![OTHER_ROOT];
        check(&other, &rank, Comparison::Compatible);
    }

    #[test]
    fn how_often_one_side_is_hit_says_how_often_both_are() {
        let usually_one = Proposition {
            frequency: Some(Interval::new(55.0, 97.0)),
            ..says(ONE_SIDE)
        };
        let both = |low, high| Proposition {
            frequency: Some(Interval::new(low, high)),
            ..says(BOTH_SIDES)
        };
        check(&both(0.0, 10.0), &usually_one, Comparison::Agrees);
        check(&both(1.0, 100.0), &usually_one, Comparison::Agrees);
        check(
            &both(55.0, 97.0),
            &usually_one,
            Comparison::Contradicts(Conflict::Frequency),
        );
        check(
            &both(0.0, 0.0),
            &usually_one,
            Comparison::Contradicts(Conflict::Frequency),
        );
    }

    fn bands() -> Bands {
        Bands {
            accept: Interval::new(10.0, 43.0),
            soft: Interval::new(3.0, 50.0),
            limit: Interval::new(1.0, 60.0),
            note_from: 58.0,
            bound: Bound::Exact,
        }
    }

    #[track_caller]
    fn check_figure(low: f64, high: f64, bound: Bound, expected: Comparison) {
        let stated = stated(low, high, bound);
        assert_eq!(
            compare_quantities(&stated, &Quantity::new(bands())),
            expected
        );
    }

    fn stated(low: f64, high: f64, bound: Bound) -> Quantity {
        Quantity::new(Bands::plain(Interval::new(low, high), bound))
    }

    #[test]
    fn figures_follow_their_band() {
        use Comparison::{Agrees, Compatible, Contradicts};
        check_figure(40.0, 40.0, Bound::Exact, Agrees);
        check_figure(5.0, 5.0, Bound::Exact, Compatible);
        check_figure(55.0, 55.0, Bound::Exact, Contradicts(Conflict::Unusual));
        check_figure(60.0, 60.0, Bound::Exact, Contradicts(Conflict::Unusual));
        check_figure(61.0, 80.0, Bound::Exact, Contradicts(Conflict::TooHigh));
        check_figure(50.0, 57.0, Bound::Exact, Compatible);
        check_figure(0.5, 0.5, Bound::Exact, Contradicts(Conflict::TooLow));
        check_figure(30.0, 58.0, Bound::Exact, Contradicts(Conflict::Unusual));
        check_figure(30.0, 57.0, Bound::Exact, Agrees);
    }

    #[test]
    fn bounds_are_tested_on_their_own_side() {
        use Comparison::{Agrees, Compatible, Contradicts};
        check_figure(0.0, 70.0, Bound::UpTo, Contradicts(Conflict::TooHigh));
        check_figure(0.0, 5.0, Bound::UpTo, Compatible);
        check_figure(0.5, 100.0, Bound::AtLeast, Agrees);
        check_figure(70.0, 100.0, Bound::AtLeast, Contradicts(Conflict::TooHigh));
        check_figure(0.0, 90.0, Bound::AtMost, Agrees);
        check_figure(0.0, 0.1, Bound::AtMost, Contradicts(Conflict::TooLow));
        check_figure(0.0, 55.0, Bound::UpTo, Contradicts(Conflict::Unusual));
        check_figure(55.0, 100.0, Bound::AtLeast, Compatible);
        check_figure(0.0, 2.0, Bound::AtMost, Compatible);
        check_figure(60.0, 100.0, Bound::AtLeast, Compatible);
    }

    #[test]
    fn only_listed_counts_are_fine_where_counting_differs() {
        use Comparison::{Agrees, Contradicts};
        let bones = Quantity {
            conventions: vec![24.0, 26.0, 33.0],
            ..Quantity::new(Bands {
                accept: Interval::new(24.0, 33.0),
                soft: Interval::new(24.0, 35.0),
                limit: Interval::new(24.0, 35.0),
                ..bands()
            })
        };
        let check = |low: f64, high: f64, expected: Comparison| {
            let counted = stated(low, high, Bound::Exact);
            assert_eq!(compare_quantities(&counted, &bones), expected);
        };
        check(24.0, 24.0, Agrees);
        check(33.0, 34.0, Agrees);
        check(29.0, 29.0, Contradicts(Conflict::Unusual));
        check(35.0, 35.0, Contradicts(Conflict::Unusual));
        check(36.0, 36.0, Contradicts(Conflict::TooHigh));
        check(18.0, 18.0, Contradicts(Conflict::TooLow));
    }

    #[test]
    fn the_nearest_age_gives_the_bands() {
        use Comparison::{Agrees, Compatible, Contradicts};
        let at = |age: f64, figure: f64| AtAge {
            age,
            bands: Bands {
                accept: Interval::new(figure - 8.0, figure + 8.0),
                soft: Interval::new(figure - 20.0, figure + 20.0),
                limit: Interval::new(figure - 40.0, figure + 40.0),
                ..bands()
            },
        };
        let worn = Quantity {
            by_age: vec![at(20.0, 37.0), at(50.0, 80.0), at(80.0, 96.0)],
            ..Quantity::new(bands())
        };
        let check = |figure: f64, age: Option<(f64, f64)>, expected: Comparison| {
            let said = Quantity {
                age: age.map(|(low, high)| Interval { low, high }),
                ..stated(figure, figure, Bound::Exact)
            };
            assert_eq!(compare_quantities(&said, &worn), expected);
        };
        check(40.0, None, Agrees);
        check(80.0, None, Contradicts(Conflict::TooHigh));
        check(80.0, Some((50.0, 50.0)), Agrees);
        check(90.0, Some((55.0, 55.0)), Compatible);
        check(35.0, Some((50.0, 59.0)), Contradicts(Conflict::TooLow));
        check(80.0, Some((20.0, 29.0)), Contradicts(Conflict::TooHigh));
        check(
            72.0,
            Some((75.0, f64::INFINITY)),
            Contradicts(Conflict::Unusual),
        );
        // Both are as near.
        check(33.0, Some((35.0, 35.0)), Agrees);
        check(87.0, Some((35.0, 35.0)), Agrees);
    }

    proptest! {
        #[test]
        fn a_plain_statement_agrees_with_itself(object in 0u32..10, denied: bool) {
            let mut statement = says(ConceptId(object));
            if denied {
                statement.polarity = Polarity::Denied;
            }
            let verdict = compare(&statement, &statement, &lattice());
            prop_assert!(matches!(verdict, Comparison::Agrees), "{verdict:?}");
        }

        #[test]
        fn widening_a_figure_never_makes_it_wrong(low in 0.0..100.0f64, width in 0.0..50.0f64, more in 0.0..50.0f64) {
            let bands = Bands { note_from: f64::INFINITY, ..bands() };
            let usual = Quantity::new(bands);
            let narrow = compare_quantities(&stated(low, low + width, Bound::Exact), &usual);
            let wide = compare_quantities(&stated(low - more, low + width + more, Bound::Exact), &usual);
            let rank = |c: Comparison| match c {
                Comparison::Agrees => 0,
                Comparison::Compatible => 1,
                Comparison::Contradicts(Conflict::Unusual) => 2,
                _ => 3,
            };
            prop_assert!(rank(wide) <= rank(narrow));
        }
    }
}
