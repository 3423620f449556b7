//! Articles in a language that is not read.

use super::{Diagnostic, Label, Rule, RuleKind, Settings};
use crate::foreign::Foreign;

/// Adds what `rules` say about an article in a `foreign` language.
pub(super) fn check(
    foreign: &Foreign,
    rules: &[Rule],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for rule in rules {
        let RuleKind::OtherLanguage { message, help } = &rule.kind else {
            continue;
        };
        let Some(severity) = settings.severity(rule) else {
            continue;
        };
        let language = &foreign.language;
        let text = if foreign.declared {
            format!("the language is declared: {language}")
        } else {
            format!("this looks like {language}")
        };
        diagnostics.push(Diagnostic {
            rule: rule.id.clone(),
            family: rule.family,
            severity,
            fact: None,
            message: message.clone(),
            help: help.clone(),
            span: foreign.span,
            labels: vec![Label {
                span: foreign.span,
                text,
            }],
            fix: None,
        });
    }
}
