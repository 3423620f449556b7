//! What holds for any article.

use std::sync::LazyLock;

use crate::settings;
use factlint::run::pipeline::{Knowledge, list_article, load_knowledge};
use factlint::source::{Format, SourceFile, Span};
use proptest::prelude::*;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| load_knowledge(&[]).expect("the built-in facts are right"));

/// Pieces of real articles: markup, names, numbers, and the words that turn a statement.
const PIECES: &[&str] = &[
    "L5",
    "S1",
    "L4-L5",
    "L4–S1",
    "L5S1",
    "L4/5",
    "L-",
    "groin",
    "calf",
    "knee jerk",
    "sciatica",
    "Sciatica",
    "bed rest",
    "gabapentin",
    "stay in bed",
    "both legs",
    "one leg",
    "bladder",
    "DVT",
    "it",
    "which",
    "that",
    "not",
    "n’t",
    "never",
    "no",
    "neither",
    "nor",
    "only",
    "may",
    "usually",
    "if",
    "unless",
    "other than",
    "rather than",
    "unlike",
    "while",
    "but",
    "and",
    "or",
    "respectively",
    "the former",
    "Myth:",
    "Fact:",
    "is a disease",
    "numb",
    "pain",
    "cause",
    "causes",
    "pinched",
    "40",
    "%",
    "in ten",
    "four",
    "half",
    "most",
    "weeks",
    "within",
    "each year",
    "3.5",
    "1,243",
    "-",
    "–",
    "—",
    "/",
    ":",
    ";",
    ",",
    ".",
    "?",
    "!",
    "(",
    ")",
    "\"",
    "’",
    "=",
    "\n",
    "\n\n",
    "\r\n",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "| a | b |\n|---|---|\n| L5 | groin |\n",
    "**",
    "*",
    "`",
    "[x](y)",
    "&amp;",
    "&nbsp;",
    "<br>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<li>",
    "<td>",
    "<dl><dt>",
    "<dd>",
    "<h2>",
    "</h2>",
    "<table><tr><th>L5<td>groin</table>",
    "<span hidden>",
    "</span>",
    "&#103;roin",
    "<!-- c -->",
    "---\n",
    "\u{AD}",
    "\u{200B}",
    "é",
    "😀",
    "\u{301}",
    "\u{FEFF}",
    "\u{202E}",
    "\0",
    "No.",
    "e.g.",
    "back.This",
];

fn any_article() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), any::<bool>());
    prop::collection::vec(piece, 0..60).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, spaced) in pieces {
            text.push_str(piece);
            if spaced {
                text.push(' ');
            }
        }
        text
    })
}

fn check_spans(text: &str, format: Format) -> Result<(), TestCaseError> {
    let file = SourceFile::new("article", format, text);
    let report = list_article(&file, &KNOWLEDGE, &settings());
    let claims = report.claims.iter().map(|claim| claim.span);
    let labels = report
        .diagnostics
        .iter()
        .flat_map(|found| found.labels.iter().map(|label| label.span));
    let findings = report.diagnostics.iter().map(|found| found.span);
    let spans: Vec<Span> = claims.chain(labels).chain(findings).collect();
    for span in spans {
        prop_assert!(
            text.get(span.range()).is_some(),
            "{span:?} is no part of the text"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_article_is_checked_and_every_place_is_in_it(text in any_article()) {
        check_spans(&text, Format::Markdown)?;
        check_spans(&text, Format::Html)?;
        check_spans(&text, Format::Text)?;
    }

    #[test]
    fn any_characters_are_checked(text in "(?s).{0,200}") {
        check_spans(&text, Format::Markdown)?;
        check_spans(&text, Format::Html)?;
    }
}
