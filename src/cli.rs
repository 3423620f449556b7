//! The command line: what can be asked, and its help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use bytesize::ByteSize;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::nearest::nearest;
use crate::report::{CheckFormat, Format};
use crate::rules::{Profile, Severity};

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing found at or above --fail-on (default: error)
  1  findings at or above --fail-on
  2  the run failed or was incomplete: a wrong option or fact file, a path that
     could not be read (all others are still checked), no article at all";

const ENVIRONMENT: &str = "\
Environment:
  NO_COLOR             set to anything, turns colours off; --color always wins
  GITHUB_ACTIONS       `true` adds annotations and a summary of the step to `check`, unless
                       --format says what is wanted
  GITHUB_STEP_SUMMARY  the file that this summary is appended to";

/// Headings that the options of commands stand under.
mod heading {
    pub(super) const ARTICLES: &str = "Which articles";
    pub(super) const RULES: &str = "Which rules and facts";
    pub(super) const OUTPUT: &str = "Output";
    pub(super) const LEFT_OUT: &str = "What is left out";
    pub(super) const FIXES: &str = "Fixes";
}

/// Compares what health articles claim with sourced facts.
///
/// Reads Markdown, MDX, HTML and plain text, finds the statements it has facts about, and reports those that contradict
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
  factlint init                        write a factlint.toml that fits this folder

`factlint COMMAND --help` has examples of each command.

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
    /// Show the page of a rule, a fact or a myth
    Explain(ExplainArgs),
    /// Show what is set for an article or a folder, and where
    Config(ConfigArgs),
    /// List the rules, and how loud each is
    Rules(RulesArgs),
    /// Write a factlint.toml that fits the articles of a folder
    Init(InitArgs),
    /// Look after the facts: check, list, show and test them
    #[command(subcommand)]
    Facts(FactsCommand),
    /// Print what completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write those of all commands
    Man(ManArgs),
}

/// Options of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint completions bash > ~/.local/share/bash-completion/completions/factlint
  factlint completions zsh > ~/.zfunc/_factlint         with ~/.zfunc in fpath
  factlint completions fish > ~/.config/fish/completions/factlint.fish
  factlint completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// Shell to complete in
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint man | man -l -
  factlint man -o ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Folder to write the pages of all commands to, instead of printing that of factlint
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// What can be done with facts.
#[derive(Debug, Subcommand)]
#[command(
    disable_help_subcommand = true,
    after_help = "\
Examples:
  factlint facts check house.toml                 every mistake of a fact file, with its place
  factlint facts list --concept s1-root           what is known about something
  factlint facts show root-s1-region              all about one fact
  factlint facts test --pack house-pack/          run the example sentences of a pack
  factlint facts impact root-s1-region content/   which sentences rest on a fact
  factlint facts stale --on 2027-01-01            what has to be reviewed before then
  factlint facts diff old.toml new.toml content/  what a change changes
  factlint facts schema > schema.json             for completion in an editor

Exit codes:
  0  nothing to complain about
  1  an example failed (test), a review is overdue (stale), something differs (diff)
  2  the facts cannot be used, or the run failed or was incomplete"
)]
pub enum FactsCommand {
    /// Report every mistake of fact files, and what their keeper may want to look at
    Check(FactsCheckArgs),
    /// List facts and myths
    List(FactsListArgs),
    /// Show everything about one fact or myth
    Show(FactsShowArgs),
    /// Run the example sentences of facts and myths
    Test(FactsTestArgs),
    /// Name the sentences of articles that rest on a fact
    Impact(FactsImpactArgs),
    /// List the facts whose review is overdue
    Stale(FactsStaleArgs),
    /// Compare two versions of facts, and what articles claim under each
    Diff(FactsDiffArgs),
    /// Print the JSON Schema of fact files, for completion in editors
    Schema,
}

