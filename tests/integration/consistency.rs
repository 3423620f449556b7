//! Claims of articles against each other: the examples on the pages of the rules, and a site with planted conflicts.

use std::fs;
use std::path::Path;

use factlint::corpus;
use factlint::report::{ArticleReport, ReadyDiagnostic};
use factlint::rules::{Family, Profile, Rule, RuleKind, Settings, Severity};
use factlint::run::pipeline::{Knowledge, check_article, load_knowledge};
use factlint::source::{Format, SourceFile};

use crate::disagreeing::site;
use crate::settings;

/// Failing examples that are silent: rule, place on its page from 1, and why. An example that begins to report has to
/// leave this list.
const STILL_SILENT: &[(&str, usize, &str)] = &[
    ("cause-ranking-disagrees", 1, ELSEWHERE),
    ("cause-ranking-disagrees", 2, ELSEWHERE),
    (
        "cause-ranking-disagrees",
        3,
        "\u{201c}only cause\u{201d} is no first place",
    ),
    (
        "cause-ranking-disagrees",
        4,
        "obesity is a risk, not a cause, to the pack",
    ),
    (
        "definition-disagrees",
        2,
        "an equation with another condition is no claim",
    ),
    (
        "definition-disagrees",
        3,
        "\u{201c}means\u{201d} defines nothing yet",
    ),
    (
        "definition-disagrees",
        4,
        "\u{201c}a diagnosis\u{201d} may be a name only",
    ),
    (
        "emergency-advice-disagrees",
        3,
        "\u{201c}will pass\u{201d} is said of too much",
    ),
    (
        "emergency-advice-disagrees",
        4,
        "a physiotherapist is no slower step yet",
    ),
    (
        "recommendation-disagrees",
        2,
        "\u{201c}every day\u{201d} alone orders nothing",
    ),
    (
        "recommendation-disagrees",
        3,
        "what is not needed at first is not advised against",
    ),
    (
        "recommendation-disagrees",
        4,
        "heat without the topic is about anything",
    ),
    (
        "region-disagrees",
        3,
        "a movement and a place are different predicates",
    ),
    (
        "self-contradiction",
        1,
        "a share of cases is no claim about sides",
    ),
];

const ELSEWHERE: &str = "the name of another condition, alone, moves the text away from sciatica";

/// Returns what is known, with the rules that `wanted` picks.
fn knowledge(wanted: impl Fn(&Rule) -> bool) -> Knowledge {
    let mut knowledge = load_knowledge(&[]).expect("the built-in facts are right");
    knowledge.rules.retain(wanted);
    knowledge
}

fn is_consistency(rule: &Rule) -> bool {
    matches!(
        rule.kind,
        RuleKind::SelfContradiction | RuleKind::Disagreement
    )
}

/// Returns the settings under which every rule of the family is on.
fn editorial() -> Settings {
    Settings {
        profile: Profile::Editorial,
        ..settings()
    }
}

/// Returns the reports of articles that are read in one run, in the order given.
fn run<'a>(
    texts: impl IntoIterator<Item = (String, &'a str)>,
    knowledge: &Knowledge,
    settings: &Settings,
) -> Vec<ArticleReport> {
    let mut articles: Vec<ArticleReport> = texts
        .into_iter()
        .map(|(path, text)| {
            let file = SourceFile::new(path, Format::Markdown, text);
            check_article(&file, knowledge, settings)
        })
        .collect();
    corpus::compare(&mut articles, &|_| true, &knowledge.rules, &knowledge.pack);
    articles
}

/// Returns what consistency rules find in articles called `0.md`, `1.md` and so on.
fn find(
    texts: &[&str],
    knowledge: &Knowledge,
    settings: &Settings,
) -> Vec<(String, ReadyDiagnostic)> {
    let named = texts.iter().enumerate();
    let named = named.map(|(at, text)| (format!("{at}.md"), *text));
    let articles = run(named, knowledge, settings);
    articles
        .into_iter()
        .flat_map(|article| {
            let path = article.path;
            let findings = article.diagnostics.into_iter();
            findings
                .filter(|found| found.family == Family::Consistency)
                .map(move |found| (path.clone(), found))
        })
        .collect()
}

