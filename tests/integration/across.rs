//! What the template of a site may add: said once for all articles, or of the few that lack it.

use std::collections::BTreeMap;

use factlint::corpus;
use factlint::report::ArticleReport;
use factlint::rules::{Family, Profile, Settings};
use factlint::run::pipeline::{check_article, load_knowledge};
use factlint::source::{Format, SourceFile};

use crate::settings;
use crate::site::Site;

/// Prose about sciatica that is long enough to be asked for everything.
fn prose() -> String {
    "Sciatica is pain that runs from the lower back into the leg. Gentle exercises help many people with sciatica. "
        .repeat(10)
}

const BYLINE: &str = "---\nauthor: Maria Ng, physiotherapist\ndate: 2026-05-01\n---\n\n";
const NOTICE: &str =
    "This page is general information and does not replace advice from your doctor.\n\n";

/// Returns how often each of `rules` is reported in articles that begin with `heads`, all together; by rule, the
/// numbers of the articles.
fn reported(heads: &[&str], profile: Profile, rules: &[&str]) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, article) in finished(heads, profile).iter().enumerate() {
        for finding in &article.diagnostics {
            if rules.contains(&finding.rule.as_str()) {
                found.entry(finding.rule.clone()).or_default().push(at);
            }
        }
    }
    found
}

fn finished(heads: &[&str], profile: Profile) -> Vec<ArticleReport> {
    let knowledge = load_knowledge(&[]).unwrap();
    let set = Settings {
        profile,
        ..settings()
    };
    let articles = heads.iter().enumerate().map(|(at, head)| {
        let text = format!("{head}{}", prose());
        check_article(
            &SourceFile::new(format!("{at}.md"), Format::Markdown, text),
            &knowledge,
            &set,
        )
    });
    let mut articles: Vec<ArticleReport> = articles.collect();
    corpus::add_outliers(&mut articles);
    corpus::collapse(&mut articles);
    articles
}

#[track_caller]
fn check(heads: &[&str], profile: Profile, rule: &str, expected: &[usize]) {
    let found = reported(heads, profile, &[rule]);
    let found = found.get(rule).map_or(&[][..], Vec::as_slice);
    assert_eq!(found, expected, "{rule} in {}", profile.name());
}

#[test]
fn a_notice_that_no_article_has_is_missed_once() {
    let rule = "missing-not-medical-advice";
    check(&[""], Profile::Default, rule, &[0]);
    check(&["", "", ""], Profile::Default, rule, &[0]);
    check(&["", NOTICE, ""], Profile::Default, rule, &[0, 2]);
    check(
        &[NOTICE, NOTICE, "", NOTICE, NOTICE],
        Profile::Default,
        rule,
        &[2],
    );
    let articles = finished(&["", "", ""], Profile::Default);
    let finding = articles[0]
        .diagnostics
        .iter()
        .find(|finding| finding.rule == rule)
        .unwrap();
    assert!(
        finding.message.starts_with("none of the 3 articles"),
        "{}",
        finding.message
    );
    let help = finding.help.as_deref().unwrap();
    assert!(
        help.starts_with("declare it in `site.provides`")
            && help.contains("[\"not-medical-advice\"]"),
        "{help}"
    );
}

#[test]
fn by_default_only_the_few_without_an_author_or_a_date_are_reported() {
    for rule in ["missing-author", "missing-date", "missing-medical-reviewer"] {
        check(&[""], Profile::Default, rule, &[]);
        check(&[""; 6], Profile::Default, rule, &[]);
        check(&[BYLINE, "", BYLINE, BYLINE], Profile::Default, rule, &[]);
        let three_of_five = [BYLINE, "", BYLINE, "", BYLINE];
        check(&three_of_five, Profile::Default, rule, &[]);
        let four_of_five = [BYLINE, BYLINE, "", BYLINE, BYLINE];
        check(&four_of_five, Profile::Default, rule, &[2]);
    }
}

#[test]
fn a_draft_is_asked_for_everything() {
    for rule in ["missing-author", "missing-date", "missing-medical-reviewer"] {
        check(&[""], Profile::Editorial, rule, &[0]);
        check(&[""; 4], Profile::Editorial, rule, &[0, 1, 2, 3]);
        check(&[""; 5], Profile::Legal, rule, &[0]);
        let one_has_it = ["", "", BYLINE, "", ""];
        check(&one_has_it, Profile::Editorial, rule, &[0, 1, 3, 4]);
    }
}

#[test]
fn what_the_template_adds_is_not_missed() {
    let knowledge = load_knowledge(&[]).unwrap();
    let rules = [
        ("author", "missing-author"),
        ("date", "missing-date"),
        ("reviewer", "missing-medical-reviewer"),
        ("contact", "no-publisher-contact"),
        ("not-medical-advice", "missing-not-medical-advice"),
    ];
    let file = SourceFile::new("a.md", Format::Markdown, prose());
    let reports = |set: &Settings, rule: &str| {
        let article = check_article(&file, &knowledge, set);
        article
            .diagnostics
            .iter()
            .any(|finding| finding.rule == rule)
    };
    for (item, rule) in rules {
        let mut set = Settings {
            profile: Profile::Legal,
            ..settings()
        };
        assert!(reports(&set, rule), "{rule}");
        set.provides.insert(item.to_owned());
        assert!(!reports(&set, rule), "{rule}");
    }
}

