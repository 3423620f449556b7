//! What a file, or a part of it, sets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::Globs;
use crate::markup::ElementSelector;
use crate::rules::{Level, Profile};

/// A value and where it is set.
#[derive(Clone, Debug)]
pub struct Set<T> {
    /// The value.
    pub value: T,
    /// Where it is set.
    pub at: Place,
}

/// A line of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is printed.
    pub file: Arc<Path>,
    /// Its line, from 1 on.
    pub line: usize,
}

/// One entry of `packs`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PackChoice {
    /// A built-in pack, by its id.
    BuiltIn(String),
    /// A file or a folder of fact files.
    Path(PathBuf),
}

/// What one file, or one of its `[[overrides]]`, sets; what it says nothing about is left to others.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Packs to compare articles with: paths over built-in ones, later paths over earlier ones.
    pub packs: Option<Set<Vec<PackChoice>>>,
    /// Which rules report, and how loud.
    pub profile: Option<Set<Profile>>,
    /// The only rules that report, as they are written; empty for those of the profile.
    pub select: Option<Set<Vec<String>>>,
    /// Rules that don't report, as they are written.
    pub ignore: Option<Set<Vec<String>>>,
    /// How loud rules are; by name as it is written.
    pub rules: BTreeMap<String, Set<Level>>,
    /// The only articles that are found in folders.
    pub include: Option<Set<Globs>>,
    /// Articles that are not found in folders.
    pub exclude: Option<Set<Globs>>,
    /// What the template of the site adds to every article.
    pub provides: Option<Set<Vec<String>>>,
    /// Which notices an include or shortcode holds; by its name.
    pub includes: BTreeMap<String, Set<Vec<String>>>,
    /// The publisher's own wording of notices; by name of the notice.
    pub notices: BTreeMap<String, Set<String>>,
    /// Months after which an article is old.
    pub review_months: Option<Set<u32>>,
    /// The day of the run.
    pub today: Option<Set<Date>>,
    /// Most bytes of an article.
    pub max_file_size: Option<Set<u64>>,
    /// What is the article on a page, as it is written and read.
    pub html_article: Option<Set<Vec<(String, ElementSelector)>>>,
    /// What is no part of the article.
    pub html_exclude: Option<Set<Vec<(String, ElementSelector)>>>,
}
