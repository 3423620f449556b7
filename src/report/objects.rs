//! The objects of the JSON formats.
//!
//! A contract: fields never change meaning within [`VERSION`]; new ones may be added. Spans are bytes of the
//! file, half open; lines and columns start at 1, and columns count Unicode scalar values.

use std::collections::HashMap;

use serde::Serialize;

use super::article::name_of_verdict;
use super::fingerprint::fingerprints;
use super::places::Places;
use super::{ArticleReport, ListedClaim, ReadyDiagnostic, Report, Summary};
use crate::proposition::Interval;
use crate::source::Span;
use crate::verdict::Verdict;

/// Version of the contract.
pub(super) const VERSION: u32 = 1;

/// All of `check`.
#[derive(Serialize)]
pub(super) struct CheckObject<'a> {
    version: u32,
    tool: ToolObject,
    packs: Vec<PackObject<'a>>,
    summary: Summary,
    diagnostics: Vec<DiagnosticObject<'a>>,
}

/// All of `claims`.
#[derive(Serialize)]
pub(super) struct ClaimsObject<'a> {
    version: u32,
    claims: Vec<ClaimObject<'a>>,
}

#[derive(Serialize)]
struct ToolObject {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct PackObject<'a> {
    id: &'a str,
    version: &'a str,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct DiagnosticObject<'a> {
    path: &'a str,
    rule: &'a str,
    family: &'static str,
    severity: &'static str,
    fact: Option<&'a str>,
    /// What the fact says.
    statement: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    url: Option<&'a str>,
    span: SpanObject,
    labels: Vec<LabelObject<'a>>,
    related: Vec<RelatedObject<'a>>,
    sources: Vec<SourceObject<'a>>,
    /// Always null until there are fixes; readers can rely on the field.
    fix: Option<()>,
    fingerprint: String,
}

#[derive(Serialize)]
struct SpanObject {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct LabelObject<'a> {
    span: SpanObject,
    text: &'a str,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    path: &'a str,
    span: SpanObject,
    message: &'a str,
}

#[derive(Serialize)]
struct SourceObject<'a> {
    id: &'a str,
    title: &'a str,
    year: Option<i16>,
    url: Option<&'a str>,
}

/// One claim.
#[derive(Serialize)]
pub(super) struct ClaimObject<'a> {
    path: &'a str,
    span: SpanObject,
    text: &'a str,
    subject: &'a str,
    predicate: &'a str,
    object: Option<&'a str>,
    quantity: Option<QuantityObject>,
    polarity: &'static str,
    frequency: Option<IntervalObject>,
    stance: &'static str,
    modality: &'static str,
    verdict: &'static str,
    fact: Option<&'a str>,
    reason: Option<&'static str>,
    section: &'a [String],
    subject_span: Option<SpanObject>,
    population: Option<&'a str>,
    exception: Option<SpanObject>,
}

#[derive(Serialize)]
struct QuantityObject {
    low: Option<f64>,
    high: Option<f64>,
    unit: &'static str,
}

#[derive(Serialize)]
struct IntervalObject {
    low: Option<f64>,
    high: Option<f64>,
}

/// Returns the object of `check`.
pub(super) fn check_object(report: &Report) -> CheckObject<'_> {
    CheckObject {
        version: VERSION,
        tool: ToolObject {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        packs: report
            .packs
            .iter()
            .map(|pack| PackObject {
                id: &pack.id,
                version: &pack.version,
            })
            .collect(),
        summary: Summary::of(report),
        diagnostics: diagnostic_objects(report).collect(),
    }
}

/// Returns the object of `claims`; with what isn't asserted only if `all`.
pub(super) fn claims_object(report: &Report, all: bool) -> ClaimsObject<'_> {
    ClaimsObject {
        version: VERSION,
        claims: claim_objects(report, all).collect(),
    }
}

/// All sentences and how they were read, for JSON.
#[derive(Serialize)]
pub(super) struct TraceObject<'a> {
    version: u32,
    sentences: Vec<SentenceObject<'a>>,
}

#[derive(Serialize)]
pub(super) struct SentenceObject<'a> {
    path: &'a str,
    span: SpanObject,
    text: &'a str,
    entries: Vec<EntryObject<'a>>,
}

#[derive(Serialize)]
struct EntryObject<'a> {
    kind: &'static str,
    span: SpanObject,
    words: &'a str,
    meaning: &'a str,
}

pub(super) fn trace_object(report: &Report) -> TraceObject<'_> {
    TraceObject {
        version: VERSION,
        sentences: sentence_objects(report).collect(),
    }
}

