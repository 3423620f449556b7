//! What is said about suppressions: the findings of the rules under `lints/rules/input` that begin where a
//! directive stands.

use super::SuppressionKind;
use super::directive::Until;
use super::names::{Names, Target};
use crate::report::ReadyDiagnostic;
use crate::rules::{Diagnostic, Label};
use crate::source::Span;

/// A suppression that has nothing to leave out.
pub(super) const UNUSED: &str = "unused-suppression";
/// A suppression whose last day has passed.
pub(super) const EXPIRED: &str = "expired-suppression";
/// A suppression of something that does not exist.
pub(super) const UNKNOWN: &str = "unknown-suppression";
/// A suppression that does not say why.
pub(super) const UNREASONED: &str = "missing-suppression-reason";
/// A directive that cannot be read.
pub(super) const MALFORMED: &str = "malformed-suppression";

/// The rules that report on suppressions.
pub(super) const RULES: [&str; 5] = [UNUSED, EXPIRED, UNKNOWN, UNREASONED, MALFORMED];

/// Most characters of a name that a message repeats.
const LONGEST_SHOWN: usize = 60;

/// Makes remarks as loud as the settings want them.
pub(super) struct Remarks<'a> {
    pub(super) names: Names<'a>,
    pub(super) made: Vec<ReadyDiagnostic>,
}

impl Remarks<'_> {
    /// Returns a finding of `rule` at `span`; `None` if the rule is off.
    fn finding(
        &self,
        rule: &str,
        span: Span,
        message: String,
        help: String,
        label: &str,
    ) -> Option<ReadyDiagnostic> {
        let Names {
            rules,
            pack,
            settings,
            ..
        } = self.names;
        let rule = rules.iter().find(|known| known.id == rule)?;
        let finding = Diagnostic {
            rule: rule.id.clone(),
            family: rule.family,
            severity: settings.severity(rule)?,
            fact: None,
            message,
            help: Some(help),
            span,
            labels: vec![Label {
                span,
                text: label.to_owned(),
            }],
            fix: None,
        };
        Some(ReadyDiagnostic::new(&finding, pack))
    }

    fn add(&mut self, rule: &str, span: Span, message: String, help: String, label: &str) {
        self.made
            .extend(self.finding(rule, span, message, help, label));
    }

    /// Returns what is said if nothing is left out by the suppression of `target` at `span`.
    pub(super) fn unused(
        &self,
        target: &Target,
        kind: SuppressionKind,
        span: Span,
    ) -> Option<ReadyDiagnostic> {
        let id = target.id();
        let (finds, place) = match target {
            Target::Rule(_) => ("has", kind.place()),
            Target::Fact(_) => ("decides", kind.place()),
        };
        let help = if RULES.contains(&id) && !kind.is_whole_file() {
            "findings about suppressions can only be left out in the whole file: `factlint-ignore-file`"
        } else {
            "take it out, or move it to the finding it is meant for"
        };
        self.finding(
            UNUSED,
            span,
            format!("this leaves out nothing: `{id}` {finds} no finding {place}"),
            help.to_owned(),
            "not needed",
        )
    }

    /// Says that `factlint-enable` has nothing to end.
    pub(super) fn nothing_to_end(&mut self, name: Option<&str>, span: Span) {
        let what = name.map_or_else(String::new, |name| format!(" of `{}`", shown(name)));
        self.add(
            UNUSED,
            span,
            format!("this ends nothing: no `factlint-disable`{what} stands before it"),
            "take it out, or write `factlint-disable` where the part begins".to_owned(),
            "not needed",
        );
    }

    pub(super) fn expired(&mut self, until: &Until, span: Span) {
        self.add(
            EXPIRED,
            span,
            format!("this suppression ended with {}", shown(&until.text)),
            "look at the finding again: correct the article, or set another day".to_owned(),
            "no longer left out",
        );
    }

    pub(super) fn unknown(&mut self, name: &str, span: Span) {
        let help = match self.names.nearest(name) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "name rules or facts by their ids, as findings show them".to_owned(),
        };
        self.add(
            UNKNOWN,
            span,
            format!("there is no rule or fact `{}`", shown(name)),
            help,
            "not known",
        );
    }

    /// Says that the directive `word` does not say why it leaves out `name`.
    pub(super) fn unreasoned(&mut self, word: Option<&str>, name: &str, span: Span) {
        let name = shown(name);
        let help = match word {
            Some(word) => format!("write it behind a colon: `{word} {name}: the reason`"),
            None => format!("write it beside the name: `\"{name}: the reason\"`"),
        };
        self.add(
            UNREASONED,
            span,
            format!("nothing says why `{name}` is left out"),
            help,
            "without a reason",
        );
    }

    pub(super) fn unknown_word(&mut self, word: &str, nearest: Option<&str>, span: Span) {
        let help = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => "write `factlint-ignore`, `factlint-ignore-line`, `factlint-ignore-file`, `factlint-disable` or `factlint-enable`".to_owned(),
        };
        self.add(
            MALFORMED,
            span,
            format!(
                "there is no directive `{}`, so nothing is left out",
                shown(word)
            ),
            help,
            "not known",
        );
    }

    pub(super) fn nameless(&mut self, span: Span) {
        self.add(
            MALFORMED,
            span,
            "this names no rule and no fact, so nothing is left out".to_owned(),
            "name what is left out: `factlint-ignore wrong-number: the reason`".to_owned(),
            "of what?",
        );
    }

    pub(super) fn no_day(&mut self, until: &Until) {
        self.add(
            MALFORMED,
            until.span,
            format!("`{}` is no day, so nothing is left out", shown(&until.text)),
            "write year, month and day: `until=2027-01-31`".to_owned(),
            "not a day",
        );
    }

    pub(super) fn odd_entry(&mut self, meant: Option<&str>, span: Span) {
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "an entry is a name, or a table with `rule`, `reason` and `until`".to_owned(),
        };
        self.add(
            MALFORMED,
            span,
            "this entry of `factlint` in the front matter cannot be read".to_owned(),
            help,
            "not known",
        );
    }

    pub(super) fn too_many(&mut self, most: usize, span: Span) {
        self.add(
            MALFORMED,
            span,
            format!("this and what follows is not read: an article may name {most} suppressions"),
            "leave out what concerns the whole file at once: `factlint-ignore-file`".to_owned(),
            "too many",
        );
    }
}

/// Returns the start of `name`, which may be as long as the article.
fn shown(name: &str) -> String {
    let mut shown: String = name.chars().take(LONGEST_SHOWN).collect();
    if shown.len() < name.len() {
        shown.push('…');
    }
    shown
}
