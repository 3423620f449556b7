//! The pages of rules: metadata, explanation and examples in one file.

use std::collections::BTreeMap;
use std::sync::Arc;

use miette::NamedSource;
use serde::Deserialize;
use toml::Spanned;

use super::condition::{Conditions, Figure};
use super::structure::{Structure, StructureEntry};
use super::{Ask, Asked, Family, Levels, Profile, Severity, Site};
use crate::pack::{Pack, PackError, PackIndex, PackProblem, Selector};

/// A rule as its page describes it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Kebab-case; printed, typed in suppressions; never renamed, never reused.
    pub id: String,
    /// Letters and a number, for tables and tickets.
    pub code: String,
    /// What kind of flaw it looks for.
    pub family: Family,
    /// How loud it is in each profile; the loudest its findings can be.
    pub severity: Levels,
    /// What a finding says, where its pattern says nothing else.
    pub message: Option<String>,
    /// What to do, where its pattern says nothing else.
    pub help: Option<String>,
    /// How lists show it in a profile, where that is more than its severity: "warning (signs without action: error)".
    pub shown: BTreeMap<Profile, String>,
    /// First line of the page.
    pub title: String,
    /// The page without its metadata, as Markdown.
    pub body: String,
    /// Articles that must give this finding.
    pub fails: Vec<String>,
    /// Articles that must not.
    pub passes: Vec<String>,
    /// Which articles it looks at.
    pub gate: Gate,
    /// Rules whose findings in an article make it superfluous there.
    pub silent_after: Vec<String>,
    /// What it looks for.
    pub kind: RuleKind,
    /// The pack whose words it is made of, and whose topic it is about.
    pub pack: Option<PackIndex>,
    /// For what the template of a site may add to all articles: how their findings are joined.
    pub site: Option<Arc<Site>>,
}

impl Rule {
    /// Returns what the rule reports, in a few words: its title without its id.
    #[must_use]
    pub fn reports(&self) -> &str {
        let end = self.title.rfind(" (`").unwrap_or(self.title.len());
        &self.title[..end]
    }

    /// Returns how lists show the rule in `profile`: `off`, `error`, `advice (outliers)`.
    #[must_use]
    pub fn shown_in(&self, profile: Profile) -> String {
        if let Some(shown) = self.shown.get(&profile) {
            return shown.clone();
        }
        let level = self.severity.at(profile).map_or("off", Severity::name);
        let outliers = self
            .site
            .as_ref()
            .is_some_and(|site| site.outliers.contains(&profile));
        if outliers {
            format!("{level} (outliers)")
        } else {
            level.to_owned()
        }
    }
}

/// The line of an example between two articles of one run.
const NEXT_ARTICLE: &str = "\n------ and\n";

impl Rule {
    /// Tells whether its findings are about the article as a whole: they are known again by the rule alone, whatever
    /// words they stand at.
    #[must_use]
    pub fn is_about_articles(&self) -> bool {
        matches!(
            self.kind,
            RuleKind::MissingNotice(_) | RuleKind::Metadata(_) | RuleKind::OtherLanguage { .. }
        )
    }

    /// Returns the articles of one of its examples, which are read in one run; most examples are one article.
    pub fn articles_of(example: &str) -> impl Iterator<Item = &str> {
        example.split(NEXT_ARTICLE)
    }
}

/// What a rule looks for.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// Claims against facts; predicates and facts name the rule.
    Contradiction,
    /// Claims of one article against each other.
    SelfContradiction,
    /// Claims of different articles against each other; predicates name the rule.
    Disagreement,
    /// Words that are there.
    Phrase {
        /// Each with its own severity.
        reports: Vec<Pattern>,
    },
    /// Words that are missing.
    MissingNotice(Notice),
    /// What the structure of an article shows.
    Structure(Structure),
    /// What an article says about itself: who wrote it, and when.
    Metadata(Asked),
    /// An article in a language that is not read.
    OtherLanguage {
        /// What is said.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// An article that could not be checked: the run itself reports it.
    Problem,
    /// What an article asks to leave out of its findings: see [`crate::suppress`].
    Suppression,
}

