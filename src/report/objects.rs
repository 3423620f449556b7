//! The objects of the JSON formats.
//!
//! A contract: fields never change meaning within [`VERSION`]; new ones may be added. Spans are bytes of the
//! file, half open; lines and columns start at 1, and columns count Unicode scalar values.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use super::article::name_of_verdict;
use super::failure::with_causes;
use super::fingerprint::{fingerprint_of_file, fingerprints};
use super::places::Places;
use super::{ArticleReport, ListedClaim, ReadyDiagnostic, Report, Summary};
use crate::discover::{BadByte, Problem, ProblemKind};
use crate::proposition::Interval;
use crate::rules::{Family, Fix, Severity};
use crate::source::{LineEnd, Position, Span};
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
    pub(super) path: Cow<'a, str>,
    pub(super) rule: Cow<'a, str>,
    pub(super) family: &'static str,
    pub(super) severity: &'static str,
    pub(super) fact: Option<&'a str>,
    /// What the fact says.
    pub(super) statement: Option<&'a str>,
    pub(super) message: Cow<'a, str>,
    pub(super) help: Option<Cow<'a, str>>,
    pub(super) url: Option<&'a str>,
    pub(super) span: SpanObject,
    pub(super) labels: Vec<LabelObject<'a>>,
    pub(super) related: Vec<RelatedObject<'a>>,
    pub(super) sources: Vec<SourceObject<'a>>,
    pub(super) fix: Option<FixObject<'a>>,
    pub(super) fingerprint: String,
}

/// Why a finding is not among those that are reported.
pub(super) enum LeftOut<'a> {
    /// The article asks for it.
    Suppressed {
        /// Why, if that is said.
        reason: Option<&'a str>,
        /// Where.
        at: SpanObject,
    },
    /// A baseline knows it.
    Baselined,
}

/// A place in a file.
#[derive(Serialize)]
pub(super) struct SpanObject {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
    /// The column in bytes of UTF-8, from 1.
    #[serde(skip)]
    pub(super) byte_column: u32,
    #[serde(skip)]
    pub(super) end_byte_column: u32,
}

#[derive(Serialize)]
pub(super) struct LabelObject<'a> {
    pub(super) span: SpanObject,
    pub(super) text: &'a str,
}

#[derive(Serialize)]
pub(super) struct RelatedObject<'a> {
    pub(super) path: &'a str,
    pub(super) span: SpanObject,
    pub(super) message: &'a str,
}

#[derive(Serialize)]
pub(super) struct SourceObject<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    #[serde(skip)]
    pub(super) authors: &'a str,
    pub(super) year: Option<i16>,
    pub(super) url: Option<&'a str>,
}

impl SourceObject<'_> {
    /// Returns `Authors: title, year, address`.
    pub(super) fn in_words(&self) -> String {
        let mut words = String::new();
        if !self.authors.is_empty() {
            words.push_str(self.authors);
            words.push_str(": ");
        }
        words.push_str(self.title);
        if let Some(year) = self.year {
            words.push_str(&format!(", {year}"));
        }
        if let Some(url) = self.url {
            words.push_str(&format!(", {url}"));
        }
        words
    }
}

/// What could be written instead.
#[derive(Serialize)]
pub(super) struct FixObject<'a> {
    pub(super) description: &'a str,
    pub(super) safe: bool,
    pub(super) edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
pub(super) struct EditObject<'a> {
    pub(super) span: SpanObject,
    /// With the line ends of the article.
    pub(super) replacement: Cow<'a, str>,
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
        let places = Places::of_article(article);
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

/// Returns all findings in the order of the articles, then what could not be checked.
pub(super) fn diagnostic_objects(report: &Report) -> impl Iterator<Item = DiagnosticObject<'_>> {
    let by_path = by_path(report);
    let findings = report
        .articles
        .iter()
        .filter(|article| !article.diagnostics.is_empty())
        .flat_map(move |article| {
            let places = Places::of_article(article);
            let prints = fingerprints(article).reported;
            let objects: Vec<_> = article
                .diagnostics
                .iter()
                .zip(prints)
                .map(|(finding, print)| {
                    diagnostic_object(article, finding, print, &places, &by_path)
                })
                .collect();
            objects
        });
    findings.chain(report.problems.iter().map(problem_object))
}

