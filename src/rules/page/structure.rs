//! What the page of a rule says of the structure of articles.

use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::profile::Levels;
use crate::pack::Selector;

/// What of the structure of an article a rule looks at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Structure {
    /// Marks of notes, and notes.
    Footnotes {
        /// What is said of a note that no mark leads to.
        unused: String,
        /// How loud that is.
        unused_severity: Levels,
    },
    /// What was to be filled in, or got lost.
    Placeholders(Placeholders),
    /// Whether any source is named.
    Sources(Sources),
    /// Numbers in headings, and the lists below.
    ListCounts {
        /// Words for what is listed.
        counted: Vec<Selector>,
    },
    /// Words that an article should not mix.
    TermDrift {
        /// Of each group, the ways to say one thing; of each way, its words.
        terms: Vec<Vec<Vec<String>>>,
    },
    /// Headings, and what the text below is about.
    HeadingBody {
        /// Things that are told from each other; of each group, its classes and concepts.
        groups: Vec<Vec<Selector>>,
    },
    /// Myths, and what is said against them.
    Myths {
        /// Words that do not tell one statement from another.
        ignored: Vec<String>,
        /// Words that qualify the answer.
        qualified: Vec<Selector>,
    },
}

/// Which articles need a source, and what is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sources {
    /// Fewest words of prose; shorter articles need no source.
    pub min_words: usize,
    /// What needs a source.
    pub subjects: Vec<Selector>,
    /// In a sentence with one of these, a link sells.
    pub offers: Vec<Selector>,
    /// Keys of front matter that name sources.
    pub front_matter: Vec<String>,
}

/// What was to be filled in, or got lost.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Placeholders {
    /// Texts that nobody means to publish.
    pub literals: Vec<Literal>,
    /// Words at the end of a line that announce a list.
    pub lead_ins: Vec<Selector>,
    /// The same, where paragraphs may follow as well.
    pub open_lead_ins: Vec<Selector>,
    /// Words that make a link a reference.
    pub references: Vec<Selector>,
    /// What is said of a list that is announced and missing.
    pub lost_list: String,
    /// What is said of a link that leads nowhere.
    pub empty_link: String,
    /// What is said of a word for sources without a source.
    pub empty_label: String,
    /// What is said of a note without text.
    pub empty_note: String,
}

/// A text that nobody means to publish.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Literal {
    /// What is looked for in the prose of a block.
    pub pattern: LazyPattern,
    /// Of these, in small ASCII letters, one stands wherever the pattern fits.
    pub needs: Vec<String>,
    /// What is said.
    pub message: String,
    /// Whether it is a flaw only outside of links.
    pub unlinked: bool,
}

/// A regular expression that is compiled when it is needed first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LazyPattern {
    text: String,
    #[serde(skip)]
    compiled: OnceLock<Regex>,
}

impl LazyPattern {
    /// Returns the pattern `text`.
    ///
    /// # Errors
    /// It is no regular expression.
    fn new(text: String) -> Result<Self, regex::Error> {
        let compiled = Regex::new(&text)?.into();
        Ok(Self { text, compiled })
    }

    /// Returns the compiled pattern.
    ///
    /// # Panics
    /// If it cannot be compiled; one that was prepared could be.
    pub fn regex(&self) -> &Regex {
        let compile = || Regex::new(&self.text).expect("the page was read with this pattern");
        self.compiled.get_or_init(compile)
    }
}

/// The table `[structure]` of a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    tag = "looks-at",
    deny_unknown_fields,
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case"
)]
pub(super) enum StructureEntry {
    Footnotes {
        unused: String,
        unused_severity: Levels,
    },
    Placeholders {
        #[serde(default)]
        literal: Vec<LiteralEntry>,
        lead_ins: Vec<String>,
        open_lead_ins: Vec<String>,
        references: Vec<String>,
        lost_list: String,
        empty_link: String,
        empty_label: String,
        empty_note: String,
    },
    Sources {
        min_words: usize,
        subjects: Vec<String>,
        offers: Vec<String>,
        front_matter: Vec<String>,
    },
    ListCounts {
        counted: Vec<String>,
    },
    TermDrift {
        terms: Vec<Vec<Vec<String>>>,
    },
    HeadingBody {
        groups: Vec<Vec<String>>,
    },
    Myths {
        ignored: Vec<String>,
        qualified: Vec<String>,
    },
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LiteralEntry {
    pattern: String,
    needs: Vec<String>,
    message: String,
    #[serde(default)]
    unlinked: bool,
}

impl StructureEntry {
    /// Returns what is looked at; `select` finds the selector of a name.
    ///
    /// # Errors
    /// The text that is no selector or no pattern, and why.
    pub(super) fn read(
        &self,
        select: impl Fn(&str) -> Option<Selector>,
    ) -> Result<Structure, (String, String)> {
        let all = |names: &[String]| names.iter().map(|name| named(name, &select)).collect();
        Ok(match self.clone() {
            Self::Footnotes {
                unused,
                unused_severity,
            } => Structure::Footnotes {
                unused,
                unused_severity,
            },
            Self::Placeholders {
                literal,
                lead_ins,
                open_lead_ins,
                references,
                lost_list,
                empty_link,
                empty_label,
                empty_note,
            } => Structure::Placeholders(Placeholders {
                literals: literal
                    .into_iter()
                    .map(LiteralEntry::read)
                    .collect::<Result<_, _>>()?,
                lead_ins: all(&lead_ins)?,
                open_lead_ins: all(&open_lead_ins)?,
                references: all(&references)?,
                lost_list,
                empty_link,
                empty_label,
                empty_note,
            }),
            Self::Sources {
                min_words,
                subjects,
                offers,
                front_matter,
            } => Structure::Sources(Sources {
                min_words,
                subjects: all(&subjects)?,
                offers: all(&offers)?,
                front_matter,
            }),
            Self::ListCounts { counted } => Structure::ListCounts {
                counted: all(&counted)?,
            },
            Self::TermDrift { terms } => Structure::TermDrift { terms },
            Self::HeadingBody { groups } => Structure::HeadingBody {
                groups: groups
                    .iter()
                    .map(|group| all(group))
                    .collect::<Result<_, _>>()?,
            },
            Self::Myths { ignored, qualified } => Structure::Myths {
                ignored,
                qualified: all(&qualified)?,
            },
        })
    }
}

fn named(
    name: &str,
    select: &impl Fn(&str) -> Option<Selector>,
) -> Result<Selector, (String, String)> {
    select(name).ok_or_else(|| {
        let message = format!("there is no cue, concept or class `{name}`");
        (name.to_owned(), message)
    })
}

impl LiteralEntry {
    fn read(self) -> Result<Literal, (String, String)> {
        let pattern = LazyPattern::new(self.pattern.clone()).map_err(|error| {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default();
            (self.pattern, format!("this is no pattern: {reason}"))
        })?;
        Ok(Literal {
            pattern,
            needs: self.needs,
            message: self.message,
            unlinked: self.unlinked,
        })
    }
}
