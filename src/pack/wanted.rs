//! Lists of what is asked for, by number: whether a mention is something of a list is one bit.

use std::ops::Deref;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{BitTable, Bits, Pack, Selector, SparseRow, SparseTable};
use crate::proposition::{ConceptId, CueId};

/// Place of a list among all lists of the loaded packs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListId(pub u32);

/// A list of what is asked for: one of it is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    selectors: Vec<Selector>,
    list: ListId,
}

impl Wanted {
    /// Returns the number that it shares with all equal lists of the loaded packs.
    #[must_use]
    pub fn list(&self) -> ListId {
        self.list
    }
}

impl Deref for Wanted {
    type Target = [Selector];

    fn deref(&self) -> &[Selector] {
        &self.selectors
    }
}

/// Which lists ask for what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lists {
    /// By concept: a set of lists.
    concepts: BitTable,
    /// By cue: a set of lists.
    cues: SparseTable,
}

impl Lists {
    /// Returns what asks for the concepts and cues of `pack`; [`ListId`] is the place in `lists`.
    pub(super) fn new(lists: &[Vec<Selector>], pack: &Pack) -> Self {
        let mut concepts = BitTable::new(pack.concepts.len(), lists.len());
        let mut cues = BitTable::new(pack.cues.len(), lists.len());
        for (list, selectors) in lists.iter().enumerate() {
            for selector in selectors {
                match selector {
                    Selector::Cue(cue) => cues.insert(cue.0 as usize, list),
                    _ => insert_selected(&mut concepts, *selector, list, pack),
                }
            }
        }
        Self {
            concepts,
            cues: SparseTable::from(&cues),
        }
    }

    /// Returns the set of the lists that ask for a cue.
    #[must_use]
    pub fn of_cue(&self, cue: CueId) -> SparseRow<'_> {
        self.cues.row(cue.0 as usize)
    }

    /// Returns the set of the lists that ask for a concept.
    #[must_use]
    pub fn of_concept(&self, concept: ConceptId) -> &[u64] {
        self.concepts.row(concept.0 as usize)
    }

    /// Tells whether a list asks for a concept.
    #[must_use]
    pub fn ask_for_concept(&self, list: ListId, concept: ConceptId) -> bool {
        self.concepts.contains(concept.0 as usize, list.0 as usize)
    }

    /// Tells whether a list asks for a cue.
    #[must_use]
    pub fn ask_for_cue(&self, list: ListId, cue: CueId) -> bool {
        self.cues.contains(cue.0 as usize, list.0 as usize)
    }

    /// Returns the set of no lists.
    #[must_use]
    pub fn none(&self) -> Bits {
        Bits::new(self.concepts.columns())
    }
}

fn insert_selected(table: &mut BitTable, selector: Selector, list: usize, pack: &Pack) {
    for (id, at) in (0..).zip(0..pack.concepts.len()) {
        if pack.selects(selector, ConceptId(id)) {
            table.insert(at, list);
        }
    }
}

/// A concept that is said in pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieced {
    /// The concept.
    pub concept: ConceptId,
    /// What its first piece may be.
    pub first: ListId,
    /// What its second piece may be, if it has one.
    pub second: Option<ListId>,
}

/// The concepts that are said in pieces.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pieces {
    all: Vec<Pieced>,
    /// The lists of their first pieces.
    first: Bits,
    /// By list: the concepts, by their place, whose first piece it asks for.
    by_first: SparseTable,
}

impl Pieces {
    /// Returns the concepts of `all`, which are asked for by so many lists, in this order.
    pub(super) fn new(all: Vec<Pieced>, lists: usize) -> Self {
        let mut first = Bits::new(lists);
        let mut by_first = BitTable::new(lists, all.len());
        for (at, pieced) in all.iter().enumerate() {
            let list = pieced.first.0 as usize;
            first.insert(list);
            by_first.insert(list, at);
        }
        Self {
            first,
            by_first: SparseTable::from(&by_first),
            all,
        }
    }

    /// Returns the concept at a place.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn at(&self, place: usize) -> &Pieced {
        &self.all[place]
    }

    /// Returns the places of the concepts whose first piece one of `lists` asks for.
    #[must_use]
    pub fn begun(&self, lists: &Bits) -> Bits {
        let mut begun = Bits::new(self.all.len());
        let mut from = 0;
        while let Some(list) = lists.next_common(&self.first, from) {
            begun.add_sparse(self.by_first.row(list));
            from = list + 1;
        }
        begun
    }
}

/// Gives lists their numbers; the empty one has the first.
#[derive(Debug)]
pub(super) struct Numbering {
    lists: Vec<Vec<Selector>>,
    numbers: FxHashMap<Vec<Selector>, ListId>,
}

impl Numbering {
    pub(super) fn new() -> Self {
        Self {
            lists: vec![Vec::new()],
            numbers: FxHashMap::from_iter([(Vec::new(), ListId::default())]),
        }
    }

    /// Returns `selectors` with the number of their list.
    pub(super) fn wanted(&mut self, selectors: Vec<Selector>) -> Wanted {
        let list = match self.numbers.get(&selectors) {
            Some(known) => *known,
            None => {
                let fresh = u32::try_from(self.lists.len()).expect("fewer than 2^32 lists");
                self.lists.push(selectors.clone());
                self.numbers.insert(selectors.clone(), ListId(fresh));
                ListId(fresh)
            }
        };
        Wanted { selectors, list }
    }

    /// Returns all lists; [`ListId`] is the place.
    pub(super) fn lists(&self) -> &[Vec<Selector>] {
        &self.lists
    }
}
