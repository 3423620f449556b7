//! Which predicates ask for a concept, a cue or a unit: their selectors, turned round.

use serde::{Deserialize, Serialize};

use super::bits::{BitTable, Bits};
use super::{Inherit, ListId, Pack, Predicate, PredicateKind, Selector, Unit};
use crate::proposition::{ConceptId, CueId};

/// For what a clause may hold, the predicates that can do something with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Askers {
    /// By concept: predicates whose subject it may be.
    pub subject: BitTable,
    /// By concept: predicates whose object it may be.
    pub object: BitTable,
    /// Predicates whose subject may stand outside the sentence.
    pub inheriting: Bits,
    /// Predicates whose object may stand in a label, a header or a lead-in.
    pub by_layout: Bits,
    /// Predicates for or against something.
    pub stances: Bits,
    /// Concepts that one of these has for a subject.
    pub advisable_concepts: Bits,
    /// Cues that one of these has for a subject.
    pub advisable_cues: Bits,
    /// By predicate: a list of which something must stand in the clause or around it, if there is such a list.
    required: Vec<Option<ListId>>,
    /// By unit: predicates of quantities in it.
    units: Vec<(Option<Unit>, Bits)>,
}

impl Askers {
    /// Returns the predicates of `pack`, turned round.
    #[must_use]
    pub(super) fn new(pack: &Pack) -> Self {
        let (concepts, cues) = (pack.concepts.len(), pack.cues.len());
        let predicates = pack.predicates.len();
        let mut askers = Self {
            subject: BitTable::new(concepts, predicates),
            object: BitTable::new(concepts, predicates),
            inheriting: Bits::new(predicates),
            by_layout: Bits::new(predicates),
            stances: Bits::new(predicates),
            advisable_concepts: Bits::new(concepts),
            advisable_cues: Bits::new(cues),
            required: pack.predicates.iter().map(Predicate::required).collect(),
            units: Vec::new(),
        };
        for (at, predicate) in pack.predicates.iter().enumerate() {
            askers.add(at, predicate, pack);
        }
        askers
    }

    fn add(&mut self, at: usize, predicate: &Predicate, pack: &Pack) {
        for concept in concepts(&predicate.object, pack) {
            self.object.insert(concept, at);
        }
        let is_stance = predicate.kind == PredicateKind::Stance;
        for concept in concepts(&predicate.subject, pack) {
            self.subject.insert(concept, at);
            if is_stance {
                self.advisable_concepts.insert(concept);
            }
        }
        if is_stance {
            self.stances.insert(at);
            cues(&predicate.subject).for_each(|cue| self.advisable_cues.insert(cue));
        }
        if predicate.layout {
            self.by_layout.insert(at);
        }
        if match predicate.inherit {
            Inherit::Context => true,
            Inherit::Sentence => false,
            // The first cell of a row.
            Inherit::Never => predicate.layout,
        } {
            self.inheriting.insert(at);
        }
        if let Some(unit) = predicate.counted_unit() {
            self.of_unit(unit, pack.predicates.len()).insert(at);
        }
    }

    fn of_unit(&mut self, unit: Option<Unit>, predicates: usize) -> &mut Bits {
        let known = self.units.iter().position(|(known, _)| *known == unit);
        let at = known.unwrap_or(self.units.len());
        if known.is_none() {
            self.units.push((unit, Bits::new(predicates)));
        }
        &mut self.units[at].1
    }

    /// Tells whether a predicate, by its place, can do with what the lists of `around` ask for, as far as one list tells.
    #[must_use]
    pub fn may_do_with(&self, predicate: usize, around: &Bits) -> bool {
        self.required[predicate].is_none_or(|list| around.contains(list.0 as usize))
    }

    /// Returns the predicates of quantities in `unit`; of bare numbers, if there is none.
    pub fn quantities(&self, unit: Option<Unit>) -> impl Iterator<Item = &Bits> {
        let mut units = self.units.iter();
        units
            .find(|(known, _)| *known == unit)
            .map(|(_, predicates)| predicates)
            .into_iter()
    }
}

/// Returns the numbers of all concepts that one of `selectors` selects.
fn concepts<'a>(selectors: &'a [Selector], pack: &'a Pack) -> impl Iterator<Item = usize> + 'a {
    let all = (0..).zip(0..pack.concepts.len());
    all.filter(|(id, _)| {
        let mut selectors = selectors.iter();
        selectors.any(|selector| pack.selects(*selector, ConceptId(*id)))
    })
    .map(|(_, at)| at)
}

fn cues(selectors: &[Selector]) -> impl Iterator<Item = usize> {
    selectors.iter().filter_map(|selector| match selector {
        Selector::Cue(CueId(cue)) => Some(*cue as usize),
        _ => None,
    })
}
