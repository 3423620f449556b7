//! The packs and the language that are part of the program.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::language::Language;
use super::load::{PackText, load};
use super::{Pack, PackError};

static LINTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lints");

/// Returns the files of the built-in language and packs.
#[must_use]
pub fn built_in_files() -> Vec<PackText> {
    let packs = built_in_packs();
    let packs = packs.into_iter().filter_map(built_in_pack).flatten();
    language_files().into_iter().chain(packs).collect()
}

/// Returns the cues of the built-in language, which every pack builds on.
#[must_use]
pub fn language_files() -> Vec<PackText> {
    files_below("language/en").unwrap_or_default()
}

/// Returns the ids of the built-in packs, which are the names of their folders.
#[must_use]
pub fn built_in_packs() -> Vec<&'static str> {
    let folders = LINTS.get_dir("packs").into_iter().flat_map(Dir::dirs);
    let names = folders.filter_map(|folder| folder.path().file_name()?.to_str());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

/// Returns the files of the built-in pack `id`, if there is one.
#[must_use]
pub fn built_in_pack(id: &str) -> Option<Vec<PackText>> {
    let known = built_in_packs().contains(&id);
    known.then(|| files_below(&format!("packs/{id}")))?
}

fn files_below(folder: &str) -> Option<Vec<PackText>> {
    let mut files = Vec::new();
    collect(LINTS.get_dir(folder)?, &mut files);
    Some(files)
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
                replaces: false,
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
