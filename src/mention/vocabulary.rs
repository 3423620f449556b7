//! All words of names and cue forms, in a few flat tables: to read them back costs less than to take memory for each.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use zerocopy::little_endian::U32;

use super::automaton::{WordId, bit};
use super::number::Opens;
use crate::pack::tables::Table;

/// Words as they stand in text, folded, with the words of the automaton they may be.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Vocabulary {
    /// The words, one behind the other.
    text: Table<u8>,
    /// What is known of each word, [`STRIDE`] numbers at a time, and of one behind the last: its hash, where it begins
    /// in `text`, where what it may be begins in `ids`, the bits of all that it may be, and what else is known:
    /// [`SKIPPED`], and above it what [`Opens`] tells.
    known: Table<U32>,
    ids: Table<U32>,
    /// Numbers of the words, from 1, each at the first free place from that of its hash on; 0 is free. There are a power
    /// of two of them, and half are free at least.
    places: Table<U32>,
}

/// Numbers of a word in [`Vocabulary::known`].
const STRIDE: usize = 5;

/// Place of its hash among them.
const HASH: usize = 0;

/// Place of where it begins among them.
const TEXT: usize = 1;

/// Place of where what it may be begins among them.
const IDS: usize = 2;

/// Place of the bits of what it may be among them.
const BITS: usize = 3;

/// Place of its marks among them.
const MARKS: usize = 4;

/// Marks a word that names may have inside and be the same.
const SKIPPED: u32 = 1;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Word<'a> {
    /// What it may be; nothing if no name holds it.
    pub(super) ids: &'a [U32],
    /// The bits of these.
    pub(super) bits: u32,
    /// Whether names may have it inside and be the same.
    pub(super) is_skipped: bool,
    /// The numbers that may begin with it.
    pub(super) opens: Opens,
}

impl Word<'_> {
    /// What is no word, but may stand inside names.
    pub(super) const SKIPPED: Self = Self {
        ids: &[],
        bits: 0,
        is_skipped: true,
        opens: Opens::NOTHING,
    };
}

impl Vocabulary {
    /// Returns the vocabulary of `words` with what they may be and of `numbers`, with which numbers begin; what is one
    /// of `skipped` may stand inside names.
    pub(super) fn new<'a>(
        mut words: FxHashMap<String, Vec<WordId>>,
        skipped: &[WordId],
        numbers: impl Iterator<Item = (&'a String, Opens)>,
    ) -> Self {
        let mut opening: FxHashMap<&String, Opens> = FxHashMap::default();
        for (word, opens) in numbers {
            let known = opening.entry(word).or_default();
            *known = known.and(opens);
            words.entry(word.clone()).or_default();
        }
        let mut words: Vec<(String, Vec<WordId>)> = words.into_iter().collect();
        // Those that most names hold stand close together.
        let first = |ids: &[WordId]| ids.iter().min().copied().unwrap_or(WordId::MAX);
        words.sort_unstable_by(|(one, its), (other, others)| {
            (first(its), one).cmp(&(first(others), other))
        });
        let mut parts = Parts::default();
        for (word, ids) in words {
            let is_skipped = ids.iter().any(|id| skipped.contains(id));
            let opens = opening.get(&word).copied().unwrap_or_default();
            let marks = (opens.bits() << 1) | (u32::from(is_skipped) * SKIPPED);
            let bits = ids.iter().fold(0, |all, id| all | bit(*id));
            parts.push(hash(word.as_bytes()), bits, marks);
            parts.text.push_str(&word);
            parts.ids.extend(ids);
        }
        parts.finish()
    }

    /// Returns what is known of a word.
    pub(super) fn get(&self, word: &str) -> Word<'_> {
        let mask = self.places.len() - 1;
        let word = word.as_bytes();
        let hash = hash(word);
        let mut place = hash as usize & mask;
        loop {
            let Some(at) = (self.places[place].get() as usize).checked_sub(1) else {
                return Word::default();
            };
            let known = &self.known[at * STRIDE..][..2 * STRIDE];
            if known[HASH].get() == hash && self.text[range(known, TEXT)] == *word {
                let marks = known[MARKS].get();
                return Word {
                    ids: &self.ids[range(known, IDS)],
                    bits: known[BITS].get(),
                    is_skipped: marks & SKIPPED != 0,
                    opens: Opens::of_bits(marks >> 1),
                };
            }
            place = (place + 1) & mask;
        }
    }
}

