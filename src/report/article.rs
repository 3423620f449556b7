//! What is reported of one article, with every id resolved to its name.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::TracedSentence;
use super::fingerprint::SentencePrint;
use super::shelved::ShelvedFinding;
use super::spool::Spooled;
use crate::claim::{Modality, Stance, Topic};
use crate::corpus::Carried;
use crate::markup::{Article, BlockIndex};
use crate::pack::{Fact, FactIndex, Pack, Predicate, PredicateKind, Unit};
use crate::proposition::{ConceptId, Conflict, Interval, Polarity};
use crate::rules::{Diagnostic, Family, Fix, Label, Severity};
use crate::source::{FileBytes, Format, ProseSpan, Span};
use crate::suppress::{Suppressed, Suppressions};
use crate::verdict::{Judged, Verdict};

/// What was found in one article.
#[derive(Clone, Debug, Default)]
pub struct ArticleReport {
    /// Path as it is printed.
    pub path: String,
    /// Markup.
    pub format: Format,
    /// Whether its text came on standard input, whatever its path says.
    pub from_stdin: bool,
    /// The whole text, spans are bytes of it; empty where it is in `spooled`.
    pub text: String,
    /// Where the text is, if it was taken out of memory.
    pub spooled: Option<Spooled>,
    /// Where its characters stand in the file.
    pub bytes: FileBytes,
    /// Words of prose.
    pub words: usize,
    /// How many of its claims have which verdict.
    pub verdicts: VerdictCounts,
    /// Claims in the order of the article, those it doesn't assert included, if they were asked for.
    pub claims: Vec<ListedClaim>,
    /// Findings in the order of the article, without those that are `shelved`.
    pub diagnostics: Vec<ReadyDiagnostic>,
    /// Findings that were taken out of memory, in the order of the article.
    pub shelved: Vec<ShelvedFinding>,
    /// Findings the article asks to leave out.
    pub suppressed: Vec<Suppressed>,
    /// What it asks to leave out, as few do.
    pub suppressions: Option<Box<Suppressions>>,
    /// Findings that a baseline knows, in the order of the article: no longer among the diagnostics.
    pub baselined: Vec<ReadyDiagnostic>,
    /// Its sentences, by which findings are known again, if that was asked for.
    pub sentences: Vec<SentencePrint>,
    /// Rules that have something to say of the article as a whole, wherever their finding stands, if that was asked
    /// for.
    pub whole: Vec<String>,
    /// How its sentences were read, if that was asked for.
    pub trace: Vec<TracedSentence>,
    /// What is kept until all articles are read.
    pub carried: Carried,
}

impl ArticleReport {
    /// Returns the whole text, wherever it is.
    ///
    /// # Panics
    /// If it is in a spool that cannot be read any more.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match &self.spooled {
            Some(spooled) => Cow::Owned(spooled.text()),
            None => Cow::Borrowed(&self.text),
        }
    }
}

/// How many claims have which verdict; those that an article doesn't assert are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VerdictCounts {
    /// The facts say the same.
    pub supported: usize,
    /// The facts let them pass.
    pub compatible: usize,
    /// They conflict, but not for certain.
    pub disputed: usize,
    /// The facts are against them.
    pub contradicted: usize,
    /// No fact speaks of them.
    pub unverified: usize,
}

impl VerdictCounts {
    /// Returns the counts of `verdicts`.
    #[must_use]
    pub fn of(verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        let mut counts = Self::default();
        for verdict in verdicts {
            let count = match verdict {
                Verdict::Supported => &mut counts.supported,
                Verdict::Compatible => &mut counts.compatible,
                Verdict::Disputed => &mut counts.disputed,
                Verdict::Contradicted => &mut counts.contradicted,
                Verdict::Unverified => &mut counts.unverified,
                Verdict::NotAsserted => continue,
            };
            *count += 1;
        }
        counts
    }

    /// Returns the number of all of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.supported + self.compatible + self.disputed + self.contradicted + self.unverified
    }
}

impl std::ops::AddAssign for VerdictCounts {
    fn add_assign(&mut self, other: Self) {
        self.supported += other.supported;
        self.compatible += other.compatible;
        self.disputed += other.disputed;
        self.contradicted += other.contradicted;
        self.unverified += other.unverified;
    }
}

