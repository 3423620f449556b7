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
fn help_of_completions() {
    assert_help!("completions --help");
}

#[test]
fn help_of_man() {
    assert_help!("man --help");
}

#[test]
fn every_shell_gets_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = Site::with(&[]).run(&format!("completions {shell}"));
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        for word in ["write-baseline", "impact"] {
            assert!(ran.stdout.contains(word), "{shell} lacks {word}");
        }
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let site = Site::with(&[("pages/other", b"")]);
    let ran = site.run("man -o pages");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{ran:?}");
    let page = |name: &str| std::fs::read_to_string(site.path().join("pages").join(name)).unwrap();
    assert!(page("factlint-check.1").contains("WHICH ARTICLES"));
    assert!(page("factlint-facts-impact.1").contains(".SH EXAMPLES\n.nf\n"));
    let printed = site.run("man");
    assert_eq!(printed.stdout, page("factlint.1"));
    assert!(printed.stdout.contains("GITHUB_STEP_SUMMARY"));
    let ran = site.run("man -o nowhere");
    assert_eq!(ran.code, Some(2), "{ran:?}");
}

#[test]
fn statistics_stay_out_of_what_programs_read() {
    let site = Site::with(&[("a.md", b"S1 pain is felt in the groin.\n")]);
    let ran = site.run("check --statistics --format json .");
    assert!(ran.summary("errors") > 0);
    assert!(ran.stderr.contains("1  wrong-root-area"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1  root-s1-region"), "{}", ran.stderr);
}

#[test]
fn no_command_shows_the_help_as_an_error() {
    let ran = Site::with(&[]).run("");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("Usage: factlint <COMMAND>"));
}
