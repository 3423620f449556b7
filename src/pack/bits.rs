//! Sets of small numbers, one bit for each.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// A set of numbers below a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bits {
    blocks: SmallVec<[u64; INLINE]>,
}

/// Blocks of most sets: there are a few hundred predicates, and less than a thousand lists.
const INLINE: usize = 16;

impl Bits {
    /// Returns the empty set of numbers below `bound`.
    #[must_use]
    pub fn new(bound: usize) -> Self {
        Self {
            blocks: SmallVec::from_elem(0, bound.div_ceil(BLOCK)),
        }
    }

    /// Adds a number.
    ///
    /// # Panics
    /// If it isn't below the bound.
    pub fn insert(&mut self, number: usize) {
        self.blocks[number / BLOCK] |= 1 << (number % BLOCK);
    }

    /// Adds what another set of the same bound, or a row of as many columns, holds.
    pub fn add(&mut self, others: &[u64]) {
        for (block, other) in self.blocks.iter_mut().zip(others) {
            *block |= other;
        }
    }

    /// Adds what a row of a [`SparseTable`] with as many columns holds.
    ///
    /// # Panics
    /// If the table has more columns.
    pub fn add_sparse(&mut self, row: SparseRow<'_>) {
        let own = self.blocks.as_mut_slice();
        for (place, block) in row.iter() {
            own[place] |= block;
        }
    }

    /// Removes all that another set of the same bound doesn't hold.
    pub fn keep(&mut self, others: &[u64]) {
        for (block, other) in self.blocks.iter_mut().zip(others) {
            *block &= other;
        }
    }

    /// Removes all that neither of two other sets of the same bound holds.
    pub fn keep_any(&mut self, one: &[u64], other: &[u64]) {
        let others = one.iter().zip(other);
        for (block, (one, other)) in self.blocks.iter_mut().zip(others) {
            *block &= one | other;
        }
    }

    /// Tells whether a number is in the set.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        holds(&self.blocks, number)
    }

    /// Tells whether the set holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| *block == 0)
    }

    /// Returns the numbers in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        numbers(&self.blocks)
    }

    /// Returns the smallest number from `from` on that both sets, of the same bound, hold.
    #[must_use]
    pub fn next_common(&self, other: &Self, from: usize) -> Option<usize> {
        let first = from / BLOCK;
        let blocks = self.blocks.iter().zip(&other.blocks).enumerate();
        blocks.skip(first).find_map(|(at, (one, other))| {
            let skipped = if at == first { from % BLOCK } else { 0 };
            let common = one & other & (u64::MAX << skipped);
            (common != 0).then(|| at * BLOCK + common.trailing_zeros() as usize)
        })
    }

    /// Returns the smallest number from `from` on.
    #[must_use]
    pub fn next(&self, from: usize) -> Option<usize> {
        self.next_common(self, from)
    }

    /// Returns the set as a row of a [`BitTable`].
    #[must_use]
    pub fn row(&self) -> &[u64] {
        &self.blocks
    }
}

/// Sets of numbers below one bound, by row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BitTable {
    stride: usize,
    #[serde(with = "super::flat")]
    blocks: Vec<u64>,
}

impl BitTable {
    /// Returns a table of empty rows.
    #[must_use]
    pub fn new(rows: usize, columns: usize) -> Self {
        let stride = columns.div_ceil(BLOCK);
        Self {
            stride,
            blocks: vec![0; rows * stride],
        }
    }

    /// Adds `column` to the set of `row`.
    ///
    /// # Panics
    /// If the table has no such row.
    pub fn insert(&mut self, row: usize, column: usize) {
        self.blocks[row * self.stride + column / BLOCK] |= 1 << (column % BLOCK);
    }

    /// Returns the set of a row.
    ///
    /// # Panics
    /// If the table has no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[u64] {
        &self.blocks[row * self.stride..(row + 1) * self.stride]
    }

    /// Returns how many columns it has, rounded up to whole blocks.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.stride * BLOCK
    }

    /// Tells whether the set of `row` holds `column`.
    #[must_use]
    pub fn contains(&self, row: usize, column: usize) -> bool {
        holds(self.row(row), column)
    }
}

/// Sets of numbers below one bound, by row: most hold numbers of few blocks, and only these are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SparseTable {
    /// By row: where its blocks start; and where the last ones end.
    #[serde(with = "super::flat")]
    starts: Vec<u32>,
    /// Places of the blocks in their sets.
    #[serde(with = "super::flat")]
    places: Vec<u32>,
    #[serde(with = "super::flat")]
    blocks: Vec<u64>,
}

