//! What programs read of the findings.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::site::Site;

/// An article with two errors in awkward places.
const ARTICLE: &str = "# Roots \u{1f9b4}\n\n- \u{e9}\u{1f9b4} **S1**: the groin and the front of the knee.\n\n\
    About 40% of adults get sciatica every year.\n";

fn site() -> Site {
    Site::with(&[
        ("a, b:c/d e#1%20.md", ARTICLE.as_bytes()),
        ("broken.md", b"\xff"),
    ])
}

/// Returns the JSON that `check --format FORMAT` prints here.
fn json(site: &Site, format: &str) -> Value {
    let ran = site.run(&format!("check --format {format} ."));
    serde_json::from_str(&ran.stdout).expect("valid JSON")
}

#[track_caller]
fn assert_valid(schema: &str, value: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/schemas")
        .join(schema);
    let text = fs::read_to_string(path).unwrap();
    // One pattern of the standard's schema is no valid expression; what is meant is clear.
    let text = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mistakes: Vec<String> = validator
        .iter_errors(value)
        .map(|mistake| format!("{}: {mistake}", mistake.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// Returns an article with `count` errors.
fn many(count: usize) -> String {
    "S1 pain is felt in the groin.\n\n".repeat(count)
}

#[test]
fn sarif_fits_the_standard_and_its_readers() {
    let log = json(&site(), "sarif");
    assert_valid("sarif-2.1.0.json", &log);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = &run["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "a%2C%20b%3Ac/d%20e%231%2520.md"
    );
    // In characters: the letter and the bone before the name take one column each.
    assert_eq!(place["region"]["startLine"], 3);
    assert_eq!(place["region"]["startColumn"], 18);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], result["ruleId"]);
    for rule in rules {
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty(), "{rule}");
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 20);
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(
        told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "broken.md"
    );
}

#[test]
fn sarif_lists_what_is_left_out_as_suppressed() {
    let text = format!(
        "{}About 40% of adults get sciatica every year. <!-- factlint-ignore CD003: our own survey -->\n",
        many(1)
    );
    let site = Site::with(&[("a.md", text.as_bytes())]);
    let ran = site.run("check --write-baseline --select contradiction a.md");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    fs::write(
        site.path().join("a.md"),
        format!("{text}\nThe L5 root is felt in the groin.\n"),
    )
    .unwrap();
    let log = json(
        &site,
        "sarif --baseline factlint-baseline.json --select contradiction",
    );
    assert_valid("sarif-2.1.0.json", &log);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<(&str, &str, &str)> = results
        .iter()
        .map(|result| {
            let how = &result["suppressions"][0];
            (
                result["baselineState"].as_str().unwrap(),
                how["kind"].as_str().unwrap_or("reported"),
                how["justification"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("new", "reported", ""),
            ("new", "inSource", "our own survey"),
            ("unchanged", "external", "")
        ]
    );
    let place = &results[1]["suppressions"][0]["location"]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 3);
    let mut prints: Vec<&str> = results
        .iter()
        .filter_map(|result| result["partialFingerprints"]["factlint/v1"].as_str())
        .collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), 3);
}

#[test]
fn sarif_keeps_to_the_limits_of_its_readers() {
    let site = Site::with(&[("a.md", many(5_100).as_bytes())]);
    let log = json(&site, "sarif");
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 5_000);
    let told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str();
    assert!(
        told.is_some_and(|told| told.contains("5000 loudest")),
        "{told:?}"
    );
    let mut prints: Vec<&str> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            result["partialFingerprints"]["factlint/v1"]
                .as_str()
                .unwrap()
        })
        .collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(
        prints.len(),
        5_000,
        "every result has a fingerprint of its own"
    );
}

#[test]
fn many_findings_fit_the_schemas() {
    let site = Site::with(&[("a.md", many(500).as_bytes())]);
    for (format, schema) in [
        ("sarif", "sarif-2.1.0.json"),
        ("gitlab", "gitlab.json"),
        ("rdjson", "rdjson.json"),
    ] {
        assert_valid(schema, &json(&site, format));
    }
}

