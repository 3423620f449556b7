//! The myths: what they claim is found, in each of its forms, and what refutes them accuses nobody.

use factlint::examples::Owner;

use crate::judged::{KNOWN, failures, try_known};

#[test]
fn every_myth_is_found_and_every_refutation_left_alone() {
    let tried = try_known(KNOWN.pack.myths.iter().map(Owner::Myth));
    assert!(tried.len() > 280, "myths come with sentences");
    let wrong = failures(&tried);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn myths_are_told_in_several_ways_and_refuted_by_facts() {
    let myths = &KNOWN.pack.myths;
    assert!(
        myths.len() >= 40,
        "a moved folder must not turn this test green"
    );
    for myth in myths {
        assert!(
            myth.forms.len() >= 3
                && myth.refutations.len() >= 3
                && !myth.facts.is_empty()
                && !myth.correction.is_empty(),
            "{} needs facts, a correction, three forms and three refutations",
            myth.id
        );
    }
}
