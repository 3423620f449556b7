//! What the template of a site may add to all articles, so that one of them alone tells little.

use std::sync::Arc;

use super::pattern::Seen;
use super::words::Words;
use super::{Diagnostic, Rule, RuleKind, Settings, Site, metadata, pattern};
use crate::checked::Checked;
use crate::pack::Pack;

/// Whether one article has what a rule with a [`Site`] asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Carries {
    /// How the findings of the rule are joined.
    pub site: Arc<Site>,
    /// Whether the article has it.
    pub has: bool,
    /// What is reported of it if most other articles have it, and not otherwise.
    pub outlier: Option<Diagnostic>,
}

/// Tells whether `rule` reports an article only beside others that have what it lacks.
pub(super) fn only_outliers(rule: &Rule, settings: &Settings) -> bool {
    let profile = settings.profile_for(rule);
    rule.site
        .as_ref()
        .is_some_and(|site| site.outliers.contains(&profile))
}

impl Rule {
    /// Tells whether one article on its own never has a finding of the rule: it takes others that say otherwise, or have
    /// what it lacks.
    #[must_use]
    pub fn takes_others(&self, settings: &Settings) -> bool {
        matches!(self.kind, RuleKind::Disagreement) || only_outliers(self, settings)
    }
}

/// Returns what an article has and lacks of what the template of its site may add; `found` is what `rules` have
/// found in it.
///
/// Rules that are off, and those that ask nothing of the article, are left out.
#[must_use]
pub fn carries(
    checked: &Checked<'_>,
    words: &Words,
    rules: &[Rule],
    settings: &Settings,
    pack: &Pack,
    found: &[Diagnostic],
) -> Vec<Carries> {
    let mut all = Vec::new();
    if checked.foreign.is_some() {
        return all;
    }
    for rule in rules {
        let Some(site) = &rule.site else { continue };
        let seen = Seen {
            checked,
            words,
            rule,
            profile: settings.profile_for(rule),
            pack,
        };
        let is_asked = rule.gate.lets_in(checked, words, pack)
            && match &rule.kind {
                RuleKind::MissingNotice(notice) => pattern::needs_notice(&seen, notice),
                RuleKind::Metadata(_) => true,
                _ => false,
            };
        if settings.severity(rule).is_none() || !is_asked {
            continue;
        }
        let outlier = match &rule.kind {
            RuleKind::Metadata(asked) if only_outliers(rule, settings) => {
                metadata::check(checked, rule, asked, settings)
            }
            _ => None,
        };
        let has = outlier.is_none() && found.iter().all(|finding| finding.rule != rule.id);
        all.push(Carries {
            site: Arc::clone(site),
            has,
            outlier,
        });
    }
    all
}
