//! One run of the program.
//!
//! Input: the arguments, and standard output.
//! Output: an [`Outcome`] for the exit code; the report on standard output or in a file, problems on standard
//! error.
//!
//! - The only place that knows the order: parse, load, find, check, report.
//! - A path that fails, or an article that makes factlint panic, is a problem; all others are reported.
//! - Articles are checked in parallel; the output doesn't depend on how many at a time.
//!
//! Absent on purpose: what is checked (see [`pipeline`], the seam to the stages) and how it looks (see
//! [`crate::report`]).

mod baseline;
mod changed;
mod check;
mod completions;
mod config;
mod deliver;
mod error;
mod fact_files;
mod facts;
mod fixing;
mod gather;
mod init;
mod man;
mod panics;
pub mod pipeline;
mod plan;
mod progress;
mod repository;
mod rules;
mod save;
mod select;
mod setup;
mod today;

pub use changed::ChangedError;
pub use error::{RunError, is_broken_pipe, report_failure};

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use clap::Parser;

use crate::cli::{ClaimsArgs, Cli, Colour, Command, ExplainArgs, SetupArgs};
use crate::config::CommandLine;
use crate::discover::Problem;
use crate::nearest::nearest;
use crate::report::{
    ArticleReport, Format, Look, Report, explain_fact, explain_myth, write_claims, write_problem,
    write_rule, write_trace,
};
use crate::rules::{Rule, Severity};
use check::check;
use deliver::{deliver, looks};
use pipeline::{Knowledge, list_article, trace_article};
use plan::plan;
use setup::{Setup, knowledge_to_check};

/// How a run ended that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was found that fails the run.
    Clean,
    /// Something was.
    Findings,
    /// Something could not be checked; what could was reported.
    Incomplete,
}

/// Does what the arguments say (the first names the program) and writes the result to `stdout`.
///
/// # Errors
/// [`RunError`] says why there is no result, or no complete one.
pub fn run<Arguments, Stream>(arguments: Arguments, stdout: Stream) -> Result<Outcome, RunError>
where
    Arguments: IntoIterator,
    Arguments::Item: Into<OsString> + Clone,
    Stream: RawStream + AsLockedWrite,
{
    // Even the message of a mistake of ours may quote an article, so it must not reach a terminal raw.
    panics::catch_panic(|| run_command(arguments, stdout))
        .unwrap_or_else(|what| Err(RunError::Internal { what }))
}

fn run_command<Arguments, Stream>(arguments: Arguments, stdout: Stream) -> Result<Outcome, RunError>
where
    Arguments: IntoIterator,
    Arguments::Item: Into<OsString> + Clone,
    Stream: RawStream + AsLockedWrite,
{
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(err) if err.use_stderr() => return Err(RunError::Usage(err)),
        Err(help) => return print_help(&help, stdout),
    };
    match cli.command {
        Command::Check(args) => check(&args, stdout),
        Command::Claims(args) => claims(&args, stdout),
        Command::Explain(args) => explain(&args, stdout),
        Command::Config(args) => config::config(&args, stdout),
        Command::Rules(args) => rules::rules(&args, stdout),
        Command::Init(args) => init::init(&args, stdout),
        Command::Facts(command) => facts::facts(&command, stdout),
        Command::Completions(args) => completions::completions(&args, stdout),
        Command::Man(args) => man::man(&args, stdout),
    }
}

fn claims<Stream: RawStream + AsLockedWrite>(
    args: &ClaimsArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut setup = Setup::new(&args.reading.setup, CommandLine::default());
    let mut plan = plan(&args.reading, &[], &mut setup, knowledge_to_check)?;
    let read = if args.trace {
        trace_article
    } else {
        list_article
    };
    let report = gather::gather(&args.reading, &mut plan, gather::Texts::Held, read)?;
    let for_people = args.format == Format::Human;
    deliver(&args.reading, for_people, None, stdout, |look, out| {
        let format = args.format;
        if args.trace {
            write_trace(&report, format, look, out)
        } else {
            write_claims(&report, args.all, format, look, out)
        }
    })?;
    print_problems(&report.problems);
    Ok(outcome(&report, None))
}

fn explain<Stream: RawStream + AsLockedWrite>(
    args: &ExplainArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let knowledge = Setup::new(&SetupArgs::default(), CommandLine::default()).knowledge()?;
    let (choice, look) = looks(Colour::Auto, &stdout);
    let mut out = BufWriter::new(AutoStream::new(stdout, choice));
    write_explanation(&args.name, &knowledge, look, &mut out)?;
    out.flush().map_err(RunError::Write)?;
    Ok(Outcome::Clean)
}

