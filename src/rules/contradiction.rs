//! Claims against facts.

use std::collections::BTreeMap;

use super::{Diagnostic, Family, Fix, Label, Rule, RuleKind, Settings, Severity, claim_fix};
use crate::checked::Checked;
use crate::claim::Claim;
use crate::markup::BlockIndex;
use crate::pack::{
    Ceiling, Fact, FactIndex, Inherit, Pack, Predicate, PredicateKind, Says, Strength,
};
use crate::proposition::{ConceptId, Conflict, Polarity};
use crate::source::{ProseSpan, Span};
use crate::verdict::{Judged, Verdict};

/// Adds the findings of all contradiction rules: one for each sentence and fact, and none for words that a
/// louder finding already stands at.
pub(super) fn check(
    checked: &Checked<'_>,
    rules: &[Rule],
    settings: &Settings,
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Findings meet inside of their block only.
    let mut by_block: BTreeMap<BlockIndex, Vec<Finding<'_>>> = BTreeMap::new();
    for judged in &checked.claims {
        let Some(finding) = finding(checked, judged, rules, settings, pack) else {
            continue;
        };
        let found = by_block.entry(finding.sentence.0).or_default();
        let same = found.iter_mut().find(|other| {
            other.fact == finding.fact
                && other.severity == finding.severity
                && other.sentence == finding.sentence
        });
        match same {
            Some(other) => other.take(finding),
            None => found.push(finding),
        }
    }
    for found in by_block.values() {
        let mut kept: Vec<&Finding<'_>> = Vec::new();
        for finding in found {
            let mut others = found.iter();
            let louder =
                others.any(|other| other.severity > finding.severity && other.meets(finding));
            let mut before = kept.iter();
            let again =
                before.any(|other| other.severity == finding.severity && other.meets(finding));
            if !louder && !again {
                kept.push(finding);
                diagnostics.push(diagnostic(checked, finding, pack));
            }
        }
    }
}

/// One conflict before it is put into words.
struct Finding<'a> {
    rule: &'a Rule,
    judged: &'a Judged,
    fact: FactIndex,
    severity: Severity,
    /// From the first place to the last.
    span: Span,
    /// Where it is said, one for each clause.
    places: Vec<(ProseSpan, Span)>,
    /// Block and place of the sentence.
    sentence: (usize, ProseSpan),
    objects: Vec<ConceptId>,
}

impl Finding<'_> {
    /// Tells whether both stand at the same words.
    fn meets(&self, other: &Self) -> bool {
        let theirs = |(_, span): &(ProseSpan, Span)| {
            let mut others = other.places.iter();
            others.any(|(_, other)| other.overlaps(*span))
        };
        self.places.iter().any(theirs)
    }

    /// Makes another finding of the same fact and sentence a part of this one.
    fn take(&mut self, other: Self) {
        self.span = self.span.cover(other.span);
        let polarity = |finding: &Finding<'_>| finding.judged.claim.proposition.polarity;
        if polarity(self) == polarity(&other) && self.judged.conflict == other.judged.conflict {
            self.objects.extend(other.objects);
        }
        for (clause, span) in other.places {
            match self.places.iter_mut().find(|(known, _)| *known == clause) {
                Some((_, known)) => *known = known.cover(span),
                None => self.places.push((clause, span)),
            }
        }
    }
}

fn finding<'a>(
    checked: &Checked<'_>,
    judged: &'a Judged,
    rules: &'a [Rule],
    settings: &Settings,
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
    let severity = severity(judged, said)?.min(settings.severity(rule)?);
    let claim = &judged.claim;
    let span = checked.article.blocks[claim.block]
        .map
        .to_source(spoken(claim, predicate));
    Some(Finding {
        rule,
        judged,
        fact: index,
        severity,
        span,
        places: vec![(claim.clause, span)],
        sentence: (claim.block, checked.sentence_of(claim)),
        objects: judged.claim.proposition.objects.typical.clone(),
    })
}

/// Returns the words that make a claim: its focus, for a share up to what it is a share of, where the predicate asks
/// for that by name and it stands behind the figure in the clause.
fn spoken(claim: &Claim, predicate: &Predicate) -> ProseSpan {
    let named = predicate.kind == PredicateKind::Share && predicate.inherit == Inherit::Never;
    let behind = claim.subject_at.filter(|(block, subject)| {
        named
            && *block == claim.block
            && claim.clause.contains(*subject)
            && subject.start >= claim.focus.end
    });
    behind.map_or(claim.focus, |(_, subject)| claim.focus.cover(subject))
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
    let claim = &finding.judged.claim;
    Diagnostic {
        rule: finding.rule.id.clone(),
        family: Family::Contradiction,
        severity: finding.severity,
        fact: Some(finding.fact),
        message: message(checked, finding, pack),
        help: suggestion(finding, pack),
        span: finding.span,
        labels: labels(checked, claim, finding),
        fix: fix(checked, finding, pack),
    }
}

