//! All names as one acyclic automaton over words, in a few flat tables.

use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use zerocopy::little_endian::{U32, U64};

use super::{Company, Naming};
use crate::pack::tables::Table;
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

/// An output as it stands in [`Automaton::outputs`]: what is named, and how.
pub(super) type Written = [U32; 2];

impl Output {
    fn write(self) -> Written {
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
        [named.into(), how.into()]
    }

    pub(super) fn read([named, how]: &Written) -> Self {
        let how = match how.get() {
            0 => return Self::Cue(CueId(named.get())),
            1 => Naming::Name,
            2 => Naming::Command,
            3 => Naming::Label,
            4 => Naming::Pieces,
            5 => Naming::Weak(Company::Clause),
            how => Naming::Weak(Company::Heading(how - UNDER_HEADINGS)),
        };
        Self::Concept(ConceptId(named.get()), how)
    }
}

/// From here on the number of a naming tells the place of its heading's cues.
const UNDER_HEADINGS: u32 = 6;

/// A minimal automaton: nodes from which the same can follow are one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Automaton {
    /// By word: where it leads from the root, and [`ROOT`] if nowhere. The root has most of all edges.
    first: Table<U32>,
    /// What is known of each node, [`STRIDE`] numbers at a time, and of one behind the last: where its edges begin in
    /// `edges`, where its outputs begin in `outputs`, and which words may lead on ([`bit`]).
    nodes: Table<U32>,
    /// The word of each edge and where it leads; the words ascend within each node.
    edges: Table<[U32; 2]>,
    /// Bits of the edges ([`place`]), [`SPARSE`] times as many as there are edges: most words lead nowhere, and one look
    /// tells it.
    marks: Table<U64>,
    outputs: Table<Written>,
}

/// How many edges are looked through at once: they stand as close together as a number of marks.
const FEW: usize = 4;

/// How many bits there are for an edge.
const SPARSE: usize = 8;

/// Returns the place of the edge of a word among the bits of all edges, if it is one of `edges`, which are those of a
/// node; edges may share one.
fn place(edges: &Range<usize>, word: WordId) -> usize {
    let mixed = u64::from(word.wrapping_mul(0x9e37_79b9));
    let bits = (SPARSE * edges.len()) as u64;
    SPARSE * edges.start + ((mixed * bits) >> u32::BITS) as usize
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
        let target = self.first.get(word as usize).map(|target| target.get());
        target.filter(|target| *target != ROOT)
    }

    /// Returns what is known of a node, and of the one behind it.
    fn node(&self, node: NodeId) -> &[U32] {
        let start = node as usize * STRIDE;
        &self.nodes[start..start + 2 * STRIDE]
    }

    /// Returns the bits of the words that lead on from a node, and of others; 0 if none does.
    pub(super) fn onwards(&self, node: NodeId) -> u32 {
        self.nodes[node as usize * STRIDE + ONWARDS].get()
    }

    /// Returns the node that `word` leads to from another node than the root.
    pub(super) fn next(&self, node: NodeId, word: WordId) -> Option<NodeId> {
        let known = self.node(node);
        if known[ONWARDS].get() & bit(word) == 0 {
            return None;
        }
        let edges = range(known, EDGES);
        if edges.len() > FEW && !self.is_marked(place(&edges, word)) {
            return None;
        }
        let edges = &self.edges[edges];
        let found = edges.binary_search_by_key(&word, |[word, _]| word.get());
        found.ok().map(|found| edges[found][1].get())
    }

    /// Tells whether there may be an edge at a place.
    fn is_marked(&self, place: usize) -> bool {
        self.marks[place / BLOCK].get() & 1 << (place % BLOCK) != 0
    }

    /// Returns what the words that lead to `node` name, to be read with [`Output::read`].
    pub(super) fn outputs(&self, node: NodeId) -> &[Written] {
        &self.outputs[range(self.node(node), OUTPUTS)]
    }

    /// Returns how many nodes it has.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.nodes.len() / STRIDE - 1
    }
}

/// Returns from where a node begins something to where the next one does; `known` tells of both.
fn range(known: &[U32], begins: usize) -> Range<usize> {
    known[begins].get() as usize..known[STRIDE + begins].get() as usize
}

/// The nodes of an automaton, one behind the other.
#[derive(Default)]
struct Nodes {
    nodes: Vec<u32>,
    edges: Vec<(WordId, NodeId)>,
    outputs: Vec<Output>,
}

