//! Where in an article words stand: every sentence that holds a cue or a concept, found without reading the others.

use crate::claim::ReadBlock;
use crate::markup::BlockIndex;
use crate::pack::{Bits, Pack, Selector};
use crate::proposition::ConceptId;

/// A sentence: block, and place in the block.
pub(super) type Spot = (BlockIndex, usize);

/// The sentences of an article by the words they hold.
#[derive(Debug)]
pub struct Words {
    /// All sentences in reading order; postings hold places in this list.
    spots: Vec<Spot>,
    cues: Postings,
    concepts: Postings,
    /// The concepts that are named at all, in ascending order.
    named: Vec<ConceptId>,
    /// These, and all that they are kinds of.
    kinds: Bits,
    /// The classes of these.
    classes: Bits,
    /// How many sentences name a concept.
    naming: usize,
}

impl Words {
    /// Returns the words of an article with the sentences `read`, in which the names of `pack` were found.
    #[must_use]
    pub fn new(read: &[ReadBlock], pack: &Pack) -> Self {
        let sentences = || read.iter().flat_map(|found| &found.sentences);
        let mut spots = Vec::with_capacity(read.iter().map(|found| found.sentences.len()).sum());
        let mentioned = sentences()
            .map(|sentence| sentence.mentions.cues.len() + sentence.mentions.cues_of_rules.len())
            .sum();
        let mut cues = Postings::new(pack.cues.len(), mentioned);
        let mentioned = sentences()
            .map(|sentence| sentence.mentions.concepts.len())
            .sum();
        let mut concepts = Postings::new(pack.concepts.len(), mentioned);
        let mut all = Bits::new(pack.concepts.len());
        let mut naming = 0;
        for (block, found) in read.iter().enumerate() {
            for (at, sentence) in found.sentences.iter().enumerate() {
                let number = number(spots.len());
                spots.push((block, at));
                for mentions in [&sentence.mentions.cues, &sentence.mentions.cues_of_rules] {
                    for mention in mentions {
                        cues.add(mention.cue.0, number);
                    }
                }
                for mention in &sentence.mentions.concepts {
                    for concept in &mention.concepts {
                        all.insert(concept.0 as usize);
                        concepts.add(concept.0, number);
                    }
                }
                naming += usize::from(!sentence.mentions.concepts.is_empty());
            }
        }
        let mut kinds = Bits::new(pack.concepts.len());
        let mut classes = Bits::new(pack.classes.len());
        let named: Vec<ConceptId> = all.iter().map(|at| ConceptId(number(at))).collect();
        for concept in &named {
            for kind in pack.lattice.kinds(*concept) {
                kinds.insert(kind.0 as usize);
            }
            for class in &pack.concept(*concept).classes {
                classes.insert(class.0 as usize);
            }
        }
        Self {
            spots,
            cues,
            concepts,
            named,
            kinds,
            classes,
            naming,
        }
    }

    /// Returns the sentences that hold what one of `wanted` asks for, in reading order, each once.
    pub(super) fn spots(&self, wanted: &[Selector], pack: &Pack) -> Vec<Spot> {
        if !self.hold_any(wanted) {
            return Vec::new();
        }
        let mut found = Bits::new(self.spots.len());
        for selector in wanted {
            for number in self.numbers(*selector, pack) {
                found.insert(number as usize);
            }
        }
        found.iter().map(|number| self.spots[number]).collect()
    }

    /// Tells whether one of the blocks that `chosen` accepts holds what one of `wanted` asks for.
    pub(super) fn stand_in(
        &self,
        wanted: &[Selector],
        chosen: impl Fn(BlockIndex) -> bool,
        pack: &Pack,
    ) -> bool {
        wanted.iter().any(|selector| {
            let mut numbers = self.numbers(*selector, pack);
            numbers.any(|number| chosen(self.spots[number as usize].0))
        })
    }

    /// Returns how many sentences name a concept.
    pub(super) fn naming(&self) -> usize {
        self.naming
    }

    /// Tells whether the article holds what one of `wanted` asks for.
    pub(super) fn hold_any(&self, wanted: &[Selector]) -> bool {
        wanted.iter().any(|selector| self.hold(*selector))
    }

    /// Tells whether the article holds what `selector` asks for.
    pub(super) fn hold(&self, selector: Selector) -> bool {
        match selector {
            Selector::Cue(cue) => self.cues.hold(cue.0),
            Selector::Concept(concept) => self.kinds.contains(concept.0 as usize),
            Selector::Class(class) => self.classes.contains(class.0 as usize),
        }
    }