#[test]
fn examples_do_what_their_page_says_but_for_a_known_list() {
    let mut known = knowledge(is_consistency);
    let (mut silent, mut loud) = (Vec::new(), Vec::new());
    for rule in std::mem::take(&mut known.rules) {
        known.rules = vec![rule.clone()];
        let reports = |example: &String| {
            let articles: Vec<&str> = Rule::articles_of(example).collect();
            !find(&articles, &known, &editorial()).is_empty()
        };
        for (at, example) in rule.fails().iter().enumerate() {
            if !reports(example) {
                silent.push((rule.id.clone(), at + 1));
            }
        }
        for (at, example) in rule.passes().iter().enumerate() {
            if reports(example) {
                loud.push((rule.id.clone(), at + 1));
            }
        }
    }
    let expected: Vec<(String, usize)> = STILL_SILENT
        .iter()
        .map(|(rule, at, why)| {
            println!("{rule} {at} is silent: {why}");
            ((*rule).to_owned(), *at)
        })
        .collect();
    assert_eq!(silent, expected, "silent");
    assert_eq!(loud, [], "loud");
}

#[test]
fn every_planted_conflict_of_a_site_is_found_and_nothing_else() {
    let known = knowledge(is_consistency);
    let articles = site(500, 20);
    let expected: Vec<(String, String, String)> = articles
        .iter()
        .filter_map(|article| {
            let (rule, _) = article.planted?;
            let planted = article.planted?.1.to_owned();
            Some((article.path.clone(), rule.to_owned(), planted))
        })
        .collect();
    assert_eq!(expected.len(), 20);
    let texts = articles
        .iter()
        .map(|article| (article.path.clone(), article.text.as_str()));
    let reports = run(texts, &known, &editorial());
    let found: Vec<(String, String, String)> = reports
        .into_iter()
        .flat_map(|article| {
            let (path, text) = (article.path, article.text);
            let findings = article.diagnostics.into_iter();
            findings.map(move |found| {
                // The sentence that the words stand in.
                let lines = text.split_inclusive('\n');
                let mut start = 0;
                let line = lines
                    .filter(|line| {
                        let here = start..start + line.len();
                        start = here.end;
                        here.contains(&(found.span.start as usize))
                    })
                    .collect::<String>();
                let sentence = line.split_once(" Many people").unwrap_or((&line, "")).0;
                (path.clone(), found.rule, sentence.to_owned())
            })
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_claim_that_is_reported_against_a_fact_is_not_reported_again() {
    let texts = ["S1 serves the ankle jerk.", "L4 serves the ankle jerk."];
    let all = knowledge(|_| true);
    assert_eq!(find(&texts, &all, &settings()), []);
    let found = find(&texts, &knowledge(is_consistency), &settings());
    let places: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(places, ["1.md"]);
}

#[test]
fn the_minority_is_reported_once_with_some_of_the_others() {
    let known = knowledge(is_consistency);
    let (ninety, forty) = ("A disc causes 90% of cases.", "A disc causes 40% of cases.");
    let twice = format!("{forty}\n\nAgain: {forty}");
    let texts = [twice.as_str(), ninety, ninety, ninety, ninety];
    let found = find(&texts, &known, &settings());
    assert_eq!(found.len(), 1);
    let (path, finding) = &found[0];
    assert_eq!(path, "0.md");
    assert_eq!(finding.severity, Severity::Warning);
    let related: Vec<&str> = finding
        .related
        .iter()
        .map(|related| related.path.as_str())
        .collect();
    assert_eq!(related, ["1.md", "2.md", "3.md"]);
    insta::assert_snapshot!(finding.message, @"this article gives “40%” for: a disc problem accounts for; 4 other articles give other figures, such as “90%”");
    // With as many on both sides, and facts that let both pass, the later ones are reported.
    let (tenth, two_fifths) = (
        "About one person in ten gets sciatica in a lifetime.",
        "Four people in ten get sciatica in a lifetime.",
    );
    let texts = [tenth, two_fifths, two_fifths, tenth];
    let found = find(&texts, &known, &settings());
    let places: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(places, ["1.md", "2.md"]);
}

#[test]
fn an_article_whose_rule_is_off_is_evidence_all_the_same() {
    let known = knowledge(is_consistency);
    let off = Settings {
        levels: [("number-disagrees".to_owned(), None)].into(),
        ..settings()
    };
    // The facts are nearer to the second, so the first is the one to report.
    let texts = ["A disc causes 40% of cases.", "A disc causes 90% of cases."];
    let read = |text: &str, settings: &Settings| {
        let file = SourceFile::new(format!("{}.md", text.len()), Format::Markdown, text);
        check_article(&file, &known, settings)
    };
    for (first, second, expected) in [
        (settings(), settings(), 1),
        (off.clone(), settings(), 0),
        (settings(), off.clone(), 1),
    ] {
        let mut articles = vec![read(texts[0], &first), read(texts[1], &second)];
        corpus::compare(&mut articles, &|_| true, &known.rules, &known.pack);
        let found = articles.iter().flat_map(|article| &article.diagnostics);
        assert_eq!(found.count(), expected);
    }
}

#[test]
fn what_is_hedged_passed_on_past_or_about_others_disagrees_with_nothing() {
    let known = knowledge(is_consistency);
    for (one, other) in [
        (
            "A disc causes 90% of cases.",
            "A disc may cause 40% of cases.",
        ),
        (
            "A disc causes 90% of cases.",
            "According to one study, a disc causes 40% of cases.",
        ),
        (
            "A disc causes 90% of cases.",
            "In older people, a disc causes 40% of cases.",
        ),
        (
            "A disc causes 90% of cases.",
            "Myth: a disc causes 40% of cases.",
        ),
        (
            "Stay active.",
            "In the past, patients were told to stay in bed for a week.",
        ),
        (
            "Stay active.",
            "If you have a fracture, stay in bed for a week.",
        ),
        (
            "Half recover in six weeks.",
            "Ninety percent recover in twelve weeks.",
        ),
        (
            "Sciatica never affects both legs.",
            "Rarely, sciatica affects both legs.",
        ),
    ] {
        let found = find(&[one, other], &known, &editorial());
        assert_eq!(found, [], "{one} {other}");
    }
}

#[test]
fn an_exception_in_the_same_section_is_no_contradiction() {
    let known = knowledge(is_consistency);
    let bold = "Sciatica always affects one leg.";
    let weak = "Often, sciatica affects both legs.";
    let one = format!("# Sides\n\n{bold}\n\n{weak}");
    let two = format!("# Sides\n\n{bold}\n\n# More\n\n{weak}");
    assert_eq!(find(&[one.as_str()], &known, &settings()), []);
    let found = find(&[two.as_str()], &known, &settings());
    assert_eq!(found.len(), 1);
    let words = |at: usize| &two[found[0].1.labels[at].span.range()];
    // The facts are against the first.
    assert_eq!((words(0), words(1)), ("one leg", "both legs"));
    insta::assert_snapshot!(found[0].1.message, @"the article says “Sciatica always affects one leg”; later it says “Often, sciatica affects both legs”");
}

#[test]
fn careful_articles_and_sentences_agree() {
    let known = knowledge(is_consistency);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).expect("part of the repository");
    let golden = [
        read("fixtures/articles/golden-a.md"),
        read("fixtures/articles/golden-b.md"),
    ];
    let golden: Vec<&str> = golden.iter().map(String::as_str).collect();
    assert_eq!(find(&golden, &known, &editorial()), []);
    let page = read("fixtures/language/careful.md");
    let careful: Vec<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("- `")?.strip_suffix('`'))
        .map(|text| text.replace(" ⏎", "\n").replace("\n ", "\n"))
        .collect();
    let careful: Vec<&str> = careful.iter().map(String::as_str).collect();
    assert!(careful.len() >= 80, "the page holds the sentences");
    assert_eq!(find(&careful, &known, &editorial()), []);
}

/// Uses articles beside the repository, where they are.
#[test]
fn articles_of_one_publisher_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("SKIPPED: ../shared/seeds is not there");
        return;
    };
    let texts: Vec<String> = entries
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    println!(
        "../shared/seeds is there: {} articles are used",
        texts.len()
    );
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(find(&texts, &knowledge(is_consistency), &settings()), []);
}
