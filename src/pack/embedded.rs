//! The packs and the language that are part of the program.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::language::Language;
use super::load::{PackText, load};
use super::{Layer, Pack, PackError};

static LINTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lints");

/// Returns the files of the built-in language and packs.
#[must_use]
pub fn built_in_files() -> Vec<PackText> {
    let mut files = Vec::new();
    for folder in ["language/en", "packs"] {
        let dir = LINTS
            .get_dir(folder)
            .expect("the folder is part of the repository");
        collect(dir, &mut files);
    }
    files
}

fn collect(dir: &Dir<'static>, files: &mut Vec<PackText>) {
    for file in dir.files() {
        let path = file.path();
        let is_pack = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        let is_language = LANGUAGE_FILES.iter().any(|name| path.ends_with(name));
        if is_pack && !is_language {
            let text = file.contents_utf8().expect("pack files are UTF-8");
            files.push(PackText {
                name: format!("lints/{}", path.display()),
                text: Arc::from(text),
                layer: Layer::BUILT_IN,
            });
        }
    }
    for sub in dir.dirs() {
        collect(sub, files);
    }
}

/// Files of the language that are no pack files.
const LANGUAGE_FILES: [&str; 3] = ["en/words.toml", "en/numbers.toml", "en/sentences.toml"];

/// Returns the built-in language.
///
/// # Panics
/// If the files in the program are broken; a test loads them.
#[must_use]
pub fn built_in_language() -> Language {
    Language {
        words: language_file("language/en/words.toml"),
        numbers: language_file("language/en/numbers.toml"),
        sentences: language_file("language/en/sentences.toml"),
    }
}

fn language_file<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let file = LINTS
        .get_file(path)
        .expect("the file is part of the repository");
    let text = file.contents_utf8().expect("language files are UTF-8");
    toml::from_str(text).unwrap_or_else(|err| panic!("{path}: {err}"))
}

/// Returns the built-in packs and language.
///
/// # Errors
/// [`PackError`] if the built-in files are broken; a test loads them.
pub fn built_in() -> Result<(Pack, Language), PackError> {
    Ok((load(&built_in_files())?, built_in_language()))
}

/// Returns the pages of the rules: id and text.
#[must_use]
pub fn rule_pages() -> Vec<(&'static str, &'static str)> {
    let mut pages: Vec<(&str, &str)> = LINTS
        .get_dir("rules")
        .into_iter()
        .flat_map(Dir::dirs)
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
        .collect();
    pages.sort_unstable();
    pages
}

/// Returns the JSON Schema of pack files.
#[must_use]
pub fn schema() -> &'static str {
    LINTS
        .get_file("schema.json")
        .and_then(include_dir::File::contents_utf8)
        .expect("the schema is part of the repository")
}
