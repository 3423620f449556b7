//! `facts test`: the example sentences of facts, run.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::pipeline::Knowledge;
use super::super::{Outcome, RunError};
use super::{Named, print};
use crate::cli::{FactsTestArgs, PlainFormat};
use crate::examples::try_examples;
use crate::report::{ExampleReport, write_examples, write_examples_json};

pub(super) fn test<Stream: RawStream + AsLockedWrite>(
    args: &FactsTestArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut named = Named::load(&args.known)?;
    let knowledge = Knowledge::new(std::mem::take(&mut named.pack))?;
    named.pack = knowledge.pack.clone();
    let tried = try_examples(
        named.facts(),
        &knowledge.lexicon,
        &knowledge.language,
        &knowledge.pack,
    );
    let report = ExampleReport::new(&tried, named.facts().count(), &named.pack, &named.files);
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
