//! Findings that an article asks to leave out, taken out of it.

use super::{Suppressed, Suppression, Suppressions};
use crate::report::{ArticleReport, ReadyDiagnostic};
use crate::rules::Label;

/// Moves the findings of `article` that it asks to leave out to [`ArticleReport::suppressed`].
///
/// Called as soon as the article is checked, so that what is left out is not counted for other articles either.
/// Findings about suppressions stay: see [`finish`].
pub fn leave_out(article: &mut ArticleReport) {
    let ArticleReport {
        diagnostics,
        suppressed,
        suppressions,
        ..
    } = article;
    if let Some(suppressions) = suppressions {
        suppressions.take_from(diagnostics, suppressed, false);
    }
}

/// Does what [`leave_out`] does with the findings that were added since, and adds what is wrong with the suppressions
/// themselves.
///
/// Called once, when nothing is added any more.
pub fn finish(article: &mut ArticleReport) {
    leave_out(article);
    let ArticleReport {
        diagnostics,
        suppressed,
        suppressions,
        ..
    } = article;
    let Some(suppressions) = suppressions else {
        return;
    };
    let mut remarks = std::mem::take(&mut suppressions.remarks);
    remarks.extend(suppressions.unused(diagnostics, false));
    suppressions.take_from(&mut remarks, suppressed, true);
    remarks.extend(suppressions.unused(diagnostics, true));
    if !remarks.is_empty() {
        diagnostics.append(&mut remarks);
        diagnostics.sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
    }
}

impl Suppressions {
    /// Moves those of `findings` to `suppressed` that are left out: by suppressions of the whole file
    /// `about_suppressions`, or by all others.
    fn take_from(
        &mut self,
        findings: &mut Vec<ReadyDiagnostic>,
        suppressed: &mut Vec<Suppressed>,
        about_suppressions: bool,
    ) {
        let acts = |one: &&mut Suppression| {
            one.is_about_suppressions == about_suppressions
                && (!about_suppressions || one.kind.is_whole_file())
        };
        let mut acting: Vec<&mut Suppression> = self.all.iter_mut().filter(acts).collect();
        if acting.is_empty() {
            return;
        }
        // The closest one gives the reason.
        acting.sort_by_key(|one| one.kind);
        for finding in std::mem::take(findings) {
            let mut first = None;
            for one in &mut acting {
                if one.target.is_of(&finding) && one.reach.covers(finding.span) {
                    one.is_used = true;
                    first.get_or_insert((one.kind, one.reason.clone(), one.at));
                }
            }
            match first {
                Some((kind, reason, at)) => suppressed.push(Suppressed {
                    finding,
                    kind,
                    reason,
                    at,
                }),
                None => findings.push(finding),
            }
        }
    }

    /// Returns what is said about the suppressions that left out nothing, with a place in `findings` where they
    /// would.
    fn unused(
        &mut self,
        findings: &[ReadyDiagnostic],
        about_suppressions: bool,
    ) -> Vec<ReadyDiagnostic> {
        let mut said = Vec::new();
        for one in &mut self.all {
            let is_meant = one.is_about_suppressions == about_suppressions && !one.is_used;
            if !is_meant {
                continue;
            }
            let Some(mut remark) = one.unused.take() else {
                continue;
            };
            if let Some(other) = findings.iter().find(|other| one.target.is_of(other)) {
                remark.labels.push(Label {
                    span: other.span,
                    text: "there is one here".to_owned(),
                });
            }
            said.push(remark);
        }
        said
    }
}