/// Which packs are loaded.
#[derive(Clone, Debug, Default, Args)]
pub struct SetupArgs {
    /// Fact file, or folder of them, to load above the others; repeatable
    #[arg(long, value_name = "FILE", help_heading = heading::RULES)]
    pub facts: Vec<PathBuf>,

    /// Configuration, instead of the factlint.toml files upwards from each article
    #[arg(long, value_name = "FILE", help_heading = heading::RULES)]
    pub config: Option<PathBuf>,
}

/// Which facts are loaded.
#[derive(Debug, Args)]
pub struct KnownFacts {
    /// Which packs are loaded.
    #[command(flatten)]
    pub setup: SetupArgs,

    /// Folder of a pack: load it over the built-in ones, and look at its facts only
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
}

/// How output that is no report on articles looks.
#[derive(Debug, Args)]
pub struct PrintArgs {
    /// Shape of the output
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t = PlainFormat::Human,
        help_heading = heading::OUTPUT
    )]
    pub format: PlainFormat,

    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value_t = Colour::Auto,
        help_heading = heading::OUTPUT
    )]
    pub color: Colour,
}

/// The shape of output that is one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlainFormat {
    /// For people, on a terminal.
    Human,
    /// One JSON object.
    Json,
}

/// Options of `facts check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts check                  the built-in facts
  factlint facts check house.toml       a file of your own, over the built-in facts
  factlint facts check house-pack/      a folder: all TOML files below it

Mistakes make the facts unusable: `check` and `claims` refuse them, too. Advice does not.

Exit codes: 0, or 2 if there is a mistake.")]
pub struct FactsCheckArgs {
    /// Fact files and folders, each a layer over those before it [default: the built-in facts]
    #[arg(value_name = "FILE")]
    pub paths: Vec<PathBuf>,

    /// What they are loaded above.
    #[command(flatten)]
    pub setup: SetupArgs,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `facts list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts list --concept thigh             also about its kinds and parts
  factlint facts list --ceiling error --strength guideline
  factlint facts list --facts house.toml --origin house.toml
  factlint facts list --format json | jq -r '.facts[].id'

Exit codes: 0, or 2 if the facts cannot be used.")]
pub struct FactsListArgs {
    /// Which facts are loaded.
    #[command(flatten)]
    pub known: KnownFacts,

    /// Only facts of this kind, such as relation
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// Only facts about this concept, its kinds and its parts, or about this class of concepts
    #[arg(long, value_name = "CONCEPT")]
    pub concept: Option<String>,

    /// Only facts whose contradictions are reported like this: error, warning or silent
    #[arg(long, value_name = "LEVEL")]
    pub ceiling: Option<String>,

    /// Only facts supported like this, such as guideline
    #[arg(long, value_name = "STRENGTH")]
    pub strength: Option<String>,

    /// Only facts of this pack or file
    #[arg(long, value_name = "PACK-OR-FILE")]
    pub origin: Option<String>,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `facts show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts show root-s1-region
  factlint facts show house-fact --facts house.toml --format json

Exit codes: 0, or 2 if there is no such fact or the facts cannot be used.")]
pub struct FactsShowArgs {
    /// Id of the fact or myth
    #[arg(value_name = "FACT")]
    pub id: String,

    /// Which facts are loaded.
    #[command(flatten)]
    pub known: KnownFacts,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `facts test`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts test                        all facts
  factlint facts test --facts house.toml     the built-in facts and your own
  factlint facts test --pack house-pack/     the facts of a pack only

A sentence under `agrees` must accuse nobody, one under `contradicts` must be found.

Exit codes: 0, 1 if a sentence fails, or 2 if the facts cannot be used.")]
pub struct FactsTestArgs {
    /// Which facts are loaded.
    #[command(flatten)]
    pub known: KnownFacts,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `facts impact`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts impact root-s1-region content/
  factlint facts impact house-fact --facts house.toml --format jsonl content/

Exit codes: 0, or 2 if there is no such fact, or the run failed or was incomplete.")]
pub struct FactsImpactArgs {
    /// Id of the fact
    #[arg(value_name = "FACT")]
    pub id: String,

