//! What is reported of a repository whose articles change.
//!
//! Without git there is nothing to show; then the tests say so and pass.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::site::Site;

const WRONG: &str = "S1 pain is felt in the groin.";
const RIGHT: &str = "S1 pain is felt in the calf.";

/// A scripted repository.
struct Repository {
    site: Site,
}

impl Repository {
    /// Returns one with `files` committed on `main`, and a branch `change` checked out; `None` without git.
    fn with(files: &[(&str, &str)]) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("SKIPPED: git is not there");
            return None;
        }
        let repository = Self {
            site: Site::of_texts(files),
        };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit();
        repository.git(&["checkout", "--quiet", "-b", "change"]);
        Some(repository)
    }

    fn git(&self, words: &[&str]) {
        git_in(self.site.path(), words);
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "change"]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Returns `path:line` of every finding of a run.
    #[track_caller]
    fn found(&self, line: &str) -> Vec<String> {
        let ran = self.site.run(&format!(
            "check --select wrong-root-area --format json {line}"
        ));
        let report: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{line}: {}", ran.stderr));
        let findings = report["diagnostics"].as_array().unwrap();
        findings
            .iter()
            .map(|finding| {
                let path = finding["path"].as_str().unwrap();
                format!("{path}:{}", finding["span"]["line"])
            })
            .collect()
    }
}

fn git_in(folder: &Path, words: &[&str]) {
    let ran = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "protocol.file.allow=always",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(words)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "git {words:?}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

fn lines(sentences: &[&str]) -> String {
    sentences
        .iter()
        .map(|sentence| format!("{sentence}\n\n"))
        .collect()
}

#[test]
fn only_changed_lines_are_reported() {
    let wrong: Vec<String> = (1..6).map(|at| format!("Case {at}: {WRONG}")).collect();
    let text = |ends: usize| {
        let wrong: Vec<&str> = wrong[..ends].iter().map(String::as_str).collect();
        lines(&wrong)
    };
    let before = lines(&[&wrong[0], RIGHT, &wrong[2]]);
    let Some(repository) = Repository::with(&[("a.md", &before), ("old.md", WRONG)]) else {
        return;
    };
    assert_eq!(repository.found("--changed ."), [""; 0]);
    // Committed, then staged, then not staged, then not tracked.
    repository.write("a.md", &text(3));
    repository.commit();
    assert_eq!(repository.found("--changed ."), ["a.md:3"]);
    repository.write("a.md", &text(4));
    repository.git(&["add", "a.md"]);
    assert_eq!(repository.found("--changed ."), ["a.md:3", "a.md:7"]);
    repository.write("a.md", &text(5));
    repository.write("new.md", WRONG);
    let now = ["a.md:3", "a.md:7", "a.md:9", "new.md:1"];
    assert_eq!(repository.found("--changed ."), now);
    assert_eq!(repository.found("--changed=main ."), now);
    assert_eq!(
        repository.found("--changed=HEAD ."),
        ["a.md:7", "a.md:9", "new.md:1"]
    );
    let whole = repository.found("--changed=files .");
    assert_eq!(whole.len(), 6, "{whole:?}");
    assert_eq!(repository.found("--changed=files:HEAD .").len(), 6);
}

#[test]
fn renamed_and_deleted_files_report_what_is_new_in_them() {
    let text = lines(&[WRONG, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT]);
    let Some(repository) =
        Repository::with(&[("a.md", &text), ("gone.md", WRONG), ("b.md", &text)])
    else {
        return;
    };
    repository.git(&["mv", "a.md", "moved.md"]);
    repository.git(&["mv", "b.md", "sub ü.md"]);
    repository.git(&["rm", "--quiet", "gone.md"]);
    assert_eq!(repository.found("--changed ."), [""; 0]);
    repository.write("sub ü.md", &format!("{text}{WRONG}\n"));
    assert_eq!(repository.found("--changed ."), ["sub ü.md:13"]);
}

#[test]
fn names_and_line_ends_may_be_odd() {
    let crlf = lines(&[RIGHT, RIGHT]).replace('\n', "\r\n");
    let odd = "q \"1\" – é/tab\tb.md";
    let Some(repository) = Repository::with(&[("crlf.md", &crlf), (odd, RIGHT)]) else {
        return;
    };
    repository.write(
        "crlf.md",
        &lines(&[RIGHT, RIGHT, WRONG]).replace('\n', "\r\n"),
    );
    repository.write(odd, &format!("{RIGHT}\n\n{WRONG}\n"));
    assert_eq!(
        repository.found("--changed ."),
        ["crlf.md:5", &format!("{odd}:3")]
    );
}

#[test]
fn a_merge_counts_what_it_brings_since_the_branch_was_left() {
    let Some(repository) = Repository::with(&[("a.md", RIGHT), ("b.md", RIGHT)]) else {
        return;
    };
    repository.write("a.md", WRONG);
    repository.commit();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("b.md", WRONG);
    repository.commit();
    repository.git(&["checkout", "--quiet", "change"]);
    // What others did on the default branch is not this branch's.
    assert_eq!(repository.found("--changed ."), ["a.md:1"]);
    repository.git(&["merge", "--quiet", "--no-edit", "main"]);
    assert_eq!(repository.found("--changed ."), ["a.md:1"]);
}

#[test]
fn subfolders_and_submodules_are_seen() {
    let Some(inner) = Repository::with(&[("in.md", RIGHT)]) else {
        return;
    };
    inner.git(&["checkout", "--quiet", "main"]);
    let Some(repository) = Repository::with(&[("content/a.md", RIGHT)]) else {
        return;
    };
    repository.git(&["checkout", "--quiet", "main"]);
    let address = inner.site.path().to_str().unwrap().to_owned();
    repository.git(&["submodule", "--quiet", "add", &address, "sub"]);
    repository.commit();
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.write("content/a.md", WRONG);
    repository.write("sub/in.md", &format!("{RIGHT}\n\n{WRONG}\n"));
    assert_eq!(
        repository.found("--changed ."),
        ["content/a.md:1", "sub/in.md:3"]
    );
    let mut command = repository
        .site
        .command("check --select wrong-root-area --format json --changed a.md");
    command.current_dir(repository.site.path().join("content"));
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 1);
}

