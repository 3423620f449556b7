//! 0 clean, 1 findings (see the unit tests of `run`), 2 failed or incomplete.

use crate::site::Site;

#[track_caller]
fn check(files: &[(&str, &[u8])], line: &str, code: i32) {
    let ran = Site::with(files).run(line);
    assert_eq!(ran.code, Some(code), "{ran:?}");
}

const ARTICLE: (&str, &[u8]) = ("a.md", b"Nothing to see.\n");

#[test]
fn a_clean_run_is_0() {
    check(&[ARTICLE], "check", 0);
    check(&[ARTICLE], "check .", 0);
    check(&[ARTICLE], "check a.md --fail-on never", 0);
    check(&[ARTICLE], "claims", 0);
    check(&[], "--help", 0);
    check(&[], "--version", 0);
}

#[test]
fn wrong_arguments_are_2() {
    check(&[ARTICLE], "", 2);
    check(&[ARTICLE], "chek", 2);
    check(&[ARTICLE], "check --fail-on sometimes", 2);
    check(&[ARTICLE], "check --jobs 0", 2);
    check(&[ARTICLE], "check --select no-such-rule", 2);
    check(&[ARTICLE], "check --ignore no-such-rule", 2);
    check(&[ARTICLE], "check a.md --stdin-filename b.md", 2);
    check(&[], "explain no-such-rule", 2);
}

#[test]
fn no_article_is_2_unless_it_is_allowed() {
    let picture: (&str, &[u8]) = ("logo.png", b"PNG");
    check(&[picture], "check", 2);
    check(&[picture], "claims", 2);
    check(&[picture], "check --allow-empty", 0);
    check(&[picture], "check logo.png --allow-empty", 2);
}

#[test]
fn a_path_that_is_not_checked_is_2_whatever_fails() {
    check(&[ARTICLE], "check a.md nowhere.md", 2);
    check(
        &[ARTICLE],
        "check a.md nowhere.md --fail-on never --allow-empty",
        2,
    );
    check(&[ARTICLE], "claims a.md nowhere.md", 2);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::{Command, Stdio};

    let site = Site::with(&[ARTICLE]);
    for line in [["check", "a.md"], ["check", "--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(line)
            .current_dir(site.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}
