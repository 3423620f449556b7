//! What references alone don't show: facts that contradict each other, and what their keeper may want to look at.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Pack;
use super::super::model::{Ceiling, Fact, FactIndex, Layer, Says};
use super::{Loader, number};
use crate::proposition::{
    Bands, Comparison, ConceptId, Conflict, Objects, PredicateId, Proposition, Quantity, compare,
};

impl Loader<'_> {
    /// Advises on sources nobody can find or uses, and on facts without tests.
    pub(super) fn advise(&mut self) {
        let mut used: FxHashSet<String> = FxHashSet::default();
        let mut untested = Vec::new();
        for placed in &self.facts {
            let sources = placed.entry.sources.iter();
            used.extend(sources.map(|source| source.get_ref().clone()));
            let fact = &placed.entry;
            // Nothing contradicts a silent fact.
            let silent = fact.ceiling == Some(Ceiling::Silent);
            let unopposed = fact.contradicts.is_empty() && !silent;
            let lacking = match (fact.agrees.is_empty(), unopposed) {
                (true, true) => Some("no example sentences"),
                (true, false) => Some("no example that agrees"),
                (false, true) => Some("no example that contradicts"),
                (false, false) => None,
            };
            if let (true, Some(lacking)) = (fact.enabled, lacking) {
                let message = format!("the fact `{}` has {lacking}", fact.id.get_ref());
                untested.push((placed.file, fact.id.span(), message));
            }
        }
        for (file, at, message) in untested {
            let help = "`agrees` and `contradicts` hold sentences that run as tests".to_owned();
            self.advise_on(file, at, message, Some(help));
        }
        let mut dead = Vec::new();
        for placed in &self.sources {
            let (file, source) = (placed.file, &placed.entry);
            let id = source.id.get_ref();
            if !used.contains(id) {
                let message = format!("no fact rests on the source `{id}`");
                dead.push((file, source.id.span(), message, "take it away"));
            }
            let nowhere = source.container.is_empty()
                && source.doi.is_none()
                && source.pmid.is_none()
                && source.url.is_none();
            if nowhere {
                let message = format!("nobody can find the source `{id}`");
                dead.push((
                    file,
                    source.id.span(),
                    message,
                    "give `doi`, `pmid`, `url` or `where`",
                ));
            }
        }
        for (file, at, message, help) in dead {
            self.advise_on(file, at, message, Some(help.to_owned()));
        }
    }

    /// Reports facts that cannot be true together, where one of them is of layer `from` or a later one.
    pub(super) fn report_conflicts(&mut self, pack: &Pack, from: Layer) {
        if self.files.iter().all(|file| file.layer < from) {
            return;
        }
        for conflict in conflicts(pack, from) {
            let (one, other) = (pack.fact(conflict.one), pack.fact(conflict.other));
            let said = &one.says[conflict.said].proposition;
            let predicate = pack.predicate(said.predicate);
            let object = conflict.object.map(|object| &pack.concept(object).label);
            let what = [
                Some(&pack.concept(conflict.subject).label),
                Some(&predicate.label),
                object,
            ];
            let what: Vec<&str> = what.into_iter().flatten().map(String::as_str).collect();
            let message = format!(
                "the facts `{}` and `{}` contradict each other about: {}",
                one.id,
                other.id,
                what.join(" · ")
            );
            // The later file has to fit the earlier one.
            let layer = |fact: &Fact| pack.file(fact.file).layer;
            let (here, there) = if layer(other) > layer(one) {
                (other, one)
            } else {
                (one, other)
            };
            let help = format!(
                "`{}` ({}) says: {}",
                there.id,
                pack.file(there.file).name,
                there.statement
            );
            self.problem(here.file.0 as usize, here.at.range(), message, Some(help));
        }
    }
}

/// Two facts that cannot both be true.
struct FactConflict {
    /// What the first says about `subject` and `object` ...
    one: FactIndex,
    said: usize,
    subject: ConceptId,
    object: Option<ConceptId>,
    /// ... the other rules out.
    other: FactIndex,
}

/// Returns the pairs of facts that contradict each other, each pair once.
///
/// What a fact affirms (its typical objects, its accepted range, its polarity, how often) must not be ruled out by
/// another fact about the same subject and population. A fact about something more special may differ from the
/// general one, as it does in verdicts, unless the general one says that something never happens.
fn conflicts(pack: &Pack, from: Layer) -> Vec<FactConflict> {
    let ruling = Ruling::new(pack);
    let layer = |index: FactIndex| pack.file(pack.fact(index).file).layer;
    let mut found = Vec::new();
    let mut seen: FxHashSet<(FactIndex, FactIndex)> = FxHashSet::default();
    for Stated { reading, by } in stated(pack) {
        for group in ruling.about(&reading, pack) {
            let (other, at) = group[0];
            if !excludes(pack.fact(other), at, &reading, pack) {
                continue;
            }
            for (one, said) in &by {
                let opposed = group.iter().map(|(other, _)| *other).find(|other| {
                    let recent = layer(*one).max(layer(*other)) >= from;
                    let pair = (*one.min(other), *one.max(other));
                    recent && other != one && !seen.contains(&pair)
                });
                if let Some(other) = opposed {
                    seen.insert((*one.min(&other), *one.max(&other)));
                    found.push(FactConflict {
                        one: *one,
                        said: *said,
                        subject: reading.subject[0],
                        object: reading.objects.typical.first().copied(),
                        other,
                    });
                }
            }
        }
    }
    found
}