/// Returns the findings that are left out, with how, in the order of the articles.
pub(super) fn left_out_objects(report: &Report) -> Vec<(DiagnosticObject<'_>, LeftOut<'_>)> {
    let by_path = by_path(report);
    let mut objects = Vec::new();
    for article in &report.articles {
        if article.suppressed.is_empty() && article.baselined.is_empty() {
            continue;
        }
        let places = Places::of_article(article);
        let prints = fingerprints(article);
        let suppressed = article.suppressed.iter().map(|one| {
            let how = LeftOut::Suppressed {
                reason: one.reason.as_deref(),
                at: span_object(one.at, &places),
            };
            (&one.finding, how)
        });
        let baselined = article
            .baselined
            .iter()
            .map(|one| (one, LeftOut::Baselined));
        let prints = prints.suppressed.into_iter().chain(prints.baselined);
        for ((finding, how), print) in suppressed.chain(baselined).zip(prints) {
            let object = diagnostic_object(article, finding, print, &places, &by_path);
            objects.push((object, how));
        }
    }
    objects
}

fn by_path(report: &Report) -> HashMap<&str, &ArticleReport> {
    let articles = report.articles.iter();
    articles
        .map(|article| (article.path.as_str(), article))
        .collect()
}

/// Returns a path that could not be checked as a finding about the file itself.
fn problem_object(problem: &Problem) -> DiagnosticObject<'_> {
    let path = problem.path.to_string_lossy();
    let rule = problem.kind.rule();
    let at = match &problem.kind {
        ProblemKind::NotText(err) => err.at(),
        _ => None,
    };
    let help = miette::Diagnostic::help(&problem.kind);
    DiagnosticObject {
        rule: rule.into(),
        family: Family::Input.name(),
        severity: Severity::Error.name(),
        statement: None,
        fact: None,
        message: with_causes(&problem.kind).into(),
        help: help.map(|help| help.to_string().into()),
        url: None,
        span: at.map_or_else(SpanObject::start_of_file, SpanObject::of_byte),
        labels: Vec::new(),
        related: Vec::new(),
        sources: Vec::new(),
        fix: None,
        fingerprint: fingerprint_of_file(rule, &path),
        path,
    }
}

impl SpanObject {
    fn start_of_file() -> Self {
        Self {
            start: 0,
            end: 0,
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            byte_column: 1,
            end_byte_column: 1,
        }
    }

    fn of_byte(at: BadByte) -> Self {
        let start = bytes(at.offset);
        let Position { line, column } = at.position;
        Self {
            start,
            end: start + 1,
            line,
            column,
            end_line: line,
            end_column: column + 1,
            byte_column: column,
            end_byte_column: column + 1,
        }
    }
}

/// Returns all claims in the order of the articles; with what isn't asserted only if `all`.
pub(super) fn claim_objects(report: &Report, all: bool) -> impl Iterator<Item = ClaimObject<'_>> {
    report
        .articles
        .iter()
        .filter(|article| !article.claims.is_empty())
        .flat_map(move |article| {
            let places = Places::of_article(article);
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
    by_path: &HashMap<&str, &'a ArticleReport>,
) -> DiagnosticObject<'a> {
    DiagnosticObject {
        path: article.path.as_str().into(),
        rule: finding.rule.as_str().into(),
        family: finding.family.name(),
        severity: finding.severity.name(),
        statement: finding.statement.as_deref(),
        fact: finding.fact.as_deref(),
        message: finding.message.as_str().into(),
        help: finding.help.as_deref().map(Cow::Borrowed),
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
                span: match by_path.get(related.path.as_str()) {
                    Some(article) => span_object(related.span, &Places::of_article(article)),
                    None => SpanObject::start_of_file(),
                },
                message: &related.message,
            })
            .collect(),
        sources: finding
            .sources
            .iter()
            .map(|source| SourceObject {
                id: &source.id,
                title: &source.title,
                authors: &source.authors,
                year: source.year,
                url: source.url.as_deref(),
            })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| fix_object(fix, places)),
        fingerprint,
    }
}

fn fix_object<'a>(fix: &'a Fix, places: &Places<'_>) -> FixObject<'a> {
    let end = LineEnd::of(places.text());
    let edits = fix.edits.iter().map(|edit| EditObject {
        span: span_object(edit.span, places),
        replacement: end.apply(&edit.replacement),
    });
    FixObject {
        description: &fix.description,
        safe: fix.safe,
        edits: edits.collect(),
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
        start: places.file_offset(range.start),
        end: places.file_offset(range.end),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_column: places.byte_column(range.start),
        end_byte_column: places.byte_column(range.end),
    }
}

fn bytes(offset: usize) -> u32 {
    u32::try_from(offset).expect("articles are shorter than 4 GiB")
}
