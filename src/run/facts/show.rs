//! `facts show`: one fact or myth with all its fields.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::{Outcome, RunError};
use super::{Named, print, unknown};
use crate::cli::{FactsShowArgs, PlainFormat};
use crate::report::{
    ListedFact, ListedMyth, write_fact, write_fact_json, write_myth, write_myth_json,
};

pub(super) fn show<Stream: RawStream + AsLockedWrite>(
    args: &FactsShowArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let named = Named::load(&args.known)?;
    let (pack, files) = (&named.pack, &named.files);
    let format = args.print.format;
    if let Some(fact) = pack.facts.iter().find(|fact| fact.id == args.id) {
        let listed = ListedFact::new(fact, pack, files);
        print(&args.print, stdout, |look, out| match format {
            PlainFormat::Human => write_fact(&listed, look, out),
            PlainFormat::Json => write_fact_json(&listed, out),
        })?;
    } else if let Some(myth) = pack.myths.iter().find(|myth| myth.id == args.id) {
        let listed = ListedMyth::new(myth, pack, files);
        print(&args.print, stdout, |look, out| match format {
            PlainFormat::Human => write_myth(&listed, look, out),
            PlainFormat::Json => write_myth_json(&listed, out),
        })?;
    } else {
        let facts = pack.facts.iter().map(|fact| fact.id.as_str());
        let myths = pack.myths.iter().map(|myth| myth.id.as_str());
        return Err(unknown("fact or myth", &args.id, facts.chain(myths)));
    }
    Ok(Outcome::Clean)
}
