//! The command line: what can be asked, and its help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::report::Format;
use crate::rules::Severity;

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing found at or above --fail-on (default: error)
  1  findings at or above --fail-on
  2  the run failed or was incomplete: a wrong option or fact file, a path that
     could not be read (all others are still checked), no article at all";

const ENVIRONMENT: &str = "\
Environment:
  NO_COLOR  set to anything, turns colours off; --color always wins";

/// Compares what health articles claim with sourced facts.
///
/// Reads Markdown, HTML and plain text, finds the statements it has facts about, and reports those that contradict
/// them, with the source and what to write instead. No configuration, no network, no account.
#[derive(Debug, Parser)]
#[command(
    name = "factlint",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = format!("\
Examples:
  factlint check content/              check every article below content/
  factlint claims draft.md             see what factlint understands of a draft
  factlint explain wrong-root-area     read up on a rule or a fact

{EXIT_CODES}

{ENVIRONMENT}")
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What factlint can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check articles against the facts
    Check(CheckArgs),
    /// List what articles claim, each with its verdict
    Claims(ClaimsArgs),
    /// Show the page of a rule or a fact
    Explain(ExplainArgs),
}

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  factlint check                              everything below the current folder
  factlint check --fail-on warning content/   fail on warnings, too
  factlint check --ignore wrong-root-area .   all rules but one
  factlint check --format json -o out.json .  for a script
  factlint check - --stdin-filename draft.md < draft.md

{EXIT_CODES}"))]
pub struct CheckArgs {
    /// What all commands that read articles share.
    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Check these rules only; repeat it or separate by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Leave these rules out; repeat it or separate by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Mildest finding that makes the exit code 1
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
}

/// Options of `claims`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint claims draft.md
  factlint claims --format jsonl content/ | jq -r 'select(.verdict == \"unverified\") | .text'

Exit codes: 0, or 2 if the run failed or was incomplete.")]
pub struct ClaimsArgs {
    /// What all commands that read articles share.
    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Also list what the text only mentions: questions, rejected myths, other conditions
    #[arg(long)]
    pub all: bool,
}

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint explain wrong-root-area    a rule: what it finds, why, how to fix it
  factlint explain root-s1-region     a fact: what it says and where from")]
pub struct ExplainArgs {
    /// Id of a rule or a fact, as findings print it
    #[arg(value_name = "RULE-OR-FACT")]
    pub name: String,
}

/// Options of all commands that read articles.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// Articles, and folders to search for .md, .markdown, .html, .htm and .txt; `-` reads standard input [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Shape of the output
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,

    /// Fact file to add to the built-in ones; repeatable
    #[arg(long, value_name = "FILE")]
    pub facts: Vec<PathBuf>,

    /// Write the output to a file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Name and format of what comes on standard input
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,

    /// Don't fail if there is no article to read
    #[arg(long)]
    pub allow_empty: bool,

    /// Print no summary, and of the findings only those that fail the run
    #[arg(short, long)]
    pub quiet: bool,

    /// Articles to read at the same time [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

/// Mildest finding that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    Warning,
    /// Every finding.
    Advice,
    /// No finding.
    Never,
}

impl FailOn {
    /// Returns the mildest severity that fails; `None` for none.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Never.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn rules_are_separated_by_commas_or_repeated() {
        let line = [
            "factlint", "check", "--select", "a,b", "--select", "c", "x.md",
        ];
        let Command::Check(args) = Cli::try_parse_from(line).unwrap().command else {
            panic!("the command is check");
        };
        assert_eq!(args.select, ["a", "b", "c"]);
        assert_eq!(args.reading.paths, [PathBuf::from("x.md")]);
    }
}