impl SparseTable {
    /// Returns the set of a row.
    ///
    /// # Panics
    /// If the table has no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> SparseRow<'_> {
        let within = self.starts[row] as usize..self.starts[row + 1] as usize;
        SparseRow {
            places: &self.places[within.clone()],
            blocks: &self.blocks[within],
        }
    }

    /// Tells whether the set of `row` holds `column`.
    #[must_use]
    pub fn contains(&self, row: usize, column: usize) -> bool {
        let mut blocks = self.row(row).iter();
        blocks.any(|(place, block)| place == column / BLOCK && block & (1 << (column % BLOCK)) != 0)
    }
}

/// A row of a [`SparseTable`].
#[derive(Clone, Copy, Debug)]
pub struct SparseRow<'a> {
    places: &'a [u32],
    blocks: &'a [u64],
}

impl<'a> SparseRow<'a> {
    /// Tells whether the set holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.blocks.is_empty()
    }

    /// Returns the blocks that hold something, with their places in the set.
    fn iter(self) -> impl Iterator<Item = (usize, u64)> + 'a {
        let places = self.places.iter().map(|place| *place as usize);
        places.zip(self.blocks.iter().copied())
    }
}

impl From<&BitTable> for SparseTable {
    fn from(table: &BitTable) -> Self {
        let count =
            |blocks: &Vec<u64>| u32::try_from(blocks.len()).expect("fewer than 2^32 blocks");
        let mut sparse = Self::default();
        for row in table.blocks.chunks(table.stride.max(1)) {
            sparse.starts.push(count(&sparse.blocks));
            for (place, block) in (0..).zip(row).filter(|(_, block)| **block != 0) {
                sparse.places.push(place);
                sparse.blocks.push(*block);
            }
        }
        sparse.starts.push(count(&sparse.blocks));
        sparse
    }
}

/// Numbers of one block.
const BLOCK: usize = 64;

fn holds(blocks: &[u64], number: usize) -> bool {
    blocks[number / BLOCK] & (1 << (number % BLOCK)) != 0
}

fn numbers(blocks: &[u64]) -> impl Iterator<Item = usize> + '_ {
    let mut blocks = blocks.iter().enumerate();
    let (mut first, mut rest) = (0, 0);
    std::iter::from_fn(move || {
        while rest == 0 {
            let (at, block) = blocks.next()?;
            (first, rest) = (at * BLOCK, *block);
        }
        let bit = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        Some(first + bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_added_in_order() {
        let mut set = Bits::new(130);
        for number in [129, 0, 64, 63] {
            set.insert(number);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert!(set.contains(63) && !set.contains(65));
        assert!(!set.is_empty() && Bits::new(130).is_empty());
        let mut table = BitTable::new(2, 130);
        table.insert(1, 64);
        table.insert(1, 65);
        assert!(table.contains(1, 65) && !table.contains(0, 65));
        set.keep(table.row(1));
        assert_eq!(set.iter().collect::<Vec<_>>(), [64]);
        let mut other = Bits::new(130);
        for number in [0, 64, 129] {
            other.insert(number);
        }
        assert_eq!(set.next_common(&other, 64), Some(64));
        assert_eq!(set.next_common(&other, 65), None);
        set.add(table.row(1));
        assert_eq!(set.iter().collect::<Vec<_>>(), [64, 65]);
        set.insert(1);
        set.keep_any(table.row(0), other.row());
        assert_eq!(set.iter().collect::<Vec<_>>(), [64]);
    }

    #[test]
    fn a_sparse_table_holds_what_the_full_one_does() {
        let mut table = BitTable::new(3, 200);
        for (row, column) in [(0, 0), (0, 199), (2, 64), (2, 127)] {
            table.insert(row, column);
        }
        let sparse = SparseTable::from(&table);
        for (row, column) in (0..3).flat_map(|row| (0..200).map(move |column| (row, column))) {
            let (kept, full) = (sparse.contains(row, column), table.contains(row, column));
            assert_eq!(kept, full, "{row}, {column}");
        }
        assert!(sparse.row(1).is_empty() && !sparse.row(2).is_empty());
        let mut set = Bits::new(200);
        set.insert(1);
        set.add_sparse(sparse.row(0));
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 1, 199]);
        assert_eq!(
            (set.next(1), set.next(2), set.next(200)),
            (Some(1), Some(199), None)
        );
    }
}
