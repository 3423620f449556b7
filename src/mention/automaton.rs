//! All names as one acyclic automaton over words, in a few flat tables.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Company, Naming};
use crate::pack::flat::Fixed;
use crate::proposition::{ConceptId, CueId};

/// A word of the vocabulary; spellings and regular forms of one word share one.
pub(super) type WordId = u32;
pub(super) type NodeId = u32;

/// Where every name begins.
pub(super) const ROOT: NodeId = 0;

/// What a sequence of words names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Output {
    Concept(ConceptId, Naming),
    Cue(CueId),
}

/// One number: what is named in the lower half, how in the upper one.
impl Fixed for Output {
    fn write(self, to: &mut Vec<u8>) {
        let (named, how) = match self {
            Self::Cue(cue) => (cue.0, 0),
            Self::Concept(concept, how) => {
                let how = match how {
                    Naming::Name => 1,
                    Naming::Command => 2,
                    Naming::Label => 3,
                    Naming::Pieces => 4,
                    Naming::Weak(Company::Clause) => 5,
                    Naming::Weak(Company::Heading(place)) => UNDER_HEADINGS + place,
                };
                (concept.0, how)
            }
        };
        named.write(to);
        how.write(to);
    }

    fn read(bytes: &[u8]) -> Vec<Self> {
        let halves = u32::read(bytes);
        let (halves, _) = halves.as_chunks();
        let outputs = halves.iter().map(|[named, how]| {
            let how = match how {
                0 => return Self::Cue(CueId(*named)),
                1 => Naming::Name,
                2 => Naming::Command,
                3 => Naming::Label,
                4 => Naming::Pieces,
                5 => Naming::Weak(Company::Clause),
                _ => Naming::Weak(Company::Heading(how - UNDER_HEADINGS)),
            };
            Self::Concept(ConceptId(*named), how)
        });
        outputs.collect()
    }
}

/// From here on the number of a naming tells the place of its heading's cues.
const UNDER_HEADINGS: u32 = 6;

/// A minimal automaton: nodes from which the same can follow are one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Automaton {
    /// By word: where it leads from the root, and [`ROOT`] if nowhere. The root has most of all edges.
    #[serde(with = "crate::pack::flat")]
    first: Vec<NodeId>,
    /// What is known of each node, [`STRIDE`] numbers at a time, and of one behind the last: where its edges begin in
    /// `words` and `targets`, where its outputs begin in `outputs`, and which words may lead on ([`bit`]).
    #[serde(with = "crate::pack::flat")]
    nodes: Vec<u32>,
    /// Words of the edges, ascending within each node.
    #[serde(with = "crate::pack::flat")]
    words: Vec<WordId>,
    #[serde(with = "crate::pack::flat")]
    targets: Vec<NodeId>,
    /// Bits of the edges ([`place`]), [`SPARSE`] times as many as there are edges at least: most words lead nowhere, and
    /// one look tells it.
    #[serde(with = "crate::pack::flat")]
    marks: Vec<u64>,
    #[serde(with = "crate::pack::flat")]
    outputs: Vec<Output>,
}

/// How many bits there are for an edge at least.
const SPARSE: usize = 8;

/// Returns the place of an edge among so many bits, a power of two; edges may share one.
fn place(node: NodeId, word: WordId, bits: usize) -> usize {
    let mixed = u64::from(node) << 32 | u64::from(word);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (bits - 1)
}

/// Bits of a number of [`Automaton::marks`].
const BLOCK: usize = u64::BITS as usize;

/// Numbers of a node in [`Automaton::nodes`].
const STRIDE: usize = 3;

/// Place of the first edge among them.
const EDGES: usize = 0;

/// Place of the first output among them.
const OUTPUTS: usize = 1;

/// Place of the words that may lead on among them.
const ONWARDS: usize = 2;

/// Returns the bit that a word sets in the set of words that may lead on; many words share one.
pub(super) fn bit(word: WordId) -> u32 {
    1 << (word % u32::BITS)
}

impl Automaton {
    /// Returns the node that `word` leads to from the root.
    pub(super) fn first(&self, word: WordId) -> Option<NodeId> {
        let target = self.first.get(word as usize).copied();
        target.filter(|target| *target != ROOT)
    }

