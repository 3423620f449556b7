//! How concepts hang together: what is a kind of what, and what is a part of what.

use serde::{Deserialize, Serialize};

use super::ConceptId;

/// Is-a, part-of, readings and complements of all concepts; built once, closed under transitivity.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Lattice {
    /// For each concept, everything it is a kind of or a part of, itself first.
    wholes: Vec<Vec<ConceptId>>,
    /// For each concept, its direct parts and kinds.
    parts: Vec<Vec<ConceptId>>,
    /// For each concept, everything it is a kind of, itself first.
    kinds: Vec<Vec<ConceptId>>,
    readings: Vec<Vec<ConceptId>>,
    complements: Vec<Option<ConceptId>>,
}

/// What one concept says about its neighbours, as written.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// More general concepts.
    pub is_a: Vec<ConceptId>,
    /// Wholes it belongs to.
    pub part_of: Vec<ConceptId>,
    /// What an ambiguous phrase may mean.
    pub readings: Vec<ConceptId>,
    /// What happens when this doesn't.
    pub complement_of: Option<ConceptId>,
}

impl Lattice {
    /// Returns the lattice of concepts `0..links.len()`.
    ///
    /// # Errors
    /// A concept that is, through others, a kind or a part of itself.
    pub fn new(links: &[Links]) -> Result<Self, ConceptId> {
        let up: Vec<Vec<ConceptId>> = links
            .iter()
            .map(|link| link.is_a.iter().chain(&link.part_of).copied().collect())
            .collect();
        let is_a: Vec<Vec<ConceptId>> = links.iter().map(|link| link.is_a.clone()).collect();
        let mut parts = vec![Vec::new(); links.len()];
        for (at, above) in up.iter().enumerate() {
            for whole in above {
                parts[whole.0 as usize].push(id(at));
            }
        }
        Ok(Self {
            wholes: closures(&up)?,
            kinds: closures(&is_a)?,
            parts,
            readings: links.iter().map(|link| link.readings.clone()).collect(),
            complements: links.iter().map(|link| link.complement_of).collect(),
        })
    }

    /// Tells whether `part` is `whole`, a kind of it or a part of it.
    #[must_use]
    pub fn within(&self, part: ConceptId, whole: ConceptId) -> bool {
        self.wholes[part.0 as usize].contains(&whole)
    }

    /// Tells whether `special` is `general` or a kind of it.
    #[must_use]
    pub fn is_kind_of(&self, special: ConceptId, general: ConceptId) -> bool {
        self.kinds[special.0 as usize].contains(&general)
    }

    /// Returns `concept` and everything it is a kind of or a part of, nearest first.
    #[must_use]
    pub fn upwards(&self, concept: ConceptId) -> &[ConceptId] {
        &self.wholes[concept.0 as usize]
    }

    /// Returns `concept` and everything it is a kind of.
    #[must_use]
    pub fn kinds(&self, concept: ConceptId) -> &[ConceptId] {
        &self.kinds[concept.0 as usize]
    }

    /// Returns the direct parts and kinds of `concept`.
    #[must_use]
    pub fn parts(&self, concept: ConceptId) -> &[ConceptId] {
        &self.parts[concept.0 as usize]
    }

    /// Returns what `concept` may mean: its readings, or itself.
    pub fn readings(&self, concept: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        let readings = &self.readings[concept.0 as usize];
        let itself = readings.is_empty().then_some(concept);
        itself.into_iter().chain(readings.iter().copied())
    }

    /// Returns what happens when `concept` doesn't, if the pack says so.
    #[must_use]
    pub fn complement(&self, concept: ConceptId) -> Option<ConceptId> {
        self.complements[concept.0 as usize]
    }
}

fn id(at: usize) -> ConceptId {
    ConceptId(u32::try_from(at).expect("fewer concepts than 2^32"))
}

/// Returns for each concept all it reaches, itself first, nearest first.
fn closures(up: &[Vec<ConceptId>]) -> Result<Vec<Vec<ConceptId>>, ConceptId> {
    let mut closed = Vec::with_capacity(up.len());
    for at in 0..up.len() {
        let mut reached = vec![id(at)];
        let mut next = 0;
        while let Some(concept) = reached.get(next).copied() {
            for above in &up[concept.0 as usize] {
                if *above == id(at) {
                    return Err(id(at));
                }
                if !reached.contains(above) {
                    reached.push(*above);
                }
            }
            next += 1;
        }
        closed.push(reached);
    }
    Ok(closed)
}
