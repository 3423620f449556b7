//! What is known of a clause whichever predicate asks: worked out once, when somebody asks first.

use std::cell::OnceCell;

use super::Place;
use super::advice::Judging;
use crate::claim::read::context_blocks;
use crate::pack::{Bits, Wanted};

/// What was worked out of one clause.
#[derive(Debug, Default)]
pub(in crate::claim) struct Known {
    /// The lists that ask for something in it.
    own: OnceCell<Bits>,
    /// The lists that ask for something in what it may take its context from.
    layout: OnceCell<Bits>,
    judging: OnceCell<Judging>,
}

impl<'a> Place<'a> {
    /// Tells whether the clause holds what is `wanted`.
    pub(super) fn holds(&self, wanted: &Wanted) -> bool {
        let sentence = self.sentence;
        let lists = match sentence.clauses.len() {
            1 => &sentence.lists,
            _ => self
                .known
                .own
                .get_or_init(|| sentence.mentions.lists(self.tokens(), self.pack)),
        };
        lists.contains(wanted.list().0 as usize)
    }

    /// Tells whether a header, a label before it in its row, the item above, a lead-in or a heading holds what is
    /// `wanted`.
    pub(super) fn layout_holds(&self, wanted: &Wanted) -> bool {
        let lists = self.known.layout.get_or_init(|| self.lists_of_layout());
        lists.contains(wanted.list().0 as usize)
    }

    fn lists_of_layout(&self) -> Bits {
        let of_table = self.table_name().into_iter().chain(self.names_in_row());
        let block = &self.article.blocks[self.block];
        let mut lists = self.pack.lists.none();
        for at in context_blocks(block).chain(of_table) {
            for sentence in &self.read[at].sentences {
                lists.add(sentence.lists.row());
            }
        }
        lists
    }

    /// Returns what of the clause judges something.
    pub(super) fn judging(&self) -> &'a Judging {
        self.known.judging.get_or_init(|| Judging::of(self))
    }
}
