//! Which fixes can be made together.

use crate::report::{ArticleReport, ReadyDiagnostic};
use crate::rules::{Edit, Fix};

/// Returns the findings of `article` whose fixes are to be made, by their places in its diagnostics: safe ones, or all
/// if `unsafe_too`; none that `refused` names. No two of them meet.
#[must_use]
pub fn choose(
    article: &ArticleReport,
    unsafe_too: bool,
    refused: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let text = article.text.as_str();
    let findings = article.diagnostics.iter().enumerate();
    let mut fixes: Vec<(usize, &ReadyDiagnostic, &Fix)> = findings
        .filter_map(|(at, finding)| Some((at, finding, finding.fix.as_ref()?)))
        .filter(|(at, _, fix)| (fix.safe || unsafe_too) && !refused(*at) && can_be_made(fix, text))
        .collect();
    fixes.sort_by_key(|(_, finding, fix)| (fix.edits[0].span, finding.rule.as_str()));
    let mut chosen: Vec<(usize, &Fix)> = Vec::new();
    for (at, _, fix) in fixes {
        let mut before = chosen.iter().flat_map(|(_, fix)| &fix.edits);
        if !before.any(|one| fix.edits.iter().any(|other| meet(one, other))) {
            chosen.push((at, fix));
        }
    }
    chosen.into_iter().map(|(at, _)| at).collect()
}

/// Tells whether all edits of `fix` lie in `text`, in order and apart, and change something.
fn can_be_made(fix: &Fix, text: &str) -> bool {
    let inside = fix.edits.iter().all(|edit| {
        let old = (edit.span.start <= edit.span.end).then(|| text.get(edit.span.range()));
        old.flatten().is_some_and(|old| old != edit.replacement)
    });
    let apart = fix
        .edits
        .windows(2)
        .all(|pair| pair[0].span.start <= pair[1].span.start && !meet(&pair[0], &pair[1]));
    inside && apart && !fix.edits.is_empty()
}

/// Tells whether two edits share a byte, or one puts something in where the other begins or ends.
fn meet(one: &Edit, other: &Edit) -> bool {
    let (one, other) = (one.span, other.span);
    if one.is_empty() || other.is_empty() {
        one.start <= other.end && other.start <= one.end
    } else {
        one.overlaps(other)
    }
}
