//! A run in numbers.

use std::time::Duration;

use super::{ArticleReport, Report, VerdictCounts};
use crate::rules::Severity;

/// How much was read, and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Articles that were read.
    pub articles: usize,
    /// Words of prose in them.
    pub words: usize,
    /// Claims they make; those they only mention don't count.
    pub claims: usize,
    /// How many of them have which verdict.
    #[serde(flatten)]
    pub verdicts: VerdictCounts,
    /// Findings of severity error; each path that could not be checked is one.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity advice.
    pub advice: usize,
    /// Findings the articles ask to leave out.
    pub suppressed: usize,
    /// Findings that a baseline knows.
    pub baselined: usize,
    /// Entries of the baseline that no longer occur.
    pub stale: usize,
    /// Findings that were fixed.
    pub fixed: usize,
    /// Paths that could not be checked.
    pub unreadable: usize,
}

impl Summary {
    /// Returns the numbers of `report`.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut summary = Self {
            articles: report.articles.len(),
            errors: report.problems.len(),
            unreadable: report.problems.len(),
            stale: report.stale,
            fixed: report.fixed,
            ..Self::default()
        };
        for article in &report.articles {
            summary.add(article);
        }
        summary
    }

    fn add(&mut self, article: &ArticleReport) {
        self.words += article.words;
        self.suppressed += article.suppressed.len();
        self.baselined += article.baselined.len();
        self.verdicts += article.verdicts;
        self.claims += article.verdicts.all();
        for severity in article.severities() {
            match severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
        }
    }

    /// Returns `3 articles, 41 claims (30 supported, 2 unverified)`, without what is zero.
    pub(super) fn read(&self) -> String {
        let verdicts = listed(&[
            (self.verdicts.supported, "supported"),
            (self.verdicts.compatible, "compatible"),
            (self.verdicts.disputed, "disputed"),
            (self.verdicts.contradicted, "contradicted"),
            (self.verdicts.unverified, "unverified"),
        ]);
        let articles = counted(self.articles, "article");
        let claims = counted(self.claims, "claim");
        if verdicts.is_empty() {
            format!("{articles}, {claims}")
        } else {
            format!("{articles}, {claims} ({verdicts})")
        }
    }

    /// Returns `1 error, 2 warnings, 1 advice`, or `no findings`.
    pub(super) fn found(&self) -> String {
        // What could not be checked is counted behind it.
        let count = self.errors - self.unreadable;
        let errors = if count == 1 { "error" } else { "errors" };
        let warnings = if self.warnings == 1 {
            "warning"
        } else {
            "warnings"
        };
        let found = listed(&[
            (count, errors),
            (self.warnings, warnings),
            (self.advice, "advice"),
        ]);
        if found.is_empty() {
            "no findings".to_owned()
        } else {
            found
        }
    }

    /// Returns `, 2 suppressed, 1 baselined, 3 fixed`, without what is zero.
    pub(super) fn left_out(&self) -> String {
        let left_out = listed(&[
            (self.suppressed, "suppressed"),
            (self.baselined, "baselined"),
            (self.fixed, "fixed"),
        ]);
        if left_out.is_empty() {
            left_out
        } else {
            format!(", {left_out}")
        }
    }

    /// Returns `, 2 paths not checked`, or nothing.
    pub(super) fn not_checked(&self) -> String {
        match self.unreadable {
            0 => String::new(),
            count => format!(", {} not checked", counted(count, "path")),
        }
    }
}

fn listed(parts: &[(usize, &str)]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    parts.join(", ")
}

fn counted(count: usize, name: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {name}{ending}")
}

/// Returns a duration for people: `12 ms`, `1.4 s`.
pub(super) fn rounded(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(1) {
        format!("{} ms", elapsed.as_millis())
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}
