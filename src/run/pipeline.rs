//! The seam between the run and the stages: what factlint knows, and one article through all stages.
//!
//! [`load_knowledge`] is called once, [`check_article`] once per article and from many threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::RunError;
use crate::built_in::{BuiltIn, built_in, built_in_files, built_in_language, rule_pages};
use crate::checked::check_claims;
use crate::markup::read_article;
use crate::mention::Lexicon;
use crate::pack::{Language, Pack, PackText, load};
use crate::report::{ArticleReport, ListedClaim, ReadyDiagnostic, trace};
use crate::rules::{Rule, check, read_rules};
use crate::source::SourceFile;

/// All that articles are compared with.
#[derive(Debug)]
pub struct Knowledge {
    /// Concepts, facts and the words for them.
    pub pack: Pack,
    /// How words and numbers vary.
    pub language: Language,
    /// All names in one automaton.
    pub lexicon: Lexicon,
    /// The rules, in order of their ids.
    pub rules: Vec<Rule>,
}

/// Returns the built-in packs and rules, with the user's `facts` (files, or folders of them) added; what
/// they define under an id that exists replaces it.
///
/// # Errors
/// A fact file that cannot be read or has a mistake.
pub fn load_knowledge(facts: &[PathBuf]) -> Result<Knowledge, RunError> {
    if facts.is_empty() {
        return with_rules(built_in());
    }
    let mut files = built_in_files();
    for path in facts {
        files.extend(pack_files(path)?);
    }
    knowledge_of(&files)
}

/// Returns the packs that `files` make up, with the rules that they allow.
///
/// # Errors
/// A file with a mistake.
pub fn knowledge_of(files: &[PackText]) -> Result<Knowledge, RunError> {
    let pack = load(files)?;
    let language = built_in_language();
    let lexicon = Lexicon::new(&pack, &language);
    with_rules(BuiltIn {
        pack,
        language,
        lexicon,
    })
}

fn with_rules(read: BuiltIn) -> Result<Knowledge, RunError> {
    let BuiltIn {
        pack,
        language,
        lexicon,
    } = read;
    let rules = read_rules(rule_pages(), &pack)?;
    Ok(Knowledge {
        pack,
        language,
        lexicon,
        rules,
    })
}

/// Returns the pack or fact files at `path`: itself, or all TOML files below it in order of their names.
///
/// # Errors
/// A file that cannot be read, or none at all.
#[expect(
    clippy::disallowed_methods,
    reason = "loading a user's own facts reads files"
)]
pub fn pack_files(path: &Path) -> Result<Vec<PackText>, RunError> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|err| RunError::UnreadableFacts {
            path: err.path().unwrap_or(path).to_path_buf(),
            source: err.into(),
        })?;
        let named = entry.depth() == 0;
        let toml = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "toml");
        if entry.file_type().is_dir() || !(named || toml) {
            continue;
        }
        let text =
            std::fs::read_to_string(entry.path()).map_err(|source| RunError::UnreadableFacts {
                path: entry.path().to_path_buf(),
                source,
            })?;
        files.push(PackText {
            name: entry.path().display().to_string(),
            text: Arc::from(text),
            replaces: true,
        });
    }
    if files.is_empty() {
        return Err(RunError::NoFacts {
            path: path.to_path_buf(),
        });
    }
    Ok(files)
}

/// Returns what `file` claims and what is wrong with it.
///
/// Pure. [`ArticleReport::claims`] and [`ArticleReport::diagnostics`] are in the order of the article.
#[must_use]
pub fn check_article(file: &SourceFile, knowledge: &Knowledge) -> ArticleReport {
    let Knowledge {
        pack,
        language,
        lexicon,
        rules,
    } = knowledge;
    let article = read_article(file);
    let checked = check_claims(&article, lexicon, language, pack);
    let diagnostics = check(&checked, rules, pack);
    ArticleReport {
        path: file.path.to_string_lossy().into_owned(),
        words: checked.words,
        claims: checked
            .claims
            .iter()
            .map(|judged| ListedClaim::new(judged, &article, pack))
            .collect(),
        diagnostics: diagnostics
            .iter()
            .map(|found| ReadyDiagnostic::new(found, pack))
            .collect(),
        suppressed: 0,
        trace: Vec::new(),
        text: file.text.clone(),
    }
}

/// Returns what [`check_article`] does, with how every sentence was read.
#[must_use]
pub fn trace_article(file: &SourceFile, knowledge: &Knowledge) -> ArticleReport {
    let article = read_article(file);
    let checked = check_claims(
        &article,
        &knowledge.lexicon,
        &knowledge.language,
        &knowledge.pack,
    );
    ArticleReport {
        trace: trace(&checked, &knowledge.pack),
        ..check_article(file, knowledge)
    }
}
