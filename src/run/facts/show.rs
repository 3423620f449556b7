//! `facts show`: one fact with all its fields.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::{Outcome, RunError};
use super::{Named, fact_named, print};
use crate::cli::{FactsShowArgs, PlainFormat};
use crate::report::{ListedFact, write_fact, write_fact_json};

pub(super) fn show<Stream: RawStream + AsLockedWrite>(
    args: &FactsShowArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let named = Named::load(&args.known)?;
    let fact = fact_named(&args.id, &named.pack)?;
    let listed = ListedFact::new(fact, &named.pack, &named.files);
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_fact(&listed, look, out),
        PlainFormat::Json => write_fact_json(&listed, out),
    })?;
    Ok(Outcome::Clean)
}
