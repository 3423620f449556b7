//! The seam between the run and the stages: what factlint knows, and one article through all stages.
//!
//! [`load_knowledge`] is called once, [`check_article`] once per article and from many threads.

use std::path::PathBuf;

use super::RunError;
use crate::markup::read_article;
use crate::pack::Pack;
use crate::report::ArticleReport;
use crate::source::SourceFile;

/// All that articles are compared with.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// Concepts, facts and the words for them.
    pub pack: Pack,
    /// The rules, with their pages.
    pub rules: Vec<RulePage>,
}

/// A rule and its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePage {
    /// Its id.
    pub id: String,
    /// Its page, in Markdown.
    pub page: String,
}

/// Returns the built-in packs and rules, with the user's `facts` added.
///
/// # Errors
/// A fact file that cannot be read or has a mistake.
pub fn load_knowledge(facts: &[PathBuf]) -> Result<Knowledge, RunError> {
    // FIXME: load the packs; until then there is nothing to compare with, and fact files are not read.
    let _ = facts;
    Ok(Knowledge::default())
}

/// Returns what `file` claims and what is wrong with it.
///
/// Pure. [`ArticleReport::claims`] and [`ArticleReport::diagnostics`] are in the order of the article.
#[must_use]
pub fn check_article(file: &SourceFile, knowledge: &Knowledge) -> ArticleReport {
    // FIXME: sentences, mentions, claims, verdicts and rules follow here.
    let _ = knowledge;
    let article = read_article(file);
    ArticleReport {
        path: file.path.to_string_lossy().into_owned(),
        text: file.text.clone(),
        words: article
            .blocks
            .iter()
            .map(|block| block.prose.split_whitespace().count())
            .sum(),
        ..ArticleReport::default()
    }
}
