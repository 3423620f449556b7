//! Rules as their pages describe them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::profile::{Levels, Profile, Severity};
use super::structure::Structure;
use crate::pack::{PackIndex, Selector};

/// A rule as its page describes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
    /// The whole page; what the build prepares is without it, since the program holds all pages.
    #[serde(skip)]
    pub page: Cow<'static, str>,
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
    /// Returns the page without its metadata, as Markdown.
    #[must_use]
    pub fn body(&self) -> &str {
        cut_page(&self.page).map_or("", |(_, body)| body.trim())
    }

    /// Returns the articles that must give this finding.
    #[must_use]
    pub fn fails(&self) -> Vec<String> {
        examples(self.body()).0
    }

    /// Returns the articles that must not.
    #[must_use]
    pub fn passes(&self) -> Vec<String> {
        examples(self.body()).1
    }

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

/// Returns the metadata of a page and what stands below; `None` if it begins without metadata.
pub(super) fn cut_page(page: &str) -> Option<(&str, &str)> {
    page.strip_prefix("+++\n")?.split_once("\n+++\n")
}

/// What a rule looks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// What a sentence has to be like besides holding the words of a pattern.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Conditions {
    /// Nothing says where it comes from.
    pub unreferenced: bool,
    /// It holds a figure of one of these kinds; the finding stands there. Empty for any sentence.
    pub figure: Vec<Figure>,
    /// It names no year and no date.
    pub undated: bool,
    /// It names a year, and the latest is more than so many years ago.
    pub older_than: Option<u32>,
    /// None of these stands in what leads in to it: headings, the line before a list, headers of a table.
    pub unless_above: Vec<Selector>,
    /// The site does not provide this.
    pub unless_provided: Option<String>,
}

/// A kind of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// A share: a percentage, "nine in ten", "half of".
    Share,
    /// How many times as much or as many.
    Times,
    /// A bare number.
    Count,
    /// Anything else: a length of time, an age, a year.
    #[serde(skip)]
    Other,
}

/// What a rule on metadata asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The question.
    pub ask: Ask,
    /// Profiles in which a check of figures and quotations is accepted for one of medicine.
    pub fact_check_in: Vec<Profile>,
    /// What is said.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A question to the metadata of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Who wrote it, or answers for it.
    Author,
    /// What the author is.
    Credentials,
    /// Whether somebody who treats people wrote or checked it.
    Reviewer,
    /// When it was written or checked.
    Date,
    /// Whether that was long ago.
    ReviewAge,
    /// Whether its dates can be right.
    DateValidity,
    /// Who publishes it, or how to reach them.
    Contact,
}

/// How the findings of a rule are joined over the articles of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// Id of the rule, which its page doesn't repeat.
    #[serde(default)]
    pub rule: String,
    /// What `site.provides` calls it.
    pub item: String,
    /// Of so many articles without it, all are reported as one.
    pub once_from: usize,
    /// What is then said; `{articles}` stands for their number.
    pub message: String,
    /// Profiles in which an article without it is reported only if most others have it.
    #[serde(default)]
    pub outliers: Vec<Profile>,
}

/// What kind of flaw a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// A claim against a fact.
    Contradiction,
    /// Claims against each other.
    Consistency,
    /// A notice that is missing.
    Disclaimer,
    /// More is promised than can be kept.
    Overclaim,
    /// A statement without support.
    Evidence,
    /// Dates and authors.
    Currency,
    /// The file itself.
    Input,
}

impl Family {
    /// All families, in the order of lists.
    pub const ALL: [Self; 7] = [
        Self::Contradiction,
        Self::Consistency,
        Self::Disclaimer,
        Self::Overclaim,
        Self::Evidence,
        Self::Currency,
        Self::Input,
    ];

    /// Returns the heading of the family in lists.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Contradiction => "Contradictions",
            Self::Consistency => "Consistency",
            Self::Disclaimer => "Missing notices",
            Self::Overclaim => "Promises",
            Self::Evidence => "Evidence",
            Self::Currency => "Dates and authors",
            Self::Input => "The file itself",
        }
    }

    /// Returns the name used in output, such as `contradiction`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Consistency => "consistency",
            Self::Disclaimer => "disclaimer",
            Self::Overclaim => "overclaim",
            Self::Evidence => "evidence",
            Self::Currency => "currency",
            Self::Input => "input",
        }
    }
}

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
