//! `facts test`: the example sentences of facts and myths, run.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::pipeline::Knowledge;
use super::super::{Outcome, RunError};
use super::{Named, print};
use crate::cli::{FactsTestArgs, PlainFormat};
use crate::examples::{Owner, try_examples};
use crate::report::{ExampleReport, write_examples, write_examples_json};

pub(super) fn test<Stream: RawStream + AsLockedWrite>(
    args: &FactsTestArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut named = Named::load(&args.known)?;
    let knowledge = Knowledge::new(std::mem::take(&mut named.pack))?;
    named.pack = knowledge.pack.clone();
    let facts = named.facts().map(Owner::Fact);
    let owners: Vec<Owner> = facts.chain(named.myths().map(Owner::Myth)).collect();
    let tried = try_examples(
        owners.iter().copied(),
        &knowledge.lexicon,
        &knowledge.language,
        &knowledge.pack,
    );
    let report = ExampleReport::new(&tried, &owners, &named.pack, &named.files);
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_examples(&report, look, out),
        PlainFormat::Json => write_examples_json(&report, out),
    })?;
    Ok(if report.has_failed() {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
