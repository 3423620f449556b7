//! The sentences of every fact: those that agree accuse nobody, those that contradict are found.
//!
//! `fixtures/facts/open.txt` lists the ones that do not come out yet.

use std::collections::BTreeMap;

use factlint::examples::ExampleKind;
use factlint::pack::Fact;
use factlint::verdict::Judged;

use crate::judged::{KNOWN, describe, try_known};
use crate::listed::{check_list, read_fixture};

const OPEN: &str = "fixtures/facts/open.txt";

/// Heading above the contradicting sentences that are not found.
const MISSED: &str = "# missed\n";

/// Heading above the agreeing sentences that are accused.
const ACCUSED: &str = "# accused\n";

/// Lines of the list with the claims they gave.
type Lines = BTreeMap<String, Vec<Judged>>;

#[test]
fn agreeing_sentences_accuse_nobody_and_contradicting_ones_are_found() {
    let facts = &KNOWN.pack.facts;
    let (mut accused, mut missed) = (Lines::new(), Lines::new());
    for tried in try_known(facts) {
        if tried.passed {
            continue;
        }
        let line = line(tried.fact, tried.kind.field(), &tried.example.text);
        match tried.kind {
            ExampleKind::Agrees => accused.insert(line, tried.claims),
            ExampleKind::Contradicts => missed.insert(line, tried.claims),
        };
    }
    let agreeing: usize = facts.iter().map(|fact| fact.agrees.len()).sum();
    let contradicting: usize = facts.iter().map(|fact| fact.contradicts.len()).sum();
    assert!(
        agreeing > 0 && contradicting > 0,
        "facts come with sentences"
    );
    println!(
        "{} of {contradicting} contradicting sentences are missed",
        missed.len()
    );
    print(&missed);
    println!(
        "{} of {agreeing} agreeing sentences are accused",
        accused.len()
    );
    print(&accused);

    let list = read_fixture(OPEN);
    let (header, rest) = list.split_once(MISSED).expect("the list has missed ones");
    let (listed_missed, listed_accused) =
        rest.split_once(ACCUSED).expect("the list has accused ones");
    let mut changes = differences(listed_missed, &missed);
    changes.extend(differences(listed_accused, &accused));
    let now = format!(
        "{header}{MISSED}{}\n{ACCUSED}{}",
        joined(&missed),
        joined(&accused)
    );
    check_list(OPEN, &now, &changes);
}

fn line(fact: &Fact, kind: &str, sentence: &str) -> String {
    format!("{} | {kind} | {sentence}", fact.id)
}

/// Says what has to be added to one part of the list, and what has to go.
fn differences(listed: &str, found: &Lines) -> Vec<String> {
    let listed: Vec<&str> = listed.lines().filter(|line| !line.is_empty()).collect();
    let new = found
        .iter()
        .filter(|(line, _)| !listed.contains(&line.as_str()))
        .map(|(line, claims)| format!("add: {line}\n    {}", describe(claims)));
    let gone = listed
        .iter()
        .filter(|line| !found.contains_key(**line))
        .map(|line| format!("take away, it comes out: {line}"));
    new.chain(gone).collect()
}

fn print(lines: &Lines) {
    for (line, claims) in lines {
        println!("    {line}\n        {}", describe(claims));
    }
}

fn joined(lines: &Lines) -> String {
    lines.keys().map(|line| format!("{line}\n")).collect()
}
