//! What the structure of an article shows: marks without notes, lists without items, headings without their text.
//!
//! One file for each thing that is looked for; the words stand on the pages of the rules.

mod footnote;
mod heading_body;
mod list_count;
mod myth;
mod placeholder;
mod sources;
mod term_drift;

use regex::Regex;
use serde::Deserialize;

use super::{Diagnostic, Fix, Label, Levels, Rule, Settings};
use crate::checked::Checked;
use crate::claim::Topic;
use crate::pack::{Pack, PackIndex, Selector};
use crate::source::Span;

/// What of the structure of an article a rule looks at.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct Literal {
    /// What is looked for in the prose of a block.
    pub pattern: Regex,
    /// What is said.
    pub message: String,
    /// Whether it is a flaw only outside of links.
    pub unlinked: bool,
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
        let pattern = Regex::new(&self.pattern).map_err(|error| {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default();
            (
                self.pattern.clone(),
                format!("this is no pattern: {reason}"),
            )
        })?;
        Ok(Literal {
            pattern,
            message: self.message,
            unlinked: self.unlinked,
        })
    }
}

impl Structure {
    /// Adds what is found in an article about the topic of the rule.
    pub(super) fn check(
        &self,
        checked: &Checked<'_>,
        rule: &Rule,
        settings: &Settings,
        pack: &Pack,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if checked.gated && !is_about_topic(checked, rule.pack) {
            return;
        }
        let mut findings = Findings {
            rule,
            settings,
            diagnostics,
        };
        match self {
            Self::Footnotes {
                unused,
                unused_severity,
            } => footnote::check(checked, unused, unused_severity, &mut findings),
            Self::Placeholders(placeholders) => {
                placeholder::check(checked, placeholders, pack, &mut findings);
            }
            Self::Sources(sources) => sources::check(checked, sources, pack, &mut findings),
            Self::ListCounts { counted } => {
                list_count::check(checked, counted, pack, &mut findings)
            }
            Self::TermDrift { terms } => term_drift::check(checked, terms, &mut findings),
            Self::HeadingBody { groups } => {
                heading_body::check(checked, groups, pack, &mut findings);
            }
            Self::Myths { ignored, qualified } => {
                myth::check(checked, (ignored, qualified), pack, &mut findings);
            }
        }
    }
}

/// Tells whether something in the article is about the topic of the pack `home`, or of any pack.
fn is_about_topic(checked: &Checked<'_>, home: Option<PackIndex>) -> bool {
    let packs = (0..).zip(&checked.topics);
    let mut own = packs.filter(|(pack, _)| home.is_none_or(|home| home == PackIndex(*pack)));
    own.any(|(_, topics)| {
        let mut topics = topics.iter().flatten();
        topics.any(|topic| matches!(topic, Topic::Own | Topic::Assumed))
    })
}

/// Where findings go.
struct Findings<'a> {
    rule: &'a Rule,
    settings: &'a Settings,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// What is found at one place.
struct Finding {
    span: Span,
    message: String,
    /// Remark at the place.
    label: String,
    /// Other places that matter, with their remarks.
    others: Vec<(Span, String)>,
    fix: Option<Fix>,
}

impl Finding {
    fn new(span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            label: label.into(),
            others: Vec::new(),
            fix: None,
        }
    }
}

impl Findings<'_> {
    /// Adds a finding as loud as the rule.
    fn add(&mut self, finding: Finding) {
        let levels = self.rule.severity;
        self.add_as(&levels, finding);
    }

    /// Adds a finding as loud as `levels` says.
    fn add_as(&mut self, levels: &Levels, finding: Finding) {
        let Some(severity) = self.settings.part(self.rule, levels) else {
            return;
        };
        let label = |(span, text)| Label { span, text };
        let own = (finding.span, finding.label);
        self.diagnostics.push(Diagnostic {
            rule: self.rule.id.clone(),
            family: self.rule.family,
            severity,
            fact: None,
            message: finding.message,
            help: self.rule.help.clone(),
            span: finding.span,
            labels: std::iter::once(own)
                .chain(finding.others)
                .map(label)
                .collect(),
            fix: finding.fix,
        });
    }

    /// Returns what the page of the rule says of its findings.
    fn message(&self) -> String {
        let message = self.rule.message.clone();
        message.unwrap_or_else(|| self.rule.title.clone())
    }
}
