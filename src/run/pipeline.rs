//! The seam between the run and the stages: what factlint knows, and one article through all stages.
//!
//! [`load_knowledge`] is called once, [`check_article`] once per article and from many threads.

use std::path::PathBuf;

use super::RunError;
use super::fact_files::files_with;
pub use super::fact_files::pack_files;
use crate::built_in::{BuiltIn, built_in, built_in_language, rule_pages};
use crate::checked::{Checked, check_claims};
use crate::corpus::carry;
use crate::markup::{ReadOptions, read_article_with};
use crate::mention::Lexicon;
use crate::pack::{Language, Pack, PackError, PackText, load};
use crate::report::{
    ArticleReport, ListedClaim, ReadyDiagnostic, VerdictCounts, sentence_prints, trace,
};
use crate::rules::{Rule, Settings, Words, check, read_rules};
use crate::source::SourceFile;
use crate::suppress::suppressions;

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
        return Ok(prepared_knowledge(built_in()));
    }
    knowledge_of(&files_with(facts)?)
}

/// Returns the built-in packs and rules as knowledge.
pub(super) fn prepared_knowledge(known: BuiltIn) -> Knowledge {
    let BuiltIn {
        pack,
        language,
        lexicon,
        rules,
    } = known;
    Knowledge {
        pack,
        language,
        lexicon,
        rules,
    }
}

/// Returns the packs that `files` make up, with the rules that they allow.
///
/// # Errors
/// A file with a mistake.
pub fn knowledge_of(files: &[PackText]) -> Result<Knowledge, RunError> {
    Ok(Knowledge::new(load(files)?)?)
}

impl Knowledge {
    /// Returns `pack` with the built-in language and rules.
    ///
    /// # Errors
    /// A rule that needs what the pack doesn't hold.
    pub fn new(pack: Pack) -> Result<Self, PackError> {
        let language = built_in_language();
        Ok(Self {
            rules: read_rules(rule_pages(), &pack)?,
            lexicon: Lexicon::new(&pack, &language),
            pack,
            language,
        })
    }
}

/// Returns what is wrong with `file`, as `settings` want it, and how many claims it makes; they are not listed, and its
/// findings cannot be known again.
///
/// Pure. [`ArticleReport::diagnostics`] are in the order of the article.
#[must_use]
pub fn find_in_article(
    file: &SourceFile,
    knowledge: &Knowledge,
    settings: &Settings,
) -> ArticleReport {
    read_and_check(file, knowledge, settings, &|_, _| {})
}

/// Returns what [`find_in_article`] does, with what its findings are known again by.
#[must_use]
pub fn check_article(
    file: &SourceFile,
    knowledge: &Knowledge,
    settings: &Settings,
) -> ArticleReport {
    read_and_check(file, knowledge, settings, &|checked, report| {
        report.sentences = sentence_prints(checked);
        report.whole = about_article(report, &knowledge.rules);
    })
}

/// Returns the rules with findings that are about the article as a whole.
fn about_article(report: &ArticleReport, rules: &[Rule]) -> Vec<String> {
    let is_found = |rule: &&Rule| {
        let mut found = report.diagnostics.iter();
        found.any(|finding| finding.rule == rule.id)
    };
    let about = rules.iter().filter(|rule| rule.is_about_articles());
    about.filter(is_found).map(|rule| rule.id.clone()).collect()
}

/// Returns what [`find_in_article`] does, with the claims in the order of the article.
#[must_use]
pub fn list_article(
    file: &SourceFile,
    knowledge: &Knowledge,
    settings: &Settings,
) -> ArticleReport {
    read_and_check(file, knowledge, settings, &|checked, report| {
        report.claims = listed(checked, &knowledge.pack);
    })
}

/// Returns what [`list_article`] does, with how every sentence was read.
#[must_use]
pub fn trace_article(
    file: &SourceFile,
    knowledge: &Knowledge,
    settings: &Settings,
) -> ArticleReport {
    read_and_check(file, knowledge, settings, &|checked, report| {
        report.claims = listed(checked, &knowledge.pack);
        report.trace = trace(checked, &knowledge.pack);
    })
}

fn listed(checked: &Checked<'_>, pack: &Pack) -> Vec<ListedClaim> {
    let claims = checked.claims.iter();
    claims
        .map(|judged| ListedClaim::new(judged, checked.article, pack))
        .collect()
}

fn read_and_check(
    file: &SourceFile,
    knowledge: &Knowledge,
    settings: &Settings,
    add: &dyn Fn(&Checked<'_>, &mut ArticleReport),
) -> ArticleReport {
    let Knowledge {
        pack,
        language,
        lexicon,
        rules,
    } = knowledge;
    let options = ReadOptions {
        layout: Some(&settings.layout),
        bylines: Some(&language.bylines),
    };
    let article = read_article_with(file, options);
    let checked = check_claims(&article, lexicon, language, pack);
    let words = Words::new(&checked.read, pack);
    let diagnostics = check(&checked, &words, rules, settings, pack);
    let mut report = ArticleReport {
        path: file.path.to_string_lossy().into_owned(),
        format: file.format,
        from_stdin: false,
        words: checked.words,
        verdicts: VerdictCounts::of(checked.claims.iter().map(|judged| judged.verdict)),
        claims: Vec::new(),
        diagnostics: diagnostics
            .iter()
            .map(|found| ReadyDiagnostic::new(found, pack))
            .collect(),
        shelved: Vec::new(),
        suppressed: Vec::new(),
        suppressions: suppressions(
            file,
            &article,
            rules,
            pack,
            settings,
            checked.foreign.is_some(),
        ),
        baselined: Vec::new(),
        sentences: Vec::new(),
        whole: Vec::new(),
        trace: Vec::new(),
        carried: carry(&checked, &words, &diagnostics, rules, settings, pack),
        text: file.text.clone(),
        spooled: None,
        bytes: file.bytes.clone(),
    };
    add(&checked, &mut report);
    report
}
