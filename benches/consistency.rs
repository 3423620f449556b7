//! How the time to hold articles against each other grows with their number: `cargo bench --bench consistency`.
//!
//! Prints, for each size of a made-up site with 100 planted disagreements, how many were found, how long reading and
//! judging took, and how long the articles together. Fails if one is missed or anything else is found.
#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

#[path = "../tests/integration/disagreeing.rs"]
mod disagreeing;

use std::time::Instant;

use disagreeing::site;
use factlint::corpus;
use factlint::report::ArticleReport;
use factlint::rules::{Profile, RuleKind, Settings};
use factlint::run::pipeline::{check_article, load_knowledge};
use factlint::source::{Format, SourceFile};

const SIZES: [usize; 3] = [5_000, 10_000, 20_000];
const PLANTED: usize = 100;

fn main() {
    let mut knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    knowledge
        .rules
        .retain(|rule| matches!(rule.kind, RuleKind::Disagreement));
    let settings = Settings {
        profile: Profile::Editorial,
        ..Settings::on(jiff::civil::date(2026, 7, 1))
    };
    println!("articles  planted  found  read and judged  together");
    for size in SIZES {
        let made = site(size, PLANTED);
        let start = Instant::now();
        let mut articles: Vec<ArticleReport> = made
            .iter()
            .map(|article| {
                let file = SourceFile::new(&article.path, Format::Markdown, &article.text);
                check_article(&file, &knowledge, &settings)
            })
            .collect();
        let read = start.elapsed();
        let start = Instant::now();
        corpus::compare(&mut articles, &|_| true, &knowledge.rules, &knowledge.pack);
        let together = start.elapsed();
        let found: Vec<(&str, &str)> = articles
            .iter()
            .flat_map(|article| {
                let found = article.diagnostics.iter();
                found.map(|found| (article.path.as_str(), found.rule.as_str()))
            })
            .collect();
        let planted: Vec<(&str, &str)> = made
            .iter()
            .filter_map(|article| Some((article.path.as_str(), article.planted?.0)))
            .collect();
        println!(
            "{size:>8}  {:>7}  {:>5}  {:>13.2} s  {:>5.0} ms",
            planted.len(),
            found.len(),
            read.as_secs_f64(),
            together.as_secs_f64() * 1000.0
        );
        assert_eq!(found, planted, "what was planted, and nothing else");
    }
}
