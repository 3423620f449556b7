//! The pack says what the dossier behind it says: the tables in `fixtures/facts` against the loaded pack.

use std::collections::{BTreeMap, BTreeSet};

use factlint::pack::{Ceiling, Fact, FactKind, PredicateKind, Says, SourceIndex, Strength, Unit};
use factlint::proposition::{Bands, ConceptId, Interval, Polarity, Quantity};
use serde::Deserialize;

use crate::judged::{KNOWN, named_concepts};
use crate::listed::read_fixture;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactTable {
    fact: Vec<FactRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactRow {
    id: String,
    kind: String,
    ceiling: String,
    strength: String,
    #[serde(rename = "population")]
    _population: Option<String>,
    #[serde(rename = "timeframe")]
    _timeframe: Option<String>,
    sources: BTreeSet<String>,
    #[serde(rename = "treatment")]
    _treatment: Option<String>,
    stance: Option<String>,
    #[serde(default)]
    polarity: BTreeSet<String>,
    #[serde(rename = "rank")]
    _rank: Option<toml::Table>,
    winner: Option<BTreeSet<String>>,
    #[serde(default)]
    also: BTreeSet<String>,
    #[serde(default)]
    objects: Option<Objects>,
    #[serde(default)]
    concepts: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    beside: Beside,
    #[serde(default)]
    band: Vec<Band>,
    #[serde(default)]
    further: Vec<Further>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Objects {
    typical: Vec<String>,
    plausible: Vec<String>,
    doubtful: Vec<String>,
    contradicted: Vec<String>,
    /// Why there is nothing to compare.
    apart: Option<String>,
}

/// What the pack says beyond the dossier.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Beside {
    typical: BTreeSet<String>,
    plausible: BTreeSet<String>,
    doubtful: BTreeSet<String>,
    contradicted: BTreeSet<String>,
    also: BTreeSet<String>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Band {
    #[serde(default)]
    part: String,
    predicate: String,
    #[serde(default)]
    subject: BTreeSet<String>,
    accept: Option<[f64; 2]>,
    #[serde(default)]
    accept_values: Vec<f64>,
    soft: Option<[f64; 2]>,
    below: Option<f64>,
    above: Option<f64>,
    note_if_upper_at_least: Option<f64>,
    unit: Unit,
    by_age: Option<ByAge>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ByAge {
    figures: Vec<[f64; 2]>,
    accept: f64,
    soft: f64,
    limit: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    predicate: String,
    subject: BTreeSet<String>,
    why: String,
}

fn id_of(concept: ConceptId) -> String {
    KNOWN.pack.concept(concept).id.clone()
}

fn ids(concepts: &[ConceptId]) -> BTreeSet<String> {
    concepts.iter().copied().map(id_of).collect()
}

fn predicate_of(said: &Says) -> &'static str {
    &KNOWN.pack.predicate(said.proposition.predicate).id
}

/// What differs, a line each.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, pack: &T, dossier: &T) {
        if pack != dossier {
            self.0.push(format!(
                "{what}: the pack has {pack:?}, the dossier {dossier:?}"
            ));
        }
    }

    #[track_caller]
    fn none(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

#[test]
fn every_fact_says_what_the_dossier_says() {
    let table: FactTable = toml::from_str(&read_fixture("fixtures/facts/dossier.toml")).unwrap();
    let facts = &KNOWN.pack.facts;
    let mut differences = Differences::default();
    let in_pack: BTreeSet<&str> = facts.iter().map(|fact| fact.id.as_str()).collect();
    let in_table: BTreeSet<&str> = table.fact.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(in_table.len(), 198, "the table is whole");
    differences.compare("facts", &in_pack, &in_table);
    for row in &table.fact {
        let Some(fact) = facts.iter().find(|fact| fact.id == row.id) else {
            continue;
        };
        compare_fact(fact, row, &mut differences);
        compare_advice(fact, row, &mut differences);
        compare_rank(fact, row, &mut differences);
        compare_objects(fact, row, &mut differences);
        compare_figures(fact, row, &mut differences);
    }
    differences.none();
}

fn compare_fact(fact: &Fact, row: &FactRow, differences: &mut Differences) {
    let loudest = fact.says.iter().map(|said| said.ceiling).max();
    let ceiling = loudest.unwrap_or(Ceiling::Silent).name();
    differences.compare(
        &format!("{} ceiling", row.id),
        &ceiling,
        &row.ceiling.as_str(),
    );
    differences.compare(
        &format!("{} kind", row.id),
        &fact.kind.map_or("", FactKind::name),
        &row.kind.as_str(),
    );
    differences.compare(
        &format!("{} strength", row.id),
        &fact.strength.map_or("", Strength::name),
        &row.strength.as_str(),
    );
    let source = |index: &SourceIndex| KNOWN.pack.source(*index).id.clone();
    let sources: BTreeSet<String> = fact.sources.iter().map(source).collect();
    differences.compare(&format!("{} sources", row.id), &sources, &row.sources);
}

/// Compares whether something is recommended; what a guideline advises against is never recommended.
fn compare_advice(fact: &Fact, row: &FactRow, differences: &mut Differences) {
    let Some(stance) = &row.stance else {
        return;
    };
    let advice = fact.says.iter().filter(|said| {
        KNOWN.pack.predicate(said.proposition.predicate).kind == PredicateKind::Stance
    });
    let polarity = |said: &Says| match said.proposition.polarity {
        Polarity::Affirmed => "affirmed".to_owned(),
        Polarity::Denied => "denied".to_owned(),
    };
    let polarities: BTreeSet<String> = advice.map(polarity).collect();
    differences.compare(&format!("{} polarity", row.id), &polarities, &row.polarity);
    let opposite = match stance.as_str() {
        "recommended" => "denied",
        "not-recommended" => "affirmed",
        "conditional" | "contested" | "insufficient-evidence" => return,
        other => panic!("{}: no stance is called {other}", row.id),
    };
    differences.compare(
        &format!("{} {stance}", row.id),
        &polarities.contains(opposite),
        &false,
    );
}

/// Compares who holds a first place, and who may be called so beside it. Where sources disagree nobody holds it.
fn compare_rank(fact: &Fact, row: &FactRow, differences: &mut Differences) {
    let Some(winner) = &row.winner else {
        return;
    };
    let first = &fact.says[0].proposition;
    if winner.is_empty() {
        let exclusive = fact
            .says
            .iter()
            .any(|said| said.proposition.objects.exclusive);
        differences.compare(&format!("{} has a winner", row.id), &exclusive, &false);
        return;
    }
    let holders = [ids(&first.subject), ids(&first.objects.typical)];
    if !holders.contains(winner) {
        differences.compare(&format!("{} winner", row.id), &holders[0], winner);
    }
    let also: BTreeSet<String> = row.also.union(&row.beside.also).cloned().collect();
    differences.compare(
        &format!("{} also", row.id),
        &ids(&first.objects.also),
        &also,
    );
}

/// Tells whether a proposition only ever supports a text, beside others that may accuse: it may be looser than the
/// dossier.
fn only_supports(fact: &Fact, said: &Says) -> bool {
    let may_accuse = |said: &Says| said.ceiling > Ceiling::Silent;
    !may_accuse(said) && fact.says.iter().any(may_accuse)
}

fn compare_objects(fact: &Fact, row: &FactRow, differences: &mut Differences) {
    let Some(objects) = &row.objects else {
        return;
    };
    if let Some(reason) = &objects.apart {
        assert!(!reason.is_empty());
        return;
    }
    let concepts_of = |words: &[String], beside: &BTreeSet<String>| -> BTreeSet<String> {
        let named = words.iter().flat_map(|word| {
            row.concepts
                .get(word)
                .cloned()
                .unwrap_or_else(|| vec![word.clone()])
        });
        named.chain(beside.iter().cloned()).collect()
    };
    let listed =
        |class: fn(&Says) -> &[ConceptId], dossier: &BTreeSet<String>| -> BTreeSet<String> {
            let all = fact.says.iter().flat_map(|said| {
                let mut listed = ids(class(said));
                listed.retain(|id| !only_supports(fact, said) || dossier.contains(id));
                listed
            });
            all.collect()
        };
    let Beside {
        typical,
        plausible,
        doubtful,
        contradicted,
        also,
        why,
    } = &row.beside;
    let beside = [typical, plausible, doubtful, contradicted, also];
    let extra = beside.iter().any(|list| !list.is_empty());
    assert_eq!(
        extra,
        !why.is_empty(),
        "{}: what stands beside has a reason",
        row.id
    );
    let mut compare = |class: &str, of: fn(&Says) -> &[ConceptId], dossier: BTreeSet<String>| {
        let pack = listed(of, &dossier);
        differences.compare(&format!("{} {class}", row.id), &pack, &dossier);
    };
    compare(
        "typical",
        |said| &said.proposition.objects.typical,
        concepts_of(&objects.typical, typical),
    );
    compare(
        "plausible",
        |said| &said.proposition.objects.plausible,
        concepts_of(&objects.plausible, plausible),
    );
    compare(
        "doubtful",
        |said| &said.proposition.objects.doubtful,
        concepts_of(&objects.doubtful, doubtful),
    );
    compare(
        "contradicted",
        |said| &said.proposition.objects.contradicted,
        concepts_of(&objects.contradicted, contradicted),
    );
}

/// Compares all figures: each has its place in the pack, and the pack has no others.
fn compare_figures(fact: &Fact, row: &FactRow, differences: &mut Differences) {
    let mut figures: Vec<&Says> = fact.says.iter().collect();
    figures.retain(|said| said.proposition.quantity.is_some());
    for band in &row.band {
        let found = figures.iter().position(|said| {
            let subject = ids(&said.proposition.subject);
            predicate_of(said) == band.predicate
                && (band.subject.is_empty() || subject == band.subject)
        });
        let what = format!("{} {}", row.id, band.part);
        let quantity = found.and_then(|at| figures.remove(at).proposition.quantity.clone());
        differences.compare(&what, &rounded(quantity), &rounded(Some(band.quantity())));
    }
    for further in &row.further {
        assert!(
            !further.why.is_empty(),
            "{}: what goes further has a reason",
            row.id
        );
    }
    figures.retain(|said| {
        let listed = row
            .further
            .iter()
            .any(|further| further.predicate == predicate_of(said));
        listed || !only_supports(fact, said)
    });
    let rest: Vec<(&str, BTreeSet<String>)> = figures
        .iter()
        .map(|said| (predicate_of(said), ids(&said.proposition.subject)))
        .collect();
    let further = row.further.iter();
    let further: Vec<(&str, BTreeSet<String>)> = further
        .map(|further| (further.predicate.as_str(), further.subject.clone()))
        .collect();
    differences.compare(&format!("{} further figures", row.id), &rest, &further);
}

impl Band {
    /// Returns the figure in the unit of quantities.
    fn quantity(&self) -> Quantity {
        let factor = self.unit.factor();
        let between = |[low, high]: [f64; 2]| Interval::new(low, high).scaled(factor);
        let ends = self.accept_values.first().zip(self.accept_values.last());
        let accept = self
            .accept
            .or(ends.map(|(low, high)| [*low, *high]))
            .unwrap();
        let bands = Bands {
            soft: between(self.soft.unwrap_or(accept)),
            limit: Interval {
                low: self.below.map_or(f64::NEG_INFINITY, |low| low * factor),
                high: self.above.map_or(f64::INFINITY, |high| high * factor),
            },
            note_from: self.note_if_upper_at_least.unwrap_or(f64::INFINITY) * factor,
            ..Bands::plain(between(accept), Default::default())
        };
        Quantity {
            conventions: self.accept_values.clone(),
            by_age: self.by_age.as_ref().map_or_else(Vec::new, ByAge::bands),
            ..Quantity::new(bands)
        }
    }
}

impl ByAge {
    fn bands(&self) -> Vec<factlint::proposition::AtAge> {
        let around = |figure: f64, margin: f64| Interval::new(figure - margin, figure + margin);
        let at = |[age, figure]: &[f64; 2]| factlint::proposition::AtAge {
            age: *age,
            bands: Bands {
                accept: around(*figure, self.accept),
                soft: around(*figure, self.soft),
                limit: around(*figure, self.limit),
                ..Bands::plain(Interval::ALL, Default::default())
            },
        };
        self.figures.iter().map(at).collect()
    }
}

/// Returns a quantity as text, with its figures rounded: units are converted in two ways.
fn rounded(quantity: Option<Quantity>) -> String {
    let Some(quantity) = quantity else {
        return "nothing".to_owned();
    };
    let bands = |bands: &Bands| {
        let ends = [bands.accept, bands.soft, bands.limit];
        let ends = ends.map(|Interval { low, high }| format!("{low:.7} to {high:.7}"));
        format!("{}, from {:.7}", ends.join(", "), bands.note_from)
    };
    let by_age = quantity.by_age.iter();
    let by_age: Vec<String> = by_age
        .map(|at| format!("{}: {}", at.age, bands(&at.bands)))
        .collect();
    format!(
        "{}; {:?}; {}",
        bands(&quantity.bands),
        quantity.conventions,
        by_age.join("; ")
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyTable {
    ambiguous: BTreeSet<String>,
    region: Vec<Region>,
    movement: Vec<Movement>,
    phrase: Vec<Phrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    id: String,
    parent: Option<String>,
    lay: Vec<String>,
    clinical: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Movement {
    id: String,
    goes_with: Option<String>,
    muscles: Vec<String>,
    words: Vec<String>,
}

/// An ambiguous phrase and what it may mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    words: Vec<String>,
    regions: BTreeSet<String>,
}

fn body() -> BodyTable {
    toml::from_str(&read_fixture("fixtures/facts/regions.toml")).unwrap()
}

fn concept(id: &str) -> Option<ConceptId> {
    let mut all = KNOWN.pack.concepts.iter();
    let at = all.position(|concept| concept.id == id)?;
    u32::try_from(at).ok().map(ConceptId)
}

#[test]
fn regions_and_movements_hang_together_as_in_the_dossier() {
    let body = body();
    assert_eq!(body.region.len(), 59, "the table is whole");
    let regions = body.region.iter().map(|row| (&row.id, &row.parent));
    let movements = body.movement.iter().map(|row| (&row.id, &row.goes_with));
    let mut differences = Differences::default();
    for (id, above) in regions.chain(movements) {
        let Some(concept) = concept(id) else {
            differences.0.push(format!("there is no concept {id}"));
            continue;
        };
        let nearest = KNOWN.pack.lattice.upwards(concept).get(1);
        let nearest = nearest.copied().map(id_of);
        differences.compare(&format!("{id}: above it"), &nearest, above);
    }
    differences.none();
}

#[test]
fn all_names_of_the_dossier_are_known() {
    let body = body();
    let mut unknown = Vec::new();
    let names = body.region.iter().flat_map(|row| {
        let names = row.lay.iter().chain(&row.clinical);
        names.map(|name| (&row.id, name, format!("The pain is felt in the {name}.")))
    });
    let words = body.movement.iter().flat_map(|row| {
        let words = row.words.iter().chain(&row.muscles);
        words.map(|word| (&row.id, word, format!("There is weakness in {word}.")))
    });
    let names = names.filter(|(_, name, _)| !body.ambiguous.contains(*name));
    for (id, name, sentence) in names.chain(words) {
        if !names_or_narrows(&sentence, concept(id).unwrap()) {
            unknown.push(format!("{id}: {name}"));
        }
    }
    for Phrase { words, regions } in &body.phrase {
        for word in words {
            let named = named_concepts(&format!("The pain is felt in the {word}."));
            if named.intersection(regions).count() < regions.len() {
                unknown.push(format!("{regions:?}: {word}"));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// Tells whether a sentence names or may mean a concept, one of its parts, or what it is a kind of.
fn names_or_narrows(sentence: &str, wanted: ConceptId) -> bool {
    let lattice = &KNOWN.pack.lattice;
    let mut named = named_concepts(sentence).into_iter();
    named.any(|id| {
        let named = concept(&id).unwrap();
        lattice.within(named, wanted) || lattice.is_kind_of(wanted, named)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CitationTable {
    source: Vec<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Citation {
    id: String,
    citation: String,
    year: Option<i16>,
    doi: Option<String>,
    pmid: Option<String>,
}

#[derive(Deserialize)]
struct SourceTable {
    source: Vec<SourceRow>,
}

#[derive(Deserialize)]
struct SourceRow {
    id: String,
    title: String,
    year: Option<i16>,
    doi: Option<String>,
    pmid: Option<String>,
}

#[test]
fn every_source_of_the_dossier_is_in_the_pack() {
    let cited: CitationTable =
        toml::from_str(&read_fixture("fixtures/facts/sources.toml")).unwrap();
    let known: SourceTable =
        toml::from_str(&read_fixture("lints/packs/sciatica/sources.toml")).unwrap();
    assert!(cited.source.len() > 90, "the table is whole");
    let mut differences = Differences::default();
    for citation in &cited.source {
        let id = &citation.id;
        let Some(source) = known.source.iter().find(|source| source.id == *id) else {
            differences.0.push(format!("there is no source {id}"));
            continue;
        };
        differences.compare(&format!("{id} year"), &source.year, &citation.year);
        differences.compare(&format!("{id} doi"), &source.doi, &citation.doi);
        differences.compare(&format!("{id} pmid"), &source.pmid, &citation.pmid);
        let strange = long_words(&source.title)
            .difference(&long_words(&citation.citation))
            .cloned()
            .collect::<Vec<_>>();
        differences.compare(&format!("{id} title"), &strange, &Vec::new());
    }
    differences.none();
}

/// Returns the words that tell one title from another: those of four letters and more.
fn long_words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 3)
        .map(str::to_lowercase)
        .collect()
}
