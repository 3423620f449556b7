//! Articles under `fixtures/articles`: what must be reported stands in them.
//!
//! A comment `<!-- expect: RULE "words" -->` speaks of its own line: the rule's finding covers the words, or
//! lies inside them. What no comment speaks of must not be reported.

use std::path::{Path, PathBuf};

use crate::settings;
use factlint::run::pipeline::{Knowledge, check_article, load_knowledge};
use factlint::source::{Format, LineIndex, SourceFile};
use regex::Regex;

#[test]
fn every_article_reports_exactly_what_it_expects() {
    let knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    let articles = articles("fixtures/articles");
    assert!(
        articles.len() > 2,
        "a moved folder must not turn this test green"
    );
    let planted: usize = articles.iter().map(|path| check(path, &knowledge)).sum();
    assert!(planted >= 15, "the articles hold planted errors");
}

/// Compares what is reported with what is expected, and returns how much that is.
#[track_caller]
pub(crate) fn check(path: &Path, knowledge: &Knowledge) -> usize {
    let text = std::fs::read_to_string(path).unwrap();
    let file = SourceFile::new(path, Format::of_path(path).unwrap(), text.clone());
    let lines = LineIndex::new(&text);
    let mut open = expected(&text);
    let planted = open.len();
    let mut unexpected = Vec::new();
    for found in check_article(&file, knowledge, &settings()).diagnostics {
        let line = lines.position(&text, found.span.start).line;
        let words = &text[found.span.range()];
        let place = open.iter().position(|expected| {
            let (rule, near, quote) = expected;
            *rule == found.rule
                && *near == line
                && (words.contains(quote.as_str()) || quote.contains(words))
        });
        match place {
            Some(place) => drop(open.remove(place)),
            None => unexpected.push((found.rule, line, words.to_owned())),
        }
    }
    assert_eq!((open, unexpected), (vec![], vec![]), "{}", path.display());
    planted
}

/// Returns rule, line and words of every marker.
fn expected(text: &str) -> Vec<(String, u32, String)> {
    let marker = Regex::new(r#"<!-- expect: ([a-z-]+) "([^"]+)" -->"#).unwrap();
    let lines = (1..).zip(text.lines());
    lines
        .flat_map(|(line, text)| {
            let found = marker.captures_iter(text);
            found.map(move |marker| (marker[1].to_owned(), line, marker[2].to_owned()))
        })
        .collect()
}

/// Returns the files of a folder of the repository, in order of their names.
pub(crate) fn articles(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}
