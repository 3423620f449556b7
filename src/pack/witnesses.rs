//! What may stand beside a claim and matter to the facts: what they excuse or demand, and what weakens a statement.

use serde::{Deserialize, Serialize};

use super::{Bits, Pack, Role, Selector};
use crate::proposition::{ConceptId, CueId};

/// The cues and concepts that somebody asks for beside a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Witnesses {
    cues: Bits,
    concepts: Bits,
}

impl Witnesses {
    /// Returns what the facts and the predicates of `pack` ask for.
    #[must_use]
    pub(super) fn new(pack: &Pack) -> Self {
        let mut witnesses = Self {
            cues: Bits::new(pack.cues.len()),
            concepts: Bits::new(pack.concepts.len()),
        };
        let said = pack.facts.iter().flat_map(|fact| &fact.says);
        let by_facts = said.flat_map(|says| says.unless_with.iter().chain(&says.flag_only_with));
        let disagreements = pack.predicates.iter();
        let disagreements = disagreements.filter_map(|one| one.disagreement.as_ref());
        let by_predicates = disagreements.flat_map(|disagreement| &disagreement.frame);
        for selector in by_facts.chain(by_predicates) {
            witnesses.add(*selector, pack);
        }
        for (at, cue) in pack.cues.iter().enumerate() {
            if matches!(cue.role, Some(Role::OneOf | Role::Unlikely)) {
                witnesses.cues.insert(at);
            }
        }
        witnesses
    }

    fn add(&mut self, selector: Selector, pack: &Pack) {
        if let Selector::Cue(cue) = selector {
            self.cues.insert(cue.0 as usize);
            return;
        }
        for (id, at) in (0..).zip(0..pack.concepts.len()) {
            if pack.selects(selector, ConceptId(id)) {
                self.concepts.insert(at);
            }
        }
    }

    /// Tells whether somebody asks for a cue.
    #[must_use]
    pub fn hold_cue(&self, cue: CueId) -> bool {
        self.cues.contains(cue.0 as usize)
    }

    /// Tells whether somebody asks for a concept.
    #[must_use]
    pub fn hold_concept(&self, concept: ConceptId) -> bool {
        self.concepts.contains(concept.0 as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Selector;
    use crate::claim::one::BUILT_IN;
    use crate::proposition::{ConceptId, CueId};

    #[test]
    fn what_facts_ask_for_is_held_and_little_else() {
        let pack = &BUILT_IN.pack;
        let said = pack.facts.iter().flat_map(|fact| &fact.says);
        let asked = said.flat_map(|says| says.unless_with.iter().chain(&says.flag_only_with));
        let asked: Vec<Selector> = asked.copied().collect();
        assert!(!asked.is_empty());
        let cues = (0..).map(CueId).zip(&pack.cues);
        let idle = cues.filter(|(cue, _)| !pack.witnesses.hold_cue(*cue));
        assert!(idle.count() > pack.cues.len() / 2);
        for selector in asked {
            if let Selector::Cue(cue) = selector {
                assert!(pack.witnesses.hold_cue(cue));
            }
            let concepts = (0..).map(ConceptId).zip(&pack.concepts);
            for (concept, _) in concepts.filter(|(id, _)| pack.selects(selector, *id)) {
                assert!(pack.witnesses.hold_concept(concept));
            }
        }
    }
}
