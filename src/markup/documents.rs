//! The articles under `fixtures/documents`: awkward markup of every format, as it is read.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read articles of fixtures"
)]

use std::fs;
use std::path::{Path, PathBuf};

use super::assert_sound;
use super::dump::dump;
use super::{READS_MDX, ReadOptions, read_article_with};
use crate::built_in::built_in_language;
use crate::discover::decode;
use crate::source::Format;

/// Folders, and the fewest articles in each: a moved folder must not turn the test green.
const FOLDERS: [(&str, usize); 4] = [("html", 10), ("md", 10), ("mdx", 10), ("txt", 10)];

#[test]
fn every_document_is_read_as_it_was_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    for (folder, fewest) in FOLDERS {
        if folder == "mdx" && !READS_MDX {
            continue;
        }
        let paths = articles(&root.join(folder));
        assert!(paths.len() >= fewest, "{folder}");
        for path in paths {
            insta::assert_snapshot!(name(&path), read(&path));
        }
    }
}

/// Returns the blocks and the metadata of the article at `path`.
fn read(path: &Path) -> String {
    let format = Format::of_path(path).unwrap();
    let file = decode(path.to_path_buf(), format, fs::read(path).unwrap()).unwrap();
    let language = built_in_language();
    let options = ReadOptions {
        bylines: Some(&language.bylines),
        ..ReadOptions::default()
    };
    let article = read_article_with(&file, options);
    assert_sound(&file.text, &article);
    format!("{}\n{:#?}", dump(&article), article.metadata)
}

/// Returns the articles of a folder, in order of their names.
fn articles(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| Format::of_path(path).is_some());
    paths.sort();
    paths
}

/// Returns the name of the snapshot of the article at `path`: its own, with its format.
fn name(path: &Path) -> String {
    path.file_name()
        .unwrap()
        .to_string_lossy()
        .replace('.', "_")
}
