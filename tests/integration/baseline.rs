//! Known findings: written, left out, and found again after edits.

use std::fs;

use crate::site::{Ran, Site};

const GROIN: &str = "# Sciatica\n\nS1 pain is usually felt in the groin.\n";

const SHARE: &str = "About 60% of people with sciatica need surgery.\n";

fn write(site: &Site, path: &str, text: &str) {
    fs::write(site.path().join(path), text).unwrap();
}

fn baseline_of(site: &Site) -> String {
    fs::read_to_string(site.path().join("factlint-baseline.json")).unwrap()
}

const APPLY: &str = "check --format json --baseline factlint-baseline.json .";

/// Returns a site whose findings are all known.
fn settled(files: &[(&str, &str)]) -> Site {
    let site = Site::of_texts(files);
    let ran = site.run("check --write-baseline .");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    site
}

/// Checks how many findings are known, new and no longer there.
#[track_caller]
fn check(ran: &Ran, known: u64, new: u64, stale: u64) {
    let found = ran.summary("errors") + ran.summary("warnings") + ran.summary("advice");
    let counts = (ran.summary("baselined"), found, ran.summary("stale"));
    assert_eq!(counts, (known, new, stale), "{ran:?}");
}

#[test]
fn known_findings_are_left_out_and_new_ones_fail() {
    let site = Site::of_texts(&[("blog/a.md", GROIN), ("b.md", SHARE)]);
    let ran = site.run("check --write-baseline .");
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.ends_with(" ms\n"), "{ran:?}");
    assert_eq!(
        ran.stderr,
        "note: wrote 2 findings to factlint-baseline.json; --baseline factlint-baseline.json leaves them out\n"
    );
    insta::with_settings!({
        filters => vec![(r#""version": "\d[^"]*""#, r#""version": "[version]""#)],
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!("baseline", baseline_of(&site));
    });
    let ran = site.run(APPLY);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    check(&ran, 2, 0, 0);
    write(&site, "b.md", &format!("{SHARE}\n{GROIN}"));
    let ran = site.run(APPLY);
    assert_eq!(ran.code, Some(1));
    check(&ran, 2, 1, 0);
    assert_eq!(site.run("check .").code, Some(1));
    let human = site.run("check --baseline factlint-baseline.json .").stdout;
    assert!(human.contains("1 error, 2 baselined in "), "{human}");
}

#[test]
fn edits_elsewhere_keep_findings_known_and_changed_claims_are_new() {
    let html = "<p>S1 pain is usually felt in the groin.</p><p>Rest.</p>";
    let list = "# Roots\n\n- S1: the groin\n- L5: the big toe\n";
    let site = settled(&[("a.md", GROIN), ("b.html", html), ("c.md", list)]);
    check(&site.run(APPLY), 3, 0, 0);
    write(
        &site,
        "a.md",
        "---\ntitle: Legs\n---\nNew words.\r\n\r\n> s1 pain is  usually\n> felt in the **groin**. More!\n",
    );
    write(
        &site,
        "b.html",
        "<h1>New</h1><p>S1 pain is usually felt in the <a href='/x.html'>groin</a>.</p><p>Walk.</p>",
    );
    write(
        &site,
        "c.md",
        "# Roots\n\n- L5: the top of the foot\n- S1: the groin\n",
    );
    check(&site.run(APPLY), 3, 0, 0);
    write(
        &site,
        "a.md",
        "# Sciatica\n\nS1 pain is nearly always felt in the groin.\n",
    );
    check(&site.run(APPLY), 2, 1, 1);
}

#[test]
fn one_more_of_the_same_is_new() {
    let twice = format!("{GROIN}\n## More\n\nS1 pain is usually felt in the groin.\n");
    let site = settled(&[("a.md", &twice)]);
    check(&site.run(APPLY), 2, 0, 0);
    write(&site, "a.md", &format!("{twice}\n\n{twice}"));
    check(&site.run(APPLY), 2, 2, 0);
    write(&site, "a.md", GROIN);
    check(&site.run(APPLY), 1, 0, 1);
}

#[test]
fn a_missing_notice_stays_known_whatever_is_edited() {
    let article = |trigger: &str| {
        let padding = "Sciatica is pain from a nerve. ".repeat(40);
        format!("# Sciatica\n\n{trigger}\n\n{padding}\n")
    };
    let site = settled(&[("a.md", &article("Sciatica is treated with ibuprofen."))]);
    let before = site.run(APPLY).summary("baselined");
    assert!(before > 0);
    write(
        &site,
        "a.md",
        &article("Take naproxen for your sciatica every day."),
    );
    let ran = site.run("check --format json --select missing-not-medical-advice,missing-red-flag-notice --baseline factlint-baseline.json .");
    check(&ran, ran.summary("baselined"), 0, 0);
    assert!(ran.summary("baselined") > 0);
}

#[test]
fn a_renamed_article_keeps_its_entries() {
    let site = settled(&[("a.md", GROIN), ("b.md", SHARE)]);
    fs::create_dir(site.path().join("new")).unwrap();
    fs::rename(site.path().join("a.md"), site.path().join("new/c.md")).unwrap();
    check(&site.run(APPLY), 2, 0, 0);
    // Two articles with the same words are two findings.
    write(&site, "a.md", GROIN);
    check(&site.run(APPLY), 2, 1, 0);
}

#[test]
fn only_what_was_looked_at_is_called_stale() {
    let site = settled(&[("a.md", GROIN), ("b.md", SHARE), ("c.md", GROIN)]);
    write(&site, "a.md", "# Sciatica\n");
    write(&site, "b.md", "# Sciatica\n");
    fs::remove_file(site.path().join("c.md")).unwrap();
    let check_a = "check --format json --baseline factlint-baseline.json a.md";
    check(&site.run(check_a), 0, 0, 2);
    check(
        &site.run(&format!("{check_a} --select wrong-number")),
        0,
        0,
        0,
    );
    let ran = site.run(APPLY);
    check(&ran, 0, 0, 3);
    assert_eq!(
        ran.stderr,
        "note: 3 entries of factlint-baseline.json no longer occur; --prune-baseline takes them out\n"
    );
    let ran = site.run("check --baseline factlint-baseline.json --prune-baseline a.md");
    assert_eq!(
        ran.stderr,
        "note: took 2 entries out of factlint-baseline.json, which no longer occur\n"
    );
    assert!(baseline_of(&site).contains("b.md") && !baseline_of(&site).contains("a.md"));
    let ran = site.run("check --write-baseline .");
    assert!(ran.stderr.starts_with("note: wrote 0 findings"), "{ran:?}");
    assert!(!baseline_of(&site).contains("b.md"));
}

#[test]
fn a_part_of_the_articles_can_be_written_again() {
    let site = settled(&[("a.md", GROIN), ("b.md", SHARE)]);
    let before = baseline_of(&site);
    let ran = site.run("check --write-baseline a.md");
    assert_eq!(
        ran.stderr,
        "note: wrote 2 findings to factlint-baseline.json (1 of them kept, since this run did not look there); --baseline factlint-baseline.json leaves them out\n"
    );
    assert_eq!(baseline_of(&site), before);
    site.run("check --write-baseline --select wrong-number .");
    assert_eq!(baseline_of(&site), before);
}

#[test]
fn paths_are_those_of_the_folder_of_the_baseline() {
    let site = Site::of_texts(&[("content/a.md", GROIN), ("ci/empty.txt", "")]);
    let ran = site.run("check --write-baseline=ci/known.json content");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let text = fs::read_to_string(site.path().join("ci/known.json")).unwrap();
    assert!(text.contains(r#"{"path":"../content/a.md","#), "{text}");
    let absolute = site.path().join("content");
    for line in [
        "check --baseline ci/known.json ./content/../content/a.md".to_owned(),
        format!("check --baseline ci/known.json {}", absolute.display()),
    ] {
        let ran = site.run(&line);
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }
    let inside = site
        .command("check --baseline ../ci/known.json")
        .current_dir(absolute)
        .output();
    assert_eq!(inside.unwrap().status.code(), Some(0));
}

#[test]
fn a_bad_baseline_ends_the_run_and_is_not_written() {
    let good = r#"{"version": 1, "kind": "factlint-baseline", "entries": []}"#;
    for (text, told) in [
        (&b""[..], "this is no baseline: EOF"),
        (
            b"{\"version\": 1, \"kind\": \"factlint-baseline\", \"entries\": [{",
            "EOF while parsing",
        ),
        (b"not JSON", "this is no baseline: expected ident"),
        (b"{\"version\": 1, \"diagnostics\": []}", "`kind` is not"),
        (
            b"{\"version\": 2, \"kind\": \"factlint-baseline\"}",
            "version 2, and only 1 is read",
        ),
        (
            b"{\"kind\": \"factlint-baseline\", \"entries\": \xff}",
            "not UTF-8 text: offset 41",
        ),
    ] {
        let site = Site::with(&[("a.md", GROIN.as_bytes()), ("b.json", text)]);
        for line in [
            "check --baseline b.json .",
            "check --baseline b.json --prune-baseline .",
            "check --baseline b.json --write-baseline .",
            "check --write-baseline=b.json .",
        ] {
            let ran = site.run(line);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran:?}");
            assert!(ran.stderr.contains(told), "{ran:?}");
            assert_eq!(fs::read(site.path().join("b.json")).unwrap(), text);
        }
    }
    let site = Site::of_texts(&[("a.md", GROIN), ("good.json", good)]);
    for (line, told) in [
        (
            "check --baseline none.json .",
            "cannot read the baseline none.json",
        ),
        ("check --baseline . .", "not a file"),
        (
            "check --prune-baseline .",
            "--prune-baseline needs a baseline",
        ),
        ("check --write-baseline=a.md .", "this is no baseline"),
        (
            "check --baseline good.json --no-baseline .",
            "cannot be used with",
        ),
        (
            "check --write-baseline=no/where.json .",
            "cannot write no/where.json",
        ),
    ] {
        let ran = site.run(line);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains(told), "{ran:?}");
    }
    assert_eq!(fs::read_to_string(site.path().join("a.md")).unwrap(), GROIN);
    assert_eq!(
        fs::read_to_string(site.path().join("good.json")).unwrap(),
        good
    );
}

#[test]
fn an_incomplete_run_writes_no_baseline() {
    let site = Site::of_texts(&[("a.md", GROIN)]);
    let ran = site.run("check --write-baseline a.md b.md");
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr
            .contains("factlint-baseline.json was not written"),
        "{ran:?}"
    );
    assert!(!site.path().join("factlint-baseline.json").exists());
}

#[test]
fn fingerprints_of_what_is_left_do_not_depend_on_the_baseline() {
    let site = settled(&[("a.md", GROIN)]);
    let more = format!("{GROIN}\n## More\n\nS1 pain is usually felt in the groin.\n");
    write(&site, "a.md", &more);
    let print = |line: &str| {
        let report: serde_json::Value = serde_json::from_str(&site.run(line).stdout).unwrap();
        let findings = report["diagnostics"].as_array().unwrap();
        findings.last().unwrap()["fingerprint"].clone()
    };
    assert_eq!(print("check --format json a.md"), print(APPLY));
}
