//! What the names in directives stand for.

use super::directive::LONGEST_WORD;
use crate::built_in::rule_pages;
use crate::nearest::nearest;
use crate::pack::{Fact, Pack};
use crate::report::ReadyDiagnostic;
use crate::rules::{Family, Levels, Pattern, Rule, RuleKind, Settings};

/// Whose findings are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Those of the rule with this id.
    Rule(String),
    /// Those that rest on the fact with this id.
    Fact(String),
}

impl Target {
    /// Tells whether `finding` is one of them.
    pub(super) fn is_of(&self, finding: &ReadyDiagnostic) -> bool {
        match self {
            Self::Rule(rule) => *rule == finding.rule,
            Self::Fact(fact) => finding.fact.as_ref() == Some(fact),
        }
    }

    pub(super) fn id(&self) -> &str {
        match self {
            Self::Rule(id) | Self::Fact(id) => id,
        }
    }
}

/// What a name stands for.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) target: Target,
    /// Whether it can be told from this run that there is nothing to leave out.
    pub(super) is_awake: bool,
}

/// All names that directives may use.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) rules: &'a [Rule],
    pub(super) pack: &'a Pack,
    pub(super) settings: &'a Settings,
    /// Whether the article was left out, as it is in another language.
    pub(super) is_foreign: bool,
}

impl<'a> Names<'a> {
    /// Returns what `name` stands for: the id or the code of a rule, or the id of a fact.
    pub(super) fn find(&self, name: &str) -> Option<Known> {
        let is_rule = |rule: &&Rule| rule.id == name || rule.code.eq_ignore_ascii_case(name);
        if let Some(rule) = self.rules.iter().find(is_rule) {
            return Some(Known {
                target: Target::Rule(rule.id.clone()),
                is_awake: self.is_awake(rule),
            });
        }
        if let Some(fact) = self.pack.facts.iter().find(|fact| fact.id == name) {
            let rules = self.rules_of(fact);
            return Some(Known {
                target: Target::Fact(fact.id.clone()),
                is_awake: rules.iter().all(|rule| self.is_awake(rule)),
            });
        }
        // Rules of packs that are not loaded, and facts that are switched off.
        let asleep = |target| Known {
            target,
            is_awake: false,
        };
        if rule_pages().iter().any(|(id, _)| *id == name) {
            return Some(asleep(Target::Rule(name.to_owned())));
        }
        let is_off = self.pack.overrides.iter().any(|other| other.fact == name);
        is_off.then(|| asleep(Target::Fact(name.to_owned())))
    }

    /// Returns the known name that `name` is closest to.
    pub(super) fn nearest(&self, name: &str) -> Option<&'a str> {
        if name.len() > LONGEST_WORD {
            return None;
        }
        let (rules, pack) = (self.rules, self.pack);
        let ids = rules.iter().map(|rule| rule.id.as_str());
        let facts = pack.facts.iter().map(|fact| fact.id.as_str());
        nearest(name, ids.chain(facts))
    }

    /// Returns the rules under which `fact` is reported.
    fn rules_of(&self, fact: &Fact) -> Vec<&'a Rule> {
        let ids: Vec<&str> = fact
            .says
            .iter()
            .map(|said| {
                let predicate = self.pack.predicate(said.proposition.predicate);
                said.rule.as_deref().unwrap_or(&predicate.rule)
            })
            .collect();
        let rules = self.rules.iter();
        rules
            .filter(|rule| ids.contains(&rule.id.as_str()))
            .collect()
    }

    /// Tells whether `rule` reports all it can in this article.
    fn is_awake(&self, rule: &Rule) -> bool {
        let is_read = matches!(rule.kind, RuleKind::OtherLanguage { .. }) || !self.is_foreign;
        let settings = self.settings;
        let is_off =
            |levels: &Levels| levels.loudest().is_some() && settings.part(rule, levels).is_none();
        let parts_off = patterns(rule)
            .filter_map(|part| part.severity.as_ref())
            .any(is_off);
        // What articles show of each other depends on which of them are checked.
        let needs_others = rule.family == Family::Consistency || rule.takes_others(settings);
        is_read && settings.severity(rule).is_some() && !parts_off && !needs_others
    }
}

/// Returns the parts of `rule` that may have levels of their own.
fn patterns(rule: &Rule) -> impl Iterator<Item = &Pattern> {
    let (reports, notice) = match &rule.kind {
        RuleKind::Phrase { reports } => (reports.as_slice(), None),
        RuleKind::MissingNotice(notice) => (notice.triggers.as_slice(), Some(&notice.escalates)),
        _ => (&[][..], None),
    };
    reports.iter().chain(notice.into_iter().flatten())
}
