//! `facts stale`: the facts whose review is overdue.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::today::today;
use super::super::{Outcome, RunError};
use super::{Named, print};
use crate::cli::{FactsStaleArgs, PlainFormat};
use crate::pack::Fact;
use crate::report::{ListedFact, write_stale, write_stale_json};

pub(super) fn stale<Stream: RawStream + AsLockedWrite>(
    args: &FactsStaleArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let named = Named::load(&args.known)?;
    let on = args.on.unwrap_or_else(today);
    let mut due: Vec<&Fact> = named.facts().filter(|fact| fact.review_by < on).collect();
    due.sort_by(|one, other| (one.review_by, &one.id).cmp(&(other.review_by, &other.id)));
    let facts = due.iter();
    let listed: Vec<ListedFact> = facts
        .map(|fact| ListedFact::new(fact, &named.pack, &named.files))
        .collect();
    let of = named.facts().count();
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_stale(&listed, of, on, look, out),
        PlainFormat::Json => write_stale_json(&listed, on, out),
    })?;
    Ok(if listed.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}
