//! `facts check`: every mistake of fact files.

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::fact_files::add_layer;
use super::super::pipeline::Knowledge;
use super::super::setup::Setup;
use super::super::{Outcome, RunError};
use super::print;
use crate::cli::{FactsCheckArgs, PlainFormat};
use crate::config::CommandLine;
use crate::examples::{Owner, try_examples};
use crate::pack::{Layer, Loaded, Pack, PackProblem, PackText, load_all};
use crate::report::{ExampleReport, FactFileReport, write_fact_files, write_fact_files_json};

pub(super) fn check<Stream: RawStream + AsLockedWrite>(
    args: &FactsCheckArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut files = Setup::new(&args.setup, CommandLine::default()).files()?;
    let below = files.iter().map(|file| file.layer).max();
    for path in &args.paths {
        add_layer(path, &mut files)?;
    }
    // Without files of their own, the keeper asks about all that are loaded.
    let from = match below {
        Some(Layer(below)) if !args.paths.is_empty() => Layer(below + 1),
        _ => Layer::BUILT_IN,
    };
    let Loaded {
        pack,
        mut mistakes,
        advice,
    } = load_all(&files, from);
    let facts = pack.facts.iter();
    let facts = facts
        .filter(|fact| pack.file(fact.file).layer >= from)
        .count();
    // Half a pack would read sentences in its own way.
    if mistakes.is_empty() {
        mistakes = failing_examples(pack, from, &files)?;
    }
    let report = FactFileReport {
        facts,
        files: files.iter().filter(|file| file.layer >= from).count(),
        mistakes,
        advice,
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

/// Returns the examples of the layer `from` and later ones that do not come out.
fn failing_examples(
    pack: Pack,
    from: Layer,
    files: &[PackText],
) -> Result<Vec<PackProblem>, RunError> {
    let knowledge = Knowledge::new(pack)?;
    let pack = &knowledge.pack;
    let facts = pack.facts.iter().map(|fact| (fact.file, Owner::Fact(fact)));
    let myths = pack.myths.iter().map(|myth| (myth.file, Owner::Myth(myth)));
    let owners: Vec<Owner<'_>> = facts
        .chain(myths)
        .filter(|(file, _)| pack.file(*file).layer >= from)
        .map(|(_, owner)| owner)
        .collect();
    let tried = try_examples(
        owners.iter().copied(),
        &knowledge.lexicon,
        &knowledge.language,
        pack,
    );
    Ok(ExampleReport::new(&tried, &owners, pack, files).into_mistakes())
}
