//! Pack files to a [`Pack`]: every reference resolved, every mistake collected.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use miette::NamedSource;
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::Pack;
use super::error::{PackError, PackProblem};
use super::model::{
    Ceiling, ClassId, Composite, Concept, Cue, Fact, FactIndex, Form, Levels, NamesUnder, PackInfo,
    Predicate, PredicateKind, Role, Says, Selector, Source, SourceIndex, Unit, WeakNames,
};
use super::schema::{
    ConceptEntry, CueEntry, FactEntry, FrequencyEntry, LevelsEntry, Order, PackFile, PolarityEntry,
    PredicateEntry, Ref, SaysEntry, SourceEntry,
};
use crate::proposition::{
    Bands, Bound, ConceptId, CueId, Interval, Lattice, Links, Objects, Polarity, PredicateId,
    Proposition,
};

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct PackText {
    /// Name for messages.
    pub name: String,
    /// The TOML text.
    pub text: Arc<str>,
    /// Whether what it holds replaces what other files hold under the same id.
    pub replaces: bool,
}

/// Returns the pack that `files` make up; later files may replace what earlier ones say, where they are
/// marked so.
///
/// # Errors
/// [`PackError`] with every mistake that could be found in one pass.
pub fn load(files: &[PackText]) -> Result<Pack, PackError> {
    let mut loader = Loader::new(files);
    let parsed = loader.parse();
    loader.collect(parsed);
    let pack = loader.resolve();
    if loader.problems.is_empty() {
        Ok(pack)
    } else {
        Err(PackError {
            problems: loader.problems,
        })
    }
}

/// An entry with the file it stands in.
struct Placed<T> {
    file: usize,
    entry: T,
}

struct Loader<'a> {
    files: &'a [PackText],
    problems: Vec<PackProblem>,
    headers: Vec<Placed<super::schema::Header>>,
    levels: Option<Placed<LevelsEntry>>,
    concepts: Vec<Placed<ConceptEntry>>,
    cues: Vec<Placed<CueEntry>>,
    predicates: Vec<Placed<PredicateEntry>>,
    facts: Vec<Placed<FactEntry>>,
    sources: Vec<Placed<SourceEntry>>,
    names: Names,
}

/// What each id stands for.
#[derive(Default)]
struct Names {
    concepts: FxHashMap<String, ConceptId>,
    cues: FxHashMap<String, CueId>,
    predicates: FxHashMap<String, PredicateId>,
    facts: FxHashMap<String, FactIndex>,
    sources: FxHashMap<String, SourceIndex>,
    classes: FxHashMap<String, ClassId>,
    /// Links of each concept with its place; by concept.
    links: Vec<(usize, Range<usize>, Links)>,
}

impl<'a> Loader<'a> {
    fn new(files: &'a [PackText]) -> Self {
        Self {
            files,
            problems: Vec::new(),
            headers: Vec::new(),
            levels: None,
            concepts: Vec::new(),
            cues: Vec::new(),
            predicates: Vec::new(),
            facts: Vec::new(),
            sources: Vec::new(),
            names: Names::default(),
        }
    }

    fn problem(&mut self, file: usize, at: Range<usize>, message: String, help: Option<String>) {
        let text = &self.files[file];
        self.problems.push(PackProblem {
            message,
            help,
            file: NamedSource::new(&text.name, Arc::clone(&text.text)).with_language("TOML"),
            at: (at.start, at.len()).into(),
            label: "here".to_owned(),
        });
    }

    fn parse(&mut self) -> Vec<Placed<PackFile>> {
        let mut parsed = Vec::with_capacity(self.files.len());
        for (file, text) in self.files.iter().enumerate() {
            match toml::from_str::<PackFile>(&text.text) {
                Ok(entry) => parsed.push(Placed { file, entry }),
                Err(err) => {
                    let at = err.span().unwrap_or(0..0);
                    self.problem(file, at, err.message().to_owned(), None);
                }
            }
        }
        parsed
    }

