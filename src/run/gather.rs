//! All articles through the pipeline, in parallel.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::RunError;
use super::panics::catch_panic;
use super::pipeline::Knowledge;
use super::plan::Plan;
use super::progress::Progress;
use crate::cli::ReadingArgs;
use crate::discover::{Candidate, Origin, Problem, ProblemKind, read_source};
use crate::report::{ArticleReport, Report, Shared, Spool};
use crate::rules::Settings;
use crate::source::SourceFile;

/// Where the texts of articles wait until all are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// In memory.
    Held,
    /// In a temporary file, but for the first ones.
    Spooled,
    /// In the same file, and so are the findings of these articles.
    SpooledWithFindings,
}

/// Bytes of texts that are held in memory in any case: some hundred articles.
const HELD: usize = 4 << 20;

/// Returns what `check` says about every article of `plan`, in their order.
///
/// A panic in `check` is a problem of that article alone.
pub(super) fn gather(
    reading: &ReadingArgs,
    plan: &mut Plan,
    texts: Texts,
    check: impl Fn(&SourceFile, &Knowledge, &Settings) -> ArticleReport + Sync,
) -> Result<Report, RunError> {
    let progress = Progress::new(plan.articles.len());
    let shelf = Shelf::new(texts);
    let shared = Shared::default();
    let check_one = |(candidate, terms): &(Candidate, usize)| {
        let terms = &plan.terms[*terms];
        let knowledge = &plan.knowledge[terms.knowledge];
        let check = |file: &SourceFile| check(file, knowledge, &terms.settings);
        let mut result = check_candidate(candidate, terms.limit, check);
        if let Ok(article) = &mut result {
            shelf.take(article, &shared);
            shared.share(article);
        }
        progress.advance();
        result
    };
    let articles = plan.articles.as_slice();
    let results: Vec<Result<ArticleReport, Problem>> = match threads(reading.jobs, articles.len())?
    {
        None => articles.iter().map(check_one).collect(),
        Some(pool) => pool.install(|| articles.par_iter().map(check_one).collect()),
    };
    progress.finish();
    let mut report = Report {
        packs: plan.packs(),
        problems: std::mem::take(&mut plan.problems),
        ..Report::default()
    };
    let problems = &mut report.problems;
    let articles = results.into_iter().filter_map(|result| {
        let failed = |problem| problems.push(problem);
        result.map_err(failed).ok()
    });
    // In the place of the results, which there may be many of.
    report.articles = articles.collect();
    report.elapsed = plan.started.elapsed();
    Ok(report)
}

/// Takes the texts of articles, and what was found in them, out of memory, once there are many.
struct Shelf {
    texts: Texts,
    held: AtomicUsize,
    /// `None` where there is no place for temporary files.
    spool: OnceLock<Option<Arc<Spool>>>,
}

impl Shelf {
    fn new(texts: Texts) -> Self {
        Self {
            texts,
            held: AtomicUsize::new(0),
            spool: OnceLock::new(),
        }
    }

    /// Puts the text of `article`, and what only the end of the run needs of it, into the spool; it stays in memory if
    /// there is room, or the spool takes no more.
    ///
    /// What an article asks to leave out is held against all its findings at the end: these stay.
    fn take(&self, article: &mut ArticleReport, shared: &Shared) {
        let held = self.held.fetch_add(article.text.len(), Ordering::Relaxed);
        if self.texts == Texts::Held || held < HELD {
            return;
        }
        let spool = self
            .spool
            .get_or_init(|| tempfile::tempfile().ok().map(Spool::new));
        let Some(spool) = spool else { return };
        if let Ok(spooled) = spool.add(&article.text) {
            article.spooled = Some(spooled);
            article.text = String::new();
        }
        article.carried.shelve(spool);
        if self.texts == Texts::SpooledWithFindings && article.suppressions.is_none() {
            article.shelve(spool, |rule| shared.text(rule));
        }
    }
}

