//! The pages of the rules: their examples are tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::settings;
use factlint::built_in::{BuiltIn, built_in, rule_pages};
use factlint::checked::check_claims;
use factlint::markup::{ReadOptions, read_article_with};
use factlint::mention::Lexicon;
use factlint::pack::{Language, Pack};
use factlint::rules::{
    Diagnostic, Family, Profile, Rule, RuleKind, Settings, Severity, check, read_rules,
};
use factlint::source::{Format, SourceFile};

/// Failing examples of contradiction rules that the reading of claims does not understand yet: rule and place
/// on its page, from 1. An example that begins to report has to leave this list.
const STILL_SILENT: &[(&str, usize)] = &[
    ("wrong-body-part", 4),
    ("wrong-cause", 4),
    ("wrong-laterality", 4),
    ("wrong-pain-quality", 5),
    ("wrong-timeline", 1),
    ("wrong-treatment-effect", 2),
];

static CHECKER: LazyLock<Checker> = LazyLock::new(Checker::new);

/// Passing examples that report all the same, as `STILL_SILENT`.
const STILL_LOUD: &[(&str, usize)] = &[];

/// Findings of contradiction rules in careful articles, which have to go.
const STILL_FOUND: &[(&str, &str)] = &[];

/// Everything an article is checked with.
struct Checker {
    pack: Pack,
    language: Language,
    lexicon: Lexicon,
    rules: Vec<Rule>,
}

impl Checker {
    fn new() -> Self {
        let BuiltIn {
            pack,
            language,
            lexicon,
        } = built_in();
        let rules = read_rules(rule_pages(), &pack).unwrap_or_else(|error| {
            let problems: Vec<String> = error.problems.iter().map(ToString::to_string).collect();
            panic!("{error}:\n{}", problems.join("\n"))
        });
        Self {
            pack,
            language,
            lexicon,
            rules,
        }
    }

    /// Returns what `rules` find in a Markdown article; `gated` lets them pass over short ones.
    fn find(&self, text: &str, rules: &[Rule], gated: bool) -> Vec<Diagnostic> {
        self.find_in(text, rules, gated, &settings())
    }

    /// Returns what [`Self::find`] does, with `settings` of a site.
    fn find_in(&self, text: &str, rules: &[Rule], gated: bool, set: &Settings) -> Vec<Diagnostic> {
        let file = SourceFile::new("example.md", Format::Markdown, text);
        let options = ReadOptions {
            bylines: Some(&self.language.bylines),
            ..ReadOptions::default()
        };
        let article = read_article_with(&file, options);
        let mut checked = check_claims(&article, &self.lexicon, &self.language, &self.pack);
        checked.gated = gated;
        check(&checked, rules, set, &self.pack)
    }

    /// Tells whether an example reports its own rule; examples are judged for that rule alone.
    fn reports(&self, rule: &Rule, example: &str) -> bool {
        let set = settings_for(rule);
        !self
            .find_in(example, std::slice::from_ref(rule), false, &set)
            .is_empty()
    }
}

/// Returns the settings that the examples of `rule` are judged under: the first profile in which it reports on a
/// single article.
fn settings_for(rule: &Rule) -> Settings {
    let among_others = |profile: &Profile| {
        let site = rule.site.as_ref();
        site.is_some_and(|site| site.outliers.contains(profile))
    };
    let reports =
        |profile: &Profile| rule.severity.at(*profile).is_some() && !among_others(profile);
    let profile = Profile::ALL.into_iter().find(reports);
    Settings {
        profile: profile.unwrap_or_default(),
        ..settings()
    }
}

fn is_contradiction(rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Contradiction)
}

