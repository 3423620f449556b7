//! All words of names and cue forms, in a few flat tables: to read them back costs less than to take memory for each.

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
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
    entries: Vec<Entry>,
    ids: Vec<WordId>,
}

/// One word.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Entry {
    /// Where it ends in `text`.
    text_end: u32,
    /// Where what it may be ends in `ids`.
    ids_end: u32,
    is_skipped: bool,
    opens_number: bool,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Word<'a> {
    /// What it may be; nothing if no name holds it.
    pub(super) ids: &'a [WordId],
    /// Whether names may have it inside and be the same.
    pub(super) is_skipped: bool,
    /// Whether a number may begin with it.
    pub(super) opens_number: bool,
}

impl Vocabulary {
    /// Returns the vocabulary of `words` with what they may be and of `numbers`, with which numbers begin; what is one
    /// of `skipped` may stand inside names.
    pub(super) fn new<'a>(
        mut words: FxHashMap<String, Vec<WordId>>,
        skipped: &[WordId],
        numbers: impl Iterator<Item = &'a String>,
    ) -> Self {
        let numbers: FxHashSet<&String> = numbers.collect();
        for number in &numbers {
            words.entry((*number).clone()).or_default();
        }
        let mut words: Vec<(String, Vec<WordId>)> = words.into_iter().collect();
        words.sort_unstable();
        let mut listed = Listed::default();
        for (word, ids) in words {
            listed.text.push_str(&word);
            listed.ids.extend(&ids);
            listed.entries.push(Entry {
                text_end: number(listed.text.len()),
                ids_end: number(listed.ids.len()),
                is_skipped: ids.iter().any(|id| skipped.contains(id)),
                opens_number: numbers.contains(&word),
            });
        }
        listed.into()
    }

    /// Returns what is known of a word.
    pub(super) fn get(&self, word: &str) -> Word<'_> {
        let found = self
            .places
            .find(hash(word), |at| self.listed.text_of(*at) == word);
        found.map_or_else(Word::default, |at| self.listed.word(*at))
    }
}

impl From<Listed> for Vocabulary {
    fn from(listed: Listed) -> Self {
        let count = number(listed.entries.len());
        let mut places = HashTable::with_capacity(listed.entries.len());
        for at in 0..count {
            places.insert_unique(hash(listed.text_of(at)), at, |at| hash(listed.text_of(*at)));
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
    /// Returns the word at `at`.
    fn text_of(&self, at: u32) -> &str {
        let at = at as usize;
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.entries[before].text_end);
        &self.text[start as usize..self.entries[at].text_end as usize]
    }

    /// Returns what is known of the word at `at`.
    fn word(&self, at: u32) -> Word<'_> {
        let at = at as usize;
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.entries[before].ids_end);
        let entry = self.entries[at];
        Word {
            ids: &self.ids[start as usize..entry.ids_end as usize],
            is_skipped: entry.is_skipped,
            opens_number: entry.opens_number,
        }
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
        let numbers = ["two".to_owned(), "foot".to_owned()];
        let vocabulary = Vocabulary::new(FxHashMap::from_iter(words), &[7], numbers.iter());
        let bytes = postcard::to_allocvec(&vocabulary).unwrap();
        let read: Vocabulary = postcard::from_bytes(&bytes).unwrap();
        for vocabulary in [vocabulary, read] {
            let known = |word: &str| {
                let word = vocabulary.get(word);
                (word.ids.to_vec(), word.is_skipped, word.opens_number)
            };
            assert_eq!(known("foot"), (vec![1], false, true));
            assert_eq!(known("feet"), (vec![1, 7], true, false));
            assert_eq!(known("two"), (vec![], false, true));
            for unknown in ["é", "", "fee", "footfeet", "feetfoot"] {
                assert_eq!(vocabulary.get(unknown), Word::default(), "{unknown}");
            }
        }
    }
}
