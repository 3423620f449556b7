//! A fact or a myth, with every id resolved to its name.

use serde::Serialize;

use super::article::{name_of_polarity, name_of_unit};
use super::places::Places;
use crate::pack::{
    Example, Fact, FactKind, FileIndex, Harm, Myth, Pack, PackText, Says, Selector, SourceIndex,
    Strength,
};
use crate::proposition::{Bands, ConceptId, Interval, Quantity};
use crate::source::Span;

/// A fact, ready for output. As JSON it is a contract: fields never change meaning within a major version.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedFact {
    /// Its id.
    pub id: String,
    /// What kind of statement it is.
    pub kind: Option<&'static str>,
    /// `error`, `warning` or `silent`.
    pub ceiling: &'static str,
    /// How well it is supported.
    pub strength: Option<&'static str>,
    /// What it says, for people.
    pub statement: String,
    /// What to write instead, where the statement doesn't say it.
    pub advice: Option<String>,
    /// For advice: whose it is.
    pub guideline: Option<String>,
    /// For advice: where it applies.
    pub country: Option<String>,
    /// What it rests on.
    pub sources: Vec<ListedSource>,
    /// When it was last read against its sources.
    pub reviewed: String,
    /// When it has to be read again.
    pub review_by: String,
    /// What it says, in fields.
    pub propositions: Vec<ListedSays>,
    /// Objects another fact decides about.
    pub left_to: Vec<String>,
    /// The pack it comes from, else its file.
    pub origin: String,
    /// The place of its id.
    pub file: String,
    /// Line of its id, from 1.
    pub line: u32,
    /// Whose fact of the same id it replaces.
    pub replaces: Option<String>,
    /// Sentences that agree.
    pub agrees: Vec<String>,
    /// Sentences that contradict.
    pub contradicts: Vec<String>,
    /// Sentences that come close to a contradiction and are right.
    pub near_misses: Vec<String>,
}

/// A source with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Authors or organisation.
    pub authors: String,
    /// Journal, publisher or place.
    #[serde(rename = "where")]
    pub container: String,
    /// Year, if it has one.
    pub year: Option<i16>,
    /// Where to read it.
    pub url: Option<String>,
}

/// One proposition of a fact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedSays {
    /// What it is about.
    pub subject: Vec<String>,
    /// What is said.
    pub predicate: String,
    /// What is said, in words.
    pub label: String,
    /// The usual answer.
    pub typical: Vec<String>,
    /// Never wrong.
    pub plausible: Vec<String>,
    /// Against the usual teaching.
    pub doubtful: Vec<String>,
    /// Wrong as the usual answer.
    pub contradicted: Vec<String>,
    /// Whether no other subject has a typical object of it ...
    pub exclusive: bool,
    /// ... except these.
    pub also: Vec<String>,
    /// How much, with tolerances.
    pub quantity: Option<ListedQuantity>,
    /// How often, in percent.
    pub frequency: Option<ListedRange>,
    /// `affirmed` or `denied`.
    pub polarity: &'static str,
    /// Groups of people it is restricted to.
    pub population: Vec<String>,
    /// A conflict counts only beside one of these.
    pub flag_only_with: Vec<String>,
    /// A conflict doesn't count beside one of these.
    pub unless_with: Vec<String>,
    /// It never happens.
    pub impossible: bool,
    /// Neither hedges nor doubts are an excuse.
    pub emergency: bool,
    /// Rule that reports contradictions.
    pub rule: String,
    /// `error`, `warning` or `silent`.
    pub ceiling: &'static str,
}

/// A quantity with its tolerances.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedQuantity {
    /// The tolerances, for text that names no age.
    #[serde(flatten)]
    pub bands: ListedBands,
    /// The only figures that are fine, if several ways of counting are equally right.
    pub accept_values: Vec<f64>,
    /// The tolerances for text that names an age.
    pub by_age: Vec<ListedAtAge>,
    /// `percent`, `days`, `millimetres`, `degrees` or `count`.
    pub unit: &'static str,
}

/// The tolerances at one age.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ListedAtAge {
    /// In years.
    pub age: f64,
    /// The tolerances.
    #[serde(flatten)]
    pub bands: ListedBands,
}

/// The tolerances of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ListedBands {
    /// Fine.
    pub accept: ListedRange,
    /// Deserves a note outside `accept`.
    pub soft: ListedRange,
    /// Clearly wrong beyond.
    pub limit: ListedRange,
}

/// Two ends; one without limit is null.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ListedRange {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl ListedFact {
    /// Returns `fact` with the names of `pack`, which was loaded from `files`.
    #[must_use]
    pub fn new(fact: &Fact, pack: &Pack, files: &[PackText]) -> Self {
        let file = pack.file(fact.file);
        let replaced = pack.overrides.iter().rev();
        let replaces = replaced
            .filter(|change| change.fact == fact.id && change.later == fact.file)
            .map(|change| pack.file(change.earlier).origin().to_owned())
            .next();
        Self {
            id: fact.id.clone(),
            kind: fact.kind.map(FactKind::name),
            ceiling: fact.ceiling.name(),
            strength: fact.strength.map(Strength::name),
            statement: fact.statement.clone(),
            advice: fact.advice.clone(),
            guideline: fact.guideline.clone(),
            country: fact.country.clone(),
            sources: fact
                .sources
                .iter()
                .map(|at| listed_source(*at, pack))
                .collect(),
            reviewed: fact.reviewed.to_string(),
            review_by: fact.review_by.to_string(),
            propositions: fact
                .says
                .iter()
                .map(|says| listed_says(says, pack))
                .collect(),
            left_to: ids(&fact.left_to, pack),
            origin: file.origin().to_owned(),
            file: file.name.clone(),
            line: line_of(fact.file, fact.at, files),
            replaces,
            agrees: texts(&fact.agrees),
            contradicts: texts(&fact.contradicts),
            near_misses: texts(&fact.near_misses),
        }
    }
}