#[test]
fn in_a_hook_submodules_are_compared_with_what_they_were() {
    let inner_text = lines(&[WRONG, RIGHT]);
    let (Some(inner), Some(repository)) = (
        Repository::with(&[("in.md", &inner_text)]),
        Repository::with(&[("a.md", RIGHT)]),
    ) else {
        return;
    };
    let address = inner.site.path().to_str().unwrap().to_owned();
    repository.git(&["submodule", "--quiet", "add", &address, "sub"]);
    repository.commit();
    repository.write("a.md", WRONG);
    repository.write("sub/in.md", &lines(&[WRONG, WRONG]));
    // As git does while `git commit` runs its hooks.
    let git = repository.site.path().join(".git");
    let mut command = repository
        .site
        .command("check --select wrong-root-area --format github --changed=HEAD .");
    command
        .env("GIT_DIR", &git)
        .env("GIT_INDEX_FILE", git.join("index"));
    let printed = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let places: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.split(",endLine").next())
        .collect();
    assert_eq!(
        places,
        ["::error file=a.md,line=1", "::error file=sub/in.md,line=3"]
    );
}

#[test]
fn findings_about_an_article_are_reported_where_it_changed() {
    let text = format!(
        "{}\n\nSciatica is common.\n",
        "Sciatica hurts in the leg. Stretching helps many people with it. ".repeat(20)
    );
    let Some(repository) = Repository::with(&[("a.md", &text), ("b.md", &text)]) else {
        return;
    };
    repository.write("a.md", &format!("{text}\nMore of it.\n"));
    let ran = repository
        .site
        .run("check --select missing-red-flag-notice --format json --changed .");
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["path"], "a.md");
}

#[test]
fn what_git_cannot_say_is_an_error_with_a_way_out() {
    let Some(repository) = Repository::with(&[("a.md", RIGHT)]) else {
        return;
    };
    repository.write("a.md", WRONG);
    repository.commit();
    let outside = Site::with(&[("a.md", WRONG.as_bytes())]);
    let fails = |site: &Site, line: &str| {
        let ran = site.run(line);
        assert_eq!(ran.code, Some(2), "{line}: {ran:?}");
        assert_eq!(ran.stdout, "", "{line}");
        ran.stderr
    };
    let told = fails(&repository.site, "check --changed=nothing .");
    assert!(told.contains("`nothing` is no revision"), "{told}");
    let told = fails(&repository.site, "check --changed=--output=x .");
    assert!(told.contains("is no revision"), "{told}");
    let told = fails(&outside, "check --changed .");
    assert!(told.contains("no git repository"), "{told}");

    // A shallow clone of a branch that left the default branch before.
    let shallow = Site::with(&[]);
    let address = format!("file://{}", repository.site.path().display());
    git_in(
        shallow.path(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--branch=change",
            "--no-single-branch",
            &address,
            "clone",
        ],
    );
    let clone = shallow.path().join("clone");
    let mut command = shallow.command("check --changed=origin/main .");
    let output = command.current_dir(&clone).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("shallow") && told.contains("fetch-depth: 0"),
        "{told}"
    );
}