/// Returns what could stand there instead of words that are certainly wrong.
fn fix(checked: &Checked<'_>, finding: &Finding<'_>, pack: &Pack) -> Option<Fix> {
    let certain = finding.judged.verdict == Verdict::Contradicted;
    let fact = (finding.fact, pack.fact(finding.fact));
    let stated = || claim_fix::stating(fact, finding.sentence, checked);
    (certain && finding.severity >= Severity::Warning)
        .then(stated)
        .flatten()
}

/// "the text says: the S1 root is felt in the groin", with the reason.
fn message(checked: &Checked<'_>, finding: &Finding<'_>, pack: &Pack) -> String {
    let claim = &finding.judged.claim;
    let proposition = &claim.proposition;
    let predicate = pack.predicate(proposition.predicate);
    let subject = labels_of(&proposition.subject, pack).join(" or ");
    let affirmed = proposition.polarity == Polarity::Affirmed;
    let said = if proposition.quantity.is_some() {
        let block = &checked.article.blocks[claim.block];
        let words = block.prose[claim.focus.range()].trim();
        format!(
            "the text gives \u{201c}{words}\u{201d} for: {subject} {}",
            predicate.label
        )
    } else if predicate.kind == PredicateKind::Stance {
        let verb = if affirmed {
            "recommends"
        } else {
            "advises against"
        };
        format!("the text {verb} {subject}")
    } else {
        let verb = if affirmed { "says" } else { "denies" };
        let objects = labels_of(&finding.objects, pack).join(", ");
        format!("the text {verb}: {subject} {} {objects}", predicate.label)
    };
    let fact = pack.fact(finding.fact);
    let against = match (advice(finding, pack), &fact.guideline) {
        (Some(verb), Some(guideline)) => format!("{} {verb}", placed(guideline, fact)),
        (_, Some(guideline)) => {
            let reason = reason(finding.judged.conflict);
            format!("{reason} ({})", placed(guideline, fact))
        }
        (_, None) => reason(finding.judged.conflict).to_owned(),
    };
    let doubt = match fact.strength {
        Some(Strength::Contested) => ", though sources disagree",
        _ => "",
    };
    format!("{}; {against}{doubt}", said.trim())
}

/// Returns the guideline with its country, unless its name holds it.
fn placed(guideline: &str, fact: &Fact) -> String {
    match &fact.country {
        Some(country) if !guideline.contains(country.as_str()) => {
            format!("{guideline} ({country})")
        }
        _ => guideline.to_owned(),
    }
}

/// Returns what a guideline does, against a text that does the opposite; `None` if it is not about advice.
fn advice(finding: &Finding<'_>, pack: &Pack) -> Option<&'static str> {
    let proposition = &finding.judged.claim.proposition;
    let is_stance = pack.predicate(proposition.predicate).kind == PredicateKind::Stance;
    match (finding.judged.conflict, proposition.polarity) {
        (Some(Conflict::Polarity), Polarity::Affirmed) if is_stance => Some("advises against it"),
        (Some(Conflict::Polarity), Polarity::Denied) if is_stance => Some("recommends it"),
        _ => None,
    }
}

/// Returns the names of concepts, each once.
fn labels_of<'a>(concepts: &[ConceptId], pack: &'a Pack) -> Vec<&'a str> {
    let mut labels: Vec<&str> = Vec::with_capacity(concepts.len());
    for concept in concepts {
        let label = pack.concept(*concept).label.as_str();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
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

/// What to write instead: the fact's own advice, else the usual objects or range; `None` where the fact's
/// statement says it all.
fn suggestion(finding: &Finding<'_>, pack: &Pack) -> Option<String> {
    let fact = pack.fact(finding.fact);
    if let Some(advice) = &fact.advice {
        return Some(advice.clone());
    }
    let usual = &fact.says[finding.judged.said].proposition;
    if matches!(
        finding.judged.conflict,
        Some(Conflict::WrongObject | Conflict::DoubtfulObject)
    ) && !usual.objects.typical.is_empty()
    {
        let labels = labels_of(&usual.objects.typical, pack);
        return Some(format!("the usual answer: {}", labels.join(", ")));
    }
    None
}

fn labels(checked: &Checked<'_>, claim: &Claim, finding: &Finding<'_>) -> Vec<Label> {
    let first = reason(finding.judged.conflict);
    let reasons = std::iter::once(first).chain(std::iter::repeat("and again here"));
    let mut labels: Vec<Label> = finding
        .places
        .iter()
        .zip(reasons)
        .map(|((_, span), text)| Label {
            span: *span,
            text: text.to_owned(),
        })
        .collect();
    if let Some((block, span)) = claim.subject_at {
        let span = checked.article.blocks[block].map.to_source(span);
        if !span.is_empty() && !span.overlaps(finding.span) {
            labels.push(Label {
                span,
                text: "said of this".to_owned(),
            });
        }
    }
    if let Some((block, span)) = finding.judged.granted {
        labels.push(Label {
            span: checked.article.blocks[block].map.to_source(span),
            text: "the exception is granted here".to_owned(),
        });
    }
    labels
}
