//! The articles under `fixtures/documents`: awkward markup of every format, as it is read.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read articles of fixtures"
)]

use std::fs;
use std::path::{Path, PathBuf};

use super::dump::{assert_sound, dump};
use super::{READS_MDX, read_article};
use crate::source::{Format, SourceFile, decode};

/// Fewest articles of each format: a moved folder must not turn the test green.
const FEWEST: [(&str, usize); 4] = [("html", 1), ("md", 1), ("mdx", 10), ("txt", 1)];

#[test]
fn every_document_is_read_as_it_was_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    for (folder, fewest) in FEWEST {
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
    let file = SourceFile {
        path: path.to_path_buf(),
        format: Format::of_path(path).unwrap(),
        text: decode(fs::read(path).unwrap()).unwrap(),
    };
    let article = read_article(&file);
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
