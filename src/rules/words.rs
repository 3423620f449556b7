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
        let mut spots = Vec::new();
        let (mut cues, mut concepts) = (Vec::new(), Vec::new());
        let mut naming = 0;
        for (block, found) in read.iter().enumerate() {
            for (at, sentence) in found.sentences.iter().enumerate() {
                let number = number(spots.len());
                spots.push((block, at));
                for mention in sentence.mentions.all_cues() {
                    cues.push((mention.cue.0, number));
                }
                for mention in &sentence.mentions.concepts {
                    for concept in &mention.concepts {
                        concepts.push((concept.0, number));
                    }
                }
                naming += usize::from(!sentence.mentions.concepts.is_empty());
            }
        }
        let mut all = Bits::new(pack.concepts.len());
        let mut kinds = Bits::new(pack.concepts.len());
        let mut classes = Bits::new(pack.classes.len());
        for (concept, _) in &concepts {
            all.insert(*concept as usize);
        }
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
            cues: Postings::new(pack.cues.len(), &cues),
            concepts: Postings::new(pack.concepts.len(), &concepts),
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

    fn hold(&self, selector: Selector) -> bool {
        match selector {
            Selector::Cue(cue) => !self.cues.of(cue.0).is_empty(),
            Selector::Concept(concept) => self.kinds.contains(concept.0 as usize),
            Selector::Class(class) => self.classes.contains(class.0 as usize),
        }
    }

    /// Returns the places in `spots` of the sentences that hold what `selector` asks for, some perhaps several times.
    fn numbers<'a>(&'a self, selector: Selector, pack: &'a Pack) -> impl Iterator<Item = u32> + 'a {
        let cue = match selector {
            Selector::Cue(cue) => self.cues.of(cue.0),
            Selector::Concept(_) | Selector::Class(_) => &[],
        };
        let named = match selector {
            Selector::Cue(_) => &[],
            _ if !self.hold(selector) => &[],
            Selector::Concept(_) | Selector::Class(_) => self.named.as_slice(),
        };
        let named = named.iter();
        let named = named.filter(move |concept| pack.selects(selector, **concept));
        let concepts = named.flat_map(|concept| self.concepts.of(concept.0));
        cue.iter().chain(concepts).copied()
    }
}

/// The sentences that hold each of many things, in two flat tables.
#[derive(Debug)]
struct Postings {
    /// By thing: where its sentences begin in `numbers`; one more than there are things.
    starts: Vec<u32>,
    /// In reading order for each thing. A sentence may stand there several times.
    numbers: Vec<u32>,
}

impl Postings {
    /// Returns the sentences of so many things; `found` are things with numbers of sentences, in reading order.
    fn new(count: usize, found: &[(u32, u32)]) -> Self {
        let mut starts: Vec<u32> = vec![0; count + 2];
        for (thing, _) in found {
            starts[*thing as usize + 2] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut numbers = vec![0; found.len()];
        // While they are filled in, each start stands one place further on, and ends where the next one begins.
        for (thing, number) in found {
            let next = &mut starts[*thing as usize + 1];
            numbers[*next as usize] = *number;
            *next += 1;
        }
        starts.pop();
        Self { starts, numbers }
    }

    /// Returns the sentences of one thing.
    fn of(&self, thing: u32) -> &[u32] {
        let thing = thing as usize;
        &self.numbers[self.starts[thing] as usize..self.starts[thing + 1] as usize]
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("an article has fewer than 2^32 sentences")
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
    fn postings_are_in_reading_order_by_thing() {
        let postings = Postings::new(4, &[(2, 0), (0, 1), (2, 2), (2, 2)]);
        assert_eq!(postings.of(0), [1]);
        assert_eq!(postings.of(1), [0; 0]);
        assert_eq!(postings.of(2), [0, 2, 2]);
        assert_eq!(postings.of(3), [0; 0]);
    }
}
