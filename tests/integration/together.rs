//! Configuration, suppressions, baseline, fixes and comparisons, used together as a site uses them.

use crate::site::{Ran, Site};

/// Returns an article that lacks a notice and is long enough to need it.
fn treatment(more: &str) -> String {
    let padding = "Sciatica is pain that runs along a nerve.\n".repeat(20);
    format!(
        "# Sciatica\n\nTake ibuprofen for your sciatica every day. See a doctor before.\n\n{padding}{more}"
    )
}

fn write(site: &Site, path: &str, text: &str) {
    std::fs::write(site.path().join(path), text).unwrap();
}

fn read(site: &Site, path: &str) -> String {
    std::fs::read_to_string(site.path().join(path)).unwrap()
}

/// Returns the paths of the findings of `rule`.
fn places(ran: &Ran, rule: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap().iter();
    let found = found.filter(|finding| finding["rule"] == rule);
    let paths = found.map(|finding| finding["path"].as_str().unwrap().replace('\\', "/"));
    paths.collect()
}

const NOTICE: &str = "missing-not-medical-advice";

const SETTINGS: &str = "[rules]\nmissing-red-flag-notice = \"off\"\n[notices]\nnot-medical-advice = \"This page does not replace advice.\"\n";

#[test]
fn what_no_article_has_is_said_of_the_first_that_is_not_known() {
    let text = treatment("");
    let site = Site::of_texts(&[
        ("factlint.toml", SETTINGS),
        ("b.md", &text),
        ("c.md", &text),
    ]);
    let all = "check --format json .";
    assert_eq!(places(&site.run(all), NOTICE), ["b.md"]);
    let known = "check --format json --baseline factlint-baseline.json .";
    site.run("check --write-baseline .");
    assert_eq!(places(&site.run(known), NOTICE), [""; 0]);
    write(&site, "d.md", &text);
    let ran = site.run(known);
    assert_eq!(places(&ran, NOTICE), ["d.md"]);
    assert_eq!(ran.summary("baselined"), 2);
    // The first article answers for all.
    write(
        &site,
        "a.md",
        &format!("<!-- factlint-ignore-file DS201: in the footer -->\n\n{text}"),
    );
    assert_eq!(places(&site.run(all), NOTICE), [""; 0]);
    assert_eq!(places(&site.run(known), NOTICE), [""; 0]);
}

#[test]
fn fixes_leave_what_is_known_or_left_out() {
    let text = treatment("");
    let left_out = format!("<!-- factlint-ignore-file DS201: in the footer -->\n\n{text}");
    let site = Site::of_texts(&[("factlint.toml", SETTINGS), ("b.md", &text)]);
    site.run("check --write-baseline .");
    write(&site, "c.md", &text);
    write(&site, "d.md", &left_out);
    write(&site, "e.md", &text);
    let fix = "check --fix --format json --baseline factlint-baseline.json .";
    let ran = site.run(fix);
    assert_eq!((ran.code, ran.summary("fixed")), (Some(0), 2), "{ran:?}");
    let fixed = format!("{text}\nThis page does not replace advice.\n");
    let after = ["b.md", "c.md", "d.md", "e.md"].map(|path| read(&site, path));
    assert_eq!(after, [text, fixed.clone(), left_out, fixed]);
    assert_eq!(site.run(fix).summary("fixed"), 0);
    let ran = site.run("check --diff --baseline factlint-baseline.json .");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
}

const SHARE: &str = "About 60% of people with sciatica need surgery.\n";

#[test]
fn entries_stay_where_their_rule_is_off() {
    let site = Site::of_texts(&[("blog/a.md", SHARE), ("b.md", SHARE)]);
    site.run("check --write-baseline .");
    let before = read(&site, "factlint-baseline.json");
    write(
        &site,
        "factlint.toml",
        "[[overrides]]\nfiles = [\"blog/**\"]\nignore = [\"wrong-number\"]\n",
    );
    let ran = site.run("check --format json --baseline factlint-baseline.json .");
    assert_eq!((ran.summary("baselined"), ran.summary("stale")), (1, 0));
    site.run("check --write-baseline .");
    assert_eq!(read(&site, "factlint-baseline.json"), before);
}