/// Names a program wherever the configuration of the repository in `folder` can name one; each leaves a file in
/// `traces`.
#[cfg(unix)]
fn plant_programs(folder: &Path, traces: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let program = |name: &str| format!("touch '{}/{name}'; cat", traces.display());
    for name in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.gitProxy",
        "credential.helper",
        "diff.external",
        "diff.md.textconv",
        "diff.md.command",
        "filter.md.clean",
        "filter.md.smudge",
        "filter.long.x.process",
        "gpg.program",
        "pager.diff",
    ] {
        git_in(folder, &["config", name, &program(name)]);
    }
    git_in(folder, &["config", "filter.long.x.required", "true"]);
    for command in ["diff", "ls-files", "rev-parse", "merge-base", "config"] {
        let name = format!("alias.{command}");
        git_in(folder, &["config", &name, &format!("!{}", program(&name))]);
    }
    let hooks = traces.join("hooks");
    fs::create_dir_all(&hooks).unwrap();
    for name in [
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ] {
        let hook = hooks.join(name);
        fs::write(&hook, format!("#!/bin/sh\n{}\n", program(name))).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }
    git_in(
        folder,
        &["config", "core.hooksPath", hooks.to_str().unwrap()],
    );
}

/// Returns the names of what was started.
#[cfg(unix)]
fn started(traces: &Path) -> Vec<String> {
    let entries = fs::read_dir(traces).unwrap().map(|entry| entry.unwrap());
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    names.filter(|name| name != "hooks").collect()
}

#[cfg(unix)]
#[test]
fn the_configuration_of_a_repository_and_its_submodules_starts_no_programs() {
    let (Some(inner), Some(repository)) = (
        Repository::with(&[("in.md", RIGHT), ("process.txt", RIGHT)]),
        Repository::with(&[("a.md", RIGHT), ("process.txt", RIGHT)]),
    ) else {
        return;
    };
    let address = inner.site.path().to_str().unwrap().to_owned();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git(&["submodule", "--quiet", "add", &address, "sub"]);
    repository.commit();
    let traces = Site::with(&[]);
    let attributes = "*.md diff=md filter=md\n*.txt filter=long.x\n";
    for file in ["sub/.gitattributes", ".gitattributes"] {
        let file = repository.site.path().join(file);
        plant_programs(file.parent().unwrap(), traces.path());
        fs::write(file, attributes).unwrap();
    }
    assert_eq!(
        started(traces.path()),
        [""; 0],
        "nothing was started before"
    );
    repository.write("a.md", WRONG);
    repository.write("process.txt", WRONG);
    repository.write("sub/in.md", WRONG);
    repository.write("sub/process.txt", WRONG);
    let found = [
        "a.md:1",
        "process.txt:1",
        "sub/in.md:1",
        "sub/process.txt:1",
    ];
    assert_eq!(repository.found("--changed=HEAD ."), found);
    assert_eq!(started(traces.path()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn what_a_partial_clone_lacks_is_not_fetched() {
    let Some(repository) = Repository::with(&[("a.md", RIGHT)]) else {
        return;
    };
    let traces = Site::with(&[]);
    plant_programs(repository.site.path(), traces.path());
    let pack = format!("touch '{}/uploadpack'; cat", traces.path().display());
    let address = format!("ext::sh -c 'touch {}/ext'", traces.path().display());
    for (name, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("protocol.allow", "always"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.uploadpack", &pack),
    ] {
        repository.git(&["config", name, value]);
    }
    // All content that was committed is gone; what is left are commits and folders.
    let blob = Command::new("git")
        .current_dir(repository.site.path())
        .args(["rev-parse", "main:a.md"])
        .output()
        .unwrap();
    let blob = String::from_utf8(blob.stdout).unwrap();
    let (folder, file) = blob.trim().split_at(2);
    let object = format!(".git/objects/{folder}/{file}");
    fs::remove_file(repository.site.path().join(object)).unwrap();
    repository.write("a.md", WRONG);
    for address in [
        address.as_str(),
        "ssh://nowhere.invalid/a",
        "/nowhere",
        "git://nowhere.invalid/a",
    ] {
        repository.git(&["config", "remote.origin.url", address]);
        let ran = repository.site.run("check --changed .");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
        assert!(
            ran.stderr.contains("the clone is partial"),
            "{}",
            ran.stderr
        );
        assert_eq!(started(traces.path()), [""; 0], "{address}");
    }
}

#[cfg(unix)]
#[test]
fn lines_are_those_of_the_file_and_not_of_what_a_filter_makes_of_it() {
    let text = lines(&["% a", "% b", RIGHT, RIGHT]);
    let Some(repository) = Repository::with(&[("a.md", &text)]) else {
        return;
    };
    repository.git(&["config", "filter.short.clean", "grep -v '^%'"]);
    repository.write(".gitattributes", "*.md filter=short\n");
    repository.write("a.md", &lines(&["% a", "% b", RIGHT, WRONG]));
    assert_eq!(repository.found("--changed ."), ["a.md:7"]);
}
