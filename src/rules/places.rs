//! Places of an article, asked for what overlaps them.

use std::collections::BTreeMap;

use crate::source::Span;

/// A set of places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// By start: the farthest end.
    ends: BTreeMap<u32, u32>,
    /// Length of the longest.
    longest: u32,
}

impl Places {
    pub(super) fn insert(&mut self, place: Span) {
        let end = self.ends.entry(place.start).or_default();
        *end = place.end.max(*end);
        self.longest = self.longest.max(place.len());
    }

    /// Tells whether one of the places overlaps `place`.
    pub(crate) fn overlap(&self, place: Span) -> bool {
        let first = place.start.saturating_sub(self.longest);
        let mut near = self.ends.range(first..place.end.max(first));
        near.any(|(start, end)| Span::new(*start, *end).overlaps(place))
    }
}

impl FromIterator<Span> for Places {
    fn from_iter<T: IntoIterator<Item = Span>>(places: T) -> Self {
        let mut all = Self::default();
        places.into_iter().for_each(|place| all.insert(place));
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span() -> impl Strategy<Value = Span> {
        (0_u32..60, 0_u32..20).prop_map(|(start, len)| Span::new(start, start + len))
    }

    proptest! {
        #[test]
        fn what_overlaps_is_found(places in prop::collection::vec(span(), 0..20), asked in span()) {
            let expected = places.iter().any(|place| place.overlaps(asked));
            let set: Places = places.into_iter().collect();
            prop_assert_eq!(set.overlap(asked), expected);
        }
    }
}
