//! Tables of sentences.

use std::ops::Range;

use super::read::ReadBlock;
use crate::markup::BlockIndex;

/// Something of each sentence of an article, in one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BySentence<T> {
    /// By block: where those of its sentences end.
    ends: Vec<usize>,
    values: Vec<T>,
}

impl<T> BySentence<T> {
    /// Returns an empty table with room for the sentences of the blocks in `read`.
    #[must_use]
    pub fn with_room_for(read: &[ReadBlock]) -> Self {
        let sentences = read.iter().map(|block| block.sentences.len()).sum();
        Self {
            ends: Vec::with_capacity(read.len()),
            values: Vec::with_capacity(sentences),
        }
    }

    /// Adds the next block.
    pub fn push(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.extend(values);
        self.ends.push(self.values.len());
    }

    /// Returns those of a block; none if there is no such block.
    #[must_use]
    pub fn of(&self, block: BlockIndex) -> &[T] {
        &self.values[self.place(block)]
    }

    /// Returns those of a block, to be changed.
    pub fn of_mut(&mut self, block: BlockIndex) -> &mut [T] {
        let place = self.place(block);
        &mut self.values[place]
    }

    /// Returns those of all blocks, in reading order.
    #[must_use]
    pub fn all(&self) -> &[T] {
        &self.values
    }

    /// Returns where those of a block stand in `values`; nowhere if there is no such block.
    pub(super) fn place(&self, block: BlockIndex) -> Range<usize> {
        let Some(end) = self.ends.get(block) else {
            return 0..0;
        };
        let before = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        before..*end
    }
}
