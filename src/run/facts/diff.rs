//! `facts diff`: two versions of facts, and what articles claim under each.

use std::path::Path;

use anstream::stream::{AsLockedWrite, RawStream};

use super::super::fact_files::add_layer;
use super::super::pipeline::{Knowledge, check_article};
use super::super::setup::Setup;
use super::super::today::today;
use super::super::{Outcome, RunError, gather, print_problems};
use super::print;
use crate::cli::{Colour, FactsDiffArgs, PlainFormat, ReadingArgs};
use crate::pack::{Layer, PackText, load};
use crate::report::{FactsDiff, ListedFact, Report, write_diff, write_diff_json};
use crate::rules::Settings;

/// One version of the facts.
struct Version {
    facts: Vec<ListedFact>,
    knowledge: Knowledge,
}

pub(super) fn diff<Stream: RawStream + AsLockedWrite>(
    args: &FactsDiffArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let setup = Setup::read(&args.setup)?;
    let old = version(&setup, &args.old)?;
    let new = version(&setup, &args.new)?;
    let (before, after) = if args.paths.is_empty() {
        (Report::default(), Report::default())
    } else {
        let limit = setup.largest_file();
        (judged(args, limit, &old)?, judged(args, limit, &new)?)
    };
    let problems = after.problems;
    let diff = FactsDiff::new(&old.facts, &new.facts, &before.articles, &after.articles);
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
fn version(base: &Setup, path: &Path) -> Result<Version, RunError> {
    let mut files = base.files()?;
    add_layer(path, &mut files)?;
    let files = without_replaced_packs(files);
    let pack = load(&files)?;
    let facts = pack.facts.iter();
    let facts = facts
        .map(|fact| ListedFact::new(fact, &pack, &files))
        .collect();
    Ok(Version {
        facts,
        knowledge: base.laid_out(Knowledge::new(pack)?),
    })
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

/// Returns the claims of the articles, judged by one version.
fn judged(args: &FactsDiffArgs, limit: u64, version: &Version) -> Result<Report, RunError> {
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
    let settings = Settings::on(today());
    gather::gather(&reading, limit, &version.knowledge.pack, &[], |file| {
        check_article(file, &version.knowledge, &settings)
    })
}
