//! What is known of a clause whichever predicate asks: worked out once, when somebody asks first.

use std::cell::OnceCell;
use std::ops::Range;

use super::Place;
use super::advice::Judging;
use crate::claim::read::context_blocks;
use crate::mention::inside;
use crate::pack::{Bits, Wanted};
use crate::proposition::{ConceptId, CueId};

/// What was worked out of one clause.
#[derive(Debug, Default)]
pub(in crate::claim) struct Known {
    /// The lists that ask for something in it.
    own: OnceCell<Bits>,
    /// The lists that ask for something in what it may take its context from.
    layout: OnceCell<Bits>,
    judging: OnceCell<Judging>,
    company: OnceCell<Company>,
}

/// Cues and concepts, each in ascending order.
type Company = (Vec<CueId>, Vec<ConceptId>);

impl<'a> Place<'a> {
    /// Tells whether the clause holds what is `wanted`.
    pub(super) fn holds(&self, wanted: &Wanted) -> bool {
        self.lists().contains(wanted.list().0 as usize)
    }

    /// Returns the lists that ask for something in the clause.
    pub(super) fn lists(&self) -> &'a Bits {
        let sentence = self.sentence;
        let of_clause = || sentence.mentions.lists(self.tokens(), self.pack);
        match sentence.clauses.len() {
            1 => &sentence.lists,
            _ => self.known.own.get_or_init(of_clause),
        }
    }

    /// Tells whether a header, a label before it in its row, the item above, a lead-in or a heading holds what is
    /// `wanted`.
    pub(super) fn layout_holds(&self, wanted: &Wanted) -> bool {
        self.lists_above().contains(wanted.list().0 as usize)
    }

    /// Returns the lists that ask for something in a header, a label before the cell in its row, the item above, a
    /// lead-in or a heading.
    pub(super) fn lists_above(&self) -> &'a Bits {
        self.known.layout.get_or_init(|| self.find_lists_above())
    }

    fn find_lists_above(&self) -> Bits {
        let of_table = self.table_name().into_iter().chain(self.names_in_table());
        let block = &self.article.blocks[self.block];
        let mut lists = self.pack.lists.none();
        for at in context_blocks(block).chain(of_table) {
            for sentence in &self.read[at].sentences {
                lists.add(sentence.lists.row());
            }
        }
        lists
    }

    /// Returns the cues and the concepts inside `within` that facts ask for beside a claim.
    pub(super) fn company(&self, within: &Range<usize>) -> Company {
        let company = &self.known.company;
        match within == self.tokens() {
            true => company.get_or_init(|| self.company_in(within)).clone(),
            false => self.company_in(within),
        }
    }

    fn company_in(&self, within: &Range<usize>) -> Company {
        let (mentions, witnesses) = (&self.sentence.mentions, &self.pack.witnesses);
        let (mut cues, mut concepts) = Company::default();
        for mention in &mentions.cues {
            if witnesses.hold_cue(mention.cue) && inside(&mention.tokens, within) {
                cues.push(mention.cue);
            }
        }
        for mention in &mentions.concepts {
            if inside(&mention.tokens, within) {
                let meant = mention.concepts.iter().copied();
                concepts.extend(meant.filter(|one| witnesses.hold_concept(*one)));
            }
        }
        cues.sort_unstable();
        cues.dedup();
        concepts.sort_unstable();
        concepts.dedup();
        (cues, concepts)
    }

    /// Returns what of the clause judges something.
    pub(super) fn judging(&self) -> &'a Judging {
        self.known.judging.get_or_init(|| Judging::of(self))
    }
}