    /// Returns what is known of a node, and of the one behind it.
    fn node(&self, node: NodeId) -> &[u32] {
        let start = node as usize * STRIDE;
        &self.nodes[start..start + 2 * STRIDE]
    }

    /// Returns the bits of the words that lead on from a node, and of others; 0 if none does.
    pub(super) fn onwards(&self, node: NodeId) -> u32 {
        self.nodes[node as usize * STRIDE + ONWARDS]
    }

    /// Returns the node that `word` leads to from another node than the root.
    pub(super) fn next(&self, node: NodeId, word: WordId) -> Option<NodeId> {
        let known = self.node(node);
        if known[ONWARDS] & bit(word) == 0 || !self.is_marked(node, word) {
            return None;
        }
        let (start, end) = (known[EDGES] as usize, known[STRIDE + EDGES] as usize);
        let found = self.words[start..end].binary_search(&word).ok()?;
        Some(self.targets[start + found])
    }

    /// Tells whether a word may lead on from a node.
    fn is_marked(&self, node: NodeId, word: WordId) -> bool {
        let place = place(node, word, self.marks.len() * BLOCK);
        self.marks[place / BLOCK] & 1 << (place % BLOCK) != 0
    }

    /// Returns the marks of all edges but those of the root.
    fn marks(&self) -> Vec<u64> {
        let bits = (self.words.len() * SPARSE).max(BLOCK).next_power_of_two();
        let mut marks = vec![0; bits / BLOCK];
        let nodes = self.nodes.chunks_exact(STRIDE).zip(0..);
        let ends = self.nodes[STRIDE..].chunks_exact(STRIDE);
        for ((known, node), next) in nodes.zip(ends) {
            for word in &self.words[known[EDGES] as usize..next[EDGES] as usize] {
                let place = place(node, *word, bits);
                marks[place / BLOCK] |= 1 << (place % BLOCK);
            }
        }
        marks
    }

    fn first_targets(&self) -> Vec<NodeId> {
        let root = 0..self
            .nodes
            .get(STRIDE + EDGES)
            .map_or(0, |end| *end as usize);
        let words = &self.words[root.clone()];
        let bound = words.last().map_or(0, |last| *last as usize + 1);
        let mut targets = vec![ROOT; bound];
        for (word, target) in words.iter().zip(&self.targets[root]) {
            targets[*word as usize] = *target;
        }
        targets
    }

    /// Returns what the words that lead to `node` name.
    pub(super) fn outputs(&self, node: NodeId) -> &[Output] {
        let known = self.node(node);
        &self.outputs[known[OUTPUTS] as usize..known[STRIDE + OUTPUTS] as usize]
    }

    /// Adds a node behind the last one; the words of `onwards` ascend.
    fn push(&mut self, outputs: Vec<Output>, onwards: &[(WordId, NodeId)]) {
        let may_follow = onwards.iter().fold(0, |all, (word, _)| all | bit(*word));
        self.nodes.extend([
            number(self.words.len()),
            number(self.outputs.len()),
            may_follow,
        ]);
        self.words.extend(onwards.iter().map(|(word, _)| word));
        self.targets
            .extend(onwards.iter().map(|(_, target)| target));
        self.outputs.extend(outputs);
    }

    /// Returns how many nodes it has.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.nodes.len() / STRIDE - 1
    }
}

/// What a node names, and where each word leads from it.
type Node = (Vec<Output>, Vec<(WordId, NodeId)>);

