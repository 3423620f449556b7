//! Sentences that look wrong and are right: `fixtures/language/careful.md`.

use crate::settings;
use factlint::rules::Family;
use factlint::run::pipeline::{list_article, load_knowledge};
use factlint::source::{Format, SourceFile};

#[test]
fn careful_sentences_are_not_accused() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/language/careful.md");
    let page = std::fs::read_to_string(page).unwrap();
    let texts: Vec<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.strip_suffix('`'))
        .map(|text| text.replace(" ⏎", "\n").replace("\n ", "\n"))
        .collect();
    assert!(texts.len() >= 80, "the page holds the sentences");
    let mut understood = 0;
    let mut accused = Vec::new();
    let pages = texts.iter().map(|text| (Format::Html, page_of(text)));
    let texts = texts.iter().map(|text| (Format::Markdown, text.clone()));
    for (format, text) in texts.chain(pages) {
        let file = SourceFile::new("careful", format, text);
        let report = list_article(&file, &knowledge, &settings());
        understood += usize::from(!report.claims.is_empty());
        let found = report
            .diagnostics
            .iter()
            .filter(|found| found.family == Family::Contradiction);
        accused.extend(found.map(|found| format!("{}: {}", file.text, found.message)));
    }
    assert_eq!(accused, Vec::<String>::new());
    assert!(
        understood >= 110,
        "silence must come from reading: {understood} texts hold a claim"
    );
}

/// Returns `text` as a page would hold it: a paragraph for each line.
fn page_of(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs = text.lines().map(|line| format!("<p>{line}</p>\n"));
    paragraphs.collect()
}