    /// Returns the places in `spots` of the sentences that hold what `selector` asks for, in any order, some perhaps
    /// several times.
    fn numbers<'a>(&'a self, selector: Selector, pack: &'a Pack) -> impl Iterator<Item = u32> + 'a {
        let cue = match selector {
            Selector::Cue(cue) => Some(self.cues.of(cue.0)),
            Selector::Concept(_) | Selector::Class(_) => None,
        };
        let named = match selector {
            Selector::Cue(_) => &[],
            _ if !self.hold(selector) => &[],
            Selector::Concept(_) | Selector::Class(_) => self.named.as_slice(),
        };
        let named = named.iter();
        let named = named.filter(move |concept| pack.selects(selector, **concept));
        let concepts = named.flat_map(|concept| self.concepts.of(concept.0));
        cue.into_iter().flatten().chain(concepts)
    }
}

/// The sentences that hold each of many things: a list for each thing, all in one table.
#[derive(Debug)]
struct Postings {
    /// By thing: the number of its last sentence in `found`, counted from 1; 0 if there is none.
    last: Vec<u32>,
    /// Sentences in reading order, each with the number of the one before it in its list. A list may hold a sentence
    /// several times.
    found: Vec<(u32, u32)>,
}

impl Postings {
    /// Returns the lists of so many things, without sentences; there is room for `expected` sentences.
    fn new(count: usize, expected: usize) -> Self {
        Self {
            last: vec![0; count],
            found: Vec::with_capacity(expected),
        }
    }

    /// Adds that `sentence` holds `thing`.
    fn add(&mut self, thing: u32, sentence: u32) {
        let last = &mut self.last[thing as usize];
        self.found.push((sentence, *last));
        *last = number(self.found.len());
    }

    /// Tells whether a sentence holds `thing`.
    fn hold(&self, thing: u32) -> bool {
        self.last[thing as usize] > 0
    }

    /// Returns the sentences that hold `thing`, the last one first, some perhaps several times.
    fn of(&self, thing: u32) -> impl Iterator<Item = u32> {
        let mut next = self.last[thing as usize];
        std::iter::from_fn(move || {
            let (number, before) = self.found.get(next.checked_sub(1)? as usize)?;
            next = *before;
            Some(*number)
        })
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("an article has fewer than 2^32 words")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::one::{BUILT_IN, article};

    #[test]
    fn every_selector_finds_the_sentences_that_hold_it() {
        let text = "# Sciatica\n\nS1 pain is felt in the heel. A herniated disc is a common cause.\n\n\
                    - Rest does not help for two weeks.\n- See a doctor if you lose control of your bladder.\n";
        let pack = &BUILT_IN.pack;
        let (_, read) = article(text);
        let words = Words::new(&read, pack);
        let mut held = 0;
        for selector in pack.selectors().values() {
            let mut expected = Vec::new();
            for (block, found) in read.iter().enumerate() {
                for (at, sentence) in found.sentences.iter().enumerate() {
                    if sentence.mentions.holds(*selector, &sentence.all(), pack) {
                        expected.push((block, at));
                    }
                }
            }
            let wanted = [*selector];
            let in_block = |block: BlockIndex| expected.iter().any(|spot| spot.0 == block);
            assert_eq!(words.spots(&wanted, pack), expected, "{selector:?}");
            assert_eq!(
                words.hold_any(&wanted),
                !expected.is_empty(),
                "{selector:?}"
            );
            for block in 0..read.len() {
                let stands = words.stand_in(&wanted, |other| other == block, pack);
                assert_eq!(stands, in_block(block), "{selector:?}");
            }
            held += usize::from(!expected.is_empty());
        }
        assert!(held > 20, "the text holds many things: {held}");
    }

    #[test]
    fn each_thing_has_its_sentences() {
        let mut postings = Postings::new(4, 0);
        for (thing, number) in [(2, 0), (0, 1), (2, 2), (0, 2), (2, 2)] {
            postings.add(thing, number);
        }
        let of = |thing| postings.of(thing).collect::<Vec<_>>();
        assert_eq!(
            [of(0), of(1), of(2), of(3)],
            [vec![2, 1], vec![], vec![2, 2, 0], vec![]]
        );
        assert!(postings.hold(2) && !postings.hold(3));
    }
}
