//! What is measured: the floor, which no linter of Markdown can go below, and the whole of `check`.

use std::ffi::OsString;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use factlint::markup::extensions;
use pulldown_cmark::Parser;
use rayon::prelude::*;
use walkdir::WalkDir;

/// One kind of work on all articles of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Find the files, read them, and see that they are UTF-8.
    Read,
    /// The same, and count the events of the parser.
    Parse,
    /// `check`, as a call; its output goes nowhere.
    Check,
    /// `check`, as a process; its output is read from a pipe.
    Process,
}

impl Work {
    /// In the order of the table.
    pub(crate) const ALL: [Self; 4] = [Self::Read, Self::Parse, Self::Check, Self::Process];

    /// Returns how the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "read, parse",
            Self::Check => "check, in process",
            Self::Process => "check, as a process",
        }
    }

    /// Does it.
    pub(crate) fn run(self, threads: usize, folder: &Path) {
        match self {
            Self::Read => each(threads, folder, str::len),
            Self::Parse => each(threads, folder, |text| {
                Parser::new_ext(text, extensions())
                    .into_offset_iter()
                    .count()
            }),
            Self::Check => {
                let nowhere: Box<dyn Write> = Box::new(std::io::sink());
                let arguments = arguments(threads, folder);
                factlint::run::run(arguments, nowhere).expect("the run comes to its end");
            }
            Self::Process => {
                let mut command = Command::new(super::PROGRAM);
                command.args(arguments(threads, folder).into_iter().skip(1));
                let output = command.output().expect("factlint can be started");
                let code = output.status.code();
                assert!(matches!(code, Some(0 | 1)), "exit code {code:?}");
                black_box(output.stdout);
            }
        }
    }

    /// Does it in the place of a process whose memory is looked at: `check` writes to standard output, as factlint does.
    pub(crate) fn run_for_memory(self, threads: usize, folder: &Path) {
        match self {
            Self::Read | Self::Parse | Self::Check => self.run(threads, folder),
            Self::Process => {
                let arguments = arguments(threads, folder);
                let stdout = std::io::stdout().lock();
                factlint::run::run(arguments, stdout).expect("the run comes to its end");
            }
        }
    }
}

/// The default: all rules of the default profile, output for people.
fn arguments(threads: usize, folder: &Path) -> Vec<OsString> {
    let threads = threads.to_string();
    let mut arguments: Vec<OsString> = ["factlint", "check", "--jobs", &threads]
        .map(OsString::from)
        .into();
    arguments.push(folder.into());
    arguments
}

/// Finds all files, then lets `look` at the text of each, in parallel. Nothing of factlint is used.
fn each(threads: usize, folder: &Path, look: impl Fn(&str) -> usize + Sync) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.expect("threads can be started");
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    pool.install(|| {
        files.par_iter().for_each(|file| {
            let text = std::fs::read_to_string(file).expect("the article can be read");
            black_box(look(&text));
        });
    });
}
