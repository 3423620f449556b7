//! Findings that an article asks to leave out.
//!
//! Input: an article, with its comments and front matter ([`suppressions`]); later, what was found in it.
//! Output: the same article without these findings ([`leave_out`]), and with remarks on suppressions that have no
//! effect ([`finish`]).
//!
//! | written | leaves out findings |
//! |---|---|
//! | `factlint-ignore NAME: reason` | in the block the comment stands in, or else in the next one |
//! | `factlint-ignore-line NAME: reason` | on the line of the comment; if no prose stands there, on the next line with prose |
//! | `factlint-ignore-file NAME: reason` | in the article |
//! | `factlint-disable NAME: reason` … `factlint-enable NAME` | between the two, or up to the end |
//! | `factlint: {ignore: [NAME]}` in front matter | in the article |
//!
//! - Pure, and never fails: what cannot be read is a finding.
//! - A name is the id or the code of a rule, or the id of a fact. Several are parted by commas.
//! - Where a finding is placed decides; its other labels don't.
//! - What is left out stays known, with the reason: [`Suppressed`].
//! - Nothing is said about suppressions of rules that did not run.
//! - Findings about suppressions are left out by those of the whole file only, which name them.
//!
//! Absent on purpose: where comments are found in each markup (see [`crate::markup`]).

mod apply;
mod directive;
mod front_matter;
mod names;
mod nodes;
mod reach;
mod read;
mod remarks;
mod yaml;

pub use apply::{finish, leave_out};

use crate::markup::Article;
use crate::pack::Pack;
use crate::report::ReadyDiagnostic;
use crate::rules::{Rule, Settings};
use crate::source::{SourceFile, Span};
use names::{Names, Target};
use reach::Reach;

/// A finding that its article asked to leave out.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    /// What was found.
    pub finding: ReadyDiagnostic,
    /// How it is left out.
    pub kind: SuppressionKind,
    /// Why, if that is said.
    pub reason: Option<String>,
    /// Where the article asks for it: the name of the rule or fact.
    pub at: Span,
}

/// How much of an article a suppression is about, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressionKind {
    /// A line.
    Line,
    /// A block: a paragraph, a heading, an item, a row.
    Block,
    /// From `factlint-disable` on.
    Range,
    /// The file, as a comment says.
    File,
    /// The file, as its front matter says.
    FrontMatter,
}

impl SuppressionKind {
    /// Tells whether it is about the whole file.
    #[must_use]
    pub fn is_whole_file(self) -> bool {
        matches!(self, Self::File | Self::FrontMatter)
    }

    /// Returns the words for where it is looked for.
    fn place(self) -> &'static str {
        match self {
            Self::Line => "on this line",
            Self::Block => "in this block",
            Self::Range => "in this part",
            Self::File | Self::FrontMatter => "in this article",
        }
    }
}

/// All that an article asks to leave out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suppressions {
    /// One for each name.
    all: Vec<Suppression>,
    /// What is wrong with the directives whatever is found.
    remarks: Vec<ReadyDiagnostic>,
}

/// One name of a directive.
#[derive(Clone, Debug, PartialEq)]
struct Suppression {
    kind: SuppressionKind,
    target: Target,
    reach: Reach,
    reason: Option<String>,
    /// Place of the name.
    at: Span,
    is_used: bool,
    /// What is said if nothing is left out; `None` if nothing is to be said.
    unused: Option<ReadyDiagnostic>,
    /// Whether it names one of the rules about suppressions.
    is_about_suppressions: bool,
}

impl Suppressions {
    fn is_empty(&self) -> bool {
        self.all.is_empty() && self.remarks.is_empty()
    }

    /// Returns all places of the article that are named in it; for tests and fuzz targets.
    #[must_use]
    pub fn places(&self) -> Vec<Span> {
        let mut places: Vec<Span> = self.remarks.iter().map(|remark| remark.span).collect();
        for one in &self.all {
            places.push(one.at);
            if let Reach::Places(reach) = &one.reach {
                places.extend(reach);
            }
        }
        places
    }
}

/// Returns what `article`, which was read from `file`, asks to leave out of its findings; `None` if that is nothing.
///
/// Names are those of `rules` and of the facts of `pack`; `settings` say which rules run, and on which day.
/// `is_foreign` if the article was left out since it is in another language.
#[must_use]
pub fn suppressions(
    file: &SourceFile,
    article: &Article,
    rules: &[Rule],
    pack: &Pack,
    settings: &Settings,
    is_foreign: bool,
) -> Option<Box<Suppressions>> {
    let names = Names {
        rules,
        pack,
        settings,
        is_foreign,
    };
    let suppressions = read::read(file, article, names);
    (!suppressions.is_empty()).then(|| Box::new(suppressions))
}
