//! `facts impact`: the sentences of articles that rest on a fact.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::pipeline::check_article;
use super::super::setup::Setup;
use super::super::today::today;
use super::super::{Outcome, RunError, deliver, gather, outcome, print_problems};
use super::fact_named;
use crate::cli::FactsImpactArgs;
use crate::report::{Format, write_impact};
use crate::rules::Settings;

pub(super) fn impact<Stream: RawStream + AsLockedWrite>(
    args: &FactsImpactArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let setup = Setup::read(&args.reading.setup)?;
    let knowledge = setup.knowledge()?;
    let fact = fact_named(&args.id, &knowledge.pack)?;
    let settings = Settings::on(today());
    let report = gather::gather(
        &args.reading,
        setup.largest_file(),
        &knowledge.pack,
        &[],
        |file| {
            let mut article = check_article(file, &knowledge, &settings);
            article
                .claims
                .retain(|claim| claim.fact.as_deref() == Some(fact.id.as_str()));
            article.diagnostics.clear();
            article
        },
    )?;
    let for_people = args.format == Format::Human;
    deliver(&args.reading, for_people, None, stdout, |look, out| {
        write_impact(&fact.id, &report, args.format, look, out)
    })?;
    print_problems(&report.problems);
    Ok(outcome(&report, None))
}