/// What a [`Vocabulary`] is made of, one word behind the other.
#[derive(Default)]
struct Parts {
    text: String,
    known: Vec<u32>,
    ids: Vec<WordId>,
}

impl Parts {
    /// Adds what is known of a word before its text and ids are added.
    fn push(&mut self, hash: u32, bits: u32, marks: u32) {
        let known = [
            hash,
            number(self.text.len()),
            number(self.ids.len()),
            bits,
            marks,
        ];
        self.known.extend(known);
    }

    fn finish(mut self) -> Vocabulary {
        let places = self.places();
        self.push(0, 0, 0);
        Vocabulary {
            text: self.text.bytes().collect(),
            known: self.known.into_iter().collect(),
            ids: self.ids.into_iter().collect(),
            places: places.into_iter().collect(),
        }
    }

    /// Returns the places of all words.
    fn places(&self) -> Vec<u32> {
        let words = self.known.as_chunks::<STRIDE>().0;
        let mut places = vec![0; (2 * words.len()).next_power_of_two()];
        let mask = places.len() - 1;
        for (at, known) in words.iter().enumerate() {
            let mut place = known[HASH] as usize & mask;
            while places[place] != 0 {
                place = (place + 1) & mask;
            }
            places[place] = number(at + 1);
        }
        places
    }
}

/// Returns from where a word begins something to where the next one does; `known` tells of both.
fn range(known: &[U32], begins: usize) -> Range<usize> {
    known[begins].get() as usize..known[STRIDE + begins].get() as usize
}

/// Returns the same number wherever the program is built and runs; four letters are taken at once.
fn hash(word: &[u8]) -> u32 {
    let mix = |hash: u32, letters: u32| (hash ^ letters).wrapping_mul(0x9e37_79b1).rotate_left(15);
    let (fours, rest) = word.as_chunks();
    let fours = fours.iter().map(|four| u32::from_le_bytes(*four));
    let rest = rest.iter().fold(1, |all, byte| all << 8 | u32::from(*byte));
    mix(fours.fold(0, mix), rest)
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_vocabulary_holds_no_word() {
        let vocabulary = Vocabulary::new(FxHashMap::default(), &[], [].into_iter());
        assert_eq!(vocabulary.get("foot"), Word::default());
    }

    #[test]
    fn every_word_is_found_again_and_no_other() {
        let words = [("foot", vec![1]), ("feet", vec![1, 7]), ("é", vec![])];
        let words = words.map(|(word, ids)| (word.to_owned(), ids));
        let numbers = ["two".to_owned(), "foot".to_owned()];
        let (one, other) = (Opens::of_bits(1), Opens::of_bits(2));
        let numbers = [
            (&numbers[0], one),
            (&numbers[1], other),
            (&numbers[0], other),
        ];
        let vocabulary = Vocabulary::new(FxHashMap::from_iter(words), &[7], numbers.into_iter());
        let bytes = postcard::to_allocvec(&vocabulary).unwrap();
        let read: Vocabulary = postcard::from_bytes(bytes.leak()).unwrap();
        for vocabulary in [vocabulary, read] {
            let known = |word: &str| {
                let word = vocabulary.get(word);
                let ids: Vec<u32> = word.ids.iter().map(|id| id.get()).collect();
                (ids, word.is_skipped, word.opens.bits())
            };
            assert_eq!(known("foot"), (vec![1], false, 2));
            assert_eq!(known("feet"), (vec![1, 7], true, 0));
            assert_eq!(known("two"), (vec![], false, 3));
            for unknown in ["é", "", "fee", "footfeet", "feetfoot"] {
                assert_eq!(vocabulary.get(unknown), Word::default(), "{unknown}");
            }
        }
    }
}