    /// Puts all entries into their tables and numbers them.
    fn collect(&mut self, parsed: Vec<Placed<PackFile>>) {
        for Placed { file, entry } in parsed {
            if let Some(header) = entry.pack {
                self.headers.push(Placed {
                    file,
                    entry: header,
                });
            }
            if let Some(levels) = entry.levels {
                self.levels = Some(Placed {
                    file,
                    entry: levels,
                });
            }
            let replaces = self.files[file].replaces;
            for concept in entry.concept {
                let (list, entry) = (&mut self.concepts, concept);
                let slot = place(
                    &mut self.names.concepts,
                    list,
                    entry,
                    file,
                    replaces,
                    ConceptId,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for cue in entry.cue {
                let slot = place(
                    &mut self.names.cues,
                    &mut self.cues,
                    cue,
                    file,
                    replaces,
                    CueId,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for predicate in entry.predicate {
                let list = &mut self.predicates;
                let slot = place(
                    &mut self.names.predicates,
                    list,
                    predicate,
                    file,
                    replaces,
                    PredicateId,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for fact in entry.fact {
                let slot = place(
                    &mut self.names.facts,
                    &mut self.facts,
                    fact,
                    file,
                    replaces,
                    FactIndex,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
            for source in entry.source {
                let list = &mut self.sources;
                let slot = place(
                    &mut self.names.sources,
                    list,
                    source,
                    file,
                    replaces,
                    SourceIndex,
                    |e| &e.id,
                );
                self.report_duplicate(slot, file);
            }
        }
        for concept in &self.concepts {
            for class in &concept.entry.class {
                let next = ClassId(number(self.names.classes.len()));
                self.names
                    .classes
                    .entry(class.get_ref().clone())
                    .or_insert(next);
            }
        }
        self.report_shared_names();
    }

    /// One name must not mean two things: classes, concepts and cues are looked up together.
    fn report_shared_names(&mut self) {
        let names = &self.names;
        let shared = |name: &String| {
            let taken = [
                names.classes.contains_key(name),
                names.concepts.contains_key(name),
                names.cues.contains_key(name),
            ];
            taken.into_iter().filter(|taken| *taken).count() > 1
        };
        let concepts = self
            .concepts
            .iter()
            .map(|placed| (placed.file, &placed.entry.id));
        let classes = self
            .concepts
            .iter()
            .flat_map(|placed| placed.entry.class.iter().map(|class| (placed.file, class)));
        let mut found: BTreeMap<String, (usize, Range<usize>)> = BTreeMap::new();
        for (file, name) in concepts.chain(classes) {
            if shared(name.get_ref()) {
                found
                    .entry(name.get_ref().clone())
                    .or_insert((file, name.span()));
            }
        }
        for (name, (file, at)) in found {
            let message = format!("`{name}` names more than one of a class, a concept and a cue");
            self.problem(file, at, message, Some("rename one of them".to_owned()));
        }
    }

    fn report_duplicate(&mut self, duplicate: Option<(String, Range<usize>)>, file: usize) {
        if let Some((id, at)) = duplicate {
            self.problem(file, at, format!("`{id}` is defined twice"), None);
        }
    }

    fn resolve(&mut self) -> Pack {
        let mut pack = Pack {
            concepts: self.resolve_concepts(),
            cues: self.resolve_cues(),
            predicates: self.resolve_predicates(),
            sources: self.resolve_sources(),
            ..Pack::default()
        };
        pack.lattice = self.resolve_lattice();
        pack.levels = self.resolve_levels(&pack.concepts);
        for header in std::mem::take(&mut self.headers) {
            let Placed { file, entry } = header;
            pack.topic = self.concept(file, &entry.topic).or(pack.topic);
            pack.topic_family
                .extend(self.selectors(file, &entry.topic_family));
            pack.elsewhere
                .extend(self.selectors(file, &entry.elsewhere));
            pack.topic_bound
                .extend(self.selectors(file, &entry.topic_bound));
            pack.everyday.extend(self.selectors(file, &entry.everyday));
            pack.akin.extend(self.selectors(file, &entry.akin));
            pack.infos.push(PackInfo {
                id: entry.id,
                version: entry.version,
                title: entry.title,
            });
        }
        let names = &self.names;
        let classes = names
            .classes
            .iter()
            .map(|(name, id)| (name.clone(), Selector::Class(*id)));
        let concepts = names
            .concepts
            .iter()
            .map(|(name, id)| (name.clone(), Selector::Concept(*id)));
        let cues = names
            .cues
            .iter()
            .map(|(name, id)| (name.clone(), Selector::Cue(*id)));
        pack.selectors = classes.chain(concepts).chain(cues).collect();
        pack.facts = self.resolve_facts(&pack);
        pack.facts_by_predicate = vec![Vec::new(); pack.predicates.len()];
        for (at, fact) in pack.facts.iter().enumerate() {
            for said in &fact.says {
                let list = &mut pack.facts_by_predicate[said.proposition.predicate.0 as usize];
                let index = FactIndex(number(at));
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        pack
    }

    fn resolve_concepts(&mut self) -> Vec<Concept> {
        let mut resolved = Vec::with_capacity(self.concepts.len());
        for Placed { file, entry } in &std::mem::take(&mut self.concepts) {
            let file = *file;
            let composite = (!entry.parts.is_empty()).then(|| Composite {
                parts: entry
                    .parts
                    .iter()
                    .map(|part| self.selectors(file, part))
                    .collect(),
                within: entry.within.unwrap_or(6),
                ordered: entry.ordered,
            });
            let under = entry.names_under.iter().map(|under| NamesUnder {
                cues: self.selectors(file, &under.cue),
                names: forms(&under.names),
            });
            let under = under.collect();
            let weak = WeakNames {
                names: forms(&entry.weak_names),
                with: self.selectors(file, &entry.weak_with),
            };
            let classes = entry.class.iter();
            resolved.push(Concept {
                id: entry.id.get_ref().clone(),
                label: entry
                    .label
                    .clone()
                    .unwrap_or_else(|| entry.id.get_ref().replace('-', " ")),
                classes: classes
                    .map(|class| self.names.classes[class.get_ref()])
                    .collect(),
                names: forms(&entry.names),
                weak,
                under,
                commands: forms(&entry.commands),
                composite,
                levels: self.level_places(file, entry),
            });
            self.remember_links(file, entry);
        }
        resolved
    }

    /// Remembers the links of a concept, for the lattice.
    fn remember_links(&mut self, file: usize, entry: &ConceptEntry) {
        let links = Links {
            is_a: self.concept_list(file, &entry.is_a),
            part_of: self.concept_list(file, &entry.part_of),
            readings: self.concept_list(file, &entry.readings),
            complement_of: entry
                .complement_of
                .as_ref()
                .and_then(|other| self.concept(file, other)),
        };
        self.names.links.push((file, entry.id.span(), links));
    }

    fn resolve_lattice(&mut self) -> Lattice {
        let placed = std::mem::take(&mut self.names.links);
        let links: Vec<Links> = placed.iter().map(|(_, _, links)| links.clone()).collect();
        Lattice::new(&links).unwrap_or_else(|concept| {
            let (file, at, _) = &placed[concept.0 as usize];
            let message = "this concept is, through others, a part or a kind of itself".to_owned();
            self.problem(*file, at.clone(), message, None);
            Lattice::default()
        })
    }

    fn level_places(&mut self, file: usize, entry: &ConceptEntry) -> Vec<u32> {
        let labels: Vec<&Ref> = entry.level.iter().chain(&entry.levels).collect();
        let mut places = Vec::with_capacity(labels.len());
        for label in labels {
            let order = self.levels.as_ref().map(|levels| &levels.entry.order);
            let found =
                order.and_then(|order| order.iter().position(|name| name == label.get_ref()));
            match found {
                Some(found) => places.push(number(found)),
                None => {
                    let message = format!("there is no level `{}`", label.get_ref());
                    self.problem(file, label.span(), message, None);
                }
            }
        }
        places
    }

    fn resolve_levels(&mut self, concepts: &[Concept]) -> Option<Levels> {
        let Placed { file, entry } = self.levels.take()?;
        let single = self.selectors(file, &entry.single);
        let pair = self.selectors(file, &entry.pair);
        let of_class = |concept: &Concept, wanted: &[Selector]| {
            wanted.iter().any(|selector| match selector {
                Selector::Class(class) => concept.classes.contains(class),
                _ => false,
            })
        };
        let mut singles = vec![None; entry.order.len()];
        let mut pairs = vec![None; entry.order.len()];
        for (at, concept) in concepts.iter().enumerate() {
            let id = ConceptId(number(at));
            match concept.levels.as_slice() {
                [one] if of_class(concept, &single) => singles[*one as usize] = Some(id),
                [upper, lower] if of_class(concept, &pair) && *lower == upper + 1 => {
                    pairs[*upper as usize] = Some(id);
                }
                _ => {}
            }
        }
        Some(Levels {
            singles,
            pairs,
            pair_cues: self.cue_list(file, &entry.pair_cues),
            other_cues: self.cue_list(file, &entry.other_cues),
            order: entry.order,
        })
    }

    fn resolve_cues(&mut self) -> Vec<Cue> {
        let mut resolved = Vec::with_capacity(self.cues.len());
        for Placed { file, entry } in std::mem::take(&mut self.cues) {
            if entry.role == Some(Role::Frequency) && entry.interval.is_none() {
                let message = "a frequency cue needs an `interval`".to_owned();
                self.problem(file, entry.id.span(), message, None);
            }
            resolved.push(Cue {
                forms: forms(&entry.forms),
                role: entry.role,
                interval: entry.interval.map(|[low, high]| Interval::new(low, high)),
                id: entry.id.into_inner(),
            });
        }
        resolved
    }

    fn resolve_predicates(&mut self) -> Vec<Predicate> {
        let mut resolved = Vec::with_capacity(self.predicates.len());
        for Placed { file, entry } in &std::mem::take(&mut self.predicates) {
            let file = *file;
            if entry.kind == PredicateKind::Measure && entry.unit.is_none() {
                let message = "a predicate of kind `measure` needs a `unit`".to_owned();
                self.problem(file, entry.id.span(), message, None);
            }
            let requires = entry.requires.iter();
            resolved.push(Predicate {
                id: entry.id.get_ref().clone(),
                label: entry.label.clone(),
                kind: entry.kind,
                rule: entry.rule.get_ref().clone(),
                subject: self.selectors(file, &entry.subject),
                object: self.selectors(file, &entry.object),
                requires: requires.map(|list| self.selectors(file, list)).collect(),
                excludes: self.selectors(file, &entry.excludes),
                between: self.selectors(file, &entry.between),
                layout: entry.layout,
                subject_first: match entry.order.unwrap_or(Order::Any) {
                    Order::Any => None,
                    Order::SubjectFirst => Some(true),
                    Order::ObjectFirst => Some(false),
                },
                inherit: entry.inherit,
                anywhere: entry.anywhere,
                collective: entry.collective,
                not_negation: self.selectors(file, &entry.not_negation),
                negated_by: self.selectors(file, &entry.negated_by),
                counted: self.selectors(file, &entry.counted),
                unit: entry.unit,
            });
        }
        resolved
    }

    fn resolve_sources(&mut self) -> Vec<Source> {
        let sources = std::mem::take(&mut self.sources).into_iter();
        sources
            .map(|Placed { entry, .. }| {
                let doi = entry.doi.map(|doi| format!("https://doi.org/{doi}"));
                let pmid = entry
                    .pmid
                    .map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"));
                Source {
                    id: entry.id.into_inner(),
                    title: entry.title,
                    authors: entry.authors,
                    container: entry.container,
                    year: entry.year,
                    url: entry.url.or(doi).or(pmid),
                }
            })
            .collect()
    }

    fn resolve_facts(&mut self, pack: &Pack) -> Vec<Fact> {
        let mut resolved = Vec::with_capacity(self.facts.len());
        for Placed { file, entry } in std::mem::take(&mut self.facts) {
            if entry.enabled {
                resolved.extend(self.resolve_fact(file, entry, pack));
            }
        }
        resolved
    }

    fn resolve_fact(&mut self, file: usize, entry: FactEntry, pack: &Pack) -> Option<Fact> {
        let id_span = entry.id.span();
        let Some(predicate) = entry.predicate else {
            let message = format!("the fact `{}` has no `predicate`", entry.id.get_ref());
            self.problem(file, id_span, message, None);
            return None;
        };
        let Some(ceiling) = entry.ceiling else {
            let message = format!("the fact `{}` has no `ceiling`", entry.id.get_ref());
            let help = "one of: error, warning, silent".to_owned();
            self.problem(file, id_span, message, Some(help));
            return None;
        };
        if entry.sources.is_empty() || entry.statement.is_empty() {
            let message = format!(
                "the fact `{}` needs a `statement` and `sources`",
                entry.id.get_ref()
            );
            self.problem(file, id_span.clone(), message, None);
        }
        let says = SaysEntry {
            subject: entry.subject,
            predicate,
            typical: entry.typical,
            plausible: entry.plausible,
            doubtful: entry.doubtful,
            contradicted: entry.contradicted,
            exclusive: entry.exclusive,
            also: entry.also,
            accept: entry.accept,
            soft: entry.soft,
            below: entry.below,
            above: entry.above,
            note_if_upper_at_least: entry.note_if_upper_at_least,
            unit: entry.unit,
            frequency: entry.frequency,
            polarity: entry.polarity,
            population: entry.population,
            flag_only_with: entry.flag_only_with,
            unless_with: entry.unless_with,
            ceiling: entry.ceiling,
            impossible: Some(entry.impossible),
            emergency: Some(entry.emergency),
            rule: entry.rule,
        };
        let mut resolved = Vec::with_capacity(1 + entry.also_says.len());
        for entry in std::iter::once(&says).chain(&entry.also_says) {
            let proposition = self.resolve_proposition(file, entry, pack);
            resolved.extend(proposition.map(|proposition| {
                Says {
                    proposition,
                    flag_only_with: self.selectors(file, &entry.flag_only_with),
                    unless_with: self.selectors(file, &entry.unless_with),
                    impossible: entry.impossible.or(says.impossible).unwrap_or(false),
                    emergency: entry.emergency.or(says.emergency).unwrap_or(false),
                    rule: entry
                        .rule
                        .as_ref()
                        .or(says.rule.as_ref())
                        .map(|rule| rule.get_ref().clone()),
                    ceiling: entry.ceiling.unwrap_or(ceiling),
                }
            }));
        }
        let mut left_to = Vec::with_capacity(entry.left_to.len());
        for left in &entry.left_to {
            left_to.extend(self.concept(file, &left.object));
            if !self.names.facts.contains_key(left.fact.get_ref()) {
                let help = nearest(self.names.facts.keys(), left.fact.get_ref());
                let message = format!("there is no fact `{}`", left.fact.get_ref());
                self.problem(file, left.fact.span(), message, help);
            }
        }
        let sources = entry.sources.iter();
        let sources = sources
            .filter_map(|source| self.source(file, source))
            .collect();
        let reviewed = self.date(file, entry.reviewed.as_ref(), &id_span, "reviewed");
        let review_by = self.date(file, entry.review_by.as_ref(), &id_span, "review-by");
        Some(Fact {
            says: resolved,
            left_to,
            ceiling,
            statement: entry.statement,
            advice: entry.advice,
            strength: entry.strength,
            guideline: entry.guideline,
            country: entry.country,
            sources,
            reviewed: reviewed?,
            review_by: review_by?,
            agrees: entry.agrees,
            contradicts: entry.contradicts,
            near_misses: entry.near_misses,
            origin: self.files[file].name.clone(),
            id: entry.id.into_inner(),
        })
    }

    fn resolve_proposition(
        &mut self,
        file: usize,
        says: &SaysEntry,
        pack: &Pack,
    ) -> Option<Proposition> {
        let predicate = self.predicate(file, &says.predicate)?;
        let kind = pack.predicate(predicate).kind;
        let objects = Objects {
            typical: self.concept_list(file, &says.typical),
            plausible: self.concept_list(file, &says.plausible),
            doubtful: self.concept_list(file, &says.doubtful),
            contradicted: self.concept_list(file, &says.contradicted),
            exclusive: says.exclusive,
            also: self.concept_list(file, &says.also),
        };
        let population = says
            .population
            .as_ref()
            .and_then(|population| self.cue(file, population));
        let unit = says.unit.or(pack.predicate(predicate).unit);
        let quantity = self.bands(file, says, kind, unit);
        let frequency = says
            .frequency
            .as_ref()
            .and_then(|frequency| self.frequency(file, frequency, pack));
        Some(Proposition {
            subject: self.concept_list(file, &says.subject),
            predicate,
            objects,
            quantity,
            polarity: match says.polarity {
                Some(PolarityEntry::Denied) => Polarity::Denied,
                _ => Polarity::Affirmed,
            },
            frequency,
            population: population.into_iter().collect(),
            collective: false,
        })
    }

    fn bands(
        &mut self,
        file: usize,
        says: &SaysEntry,
        kind: PredicateKind,
        unit: Option<Unit>,
    ) -> Option<Bands> {
        let needs_bands = matches!(
            kind,
            PredicateKind::Share
                | PredicateKind::Duration
                | PredicateKind::Count
                | PredicateKind::Measure
        );
        let Some(accept) = &says.accept else {
            if needs_bands {
                let message = "a fact with this predicate needs an `accept` band".to_owned();
                self.problem(file, says.predicate.span(), message, None);
            }
            return None;
        };
        let soft = says.soft.as_ref().unwrap_or(accept);
        let low = says
            .below
            .as_ref()
            .map_or(f64::NEG_INFINITY, |limit| *limit.get_ref());
        let high = says
            .above
            .as_ref()
            .map_or(f64::INFINITY, |limit| *limit.get_ref());
        let [accept_low, accept_high] = *accept.get_ref();
        let [soft_low, soft_high] = *soft.get_ref();
        let nested = low <= soft_low
            && soft_low <= accept_low
            && accept_low <= accept_high
            && accept_high <= soft_high
            && soft_high <= high;
        if !nested {
            let message = "the bands do not nest: `accept` lies inside `soft`, `soft` inside `below` and `above`, \
                           each with the smaller number first"
                .to_owned();
            self.problem(file, accept.span(), message, None);
        }
        let factor = unit.map_or(1.0, Unit::factor);
        Some(Bands {
            accept: Interval::new(accept_low, accept_high).scaled(factor),
            soft: Interval::new(soft_low, soft_high).scaled(factor),
            limit: Interval { low, high }.scaled(factor),
            note_from: says
                .note_if_upper_at_least
                .map_or(f64::INFINITY, |from| from * factor),
            bound: Bound::Exact,
        })
    }

    fn frequency(
        &mut self,
        file: usize,
        entry: &Spanned<FrequencyEntry>,
        pack: &Pack,
    ) -> Option<Interval> {
        match entry.get_ref() {
            FrequencyEntry::Interval([low, high]) => Some(Interval::new(*low, *high)),
            FrequencyEntry::Step(step) => {
                let found = pack
                    .cues
                    .iter()
                    .find(|cue| cue.id == *step && cue.interval.is_some());
                if found.is_none() {
                    let message = format!("`{step}` is no step of the frequency scale");
                    self.problem(file, entry.span(), message, None);
                }
                found.and_then(|cue| cue.interval)
            }
        }
    }

    fn date(
        &mut self,
        file: usize,
        written: Option<&Spanned<toml::value::Datetime>>,
        id: &Range<usize>,
        field: &str,
    ) -> Option<Date> {
        let date = written.and_then(|written| {
            let date = written.get_ref().date?;
            let month = i8::try_from(date.month).ok()?;
            Date::new(
                i16::try_from(date.year).ok()?,
                month,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        if date.is_none() {
            let at = written.map_or_else(|| id.clone(), Spanned::span);
            self.problem(
                file,
                at,
                format!("`{field}` needs a date such as 2026-11-20"),
                None,
            );
        }
        date
    }

    fn selectors(&mut self, file: usize, refs: &[Ref]) -> Vec<Selector> {
        let mut selectors = Vec::with_capacity(refs.len());
        for wanted in refs {
            let name = wanted.get_ref();
            let found = self
                .names
                .cues
                .get(name)
                .map(|cue| Selector::Cue(*cue))
                .or_else(|| {
                    self.names
                        .concepts
                        .get(name)
                        .map(|id| Selector::Concept(*id))
                })
                .or_else(|| self.names.classes.get(name).map(|id| Selector::Class(*id)));
            match found {
                Some(selector) => selectors.push(selector),
                None => {
                    let names = &self.names;
                    let known = names
                        .cues
                        .keys()
                        .chain(names.concepts.keys())
                        .chain(names.classes.keys());
                    let help = nearest(known, name);
                    let message = format!("there is no cue, concept or class `{name}`");
                    self.problem(file, wanted.span(), message, help);
                }
            }
        }
        selectors
    }

    fn concept_list(&mut self, file: usize, refs: &[Ref]) -> Vec<ConceptId> {
        refs.iter()
            .filter_map(|wanted| self.concept(file, wanted))
            .collect()
    }

    fn cue_list(&mut self, file: usize, refs: &[Ref]) -> Vec<CueId> {
        refs.iter()
            .filter_map(|wanted| self.cue(file, wanted))
            .collect()
    }

    fn concept(&mut self, file: usize, wanted: &Ref) -> Option<ConceptId> {
        let found = self.names.concepts.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.concepts.keys(), wanted.get_ref());
            let message = format!("there is no concept `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }

    fn cue(&mut self, file: usize, wanted: &Ref) -> Option<CueId> {
        let found = self.names.cues.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.cues.keys(), wanted.get_ref());
            let message = format!("there is no cue `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }

    fn predicate(&mut self, file: usize, wanted: &Ref) -> Option<PredicateId> {
        let found = self.names.predicates.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.predicates.keys(), wanted.get_ref());
            let message = format!("there is no predicate `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }

    fn source(&mut self, file: usize, wanted: &Ref) -> Option<SourceIndex> {
        let found = self.names.sources.get(wanted.get_ref()).copied();
        if found.is_none() {
            let help = nearest(self.names.sources.keys(), wanted.get_ref());
            let message = format!("there is no source `{}`", wanted.get_ref());
            self.problem(file, wanted.span(), message, help);
        }
        found
    }
}

/// Puts `entry` into `list` under its id: at the end, or over an older one where it may replace it.
/// Returns the id and its place in the file if it is taken.
fn place<T, I: Copy>(
    names: &mut FxHashMap<String, I>,
    list: &mut Vec<Placed<T>>,
    entry: T,
    file: usize,
    replaces: bool,
    number_of: fn(u32) -> I,
    id_of: fn(&T) -> &Ref,
) -> Option<(String, Range<usize>)> {
    let id = id_of(&entry).get_ref().clone();
    if let Entry::Vacant(free) = names.entry(id.clone()) {
        free.insert(number_of(number(list.len())));
        list.push(Placed { file, entry });
        return None;
    }
    if !replaces {
        let at = id_of(&entry).span();
        return Some((id, at));
    }
    let older = list
        .iter_mut()
        .find(|other| *id_of(&other.entry).get_ref() == id);
    *older.expect("a taken id is in the list") = Placed { file, entry };
    None
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}

fn forms(written: &[Ref]) -> Vec<Form> {
    written
        .iter()
        .map(|form| Form(form.get_ref().clone()))
        .collect()
}

/// Returns a hint at the known name that looks most like `wanted`, if one is close.
fn nearest<'n>(known: impl Iterator<Item = &'n String>, wanted: &str) -> Option<String> {
    let scored: BTreeMap<u64, &String> = known
        .map(|name| ((strsim::jaro_winkler(name, wanted) * 1e6) as u64, name))
        .collect();
    let (score, name) = scored.last_key_value()?;
    (*score > 850_000).then(|| format!("did you mean `{name}`?"))
}

impl Ceiling {
    /// Returns the name used in pack files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Unit {
    /// Returns what one of the unit is in the unit of quantities: percent, days, millimetres, degrees, things.
    ///
    /// A month is 30.4 days, a year 365.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Self::Percent | Self::Days | Self::Count | Self::Millimetres | Self::Degrees => 1.0,
            Self::Minutes => 1.0 / 1440.0,
            Self::Hours => 1.0 / 24.0,
            Self::Weeks => 7.0,
            Self::Months => 30.4,
            Self::Years => 365.0,
            Self::Centimetres => 10.0,
            Self::Inches => 25.4,
        }
    }
}