/// A finding, ready for output. It is only serialized for a [`Spool`](super::Spool).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadyDiagnostic {
    /// Id of the rule.
    pub rule: String,
    /// Family of the rule.
    pub family: Family,
    /// How bad it is.
    pub severity: Severity,
    /// Id of the fact it rests on.
    pub fact: Option<String>,
    /// What that fact says.
    pub statement: Option<Arc<str>>,
    /// What the article says and what is wrong with it.
    pub message: String,
    /// What to write instead.
    pub help: Option<Arc<str>>,
    /// Page of the rule.
    pub url: Option<String>,
    /// The words in question.
    pub span: Span,
    /// Remarks on places of the same article.
    pub labels: Vec<Label>,
    /// Places of other articles that belong to it.
    pub related: Vec<Related>,
    /// What the fact rests on.
    pub sources: Arc<[CitedSource]>,
    /// What could be written instead.
    pub fix: Option<Fix>,
}

/// A place of another article of the same run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Path of the article, as in its [`ArticleReport`].
    pub path: String,
    /// The place.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

/// A source, as a finding cites it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CitedSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Authors or organisation.
    pub authors: String,
    /// Year, if it has one.
    pub year: Option<i16>,
    /// Where to read it.
    pub url: Option<String>,
}

impl ReadyDiagnostic {
    /// Returns `diagnostic` with the names of `pack`.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, pack: &Pack) -> Self {
        let fact = diagnostic.fact.map(|index| pack.fact(index));
        Self {
            rule: diagnostic.rule.clone(),
            family: diagnostic.family,
            severity: diagnostic.severity,
            fact: fact.map(|fact| fact.id.clone()),
            statement: fact.map(|fact| fact.statement.as_str().into()),
            message: diagnostic.message.clone(),
            help: diagnostic.help.as_deref().map(Arc::from),
            url: None,
            span: diagnostic.span,
            labels: diagnostic.labels.clone(),
            related: Vec::new(),
            sources: fact.map_or_else(Arc::default, |fact| cited_sources(fact, pack)),
            fix: diagnostic.fix.clone(),
        }
    }
}

fn cited_sources(fact: &Fact, pack: &Pack) -> Arc<[CitedSource]> {
    fact.sources
        .iter()
        .map(|index| {
            let source = pack.source(*index);
            CitedSource {
                id: source.id.clone(),
                title: source.title.clone(),
                authors: source.authors.clone(),
                year: source.year,
                url: source.url.clone(),
            }
        })
        .collect()
}

/// A claim, ready for output.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedClaim {
    /// Where its clause stands.
    pub span: Span,
    /// The words of the clause, as a reader sees them.
    pub text: String,
    /// Ids of its subjects, joined with `|`.
    pub subject: String,
    /// Id of its predicate.
    pub predicate: String,
    /// Ids of its objects, joined with `|`.
    pub object: Option<String>,
    /// How much, how many or how long.
    pub quantity: Option<Quantity>,
    /// `affirmed` or `denied`.
    pub polarity: &'static str,
    /// How often, in percent.
    pub frequency: Option<Interval>,
    /// Whose statement it is, such as `author`.
    pub stance: &'static str,
    /// How firmly it is stated, such as `asserted`.
    pub modality: &'static str,
    /// What the facts say about it.
    pub verdict: Verdict,
    /// Id of the fact that decided.
    pub fact: Option<String>,
    /// For conflicts: why both cannot be true, such as `wrong-object`.
    pub reason: Option<&'static str>,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// Where its subject is named, if it is.
    pub subject_span: Option<Span>,
    /// Ids of the people it is restricted to, joined with `|`.
    pub population: Option<String>,
    /// Where the section grants an exception to it, which makes it disputed instead of contradicted.
    pub exception: Option<Span>,
}

/// An amount with its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Its ends.
    pub interval: Interval,
    /// `percent`, `days`, `millimetres`, `degrees`, `years-of-age`, `times`, `percent-change` or `count`.
    pub unit: &'static str,
}

