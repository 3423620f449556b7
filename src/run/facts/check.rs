//! `facts check`: every mistake of fact files.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::fact_files::add_layer;
use super::super::setup::Setup;
use super::super::{Outcome, RunError};
use super::print;
use crate::cli::{FactsCheckArgs, PlainFormat};
use crate::pack::{Layer, load_all};
use crate::report::{FactFileReport, write_fact_files, write_fact_files_json};

pub(super) fn check<Stream: RawStream + AsLockedWrite>(
    args: &FactsCheckArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut files = Setup::read(&args.setup)?.files()?;
    let below = files.iter().map(|file| file.layer).max();
    for path in &args.paths {
        add_layer(path, &mut files)?;
    }
    // Without files of their own, the keeper asks about all that are loaded.
    let from = match below {
        Some(Layer(below)) if !args.paths.is_empty() => Layer(below + 1),
        _ => Layer::BUILT_IN,
    };
    let loaded = load_all(&files, from);
    let checked = files.iter().filter(|file| file.layer >= from).count();
    let facts = loaded.pack.facts.iter();
    let report = FactFileReport {
        facts: facts
            .filter(|fact| loaded.pack.file(fact.file).layer >= from)
            .count(),
        files: checked,
        mistakes: loaded.mistakes,
        advice: loaded.advice,
    };
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_fact_files(&report, look, out),
        PlainFormat::Json => write_fact_files_json(&report, out),
    })?;
    Ok(if report.mistakes.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Incomplete
    })
}
