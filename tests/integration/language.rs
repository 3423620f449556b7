//! Sentences as people write them, and what has to come of each; `fixtures/language/core.md` says how to read
//! them.

use std::collections::BTreeSet;

use factlint::verdict::{Judged, Verdict};

use crate::judged::{accuses, describe, is_loud, judge_text};
use crate::listed::{check_list, read_fixture};

/// One line of a page: an article and what has to come of it.
struct Line<'a> {
    number: usize,
    /// The number with the letter of the text.
    label: &'a str,
    article: String,
    wanted: Wanted,
    listed: Standing,
    /// The line without its mark.
    unmarked: &'a str,
}

/// What has to come of an article.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    /// Claims that the facts support or allow for.
    allowed: usize,
    /// Whether there is a conflict that deserves advice only.
    soft: bool,
    /// Conflicts with facts.
    contradicted: usize,
    /// Whether a conflict must, or must not, be an error; `None` for either.
    loud: Option<bool>,
    /// Whether a part of the text has to stay without conflict beside one that has some.
    partly_silent: bool,
}

/// How an article came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    AsStated,
    /// Too silent.
    Open,
    /// Accused of what it doesn't say.
    Wrong,
}

impl Standing {
    /// Returns the mark at the end of a line.
    fn mark(self) -> &'static str {
        match self {
            Self::AsStated => "",
            Self::Open => " (open)",
            Self::Wrong => " (wrong)",
        }
    }
}

#[test]
fn the_core_comes_out_as_marked() {
    check_page("fixtures/language/core.md", 80, 80);
}

#[test]
fn kinds_of_claims_come_out_as_marked() {
    check_page("fixtures/language/claims.md", 87, 83);
}

#[test]
fn what_moves_a_claim_comes_out_as_marked() {
    check_page("fixtures/language/context.md", 137, 130);
}

#[test]
fn several_things_at_once_come_out_as_marked() {
    check_page("fixtures/language/together.md", 10, 9);
}

#[test]
fn other_wordings_come_out_as_marked() {
    check_page("fixtures/language/wording.md", 98, 98);
}

#[test]
fn layouts_come_out_as_marked() {
    check_page("fixtures/language/layouts.md", 119, 118);
}

#[test]
fn what_an_author_takes_back_comes_out_as_marked() {
    check_page("fixtures/language/stances.md", 371, 371);
}

/// Judges every line of a page, which has `count` numbers; `at_least` so many must come out in all their texts.
#[track_caller]
fn check_page(page: &str, count: usize, at_least: usize) {
    let text = read_fixture(page);
    let lines: Vec<Line<'_>> = text.lines().filter_map(parse_line).collect();
    let numbers: BTreeSet<usize> = lines.iter().map(|line| line.number).collect();
    assert_eq!(
        numbers,
        (1..=count).collect(),
        "{page} has lines 1 to {count}"
    );

    let mut now = text.clone();
    let mut changes = Vec::new();
    let mut missed = BTreeSet::new();
    for line in &lines {
        let claims = judge_text(&line.article);
        let standing = standing(&line.wanted, &claims);
        if standing != Standing::AsStated {
            missed.insert(line.number);
            println!(
                "{}{}\n    {}",
                line.unmarked,
                standing.mark(),
                describe(&claims)
            );
        }
        if standing != line.listed {
            changes.push(change(line, standing, &claims));
            now = now.replace(
                &format!("{}{}\n", line.unmarked, line.listed.mark()),
                &format!("{}{}\n", line.unmarked, standing.mark()),
            );
        }
    }
    let as_stated = count - missed.len();
    println!("{as_stated} of {count} come out as stated");
    check_list(page, &now, &changes);
    assert!(
        as_stated >= at_least,
        "only {as_stated} numbers of {page} come out as stated"
    );
}

/// Says which mark a line needs.
fn change(line: &Line<'_>, standing: Standing, claims: &[Judged]) -> String {
    let task = match (line.listed.mark(), standing.mark()) {
        ("", mark) => format!("add{mark}"),
        (mark, "") => format!("take away{mark}: it comes out as stated"),
        (old, mark) => format!("write{mark} for{old}"),
    };
    format!(
        "{}: {task}\n    {}\n    {}",
        line.label,
        line.unmarked,
        describe(claims)
    )
}

