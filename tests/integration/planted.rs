//! Errors planted in awkward places under `fixtures/documents` are reported at the very bytes they stand at.
//!
//! `planted.toml` in each folder names, for each article, the rule and the bytes of the file it points at; and the
//! encoding they are written in, if that is not UTF-8.

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
    #[serde(default)]
    encoding: Encoding,
}

/// How the bytes of an article are written.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
enum Encoding {
    #[default]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// Returns the text of `bytes`, whose borders are borders of characters.
    fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => str::from_utf8(bytes).unwrap().to_owned(),
            Self::Utf16Le => {
                let (pairs, rest) = bytes.as_chunks::<2>();
                assert!(rest.is_empty(), "half a character: {bytes:?}");
                let units: Vec<u16> = pairs.iter().copied().map(u16::from_le_bytes).collect();
                String::from_utf16(&units).unwrap()
            }
            Self::Windows1252 => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        }
    }
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
        assert_eq!(reported(&folder, &planted), planted, "{}", folder.display());
    }
}

/// Returns the contradictions reported in each article of `folder`, sorted; `planted` tells their encodings.
fn reported(
    folder: &Path,
    planted: &BTreeMap<String, Vec<Planted>>,
) -> BTreeMap<String, Vec<Planted>> {
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
        let errors = planted.get(&name).and_then(|errors| errors.first());
        let encoding = errors.map_or(Encoding::Utf8, |error| error.encoding);
        found.entry(name).or_default().push(Planted {
            rule: diagnostic["rule"].as_str().unwrap().to_owned(),
            bytes: encoding.decode(&bytes[offset("start")..offset("end")]),
            encoding,
        });
    }
    found.values_mut().for_each(|errors| errors.sort());
    found
}
