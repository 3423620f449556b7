//! Questions to git that start nothing but git.
//!
//! A repository's own configuration may name programs: a file system monitor, external diffs, text converters, hooks,
//! filters, and whatever fetches objects that a partial clone lacks. All of these are off.
//!
//! Without filters, git compares files as they are on the disk. So the lines it names are those of the articles, not of
//! what a filter would make of them; where git keeps a filtered file, all of it counts as changed once it is touched.

use std::ffi::{OsStr, OsString};
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

/// What turns a filter off, whatever it does and whether or not git may go on without it.
const NO_FILTER: [&str; 4] = ["clean=", "smudge=", "process=", "required=false"];

/// What the environment says of the repository of the current folder, as it does in a hook; none of it is true of a
/// submodule. Source: `git rev-parse --local-env-vars`, without the settings of `git -c`.
const OF_ONE_REPOSITORY: [&str; 11] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// A repository that can be asked.
#[derive(Debug)]
pub(super) struct Repository {
    folder: PathBuf,
    is_submodule: bool,
    /// Switches that turn its filters off.
    no_filters: Vec<OsString>,
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
    ///
    /// # Errors
    /// If git cannot be started, or if there is a filter that cannot be turned off.
    pub(super) fn at(folder: &Path) -> io::Result<Self> {
        Self::without_filters(folder, false)
    }

    /// Returns the submodule in `folder`.
    ///
    /// # Errors
    /// As [`Repository::at`].
    pub(super) fn submodule(folder: &Path) -> io::Result<Self> {
        Self::without_filters(folder, true)
    }

    fn without_filters(folder: &Path, is_submodule: bool) -> io::Result<Self> {
        let mut repository = Self {
            folder: folder.to_path_buf(),
            is_submodule,
            no_filters: Vec::new(),
        };
        let settings = [
            "config",
            "--null",
            "--name-only",
            "--get-regexp",
            r"^filter\.",
        ];
        // To find nothing is to refuse.
        if let Answer::Done(names) = repository.ask(settings)? {
            for name in names
                .split(|byte| *byte == 0)
                .filter(|name| !name.is_empty())
            {
                repository.no_filters.extend(without_filter(name)?);
            }
        }
        Ok(repository)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
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
        let mut command = std::process::Command::new("git");
        if self.is_submodule {
            for name in OF_ONE_REPOSITORY {
                command.env_remove(name);
            }
        }
        let output = command
            .current_dir(&self.folder)
            .args(SAFE)
            .args(&self.no_filters)
            .args(words)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            // Older versions know only the second: no protocol is one that objects may be fetched by.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "")
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

/// Returns the switches that turn off the filter which the setting `name` is about, such as `filter.lfs.clean`.
///
/// # Errors
/// If the name of the filter holds `=`, which ends names in switches.
fn without_filter(name: &[u8]) -> io::Result<Vec<OsString>> {
    let shown = String::from_utf8_lossy(name);
    let (Some(end), false) = (
        name.iter().rposition(|byte| *byte == b'.'),
        name.contains(&b'='),
    ) else {
        let why = format!("the filter of `{shown}` cannot be turned off");
        return Err(io::Error::new(io::ErrorKind::InvalidData, why));
    };
    let filter = os_string(name[..=end].to_vec());
    let switches = NO_FILTER.iter().flat_map(|setting| {
        let mut switch = filter.clone();
        switch.push(setting);
        [OsString::from("-c"), switch]
    });
    Ok(switches.collect())
}

#[cfg(unix)]
pub(super) fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
pub(super) fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