impl ListedClaim {
    /// Returns `judged`, a claim of `article`, with the names of `pack`.
    #[must_use]
    pub fn new(judged: &Judged, article: &Article, pack: &Pack) -> Self {
        let claim = &judged.claim;
        let said = &claim.proposition;
        let block = &article.blocks[claim.block];
        let predicate = pack.predicate(said.predicate);
        let objects = &said.objects.typical;
        let to_source =
            |(block, span): (BlockIndex, ProseSpan)| article.blocks[block].map.to_source(span);
        Self {
            span: block.map.to_source(claim.clause),
            text: block.prose[claim.clause.range()].to_owned(),
            subject: joined_ids(&said.subject, pack),
            predicate: predicate.id.clone(),
            object: (!objects.is_empty()).then(|| joined_ids(objects, pack)),
            quantity: said.quantity.as_ref().map(|quantity| Quantity {
                interval: quantity.bands.accept,
                unit: name_of_unit(predicate),
            }),
            polarity: name_of_polarity(said.polarity),
            frequency: said.frequency,
            stance: name_of_stance(claim.stance),
            modality: name_of_modality(claim.modality),
            verdict: judged.verdict,
            fact: judged
                .fact
                .map(|index: FactIndex| pack.fact(index).id.clone()),
            reason: judged.conflict.map(name_of_conflict),
            section: block
                .headings
                .iter()
                .map(|heading| article.blocks[*heading].prose.clone())
                .collect(),
            subject_span: claim.subject_at.map(to_source),
            population: (!said.population.is_empty()).then(|| {
                let people = said.population.iter();
                let ids: Vec<&str> = people.map(|cue| pack.cue(*cue).id.as_str()).collect();
                ids.join("|")
            }),
            exception: judged.granted.map(to_source),
        }
    }
}

fn joined_ids(concepts: &[ConceptId], pack: &Pack) -> String {
    let ids: Vec<&str> = concepts
        .iter()
        .map(|concept| pack.concept(*concept).id.as_str())
        .collect();
    ids.join("|")
}

/// Returns the unit that bands of this predicate are kept in.
pub(super) fn name_of_unit(predicate: &Predicate) -> &'static str {
    match (predicate.kind, predicate.unit) {
        (PredicateKind::Measure, Some(Unit::Degrees)) => "degrees",
        (PredicateKind::Measure, Some(Unit::YearsOfAge)) => "years-of-age",
        (PredicateKind::Measure, Some(Unit::Times)) => "times",
        (PredicateKind::Measure, Some(Unit::PercentChange)) => "percent-change",
        (PredicateKind::Measure, _) => "millimetres",
        (PredicateKind::Duration, _) => "days",
        (PredicateKind::Count, _) => "count",
        (
            PredicateKind::Share
            | PredicateKind::Frequency
            | PredicateKind::Relation
            | PredicateKind::Stance,
            _,
        ) => "percent",
    }
}

pub(super) fn name_of_polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Affirmed => "affirmed",
        Polarity::Denied => "denied",
    }
}

/// Returns the name of a stance used in output, such as `author`.
pub(super) fn name_of_stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Author => "author",
        Stance::Attributed => "attributed",
        Stance::Rejected => "rejected",
        Stance::Asked => "asked",
        Stance::Historical => "historical",
        Stance::Personal => "personal",
        Stance::Supposed => "supposed",
        Stance::Hearsay => "hearsay",
        Stance::Elsewhere => "elsewhere",
    }
}

/// Returns the name of a topic used in output, such as `own`.
pub(super) fn name_of_topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Own => "own",
        Topic::Assumed => "assumed",
        Topic::Neighbour => "neighbour",
        Topic::Other => "other",
        Topic::Unknown => "unknown",
    }
}

fn name_of_modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Absolute => "absolute",
        Modality::Asserted => "asserted",
        Modality::Typical => "typical",
        Modality::Reported => "reported",
        Modality::Possible => "possible",
        Modality::Rare => "rare",
    }
}

fn name_of_conflict(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::WrongObject => "wrong-object",
        Conflict::DoubtfulObject => "doubtful-object",
        Conflict::DeniesTypical => "denies-typical",
        Conflict::Polarity => "polarity",
        Conflict::TooLow => "too-low",
        Conflict::TooHigh => "too-high",
        Conflict::Unusual => "unusual",
        Conflict::Frequency => "frequency",
        Conflict::Rank => "rank",
    }
}

/// Returns the name of a verdict used in output, such as `not-asserted`.
pub(super) fn name_of_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Compatible => "compatible",
        Verdict::Disputed => "disputed",
        Verdict::Contradicted => "contradicted",
        Verdict::Unverified => "unverified",
        Verdict::NotAsserted => "not-asserted",
    }
}
