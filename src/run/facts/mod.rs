//! `factlint facts …`: the tools of the keeper of the facts.
//!
//! One file per command; what they print is made in [`crate::report`].

mod check;
mod diff;
mod impact;
mod list;
mod show;
mod stale;
mod test;

use std::io::{self, BufWriter, Write};

use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};

use super::fact_files::add_layer;
use super::setup::Setup;
use super::{Outcome, RunError, looks};
use crate::built_in::schema;
use crate::cli::{FactsCommand, KnownFacts, PlainFormat, PrintArgs};
use crate::config::CommandLine;
use crate::nearest::nearest;
use crate::pack::{Fact, FileIndex, Layer, Myth, Pack, PackText, load};
use crate::report::Look;

/// Does what one of the commands says.
pub(super) fn facts<Stream: RawStream + AsLockedWrite>(
    command: &FactsCommand,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    match command {
        FactsCommand::Check(args) => check::check(args, stdout),
        FactsCommand::List(args) => list::list(args, stdout),
        FactsCommand::Show(args) => show::show(args, stdout),
        FactsCommand::Test(args) => test::test(args, stdout),
        FactsCommand::Impact(args) => impact::impact(args, stdout),
        FactsCommand::Stale(args) => stale::stale(args, stdout),
        FactsCommand::Diff(args) => diff::diff(args, stdout),
        FactsCommand::Schema => {
            let mut out = BufWriter::new(stdout);
            out.write_all(schema().as_bytes())
                .and_then(|()| out.flush())
                .map_err(RunError::Write)?;
            Ok(Outcome::Clean)
        }
    }
}

/// The facts that the arguments name.
struct Named {
    files: Vec<PackText>,
    pack: Pack,
    /// The layer to look at alone; `None` for all.
    only: Option<Layer>,
}

impl Named {
    fn load(known: &KnownFacts) -> Result<Self, RunError> {
        let mut files = Setup::new(&known.setup, CommandLine::default()).files()?;
        let mut only = None;
        if let Some(path) = &known.pack {
            add_layer(path, &mut files)?;
            only = files.iter().map(|file| file.layer).max();
        }
        let pack = load(&files)?;
        Ok(Self { files, pack, only })
    }

    /// Returns the facts to look at.
    fn facts(&self) -> impl Iterator<Item = &Fact> {
        let facts = self.pack.facts.iter();
        facts.filter(|fact| self.is_wanted(fact.file))
    }

    /// Returns the myths to look at.
    fn myths(&self) -> impl Iterator<Item = &Myth> {
        let myths = self.pack.myths.iter();
        myths.filter(|myth| self.is_wanted(myth.file))
    }

    fn is_wanted(&self, file: FileIndex) -> bool {
        let layer = self.pack.file(file).layer;
        self.only.is_none_or(|only| only == layer)
    }
}

/// Returns the fact with this id.
fn fact_named<'p>(id: &str, pack: &'p Pack) -> Result<&'p Fact, RunError> {
    let found = pack.facts.iter().find(|fact| fact.id == id);
    found.ok_or_else(|| unknown("fact", id, pack.facts.iter().map(|fact| fact.id.as_str())))
}

/// Returns the error for a name of which there is none, with the nearest one there is.
fn unknown<'k>(
    kind: &'static str,
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> RunError {
    let name = name.to_owned();
    match nearest(&name, known) {
        Some(nearest) => RunError::MisspeltThing {
            kind,
            nearest: nearest.to_owned(),
            name,
        },
        None => RunError::UnknownThing { kind, name },
    }
}

/// Writes what `write` makes, for people or for scripts.
pub(super) fn print<Stream: RawStream + AsLockedWrite>(
    args: &PrintArgs,
    stdout: Stream,
    write: impl FnOnce(Look, &mut dyn Write) -> io::Result<()>,
) -> Result<(), RunError> {
    let (choice, look) = looks(args.color, &stdout);
    // JSON holds no escape sequences that would have to be taken out again.
    let choice = match args.format {
        PlainFormat::Human => choice,
        PlainFormat::Json => ColorChoice::AlwaysAnsi,
    };
    let mut out = BufWriter::new(AutoStream::new(stdout, choice));
    write(look, &mut out)
        .and_then(|()| out.flush())
        .map_err(RunError::Write)
}
