//! Findings that wait in a file until they are written.

use std::borrow::Cow;
use std::sync::Arc;

use super::{ArticleReport, ReadyDiagnostic, Spool, Spooled};
use crate::rules::Severity;

/// A finding that was taken out of memory.
#[derive(Clone, Debug)]
pub struct ShelvedFinding {
    /// Id of its rule.
    pub rule: Arc<str>,
    /// How bad it is.
    pub severity: Severity,
    /// All of it.
    whole: Spooled,
}

impl ArticleReport {
    /// Puts the findings into `spool`, up to one that it doesn't take; `rule_name` returns an id as all share it.
    ///
    /// Findings that are added later are put behind them.
    pub fn shelve(&mut self, spool: &Arc<Spool>, rule_name: impl Fn(&str) -> Arc<str>) {
        let findings = self.diagnostics.iter();
        let shelved = findings.map_while(|finding| {
            Some(ShelvedFinding {
                rule: rule_name(&finding.rule),
                severity: finding.severity,
                whole: spool.add_thing(finding).ok()?,
            })
        });
        self.shelved = shelved.collect();
        self.shelved.shrink_to_fit();
        self.diagnostics = self.diagnostics.split_off(self.shelved.len());
    }

    /// Takes the findings back into memory.
    ///
    /// # Panics
    /// If they are in a spool that cannot be read any more.
    pub fn unshelve(&mut self) {
        if !self.shelved.is_empty() {
            self.diagnostics = self.findings().into_owned();
            self.shelved = Vec::new();
        }
    }

    /// Returns all findings in the order of the article, wherever they are.
    ///
    /// # Panics
    /// If they are in a spool that cannot be read any more.
    #[must_use]
    pub fn findings(&self) -> Cow<'_, [ReadyDiagnostic]> {
        if self.shelved.is_empty() {
            return Cow::Borrowed(&self.diagnostics);
        }
        let shelved = self.shelved.iter().map(|finding| finding.whole.thing());
        let mut all: Vec<ReadyDiagnostic> = shelved.collect();
        all.extend_from_slice(&self.diagnostics);
        all.sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
        Cow::Owned(all)
    }

    /// Returns how bad each finding is, wherever it is.
    pub fn severities(&self) -> impl Iterator<Item = Severity> {
        let shelved = self.shelved.iter().map(|finding| finding.severity);
        shelved.chain(self.diagnostics.iter().map(|finding| finding.severity))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::pack::Pack;
    use crate::rules::{Diagnostic, Edit, Family, Fix, Label};
    use crate::source::Span;

    fn finding(rule: &str, start: u32, severity: Severity) -> ReadyDiagnostic {
        let span = Span::new(start, start + 4);
        let diagnostic = Diagnostic {
            rule: rule.to_owned(),
            family: Family::Contradiction,
            severity,
            fact: None,
            message: format!("what {rule} says"),
            help: Some("write this".to_owned()),
            span,
            labels: vec![Label {
                span,
                text: "here".to_owned(),
            }],
            fix: Some(Fix {
                description: "cut it".to_owned(),
                safe: true,
                edits: vec![Edit {
                    span,
                    replacement: String::new(),
                }],
            }),
        };
        ReadyDiagnostic::new(&diagnostic, &Pack::default())
    }

    #[test]
    fn findings_come_back_in_order_with_those_added_since() {
        let article = ArticleReport {
            diagnostics: vec![
                finding("wrong-root-area", 3, Severity::Error),
                finding("wrong-number", 20, Severity::Advice),
            ],
            ..ArticleReport::default()
        };
        let mut shelved = article.clone();
        shelved.shelve(&Spool::new(io::Cursor::new(Vec::new())), |rule| rule.into());
        assert!(shelved.diagnostics.is_empty());
        assert_eq!(*shelved.findings(), article.diagnostics[..]);
        let added = finding("number-disagrees", 9, Severity::Warning);
        shelved.diagnostics.push(added.clone());
        let severities: Vec<Severity> = shelved.severities().collect();
        assert_eq!(
            severities,
            [Severity::Error, Severity::Advice, Severity::Warning]
        );
        shelved.unshelve();
        let [first, last] = article.diagnostics.as_slice() else {
            panic!("two findings");
        };
        assert_eq!(shelved.diagnostics, [first.clone(), added, last.clone()]);
        assert!(shelved.shelved.is_empty());
    }

    #[test]
    fn a_spool_that_takes_nothing_leaves_findings_where_they_are() {
        let mut article = ArticleReport {
            diagnostics: vec![finding("wrong-number", 20, Severity::Advice)],
            ..ArticleReport::default()
        };
        let full = Spool::new(io::Cursor::new([0; 8]));
        article.shelve(&full, |rule| rule.into());
        assert_eq!(article.diagnostics.len(), 1);
    }
}
