//! Errors planted in awkward places under `fixtures/documents` are reported at the very bytes they stand at.
//!
//! `planted.toml` in each folder names, for each article, the rule and the bytes of the file it points at.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use factlint::markup::READS_MDX;
use serde::Deserialize;

/// One error of an article.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
struct Planted {
    rule: String,
    bytes: String,
}

#[test]
fn what_is_planted_in_a_document_is_reported_at_its_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    for folder in ["html", "md", "mdx", "txt"] {
        if folder == "mdx" && !READS_MDX {
            continue;
        }
        let folder = root.join(folder);
        let text = std::fs::read_to_string(folder.join("planted.toml")).unwrap();
        let mut planted: BTreeMap<String, Vec<Planted>> = toml::from_str(&text).unwrap();
        assert!(!planted.is_empty(), "{}", folder.display());
        planted.values_mut().for_each(|errors| errors.sort());
        assert_eq!(reported(&folder), planted, "{}", folder.display());
    }
}

/// Returns the contradictions reported in each article of `folder`, sorted.
fn reported(folder: &Path) -> BTreeMap<String, Vec<Planted>> {
    let output = cargo_bin_cmd!("factlint")
        .args(["check", "--format", "json", "--fail-on", "never"])
        .arg(folder)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found: BTreeMap<String, Vec<Planted>> = BTreeMap::new();
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        if diagnostic["family"] != "contradiction" {
            continue;
        }
        let path = Path::new(diagnostic["path"].as_str().unwrap());
        let bytes = std::fs::read(path).unwrap();
        let offset = |end: &str| diagnostic["span"][end].as_u64().unwrap() as usize;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.entry(name).or_default().push(Planted {
            rule: diagnostic["rule"].as_str().unwrap().to_owned(),
            bytes: String::from_utf8_lossy(&bytes[offset("start")..offset("end")]).into_owned(),
        });
    }
    found.values_mut().for_each(|errors| errors.sort());
    found
}
