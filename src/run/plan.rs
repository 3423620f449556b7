//! Which articles are read, and what each is compared with: all that can fail before the first is opened.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::RunError;
use super::pipeline::Knowledge;
use super::save::{protect, protect_inputs};
use super::setup::{Setup, largest_file, settings_of};
use crate::cli::ReadingArgs;
use crate::config::PackChoice;
use crate::discover::{Candidate, Problem, find_articles};
use crate::markup::READS_MDX;
use crate::pack::PackInfo;
use crate::rules::Settings;
use crate::source::Format;

/// The articles of a run.
#[derive(Debug)]
pub(super) struct Plan {
    /// In the order of their paths, each with the place of its terms.
    pub(super) articles: Vec<(Candidate, usize)>,
    /// Paths that give no article.
    pub(super) problems: Vec<Problem>,
    /// What articles are checked under; many share one.
    pub(super) terms: Vec<Terms>,
    /// What they are compared with; many terms share one.
    pub(super) knowledge: Vec<Knowledge>,
    /// When the search began.
    pub(super) started: Instant,
}

/// What an article is checked under.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) settings: Settings,
    /// Most bytes of it.
    pub(super) limit: u64,
    /// Place of what it is compared with.
    pub(super) knowledge: usize,
}

impl Plan {
    /// Returns the packs that articles are compared with, each once.
    pub(super) fn packs(&self) -> Vec<PackInfo> {
        let mut packs: Vec<PackInfo> = Vec::new();
        for info in self.knowledge.iter().flat_map(|known| &known.pack.infos) {
            if !packs.contains(info) {
                packs.push(info.clone());
            }
        }
        packs
    }
}

/// Returns the articles that the arguments name, each with what its configuration says; `build` makes what is known
/// of the packs that are named, once for each choice of them. None of `outputs` may be an article.
///
/// # Errors
/// No article, a configuration or pack with a mistake, an output file that is an article.
#[expect(
    clippy::disallowed_methods,
    reason = "the report says how long it took"
)]
pub(super) fn plan(
    reading: &ReadingArgs,
    outputs: &[&Path],
    setup: &mut Setup,
    mut build: impl FnMut(&[PackChoice]) -> Result<Knowledge, RunError>,
) -> Result<Plan, RunError> {
    let started = Instant::now();
    let paths = paths_to_search(reading)?;
    let found = find_articles(&paths, reading.stdin_filename.as_deref());
    let mut planned = Planned::default();
    let mut articles = Vec::with_capacity(found.articles.len());
    for candidate in found.articles {
        if let Some(terms) = planned.terms_of(&candidate, reading, setup)? {
            articles.push((candidate, terms));
        }
    }
    if articles.is_empty() && found.problems.is_empty() && !reading.allow_empty {
        return Err(RunError::NothingToCheck { searched: paths });
    }
    let candidates = || articles.iter().map(|(candidate, _)| candidate);
    note_unread_mdx(candidates());
    let output = reading.output.as_deref();
    protect(
        candidates(),
        output.into_iter().chain(outputs.iter().copied()),
    )?;
    protect_inputs(
        setup.config_files(),
        output.into_iter().chain(outputs.iter().copied()),
    )?;
    if planned.packs.is_empty() {
        planned.packs.push(setup.packs_here()?);
    }
    let packs = planned.packs.iter();
    Ok(Plan {
        knowledge: packs.map(|packs| build(packs)).collect::<Result<_, _>>()?,
        articles,
        problems: found.problems,
        terms: planned.terms,
        started,
    })
}

/// The terms of the articles so far.
#[derive(Default)]
struct Planned {
    terms: Vec<Terms>,
    packs: Vec<Vec<PackChoice>>,
    /// By the files that hold, and the overrides in them.
    known: HashMap<(usize, Vec<bool>), usize>,
}

impl Planned {
    /// Returns the place of the terms of an article; `None` if it is left out.
    fn terms_of(
        &mut self,
        candidate: &Candidate,
        reading: &ReadingArgs,
        setup: &mut Setup,
    ) -> Result<Option<usize>, RunError> {
        let found = setup.find(&candidate.path)?;
        let merged = found.merged(&setup.command);
        if candidate.searched && merged.leaves_out(&found.article).is_some() {
            return Ok(None);
        }
        // The setup keeps all files, so that no other ones come to lie in the same place.
        let files = Arc::as_ptr(&found.cascade).cast::<()>().addr();
        let key = (files, found.overrides.clone());
        if let Some(known) = self.known.get(&key) {
            return Ok(Some(*known));
        }
        let packs = setup.packs(&merged);
        let knowledge = match self.packs.iter().position(|known| *known == packs) {
            Some(known) => known,
            None => {
                self.packs.push(packs);
                self.packs.len() - 1
            }
        };
        let limit = reading.max_file_size.map(|size| size.as_u64());
        self.terms.push(Terms {
            settings: settings_of(&merged),
            limit: limit.unwrap_or_else(|| largest_file(&merged)),
            knowledge,
        });
        let place = self.terms.len() - 1;
        self.known.insert(key, place);
        Ok(Some(place))
    }
}

/// Says that MDX is read as Markdown, if it is and there is any.
#[expect(clippy::disallowed_methods, reason = "notes go to standard error")]
fn note_unread_mdx<'c>(mut articles: impl Iterator<Item = &'c Candidate>) {
    let is_mdx = |article: &Candidate| article.format == Format::Mdx;
    if !READS_MDX && articles.any(is_mdx) {
        // If nobody listens, nobody needs to know.
        let _ = writeln!(
            io::stderr().lock(),
            "note: MDX is read as Markdown, since factlint was built without its feature `mdx`"
        );
    }
}

fn paths_to_search(reading: &ReadingArgs) -> Result<Vec<PathBuf>, RunError> {
    let standard_input = PathBuf::from("-");
    match (reading.paths.is_empty(), &reading.stdin_filename) {
        (true, Some(_)) => Ok(vec![standard_input]),
        (true, None) => Ok(vec![PathBuf::from(".")]),
        (false, Some(_)) if !reading.paths.contains(&standard_input) => {
            Err(RunError::UnusedStdinName)
        }
        (false, _) => Ok(reading.paths.clone()),
    }
}
