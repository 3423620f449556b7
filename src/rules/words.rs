//! Where in an article words stand: every sentence that holds a cue or a concept, found without reading the others.

use crate::claim::ReadBlock;
use crate::markup::BlockIndex;
use crate::pack::{Pack, Selector};
use crate::proposition::{ConceptId, CueId};

/// A sentence: block, and place in the block.
pub(super) type Spot = (BlockIndex, usize);

/// The sentences of an article by the words they hold.
#[derive(Debug)]
pub(super) struct Words {
    cues: Vec<(CueId, Spot)>,
    concepts: Vec<(ConceptId, Spot)>,
    /// The concepts that are named at all, in ascending order.
    named: Vec<ConceptId>,
}

impl Words {
    pub(super) fn new(read: &[ReadBlock]) -> Self {
        let (mut cues, mut concepts) = (Vec::new(), Vec::new());
        for (block, found) in read.iter().enumerate() {
            for (at, sentence) in found.sentences.iter().enumerate() {
                let mentions = &sentence.mentions;
                cues.extend(
                    mentions
                        .cues
                        .iter()
                        .map(|mention| (mention.cue, (block, at))),
                );
                let named = mentions
                    .concepts
                    .iter()
                    .flat_map(|mention| &mention.concepts);
                concepts.extend(named.map(|concept| (*concept, (block, at))));
            }
        }
        cues.sort_unstable();
        cues.dedup();
        concepts.sort_unstable();
        concepts.dedup();
        let mut named: Vec<ConceptId> = concepts.iter().map(|(concept, _)| *concept).collect();
        named.dedup();
        Self {
            cues,
            concepts,
            named,
        }
    }

    /// Returns the sentences that hold what one of `wanted` asks for, in reading order, each once.
    pub(super) fn spots(&self, wanted: &[Selector], pack: &Pack) -> Vec<Spot> {
        let mut spots = Vec::new();
        for selector in wanted {
            match selector {
                Selector::Cue(cue) => spots.extend(postings(&self.cues, *cue)),
                _ => {
                    for concept in self.selected(*selector, pack) {
                        spots.extend(postings(&self.concepts, concept));
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
        let mut spots: Vec<Spot> = self.concepts.iter().map(|(_, spot)| *spot).collect();
        spots.sort_unstable();
        spots.dedup();
        spots
    }

    /// Tells whether the article holds what one of `wanted` asks for.
    pub(super) fn hold_any(&self, wanted: &[Selector], pack: &Pack) -> bool {
        wanted.iter().any(|selector| match selector {
            Selector::Cue(cue) => postings(&self.cues, *cue).next().is_some(),
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

/// Returns the places of `key` in a sorted list.
fn postings<Key: Ord + Copy>(list: &[(Key, Spot)], key: Key) -> impl Iterator<Item = Spot> + '_ {
    let start = list.partition_point(|(other, _)| *other < key);
    let behind = list[start..].iter();
    behind
        .take_while(move |(other, _)| *other == key)
        .map(|(_, spot)| *spot)
}
