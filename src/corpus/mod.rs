//! What only all articles of a run together show.
//!
//! Input: what every article carries beside its findings ([`Carried`]), in the order of the articles.
//! Output: further findings at the articles, and some of theirs made one.

mod site;

pub use site::SiteItem;

use crate::report::ArticleReport;

/// What is kept of an article until all are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// What it has and lacks of what the template of its site may add.
    pub site: Vec<SiteItem>,
}

/// Adds what the articles show together, and takes away what is said once for all of them.
pub fn finish(articles: &mut [ArticleReport]) {
    site::join(articles);
}