/// What an article has to be for a rule to look at it.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    /// Fewest words of prose.
    pub min_words: usize,
    /// What it has to be about; empty for any concept.
    pub about: Vec<Selector>,
    /// Fewest sentences that name one of `about`.
    pub min_sentences: usize,
    /// Whether it has to be for readers without training; front matter may say otherwise.
    pub for_readers: bool,
}

/// Something that an article has to say.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its name in front matter; `None` if it cannot be declared there.
    pub name: Option<String>,
    /// What makes it needed; the finding stands there.
    pub triggers: Vec<Pattern>,
    /// What satisfies it.
    pub satisfied: Vec<Pattern>,
    /// What makes its absence worse, or another remark fit better; the first that is found counts.
    pub escalates: Vec<Pattern>,
}

/// Words that stand together.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Of each list, one must be there.
    pub all: Vec<Vec<Selector>>,
    /// None of these may be there.
    pub unless: Vec<Selector>,
    /// None of these may stand under the same heading.
    pub unless_section: Vec<Selector>,
    /// None of these may stand in the article.
    pub unless_article: Vec<Selector>,
    /// Where they must be together.
    pub within: Within,
    /// In a sentence or clause: the lists stand in this order, with at most so many tokens between two.
    pub apart: Option<usize>,
    /// Of each list, one must also stand under the same heading.
    pub section: Vec<Vec<Selector>>,
    /// Of each list, one must also stand anywhere in the article.
    pub article: Vec<Vec<Selector>>,
    /// Of each list, one must stand in a heading above.
    pub heading: Vec<Vec<Selector>>,
    /// Of these lists, the article may hold words of one only.
    pub alone_of: Vec<Vec<Selector>>,
    /// In how many sentences it has to fit.
    pub at_least: usize,
    /// How near to what makes a notice needed it has to stand to satisfy.
    pub near: Within,
    /// In which profiles it counts; empty for all.
    pub profiles: Vec<Profile>,
    /// Whether headings count.
    pub headings: bool,
    /// Whether it may be denied.
    pub denied: bool,
    /// Whether one person's story counts.
    pub stories: bool,
    /// Whether text about other things than the topic counts.
    pub elsewhere: bool,
    /// What the sentence has to be like besides.
    pub conditions: Conditions,
    /// Instead of the rule's.
    pub severity: Option<Levels>,
    /// What is said.
    pub message: Option<String>,
    /// What to do, where it differs from the rule's.
    pub help: Option<String>,
}

/// How close together words must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// In one clause.
    Clause,
    /// In one sentence.
    #[default]
    Sentence,
    /// In one paragraph, list, table row or call-out, with what leads in to it.
    Block,
    /// Under one heading.
    Section,
    /// Anywhere in the article.
    Article,
}

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
        let cut = self
            .text
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"));
        let Some((metadata, body)) = cut else {
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
        let (fails, passes) = examples(body);
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
            body: body.trim().to_owned(),
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
            fails,
            passes,
            kind,
            pack: pack.flatten(),
            site: metadata.site.map(Arc::new),
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

/// Returns the articles of the ```` ```fails ```` and ```` ```passes ```` blocks of a page.
fn examples(body: &str) -> (Vec<String>, Vec<String>) {
    let (mut fails, mut passes) = (Vec::new(), Vec::new());
    let mut open: Option<(bool, String)> = None;
    for line in body.lines() {
        match (&mut open, line) {
            (None, "````fails") => open = Some((true, String::new())),
            (None, "````passes") => open = Some((false, String::new())),
            (Some((failing, text)), "````") => {
                let list = if *failing { &mut fails } else { &mut passes };
                // A line of its own with three dashes more than front matter has parts two examples.
                list.extend(text.split("\n------\n").map(str::to_owned));
                open = None;
            }
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, _) => {}
        }
    }
    (fails, passes)
}
