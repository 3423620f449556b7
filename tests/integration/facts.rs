//! The sentences of every fact: those that agree and the near misses accuse nobody, those that contradict are found.

use std::fmt::Write as _;

use factlint::pack::{Ceiling, Fact};
use factlint::verdict::{Judged, Verdict};

use crate::judged::{KNOWN, accuses, describe, judge_text};

/// Fewest sentences of each kind.
const FEWEST: usize = 3;

#[test]
fn agreeing_sentences_and_near_misses_accuse_nobody() {
    let mut accused = String::new();
    let mut read = 0;
    for fact in &KNOWN.pack.facts {
        for sentence in fact.agrees.iter().chain(&fact.near_misses) {
            read += 1;
            let claims = judge_text(sentence);
            if claims.iter().any(accuses) {
                note(&mut accused, fact, sentence, &claims);
            }
        }
    }
    assert!(read > 0, "facts come with sentences");
    assert!(accused.is_empty(), "accused:\n{accused}");
}

#[test]
fn contradicting_sentences_are_found() {
    let mut missed = String::new();
    let mut read = 0;
    for fact in &KNOWN.pack.facts {
        for sentence in &fact.contradicts {
            read += 1;
            let claims = judge_text(sentence);
            if !claims.iter().any(|judged| contradicts(judged, fact)) {
                note(&mut missed, fact, sentence, &claims);
            }
        }
    }
    assert!(read > 0, "facts come with sentences");
    assert!(missed.is_empty(), "missed:\n{missed}");
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

/// Tells whether a claim out of a contradicting sentence of `fact` is told of as it should be.
fn contradicts(judged: &Judged, fact: &Fact) -> bool {
    // Such a fact accuses of nothing on its own; a doubt is all that can be expected of its sentences.
    let mild = fact
        .says
        .iter()
        .all(|said| said.ceiling == Ceiling::Silent || !said.flag_only_with.is_empty());
    judged.verdict == Verdict::Contradicted || mild && accuses(judged)
}

/// Adds a line for a sentence that did not come out, and one for what was made of it.
fn note(lines: &mut String, fact: &Fact, sentence: &str, claims: &[Judged]) {
    writeln!(lines, "{}: {sentence}\n    {}", fact.id, describe(claims))
        .expect("a string takes everything");
}
