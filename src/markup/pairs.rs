//! The same articles in Markdown, MDX and HTML, and the pages of corpora.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read articles of fixtures and corpora"
)]

use std::fs;
use std::path::{Path, PathBuf};

use super::dump::{assert_sound, dump};
use super::{Article, READS_MDX, read_article};
use crate::source::{Format, SourceFile};

fn read(path: &Path) -> Article {
    let file = SourceFile {
        path: path.to_path_buf(),
        format: Format::of_path(path).unwrap(),
        text: fs::read_to_string(path).unwrap(),
    };
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

/// Returns the inputs of tokenizer tests: JSON with a list of cases, each with its `input`.
fn inputs(text: &str) -> Vec<String> {
    let Ok(file) = serde_json::from_str::<serde_json::Value>(text) else {
        // Some hold half of a surrogate pair, which no file can hold.
        return vec![text.to_owned()];
    };
    let cases = file["tests"].as_array().cloned().unwrap_or_default();
    cases
        .iter()
        .filter_map(|case| Some(case["input"].as_str()?.to_owned()))
        .collect()
}

/// Every file of the corpora beside the repository, where there are any, in every format.
#[test]
#[expect(
    clippy::print_stderr,
    reason = "it has to be seen whether they were used"
)]
fn every_file_of_the_corpora_gives_sound_blocks() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let mut read = 0;
    for entry in walkdir::WalkDir::new(&corpora).into_iter().flatten() {
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        let texts = match entry.path().extension() {
            Some(extension) if extension == "test" => inputs(&text),
            _ => vec![text],
        };
        for text in texts {
            for format in [Format::Html, Format::Markdown, Format::Mdx] {
                let file = SourceFile {
                    path: entry.path().to_path_buf(),
                    format,
                    text: text.clone(),
                };
                assert_sound(&text, &read_article(&file));
                read += 1;
            }
        }
    }
    eprintln!("{}: {read} articles were read", corpora.display());
    assert!(!corpora.is_dir() || read > 1_000);
}