/// Returns how an article with these claims came out.
fn standing(wanted: &Wanted, claims: &[Judged]) -> Standing {
    let accused = |verdict| claims.iter().any(|judged| judged.verdict == verdict);
    let may_accuse = wanted.soft || wanted.contradicted > 0;
    let too_many = wanted.partly_silent && accused_clauses(claims) > wanted.contradicted;
    let too_loud = wanted.soft && accused(Verdict::Contradicted)
        || wanted.loud == Some(false) && claims.iter().any(is_loud);
    if !may_accuse && claims.iter().any(accuses) || too_many || too_loud {
        return Standing::Wrong;
    }
    let too_quiet = wanted.soft && !accused(Verdict::Disputed)
        || wanted.loud == Some(true) && !claims.iter().any(is_loud);
    if too_quiet || allowed(claims) < wanted.allowed || contradicted(claims) < wanted.contradicted {
        Standing::Open
    } else {
        Standing::AsStated
    }
}

/// Counts the claims that facts support or allow for; the same words and fact count once.
fn allowed(claims: &[Judged]) -> usize {
    claims
        .iter()
        .filter(|judged| matches!(judged.verdict, Verdict::Supported | Verdict::Compatible))
        .map(|judged| (judged.fact, judged.claim.block, judged.claim.focus))
        .collect::<BTreeSet<_>>()
        .len()
}

/// Counts the conflicts; the same clause and fact count once.
fn contradicted(claims: &[Judged]) -> usize {
    claims
        .iter()
        .filter(|judged| judged.verdict == Verdict::Contradicted)
        .map(|judged| (judged.fact, judged.claim.block, judged.claim.clause))
        .collect::<BTreeSet<_>>()
        .len()
}

fn accused_clauses(claims: &[Judged]) -> usize {
    claims
        .iter()
        .filter(|judged| accuses(judged))
        .map(|judged| (judged.claim.block, judged.claim.clause))
        .collect::<BTreeSet<_>>()
        .len()
}

/// Returns the article of a line such as "1. `text` ⇒ outcome — remark (open)"; `None` for the rest of a page.
fn parse_line(line: &str) -> Option<Line<'_>> {
    if !line.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (unmarked, listed) = [Standing::Open, Standing::Wrong]
        .into_iter()
        .find_map(|standing| Some((line.strip_suffix(standing.mark())?, standing)))
        .unwrap_or((line, Standing::AsStated));
    let parts = unmarked
        .split_once(". `")
        .and_then(|(label, rest)| Some((label, rest.split_once("` ⇒ ")?)));
    let Some((label, (article, outcome))) = parts else {
        panic!("not a line of a page: {line}");
    };
    let outcome = outcome.split(" — ").next().unwrap_or(outcome);
    Some(Line {
        number: label.trim_end_matches(char::is_alphabetic).parse().unwrap(),
        label,
        article: article
            .split('⏎')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("\n"),
        wanted: parse_outcome(outcome),
        listed,
        unmarked,
    })
}

/// Returns what an outcome such as "SKIP + CONTRADICT ×2 (warning)" asks for.
fn parse_outcome(outcome: &str) -> Wanted {
    let mut wanted = Wanted::default();
    let mut silent = false;
    for part in outcome.split(" + ") {
        let mut words = part.split(' ');
        let kind = words.next().unwrap_or_default();
        let mut times = 1;
        for word in words {
            match word {
                "(warning)" => wanted.loud = Some(false),
                "(error)" => wanted.loud = Some(true),
                _ => times = word.trim_start_matches('×').parse().unwrap(),
            }
        }
        let is_silent = |one| matches!(one, "MATCH" | "VAGUE" | "SKIP" | "NOFACT");
        match kind {
            "MATCH" => wanted.allowed += times,
            "SOFT" => wanted.soft = true,
            "CONTRADICT" => wanted.contradicted += times,
            _ if kind.split('/').all(is_silent) => silent = true,
            _ => panic!("no such outcome: {outcome}"),
        }
    }
    wanted.partly_silent = wanted.contradicted > 0 && (silent || wanted.allowed > 0);
    wanted
}
