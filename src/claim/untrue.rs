//! What a text says by calling the opposite untrue: "It is not true that it never improves."

use super::{Claim, Modality, Stance};
use crate::proposition::{Interval, Polarity};

/// Returns the claim that its author makes of `rejected`; `None` where to reject it leaves open how it is.
///
/// Who denies "never" says "sometimes", and who denies "usually" says "not usually". Who denies something that is
/// stated plainly may mean another part of it ("only", "first"), so that is left alone.
pub(super) fn denied(rejected: &Claim) -> Option<Claim> {
    let mut claim = rejected.clone();
    let proposition = &mut claim.proposition;
    let without_objects = proposition.objects.typical.is_empty();
    if rejected.stance != Stance::Rejected || proposition.quantity.is_some() || without_objects {
        return None;
    }
    match (proposition.frequency, proposition.polarity) {
        (Some(stated), Polarity::Affirmed) => {
            proposition.frequency = Some(not_so_often(stated));
            claim.modality = Modality::Typical;
        }
        (None, Polarity::Denied) => {
            proposition.polarity = Polarity::Affirmed;
            claim.modality = Modality::Possible;
        }
        _ => return None,
    }
    claim.stance = Stance::Author;
    Some(claim)
}

/// Returns how often something happens that does not happen as often as `stated`: "not always", "not never".
fn not_so_often(stated: Interval) -> Interval {
    if stated.low == 0.0 {
        Interval::new((stated.high + 1.0).min(100.0), 100.0)
    } else {
        Interval::new(0.0, (stated.low - 1.0).max(100.0 - stated.low).min(99.0))
    }
}

#[cfg(test)]
mod tests {
    use super::not_so_often;
    use crate::proposition::Interval;

    #[test]
    fn to_deny_never_is_to_say_that_it_happens() {
        assert_eq!(
            not_so_often(Interval::point(0.0)),
            Interval::new(1.0, 100.0)
        );
    }

    #[test]
    fn to_deny_always_leaves_the_most_part() {
        assert_eq!(
            not_so_often(Interval::point(100.0)),
            Interval::new(0.0, 99.0)
        );
        assert_eq!(
            not_so_often(Interval::new(55.0, 97.0)),
            Interval::new(0.0, 54.0)
        );
        assert_eq!(
            not_so_often(Interval::new(30.0, 90.0)),
            Interval::new(0.0, 70.0)
        );
    }
}
