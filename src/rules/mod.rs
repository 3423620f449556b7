//! Checked articles to diagnostics.
//!
//! Input: an article with its judged claims, and the rules under `lints/rules/`.
//! Output: [`Diagnostic`]s in the order of the article.
//!
//! Pure. A rule is data: its page holds metadata, explanation and the examples that are its tests. The
//! program knows kinds of rules only.

mod claim_fix;
mod condition;
mod contradiction;
mod diagnostic;
mod fix;
mod metadata;
mod notice_fix;
mod other_language;
mod page;
mod pattern;
mod places;
mod self_contradiction;
mod settings;
mod site;
mod structure;
mod words;

pub use diagnostic::{Diagnostic, Label};
pub use fix::{Edit, Fix};
pub use page::{
    Ask, Asked, Conditions, Family, Figure, Gate, Level, Levels, Notice, Pattern, Profile, Rule,
    RuleKind, RuleName, Severity, Site, Structure, Within, read_rules, rule_names,
};
pub(crate) use self_contradiction::reported;
pub use settings::Settings;
pub use site::{Carries, carries};
pub use words::Words;

use self::pattern::Seen;
use crate::checked::Checked;
use crate::markup::{BlockIndex, BlockKind};
use crate::pack::Pack;

/// Returns what `rules` find in an article with these `words`, in order of place, as `settings` want it.
///
/// Contradictions come first and silence other rules on the same words. Of an article in another language only
/// that is said.
#[must_use]
pub fn check(
    checked: &Checked<'_>,
    words: &Words,
    rules: &[Rule],
    settings: &Settings,
    pack: &Pack,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if let Some(foreign) = &checked.foreign {
        other_language::check(foreign, rules, settings, &mut diagnostics);
        return diagnostics;
    }
    contradiction::check(checked, rules, settings, pack, &mut diagnostics);
    // What other rules make superfluous waits for them.
    let (last, first): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().partition(|rule| !rule.silent_after.is_empty());
    for rule in first.into_iter().chain(last) {
        if settings.severity(rule).is_none() || !applies(checked, rule, words, &diagnostics, pack) {
            continue;
        }
        let seen = Seen {
            checked,
            words,
            rule,
            profile: settings.profile_for(rule),
            pack,
        };
        match &rule.kind {
            RuleKind::Contradiction
            | RuleKind::Disagreement
            | RuleKind::OtherLanguage { .. }
            | RuleKind::Problem
            | RuleKind::Suppression => {}
            RuleKind::SelfContradiction => {
                self_contradiction::check(checked, rule, settings, pack, &mut diagnostics);
            }
            RuleKind::Phrase { reports } => {
                pattern::check_phrase(&seen, reports, settings, &mut diagnostics);
            }
            RuleKind::Structure(structure) => {
                structure.check(checked, rule, settings, pack, &mut diagnostics);
            }
            RuleKind::MissingNotice(notice) => {
                pattern::check_notice(&seen, notice, settings, &mut diagnostics);
            }
            // What counts among other articles only is no finding of one.
            RuleKind::Metadata(_) if site::only_outliers(rule, settings) => {}
            RuleKind::Metadata(asked) => {
                diagnostics.extend(metadata::check(checked, rule, asked, settings));
            }
        }
    }
    diagnostics.sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
    diagnostics
}

/// Tells whether `rule` looks at the article: it is long enough and says enough about the matter, is for readers where
/// that counts, and no other rule has said it better.
fn applies(
    checked: &Checked<'_>,
    rule: &Rule,
    words: &Words,
    diagnostics: &[Diagnostic],
    pack: &Pack,
) -> bool {
    let mut found = diagnostics.iter();
    rule.gate.lets_in(checked, words, pack)
        && !found.any(|other| rule.silent_after.contains(&other.rule))
}

impl Gate {
    /// Tells whether the rule looks at the article.
    fn lets_in(&self, checked: &Checked<'_>, words: &Words, pack: &Pack) -> bool {
        let says_enough = || {
            if self.about.is_empty() {
                return words.naming() >= self.min_sentences;
            }
            let sentences = words.spots(&self.about, pack);
            sentences.len() >= self.min_sentences && !is_in_passing(checked, &sentences)
        };
        let is_open =
            || checked.words >= self.min_words && (self.min_sentences == 0 || says_enough());
        let kinds = &checked.article.metadata.kinds;
        let is_for_readers = kinds.is_empty() || kinds.iter().any(|kind| kind == "patient");
        (!checked.gated || is_open()) && (!self.for_readers || is_for_readers)
    }
}

/// An article is about what one of so many of its sentences names, or its title.
const SENTENCES_PER_NAMING: usize = 50;

/// Tells whether an article names something in passing only, in the sentences `naming`: its title does not, and few
/// of its sentences do.
fn is_in_passing(checked: &Checked<'_>, naming: &[(BlockIndex, usize)]) -> bool {
    let blocks = &checked.article.blocks;
    let all: usize = checked.read.iter().map(|read| read.sentences.len()).sum();
    let title = blocks
        .iter()
        .position(|block| matches!(block.kind, BlockKind::Heading(_)));
    naming.len() * SENTENCES_PER_NAMING < all && !naming.iter().any(|(at, _)| title == Some(*at))
}
