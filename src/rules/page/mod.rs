//! The pages of rules: metadata, explanation and examples in one file.
//!
//! Input: the text of a page, and the pack whose words it names.
//! Output: a [`Rule`]; what it looks for is data, which the program prepares when it is built.
//!
//! Absent on purpose: looking at articles (see [`crate::rules`]), so that the build can read pages, too.

mod names;
mod profile;
mod rule;
mod structure;

pub use names::{RuleName, rule_names};
pub use profile::{Level, Levels, Profile, Severity};
pub use rule::{
    Ask, Asked, Conditions, Family, Figure, Gate, Notice, Pattern, Rule, RuleKind, Site, Within,
};
pub use structure::Structure;
pub(super) use structure::{Literal, Placeholders, Sources};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use miette::NamedSource;
use serde::Deserialize;
use toml::Spanned;

use self::rule::cut_page;
use self::structure::StructureEntry;
use crate::pack::{Pack, PackError, PackProblem, Selector};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Metadata {
    code: String,
    family: Family,
    severity: Levels,
    kind: Kind,
    pack: Option<String>,
    #[serde(rename = "since")]
    _since: String,
    notice: Option<String>,
    #[serde(default)]
    min_words: usize,
    #[serde(default)]
    about: Vec<Spanned<String>>,
    #[serde(default)]
    min_sentences: usize,
    #[serde(default)]
    for_readers: Option<bool>,
    #[serde(default)]
    silent_after: Vec<String>,
    #[serde(default)]
    trigger: Vec<PatternEntry>,
    #[serde(default)]
    satisfied: Vec<PatternEntry>,
    #[serde(default)]
    escalate: Vec<PatternEntry>,
    #[serde(default)]
    report: Vec<PatternEntry>,
    /// For the kinds that look at the structure of an article.
    structure: Option<StructureEntry>,
    message: Option<String>,
    help: Option<String>,
    asks: Option<Ask>,
    #[serde(default)]
    fact_check_in: Vec<Profile>,
    site: Option<Site>,
    #[serde(default)]
    shown: BTreeMap<Profile, String>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Contradiction,
    SelfContradiction,
    Disagreement,
    Phrase,
    MissingNotice,
    Structure,
    Metadata,
    OtherLanguage,
    Problem,
    Suppression,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PatternEntry {
    all: Vec<Vec<Spanned<String>>>,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    #[serde(default)]
    unless_section: Vec<Spanned<String>>,
    #[serde(default)]
    unless_article: Vec<Spanned<String>>,
    #[serde(default)]
    within: Within,
    apart: Option<usize>,
    #[serde(default)]
    section: Vec<Vec<Spanned<String>>>,
    #[serde(default)]
    article: Vec<Vec<Spanned<String>>>,
    #[serde(default)]
    heading: Vec<Vec<Spanned<String>>>,
    #[serde(default)]
    alone_of: Vec<Vec<Spanned<String>>>,
    #[serde(default = "once")]
    at_least: usize,
    #[serde(default = "anywhere")]
    near: Within,
    #[serde(default)]
    profiles: Vec<Profile>,
    #[serde(default)]
    headings: bool,
    #[serde(default)]
    denied: bool,
    #[serde(default)]
    stories: bool,
    #[serde(default)]
    elsewhere: bool,
    #[serde(default)]
    unreferenced: bool,
    #[serde(default)]
    figure: Vec<Figure>,
    #[serde(default)]
    undated: bool,
    older_than: Option<u32>,
    #[serde(default)]
    unless_above: Vec<Spanned<String>>,
    unless_provided: Option<String>,
    severity: Option<Levels>,
    message: Option<String>,
    help: Option<String>,
}

fn once() -> usize {
    1
}

fn anywhere() -> Within {
    Within::Article
}

/// Returns the rules that `pages` (id and text) describe, but for those of packs that are not loaded.
///
/// # Errors
/// [`PackError`] with every mistake; each points into its page.
pub fn read_rules<'a>(
    pages: impl IntoIterator<Item = (&'a str, &'a str)>,
    pack: &Pack,
) -> Result<Vec<Rule>, PackError> {
    let mut rules = Vec::new();
    let mut problems = Vec::new();
    for (id, text) in pages {
        let mut reader = PageReader {
            id,
            text,
            pack,
            problems: &mut problems,
        };
        rules.extend(reader.read());
    }
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(PackError { problems })
    }
}

struct PageReader<'a> {
    id: &'a str,
    text: &'a str,
    pack: &'a Pack,
    problems: &'a mut Vec<PackProblem>,
}