/// A myth, ready for output. As JSON it is a contract, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedMyth {
    /// Its id.
    pub id: String,
    /// What is claimed.
    pub claim: String,
    /// What is so instead.
    pub correction: String,
    /// Ids of the facts that refute it.
    pub facts: Vec<String>,
    /// `low`, `medium`, `high` or `critical`: how much harm it does to believe it.
    pub severity: &'static str,
    /// The pack it comes from, else its file.
    pub origin: String,
    /// The place of its id.
    pub file: String,
    /// Line of its id, from 1.
    pub line: u32,
    /// Other ways to say it.
    pub forms: Vec<String>,
    /// Texts about it that are right.
    pub refutations: Vec<String>,
}

impl ListedMyth {
    /// Returns `myth` with the names of `pack`, which was loaded from `files`.
    #[must_use]
    pub fn new(myth: &Myth, pack: &Pack, files: &[PackText]) -> Self {
        let file = pack.file(myth.file);
        let facts = myth.facts.iter().map(|fact| pack.fact(*fact).id.clone());
        Self {
            id: myth.id.clone(),
            claim: myth.claim.text.clone(),
            correction: myth.correction.clone(),
            facts: facts.collect(),
            severity: Harm::name(myth.severity),
            origin: file.origin().to_owned(),
            file: file.name.clone(),
            line: line_of(myth.file, myth.at, files),
            forms: texts(&myth.forms),
            refutations: texts(&myth.refutations),
        }
    }
}

/// Returns the line, from 1, at which `at` begins.
fn line_of(file: FileIndex, at: Span, files: &[PackText]) -> u32 {
    let text = files.get(file.0 as usize);
    text.map_or(1, |text| {
        Places::new(&text.text).position(at.start as usize).line
    })
}

fn texts(examples: &[Example]) -> Vec<String> {
    examples
        .iter()
        .map(|example| example.text.clone())
        .collect()
}

fn ids(concepts: &[ConceptId], pack: &Pack) -> Vec<String> {
    let ids = concepts
        .iter()
        .map(|concept| pack.concept(*concept).id.clone());
    ids.collect()
}

fn listed_source(index: SourceIndex, pack: &Pack) -> ListedSource {
    let source = pack.source(index);
    ListedSource {
        id: source.id.clone(),
        title: source.title.clone(),
        authors: source.authors.clone(),
        container: source.container.clone(),
        year: source.year,
        url: source.url.clone(),
    }
}

fn listed_says(says: &Says, pack: &Pack) -> ListedSays {
    let said = &says.proposition;
    let predicate = pack.predicate(said.predicate);
    let population = said.population.iter();
    ListedSays {
        subject: ids(&said.subject, pack),
        predicate: predicate.id.clone(),
        label: predicate.label.clone(),
        typical: ids(&said.objects.typical, pack),
        plausible: ids(&said.objects.plausible, pack),
        doubtful: ids(&said.objects.doubtful, pack),
        contradicted: ids(&said.objects.contradicted, pack),
        exclusive: said.objects.exclusive,
        also: ids(&said.objects.also, pack),
        quantity: said
            .quantity
            .as_ref()
            .map(|quantity| listed_quantity(quantity, name_of_unit(predicate))),
        frequency: said.frequency.map(listed_range),
        polarity: name_of_polarity(said.polarity),
        population: population.map(|cue| pack.cue(*cue).id.clone()).collect(),
        flag_only_with: selected(&says.flag_only_with, pack),
        unless_with: selected(&says.unless_with, pack),
        impossible: says.impossible,
        emergency: says.emergency,
        rule: says.rule.clone().unwrap_or_else(|| predicate.rule.clone()),
        ceiling: says.ceiling.name(),
    }
}

/// Returns the names of selectors.
fn selected(selectors: &[Selector], pack: &Pack) -> Vec<String> {
    let name = |wanted: &Selector| match wanted {
        Selector::Cue(cue) => pack.cue(*cue).id.clone(),
        Selector::Concept(concept) => pack.concept(*concept).id.clone(),
        Selector::Class(class) => pack.classes[class.0 as usize].clone(),
    };
    selectors.iter().map(name).collect()
}

fn listed_quantity(quantity: &Quantity, unit: &'static str) -> ListedQuantity {
    let by_age = quantity.by_age.iter().map(|at| ListedAtAge {
        age: at.age,
        bands: listed_bands(at.bands),
    });
    ListedQuantity {
        bands: listed_bands(quantity.bands),
        accept_values: quantity.conventions.clone(),
        by_age: by_age.collect(),
        unit,
    }
}

fn listed_bands(bands: Bands) -> ListedBands {
    ListedBands {
        accept: listed_range(bands.accept),
        soft: listed_range(bands.soft),
        limit: listed_range(bands.limit),
    }
}

fn listed_range(interval: Interval) -> ListedRange {
    let finite = |end: f64| end.is_finite().then_some(end);
    ListedRange {
        low: finite(interval.low),
        high: finite(interval.high),
    }
}