#[test]
fn what_only_other_articles_show_is_judged_beside_them_alone() {
    let one = "Sciatica affects about 3% of adults each year.\n";
    let other = "Sciatica affects about 1% of adults each year.\n";
    let site = Site::of_texts(&[("a.md", one), ("b.md", other), ("c.md", other)]);
    let rule = "number-disagrees";
    assert_eq!(places(&site.run("check --format json ."), rule), ["a.md"]);
    site.run("check --write-baseline .");
    let alone = site.run("check --format json --baseline factlint-baseline.json a.md");
    assert_eq!(alone.summary("stale"), 0, "{alone:?}");
    write(&site, "a.md", other);
    let all = site.run("check --format json --baseline factlint-baseline.json .");
    assert_eq!(all.summary("stale"), 1, "{all:?}");
}

#[test]
fn a_suppression_of_what_only_others_show_is_not_called_unused() {
    let comment = "<!-- factlint-ignore-file missing-author: written by all of us -->";
    let site = Site::of_texts(&[("a.md", &format!("{comment}\n\n{}", treatment("")))]);
    let ran = site.run("check --format json .");
    assert_eq!(places(&ran, "unused-suppression"), [""; 0]);
    let ran = site.run("check --format json --profile legal .");
    assert_eq!(ran.summary("suppressed"), 1, "{ran:?}");
}

#[test]
fn output_takes_the_place_of_no_input_and_of_no_other_output() {
    let site = Site::of_texts(&[("a.md", SHARE), ("factlint.toml", "review-months = 12\n")]);
    site.run("check --write-baseline .");
    let before = ["factlint.toml", "factlint-baseline.json"].map(|path| read(&site, path));
    let baseline = "--baseline factlint-baseline.json";
    for (options, told) in [
        (
            "--format json=factlint.toml",
            "factlint.toml is a configuration",
        ),
        ("-o ./factlint.toml", "factlint.toml is a configuration"),
        (
            &format!("--format json=factlint-baseline.json {baseline}"),
            "factlint-baseline.json is a configuration or a baseline",
        ),
        (
            "--format json=x --format sarif=./x",
            "two formats would be written to ./x",
        ),
        ("--format json=x -o x", "two formats would be written to x"),
    ] {
        let ran = site.run(&format!("check {options} ."));
        assert_eq!(ran.code, Some(2), "{options}: {ran:?}");
        assert!(ran.stderr.contains(told), "{options}: {}", ran.stderr);
    }
    let after = ["factlint.toml", "factlint-baseline.json"].map(|path| read(&site, path));
    assert_eq!(after, before);
    assert!(!site.path().join("x").exists());
}

/// Once 4 MiB of texts are read, what is only shown waits in a file; statistics need it in memory.
#[test]
fn findings_are_shown_the_same_wherever_they_wait() {
    let long = format!("<!-- {} -->\n", "x".repeat(5 << 20));
    let one = treatment("Sciatica affects about 3% of adults each year.\n");
    let other = treatment("Sciatica affects about 1% of adults each year.\n");
    let left_out = format!("<!-- factlint-ignore-file DS201: in the footer -->\n\n{one}");
    let site = Site::of_texts(&[
        ("factlint.toml", SETTINGS),
        ("b.md", &one),
        ("c.md", &other),
        ("d.md", &other),
        ("e.md", &left_out),
    ]);
    let shown = |options: &str| {
        let ran = site.run(&format!("check --jobs 1 {options} ."));
        let (findings, numbers) = ran.stdout.rsplit_once("\n\n").unwrap();
        let numbers = numbers.split_once(": ").unwrap().1;
        let numbers = numbers.rsplit_once(" in ").unwrap().0;
        (ran.code, findings.to_owned(), numbers.to_owned())
    };
    let in_memory = shown("");
    assert_eq!(in_memory.1.matches("number-disagrees").count(), 2);
    assert_eq!(in_memory.1.matches(NOTICE).count(), 1);
    write(&site, "a.md", &long);
    assert_eq!(shown(""), in_memory);
    assert_eq!(shown("--statistics"), in_memory);
}
