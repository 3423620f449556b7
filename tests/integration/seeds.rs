//! The five articles the project started from, in one run: what is found in them, and nothing else.
//!
//! They are not part of the repository; without them the test says so and passes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::site::Site;

/// What stands in an article, and how often: all that `default` reports.
const EXPECTED: [(&str, &[(&str, usize)]); 5] = [
    (
        "000",
        &[
            ("warning missing-dvt-emergency", 1),
            ("warning missing-not-medical-advice", 1),
            ("warning missing-red-flag-notice", 1),
            ("warning missing-see-a-professional", 1),
            ("warning missing-surgery-risks", 1),
        ],
    ),
    (
        "001",
        &[
            ("warning missing-offer-terms", 1),
            ("warning missing-red-flag-notice", 1),
            ("warning missing-surgery-risks", 1),
            ("warning no-risk-claim", 1),
            ("warning unresolved-footnote", 2),
            ("warning unsupported-comparative", 1),
            // It sends readers to a company that has closed.
            ("warning wrong-recommendation", 1),
        ],
    ),
    (
        "002",
        &[
            ("warning missing-red-flag-notice", 1),
            ("warning missing-surgery-risks", 1),
            ("warning unsupported-comparative", 3),
            ("warning wrong-recommendation", 1),
        ],
    ),
    (
        "003",
        &[
            ("advice wrong-number", 1),
            ("warning lost-or-placeholder-content", 2),
            ("warning missing-red-flag-notice", 1),
        ],
    ),
    (
        "004",
        &[
            ("advice wrong-recommendation", 1),
            ("advice wrong-treatment-effect", 3),
            ("warning missing-commercial-disclosure", 1),
            ("warning missing-red-flag-notice", 1),
            ("warning missing-surgery-risks", 1),
            ("warning study-without-reference", 2),
            ("warning unproven-therapy", 1),
        ],
    ),
];

#[test]
fn the_first_articles_give_what_a_careful_reader_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(folder) = std::fs::canonicalize(folder) else {
        println!("SKIPPED: ../shared/seeds is not there");
        return;
    };
    println!("../shared/seeds is there: it is used");
    let ran = Site::with(&[])
        .command("check --format json")
        .arg(&folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for finding in report["diagnostics"].as_array().unwrap() {
        let text = |field: &str| finding[field].as_str().unwrap().to_owned();
        let name = Path::new(&text("path"))
            .file_name()
            .unwrap()
            .to_string_lossy()[..3]
            .to_owned();
        let what = format!("{} {}", text("severity"), text("rule"));
        *found.entry(name).or_default().entry(what).or_default() += 1;
    }
    let expected = EXPECTED.map(|(name, findings)| {
        let findings = findings.iter();
        let findings = findings.map(|(what, count)| ((*what).to_owned(), *count));
        (name.to_owned(), findings.collect())
    });
    assert_eq!(found, BTreeMap::from(expected));
}