fn write_explanation(
    name: &str,
    knowledge: &Knowledge,
    look: Look,
    out: &mut dyn Write,
) -> Result<(), RunError> {
    let is_rule = |rule: &&Rule| rule.id == name || rule.code.eq_ignore_ascii_case(name);
    if let Some(rule) = knowledge.rules.iter().find(is_rule) {
        return write_rule(rule.body(), out).map_err(RunError::Write);
    }
    let pack = &knowledge.pack;
    if let Some(fact) = pack.facts.iter().find(|fact| fact.id == name) {
        return explain_fact(fact, pack, look, out).map_err(RunError::Write);
    }
    if let Some(myth) = pack.myths.iter().find(|myth| myth.id == name) {
        return explain_myth(myth, pack, look, out).map_err(RunError::Write);
    }
    let rules = knowledge.rules.iter().map(|rule| rule.id.as_str());
    let facts = pack.facts.iter().map(|fact| fact.id.as_str());
    let myths = pack.myths.iter().map(|myth| myth.id.as_str());
    Err(match nearest(name, rules.chain(facts).chain(myths)) {
        Some(nearest) => RunError::MisspeltName {
            name: name.to_owned(),
            nearest: nearest.to_owned(),
        },
        None => RunError::UnknownName {
            name: name.to_owned(),
        },
    })
}

/// Returns how the run ended: what is missing outranks what was found.
fn outcome(report: &Report, fails: Option<Severity>) -> Outcome {
    let mut severities = report.articles.iter().flat_map(ArticleReport::severities);
    if !report.problems.is_empty() {
        Outcome::Incomplete
    } else if fails.is_some_and(|least| severities.any(|severity| severity >= least)) {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}

fn print_help<Stream: RawStream + AsLockedWrite>(
    help: &clap::Error,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut out = AutoStream::auto(stdout);
    write!(out, "{}", help.render().ansi())
        .and_then(|()| out.flush())
        .map_err(RunError::Write)?;
    Ok(Outcome::Clean)
}

#[expect(clippy::disallowed_methods, reason = "problems go to standard error")]
fn print_problems(problems: &[Problem]) {
    let mut stderr = io::stderr().lock();
    for problem in problems {
        if write_problem(problem, &mut stderr).is_err() {
            // Nobody listens; the exit code still tells.
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReadyDiagnostic;
    use crate::rules::Diagnostic;
    use crate::rules::Family;
    use crate::source::Span;

    fn report_with(severities: &[Severity]) -> Report {
        let finding = |severity: &Severity| {
            let diagnostic = Diagnostic {
                rule: "wrong-root-area".to_owned(),
                family: Family::Contradiction,
                severity: *severity,
                fact: None,
                message: String::new(),
                help: None,
                span: Span::default(),
                labels: Vec::new(),
                fix: None,
            };
            ReadyDiagnostic::new(&diagnostic, &crate::pack::Pack::default())
        };
        Report {
            articles: vec![ArticleReport {
                diagnostics: severities.iter().map(finding).collect(),
                ..ArticleReport::default()
            }],
            ..Report::default()
        }
    }

    #[test]
    fn findings_fail_the_run_from_their_level_on() {
        use Severity::{Advice, Error, Warning};
        let ends = |found: &[Severity], fails| outcome(&report_with(found), fails);
        assert_eq!(ends(&[], Some(Advice)), Outcome::Clean);
        assert_eq!(ends(&[Advice, Warning], Some(Error)), Outcome::Clean);
        assert_eq!(ends(&[Advice, Warning], Some(Warning)), Outcome::Findings);
        assert_eq!(ends(&[Error], Some(Advice)), Outcome::Findings);
        assert_eq!(ends(&[Error], None), Outcome::Clean);
    }

    #[test]
    fn what_was_not_checked_outranks_findings() {
        let report = Report {
            problems: vec![Problem {
                path: "a.md".into(),
                kind: crate::discover::ProblemKind::Missing,
            }],
            ..report_with(&[Severity::Error])
        };
        assert_eq!(outcome(&report, Some(Severity::Error)), Outcome::Incomplete);
        assert_eq!(outcome(&report, None), Outcome::Incomplete);
    }

    #[test]
    fn an_unknown_name_is_an_error_with_the_nearest_one() {
        let knowledge = pipeline::load_knowledge(&[]).unwrap();
        let explain = |name| {
            let mut out = Vec::new();
            let result = write_explanation(name, &knowledge, Look::default(), &mut out);
            result.map(|()| String::from_utf8(out).unwrap())
        };
        assert!(explain("root-s1-region").unwrap().contains("S1"));
        let misspelt = explain("root-s1-regoin").unwrap_err();
        let help = miette::Diagnostic::help(&misspelt).map(|help| help.to_string());
        assert_eq!(help.as_deref(), Some("did you mean `root-s1-region`?"));
        assert!(matches!(
            explain("spelling"),
            Err(RunError::UnknownName { .. })
        ));
    }
}
