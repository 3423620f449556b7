//! The same articles in Markdown, MDX and HTML, and the pages of corpora.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read articles of fixtures and corpora"
)]

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use super::assert_sound;
use super::dump::dump;
use super::{
    Article, ElementSelector, PageLayout, READS_MDX, ReadOptions, read_article, read_article_with,
};
use crate::built_in::built_in_language;
use crate::source::{Format, SourceFile};

fn read(path: &Path) -> Article {
    let file = SourceFile::new(
        path,
        Format::of_path(path).unwrap(),
        fs::read_to_string(path).unwrap(),
    );
    let article = read_article(&file);
    assert_sound(&file.text, &article);
    article
}

#[test]
fn the_same_article_gives_the_same_blocks_in_all_formats() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/same");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| Format::of_path(path) == Some(Format::Markdown))
        .collect();
    paths.sort();
    assert!(
        paths.len() >= 20,
        "a moved folder must not turn this test green"
    );
    for path in paths {
        let blocks = dump(&read(&path));
        for extension in ["mdx", "html"] {
            if extension == "mdx" && !READS_MDX {
                continue;
            }
            let path = path.with_extension(extension);
            assert_eq!(dump(&read(&path)), blocks, "{}", path.display());
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        insta::assert_snapshot!(name, blocks);
    }
}

/// Returns the inputs of tokenizer tests: JSON with a list of cases, each with its `input`, in which escapes may
/// be escaped themselves. Halves of surrogate pairs, which no file can hold, become replacement characters.
fn inputs(text: &str) -> Vec<String> {
    let half = Regex::new(r"(?i)\\u[d][89a-f][0-9a-f]{2}").unwrap();
    let text = half.replace_all(text, r"\uFFFD");
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cases = file
        .as_object()
        .unwrap()
        .values()
        .flat_map(|cases| cases.as_array().unwrap());
    let input = |case: &serde_json::Value| {
        let input = case["input"].as_str().unwrap();
        match case["doubleEscaped"].as_bool() {
            Some(true) => {
                serde_json::from_str(&format!("\"{}\"", input.replace('"', "\\\""))).unwrap()
            }
            _ => input.to_owned(),
        }
    };
    cases.map(input).collect()
}

/// Returns the texts of a list of strings in JSON, or the text if it is something else.
fn strings(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| vec![text.to_owned()])
}

/// Reads every file in `folder` in every format, and returns how many articles that were.
fn read_all_below(folder: &Path) -> usize {
    let words = built_in_language().bylines;
    let layout = PageLayout {
        article: Vec::new(),
        exclude: vec![ElementSelector::parse("div .x").unwrap()],
    };
    let options = ReadOptions {
        layout: Some(&layout),
        bylines: Some(&words),
    };
    let mut read = 0;
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        let texts = match entry.path().extension() {
            Some(extension) if extension == "test" => inputs(&text),
            Some(extension) if extension == "json" => strings(&text),
            _ => vec![text],
        };
        for text in texts {
            for format in [Format::Html, Format::Markdown, Format::Mdx, Format::Text] {
                let file = SourceFile::new(entry.path(), format, text.clone());
                assert_sound(&text, &read_article_with(&file, options));
                read += 1;
            }
        }
    }
    read
}

#[test]
fn awkward_strings_give_sound_blocks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    assert!(read_all_below(&root.join("strings")) > 200);
    assert!(read_all_below(&root.join("documents")) > 30);
}

/// Every file of the corpora beside the repository, where there are any.
#[test]
#[expect(
    clippy::print_stderr,
    reason = "it has to be seen whether they were used"
)]
fn every_file_of_the_corpora_gives_sound_blocks() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let read = read_all_below(&corpora);
    eprintln!("{}: {read} articles were read", corpora.display());
    assert!(!corpora.is_dir() || read > 20_000);
}
