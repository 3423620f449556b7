//! Why a run has no result.

use std::io;
use std::path::{Path, PathBuf};

use super::ChangedError;
use crate::baseline::BaselineError;
use crate::config::{ConfigError, ConfigFailure};
use crate::discover::{EXTENSIONS, REPORT};
use crate::pack::PackError;
use crate::report::{printed_path, write_failure, write_usage};

/// Why a run has no result.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum RunError {
    /// The arguments make no sense.
    #[error(transparent)]
    Usage(clap::Error),
    /// What changed is not known.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Changed(ChangedError),
    /// Two formats for standard output.
    #[error("only one format can go to standard output")]
    #[diagnostic(
        code(factlint::run::shared_output),
        help("name a file for the others, as in `--format human --format sarif=out.sarif`")
    )]
    SharedOutput,
    /// Two formats for one file.
    #[error("two formats would be written to {}", printed_path(path))]
    #[diagnostic(code(factlint::run::shared_target))]
    SharedTarget {
        /// The file.
        path: PathBuf,
    },
    /// `--stdin-filename` without `-`.
    #[error("--stdin-filename names standard input, but `-` is not among the paths")]
    #[diagnostic(code(factlint::run::unused_stdin_name), help("add `-` to the paths"))]
    UnusedStdinName,
    /// The paths hold no article.
    #[error("no article found in {}", listed(searched))]
    #[diagnostic(
        code(factlint::run::nothing_to_check),
        help(
            "folders are searched for {EXTENSIONS}, hidden and ignored files left out; --allow-empty accepts that there are none"
        )
    )]
    NothingToCheck {
        /// Where it was searched.
        searched: Vec<PathBuf>,
    },
    /// The facts have mistakes.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pack(#[from] PackError),
    /// A fact file cannot be read.
    #[error("cannot read the facts in {}", path.display())]
    #[diagnostic(
        code(factlint::facts::unreadable),
        help("name a TOML file or a folder of them with --facts")
    )]
    UnreadableFacts {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The configuration has a mistake.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(ConfigError),
    /// The configuration cannot be read.
    #[error("cannot read the configuration in {}", path.display())]
    #[diagnostic(code(factlint::config::unreadable))]
    UnreadableConfig {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A path of which the configuration is asked for.
    #[error("cannot find {}", path.display())]
    #[diagnostic(code(factlint::run::no_such_path))]
    NoSuchPath {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The baseline is none.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Baseline(#[from] BaselineError),
    /// The baseline cannot be read.
    #[error("cannot read the baseline {}", path.display())]
    #[diagnostic(
        code(factlint::baseline::unreadable),
        help("--write-baseline makes one of all that is found")
    )]
    UnreadableBaseline {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The baseline is not text.
    #[error("the baseline {} is not UTF-8 text: offset {offset}", path.display())]
    #[diagnostic(
        code(factlint::baseline::not_text),
        help("name a file that --write-baseline has written")
    )]
    BaselineNotText {
        /// The file.
        path: PathBuf,
        /// The first byte that is none.
        offset: usize,
    },
    /// `--prune-baseline` without a baseline.
    #[error("--prune-baseline needs a baseline")]
    #[diagnostic(code(factlint::baseline::none), help("name it with --baseline FILE"))]
    NoBaseline,
    /// A configuration that would be overwritten.
    #[error("there is a configuration already: {}", printed_path(path))]
    #[diagnostic(
        code(factlint::config::exists),
        help("--force replaces it; nothing was changed")
    )]
    ConfigExists {
        /// The file.
        path: PathBuf,
    },
    /// A folder that is none.
    #[error("there is no folder {}", printed_path(path))]
    #[diagnostic(code(factlint::config::no_folder))]
    NoFolder {
        /// The path that was given.
        path: PathBuf,
    },
    /// A folder holds no fact file.
    #[error("no fact file (.toml) in {}", path.display())]
    #[diagnostic(code(factlint::facts::none))]
    NoFacts {
        /// The folder.
        path: PathBuf,
    },
    /// A fact file that is not text.
    #[error("the facts in {} are not UTF-8 text: byte {byte:#04x} at offset {offset}", path.display())]
    #[diagnostic(code(factlint::facts::not_text), help("save the file as UTF-8"))]
    FactsNotText {
        /// The file.
        path: PathBuf,
        /// The first byte that is none.
        byte: u8,
        /// Where it stands.
        offset: usize,
    },
    /// Fact files that hold nothing.
    #[error("nothing is written in {}", path.display())]
    #[diagnostic(
        code(factlint::facts::empty),
        help("a fact file holds at least one table, such as [[fact]]")
    )]
    EmptyFacts {
        /// The file or folder.
        path: PathBuf,
    },
    /// A rule that doesn't exist.
    #[error("there is no rule `{name}`")]
    #[diagnostic(code(factlint::run::unknown_rule))]
    UnknownRule {
        /// The name that was given.
        name: String,
    },
    /// A rule that doesn't exist, with a name like one that does.
    #[error("there is no rule `{name}`")]
    #[diagnostic(code(factlint::run::unknown_rule), help("did you mean `{nearest}`?"))]
    MisspeltRule {
        /// The name that was given.
        name: String,
        /// The rule that exists.
        nearest: String,
    },
    /// `--select` and `--ignore` leave nothing.
    #[error("--ignore leaves none of the rules that --select names")]
    #[diagnostic(code(factlint::run::no_rule_left))]
    NoRuleLeft,
    /// Neither a rule nor a fact.
    #[error("there is no rule or fact `{name}`")]
    #[diagnostic(code(factlint::run::unknown_name))]
    UnknownName {
        /// The name that was given.
        name: String,
    },
    /// Neither a rule nor a fact, but nearly.
    #[error("there is no rule or fact `{name}`")]
    #[diagnostic(code(factlint::run::unknown_name), help("did you mean `{nearest}`?"))]
    MisspeltName {
        /// The name that was given.
        name: String,
        /// What exists.
        nearest: String,
    },
    /// A thing that doesn't exist.
    #[error("there is no {kind} `{name}`")]
    #[diagnostic(code(factlint::run::unknown_name))]
    UnknownThing {
        /// What was asked for, such as a fact.
        kind: &'static str,
        /// The name that was given.
        name: String,
    },
    /// A thing that doesn't exist, with a name like one that does.
    #[error("there is no {kind} `{name}`")]
    #[diagnostic(code(factlint::run::unknown_name), help("did you mean `{nearest}`?"))]
    MisspeltThing {
        /// What was asked for, such as a fact.
        kind: &'static str,
        /// The name that was given.
        name: String,
        /// What exists.
        nearest: String,
    },
    /// The output would overwrite an article.
    #[error("--output names {}, an article that is to be checked", path.display())]
    #[diagnostic(
        code(factlint::run::output_is_article),
        help("choose another file for the output")
    )]
    OutputIsArticle {
        /// The file.
        path: PathBuf,
    },
    /// The output would overwrite what the run is told by.
    #[error("{} is a configuration or a baseline of this run, and no place for its output", path.display())]
    #[diagnostic(
        code(factlint::run::output_is_input),
        help("choose another file for the output")
    )]
    OutputIsInput {
        /// The file.
        path: PathBuf,
    },
    /// The output file cannot be written.
    #[error("cannot write {}", path.display())]
    #[diagnostic(code(factlint::run::unwritable))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Standard output cannot be written.
    #[error("cannot write to standard output")]
    #[diagnostic(code(factlint::run::write))]
    Write(#[source] io::Error),
    /// factlint itself failed.
    #[error("internal error: {what}")]
    #[diagnostic(
        code(factlint::run::internal),
        help("please report this {REPORT}with the arguments, and the files it takes")
    )]
    Internal {
        /// The message of the panic, and where it happened.
        what: String,
    },
    /// No threads.
    #[error("cannot start the threads that read articles")]
    #[diagnostic(code(factlint::run::threads), help("try --jobs 1"))]
    Threads(#[source] rayon::ThreadPoolBuildError),
}

impl From<ConfigFailure> for RunError {
    fn from(failure: ConfigFailure) -> Self {
        match failure {
            ConfigFailure::Mistake(mistake) => Self::Config(mistake),
            ConfigFailure::Unreadable { path, source } => Self::UnreadableConfig { path, source },
        }
    }
}

/// Tells whether the reader of standard output has gone, as in `factlint check | head`.
#[must_use]
pub fn is_broken_pipe(error: &RunError) -> bool {
    matches!(error, RunError::Write(source) if source.kind() == io::ErrorKind::BrokenPipe)
}

/// Prints why the run has no result on standard error.
#[expect(clippy::disallowed_methods, reason = "errors go to standard error")]
pub fn report_failure(error: &RunError) {
    let mut stderr = anstream::AutoStream::auto(io::stderr().lock());
    // If standard error is closed as well, the exit code still tells.
    let _ = match error {
        RunError::Usage(usage) => write_usage(usage, &mut stderr),
        _ => write_failure(error, &mut stderr),
    };
}

fn listed(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|path| printed_path(named(path))).collect();
    paths.join(", ")
}

fn named(path: &Path) -> &Path {
    if path.as_os_str() == "." {
        Path::new("the current folder")
    } else {
        path
    }
}
