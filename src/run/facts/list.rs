//! `facts list`: the facts, filtered, and the myths.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::{Outcome, RunError};
use super::{Named, print, unknown};
use crate::cli::{FactsListArgs, PlainFormat};
use crate::pack::{Fact, Myth, Pack, Selector};
use crate::report::{ListedFact, ListedMyth, write_fact_list, write_fact_list_json};

pub(super) fn list<Stream: RawStream + AsLockedWrite>(
    args: &FactsListArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let named = Named::load(&args.known)?;
    let pack = &named.pack;
    let concept = match &args.concept {
        Some(id) => Some(concept_named(id, pack)?),
        None => None,
    };
    let ceiling = |fact: &'_ Fact| fact.ceiling.name().to_owned();
    let mut facts: Vec<&Fact> = named.facts().collect();
    facts = only(facts, "kind of fact", args.kind.as_deref(), |fact| {
        let kind = fact.kind.iter();
        kind.map(|kind| kind.name().to_owned()).collect()
    })?;
    facts = only(facts, "ceiling", args.ceiling.as_deref(), |fact| {
        vec![ceiling(fact)]
    })?;
    facts = only(facts, "strength", args.strength.as_deref(), |fact| {
        fact.strength
            .iter()
            .map(|strength| strength.name().to_owned())
            .collect()
    })?;
    facts = only(facts, "pack or fact file", args.origin.as_deref(), |fact| {
        let file = pack.file(fact.file);
        vec![file.origin().to_owned(), file.name.clone()]
    })?;
    if let Some(concept) = concept {
        facts.retain(|fact| is_about(fact, concept, pack));
    }
    let listed = facts.into_iter();
    let listed: Vec<ListedFact> = listed
        .map(|fact| ListedFact::new(fact, pack, &named.files))
        .collect();
    let myths = myths(args, &named);
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_fact_list(&listed, &myths, &pack.overrides, pack, look, out),
        PlainFormat::Json => write_fact_list_json(&listed, &myths, out),
    })?;
    Ok(Outcome::Clean)
}

/// Returns the myths to list: none where something is asked for that only facts have.
fn myths(args: &FactsListArgs, named: &Named) -> Vec<ListedMyth> {
    let of_facts = [&args.kind, &args.concept, &args.ceiling, &args.strength];
    if of_facts.into_iter().any(Option::is_some) {
        return Vec::new();
    }
    let comes_from = |myth: &&Myth| {
        let file = named.pack.file(myth.file);
        let origin = args.origin.as_deref();
        origin.is_none_or(|origin| origin == file.origin() || origin == file.name)
    };
    let listed = named.myths().filter(comes_from);
    listed
        .map(|myth| ListedMyth::new(myth, &named.pack, &named.files))
        .collect()
}

/// Returns the facts that have `wanted` among their `values`; a value that no fact has is an error.
fn only<'p>(
    facts: Vec<&'p Fact>,
    kind: &'static str,
    wanted: Option<&str>,
    values: impl Fn(&Fact) -> Vec<String>,
) -> Result<Vec<&'p Fact>, RunError> {
    let Some(wanted) = wanted else {
        return Ok(facts);
    };
    let has = |fact: &&Fact| values(fact).iter().any(|value| value == wanted);
    if facts.is_empty() || facts.iter().any(has) {
        return Ok(facts.into_iter().filter(has).collect());
    }
    let known: Vec<String> = facts.iter().flat_map(|fact| values(fact)).collect();
    Err(unknown(kind, wanted, known.iter().map(String::as_str)))
}

/// Returns the concept or class with this name.
fn concept_named(name: &str, pack: &Pack) -> Result<Selector, RunError> {
    let known = pack.selectors().iter();
    let known = known.filter(|(_, selector)| !matches!(selector, Selector::Cue(_)));
    match pack.selector(name) {
        Some(found @ (Selector::Concept(_) | Selector::Class(_))) => Ok(found),
        _ => {
            let mut names: Vec<&str> = known.map(|(name, _)| name.as_str()).collect();
            names.sort_unstable();
            Err(unknown("concept or class", name, names))
        }
    }
}

/// Tells whether a subject or object of `fact` is `wanted`, a kind of it or a part of it.
fn is_about(fact: &Fact, wanted: Selector, pack: &Pack) -> bool {
    fact.says.iter().any(|said| {
        let said = &said.proposition;
        let objects = &said.objects;
        let lists = [
            &said.subject,
            &objects.typical,
            &objects.plausible,
            &objects.doubtful,
            &objects.contradicted,
        ];
        let mut concepts = lists.into_iter().flatten();
        concepts.any(|concept| match wanted {
            Selector::Concept(wanted) => pack.lattice.within(*concept, wanted),
            _ => pack.selects(wanted, *concept),
        })
    })
}
