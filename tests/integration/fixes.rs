//! What `--fix` and `--diff` do from outside; how fixes are made is tested where they are.

use std::fs;

use crate::site::Site;

const ARTICLE: (&str, &[u8]) = (
    "a.md",
    b"\xEF\xBB\xBF# Sciatica\r\n\r\nS1 pain is usually felt in the groin.\r\n",
);

#[test]
fn without_fixes_nothing_is_written_and_the_exit_code_is_that_of_what_is_left() {
    let site = Site::with(&[ARTICLE]);
    let ran = site.run("check --fix --format json a.md");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    assert_eq!((ran.summary("errors"), ran.summary("fixed")), (1, 0));
    assert_eq!(fs::read(site.path().join("a.md")).unwrap(), ARTICLE.1);
    let ran = site.run("check --diff --unsafe-fixes a.md");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    assert_eq!(ran.stderr, "note: 0 fixes in 0 articles would be made\n");
    assert_eq!(site.run("check --diff a.md none.md").code, Some(2));
}

#[test]
fn text_on_standard_input_comes_out_byte_for_byte_and_the_report_goes_to_standard_error() {
    let site = Site::with(&[]);
    for line in ["check --fix -", "check --fix --stdin-filename a.md"] {
        let ran = site.run_with_input(line, ARTICLE.1);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert_eq!(ran.stdout.as_bytes(), ARTICLE.1);
        assert!(ran.stderr.contains("error[wrong-root-area]"), "{ran:?}");
    }
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain("S1 pain is usually felt in the groin.".encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let output = site
        .command("check --fix -q -")
        .write_stdin(wide.clone())
        .output()
        .unwrap();
    assert_eq!(output.stdout, wide);
    let ran = site.run_with_input("check --fix -", b"\xFF broken");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
    let ran = site.run_with_input("check --fix -o report.txt -", b"Fine.\n");
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "Fine.\n", "")
    );
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let site = Site::with(&[ARTICLE]);
    for line in [
        "check --fix --diff",
        "check --unsafe-fixes",
        "check --fix --write-baseline",
        "check --diff --prune-baseline",
        "check --diff --format json",
    ] {
        let ran = site.run(line);
        assert_eq!(
            (ran.code, ran.stdout.as_str()),
            (Some(2), ""),
            "{line}: {ran:?}"
        );
    }
}
