//! Claims against facts.

use super::{Diagnostic, Family, Label, Rule, RuleKind, Severity};
use crate::checked::Checked;
use crate::claim::Claim;
use crate::pack::{Ceiling, FactIndex, Pack, Says};
use crate::proposition::{ConceptId, Conflict, Polarity};
use crate::source::Span;
use crate::verdict::{Judged, Verdict};

/// Adds the findings of all contradiction rules: one for each clause and fact, and none for words that a
/// louder finding already stands at.
pub(super) fn check(
    checked: &Checked<'_>,
    rules: &[Rule],
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut found: Vec<Finding> = Vec::new();
    for judged in &checked.claims {
        let Some(finding) = finding(checked, judged, rules, pack) else {
            continue;
        };
        let same = found.iter_mut().find(|other| {
            other.fact == finding.fact
                && other.severity == finding.severity
                && other.clause == finding.clause
                && other.judged.claim.proposition.polarity == judged.claim.proposition.polarity
        });
        match same {
            Some(other) => {
                other.span = other.span.cover(finding.span);
                other.objects.extend(finding.objects);
            }
            None => found.push(finding),
        }
    }
    let loudest: Vec<(Span, Severity, FactIndex)> = found
        .iter()
        .map(|finding| (finding.span, finding.severity, finding.fact))
        .collect();
    let mut kept: Vec<(Span, Severity)> = Vec::new();
    for finding in found {
        let louder = loudest
            .iter()
            .any(|(span, severity, _)| *severity > finding.severity && span.overlaps(finding.span));
        let again = kept
            .iter()
            .any(|(span, severity)| *severity == finding.severity && span.overlaps(finding.span));
        if !louder && !again {
            kept.push((finding.span, finding.severity));
            diagnostics.push(diagnostic(checked, &finding, pack));
        }
    }
}

/// One conflict before it is put into words.
struct Finding<'a> {
    rule: &'a Rule,
    judged: &'a Judged,
    fact: FactIndex,
    severity: Severity,
    span: Span,
    clause: Span,
    objects: Vec<ConceptId>,
}

fn finding<'a>(
    checked: &Checked<'_>,
    judged: &'a Judged,
    rules: &'a [Rule],
    pack: &Pack,
) -> Option<Finding<'a>> {
    if !matches!(judged.verdict, Verdict::Contradicted | Verdict::Disputed) {
        return None;
    }
    let index = judged.fact?;
    let fact = pack.fact(index);
    let predicate = pack.predicate(judged.claim.proposition.predicate);
    let said = &fact.says[judged.said];
    let id = said.rule.as_ref().unwrap_or(&predicate.rule);
    let rule = rules
        .iter()
        .find(|rule| rule.id == *id && matches!(rule.kind, RuleKind::Contradiction))?;
    let severity = severity(judged, said)?.min(rule.severity);
    let map = &checked.article.blocks[judged.claim.block].map;
    Some(Finding {
        rule,
        judged,
        fact: index,
        severity,
        span: map.to_source(judged.claim.focus),
        clause: map.to_source(judged.claim.clause),
        objects: judged.claim.proposition.objects.typical.clone(),
    })
}

/// Verdict and ceiling to severity; words that could delay emergency care are always an error.
fn severity(judged: &Judged, said: &Says) -> Option<Severity> {
    match (judged.verdict, said.ceiling) {
        (_, Ceiling::Silent) => None,
        (Verdict::Contradicted, _) if said.emergency => Some(Severity::Error),
        (Verdict::Contradicted, Ceiling::Error) => Some(Severity::Error),
        (Verdict::Contradicted, Ceiling::Warning) => Some(Severity::Warning),
        _ => Some(Severity::Advice),
    }
}

fn diagnostic(checked: &Checked<'_>, finding: &Finding<'_>, pack: &Pack) -> Diagnostic {
    let fact = pack.fact(finding.fact);
    let claim = &finding.judged.claim;
    Diagnostic {
        rule: finding.rule.id.clone(),
        family: Family::Contradiction,
        severity: finding.severity,
        fact: Some(finding.fact),
        message: message(checked, finding, pack),
        help: Some(
            fact.advice
                .clone()
                .unwrap_or_else(|| suggestion(&fact.statement)),
        ),
        span: finding.span,
        labels: labels(checked, claim, finding, pack),
    }
}

/// "this says: S1 root is felt in the groin", with the reason.
fn message(checked: &Checked<'_>, finding: &Finding<'_>, pack: &Pack) -> String {
    let claim = &finding.judged.claim;
    let proposition = &claim.proposition;
    let predicate = pack.predicate(proposition.predicate);
    let subject = proposition
        .subject
        .iter()
        .map(|subject| pack.concept(*subject).label.as_str())
        .collect::<Vec<_>>()
        .join(" or ");
    let mut labels: Vec<&str> = Vec::new();
    for object in &finding.objects {
        let label = pack.concept(*object).label.as_str();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let block = &checked.article.blocks[claim.block];
    let words = block.prose[claim.focus.range()].trim();
    let object = match proposition.quantity {
        Some(_) => words.to_owned(),
        None => labels.join(", "),
    };
    let said = [subject.as_str(), predicate.label.as_str(), object.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let verb = match proposition.polarity {
        Polarity::Affirmed => "the text says",
        Polarity::Denied => "the text denies",
    };
    format!("{verb}: {said}; {}", reason(finding.judged.conflict))
}

fn reason(conflict: Option<Conflict>) -> &'static str {
    match conflict {
        Some(Conflict::WrongObject) => "the facts rule this out",
        Some(Conflict::DoubtfulObject) => "this is not the usual teaching",
        Some(Conflict::DeniesTypical) => "the facts say that it is so",
        Some(Conflict::Polarity) => "the facts say the opposite",
        Some(Conflict::TooLow) => "the figure is clearly too low",
        Some(Conflict::TooHigh) => "the figure is clearly too high",
        Some(Conflict::Unusual) => "the figure is outside the usual range",
        Some(Conflict::Frequency) => "this is not how often it happens",
        Some(Conflict::Rank) => "the facts give this place to something else",
        None => "the facts say otherwise",
    }
}

fn suggestion(statement: &str) -> String {
    format!("write in line with the facts: {statement}")
}

fn labels(checked: &Checked<'_>, claim: &Claim, finding: &Finding<'_>, pack: &Pack) -> Vec<Label> {
    let predicate = pack.predicate(claim.proposition.predicate);
    let mut labels = vec![Label {
        span: finding.span,
        text: reason(finding.judged.conflict).to_owned(),
    }];
    if let Some((block, span)) = claim.subject_at {
        let span = checked.article.blocks[block].map.to_source(span);
        if !span.is_empty() && !span.overlaps(finding.span) {
            labels.push(Label {
                span,
                text: format!("what {}", predicate.label),
            });
        }
    }
    labels
}