#[test]
fn articles_about_other_things_and_stubs_are_asked_nothing() {
    let knowledge = load_knowledge(&[]).unwrap();
    let set = Settings {
        profile: Profile::Legal,
        ..settings()
    };
    let garden =
        "Clean the tools after work and keep them dry. Oil the wood once a year. ".repeat(20);
    for text in [
        garden,
        "Sciatica hurts.".to_owned(),
        format!("---\nkind: glossary\n---\n\n{}", prose()),
    ] {
        let file = SourceFile::new("a.md", Format::Markdown, text);
        let article = check_article(&file, &knowledge, &set);
        let found: Vec<&str> = article
            .diagnostics
            .iter()
            .map(|finding| finding.rule.as_str())
            .filter(|rule| {
                rule.contains("author") || rule.contains("date") || rule.contains("contact")
            })
            .collect();
        assert_eq!(found, Vec::<&str>::new(), "{}", file.text);
    }
}

#[test]
fn a_finding_about_all_counts_as_one_and_can_be_left_out() {
    let text = prose();
    let site = Site::with(&[
        ("a.md", text.as_bytes()),
        ("b.md", text.as_bytes()),
        ("c.md", text.as_bytes()),
    ]);
    let rule = "missing-not-medical-advice";
    let ran = site.run(&format!(
        "check --select {rule} --fail-on warning --format json"
    ));
    assert_eq!((ran.code, ran.summary("warnings")), (Some(1), 1));
    assert!(ran.stdout.contains("a.md"), "{}", ran.stdout);
    let ran = site.run(&format!(
        "check --ignore {rule} --fail-on never --format json"
    ));
    assert!(!ran.stdout.contains(rule), "{}", ran.stdout);
}

#[test]
fn rules_that_are_left_out_name_no_outliers() {
    let (with, without) = (format!("{BYLINE}{}", prose()), prose());
    let site = Site::with(&[
        ("a.md", with.as_bytes()),
        ("b.md", with.as_bytes()),
        ("c.md", without.as_bytes()),
        ("d.md", with.as_bytes()),
        ("e.md", with.as_bytes()),
    ]);
    let found = |line: &str| site.run(line).stdout.matches("missing-author").count();
    assert_eq!(found("check --format jsonl --fail-on never"), 1);
    assert_eq!(
        found("check --format jsonl --fail-on never --ignore missing-author"),
        0
    );
}

/// Texts that say the same of themselves in different formats, and what is then missed in the profile `legal`.
const SAYINGS: &[(&str, Format, &str, &[&str])] = &[
    (
        "linked data",
        Format::Html,
        r#"<script type="application/ld+json">{"@type": "MedicalWebPage", "author": {"@type": "Person", "name": "Maria Ng", "jobTitle": "Physiotherapist"}, "publisher": {"@type": "Organization", "name": "Spine Foundation"}, "dateModified": "2026-05-01"}</script><p>"#,
        &[],
    ),
    (
        "a footer",
        Format::Html,
        "<footer><p>Accept cookies</p><p>&copy; 2026 <a href=x>Riverside Hospital</a></footer><main><p>",
        &["missing-date", "missing-medical-reviewer"],
    ),
    (
        "a name that names nobody",
        Format::Html,
        "<meta name=author content=Admin><meta name=date content=2026-02-30><p>",
        &[
            "impossible-date",
            "missing-author",
            "missing-medical-reviewer",
            "no-publisher-contact",
        ],
    ),
    (
        "front matter",
        Format::Mdx,
        "---\nauthor: Maria Ng\npublisher: Spine Foundation\nlastReviewed: 2020-01-01\nreviewedBy: Ada Osei\n---\n\n",
        &["missing-credentials", "stale-review"],
    ),
    (
        "lines",
        Format::Text,
        "Sciatica\n\nBy Dr Ada Osei, GP\n\nLast reviewed: 4 May 2026\n\nContact us: help@example.org\n\n",
        &[],
    ),
    (
        "archive",
        Format::Markdown,
        "---\nauthor: Ada Osei, GP\npublisher: Spine Foundation\ndate: 2012-03-04\narchived: true\n---\n\n",
        &[],
    ),
];

#[test]
fn every_format_says_it_in_its_way() {
    let knowledge = load_knowledge(&[]).unwrap();
    let set = Settings {
        profile: Profile::Legal,
        ..settings()
    };
    for (name, format, head, expected) in SAYINGS {
        let file = SourceFile::new("article", *format, format!("{head}{}", prose()));
        let article = check_article(&file, &knowledge, &set);
        let mut found: Vec<&str> = article
            .diagnostics
            .iter()
            .filter(|finding| finding.family == Family::Currency)
            .map(|finding| finding.rule.as_str())
            .collect();
        found.sort_unstable();
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn a_finding_points_at_the_words_it_is_about() {
    let knowledge = load_knowledge(&[]).unwrap();
    for (head, rule, words) in [
        ("---\nauthor: Admin\n---\n\n", "missing-author", "Admin"),
        ("By Kim Lee\n\n", "missing-credentials", "Kim Lee"),
        (
            "Published 12 May 2051\n\n",
            "impossible-date",
            "12 May 2051",
        ),
        (
            "---\nupdated: 2020-01-15\n---\n\n",
            "stale-review",
            "2020-01-15",
        ),
        ("# Backs\n\n", "missing-date", "Backs"),
    ] {
        let set = Settings {
            profile: Profile::Editorial,
            ..settings()
        };
        let file = SourceFile::new("a.md", Format::Markdown, format!("{head}{}", prose()));
        let article = check_article(&file, &knowledge, &set);
        let mut findings = article.diagnostics.iter();
        let finding = findings.find(|finding| finding.rule == rule).unwrap();
        assert_eq!(&file.text[finding.span.range()], words, "{rule}");
    }
}
