//! What `--fix` and `--diff` do from outside; how fixes are made is tested where they are.

use std::fs;

use factlint::fixing::{apply, choose};
use factlint::rules::Family;
use factlint::run::pipeline::{check_article, load_knowledge};
use factlint::source::{Format, SourceFile};

use crate::settings;
use crate::site::Site;

const ARTICLE: (&str, &[u8]) = (
    "a.md",
    b"\xEF\xBB\xBF# Sciatica\r\n\r\nS1 pain is usually felt in the groin.\r\n",
);

#[test]
fn without_fixes_nothing_is_written_and_the_exit_code_is_that_of_what_is_left() {
    let site = Site::with(&[ARTICLE]);
    let ran = site.run("check --fix --format json a.md");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    assert_eq!((ran.summary("errors"), ran.summary("fixed")), (1, 0));
    assert_eq!(fs::read(site.path().join("a.md")).unwrap(), ARTICLE.1);
    let ran = site.run("check --diff a.md");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    assert_eq!(ran.stderr, "note: 0 fixes in 0 articles would be made\n");
    assert_eq!(site.run("check --diff a.md none.md").code, Some(2));
}

#[test]
fn text_on_standard_input_comes_out_byte_for_byte_and_the_report_goes_to_standard_error() {
    let site = Site::with(&[]);
    for line in ["check --fix -", "check --fix --stdin-filename a.md"] {
        let ran = site.run_with_input(line, ARTICLE.1);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert_eq!(ran.stdout.as_bytes(), ARTICLE.1);
        assert!(ran.stderr.contains("error[wrong-root-area]"), "{ran:?}");
    }
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain("S1 pain is usually felt in the groin.".encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let output = site
        .command("check --fix -q -")
        .write_stdin(wide.clone())
        .output()
        .unwrap();
    assert_eq!(output.stdout, wide);
    let ran = site.run_with_input("check --fix -", b"\xFF broken");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
    let ran = site.run_with_input("check --fix -o report.txt -", b"Fine.\n");
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "Fine.\n", "")
    );
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let site = Site::with(&[ARTICLE]);
    for line in [
        "check --fix --diff",
        "check --unsafe-fixes",
        "check --fix --write-baseline",
        "check --diff --prune-baseline",
        "check --diff --format json",
    ] {
        let ran = site.run(line);
        assert_eq!(
            (ran.code, ran.stdout.as_str()),
            (Some(2), ""),
            "{line}: {ran:?}"
        );
    }
}

#[test]
fn what_the_facts_say_takes_the_place_of_a_wrong_sentence_only_if_that_is_asked_for() {
    let site = Site::with(&[ARTICLE]);
    let ran = site.run("check --fix --unsafe-fixes --format json a.md");
    assert_eq!((ran.code, ran.summary("fixed")), (Some(0), 1), "{ran:?}");
    let fixed = fs::read_to_string(site.path().join("a.md")).unwrap();
    assert!(
        fixed.starts_with("\u{FEFF}# Sciatica\r\n\r\nS1 root symptoms "),
        "{fixed:?}"
    );
    assert!(fixed.ends_with(" little toe.\r\n"), "{fixed:?}");
    assert_eq!(site.run("check --fix --unsafe-fixes a.md").code, Some(0));
    assert_eq!(fs::read_to_string(site.path().join("a.md")).unwrap(), fixed);
}

/// Returns an article with its suggestions made.
fn suggested(format: Format, text: &str) -> String {
    let known = load_knowledge(&[]).expect("the built-in facts are right");
    let article = check_article(&SourceFile::new("a", format, text), &known, &settings());
    let chosen = choose(&article, true, |_| false);
    let fixes = chosen
        .iter()
        .filter_map(|at| article.diagnostics[*at].fix.as_ref());
    apply(text, fixes.flat_map(|fix| &fix.edits))
}

#[test]
fn a_suggestion_replaces_a_plain_sentence_that_says_nothing_else() {
    let wrong = "S1 pain is usually felt in the groin.";
    let right = suggested(Format::Text, wrong);
    assert_ne!(right, wrong);
    let cases = [
        (Format::Markdown, "# S\n\nFine. {} So far.\n\n- {}\n"),
        (Format::Html, "<p>Fine. {}</p>"),
        (Format::Mdx, "<Note>\n\n{}\n\n</Note>\n"),
    ];
    for (format, around) in cases {
        let article = around.replace("{}", wrong);
        assert_eq!(suggested(format, &article), around.replace("{}", &right));
    }
    for left in [
        "S1 pain is usually felt in the **groin**.",
        "S1 pain is usually felt in the [groin](https://example.org/groin).",
        "S1 pain is usually felt in the groin.[^1]\n\n[^1]: Brown A. Roots. BMJ 2009.",
        "> S1 pain is usually felt\n> in the groin.",
        "# S1 pain is usually felt in the groin.",
        "- S1: groin",
        "S1 pain is usually felt in the groin, and L5 weakens the big toe.",
    ] {
        assert_eq!(suggested(Format::Markdown, left), left);
    }
    let wrapped = "S1 pain is usually felt\nin the groin.\n";
    assert_eq!(suggested(Format::Markdown, wrapped), format!("{right}\n"));
}

#[test]
fn what_a_suggestion_puts_in_is_not_accused() {
    let known = load_knowledge(&[]).expect("the built-in facts are right");
    for fact in &known.pack.facts {
        let file = SourceFile::new("a.md", Format::Markdown, fact.statement.as_str());
        let article = check_article(&file, &known, &settings());
        let claims = article
            .diagnostics
            .iter()
            .filter(|found| matches!(found.family, Family::Contradiction | Family::Overclaim));
        let found: Vec<&str> = claims.map(|found| found.rule.as_str()).collect();
        assert_eq!(found, [""; 0], "{}: {}", fact.id, fact.statement);
    }
}
