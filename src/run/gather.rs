//! All articles through the pipeline, in parallel.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;

use super::RunError;
use super::panics::catch_panic;
use super::progress::Progress;
use super::save::protect;
use crate::cli::ReadingArgs;
use crate::discover::{Candidate, Origin, Problem, ProblemKind, find_articles, read_source};
use crate::markup::READS_MDX;
use crate::pack::Pack;
use crate::report::{ArticleReport, Report};
use crate::source::{Format, SourceFile};

/// Returns what `check` says about every article that the arguments name, in their order; `limit` is the most
/// bytes of one, unless the arguments say it.
///
/// A panic in `check` is a problem of that article alone.
#[expect(
    clippy::disallowed_methods,
    reason = "the report says how long it took"
)]
pub(super) fn gather(
    reading: &ReadingArgs,
    limit: u64,
    pack: &Pack,
    check: impl Fn(&SourceFile) -> ArticleReport + Sync,
) -> Result<Report, RunError> {
    let started = Instant::now();
    let paths = paths_to_search(reading)?;
    let found = find_articles(&paths, reading.stdin_filename.as_deref());
    if found.articles.is_empty() && found.problems.is_empty() && !reading.allow_empty {
        return Err(RunError::NothingToCheck { searched: paths });
    }
    note_unread_mdx(&found.articles);
    protect(&found.articles, reading.output.as_ref())?;
    let threads = reading.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(RunError::Threads)?;
    let limit = reading.max_file_size.map_or(limit, |size| size.as_u64());
    let progress = Progress::new(found.articles.len());
    let results: Vec<Result<ArticleReport, Problem>> = pool.install(|| {
        let checked = found.articles.par_iter().map(|candidate| {
            let result = check_candidate(candidate, limit, &check);
            progress.advance();
            result
        });
        checked.collect()
    });
    progress.finish();
    let mut report = Report {
        packs: pack.infos.clone(),
        problems: found.problems,
        ..Report::default()
    };
    for result in results {
        match result {
            Ok(article) => report.articles.push(article),
            Err(problem) => report.problems.push(problem),
        }
    }
    report.elapsed = started.elapsed();
    Ok(report)
}

/// Says that MDX is read as Markdown, if it is and there is any.
#[expect(clippy::disallowed_methods, reason = "notes go to standard error")]
fn note_unread_mdx(articles: &[Candidate]) {
    let is_mdx = |article: &Candidate| article.format == Format::Mdx;
    if !READS_MDX && articles.iter().any(is_mdx) {
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

fn check_candidate(
    candidate: &Candidate,
    limit: u64,
    check: &(impl Fn(&SourceFile) -> ArticleReport + Sync),
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

    fn first_words(file: &SourceFile) -> ArticleReport {
        ArticleReport {
            text: file.text.clone(),
            ..ArticleReport::default()
        }
    }

    #[test]
    fn a_panic_is_a_problem_of_its_article_alone() {
        let folder = folder_with(&["a.md", "b.md", "c.md"]);
        let report = gather(&reading(&folder, &[]), 1_000, &Pack::default(), |file| {
            assert!(!file.text.contains("b.md"), "tripped over {}", file.text);
            first_words(file)
        })
        .unwrap();
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
    fn the_number_of_threads_changes_nothing() {
        let names: Vec<String> = (0..40).map(|number| format!("{number}.md")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let folder = folder_with(&names);
        let texts = |jobs| {
            let report = gather(
                &reading(&folder, &["--jobs", jobs]),
                1_000,
                &Pack::default(),
                first_words,
            );
            let articles = report.unwrap().articles;
            articles
                .into_iter()
                .map(|article| article.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("1").len(), 40);
        assert_eq!(texts("1"), texts("7"));
    }
}
