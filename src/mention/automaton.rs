//! All names as one acyclic automaton over words, in a few flat tables.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Naming;
use crate::proposition::{ConceptId, CueId};

/// A word of the vocabulary; spellings and regular forms of one word share one.
pub(super) type WordId = u32;
pub(super) type NodeId = u32;

/// Where every name begins.
pub(super) const ROOT: NodeId = 0;

/// What a sequence of words names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Output {
    Concept(ConceptId, Naming),
    Cue(CueId),
}

/// A minimal automaton: nodes from which the same can follow are one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Automaton {
    /// By word: where it leads from the root, and [`ROOT`] if nowhere. The root has most of all edges.
    #[serde(with = "crate::pack::flat")]
    first: Vec<NodeId>,
    /// Where the edges of each node begin in `words` and `targets`; one more than there are nodes.
    #[serde(with = "crate::pack::flat")]
    edges: Vec<u32>,
    /// Words of the edges, ascending within each node.
    #[serde(with = "crate::pack::flat")]
    words: Vec<WordId>,
    #[serde(with = "crate::pack::flat")]
    targets: Vec<NodeId>,
    /// Where the outputs of each node begin in `outputs`; one more than there are nodes.
    #[serde(with = "crate::pack::flat")]
    output_starts: Vec<u32>,
    outputs: Vec<Output>,
}

impl Automaton {
    /// Returns the node that `word` leads to from the root.
    pub(super) fn first(&self, word: WordId) -> Option<NodeId> {
        let target = self.first.get(word as usize).copied();
        target.filter(|target| *target != ROOT)
    }

    /// Tells whether a word leads on from a node.
    pub(super) fn goes_on(&self, node: NodeId) -> bool {
        self.edges[node as usize] < self.edges[node as usize + 1]
    }

    /// Returns the node that `word` leads to from another node than the root.
    pub(super) fn next(&self, node: NodeId, word: WordId) -> Option<NodeId> {
        let node = node as usize;
        let (start, end) = (self.edges[node] as usize, self.edges[node + 1] as usize);
        let found = self.words[start..end].binary_search(&word).ok()?;
        Some(self.targets[start + found])
    }

    fn first_targets(&self) -> Vec<NodeId> {
        let root = 0..self.edges.get(1).map_or(0, |end| *end as usize);
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
        let node = node as usize;
        let starts = &self.output_starts;
        &self.outputs[starts[node] as usize..starts[node + 1] as usize]
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
            edges: vec![0],
            words: Vec::new(),
            targets: Vec::new(),
            output_starts: vec![0],
            outputs: Vec::new(),
        };
        for ((outputs, onwards), _) in nodes {
            for (word, target) in onwards {
                automaton.words.push(word);
                automaton.targets.push(last - target);
            }
            automaton.edges.push(number(automaton.words.len()));
            automaton.outputs.extend(outputs);
            automaton
                .output_starts
                .push(number(automaton.outputs.len()));
        }
        automaton.first = automaton.first_targets();
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
        assert_eq!(automaton.edges.len() - 1, 5);
    }

    #[test]
    fn no_name_gives_a_root_alone() {
        let automaton = Tree::new().minimal();
        assert_eq!(named(&automaton, &[1]), [0; 0]);
        assert_eq!(automaton.edges.len() - 1, 1);
    }
}