impl PageReader<'_> {
    fn problem(&mut self, at: std::ops::Range<usize>, message: String) {
        self.problems.push(PackProblem {
            message,
            help: None,
            file: NamedSource::new(format!("{}.md", self.id), Arc::from(self.text)),
            at: (at.start, at.len()).into(),
            label: "here".to_owned(),
        });
    }

    fn read(&mut self) -> Option<Rule> {
        let Some((metadata, body)) = cut_page(self.text) else {
            self.problem(
                0..0,
                "a rule page begins with metadata between `+++` lines".to_owned(),
            );
            return None;
        };
        let metadata: Metadata = match toml::from_str(metadata) {
            Ok(metadata) => metadata,
            Err(err) => {
                let at = err.span().unwrap_or(0..0);
                self.problem(at.start + FENCE..at.end + FENCE, err.message().to_owned());
                return None;
            }
        };
        let pack = metadata.pack.as_ref().map(|id| self.pack.find_pack(id));
        if pack == Some(None) {
            return None;
        }
        let title = body.lines().find_map(|line| line.strip_prefix("# "));
        let kind = self.kind(&metadata);
        Some(Rule {
            id: self.id.to_owned(),
            code: metadata.code,
            family: metadata.family,
            severity: metadata.severity,
            message: metadata.message,
            help: metadata.help,
            shown: metadata.shown,
            title: title.unwrap_or_default().to_owned(),
            page: Cow::Owned(self.text.to_owned()),
            gate: Gate {
                min_words: metadata.min_words,
                about: self.selectors(&metadata.about),
                min_sentences: metadata.min_sentences,
                for_readers: metadata.for_readers.unwrap_or(matches!(
                    metadata.kind,
                    Kind::MissingNotice | Kind::Metadata
                )),
            },
            silent_after: metadata.silent_after,
            kind,
            pack: pack.flatten(),
            site: metadata.site.map(|site| {
                let rule = self.id.to_owned();
                Arc::new(Site { rule, ..site })
            }),
        })
    }

    fn kind(&mut self, metadata: &Metadata) -> RuleKind {
        match metadata.kind {
            Kind::Contradiction => RuleKind::Contradiction,
            Kind::SelfContradiction => RuleKind::SelfContradiction,
            Kind::Disagreement => RuleKind::Disagreement,
            Kind::Phrase => RuleKind::Phrase {
                reports: self.patterns(&metadata.report, metadata),
            },
            Kind::MissingNotice => RuleKind::MissingNotice(Notice {
                name: metadata.notice.clone(),
                triggers: self.patterns(&metadata.trigger, metadata),
                satisfied: self.patterns(&metadata.satisfied, metadata),
                escalates: self.patterns(&metadata.escalate, metadata),
            }),
            Kind::Structure => match self.structure(metadata) {
                Some(structure) => RuleKind::Structure(structure),
                // The page is refused for it.
                None => RuleKind::Problem,
            },
            Kind::Metadata => {
                let Some(ask) = metadata.asks else {
                    let message = "a rule on metadata says what it `asks`".to_owned();
                    self.problem(FENCE..FENCE, message);
                    return RuleKind::Problem;
                };
                RuleKind::Metadata(Asked {
                    ask,
                    fact_check_in: metadata.fact_check_in.clone(),
                    message: metadata.message.clone().unwrap_or_default(),
                    help: metadata.help.clone(),
                })
            }
            Kind::OtherLanguage => RuleKind::OtherLanguage {
                message: metadata.message.clone().unwrap_or_default(),
                help: metadata.help.clone(),
            },
            Kind::Problem => RuleKind::Problem,
            Kind::Suppression => RuleKind::Suppression,
        }
    }

    fn patterns(&mut self, entries: &[PatternEntry], metadata: &Metadata) -> Vec<Pattern> {
        let mut patterns = Vec::with_capacity(entries.len());
        for entry in entries {
            patterns.push(Pattern {
                all: self.lists(&entry.all),
                unless: self.selectors(&entry.unless),
                unless_section: self.selectors(&entry.unless_section),
                unless_article: self.selectors(&entry.unless_article),
                within: entry.within,
                apart: entry.apart,
                section: self.lists(&entry.section),
                article: self.lists(&entry.article),
                heading: self.lists(&entry.heading),
                alone_of: self.lists(&entry.alone_of),
                at_least: entry.at_least,
                near: entry.near,
                profiles: entry.profiles.clone(),
                headings: entry.headings,
                denied: entry.denied,
                stories: entry.stories,
                elsewhere: entry.elsewhere,
                conditions: self.conditions(entry),
                severity: entry.severity,
                message: entry.message.clone().or_else(|| metadata.message.clone()),
                help: entry.help.clone().or_else(|| metadata.help.clone()),
            });
        }
        patterns
    }

    fn structure(&mut self, metadata: &Metadata) -> Option<Structure> {
        let Some(entry) = &metadata.structure else {
            self.problem(
                0..FENCE,
                "a rule of the kind `structure` has a table `[structure]`".to_owned(),
            );
            return None;
        };
        let pack = self.pack;
        let read = entry.read(|name| pack.selector(name));
        read.map_err(|(wrong, message)| {
            // The table is read as a whole, without places.
            let at = self.text.find(wrong.as_str()).unwrap_or(0);
            let end = (at + wrong.len()).min(self.text.len());
            self.problem(at..end, message);
        })
        .ok()
    }

    fn conditions(&mut self, entry: &PatternEntry) -> Conditions {
        Conditions {
            unreferenced: entry.unreferenced,
            figure: entry.figure.clone(),
            undated: entry.undated,
            older_than: entry.older_than,
            unless_above: self.selectors(&entry.unless_above),
            unless_provided: entry.unless_provided.clone(),
        }
    }

    fn lists(&mut self, lists: &[Vec<Spanned<String>>]) -> Vec<Vec<Selector>> {
        lists.iter().map(|list| self.selectors(list)).collect()
    }

    fn selectors(&mut self, names: &[Spanned<String>]) -> Vec<Selector> {
        let mut selectors = Vec::with_capacity(names.len());
        for name in names {
            match self.pack.selector(name.get_ref()) {
                Some(selector) => selectors.push(selector),
                None => {
                    let at = name.span();
                    let message = format!("there is no cue, concept or class `{}`", name.get_ref());
                    self.problem(at.start + FENCE..at.end + FENCE, message);
                }
            }
        }
        selectors
    }
}

/// Bytes of the opening fence, which error positions do not count.
const FENCE: usize = 4;
