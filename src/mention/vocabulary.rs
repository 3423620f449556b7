//! All words of names and cue forms, in a few flat tables: to read them back costs less than to take memory for each.

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;

use super::automaton::WordId;

/// Words as they stand in text, folded, with the words of the automaton they may be.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Listed", into = "Listed")]
pub(super) struct Vocabulary {
    listed: Listed,
    /// Places of the words in the list, by their hash.
    places: HashTable<u32>,
}

/// The words one behind the other, in order, and what they may be.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Listed {
    text: String,
    /// Where each word ends in `text`, and what it may be in `ids`.
    ends: Vec<(u32, u32)>,
    ids: Vec<WordId>,
}

impl Vocabulary {
    /// Returns what a word may be; nothing if no name holds it.
    pub(super) fn get(&self, word: &str) -> &[WordId] {
        let found = self
            .places
            .find(hash(word), |at| self.listed.entry(*at).0 == word);
        found.map_or(&[], |at| self.listed.entry(*at).1)
    }
}

impl From<FxHashMap<String, Vec<WordId>>> for Vocabulary {
    fn from(words: FxHashMap<String, Vec<WordId>>) -> Self {
        let mut words: Vec<(String, Vec<WordId>)> = words.into_iter().collect();
        words.sort_unstable();
        let mut listed = Listed::default();
        for (word, ids) in words {
            listed.text.push_str(&word);
            listed.ids.extend(ids);
            let ends = (number(listed.text.len()), number(listed.ids.len()));
            listed.ends.push(ends);
        }
        listed.into()
    }
}

impl From<Listed> for Vocabulary {
    fn from(listed: Listed) -> Self {
        let count = number(listed.ends.len());
        let mut places = HashTable::with_capacity(listed.ends.len());
        for at in 0..count {
            places.insert_unique(hash(listed.entry(at).0), at, |at| hash(listed.entry(*at).0));
        }
        Self { listed, places }
    }
}

impl From<Vocabulary> for Listed {
    fn from(vocabulary: Vocabulary) -> Self {
        vocabulary.listed
    }
}

impl Listed {
    /// Returns the word at `at` and what it may be.
    fn entry(&self, at: u32) -> (&str, &[WordId]) {
        let at = at as usize;
        let before = at.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let end = self.ends[at];
        (
            &self.text[before.0 as usize..end.0 as usize],
            &self.ids[before.1 as usize..end.1 as usize],
        )
    }
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_again_and_no_other() {
        let words = [("foot", vec![1]), ("feet", vec![1, 7]), ("é", vec![])];
        let words = words.map(|(word, ids)| (word.to_owned(), ids));
        let vocabulary = Vocabulary::from(FxHashMap::from_iter(words));
        let bytes = postcard::to_allocvec(&vocabulary).unwrap();
        let read: Vocabulary = postcard::from_bytes(&bytes).unwrap();
        for vocabulary in [vocabulary, read] {
            assert_eq!(vocabulary.get("foot"), [1]);
            assert_eq!(vocabulary.get("feet"), [1, 7]);
            for unknown in ["é", "", "fee", "footfeet", "feetfoot"] {
                assert_eq!(vocabulary.get(unknown), [0; 0], "{unknown}");
            }
        }
    }
}
