//! Strange but real texts, as Markdown and as plain text: the examples of the specifications of Markdown,
//! and strings that programs are known to fall over.
//!
//! They are no part of this repository; they are looked for in `../shared/corpora`, and without them
//! nothing is checked, which is said.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the test reads texts that may be there, and says whether they are"
)]

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::assert_sound;
use super::read_article;
use crate::source::{Format, SourceFile};

/// Files, and fewest texts in each.
const FILES: [(&str, usize); 3] = [
    ("markdown/commonmark-spec.json", 600),
    ("markdown/gfm-spec.json", 600),
    ("strings/naughty-strings.json", 500),
];

#[test]
fn strange_texts_give_sound_articles() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    for (file, fewest) in FILES {
        let Ok(json) = fs::read_to_string(corpora.join(file)) else {
            eprintln!("not checked: ../shared/corpora/{file} is not there");
            continue;
        };
        let texts = texts(&json);
        assert!(texts.len() >= fewest, "{file}");
        texts.iter().for_each(|text| check(text));
        check(&texts.concat());
    }
}

fn check(text: &str) {
    for format in [Format::Markdown, Format::Text] {
        let file = SourceFile::new("article", format, text);
        assert_sound(text, &read_article(&file));
    }
}

/// Returns the strings of a list, or the Markdown of its examples.
fn texts(json: &str) -> Vec<String> {
    let values: Vec<Value> = serde_json::from_str(json).unwrap();
    let text = |value: &Value| {
        let text = value.as_str().or_else(|| value["markdown"].as_str());
        text.unwrap().to_owned()
    };
    values.iter().map(text).collect()
}