#[test]
fn every_rule_has_a_title_and_examples_of_both_kinds() {
    let checker = &*CHECKER;
    for rule in &checker.rules {
        // What cannot be read is no text, and no example either.
        let is_problem = matches!(rule.kind, RuleKind::Problem);
        for (kind, examples) in [("failing", &rule.fails), ("passing", &rule.passes)] {
            assert_eq!(
                examples.is_empty(),
                is_problem,
                "{} has {kind} examples",
                rule.id
            );
        }
        let quoted = format!("(`{}`)", rule.id);
        assert!(
            rule.title.ends_with(&quoted),
            "the title of {} does not name it: {}",
            rule.id,
            rule.title
        );
    }
}

#[test]
fn codes_are_unique() {
    let checker = &*CHECKER;
    let codes: BTreeSet<&str> = checker
        .rules
        .iter()
        .map(|rule| rule.code.as_str())
        .collect();
    assert_eq!(codes.len(), checker.rules.len());
}

#[test]
fn pages_stand_in_the_folder_of_their_family() {
    let checker = &*CHECKER;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lints/rules");
    for rule in &checker.rules {
        let page = folder
            .join(rule.family.name())
            .join(format!("{}.md", rule.id));
        assert!(page.is_file(), "{} is missing", page.display());
    }
    let families = fs::read_dir(&folder).expect("the folder is part of the repository");
    let pages = families
        .map(|family| family.expect("readable").path())
        .flat_map(|family| fs::read_dir(family).expect("rules stand in folders of families"));
    assert_eq!(pages.count(), checker.rules.len(), "a page is no rule");
}

#[test]
fn rules_that_predicates_and_facts_name_exist() {
    let checker = &*CHECKER;
    let exists = |id: &str| {
        checker
            .rules
            .iter()
            .any(|rule| rule.id == id && is_contradiction(rule))
    };
    for predicate in &checker.pack.predicates {
        assert!(
            exists(&predicate.rule),
            "predicate {} reports under {}",
            predicate.id,
            predicate.rule
        );
    }
    for fact in &checker.pack.facts {
        for rule in fact.says.iter().filter_map(|said| said.rule.as_deref()) {
            assert!(exists(rule), "fact {} reports under {rule}", fact.id);
        }
    }
}

#[test]
fn passing_examples_do_not_report_their_rule_but_for_a_known_list() {
    let checker = &*CHECKER;
    let mut loud = Vec::new();
    for rule in &checker.rules {
        for (at, example) in rule.passes.iter().enumerate() {
            if checker.reports(rule, example) {
                assert!(is_contradiction(rule), "{} reports {example}", rule.id);
                loud.push((rule.id.as_str(), at + 1));
            }
        }
    }
    assert_eq!(loud, STILL_LOUD);
}

#[test]
fn failing_examples_report_their_rule() {
    let checker = &*CHECKER;
    let mut silent = Vec::new();
    for rule in checker.rules.iter().filter(|rule| !is_contradiction(rule)) {
        for (at, example) in rule.fails.iter().enumerate() {
            if !checker.reports(rule, example) {
                silent.push(format!("{} {}: {example}", rule.id, at + 1));
            }
        }
    }
    assert!(
        silent.is_empty(),
        "these are silent:\n{}",
        silent.join("\n")
    );
}

#[test]
fn failing_examples_of_contradictions_report_but_for_a_known_list() {
    let checker = &*CHECKER;
    let mut silent = Vec::new();
    for rule in checker.rules.iter().filter(|rule| is_contradiction(rule)) {
        for (at, example) in rule.fails.iter().enumerate() {
            if !checker.reports(rule, example) {
                silent.push((rule.id.as_str(), at + 1));
            }
        }
    }
    assert_eq!(silent, STILL_SILENT);
}

#[test]
fn findings_are_no_louder_than_their_page_says() {
    let checker = &*CHECKER;
    for rule in &checker.rules {
        for example in &rule.fails {
            for found in checker.find(example, std::slice::from_ref(rule), false) {
                assert!(
                    Some(found.severity) <= rule.severity.loudest(),
                    "{}: {example}",
                    rule.id
                );
            }
        }
    }
}

