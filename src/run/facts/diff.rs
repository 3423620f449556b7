//! `facts diff`: two versions of facts, and what articles claim under each.

use std::path::Path;

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::fact_files::add_layer;
use super::super::pipeline::{Knowledge, list_article};
use super::super::plan::plan;
use super::super::setup::{Setup, files_of};
use super::super::{Outcome, RunError, gather, print_problems};
use super::print;
use crate::cli::{Colour, FactsDiffArgs, PlainFormat, ReadingArgs};
use crate::config::{CommandLine, PackChoice};
use crate::pack::{Layer, Pack, PackText, load};
use crate::report::{FactsDiff, ListedFact, Report, write_diff, write_diff_json};

pub(super) fn diff<Stream: RawStream + AsLockedWrite>(
    args: &FactsDiffArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut setup = Setup::new(&args.setup, CommandLine::default());
    let base = setup.packs_here()?;
    let old = listed(&base, &args.old)?;
    let new = listed(&base, &args.new)?;
    let (before, after) = if args.paths.is_empty() {
        (Report::default(), Report::default())
    } else {
        (
            judged(args, &mut setup, &args.old)?,
            judged(args, &mut setup, &args.new)?,
        )
    };
    let problems = after.problems;
    let diff = FactsDiff::new(&old, &new, &before.articles, &after.articles);
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_diff(&diff, look, out),
        PlainFormat::Json => write_diff_json(&diff, out),
    })?;
    print_problems(&problems);
    Ok(if !problems.is_empty() {
        Outcome::Incomplete
    } else if diff.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

/// Returns the facts at `path` above those of `base`.
fn listed(base: &[PackChoice], path: &Path) -> Result<Vec<ListedFact>, RunError> {
    let (files, pack) = version(base, path)?;
    let facts = pack.facts.iter();
    Ok(facts
        .map(|fact| ListedFact::new(fact, &pack, &files))
        .collect())
}

/// Returns the packs of `base` with the facts at `path` above them, as text and loaded.
fn version(base: &[PackChoice], path: &Path) -> Result<(Vec<PackText>, Pack), RunError> {
    let mut files = files_of(base)?;
    add_layer(path, &mut files)?;
    let files = without_replaced_packs(files);
    let pack = load(&files)?;
    Ok((files, pack))
}

/// Leaves out the built-in packs that the last layer declares anew: a fact that its version dropped must not come
/// back from below.
fn without_replaced_packs(files: Vec<PackText>) -> Vec<PackText> {
    let last = files.iter().map(|file| file.layer).max();
    let declared: Vec<String> = files
        .iter()
        .filter(|file| Some(file.layer) == last)
        .filter_map(|file| declared_pack(&file.text))
        .collect();
    let folders: Vec<String> = files
        .iter()
        .filter(|file| file.layer == Layer::BUILT_IN)
        .filter(|file| declared_pack(&file.text).is_some_and(|id| declared.contains(&id)))
        .filter_map(|file| Some(file.name.rsplit_once('/')?.0.to_owned()))
        .collect();
    let replaced = |file: &PackText| {
        let path = Path::new(&file.name);
        file.layer == Layer::BUILT_IN && folders.iter().any(|folder| path.starts_with(folder))
    };
    files.into_iter().filter(|file| !replaced(file)).collect()
}

/// Returns the id of the pack that a file declares.
fn declared_pack(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    let id = table.get("pack")?.get("id")?;
    id.as_str().map(str::to_owned)
}

/// Returns the claims of the articles, judged by the facts at `path` above those of their own packs.
fn judged(args: &FactsDiffArgs, setup: &mut Setup, path: &Path) -> Result<Report, RunError> {
    let reading = ReadingArgs {
        paths: args.paths.clone(),
        setup: args.setup.clone(),
        output: None,
        stdin_filename: None,
        allow_empty: false,
        max_file_size: None,
        quiet: false,
        jobs: args.jobs,
        color: Colour::Never,
    };
    let build = |packs: &[PackChoice]| Ok(Knowledge::new(version(packs, path)?.1)?);
    let mut plan = plan(&reading, &[], setup, build)?;
    gather::gather(&reading, &mut plan, gather::Texts::Held, list_article)
}