    /// What all commands that read articles share.
    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Shape of the output
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t = Format::Human,
        help_heading = heading::OUTPUT
    )]
    pub format: Format,
}

/// Options of `facts stale`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts stale
  factlint facts stale --on 2027-07-01    what will be overdue on the first of July 2027

Exit codes: 0, 1 if a review is overdue, or 2 if the facts cannot be used.")]
pub struct FactsStaleArgs {
    /// Day to look from [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,

    /// Which facts are loaded.
    #[command(flatten)]
    pub known: KnownFacts,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `facts diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint facts diff old.toml new.toml               which facts differ, and in what
  factlint facts diff old-pack/ new-pack/ content/    and which verdicts change

Each side is loaded over the built-in facts. A folder that declares a pack takes the place of the
built-in pack with the same id.

Exit codes: 0 if nothing differs, 1 if something does, or 2 if the run failed or was incomplete.")]
pub struct FactsDiffArgs {
    /// Fact file or folder before the change
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// Fact file or folder after it
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    /// Articles, and folders of them, to judge under both
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// What each is loaded above.
    #[command(flatten)]
    pub setup: SetupArgs,

    /// Articles to read at the same time [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  factlint check                              everything below the current folder
  factlint check --fail-on warning content/   fail on warnings, too
  factlint check --ignore wrong-root-area .   all rules but one
  factlint check --format json -o out.json .  for a script
  factlint check --write-baseline content/    list today's findings in factlint-baseline.json
  factlint check --baseline factlint-baseline.json content/   report what is not listed
  factlint check --diff content/              what could be fixed; --fix does it
  factlint check --changed=origin/main content/   only what a branch adds or changes
  factlint check --format human --format sarif=out.sarif content/
  factlint check - --stdin-filename draft.md < draft.md

{EXIT_CODES}

{ENVIRONMENT}"))]
pub struct CheckArgs {
    /// What all commands that read articles share.
    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Shape of the output, repeatable; with `=FILE`, into that file [default: human; on GitHub Actions also annotations
    /// and the summary of the step]
    #[arg(
        long,
        value_name = "FORMAT[=FILE]",
        value_parser = Target::parse,
        help_heading = heading::OUTPUT
    )]
    pub format: Vec<Target>,

    /// After the run, count the findings of each rule and fact on standard error
    #[arg(long, conflicts_with = "diff", help_heading = heading::OUTPUT)]
    pub statistics: bool,

    /// Report only what changed since this branch left REV [default: the default branch], also what is not committed;
    /// `files` and `files:REV` report all of the files that changed
    #[arg(
        long,
        value_name = "REV",
        value_parser = Changed::parse,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        help_heading = heading::ARTICLES
    )]
    pub changed: Option<Changed>,

    /// Which rules report.
    #[command(flatten)]
    pub rules: RuleArgs,

    /// Mildest finding that makes the exit code 1
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t = FailOn::Error, help_heading = heading::OUTPUT)]
    pub fail_on: FailOn,

    /// Which findings are known.
    #[command(flatten)]
    pub baseline: BaselineArgs,

    /// What is fixed.
    #[command(flatten)]
    pub fixes: FixArgs,
}

/// What is done about findings that could be fixed.
#[derive(Clone, Debug, Default, Args)]
pub struct FixArgs {
    /// Make the fixes that are safe, and report what is left; with `-`, print the fixed text, and the report on standard
    /// error
    #[arg(
        long,
        group = "fixing",
        conflicts_with = "write_baseline",
        help_heading = heading::FIXES
    )]
    pub fix: bool,

    /// Show what --fix would change, and change nothing; fails if there is anything
    #[arg(
        long,
        group = "fixing",
        conflicts_with_all = ["format", "write_baseline", "prune_baseline"],
        help_heading = heading::FIXES
    )]
    pub diff: bool,

    /// With --fix or --diff: also make suggestions for wrong claims, which somebody has to look at
    #[arg(long, requires = "fixing", help_heading = heading::FIXES)]
    pub unsafe_fixes: bool,
}

/// Findings that are known and left for later.
#[derive(Clone, Debug, Default, Args)]
pub struct BaselineArgs {
    /// Leave out the findings that FILE lists, and count them
    #[arg(long, value_name = "FILE", help_heading = heading::LEFT_OUT)]
    pub baseline: Option<PathBuf>,

    /// List all findings in FILE, so that later runs report new ones only [default: that of --baseline, or
    /// factlint-baseline.json]
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        require_equals = true,
        help_heading = heading::LEFT_OUT
    )]
    pub write_baseline: Option<Option<PathBuf>>,

    /// Take out of the baseline what no longer occurs
    #[arg(long, conflicts_with = "write_baseline", help_heading = heading::LEFT_OUT)]
    pub prune_baseline: bool,

    /// Report known findings, too
    #[arg(
        long,
        conflicts_with_all = ["baseline", "write_baseline", "prune_baseline"],
        help_heading = heading::LEFT_OUT
    )]
    pub no_baseline: bool,
}

// Not derived: the build reads profiles, too, but no arguments.
impl ValueEnum for Profile {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(match self {
            Self::Default => "What a careful editor would act on",
            Self::Editorial => "Also hints on the quality of a draft",
            Self::Legal => "Also what rules on advertising ask for",
        }))
    }
}

/// Which rules report; before what the configuration says.
#[derive(Clone, Debug, Default, Args)]
pub struct RuleArgs {
    /// Which rules report, and how loud [default: as factlint.toml says, or else default]
    #[arg(long, value_name = "NAME", value_enum, help_heading = heading::RULES)]
    pub profile: Option<Profile>,

    /// Check these rules only, also those the profile leaves out; repeat it or separate by commas.
    /// A rule is named by its id, its code such as DS203, or its family
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = heading::RULES)]
    pub select: Vec<String>,

    /// Check these rules, too
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = heading::RULES)]
    pub extend_select: Vec<String>,

    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = heading::RULES)]
    pub ignore: Vec<String>,
}

/// Options of `claims`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint claims draft.md
  factlint claims --trace draft.md       why a sentence gives no claim, or another one
  factlint claims --format jsonl content/ | jq -r 'select(.verdict == \"unverified\") | .text'

Exit codes: 0, or 2 if the run failed or was incomplete.")]
pub struct ClaimsArgs {
    /// What all commands that read articles share.
    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Shape of the output
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t = Format::Human,
        help_heading = heading::OUTPUT
    )]
    pub format: Format,

    /// Also list what the text only mentions: questions, rejected myths, other conditions
    #[arg(long)]
    pub all: bool,

    /// Show how every sentence was read: names, cue words and how far they reach, claims
    #[arg(long, conflicts_with = "all")]
    pub trace: bool,
}

/// Options of `config`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint config                        what holds for articles in the current folder
  factlint config content/blog/draft.md
  factlint config --profile legal content/ --format json

Exit codes: 0, or 2 if a configuration cannot be used.")]
pub struct ConfigArgs {
    /// Article or folder [default: the current folder]
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub path: PathBuf,

    /// Which packs are loaded.
    #[command(flatten)]
    pub setup: SetupArgs,

    /// Which rules report.
    #[command(flatten)]
    pub rules: RuleArgs,

    /// How the output looks.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint explain wrong-root-area    a rule: what it finds, why, how to fix it
  factlint explain CD001              the same rule, by its code
  factlint explain root-s1-region     a fact: what it says and where from")]
pub struct ExplainArgs {
    /// Id or code of a rule, or id of a fact, as findings print it, or of a myth
    #[arg(value_name = "RULE-OR-FACT")]
    pub name: String,
}

/// Options of `rules`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint rules                       all rules, with their severity in each profile
  factlint rules --profile legal       the rules of one profile
  factlint rules --format json | jq -r '.rules[].id'

Exit codes: 0, or 2 if the configuration or the facts cannot be used.")]
pub struct RulesArgs {
    /// Shape of the output
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t = RulesFormat::Human,
        help_heading = heading::OUTPUT
    )]
    pub format: RulesFormat,

    /// Only the rules of this profile
    #[arg(long, value_name = "PROFILE", value_enum)]
    pub profile: Option<Profile>,

    /// Which packs are loaded.
    #[command(flatten)]
    pub setup: SetupArgs,
}

/// The shape of a list of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// For people, on a terminal.
    Human,
    /// One JSON object.
    Json,
    /// A table in Markdown.
    Markdown,
}

/// Options of `init`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint init              look around here, and write ./factlint.toml
  factlint init site/        the same for another folder
  factlint init --force      replace the file that is there

Exit codes: 0, or 2 if there is a file already or it cannot be written.")]
pub struct InitArgs {
    /// Folder to look around in, and to write the file to
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,

    /// Replace a factlint.toml that is there
    #[arg(long)]
    pub force: bool,
}

/// Options of all commands that read articles.
#[derive(Debug, Args)]
pub struct ReadingArgs {
    /// Articles, and folders to search for .md, .markdown, .mdx, .html, .htm and .txt; `-` reads standard input [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Name and format of what comes on standard input
    #[arg(long, value_name = "NAME", help_heading = heading::ARTICLES)]
    pub stdin_filename: Option<PathBuf>,

    /// Don't fail if there is no article to read
    #[arg(long, help_heading = heading::ARTICLES)]
    pub allow_empty: bool,

    /// Don't read what is larger, such as 500kB, 20MB or a number of bytes [default: 20MB]
    #[arg(long, value_name = "SIZE", help_heading = heading::ARTICLES)]
    pub max_file_size: Option<ByteSize>,

    /// Which packs are loaded.
    #[command(flatten)]
    pub setup: SetupArgs,

    /// Write the output to a file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = heading::OUTPUT)]
    pub output: Option<PathBuf>,

    /// Print no summary, and of the findings only those that fail the run
    #[arg(short, long, help_heading = heading::OUTPUT)]
    pub quiet: bool,

    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        default_value_t = Colour::Auto,
        help_heading = heading::OUTPUT
    )]
    pub color: Colour,

    /// Articles to read at the same time [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// What has to have changed to be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What to compare with; `None` for the default branch.
    pub revision: Option<String>,
    /// Whether whole files are reported, or lines only.
    pub whole_files: bool,
}

impl Changed {
    #[expect(clippy::unnecessary_wraps, reason = "what reads a value may refuse it")]
    fn parse(text: &str) -> Result<Self, String> {
        let (whole_files, revision) = match text.strip_prefix("files") {
            Some("") => (true, ""),
            Some(rest) if rest.starts_with(':') => (true, &rest[1..]),
            _ => (false, text),
        };
        let revision = (!revision.is_empty()).then(|| revision.to_owned());
        Ok(Self {
            revision,
            whole_files,
        })
    }
}

/// One shape of the findings, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The shape.
    pub format: CheckFormat,
    /// The file; `None` for standard output.
    pub file: Option<PathBuf>,
}

impl Target {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of the file is missing".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = CheckFormat::from_str(name, false).map_err(|_| {
            let names = CheckFormat::value_variants().iter();
            let names: Vec<String> = names
                .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
                .collect();
            let nearest = nearest(name, names.iter().map(String::as_str));
            let tip = nearest.map_or(String::new(), |nearest| {
                format!("; did you mean `{nearest}`?")
            });
            format!("the formats are: {}{tip}", names.join(", "))
        })?;
        Ok(Self { format, file })
    }
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
        assert_eq!(args.rules.select, ["a", "b", "c"]);
        assert_eq!(args.reading.paths, [PathBuf::from("x.md")]);
    }
}
