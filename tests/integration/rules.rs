//! The pages of the rules: their examples are tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::settings;
use factlint::built_in::{BuiltIn, built_in};
use factlint::checked::{Checked, check_claims};
use factlint::markup::{ReadOptions, read_article, read_article_with};
use factlint::mention::Lexicon;
use factlint::pack::{Language, Pack};
use factlint::report::ReadyDiagnostic;
use factlint::rules::{
    self, Diagnostic, Family, Profile, Rule, RuleKind, Settings, Severity, Words,
};
use factlint::run::pipeline::{Knowledge, check_article, load_knowledge};
use factlint::source::{Format, SourceFile};
use factlint::suppress;

/// Failing examples of contradiction rules that the reading of claims does not understand yet: rule and place
/// on its page, from 1. An example that begins to report has to leave this list.
const STILL_SILENT: &[(&str, usize)] = &[
    ("wrong-cause", 4),
    ("wrong-pain-quality", 5),
    ("wrong-timeline", 1),
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
            rules,
        } = built_in();
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

    /// Tells whether an example reports its own rule; examples are judged for that rule alone, but for those about
    /// what is left out of the findings of others.
    fn reports(&self, rule: &Rule, example: &str) -> bool {
        if matches!(rule.kind, RuleKind::Suppression) {
            let found = found_after_suppressions(example);
            return found.iter().any(|found| found.rule == rule.id);
        }
        !self.find_alone(example, rule).is_empty()
    }

    /// Returns what `rule` alone finds in a Markdown article of any length.
    fn find_alone(&self, text: &str, rule: &Rule) -> Vec<Diagnostic> {
        self.find_in(text, std::slice::from_ref(rule), false, &settings_for(rule))
    }
}

/// Returns what is left of the findings in a Markdown article, and what is found about its suppressions.
fn found_after_suppressions(text: &str) -> Vec<ReadyDiagnostic> {
    static KNOWLEDGE: LazyLock<Knowledge> =
        LazyLock::new(|| load_knowledge(&[]).expect("the built-in packs are right"));
    let file = SourceFile::new("example.md", Format::Markdown, text);
    let mut article = check_article(&file, &KNOWLEDGE, &settings());
    suppress::finish(&mut article);
    article.diagnostics
}

fn is_consistency(rule: &Rule) -> bool {
    matches!(
        rule.kind,
        RuleKind::SelfContradiction | RuleKind::Disagreement
    )
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
    let mut set = Settings {
        profile: profile.unwrap_or_default(),
        ..settings()
    };
    if profile.is_none() {
        // Off in all profiles: it works once it is switched on.
        set.levels.insert(rule.id.clone(), Some(Severity::Advice));
    }
    set
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
        for (kind, examples) in [("failing", &rule.fails()), ("passing", &rule.passes())] {
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
    for disagreement in checker
        .pack
        .predicates
        .iter()
        .filter_map(|predicate| predicate.disagreement.as_ref())
    {
        let named = checker
            .rules
            .iter()
            .find(|rule| rule.id == disagreement.rule);
        assert!(
            named.is_some_and(|rule| matches!(rule.kind, RuleKind::Disagreement)),
            "there is no rule {}",
            disagreement.rule
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
        for (at, example) in rule.passes().iter().enumerate() {
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
    let others = checker.rules.iter();
    for rule in others.filter(|rule| !is_contradiction(rule) && !is_consistency(rule)) {
        for (at, example) in rule.fails().iter().enumerate() {
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
        for (at, example) in rule.fails().iter().enumerate() {
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
        for example in &rule.fails() {
            for found in checker.find_alone(example, rule) {
                assert!(
                    rule.severity
                        .loudest()
                        .is_none_or(|loudest| found.severity <= loudest),
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
        RuleKind::MissingNotice(notice) => Some((rule, notice.name.as_deref()?)),
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

#[track_caller]
fn rule_named(id: &str) -> &'static Rule {
    let mut rules = CHECKER.rules.iter();
    rules.find(|rule| rule.id == id).expect("the rule exists")
}

#[test]
fn a_missing_footnote_is_added_empty_and_then_asks_for_its_text() {
    let rule = rule_named("unresolved-footnote");
    for (text, expected) in [
        (
            "Success rates differ[^2].",
            "Success rates differ[^2].\n\n[^2]: \n",
        ),
        (
            "Success rates differ[^2].\n",
            "Success rates differ[^2].\n\n[^2]: \n",
        ),
        (
            "Success rates differ[^2].\r\n",
            "Success rates differ[^2].\r\n\r\n[^2]: \r\n",
        ),
    ] {
        let found = CHECKER.find_alone(text, rule);
        let fix = found[0].fix.as_ref().expect("the note can be added");
        assert!(fix.safe);
        let edit = &fix.edits[0];
        let mut fixed = text.to_owned();
        fixed.replace_range(edit.span.range(), &edit.replacement);
        assert_eq!(fixed, expected);
        assert_eq!(CHECKER.find_alone(&fixed, rule), []);
        let placeholder = rule_named("lost-or-placeholder-content");
        assert!(CHECKER.reports(placeholder, &fixed), "{fixed:?}");
    }
}

#[test]
fn all_numbers_without_a_source_are_one_finding() {
    let rule = rule_named("unresolved-footnote");
    let text = "Half of the patients improved [1]. Others did not [2, 3].";
    let found = CHECKER.find_alone(text, rule);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].labels.len(), 2);
    assert!(found[0].fix.is_none());
}

#[test]
fn an_unused_note_is_advice() {
    let rule = rule_named("unresolved-footnote");
    let found = CHECKER.find_alone("Sciatica hurts.\n\n[^1]: Our audit.", rule);
    assert_eq!(found[0].severity, Severity::Advice);
}

#[test]
fn references_that_the_site_provides_are_not_missed() {
    let article = |text| read_article(&SourceFile::new("example.md", Format::Markdown, text));
    let mut settings = settings();
    settings.profile = factlint::rules::Profile::Editorial;
    let text = article("# Sciatica\n\nAbout 40% of adults get sciatica.");
    let checker = &*CHECKER;
    let mut checked = check_claims(&text, &checker.lexicon, &checker.language, &checker.pack);
    checked.gated = false;
    let rules = ["statistic-without-source", "no-source-list"].map(rule_named);
    let rules = rules.map(Rule::clone);
    assert_eq!(check(&checked, &rules, &settings, &checker.pack).len(), 2);
    settings.provides.insert("references".to_owned());
    assert_eq!(check(&checked, &rules, &settings, &checker.pack), []);
}

/// Returns what `rules` find in `checked`.
fn check(
    checked: &Checked<'_>,
    rules: &[Rule],
    settings: &Settings,
    pack: &Pack,
) -> Vec<Diagnostic> {
    let words = Words::new(&checked.read, pack);
    rules::check(checked, &words, rules, settings, pack)
}
