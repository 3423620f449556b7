//! All words of names and cue forms, in a few flat tables: to read them back costs less than to take memory for each.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::automaton::WordId;

/// Words as they stand in text, folded, with the words of the automaton they may be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    /// The words, one behind the other.
    text: String,
    /// Where each word ends in `text`.
    ends: Numbers,
    /// Where what each may be ends in `ids`.
    id_ends: Numbers,
    ids: Numbers,
    /// Numbers of the words, from 1, each at the first free place from that of its hash on; 0 is free. There are a power
    /// of two of them, and half are free at least.
    places: Numbers,
}

impl Vocabulary {
    /// Returns what a word may be; nothing if no name holds it.
    pub(super) fn get(&self, word: &str) -> &[WordId] {
        let mask = self.places.0.len() - 1;
        let mut place = hash(word) & mask;
        loop {
            let Some(at) = (self.places.0[place] as usize).checked_sub(1) else {
                return &[];
            };
            if self.text[range(&self.ends, at)] == *word {
                return &self.ids.0[range(&self.id_ends, at)];
            }
            place = (place + 1) & mask;
        }
    }

    /// Returns the places of all words.
    fn placed(&self) -> Numbers {
        let count = self.ends.0.len();
        let mut places = vec![0; (2 * count).next_power_of_two()];
        let mask = places.len() - 1;
        for at in 0..count {
            let mut place = hash(&self.text[range(&self.ends, at)]) & mask;
            while places[place] != 0 {
                place = (place + 1) & mask;
            }
            places[place] = number(at + 1);
        }
        Numbers(places)
    }
}

/// Numbers that are written and read as one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Numbers(#[serde(with = "super::flat")] Vec<u32>);

/// Returns where entry `at` stands, if entries stand one behind the other and end at `ends`.
fn range(ends: &Numbers, at: usize) -> Range<usize> {
    let start = at.checked_sub(1).map_or(0, |before| ends.0[before]);
    start as usize..ends.0[at] as usize
}

impl From<FxHashMap<String, Vec<WordId>>> for Vocabulary {
    fn from(words: FxHashMap<String, Vec<WordId>>) -> Self {
        let mut words: Vec<(String, Vec<WordId>)> = words.into_iter().collect();
        words.sort_unstable();
        let mut vocabulary = Self {
            text: String::new(),
            ends: Numbers::default(),
            id_ends: Numbers::default(),
            ids: Numbers::default(),
            places: Numbers::default(),
        };
        for (word, ids) in words {
            vocabulary.text.push_str(&word);
            vocabulary.ids.0.extend(ids);
            vocabulary.ends.0.push(number(vocabulary.text.len()));
            vocabulary.id_ends.0.push(number(vocabulary.ids.0.len()));
        }
        vocabulary.places = vocabulary.placed();
        vocabulary
    }
}

/// FNV-1a, 32 bits: the same wherever the program is built and runs.
fn hash(word: &str) -> usize {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // The lowest bits depend on the lowest bits of the letters alone.
    (hash ^ (hash >> 15)) as usize
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_vocabulary_holds_no_word() {
        let vocabulary = Vocabulary::from(FxHashMap::default());
        assert_eq!(vocabulary.get("foot"), [0; 0]);
    }

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