#[test]
fn code_quality_has_one_fingerprint_for_each_issue() {
    let text = many(20);
    let site = Site::with(&[("a.md", text.as_bytes()), ("b.md", text.as_bytes())]);
    let issues = json(&site, "gitlab");
    assert_valid("gitlab.json", &issues);
    let issues = issues.as_array().unwrap();
    let mut prints: Vec<&str> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    let all = prints.len();
    assert!(all >= 40, "{all}");
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all);
}

#[test]
fn rdjson_counts_columns_in_bytes() {
    let result = json(&site(), "rdjson");
    assert_valid("rdjson.json", &result);
    let start = &result["diagnostics"][0]["location"]["range"]["start"];
    let line = ARTICLE.lines().nth(2).unwrap();
    let column = line.find("groin").map(|at| at + 1);
    assert_eq!(start["line"], 3);
    assert_eq!(start["column"].as_u64(), column.map(|column| column as u64));
}

#[test]
fn several_formats_come_from_one_run() {
    let site = site();
    let ran = site.run("check --format human --format sarif=out/x.sarif --format junit=j.xml .");
    assert_eq!(ran.code, Some(2), "a missing folder is no success: {ran:?}");
    fs::create_dir(site.path().join("out")).unwrap();
    let ran = site.run("check --format human --format sarif=out/x.sarif --format junit=j.xml .");
    assert!(ran.stdout.contains("wrong-root-area"), "{ran:?}");
    let sarif = fs::read_to_string(site.path().join("out/x.sarif")).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&sarif).unwrap()["version"],
        "2.1.0"
    );
    let junit = fs::read_to_string(site.path().join("j.xml")).unwrap();
    assert!(junit.contains("<testsuites"), "{junit}");
}

#[test]
fn formats_that_get_in_each_others_way_are_refused() {
    let site = site();
    for (line, message) in [
        ("check --format json --format human .", "only one format"),
        ("check --format json=a --format sarif=a .", "two formats"),
        ("check --format sarfi .", "did you mean `sarif`?"),
        ("check --format json= .", "name of the file is missing"),
        ("check --format json=broken.md .", "broken.md"),
    ] {
        let ran = site.run(line);
        assert_eq!(ran.code, Some(2), "{line}: {ran:?}");
        assert!(ran.stderr.contains(message), "{line}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{line}");
        assert_eq!(fs::read(site.path().join("broken.md")).unwrap(), b"\xff");
    }
}

#[test]
fn github_gets_annotations_and_a_summary_without_being_asked() {
    let site = site();
    let summary = site.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let on_github = |line: &str| {
        let mut command = site.command(line);
        command
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_STEP_SUMMARY", &summary);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let printed = on_github("check .");
    assert!(
        printed.contains("facts:"),
        "people are told, too: {printed}"
    );
    let annotation = printed
        .lines()
        .find(|line| line.starts_with("::error file=a%2C b%3Ac/"));
    assert!(annotation.is_some(), "{printed}");
    let written = fs::read_to_string(&summary).unwrap();
    assert!(written.starts_with("before\n## factlint"), "{written}");

    let printed = on_github("check --format human .");
    assert!(!printed.contains("::error"), "{printed}");
}

#[test]
fn annotations_stay_below_the_limit_and_the_rest_is_counted() {
    let site = Site::with(&[("a.md", many(30).as_bytes())]);
    let ran = site.run("check --format github .");
    let errors = ran
        .stdout
        .lines()
        .filter(|line| line.starts_with("::error"));
    assert_eq!(errors.count(), 10);
    let last = ran.stdout.lines().last().unwrap();
    assert!(
        last.contains("30 errors") && last.contains("20 are not shown"),
        "{last}"
    );
}

#[test]
fn paths_are_those_of_the_repository() {
    let site = Site::with(&[("content/a.md", many(1).as_bytes()), (".git/config", b"")]);
    let mut command = site.command("check --format sarif a.md");
    command.current_dir(site.path().join("content"));
    let log: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/a.md");
}
