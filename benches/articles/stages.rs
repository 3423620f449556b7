//! How much of the time each stage takes that an article passes through, on one thread.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use factlint::checked::check_claims;
use factlint::claim::{Stances, extract_claims, read_blocks_but, topics};
use factlint::corpus::{add_outliers, collapse, compare};
use factlint::discover::{find_articles, read_source};
use factlint::foreign::{Readable, readable};
use factlint::markup::{Article, ReadOptions, read_article_with};
use factlint::references::References;
use factlint::report::{ArticleReport, CheckFormat, Look, Report, write_check};
use factlint::rules::{Settings, Words, check};
use factlint::run::pipeline::{Knowledge, check_article, load_knowledge};
use factlint::sentence::split_sentences;
use factlint::source::SourceFile;
use factlint::verdict::{grant_exceptions, judge};

use crate::rounds::median;

/// How often all stages are measured.
const TIMES: usize = 3;
/// No article is longer, in bytes.
const LIMIT: u64 = 1 << 20;

const START: usize = 0;
const FILES: usize = 1;
const MARKUP: usize = 2;
const FOREIGN: usize = 3;
const SENTENCES: usize = 4;
const MENTIONS: usize = 5;
const CLAIMS: usize = 6;
const VERDICTS: usize = 7;
const REFERENCES: usize = 8;
const RULES: usize = 9;
const LISTING: usize = 10;
const TOGETHER: usize = 11;
const REPORT: usize = 12;

const NAMES: [&str; 13] = [
    "start: built-in facts and rules",
    "files: found, read, decoded",
    "markup",
    "language told",
    "sentences and words",
    "mentions and clauses",
    "claims",
    "verdicts",
    "references",
    "rules",
    "what is kept of an article",
    "articles together",
    "report",
];

/// Seconds by stage.
type Times = [f64; NAMES.len()];

/// Prints the share of each stage in the time of all.
pub(crate) fn print(folder: &Path) {
    let measured: Vec<Times> = std::iter::repeat_with(|| times(folder))
        .take(TIMES)
        .collect();
    let of_stage = |stage: usize| {
        let times: Vec<f64> = measured.iter().map(|times| times[stage]).collect();
        median(&times)
    };
    let times: Vec<f64> = (0..NAMES.len()).map(of_stage).collect();
    let all: f64 = times.iter().sum();
    println!("| stage | share | seconds |\n| :--- | ---: | ---: |");
    for (name, time) in NAMES.iter().zip(&times) {
        println!("| {name} | {:.1} % | {time:.3} |", 100.0 * time / all);
    }
    println!("| all | 100 % | {all:.3} |");
}

fn times(folder: &Path) -> Times {
    let mut times = [0.0; NAMES.len()];
    let mut clock = Clock::new();
    let known = load_knowledge(&[]).expect("the built-in facts are right");
    let settings = Settings::on(jiff::civil::date(2026, 11, 1));
    times[START] += clock.lap();
    let folder: [PathBuf; 1] = [folder.to_owned()];
    let candidates = find_articles(&folder, None).articles;
    times[FILES] += clock.lap();
    let mut report = Report::default();
    for candidate in &candidates {
        clock.lap();
        let file = read_source(candidate, LIMIT).expect("the article can be read");
        times[FILES] += clock.lap();
        report
            .articles
            .push(article(&file, &known, &settings, &mut times));
    }
    clock.lap();
    compare(&mut report.articles, &|_| true, &known.rules, &known.pack);
    add_outliers(&mut report.articles);
    collapse(&mut report.articles);
    times[TOGETHER] += clock.lap();
    let mut out = Vec::new();
    write_check(&report, CheckFormat::Human, Look::default(), &mut out).expect("memory takes it");
    black_box(out);
    times[REPORT] += clock.lap();
    times
}

/// Takes one article through the stages one by one, then through all at once: what the stages don't account for is
/// what is made of their results.
fn article(
    file: &SourceFile,
    known: &Knowledge,
    settings: &Settings,
    times: &mut Times,
) -> ArticleReport {
    let Knowledge {
        pack,
        language,
        lexicon,
        rules,
    } = known;
    let mut clock = Clock::new();
    let options = ReadOptions {
        layout: Some(&settings.layout),
        bylines: Some(&language.bylines),
    };
    let article: Article = read_article_with(file, options);
    let markup = clock.lap();
    let left_out = match readable(&article, language) {
        Readable::All => Vec::new(),
        Readable::AllBut(blocks) => blocks,
        Readable::Nothing(_) => vec![true; article.blocks.len()],
    };
    let foreign = clock.lap();
    for (at, block) in article.blocks.iter().enumerate() {
        if left_out.get(at) != Some(&true) {
            black_box(split_sentences(&block.prose, language));
        }
    }
    let sentences = clock.lap();
    let read = read_blocks_but(&left_out, &article, lexicon, language, pack);
    let mentions = clock.lap() - sentences;
    let topics: Vec<_> = pack
        .themes
        .iter()
        .map(|theme| topics(&article, &read, theme, pack))
        .collect();
    let stances = Stances::find(&article, &read, |_| false);
    let claims = extract_claims(&article, &read, &topics, &stances, pack);
    let claiming = clock.lap();
    let mut judged: Vec<_> = claims.into_iter().map(|claim| judge(claim, pack)).collect();
    grant_exceptions(&mut judged, &article, pack);
    black_box(judged);
    let verdicts = clock.lap();
    black_box(References::find(&article, &read, &language.references));
    let references = clock.lap();
    let checked = check_claims(&article, lexicon, language, pack);
    clock.lap();
    let words = Words::new(&checked.read, pack);
    black_box(check(&checked, &words, rules, settings, pack));
    let ruling = clock.lap();
    let report = check_article(file, known, settings);
    let whole = clock.lap();
    let stages = [
        (MARKUP, markup),
        (FOREIGN, foreign),
        (SENTENCES, sentences),
        (MENTIONS, mentions),
        (CLAIMS, claiming),
        (VERDICTS, verdicts),
        (REFERENCES, references),
        (RULES, ruling),
    ];
    let accounted: f64 = stages.iter().map(|(_, time)| time).sum();
    for (stage, time) in stages {
        times[stage] += time;
    }
    times[LISTING] += whole - accounted;
    report
}

/// Tells the seconds since it was last asked.
struct Clock(Instant);

impl Clock {
    fn new() -> Self {
        Self(Instant::now())
    }

    fn lap(&mut self) -> f64 {
        let seconds = self.0.elapsed().as_secs_f64();
        self.0 = Instant::now();
        seconds
    }
}
