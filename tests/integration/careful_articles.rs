//! Careful articles of many kinds, `fixtures/careful`: nothing is reported, neither in one of them nor of all together.
//! Articles on other things, `fixtures/elsewhere`: nothing is even read as a claim.

use std::fs;

use crate::articles::articles;
use crate::settings;
use factlint::corpus;
use factlint::report::ArticleReport;
use factlint::run::pipeline::{list_article, load_knowledge};
use factlint::source::{Format, SourceFile};

#[test]
fn careful_articles_of_all_kinds_are_not_accused() {
    let known = load_knowledge(&[]).expect("the built-in facts are right");
    let paths = articles("fixtures/careful");
    assert!(
        paths.len() >= 30,
        "a moved folder must not turn this test green"
    );
    let mut reports: Vec<ArticleReport> = paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let file = SourceFile::new(path, Format::of_path(path).unwrap(), text);
            list_article(&file, &known, &settings())
        })
        .collect();
    corpus::compare(&mut reports, &|_| true, &known.rules, &known.pack);
    let found: Vec<String> = reports
        .iter()
        .flat_map(|report| {
            report.diagnostics.iter().map(|found| {
                let words = &report.text[found.span.range()];
                format!("{}: {} at {words:?}", report.path, found.rule)
            })
        })
        .collect();
    assert_eq!(found, Vec::<String>::new());
    for report in &reports {
        assert!(
            report.claims.len() >= 4,
            "{}: silence must come from reading",
            report.path
        );
    }
}

#[test]
fn articles_on_other_things_claim_nothing() {
    let known = load_knowledge(&[]).expect("the built-in facts are right");
    let paths = articles("fixtures/elsewhere");
    assert!(paths.len() >= 2);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let file = SourceFile::new(&path, Format::of_path(&path).unwrap(), text);
        let report = list_article(&file, &known, &settings());
        let found = report.diagnostics.iter();
        let found: Vec<&str> = found
            .map(|found| &report.text[found.span.range()])
            .collect();
        assert_eq!(found, Vec::<&str>::new(), "{}", report.path);
        assert_eq!(report.claims.len(), 0, "{}", report.path);
    }
}
