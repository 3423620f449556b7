//! Prepares the packs, the language and the rules below `lints/`, so that the program need not read them at every start.
//!
//! The modules are those of the program. A mistake in a pack fails the build, with its place.

#![expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the program uses what this does not"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "to prepare the packs is to read and write files"
)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mention::Lexicon;
use pack::{Language, Layer, PackError, PackText, load};

#[path = "src/mention/mod.rs"]
mod mention;
#[path = "src/nearest.rs"]
mod nearest;
#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/proposition/mod.rs"]
mod proposition;
#[path = "src/source/mod.rs"]
mod source;

/// Words only: the borders of sentences are not needed, nor the library that finds them.
#[path = "src/sentence"]
mod sentence {
    mod normal;
    mod token;

    pub(crate) use normal::{fold, fold_into, is_apostrophe};
    pub use token::{Token, TokenKind, tokenize};
}

/// Pages only: what rules look for in articles is not needed.
#[path = "src/rules"]
mod rules {
    mod page;

    pub use page::*;
}

fn main() -> Result<(), Box<dyn Error>> {
    for folder in [
        "lints/language",
        "lints/packs",
        "lints/rules",
        "src/mention",
        "src/nearest.rs",
        "src/pack",
        "src/proposition",
        "src/rules/page",
        "src/sentence",
        "src/source",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let language = Path::new("lints/language/en");
    let mut texts: [String; 6] = Default::default();
    for (text, name) in texts.iter_mut().zip(Language::FILES) {
        *text = std::fs::read_to_string(language.join(name))?;
    }
    let parsed = Language::parse(texts.each_ref().map(String::as_str))
        .map_err(|error| format!("{}: {error}", language.display()))?;

    let mut files = Vec::new();
    for folder in [language, Path::new("lints/packs")] {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let path = entry?.into_path();
            if is_pack_file(&path) {
                files.push(PackText {
                    text: Arc::from(std::fs::read_to_string(&path)?),
                    name: path.display().to_string(),
                    layer: Layer::BUILT_IN,
                });
            }
        }
    }
    let pack = load(&files).map_err(|error| listed(&error))?;
    let lexicon = Lexicon::new(&pack, &parsed);

    let pages = rule_pages()?;
    let named = || pages.iter().map(|(id, page)| (id.as_str(), page.as_str()));
    let rules = rules::read_rules(named(), &pack).map_err(|error| listed(&error))?;

    let examples: Vec<_> = pack.facts.iter().map(pack::Fact::examples).collect();
    let examples = postcard::to_allocvec(&examples)?;

    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("run by Cargo only")?);
    let prepared = postcard::to_allocvec(&(pack, parsed, lexicon, rules))?;
    std::fs::write(out.join("built-in.postcard"), prepared)?;
    std::fs::write(out.join("examples.postcard"), examples)?;
    let names = postcard::to_allocvec(&rules::rule_names(named()))?;
    std::fs::write(out.join("rule-names.postcard"), names)?;
    Ok(())
}

/// Returns the pages of all rules: id and text, in the order of the ids.
fn rule_pages() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut pages = Vec::new();
    for entry in walkdir::WalkDir::new("lints/rules").min_depth(2) {
        let path = entry?.into_path();
        let id = path.file_stem().map(|stem| stem.to_string_lossy());
        let id = id.unwrap_or_default().into_owned();
        pages.push((id, std::fs::read_to_string(&path)?));
    }
    pages.sort_unstable();
    Ok(pages)
}

fn is_pack_file(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "toml")
        && !Language::FILES.iter().any(|name| path.ends_with(name))
}

/// Returns all mistakes with their places, one a line.
fn listed(error: &PackError) -> String {
    let mut lines = vec![error.to_string()];
    for problem in &error.problems {
        let source = problem.file.inner().as_bytes();
        let before = &source[..problem.at.offset().min(source.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        lines.push(format!("{}:{line}: {problem}", problem.file.name()));
    }
    lines.join("\n")
}