/// Returns all sentences in the order of the articles.
pub(super) fn sentence_objects(report: &Report) -> impl Iterator<Item = SentenceObject<'_>> {
    report.articles.iter().flat_map(|article| {
        let places = Places::new(&article.text);
        let sentences: Vec<_> = article
            .trace
            .iter()
            .map(|sentence| SentenceObject {
                path: &article.path,
                span: span_object(sentence.span, &places),
                text: &sentence.text,
                entries: sentence
                    .entries
                    .iter()
                    .map(|entry| EntryObject {
                        kind: entry.kind,
                        span: span_object(entry.span, &places),
                        words: &entry.words,
                        meaning: &entry.meaning,
                    })
                    .collect(),
            })
            .collect();
        sentences
    })
}

/// Returns all findings in the order of the articles.
pub(super) fn diagnostic_objects(report: &Report) -> impl Iterator<Item = DiagnosticObject<'_>> {
    let texts: HashMap<&str, &str> = report
        .articles
        .iter()
        .map(|article| (article.path.as_str(), article.text.as_str()))
        .collect();
    report
        .articles
        .iter()
        .filter(|article| !article.diagnostics.is_empty())
        .flat_map(move |article| {
            let places = Places::new(&article.text);
            let prints = fingerprints(article, &places);
            let objects: Vec<_> = article
                .diagnostics
                .iter()
                .zip(prints)
                .map(|(finding, print)| diagnostic_object(article, finding, print, &places, &texts))
                .collect();
            objects
        })
}

/// Returns all claims in the order of the articles; with what isn't asserted only if `all`.
pub(super) fn claim_objects(report: &Report, all: bool) -> impl Iterator<Item = ClaimObject<'_>> {
    report
        .articles
        .iter()
        .filter(|article| !article.claims.is_empty())
        .flat_map(move |article| {
            let places = Places::new(&article.text);
            let objects: Vec<_> = article
                .claims
                .iter()
                .filter(|claim| all || claim.verdict != Verdict::NotAsserted)
                .map(|claim| claim_object(article, claim, &places))
                .collect();
            objects
        })
}

fn diagnostic_object<'a>(
    article: &'a ArticleReport,
    finding: &'a ReadyDiagnostic,
    fingerprint: String,
    places: &Places<'_>,
    texts: &HashMap<&str, &'a str>,
) -> DiagnosticObject<'a> {
    DiagnosticObject {
        path: &article.path,
        rule: &finding.rule,
        family: finding.family.name(),
        severity: finding.severity.name(),
        statement: finding.statement.as_deref(),
        fact: finding.fact.as_deref(),
        message: &finding.message,
        help: finding.help.as_deref(),
        url: finding.url.as_deref(),
        span: span_object(finding.span, places),
        labels: finding
            .labels
            .iter()
            .map(|label| LabelObject {
                span: span_object(label.span, places),
                text: &label.text,
            })
            .collect(),
        related: finding
            .related
            .iter()
            .map(|related| RelatedObject {
                path: &related.path,
                span: span_object(
                    related.span,
                    &Places::new(
                        texts
                            .get(related.path.as_str())
                            .copied()
                            .unwrap_or_default(),
                    ),
                ),
                message: &related.message,
            })
            .collect(),
        sources: finding
            .sources
            .iter()
            .map(|source| SourceObject {
                id: &source.id,
                title: &source.title,
                year: source.year,
                url: source.url.as_deref(),
            })
            .collect(),
        fix: None,
        fingerprint,
    }
}

fn claim_object<'a>(
    article: &'a ArticleReport,
    claim: &'a ListedClaim,
    places: &Places<'_>,
) -> ClaimObject<'a> {
    ClaimObject {
        path: &article.path,
        span: span_object(claim.span, places),
        text: &claim.text,
        subject: &claim.subject,
        predicate: &claim.predicate,
        object: claim.object.as_deref(),
        quantity: claim.quantity.map(|quantity| QuantityObject {
            low: finite(quantity.interval.low),
            high: finite(quantity.interval.high),
            unit: quantity.unit,
        }),
        polarity: claim.polarity,
        frequency: claim
            .frequency
            .map(|Interval { low, high }| IntervalObject {
                low: finite(low),
                high: finite(high),
            }),
        stance: claim.stance,
        modality: claim.modality,
        verdict: name_of_verdict(claim.verdict),
        fact: claim.fact.as_deref(),
        reason: claim.reason,
        section: &claim.section,
        subject_span: claim.subject_span.map(|span| span_object(span, places)),
        population: claim.population.as_deref(),
        exception: claim.exception.map(|span| span_object(span, places)),
    }
}

fn finite(end: f64) -> Option<f64> {
    end.is_finite().then_some(end)
}

fn span_object(span: Span, places: &Places<'_>) -> SpanObject {
    let range = places.clamp(span);
    let start = places.position(range.start);
    let end = places.position(range.end);
    SpanObject {
        start: bytes(range.start),
        end: bytes(range.end),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn bytes(offset: usize) -> u32 {
    u32::try_from(offset).expect("articles are shorter than 4 GiB")
}
