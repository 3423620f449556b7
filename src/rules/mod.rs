//! Checked articles to diagnostics.
//!
//! Input: an article with its judged claims, and the rules under `lints/rules/`.
//! Output: [`Diagnostic`]s in the order of the article.
//!
//! Pure. A rule is data: its page holds metadata, explanation and the examples that are its tests. The
//! program knows kinds of rules only.

mod contradiction;
mod diagnostic;
mod fix;
mod metadata;
mod other_language;
mod page;
mod pattern;
mod places;
mod profile;
mod settings;
mod site;

pub use diagnostic::{Diagnostic, Family, Label, Severity};
pub use fix::{Edit, Fix};
pub use metadata::{Ask, Asked};
pub use page::{Notice, Pattern, Rule, RuleKind, Within, read_rules};
pub use profile::{Level, Levels, Profile};
pub use settings::Settings;
pub use site::{Carries, Site, carries};

use crate::checked::Checked;
use crate::pack::Pack;

/// Returns what `rules` find in an article, in order of place, as `settings` want it.
///
/// Contradictions come first and silence other rules on the same words. Of an article in another language only
/// that is said.
#[must_use]
pub fn check(
    checked: &Checked<'_>,
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
    for rule in rules {
        if settings.severity(rule).is_none() {
            continue;
        }
        match &rule.kind {
            RuleKind::Contradiction | RuleKind::OtherLanguage { .. } | RuleKind::Problem => {}
            RuleKind::Phrase { reports } => {
                pattern::check_phrase(checked, rule, reports, settings, pack, &mut diagnostics);
            }
            RuleKind::MissingNotice(notice) => {
                pattern::check_notice(checked, rule, notice, settings, pack, &mut diagnostics);
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
