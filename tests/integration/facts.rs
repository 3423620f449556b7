//! The sentences of every fact: those that agree and the near misses accuse nobody, those that contradict are found.

use factlint::examples::Owner;
use factlint::pack::{Ceiling, Fact};

use crate::judged::{KNOWN, failures, try_known};

/// Fewest sentences of each kind.
const FEWEST: usize = 3;

#[test]
fn every_sentence_comes_out() {
    let tried = try_known(KNOWN.pack.facts.iter().map(Owner::Fact));
    assert!(tried.len() > 1000, "facts come with sentences");
    let wrong = failures(&tried);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_fact_has_sentences_of_each_kind() {
    for fact in &KNOWN.pack.facts {
        assert!(
            fact.agrees.len() >= FEWEST,
            "{} has too few sentences that agree",
            fact.id
        );
        // A fact that accuses of nothing has nothing to find, and all the more to leave alone.
        let against = if is_silent(fact) {
            assert!(
                fact.contradicts.is_empty(),
                "{} accuses of nothing, so nothing contradicts it",
                fact.id
            );
            &fact.near_misses
        } else {
            &fact.contradicts
        };
        assert!(
            against.len() >= FEWEST,
            "{} has too few sentences that contradict it or nearly do",
            fact.id
        );
    }
}

/// Tells whether no contradiction of `fact` is ever reported.
fn is_silent(fact: &Fact) -> bool {
    fact.says.iter().all(|said| said.ceiling == Ceiling::Silent)
}
