//! A folder of articles, and factlint run in it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;

/// A temporary folder with files in it.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// Returns a folder that holds `files`, each a path and its text.
    pub(crate) fn of_texts(files: &[(&str, &str)]) -> Self {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(path, text)| (*path, text.as_bytes()))
            .collect();
        Self::with(&files)
    }

    /// Returns a folder that holds `files`, each a path and its bytes.
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::Builder::new().prefix("site").tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Self { folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns factlint, to be run in this folder, with the words of `line` as arguments.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = cargo_bin_cmd!("factlint");
        command
            .current_dir(self.path())
            .args(line.split_whitespace())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("GITHUB_ACTIONS")
            .env_remove("GITHUB_STEP_SUMMARY");
        command
    }

    /// Returns what `factlint line` does here.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_with_input(line, b"")
    }

    /// Returns what `factlint line` does here with `input` on standard input.
    pub(crate) fn run_with_input(&self, line: &str, input: &[u8]) -> Ran {
        let output = self.command(line).write_stdin(input).output().unwrap();
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("problems are UTF-8"),
        }
    }
}

/// What a run did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Returns the number after `"field": ` in JSON output.
    #[track_caller]
    pub(crate) fn summary(&self, field: &str) -> u64 {
        let report: serde_json::Value = serde_json::from_str(&self.stdout).expect("valid JSON");
        report["summary"][field].as_u64().expect("a number")
    }
}
