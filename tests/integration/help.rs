//! What `--help` teaches.

use crate::site::Site;

/// Compares the help with its snapshot, which also holds the command.
macro_rules! assert_help {
    ($line:expr) => {
        let ran = Site::with(&[]).run($line);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        insta::with_settings!({
            description => format!("factlint {}", $line),
            omit_expression => true,
            prepend_module_to_snapshot => false,
        }, {
            insta::assert_snapshot!(ran.stdout);
        });
    };
}

#[test]
fn help() {
    assert_help!("--help");
}

#[test]
fn help_of_check() {
    assert_help!("check --help");
}

#[test]
fn help_of_claims() {
    assert_help!("claims --help");
}

#[test]
fn help_of_explain() {
    assert_help!("explain --help");
}

#[test]
fn help_of_rules() {
    assert_help!("rules --help");
}

#[test]
fn help_of_init() {
    assert_help!("init --help");
}

#[test]
fn help_of_facts() {
    assert_help!("facts --help");
}

#[test]
fn help_of_facts_list() {
    assert_help!("facts list --help");
}

#[test]
fn help_of_facts_diff() {
    assert_help!("facts diff --help");
}

#[test]
fn no_command_shows_the_help_as_an_error() {
    let ran = Site::with(&[]).run("");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("Usage: factlint <COMMAND>"));
}
