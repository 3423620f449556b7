//! Reports to where they are wanted: standard output, files, and what a service that runs builds reads.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};

use super::{RunError, save};
use crate::cli::{Colour, ReadingArgs, Target};
use crate::report::{CheckFormat, Look, Report, write_check};
use crate::rules::Severity;

/// Widest text for people: longer lines are hard to read.
const WIDEST: u16 = 100;

/// Narrowest text for people: frames need some room.
const NARROWEST: u16 = 40;

/// Where the findings of a run go.
#[derive(Debug)]
pub(super) struct Targets {
    /// What is written to standard output, in order, or to the file of `--output`.
    shown: Vec<CheckFormat>,
    /// What is written into files.
    files: Vec<(CheckFormat, PathBuf)>,
    /// The file that takes the summary of a step of GitHub Actions.
    step_summary: Option<PathBuf>,
}

impl Targets {
    /// Returns what `formats` name; without any, people are told, and a service that annotates is, too.
    ///
    /// # Errors
    /// Two formats for standard output, or for one file.
    pub(super) fn new(formats: &[Target], service: &Service) -> Result<Self, RunError> {
        let mut targets = Self {
            shown: Vec::new(),
            files: Vec::new(),
            step_summary: None,
        };
        for target in formats {
            let Some(file) = &target.file else {
                targets.shown.push(target.format);
                continue;
            };
            if targets.files.iter().any(|(_, other)| other == file) {
                return Err(RunError::SharedTarget { path: file.clone() });
            }
            targets.files.push((target.format, file.clone()));
        }
        if targets.shown.len() > 1 {
            return Err(RunError::SharedOutput);
        }
        if formats.is_empty() {
            targets.shown.push(CheckFormat::Human);
            if service.annotates {
                targets.shown.push(CheckFormat::Github);
                targets.step_summary.clone_from(&service.step_summary);
            }
        }
        Ok(targets)
    }

    /// Tells whether nobody but people reads them.
    pub(super) fn are_for_people(&self) -> bool {
        let formats = self.files.iter().map(|(format, _)| format);
        let mut formats = formats.chain(&self.shown);
        formats.all(|format| *format == CheckFormat::Human) && self.step_summary.is_none()
    }

    /// Returns the files that are written.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(_, path)| path.as_path())
    }

    /// Writes `report` to every target; the files first, since standard output may be closed.
    pub(super) fn write<Stream: RawStream + AsLockedWrite>(
        &self,
        report: &Report,
        reading: &ReadingArgs,
        least: Option<Severity>,
        stdout: Stream,
    ) -> Result<(), RunError> {
        let plain = Look {
            least,
            summary: !reading.quiet,
            ..Look::default()
        };
        for (format, path) in &self.files {
            save::save(path, &written(report, *format, plain)?)?;
        }
        if let Some(path) = &self.step_summary {
            save::append(path, &written(report, CheckFormat::Markdown, plain)?)?;
        }
        if self.shown.is_empty() {
            return Ok(());
        }
        let for_people = self.shown.contains(&CheckFormat::Human);
        deliver(reading, for_people, least, stdout, |look, out| {
            let mut shown = self.shown.iter();
            shown.try_for_each(|format| write_check(report, *format, look, out))
        })
    }
}

fn written(report: &Report, format: CheckFormat, look: Look) -> Result<Vec<u8>, RunError> {
    let mut bytes = Vec::new();
    write_check(report, format, look, &mut bytes).map_err(RunError::Write)?;
    Ok(bytes)
}

/// What runs factlint, as far as it says so.
#[derive(Debug, Default)]
pub(super) struct Service {
    annotates: bool,
    step_summary: Option<PathBuf>,
}

impl Service {
    /// Returns what the environment says. Source: "Variables reference" of GitHub Actions.
    #[expect(
        clippy::disallowed_methods,
        reason = "services say in the environment that they are there"
    )]
    pub(super) fn of_environment() -> Self {
        let is_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
        let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
        Self {
            annotates: is_github,
            step_summary: summary.filter(|_| is_github).map(PathBuf::from),
        }
    }
}

/// Writes a report where the arguments want it; one that is not `for_people` has no colours.
pub(super) fn deliver<Stream: RawStream + AsLockedWrite>(
    reading: &ReadingArgs,
    for_people: bool,
    least: Option<Severity>,
    stdout: Stream,
    write: impl FnOnce(Look, &mut dyn Write) -> io::Result<()>,
) -> Result<(), RunError> {
    let (choice, look) = looks(reading.color, &stdout);
    let look = Look {
        least,
        summary: !reading.quiet,
        ..look
    };
    if let Some(path) = &reading.output {
        let plain = Look {
            colour: reading.color == Colour::Always,
            links: false,
            width: Look::default().width,
            ..look
        };
        let mut bytes = Vec::new();
        write(plain, &mut bytes).map_err(RunError::Write)?;
        return save::save(path, &bytes);
    }
    // The formats of programs hold no escape sequences that would have to be taken out again.
    let choice = if for_people {
        choice
    } else {
        ColorChoice::AlwaysAnsi
    };
    let mut out = BufWriter::new(AutoStream::new(stdout, choice));
    write(look, &mut out)
        .and_then(|()| out.flush())
        .map_err(RunError::Write)
}

/// Returns whether `stdout` gets colours, and how text on it looks.
pub(super) fn looks<Stream: RawStream>(colour: Colour, stdout: &Stream) -> (ColorChoice, Look) {
    let choice = match colour {
        Colour::Auto => AutoStream::choice(stdout),
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    };
    let is_terminal = stdout.is_terminal();
    let width = terminal_size::terminal_size()
        .filter(|_| is_terminal)
        .map_or(WIDEST, |(width, _)| width.0.clamp(NARROWEST, WIDEST));
    let look = Look {
        colour: choice != ColorChoice::Never,
        links: is_terminal && choice != ColorChoice::Never,
        width: usize::from(width),
        ..Look::default()
    };
    (choice, look)
}
