//! What an article says about itself: who answers for it, who checked it, and when.

mod dates;
mod people;

use super::page::{Ask, Asked};
use super::{Diagnostic, Label, Rule, Settings};
use crate::checked::Checked;
use crate::markup::Says;
use crate::source::Span;

impl Ask {
    /// Returns what `site.provides` calls it, if a template can add it.
    fn provided_as(self) -> Option<&'static str> {
        match self {
            Self::Author | Self::Credentials => Some("author"),
            Self::Reviewer => Some("reviewer"),
            Self::Date => Some("date"),
            Self::Contact => Some("contact"),
            Self::ReviewAge | Self::DateValidity => None,
        }
    }
}

/// What is wrong with an answer.
struct Flaw {
    /// Where; `None` if something is missing.
    at: Option<Span>,
    /// Instead of the message of the page.
    message: Option<String>,
    /// What stands there.
    label: &'static str,
}

impl Flaw {
    fn missing() -> Self {
        Self {
            at: None,
            message: None,
            label: "the article begins here",
        }
    }
}

/// Returns what is wrong with the answer of an article to what `rule` asks.
pub(super) fn check(
    checked: &Checked<'_>,
    rule: &Rule,
    asked: &Asked,
    settings: &Settings,
) -> Option<Diagnostic> {
    let severity = settings.severity(rule)?;
    let provided = |name: &str| settings.provides.contains(name);
    if asked.ask.provided_as().is_some_and(provided) {
        return None;
    }
    let flaw = flaw(checked, rule, asked, settings)?;
    let span = flaw.at.unwrap_or_else(|| beginning(checked));
    Some(Diagnostic {
        rule: rule.id.clone(),
        family: rule.family,
        severity,
        fact: None,
        message: flaw.message.unwrap_or_else(|| asked.message.clone()),
        help: asked.help.clone(),
        span,
        labels: vec![Label {
            span,
            text: flaw.label.to_owned(),
        }],
        fix: None,
    })
}

fn flaw(checked: &Checked<'_>, rule: &Rule, asked: &Asked, settings: &Settings) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    match asked.ask {
        Ask::Author => people::missing_author(checked),
        Ask::Credentials => people::missing_credentials(checked),
        Ask::Reviewer => {
            let profile = settings.profile_for(rule);
            people::missing_reviewer(checked, asked.fact_check_in.contains(&profile))
        }
        Ask::Date => dates::missing(checked),
        Ask::ReviewAge => dates::stale(checked, settings),
        Ask::DateValidity => dates::impossible(checked, settings),
        Ask::Contact => {
            let known = metadata.says.contains(&Says::Contact) || people::has_publisher(checked);
            (!known).then(Flaw::missing)
        }
    }
}

/// Returns where an article begins: its first sentence, or else what stands before it.
fn beginning(checked: &Checked<'_>) -> Span {
    let article = checked.article;
    let first = article
        .blocks
        .iter()
        .zip(&checked.read)
        .find_map(|(block, read)| {
            let sentence = read.sentences.first()?;
            Some(block.map.to_source(sentence.span))
        });
    let block = || {
        let block = article.blocks.first()?;
        let end = block.prose.find('\n').unwrap_or(block.prose.len());
        Some(
            block
                .map
                .to_source(crate::source::ProseSpan::of_range(0..end)),
        )
    };
    first
        .or_else(block)
        .or(article.front_matter.span)
        .unwrap_or_default()
}
