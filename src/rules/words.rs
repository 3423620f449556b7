//! Where in an article words stand: every sentence that holds a cue or a concept, found without reading the others.

use crate::claim::ReadBlock;
use crate::markup::BlockIndex;
use crate::pack::{Pack, Selector};
use crate::proposition::ConceptId;

/// A sentence: block, and place in the block.
pub(super) type Spot = (BlockIndex, usize);

/// The sentences of an article by the words they hold.
#[derive(Debug)]
pub struct Words {
    cues: Postings,
    concepts: Postings,
    /// The concepts that are named at all, in ascending order.
    named: Vec<ConceptId>,
}

impl Words {
    /// Returns the words of an article with the sentences `read`, in which the names of `pack` were found.
    #[must_use]
    pub fn new(read: &[ReadBlock], pack: &Pack) -> Self {
        let mentions = || {
            read.iter().enumerate().flat_map(|(block, found)| {
                let sentences = found.sentences.iter().enumerate();
                sentences.map(move |(at, sentence)| ((block, at), &sentence.mentions))
            })
        };
        let cues = || {
            mentions().flat_map(|(spot, mentions)| {
                let cues = mentions.cues.iter();
                cues.map(move |mention| (mention.cue.0 as usize, spot))
            })
        };
        let concepts = || {
            mentions().flat_map(|(spot, mentions)| {
                let named = mentions.concepts.iter();
                let named = named.flat_map(|mention| &mention.concepts);
                named.map(move |concept| (concept.0 as usize, spot))
            })
        };
        let concepts = Postings::new(pack.concepts.len(), concepts);
        let named = (0..)
            .map(ConceptId)
            .take(pack.concepts.len())
            .filter(|concept| !concepts.of(concept.0).is_empty());
        Self {
            named: named.collect(),
            cues: Postings::new(pack.cues.len(), cues),
            concepts,
        }
    }

    /// Returns the sentences that hold what one of `wanted` asks for, in reading order, each once.
    pub(super) fn spots(&self, wanted: &[Selector], pack: &Pack) -> Vec<Spot> {
        let mut spots = Vec::new();
        for selector in wanted {
            match selector {
                Selector::Cue(cue) => spots.extend(self.cues.of(cue.0)),
                _ => {
                    for concept in self.selected(*selector, pack) {
                        spots.extend(self.concepts.of(concept.0));
                    }
                }
            }
        }
        spots.sort_unstable();
        spots.dedup();
        spots
    }

    /// Returns the sentences that name any concept, in reading order, each once.
    pub(super) fn spots_of_concepts(&self) -> Vec<Spot> {
        let mut spots = self.concepts.spots.clone();
        spots.sort_unstable();
        spots.dedup();
        spots
    }

    /// Tells whether the article holds what one of `wanted` asks for.
    pub(super) fn hold_any(&self, wanted: &[Selector], pack: &Pack) -> bool {
        wanted.iter().any(|selector| match selector {
            Selector::Cue(cue) => !self.cues.of(cue.0).is_empty(),
            _ => self.selected(*selector, pack).next().is_some(),
        })
    }

    fn selected<'a>(
        &'a self,
        selector: Selector,
        pack: &'a Pack,
    ) -> impl Iterator<Item = ConceptId> + 'a {
        let named = self.named.iter().copied();
        named.filter(move |concept| pack.selects(selector, *concept))
    }
}

/// The sentences that hold each of many things, in two flat tables.
#[derive(Debug)]
struct Postings {
    /// By thing: where its sentences begin in `spots`; one more than there are things.
    starts: Vec<u32>,
    /// In reading order for each thing. A sentence may stand there several times.
    spots: Vec<Spot>,
}

impl Postings {
    /// Returns the sentences of so many things; `found` tells them in reading order, each time it is called.
    fn new<Found: Iterator<Item = (usize, Spot)>>(count: usize, found: impl Fn() -> Found) -> Self {
        let mut starts: Vec<u32> = vec![0; count + 2];
        for (thing, _) in found() {
            starts[thing + 2] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut spots = vec![Spot::default(); total as usize];
        // While they are filled in, each start stands one place further on, and ends where the next one begins.
        for (thing, spot) in found() {
            let next = &mut starts[thing + 1];
            spots[*next as usize] = spot;
            *next += 1;
        }
        starts.pop();
        Self { starts, spots }
    }

    /// Returns the sentences of one thing.
    fn of(&self, thing: u32) -> &[Spot] {
        let thing = thing as usize;
        &self.spots[self.starts[thing] as usize..self.starts[thing + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_are_in_reading_order_by_thing() {
        let found = [(2, (0, 0)), (0, (0, 1)), (2, (1, 0)), (2, (1, 0))];
        let postings = Postings::new(4, || found.into_iter());
        assert_eq!(postings.of(0), [(0, 1)]);
        assert_eq!(postings.of(1), []);
        assert_eq!(postings.of(2), [(0, 0), (1, 0), (1, 0)]);
        assert_eq!(postings.of(3), []);
    }
}
