//! Lists of what is asked for, by number: whether a mention is something of a list is one bit.

use std::ops::Deref;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Selector;

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
