//! What is part of the program: the files below `lints/`, and what they make up.
//!
//! - [`built_in`]: the packs, the language, the automaton of all names and the rules, prepared by `build.rs`.
//! - [`built_in_files`]: the same as text, to be loaded together with files of the user.
//! - [`rule_pages`]: the pages of the rules.
//!
//! Preparing at build time is for the start: to read all files takes about ten times as long as to read what
//! they make up.

use std::borrow::Cow;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

use crate::mention::Lexicon;
use crate::pack::{Example, Language, Layer, Pack, PackText};
use crate::rules::{Rule, RuleName};

static LINTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/lints");

static PREPARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/built-in.postcard"));

static EXAMPLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/examples.postcard"));

static RULE_NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rule-names.postcard"));

/// Packs with their language and rules, ready to be used.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct BuiltIn {
    /// Concepts, facts and the words for them.
    pub pack: Pack,
    /// How words and numbers vary.
    pub language: Language,
    /// All names in one automaton.
    pub lexicon: Lexicon,
    /// The rules, in order of their ids.
    pub rules: Vec<Rule>,
}

/// Returns the built-in packs with their language and rules.
///
/// # Panics
/// If what the build prepared cannot be read; a test reads it.
#[must_use]
pub fn built_in() -> BuiltIn {
    let mut known = built_in_without_examples();
    let examples: Vec<[Vec<Example>; 3]> =
        postcard::from_bytes(EXAMPLES).expect("the build prepared the examples");
    for (fact, examples) in known.pack.facts.iter_mut().zip(examples) {
        fact.set_examples(examples);
    }
    known
}

/// Returns what [`built_in`] does, but for the examples of facts, which checks do not need.
///
/// # Panics
/// If what the build prepared cannot be read; a test reads it.
#[must_use]
pub fn built_in_without_examples() -> BuiltIn {
    let mut known: BuiltIn = postcard::from_bytes(PREPARED).expect("the build prepared the packs");
    let pages = rule_pages();
    for rule in &mut known.rules {
        let page = pages.binary_search_by_key(&rule.id.as_str(), |(id, _)| *id);
        rule.page = Cow::Borrowed(pages[page.expect("every rule has a page")].1);
    }
    known
}

/// Returns the built-in language alone.
///
/// # Panics
/// If a file is missing or broken; the build reads the same ones.
#[must_use]
pub fn built_in_language() -> Language {
    let texts = Language::FILES.map(|name| {
        let file = LINTS.get_file(format!("language/en/{name}"));
        file.and_then(|file| file.contents_utf8())
            .expect("the file is part of the repository")
    });
    Language::parse(texts).expect("the build has read the language")
}

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
        if is_pack && !Language::FILES.iter().any(|name| path.ends_with(name)) {
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

/// Returns the names of all rules, whichever packs are loaded, in the order of their ids.
///
/// # Panics
/// If what the build prepared cannot be read; a test reads it.
#[must_use]
pub fn rule_names() -> Vec<RuleName> {
    postcard::from_bytes(RULE_NAMES).expect("the build prepared the names")
}

/// Returns the pages of the rules: id and text, in the order of the ids.
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
///
/// # Panics
/// If it is missing in the program; a test reads it.
#[must_use]
pub fn schema() -> &'static str {
    LINTS
        .get_file("schema.json")
        .and_then(include_dir::File::contents_utf8)
        .expect("the schema is part of the repository")
}
