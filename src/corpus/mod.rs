//! What only all articles of a run together show.
//!
//! Input: what every article carries beside its findings ([`Carried`]), in the order of the articles.
//! Output: further findings at the articles, and some of theirs made one.

mod disagreement;
mod site;

pub use site::SiteItem;

use std::borrow::Cow;
use std::sync::Arc;

use crate::checked::Checked;
use crate::consistency::{Standing, Statement, gather};
use crate::pack::Pack;
use crate::report::{ArticleReport, Spool, Spooled};
use crate::rules::{Diagnostic, Rule, RuleKind, Settings, Words, carries, reported};

/// What is kept of an article until all are read.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// What its author says plainly, and other articles may say otherwise; on each thing once, sorted by these. Empty
    /// where they are in `spooled`.
    pub statements: Vec<Statement>,
    /// Where the statements are, if they were taken out of memory.
    pub spooled: Option<Spooled>,
    /// What it has and lacks of what the template of its site may add.
    pub site: Vec<SiteItem>,
}

impl Carried {
    /// Returns the statements, wherever they are.
    ///
    /// # Panics
    /// If they are in a spool that cannot be read any more.
    #[must_use]
    pub fn statements(&self) -> Cow<'_, [Statement]> {
        match &self.spooled {
            Some(spooled) => Cow::Owned(spooled.thing()),
            None => Cow::Borrowed(&self.statements),
        }
    }

    /// Puts the statements into `spool`; they stay in memory if it doesn't take them.
    pub fn shelve(&mut self, spool: &Arc<Spool>) {
        if !self.statements.is_empty()
            && let Ok(spooled) = spool.add_thing(&self.statements)
        {
            self.spooled = Some(spooled);
            self.statements = Vec::new();
        }
    }

    /// Forgets the statements.
    fn forget_statements(&mut self) {
        self.statements = Vec::new();
        self.spooled = None;
    }
}

/// Returns what is kept of an article in which `diagnostics` were found.
#[must_use]
pub fn carry(
    checked: &Checked<'_>,
    words: &Words,
    diagnostics: &[Diagnostic],
    rules: &[Rule],
    settings: &Settings,
    pack: &Pack,
) -> Carried {
    let site = carries(checked, words, rules, settings, pack, diagnostics);
    let mut items = Vec::with_capacity(site.len());
    items.extend(site.into_iter().map(|item| SiteItem::new(item, pack)));
    Carried {
        statements: statements(checked, diagnostics, rules, settings, pack),
        spooled: None,
        site: items,
    }
}

fn statements(
    checked: &Checked<'_>,
    diagnostics: &[Diagnostic],
    rules: &[Rule],
    settings: &Settings,
    pack: &Pack,
) -> Vec<Statement> {
    let disagreements = |rule: &&Rule| matches!(rule.kind, RuleKind::Disagreement);
    let rules: Vec<&Rule> = rules.iter().filter(disagreements).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let reported = reported(diagnostics);
    let statements = gather(checked, pack).into_iter().map(|stated| {
        let mut statement = stated.statement;
        let wanted = pack.predicate(statement.said.0).disagreement.as_ref();
        let rule = rules
            .iter()
            .find(|rule| wanted.is_some_and(|wanted| wanted.rule == rule.id));
        statement.severity = rule.and_then(|rule| settings.severity(rule));
        if reported.overlap(statement.span) {
            statement.standing = Standing::Reported;
        }
        statement
    });
    disagreement::positions(statements.collect(), pack)
}

/// Adds what those of `articles` that are `comparable`, since they were read with `pack`, say against each other.
pub fn compare(
    articles: &mut [ArticleReport],
    comparable: &dyn Fn(&ArticleReport) -> bool,
    rules: &[Rule],
    pack: &Pack,
) {
    disagreement::add(articles, comparable, rules, pack);
    for article in articles {
        article
            .diagnostics
            .sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
    }
}

/// Adds the findings of articles that lack what most others have.
pub fn add_outliers(articles: &mut [ArticleReport]) {
    site::add_outliers(articles);
}

/// Makes one finding of those that no article is without.
pub fn collapse(articles: &mut [ArticleReport]) {
    site::collapse(articles);
}
