//! Articles and parts of them that are not in English are left out, and nothing else is.

use std::path::Path;

use factlint::built_in::built_in_language;
use factlint::foreign::{Readable, readable};
use factlint::markup::read_article;
use factlint::source::{Format, SourceFile};

use crate::site::{Ran, Site};

const GERMAN: &str = "Ischias ist ein Schmerz, der vom unteren Rücken über das Gesäß bis in das Bein zieht. Meist \
ist eine Bandscheibe die Ursache, die auf eine Nervenwurzel drückt. Bei den meisten Menschen bessert sich der Schmerz \
innerhalb weniger Wochen von selbst. Bewegung hilft mehr als Bettruhe, und Schmerzmittel können die ersten Tage \
erleichtern. Wer plötzlich die Blase nicht mehr kontrollieren kann, muss sofort in die Notaufnahme. S1 pain: groin.";

/// Would be an error if it were read.
const WRONG: &str = "S1 pain is usually felt in the groin.";

#[track_caller]
fn findings(ran: &Ran) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["diagnostics"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let text = |field: &str| finding[field].as_str().unwrap().to_owned();
            format!("{} {} {}", text("family"), text("severity"), text("rule"))
        })
        .collect()
}

#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) {
    let site = Site::with(&[(name, text.as_bytes())]);
    let ran = site.run("check --format json --fail-on never");
    assert_eq!(findings(&ran), expected, "{text}");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

const SKIPPED: [&str; 1] = ["input advice other-language"];
const READ: [&str; 1] = ["contradiction error wrong-root-area"];

#[test]
fn an_article_in_another_language_is_one_piece_of_advice() {
    check("a.md", GERMAN, &SKIPPED);
    check("a.txt", GERMAN, &SKIPPED);
    check("a.html", &format!("<html lang=en><p>{GERMAN}"), &SKIPPED);
    check("a.html", &format!("<html lang=de><p>S1: {WRONG}"), &SKIPPED);
    check("a.html", &format!("<body lang=de-AT><p>{WRONG}"), &SKIPPED);
    check(
        "a.html",
        &format!("<html lang=en><main lang=de><p>{WRONG}"),
        &SKIPPED,
    );
    check("a.html", &format!("<html xml:lang=de><p>{WRONG}"), &SKIPPED);
    check("a.md", &format!("---\nlang: de\n---\n{WRONG}"), &SKIPPED);
    check(
        "a.md",
        &format!("+++\nlanguage = \"pt_BR\"\n+++\n{WRONG}"),
        &SKIPPED,
    );
}

#[test]
fn english_is_read_whatever_is_declared() {
    let long = "Sciatica is pain that runs from the lower back through the buttock and into the leg, and it is often \
                the disc that presses on the root of the nerve. ";
    check(
        "a.md",
        &format!("---\nlang: de\n---\n{long} {WRONG}"),
        &READ,
    );
    check(
        "a.md",
        &format!("---\nlanguage: English\n---\n{WRONG}"),
        &READ,
    );
    check("a.md", &format!("---\nlang: eng\n---\n{WRONG}"), &READ);
    check("a.md", &format!("---\nlang: en_GB\n---\n{WRONG}"), &READ);
    check("a.html", &format!("<html lang=\"\"><p>{WRONG}"), &READ);
    check("a.html", &format!("<html lang=x-default><p>{WRONG}"), &READ);
    check(
        "a.html",
        &format!("<html lang=fr><main lang=en><p>{WRONG}"),
        &READ,
    );
}

#[test]
fn parts_in_another_language_are_not_read() {
    let around = "<html lang=en><p>Sciatica is a pain in the leg that comes from the back.</p>";
    check(
        "a.html",
        &format!("{around}<section lang=fr><p>{WRONG}</section>"),
        &[],
    );
    check(
        "a.html",
        &format!("{around}<blockquote lang=es>{WRONG}</blockquote>"),
        &[],
    );
    check(
        "a.html",
        &format!("{around}<ul><li lang=es>{WRONG}</ul>"),
        &[],
    );
    check("a.html", &format!("{around}<hr lang=fr><p>{WRONG}"), &READ);
    check(
        "a.html",
        &format!("{around}<section lang=fr><p lang=en-US>{WRONG}</section>"),
        &READ,
    );
    // A foreign word belongs to its sentence.
    check(
        "a.html",
        &format!("{around}<p>S1 pain is usually felt in the <i lang=la>groin</i>."),
        &READ,
    );
    check(
        "a.md",
        &format!(
            "Sciatica is pain in the leg.\n\n<div lang=\"fr\">\n\n{WRONG}\n\n</div>\n\nIt comes from the back."
        ),
        &[],
    );
}

#[test]
fn the_note_can_be_left_out_and_nothing_is_claimed() {
    let site = Site::with(&[("a.md", GERMAN.as_bytes())]);
    let ran = site.run("check --format json --ignore other-language");
    assert_eq!(findings(&ran), [""; 0]);
    assert_eq!(ran.summary("articles"), 1);
    assert_eq!(ran.summary("words"), 0);
    assert_eq!(site.run("claims --all --format jsonl").stdout, "");
    assert_eq!(site.run("check --fail-on advice").code, Some(1));
}

#[test]
fn the_language_is_that_of_its_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints/language");
    let names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, [built_in_language().sentences.code]);
}

/// Returns the articles below `folder` and the cases of the evaluation beside it, as far as they are there.
fn corpora() -> Vec<(String, SourceFile)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut articles = Vec::new();
    for folder in ["fixtures", "../shared/corpora", "../shared/seeds"] {
        for entry in walkdir::WalkDir::new(root.join(folder)) {
            let Ok(entry) = entry else { continue };
            let Some(format) = Format::of_path(entry.path()) else {
                continue;
            };
            let name = entry.path().display().to_string();
            // Not prose: what a specification shows of markup.
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                articles.push((name, SourceFile::new(entry.path(), format, text)));
            }
        }
    }
    let cases = std::fs::read_to_string(root.join("../shared/eval/dev.jsonl"));
    for line in cases.unwrap_or_default().lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |field: &str| case[field].as_str().unwrap().to_owned();
        let format = match case["format"].as_str() {
            Some("html") => Format::Html,
            Some("txt") => Format::Text,
            _ => Format::Markdown,
        };
        articles.push((text("id"), SourceFile::new(text("id"), format, text("doc"))));
    }
    articles
}

#[test]
fn no_english_article_is_left_out() {
    let language = built_in_language();
    let articles = corpora();
    println!("{} articles were read", articles.len());
    assert!(articles.len() > 10);
    let skipped: Vec<String> = articles
        .iter()
        .filter_map(
            |(name, file)| match readable(&read_article(file), &language) {
                Readable::Nothing(foreign) => Some(format!("{name}: {foreign:?}")),
                Readable::All | Readable::AllBut(_) => None,
            },
        )
        .collect();
    assert!(skipped.is_empty(), "{}", skipped.join("\n"));
}
