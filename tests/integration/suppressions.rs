//! What articles leave out of their findings: every way to write it, in every format, at its very bytes.

use std::fmt::Write as _;
use std::path::Path;

use factlint::markup::READS_MDX;
use factlint::run::pipeline::{check_article, load_knowledge};
use factlint::source::{Format, LineIndex, Span};
use factlint::suppress;

use crate::articles::articles;
use crate::settings;
use crate::site::Site;

const WRONG: &str = "About 40% of adults get sciatica every year.";

#[test]
fn every_way_to_leave_out_works_in_every_format() {
    let paths = articles("fixtures/suppressions");
    assert!(paths.len() >= 6, "a moved folder must not turn this green");
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if Format::of_path(&path) == Some(Format::Mdx) && !READS_MDX {
            continue;
        }
        insta::assert_snapshot!(name, shown(&path));
    }
}

/// Returns what is left out of the article at `path` and what is left, one per line.
fn shown(path: &Path) -> String {
    let knowledge = load_knowledge(&[]).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let file = factlint::source::SourceFile::new(path, Format::of_path(path).unwrap(), &*text);
    let mut article = check_article(&file, &knowledge, &settings());
    suppress::finish(&mut article);
    let lines = LineIndex::new(&text);
    let place = |span: Span| {
        let at = lines.position(&text, span.start);
        format!("{}:{} {:?}", at.line, at.column, &text[span.range()])
    };
    let mut shown = String::from("left out:\n");
    for one in &article.suppressed {
        let reason = one.reason.as_deref().unwrap_or("no reason");
        let at = place(one.at);
        let finding = place(one.finding.span);
        let _ = writeln!(shown, "  {finding} by {at}, {:?}: {reason}", one.kind);
    }
    shown.push_str("left:\n");
    for finding in &article.diagnostics {
        let rule = &finding.rule;
        let _ = writeln!(
            shown,
            "  {} {rule}: {}",
            place(finding.span),
            finding.message
        );
        for label in finding
            .labels
            .iter()
            .filter(|label| label.span != finding.span)
        {
            if finding.family == factlint::rules::Family::Input {
                let _ = writeln!(shown, "    {}: {}", place(label.span), label.text);
            }
        }
        if let (Some(help), factlint::rules::Family::Input) = (&finding.help, finding.family) {
            let _ = writeln!(shown, "    help: {help}");
        }
    }
    shown
}

#[test]
fn what_is_left_out_fails_no_run_and_is_counted() {
    let article = format!("<!-- factlint-ignore wrong-number: a survey -->\n\n{WRONG}\n");
    let site = Site::with(&[("a.md", article.as_bytes())]);
    let ran = site.run("check --format json a.md");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!((ran.summary("suppressed"), ran.summary("errors")), (1, 0));
    assert_eq!(ran.summary("contradicted"), 1);
    let ran = site.run("check a.md");
    assert!(
        ran.stdout.contains("no findings, 1 suppressed in"),
        "{ran:?}"
    );
    let claims = site.run("claims a.md");
    assert!(claims.stdout.contains("contradicted"), "{claims:?}");
    assert!(!claims.stdout.contains("suppress"), "{claims:?}");
}

#[test]
fn nothing_is_said_about_suppressions_of_rules_that_did_not_run() {
    let article = b"<!-- factlint-ignore wrong-cause, cause-disc-share: a survey -->\n\nSciatica is pain in the leg.\n";
    let site = Site::with(&[("a.md", article)]);
    let reported = |line: &str| {
        let ran = site.run(line);
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let found = report["diagnostics"].as_array().unwrap().clone();
        let name = |one: &serde_json::Value| {
            let (start, end) = (&one["span"]["start"], &one["span"]["end"]);
            let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
            let words = String::from_utf8(article[range].to_vec()).unwrap();
            format!("{} {words}", one["rule"].as_str().unwrap())
        };
        found.iter().map(name).collect::<Vec<String>>()
    };
    let all = reported("check --format json a.md");
    assert!(
        all.contains(&"unused-suppression wrong-cause".to_owned()),
        "{all:?}"
    );
    for line in [
        "check --format json --ignore wrong-cause a.md",
        "check --format json --select wrong-number --select unused-suppression a.md",
        "check --format json --ignore unused-suppression a.md",
    ] {
        let unused = "unused-suppression wrong-cause".to_owned();
        assert!(!reported(line).contains(&unused), "{line}");
    }
}

#[test]
fn an_article_in_another_language_has_no_unused_suppressions() {
    let text = "---\nlang: de\n---\n<!-- factlint-ignore wrong-number: b -->\n\nSchmerz, der vom Rücken in das Bein zieht, ist meist harmlos.\n";
    let site = Site::with(&[("a.md", text.as_bytes())]);
    let ran = site.run("check --format json a.md");
    assert_eq!(ran.summary("advice"), 1, "{ran:?}");
    let whole = text.replace("ignore wrong-number", "ignore-file other-language");
    let site = Site::with(&[("a.md", whole.as_bytes())]);
    let ran = site.run("check --format json a.md");
    assert_eq!((ran.summary("advice"), ran.summary("suppressed")), (0, 1));
}

#[test]
fn names_of_any_length_and_kind_reach_a_terminal_cleaned() {
    let long = "a".repeat(100_000);
    let text = format!(
        "<!-- factlint-ignore {long}, \u{1b}[31m\u{202e}x, a\u{7}: b -->\n\n<!-- factlint-\u{1b}[2Jignore wrong-number: c -->\n"
    );
    let site = Site::with(&[("a.md", text.as_bytes())]);
    let ran = site.run("check a.md");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("unknown-suppression"), "{}", ran.stdout);
    assert!(ran.stdout.len() < 20_000, "{}", ran.stdout.len());
    let raw = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
    assert!(!ran.stdout.contains(raw), "{}", ran.stdout);
}
