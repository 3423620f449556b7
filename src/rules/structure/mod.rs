//! What the structure of an article shows: marks without notes, lists without items, headings without their text.
//!
//! One file for each thing that is looked for; the words stand on the pages of the rules.

mod footnote;
mod heading_body;
mod list_count;
mod myth;
mod placeholder;
mod sources;
mod term_drift;

use super::page::{Literal, Placeholders, Sources, Structure};
use super::{Diagnostic, Fix, Label, Levels, Rule, Settings};
use crate::checked::Checked;
use crate::claim::Topic;
use crate::pack::{Pack, PackIndex};
use crate::source::Span;

impl Structure {
    /// Adds what is found in an article about the topic of the rule.
    pub(super) fn check(
        &self,
        checked: &Checked<'_>,
        rule: &Rule,
        settings: &Settings,
        pack: &Pack,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if checked.gated && !is_about_topic(checked, rule.pack) {
            return;
        }
        let mut findings = Findings {
            rule,
            settings,
            diagnostics,
        };
        match self {
            Self::Footnotes {
                unused,
                unused_severity,
            } => footnote::check(checked, unused, unused_severity, &mut findings),
            Self::Placeholders(placeholders) => {
                placeholder::check(checked, placeholders, pack, &mut findings);
            }
            Self::Sources(sources) => sources::check(checked, sources, pack, &mut findings),
            Self::ListCounts { counted } => {
                list_count::check(checked, counted, pack, &mut findings)
            }
            Self::TermDrift { terms } => term_drift::check(checked, terms, &mut findings),
            Self::HeadingBody { groups } => {
                heading_body::check(checked, groups, pack, &mut findings);
            }
            Self::Myths { ignored, qualified } => {
                myth::check(checked, (ignored, qualified), pack, &mut findings);
            }
        }
    }
}

/// Tells whether something in the article is about the topic of the pack `home`, or of any pack.
fn is_about_topic(checked: &Checked<'_>, home: Option<PackIndex>) -> bool {
    let packs = (0..).zip(&checked.topics);
    let mut own = packs.filter(|(pack, _)| home.is_none_or(|home| home == PackIndex(*pack)));
    own.any(|(_, topics)| {
        let mut topics = topics.all().iter();
        topics.any(|topic| matches!(topic, Topic::Own | Topic::Assumed))
    })
}

/// Where findings go.
struct Findings<'a> {
    rule: &'a Rule,
    settings: &'a Settings,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// What is found at one place.
struct Finding {
    span: Span,
    message: String,
    /// Remark at the place.
    label: String,
    /// Other places that matter, with their remarks.
    others: Vec<(Span, String)>,
    fix: Option<Fix>,
}

impl Finding {
    fn new(span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            label: label.into(),
            others: Vec::new(),
            fix: None,
        }
    }
}

impl Findings<'_> {
    /// Adds a finding as loud as the rule.
    fn add(&mut self, finding: Finding) {
        let levels = self.rule.severity;
        self.add_as(&levels, finding);
    }

    /// Adds a finding as loud as `levels` says.
    fn add_as(&mut self, levels: &Levels, finding: Finding) {
        let Some(severity) = self.settings.part(self.rule, levels) else {
            return;
        };
        let label = |(span, text)| Label { span, text };
        let own = (finding.span, finding.label);
        self.diagnostics.push(Diagnostic {
            rule: self.rule.id.clone(),
            family: self.rule.family,
            severity,
            fact: None,
            message: finding.message,
            help: self.rule.help.clone(),
            span: finding.span,
            labels: std::iter::once(own)
                .chain(finding.others)
                .map(label)
                .collect(),
            fix: finding.fix,
        });
    }

    /// Returns what the page of the rule says of its findings.
    fn message(&self) -> String {
        let message = self.rule.message.clone();
        message.unwrap_or_else(|| self.rule.title.clone())
    }
}