/// A plain statement, and the propositions that make it.
struct Stated {
    reading: Proposition,
    by: Vec<(FactIndex, usize)>,
}

/// Returns what the facts affirm, each statement once: many facts may say the same.
fn stated(pack: &Pack) -> Vec<Stated> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut stated: Vec<Stated> = Vec::new();
    for (index, _, at, says) in all_says(pack) {
        for reading in readings(&says.proposition) {
            let place = *places.entry(format!("{reading:?}")).or_insert_with(|| {
                let by = Vec::new();
                stated.push(Stated { reading, by });
                stated.len() - 1
            });
            stated[place].by.push((index, at));
        }
    }
    stated
}

/// What rules statements out: propositions in groups of equals.
struct Ruling {
    groups: Vec<Vec<(FactIndex, usize)>>,
    by_subject: FxHashMap<(PredicateId, ConceptId), Vec<usize>>,
    rankings: FxHashMap<PredicateId, Vec<usize>>,
}

impl Ruling {
    fn new(pack: &Pack) -> Self {
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut ruling = Self {
            groups: Vec::new(),
            by_subject: FxHashMap::default(),
            rankings: FxHashMap::default(),
        };
        for (index, fact, at, says) in all_says(pack) {
            let said = &says.proposition;
            if fact.ceiling == Ceiling::Silent || !says.flag_only_with.is_empty() {
                // It accuses nobody, or only in company.
                continue;
            }
            let equal = format!("{said:?} {} {:?}", says.impossible, fact.left_to);
            let next = ruling.groups.len();
            let place = *places.entry(equal).or_insert(next);
            if place < next {
                ruling.groups[place].push((index, at));
                continue;
            }
            ruling.groups.push(vec![(index, at)]);
            for subject in &said.subject {
                let key = (said.predicate, *subject);
                ruling.by_subject.entry(key).or_default().push(place);
            }
            if said.objects.exclusive {
                let ranked = ruling.rankings.entry(said.predicate).or_default();
                ranked.push(place);
            }
        }
        ruling
    }

    /// Returns the groups that say something about the subject of `reading` or something above it, and rankings.
    fn about<'r>(
        &'r self,
        reading: &Proposition,
        pack: &'r Pack,
    ) -> impl Iterator<Item = &'r Vec<(FactIndex, usize)>> + use<'r> {
        let predicate = reading.predicate;
        let above = pack.lattice.upwards(reading.subject[0]).iter();
        let about = above.filter_map(move |subject| self.by_subject.get(&(predicate, *subject)));
        let places = about.chain(self.rankings.get(&predicate)).flatten();
        places.map(|place| &self.groups[*place])
    }
}

fn all_says(pack: &Pack) -> impl Iterator<Item = (FactIndex, &Fact, usize, &Says)> {
    pack.facts.iter().enumerate().flat_map(|(index, fact)| {
        let says = fact.says.iter().enumerate();
        says.map(move |(at, says)| (FactIndex(number(index)), fact, at, says))
    })
}

/// Returns what `said` affirms as plain statements of one subject and at most one object.
fn readings(said: &Proposition) -> Vec<Proposition> {
    let objects: Vec<Option<ConceptId>> = match said.objects.typical.as_slice() {
        [] if said.objects.is_empty() => vec![None],
        objects => objects.iter().copied().map(Some).collect(),
    };
    let mut readings = Vec::new();
    for subject in &said.subject {
        for object in &objects {
            readings.push(Proposition {
                subject: vec![*subject],
                objects: Objects::plain(object.iter().copied().collect()),
                quantity: said
                    .quantity
                    .as_ref()
                    .map(|of| Quantity::new(Bands::plain(of.bands.accept, of.bands.bound))),
                ..said.clone()
            });
        }
    }
    readings
}

/// Tells whether the fact `other` rules `reading` out.
fn excludes(other: &Fact, at: usize, reading: &Proposition, pack: &Pack) -> bool {
    let says = &other.says[at];
    let said = &says.proposition;
    let object = reading.objects.typical.first();
    let subject = reading.subject[0];
    let left = |concept: &ConceptId| *concept == subject || Some(concept) == object;
    let is_special = !said.objects.exclusive && !said.subject.contains(&subject);
    if other.left_to.iter().any(left) || is_special && !says.impossible {
        return false;
    }
    match compare(reading, said, &pack.lattice) {
        Comparison::Contradicts(Conflict::DeniesTypical | Conflict::WrongObject) if is_special => {
            says.impossible
        }
        Comparison::Contradicts(conflict) => conflict.is_firm(),
        Comparison::Agrees | Comparison::Compatible | Comparison::Unrelated => false,
    }
}
