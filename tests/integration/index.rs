//! `factlint rules`, and the table of all rules in `fixtures/rules.tsv`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::site::Site;

/// The row of a rule: its code, family and how it is shown in each profile.
type Row = Vec<String>;

/// Returns the rows of the table by the name of the rule.
fn table() -> BTreeMap<String, Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("code\tname\tfamily\tdefault\teditorial\tlegal")
    );
    let row = |line: &str| {
        let mut cells: Row = line.split('\t').map(str::to_owned).collect();
        assert_eq!(cells.len(), 6, "{line}");
        (cells.remove(1), cells)
    };
    lines.map(row).collect()
}

/// Returns the rows that `factlint rules` lists, but for those about the file itself.
fn listed() -> BTreeMap<String, Row> {
    let ran = Site::with(&[]).run("rules --format json");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let list: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let rules = list["rules"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let row = |rule: &serde_json::Value| {
        let shown = |profile: &str| match rule["notes"][profile].as_str() {
            Some(note) => format!("{} ({note})", text(&rule["severity"][profile])),
            None => text(&rule["severity"][profile]),
        };
        let mut cells = vec![text(&rule["code"]), text(&rule["family"])];
        cells.extend(["default", "editorial", "legal"].map(shown));
        (text(&rule["id"]), cells)
    };
    rules
        .filter(|rule| rule["family"] != "input")
        .map(row)
        .collect()
}

#[test]
fn the_rules_are_those_of_the_table() {
    let (table, listed) = (table(), listed());
    assert_eq!(table.len(), 77);
    assert_eq!(listed, table);
}

#[test]
fn a_profile_lists_what_reports_in_it() {
    let site = Site::with(&[]);
    let default = site.run("rules --profile default").stdout;
    assert!(default.contains("advice (outliers)"), "{default}");
    assert!(!default.contains("no-publisher-contact"), "{default}");
    let legal = site.run("rules --profile legal").stdout;
    assert!(legal.contains("no-publisher-contact"), "{legal}");
}

#[test]
fn a_page_is_found_by_its_code() {
    let site = Site::with(&[]);
    let by_name = site.run("explain missing-red-flag-notice");
    assert_eq!(by_name.code, Some(0));
    for code in ["DS203", "ds203"] {
        assert_eq!(site.run(&format!("explain {code}")).stdout, by_name.stdout);
    }
}
