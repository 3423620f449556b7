//! Where the output goes.

use std::fs;

use crate::site::Site;

const ARTICLE: (&str, &[u8]) = ("a.md", b"Nothing to see.\n");

#[test]
fn output_goes_into_a_file_whole_and_nothing_to_the_terminal() {
    let site = Site::with(&[ARTICLE, ("out.json", b"an old report")]);
    let ran = site.run("check --format json --output out.json a.md");
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "", "")
    );
    let report = fs::read_to_string(site.path().join("out.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).expect("valid JSON");
    assert_eq!(report["summary"]["articles"], 1);
    assert_eq!(names(&site), ["a.md", "out.json"]);
}

#[test]
fn problems_are_told_and_fail_the_run_with_output_in_a_file_too() {
    let site = Site::with(&[ARTICLE]);
    let ran = site.run("check -o report.txt a.md b.markdown");
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stderr, "problem: b.markdown: no such file or folder\n");
    let report = fs::read_to_string(site.path().join("report.txt")).unwrap();
    assert!(report.starts_with("1 article"), "{report}");
}

#[test]
fn an_article_is_never_overwritten() {
    let site = Site::with(&[ARTICLE]);
    let ran = site.run("check -o ./a.md .");
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "error: --output names ./a.md, an article that is to be checked\n help: choose another file for the output\n"
    );
    assert_eq!(fs::read(site.path().join("a.md")).unwrap(), ARTICLE.1);
}

#[test]
fn an_output_that_cannot_be_written_is_an_error() {
    let site = Site::with(&[ARTICLE, ("folder/b.md", b"Text.")]);
    let ran = site.run("check -o nowhere/out.json a.md");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr
            .starts_with("error: cannot write nowhere/out.json: "),
        "{ran:?}"
    );
    let ran = site.run("check -o folder a.md");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.starts_with("error: cannot write folder: "),
        "{ran:?}"
    );
    assert_eq!(names(&site), ["a.md", "folder"]);
}

#[cfg(unix)]
#[test]
fn links_devices_and_permissions_survive() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    let site = Site::with(&[ARTICLE, ("real.txt", b"old")]);
    let real = site.path().join("real.txt");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.txt", site.path().join("link.txt")).unwrap();
    assert_eq!(site.run("check -o link.txt a.md").code, Some(0));
    assert!(
        fs::symlink_metadata(site.path().join("link.txt"))
            .unwrap()
            .is_symlink()
    );
    assert!(fs::read_to_string(&real).unwrap().starts_with("1 article"));
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(site.run("check -o /dev/null a.md").code, Some(0));
    assert!(
        fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

#[test]
fn quiet_leaves_out_the_summary() {
    let ran = Site::with(&[ARTICLE]).run("check --quiet");
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "", "")
    );
}

#[test]
fn colours_follow_the_option_and_are_off_in_pipes() {
    let site = Site::with(&[ARTICLE]);
    assert!(!site.run("check").stdout.contains('\u{1b}'));
    assert!(site.run("check --color always").stdout.contains('\u{1b}'));
    let forced = site
        .command("check --color always")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(forced.stdout.contains(&0x1b));
    site.run("check --color always -o out.txt a.md");
    assert!(
        fs::read_to_string(site.path().join("out.txt"))
            .unwrap()
            .contains('\u{1b}')
    );
}

#[test]
fn a_trace_shows_names_cues_scopes_and_claims() {
    let site = Site::with(&[(
        "a.md",
        b"# Which root?\n\nS1 pain is usually *not* felt in the calf. About 20 to 30 % need surgery.\n",
    )]);
    let shown = site.run("claims --trace a.md").stdout;
    let lines: Vec<String> = shown
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for expected in [
        "a.md:3:1",
        "S1 pain is usually not felt in the calf.",
        "concept S1 s1-root (a label)",
        "denies not felt in the calf.",
        "claim calf s1-root felt-in calf; denied, typical, author;",
        "number About 20 to 30 % 18 to 33 %",
    ] {
        assert!(
            lines.iter().any(|line| line == expected),
            "{expected}\n{shown}"
        );
    }
    let lines = site.run("claims --trace --format jsonl a.md").stdout;
    let kinds: Vec<String> = lines
        .lines()
        .flat_map(|line| {
            let sentence: serde_json::Value = serde_json::from_str(line).unwrap();
            let entries = sentence["entries"].as_array().unwrap().clone();
            entries
                .into_iter()
                .map(|entry| entry["kind"].as_str().unwrap().to_owned())
        })
        .collect();
    for kind in ["clause", "concept", "cue", "number", "denies", "claim"] {
        assert!(kinds.iter().any(|found| found == kind), "{kind}");
    }
}

/// Returns the names in the folder, so that nothing temporary is left there.
fn names(site: &Site) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(site.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
