//! Questions to git that start nothing but git.
//!
//! A repository's own configuration may name programs: a file system monitor, external diffs, text converters, hooks.
//! All of these are off. What remains are clean filters (`filter.*.clean`), which git runs for files that have them.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Switches that come before every question.
const SAFE: [&str; 6] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.hooksPath=/dev/null",
];

/// A repository that can be asked.
#[derive(Debug)]
pub(super) struct Repository {
    folder: PathBuf,
}

/// What git said.
#[derive(Debug)]
pub(super) enum Answer {
    /// It did what it was asked.
    Done(Vec<u8>),
    /// It refused, for this reason.
    Refused(String),
}

impl Repository {
    /// Returns the repository that is asked from `folder`.
    pub(super) fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
        }
    }

    /// Returns what git answers.
    ///
    /// # Errors
    /// If git cannot be started.
    #[expect(
        clippy::disallowed_types,
        reason = "what changed is known to git alone"
    )]
    pub(super) fn ask<Word: AsRef<OsStr>>(
        &self,
        words: impl IntoIterator<Item = Word>,
    ) -> io::Result<Answer> {
        let output = std::process::Command::new("git")
            .current_dir(&self.folder)
            .args(SAFE)
            .args(words)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_PAGER", "")
            .env("LC_ALL", "C")
            .env_remove("GIT_EXTERNAL_DIFF")
            .stdin(Stdio::null())
            .output()?;
        Ok(if output.status.success() {
            Answer::Done(output.stdout)
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            Answer::Refused(said.trim().to_owned())
        })
    }

    /// Returns the first line of the answer; `None` if git refused.
    pub(super) fn line(&self, words: &[&str]) -> io::Result<Option<String>> {
        Ok(match self.ask(words)? {
            Answer::Done(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                text.lines().next().map(str::to_owned)
            }
            Answer::Refused(_) => None,
        })
    }
}
