//! Byte ranges.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Half-open range of bytes of a source file.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Half-open range of bytes of the prose of one block.
///
/// A type of its own, so that prose offsets and file offsets cannot be mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProseSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

macro_rules! range_methods {
    ($name:ident) => {
        impl $name {
            /// Returns the span from `start` (inclusive) to `end` (exclusive).
            ///
            /// # Panics
            /// If `start` is after `end`.
            #[must_use]
            pub fn new(start: u32, end: u32) -> Self {
                assert!(start <= end, "a span starts at or before its end");
                Self { start, end }
            }

            /// Returns the span of a range of bytes.
            ///
            /// # Panics
            /// If the range starts after its end or ends beyond 4 GiB, which no decoded file reaches.
            #[must_use]
            pub fn of_range(range: Range<usize>) -> Self {
                let offset = |at| u32::try_from(at).expect("articles are shorter than 4 GiB");
                Self::new(offset(range.start), offset(range.end))
            }

            /// Returns the range of `usize` that slices a string.
            #[must_use]
            pub fn range(self) -> Range<usize> {
                self.start as usize..self.end as usize
            }

            /// Returns the length in bytes.
            #[must_use]
            pub fn len(self) -> u32 {
                self.end - self.start
            }

            /// Tells whether the span holds no byte.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Tells whether both spans share at least one byte.
            #[must_use]
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// Tells whether `other` lies wholly inside this span.
            #[must_use]
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Returns the smallest span that holds both.
            #[must_use]
            pub fn cover(self, other: Self) -> Self {
                Self {
                    start: self.start.min(other.start),
                    end: self.end.max(other.end),
                }
            }
        }
    };
}

range_methods!(Span);
range_methods!(ProseSpan);
