//! `facts impact`: the sentences of articles that rest on a fact.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::pipeline::{Knowledge, list_article};
use super::super::plan::plan;
use super::super::setup::{Setup, knowledge_from};
use super::super::{Outcome, RunError, deliver, gather, outcome, print_problems};
use super::fact_named;
use crate::cli::FactsImpactArgs;
use crate::config::CommandLine;
use crate::report::{Format, VerdictCounts, write_impact};

pub(super) fn impact<Stream: RawStream + AsLockedWrite>(
    args: &FactsImpactArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut setup = Setup::new(&args.reading.setup, CommandLine::default());
    let mut plan = plan(&args.reading, &[], &mut setup, knowledge_from)?;
    let id = fact_in_any(&args.id, &plan.knowledge)?;
    let report = gather::gather(
        &args.reading,
        &mut plan,
        gather::Texts::Held,
        |file, knowledge, settings| {
            let mut article = list_article(file, knowledge, settings);
            article
                .claims
                .retain(|claim| claim.fact.as_deref() == Some(id.as_str()));
            article.verdicts = VerdictCounts::of(article.claims.iter().map(|claim| claim.verdict));
            article.diagnostics.clear();
            article
        },
    )?;
    let for_people = args.format == Format::Human;
    deliver(&args.reading, for_people, None, stdout, |look, out| {
        write_impact(&id, &report, args.format, look, out)
    })?;
    print_problems(&report.problems);
    Ok(outcome(&report, None))
}

/// Returns the id of the fact, if the packs of one of the articles hold it.
fn fact_in_any(id: &str, known: &[Knowledge]) -> Result<String, RunError> {
    let mut found = known.iter().map(|known| fact_named(id, &known.pack));
    let first = found.next();
    let found = first.map(|first| found.fold(first, Result::or));
    Ok(found
        .transpose()?
        .map_or_else(String::new, |fact| fact.id.clone()))
}