/// A tree of names that grows by one name at a time.
#[derive(Debug)]
pub(super) struct Tree {
    edges: FxHashMap<(NodeId, WordId), NodeId>,
    outputs: Vec<Vec<Output>>,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self {
            edges: FxHashMap::default(),
            outputs: vec![Vec::new()],
        }
    }

    /// Returns the node behind `node` and `word`, a new one if there is none.
    pub(super) fn grow(&mut self, node: NodeId, word: WordId) -> NodeId {
        match self.edges.entry((node, word)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let fresh = number(self.outputs.len());
                self.outputs.push(Vec::new());
                *free.insert(fresh)
            }
        }
    }

    /// Makes `output` a name that ends at `node`; nothing is named by no word.
    pub(super) fn end(&mut self, node: NodeId, output: Output) {
        let outputs = &mut self.outputs[node as usize];
        if node != ROOT && !outputs.contains(&output) {
            outputs.push(output);
        }
    }

    /// Returns the minimal automaton of all names.
    pub(super) fn minimal(self) -> Automaton {
        let mut edges: Vec<Vec<(WordId, NodeId)>> = vec![Vec::new(); self.outputs.len()];
        for ((node, word), target) in self.edges {
            edges[node as usize].push((word, target));
        }
        // A child is younger than its parent: from the youngest on, children are settled before parents.
        let mut settled: Vec<NodeId> = vec![ROOT; self.outputs.len()];
        let mut known: FxHashMap<Node, NodeId> = FxHashMap::default();
        for (node, outputs) in self.outputs.into_iter().enumerate().rev() {
            let mut onwards = std::mem::take(&mut edges[node]);
            for (_, target) in &mut onwards {
                *target = settled[*target as usize];
            }
            onwards.sort_unstable();
            let fresh = number(known.len());
            settled[node] = *known.entry((outputs, onwards)).or_insert(fresh);
        }
        // The root was settled last; it comes first.
        let last = number(known.len()) - 1;
        let mut nodes: Vec<(Node, NodeId)> = known.into_iter().collect();
        nodes.sort_unstable_by_key(|(_, at)| last - at);
        let mut automaton = Automaton {
            first: Vec::new(),
            nodes: Vec::new(),
            words: Vec::new(),
            targets: Vec::new(),
            marks: Vec::new(),
            outputs: Vec::new(),
        };
        for ((outputs, mut onwards), _) in nodes {
            for (_, target) in &mut onwards {
                *target = last - *target;
            }
            automaton.push(outputs, &onwards);
        }
        automaton.push(Vec::new(), &[]);
        automaton.first = automaton.first_targets();
        automaton.marks = automaton.marks();
        automaton
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(names: &[(&[WordId], u32)]) -> Tree {
        let mut tree = Tree::new();
        for (words, cue) in names {
            let node = words.iter().fold(ROOT, |node, word| tree.grow(node, *word));
            tree.end(node, Output::Cue(CueId(*cue)));
        }
        tree
    }

    fn named(automaton: &Automaton, words: &[WordId]) -> Vec<u32> {
        let node = words.iter().try_fold(ROOT, |node, word| match node {
            ROOT => automaton.first(*word),
            node => automaton.next(node, *word),
        });
        let outputs = node.map_or(&[][..], |node| automaton.outputs(node));
        outputs
            .iter()
            .map(|output| match output {
                Output::Cue(cue) => cue.0,
                Output::Concept(concept, _) => concept.0,
            })
            .collect()
    }

    #[test]
    fn the_minimal_automaton_knows_the_same_names() {
        let names: [(&[WordId], u32); 6] = [
            (&[1, 2, 3], 7),
            (&[4, 2, 3], 7),
            (&[1, 2], 8),
            (&[4, 2], 8),
            (&[5], 9),
            (&[5], 7),
        ];
        let automaton = tree(&names).minimal();
        assert_eq!(named(&automaton, &[1, 2, 3]), [7]);
        assert_eq!(named(&automaton, &[4, 2]), [8]);
        assert_eq!(named(&automaton, &[5]), [9, 7]);
        for unknown in [&[][..], &[1], &[2], &[1, 3], &[1, 2, 3, 3], &[6]] {
            assert_eq!(named(&automaton, unknown), [0; 0], "{unknown:?}");
        }
        // Root, behind 1 or 4, behind 2, behind 3, behind 5.
        assert_eq!(automaton.len(), 5);
    }

    #[test]
    fn outputs_are_read_as_they_were_written() {
        let concept = |how| Output::Concept(ConceptId(u32::MAX), how);
        let outputs = [
            Output::Cue(CueId(0)),
            concept(Naming::Name),
            concept(Naming::Command),
            concept(Naming::Label),
            concept(Naming::Pieces),
            concept(Naming::Weak(Company::Clause)),
            concept(Naming::Weak(Company::Heading(0))),
            concept(Naming::Weak(Company::Heading(70_000))),
        ];
        let mut bytes = Vec::new();
        for output in outputs {
            output.write(&mut bytes);
        }
        assert_eq!(Output::read(&bytes), outputs);
    }

    #[test]
    fn no_name_gives_a_root_alone() {
        let automaton = Tree::new().minimal();
        assert_eq!(named(&automaton, &[1]), [0; 0]);
        assert_eq!(automaton.len(), 1);
    }
}