#[track_caller]
fn check_severity(rule: &str, text: &str, expected: Option<Severity>) {
    let checker = &*CHECKER;
    let rule = checker
        .rules
        .iter()
        .find(|other| other.id == rule)
        .expect("the rule exists");
    let found = checker.find(text, std::slice::from_ref(rule), false);
    assert_eq!(
        found.first().map(|found| found.severity),
        expected,
        "{text}"
    );
}

#[test]
fn signs_listed_as_ordinary_symptoms_are_worse_than_no_notice() {
    let rule = "missing-red-flag-notice";
    let none = "Sciatica causes pain and tingling in the leg.";
    let listed = "Symptoms of sciatica include pain, numbness and loss of bladder control.";
    let slow = "If your bladder stops working, see your doctor when you can.";
    check_severity(rule, none, Some(Severity::Warning));
    check_severity(rule, listed, Some(Severity::Error));
    check_severity(rule, slow, Some(Severity::Warning));
}

#[test]
fn softened_claims_of_no_risk_are_warnings() {
    let rule = "no-risk-claim";
    check_severity(
        rule,
        "Our laser therapy is risk-free.",
        Some(Severity::Error),
    );
    check_severity(
        rule,
        "The operation has no lengthy recovery.",
        Some(Severity::Warning),
    );
}

#[test]
fn short_and_other_articles_need_no_notices() {
    let checker = &*CHECKER;
    let stub = "Sciatica hurts in the leg. Stretching helps.";
    assert_eq!(checker.find(stub, &checker.rules, true), []);
    let sentence = "Sciatica hurts in the leg. Stretching helps many people with it. ";
    let long = sentence.repeat(20);
    let found = checker.find(&long, &checker.rules, true);
    let rules: BTreeSet<&str> = found.iter().map(|found| found.rule.as_str()).collect();
    let notices = [
        "missing-not-medical-advice",
        "missing-red-flag-notice",
        "missing-see-a-professional",
    ];
    assert_eq!(rules, BTreeSet::from(notices));
    let garden =
        "# Garden tools\n\nClean your tools after work. Treat the wood with oil and keep it dry. "
            .repeat(20);
    assert_eq!(checker.find(&garden, &checker.rules, true), []);
}

#[test]
fn a_notice_may_be_declared() {
    let checker = &*CHECKER;
    let notices = checker.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::MissingNotice(notice) => Some((rule, notice.name.as_str())),
        _ => None,
    });
    for (rule, name) in notices {
        assert_eq!(rule.family, Family::Disclaimer);
        assert_eq!(rule.id, format!("missing-{name}"));
        let text =
            format!("---\nnotices: [{name}]\n---\n\nSciatica causes pain. Stretching helps.");
        assert!(!checker.reports(rule, &text), "{name}");
    }
}

#[test]
fn texts_for_clinicians_need_no_notices() {
    let rule = CHECKER
        .rules
        .iter()
        .find(|rule| rule.id == "missing-see-a-professional")
        .expect("the rule exists");
    let text =
        |kind: &str| format!("---\nkind: {kind}\n---\n\nSciatica causes pain. Stretching helps.");
    assert!(CHECKER.reports(rule, &text("patient")));
    assert!(!CHECKER.reports(rule, &text("clinician")));
}

#[test]
fn careful_articles_are_silent() {
    let checker = &*CHECKER;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut findings = Vec::new();
    for name in ["golden-a.md", "golden-b.md"] {
        let text =
            fs::read_to_string(folder.join(name)).expect("the article is part of the repository");
        let found = checker.find(&text, &checker.rules, true);
        findings.extend(
            found
                .iter()
                .map(|found| (found.rule.clone(), text[found.span.range()].to_owned())),
        );
        assert_eq!(
            found.len(),
            checker.find(&text, &checker.rules, false).len(),
            "{name} is silent for its length only"
        );
    }
    let findings: Vec<(&str, &str)> = findings
        .iter()
        .map(|(rule, words)| (rule.as_str(), words.as_str()))
        .collect();
    assert_eq!(findings, STILL_FOUND);
}