impl Nodes {
    /// Adds a node behind the last one; the words of `onwards` ascend.
    fn push(&mut self, outputs: Vec<Output>, onwards: &[(WordId, NodeId)]) {
        let may_follow = onwards.iter().fold(0, |all, (word, _)| all | bit(*word));
        self.nodes.extend([
            number(self.edges.len()),
            number(self.outputs.len()),
            may_follow,
        ]);
        self.edges.extend_from_slice(onwards);
        self.outputs.extend(outputs);
    }

    /// Returns the automaton of these nodes.
    fn finish(mut self) -> Automaton {
        self.push(Vec::new(), &[]);
        let (first, marks) = (self.first_targets(), self.marks());
        let edges = self.edges.into_iter();
        Automaton {
            first: first.into_iter().collect(),
            marks: marks.into_iter().collect(),
            nodes: self.nodes.into_iter().collect(),
            edges: edges
                .map(|(word, target)| [word.into(), target.into()])
                .collect(),
            outputs: self.outputs.into_iter().map(Output::write).collect(),
        }
    }

    /// Returns the marks of all edges.
    fn marks(&self) -> Vec<u64> {
        let mut marks = vec![0; (SPARSE * self.edges.len()).div_ceil(BLOCK)];
        let nodes = self.nodes.chunks_exact(STRIDE);
        let ends = self.nodes[STRIDE..].chunks_exact(STRIDE);
        for (known, next) in nodes.zip(ends) {
            let edges = known[EDGES] as usize..next[EDGES] as usize;
            for (word, _) in &self.edges[edges.clone()] {
                let place = place(&edges, *word);
                marks[place / BLOCK] |= 1 << (place % BLOCK);
            }
        }
        marks
    }

    /// Returns by word where it leads from the root.
    fn first_targets(&self) -> Vec<NodeId> {
        let end = self.nodes.get(STRIDE + EDGES);
        let root = 0..end.map_or(0, |end| *end as usize);
        let edges = &self.edges[root];
        let bound = edges.last().map_or(0, |(last, _)| *last as usize + 1);
        let mut targets = vec![ROOT; bound];
        for (word, target) in edges {
            targets[*word as usize] = *target;
        }
        targets
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

    /// Gives the words, which are numbered below `words`, other numbers: the more names hold a word, the smaller. Returns
    /// by word its new number.
    pub(super) fn number_by_use(&mut self, words: usize) -> Vec<WordId> {
        let mut uses = vec![0_u32; words];
        for (_, word) in self.edges.keys() {
            uses[*word as usize] += 1;
        }
        let mut order: Vec<usize> = (0..words).collect();
        order.sort_by_key(|word| std::cmp::Reverse(uses[*word]));
        let mut numbers = vec![0; words];
        for (place, word) in order.into_iter().enumerate() {
            numbers[word] = number(place);
        }
        let edges = std::mem::take(&mut self.edges).into_iter();
        let edges = edges.map(|((node, word), target)| ((node, numbers[word as usize]), target));
        self.edges = edges.collect();
        numbers
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
        let mut nodes: Vec<(Node, NodeId)> = known.into_iter().collect();
        nodes.sort_unstable_by_key(|(_, at)| *at);
        let nodes: Vec<Node> = nodes.into_iter().map(|(node, _)| node).collect();
        ordered(nodes).finish()
    }
}

/// Returns `nodes`, the last of which is the root, from the root on: those that fewer words lead to stand before others,
/// and those that smaller words lead to stand before these. What is looked at most stands close together.
fn ordered(mut nodes: Vec<Node>) -> Nodes {
    let root = nodes.len() - 1;
    let mut places: Vec<Option<NodeId>> = vec![None; nodes.len()];
    places[root] = Some(ROOT);
    let mut order = vec![root];
    let mut ordered = Nodes::default();
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        let (outputs, mut onwards) = std::mem::take(&mut nodes[node]);
        for (_, target) in &mut onwards {
            let place = &mut places[*target as usize];
            *target = *place.get_or_insert_with(|| {
                order.push(*target as usize);
                number(order.len() - 1)
            });
        }
        ordered.push(outputs, &onwards);
    }
    ordered
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
            .map(|output| match Output::read(output) {
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
        for output in outputs {
            assert_eq!(Output::read(&output.write()), output);
        }
    }

    #[test]
    fn no_name_gives_a_root_alone() {
        let automaton = Tree::new().minimal();
        assert_eq!(named(&automaton, &[1]), [0; 0]);
        assert_eq!(automaton.len(), 1);
    }
}
