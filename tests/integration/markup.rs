//! Articles in several formats: the same words give the same claims and findings, at the right bytes.

use std::path::{Path, PathBuf};

use factlint::report::ArticleReport;
use factlint::run::pipeline::{Knowledge, check_article, load_knowledge};
use factlint::source::{Format, SourceFile};

fn checked(format: Format, text: &str, knowledge: &Knowledge) -> ArticleReport {
    let file = SourceFile::new("article", format, text);
    check_article(&file, knowledge)
}

/// Returns what is claimed and found, without places.
fn told(path: &Path, knowledge: &Knowledge) -> (Vec<String>, Vec<String>) {
    let text = std::fs::read_to_string(path).unwrap();
    let report = checked(Format::of_path(path).unwrap(), &text, knowledge);
    let claims = report.claims.iter();
    let claims = claims.map(|claim| format!("{}: {:?}", claim.text, claim.verdict));
    let found = report.diagnostics.iter();
    let found = found.map(|found| format!("{}: {}", found.rule, found.message));
    (claims.collect(), found.collect())
}

#[test]
fn the_same_article_gives_the_same_claims_and_findings_in_markdown_and_html() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/markup");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| Format::of_path(path) == Some(Format::Html))
        .collect();
    pages.sort();
    let mut findings = 0;
    for page in pages {
        let (claims, found) = told(&page, &knowledge);
        findings += found.len();
        let markdown = told(&page.with_extension("md"), &knowledge);
        assert_eq!((claims, found), markdown, "{}", page.display());
    }
    assert!(
        findings >= 5,
        "the articles hold planted errors: {findings}"
    );
}

#[test]
fn findings_in_awkward_places_have_their_bytes() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    for (format, text, expected) in [
        (
            Format::Html,
            "<p>The S1&nbsp;root is felt in the <b>gro</b>in.",
            "gro</b>in",
        ),
        (
            Format::Html,
            "\u{FEFF}<p>A&amp;E &#8211; S1 is felt in the\r\n<i>groin</i>.",
            "groin",
        ),
        (
            Format::Html,
            "<table><tr><th>Root<th>Area<tr><td>S1<td><p>the <em>groin</em></table>",
            "groin",
        ),
        (Format::Html, "<dl><dt>S1<dd>Groin.</dl>", "Groin"),
        (
            Format::Markdown,
            "a\n\n<div align=center>S1 is felt in the <b>groin</b>.</div>",
            "groin",
        ),
        (
            Format::Markdown,
            "> <p>S1 is felt\n> in the &#103;roin.</p>",
            "&#103;roin",
        ),
        (
            Format::Markdown,
            "| Root | Area |\n|--|--|\n| S1 | calf,<br>groin |",
            "groin",
        ),
        (
            Format::Markdown,
            "<details><summary>S1</summary>\n\nS1 is felt in the *groin*.\n\n</details>",
            "groin",
        ),
    ] {
        let report = checked(format, text, &knowledge);
        let found = report.diagnostics.iter();
        let places: Vec<&str> = found
            .filter(|found| found.rule == "wrong-root-area")
            .flat_map(|found| &found.labels)
            .map(|label| &text[label.span.range()])
            .collect();
        assert!(places.contains(&expected), "{text}: {places:?}");
    }
}

#[test]
fn what_is_no_prose_is_never_reported() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let wrong = "The S1 root is felt in the groin.";
    for around in [
        "<!-- ",
        "<script>",
        "<style>",
        "<template><p>",
        "<noscript>",
        "<title>",
        "<nav>",
        "<footer>",
        "<aside>",
        "<form>",
        "<button>",
        "<pre>",
        "<p hidden>",
        "<del>",
        "<div style='display: none'>",
        "<span aria-hidden=true>",
        "<meta name=description content='",
        "<p title='",
        "<img alt='",
        "<textarea>",
        "<svg><text>",
    ] {
        let text = format!("<h1>S1</h1><p>Nerve roots.</p>{around}{wrong}");
        let report = checked(Format::Html, &text, &knowledge);
        let contradictions = report
            .diagnostics
            .iter()
            .filter(|found| found.fact.is_some());
        assert_eq!(contradictions.count(), 0, "{text}");
        assert!(report.claims.is_empty(), "{text}");
    }
}