/// Returns as many threads as `jobs` asks for, or else as there are processors; `None` where the one that is there is
/// enough for so many `articles`.
fn threads(jobs: Option<NonZeroUsize>, articles: usize) -> Result<Option<ThreadPool>, RunError> {
    let wanted = jobs.map_or(0, usize::from);
    if articles <= 1 || wanted == 1 {
        return Ok(None);
    }
    let builder = rayon::ThreadPoolBuilder::new().num_threads(wanted);
    builder.build().map(Some).map_err(RunError::Threads)
}

fn check_candidate(
    candidate: &Candidate,
    limit: u64,
    check: impl Fn(&SourceFile) -> ArticleReport,
) -> Result<ArticleReport, Problem> {
    let internal = |what| Problem {
        path: candidate.path.clone(),
        kind: ProblemKind::Internal { what },
    };
    let checked = catch_panic(|| Ok(check(&read_source(candidate, limit)?)))
        .map_err(internal)
        .flatten();
    checked.map(|article| ArticleReport {
        from_stdin: candidate.origin == Origin::StandardInput,
        ..article
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests build folders")]
mod tests {
    use super::*;
    use crate::config::CommandLine;
    use crate::run::plan::plan;
    use crate::run::setup::{Setup, knowledge_from};
    use clap::Parser;

    fn folder_with(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new()
            .prefix("articles")
            .tempdir()
            .unwrap();
        for name in names {
            std::fs::write(folder.path().join(name), format!("Text of {name}.")).unwrap();
        }
        folder
    }

    fn reading(folder: &tempfile::TempDir, more: &[&str]) -> ReadingArgs {
        let path = folder.path().to_str().unwrap();
        let line = ["factlint", "check", path]
            .into_iter()
            .chain(more.iter().copied());
        match crate::cli::Cli::try_parse_from(line).unwrap().command {
            crate::cli::Command::Check(args) => args.reading,
            _ => panic!("the command is check"),
        }
    }

    fn gathered(
        reading: &ReadingArgs,
        check: impl Fn(&SourceFile) -> ArticleReport + Sync,
    ) -> Report {
        let mut setup = Setup::new(&reading.setup, CommandLine::default());
        let mut plan = plan(reading, &[], &mut setup, knowledge_from).unwrap();
        gather(reading, &mut plan, Texts::Held, |file, _, _| check(file)).unwrap()
    }

    fn first_words(file: &SourceFile) -> ArticleReport {
        ArticleReport {
            text: file.text.clone(),
            ..ArticleReport::default()
        }
    }

    #[test]
    fn a_panic_is_a_problem_of_its_article_alone() {
        let folder = folder_with(&["a.md", "b.md", "c.md"]);
        let report = gathered(&reading(&folder, &[]), |file| {
            assert!(!file.text.contains("b.md"), "tripped over {}", file.text);
            first_words(file)
        });
        let texts: Vec<&str> = report
            .articles
            .iter()
            .map(|article| article.text.as_str())
            .collect();
        assert_eq!(texts, ["Text of a.md.", "Text of c.md."]);
        let [problem] = report.problems.as_slice() else {
            panic!("one problem: {:?}", report.problems);
        };
        assert_eq!(problem.path.file_name().unwrap(), "b.md");
        let message = problem.kind.to_string();
        assert!(
            message.starts_with("internal error: tripped over Text of b.md. (gather.rs, line "),
            "{message}"
        );
    }

    #[test]
    fn texts_are_the_same_wherever_they_are() {
        let article = || ArticleReport {
            text: "x".repeat(HELD / 2 + 1),
            ..ArticleReport::default()
        };
        let shelf = Shelf::new(Texts::Spooled);
        let mut articles = [article(), article(), article()];
        articles
            .iter_mut()
            .for_each(|article| shelf.take(article, &Shared::default()));
        let places = articles.each_ref().map(|article| article.spooled.is_some());
        assert_eq!(places, [false, false, true]);
        for read in &articles {
            assert!(read.text() == article().text);
        }
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let names: Vec<String> = (0..40).map(|number| format!("{number}.md")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let folder = folder_with(&names);
        let texts = |jobs| {
            let report = gathered(&reading(&folder, &["--jobs", jobs]), first_words);
            let articles = report.articles;
            articles
                .into_iter()
                .map(|article| article.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("1").len(), 40);
        assert_eq!(texts("1"), texts("7"));
    }
}
