//! What no article of a run has, or all but a few: said once, or of the few.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::pack::Pack;
use crate::report::{ArticleReport, ReadyDiagnostic};
use crate::rules::{Carries, Site};

/// Fewest articles of which "most" can be said ...
const MANY: usize = 5;
/// ... and the share of them that are most: four fifths.
const MOST: (usize, usize) = (4, 5);

/// Whether an article has what the template of its site may add.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteItem {
    site: Arc<Site>,
    has: bool,
    /// What is reported if most other articles have it.
    outlier: Option<Box<ReadyDiagnostic>>,
}

impl SiteItem {
    /// Returns `carries` with the names of `pack`.
    #[must_use]
    pub fn new(carries: Carries, pack: &Pack) -> Self {
        let ready = |found| Box::new(ReadyDiagnostic::new(&found, pack));
        Self {
            site: carries.site,
            has: carries.has,
            outlier: carries.outlier.map(ready),
        }
    }
}

/// Adds the findings of the few articles that lack what most have.
pub(super) fn add_outliers(articles: &mut [ArticleReport]) {
    for (rule, count) in count(articles) {
        if count.most_have_it() {
            report_outliers(articles, &rule);
        }
    }
}

/// Makes the findings of articles that lack what no other has one.
pub(super) fn collapse(articles: &mut [ArticleReport]) {
    for (rule, count) in count(articles) {
        if count.is_missing_everywhere() {
            report_once(articles, &rule, count.asked);
        }
    }
}

/// How many articles are asked for something, and how many of them have it.
#[derive(Clone, Copy, Default)]
struct Count {
    asked: usize,
    have: usize,
    once_from: usize,
}

impl Count {
    fn is_missing_everywhere(self) -> bool {
        self.have == 0 && self.asked >= self.once_from.max(2)
    }

    fn most_have_it(self) -> bool {
        self.asked >= MANY && self.have * MOST.1 >= self.asked * MOST.0
    }
}

fn count(articles: &[ArticleReport]) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let items = articles.iter().flat_map(|article| &article.carried.site);
    for item in items {
        let count = counts.entry(item.site.rule.clone()).or_default();
        count.asked += 1;
        count.have += usize::from(item.has);
        count.once_from = item.site.once_from;
    }
    counts
}

/// Keeps the first finding alone, as one about all.
///
/// If the first article asks not to hear of it, nobody does: else it would move from article to article. That a
/// baseline knows it is no such wish: a further article without it is news.
fn report_once(articles: &mut [ArticleReport], rule: &str, asked: usize) {
    // What counts among other articles only is not reported where none has it.
    let reports = |item: &&SiteItem| item.outlier.is_none();
    let mut is_first = true;
    let mut is_said = false;
    for article in articles {
        let Some(item) = item(article, rule).filter(reports) else {
            continue;
        };
        let site = Arc::clone(&item.site);
        if std::mem::take(&mut is_first) {
            let mut left_out = article.suppressed.iter();
            is_said = left_out.any(|one| one.finding.rule == rule);
        }
        if is_said {
            article.diagnostics.retain(|finding| finding.rule != rule);
            article.shelved.retain(|finding| *finding.rule != *rule);
            continue;
        }
        if article.shelved.iter().any(|finding| *finding.rule == *rule) {
            article.unshelve();
        }
        for finding in &mut article.diagnostics {
            if finding.rule == rule {
                is_said = true;
                finding.message = site.message.replace("{articles}", &asked.to_string());
                let hint = format!(
                    "declare it in `site.provides` if your template adds it: provides = [\"{}\"]",
                    site.item
                );
                finding.help = Some(match &finding.help {
                    Some(help) => format!("{hint}; else {help}").into(),
                    None => hint.into(),
                });
            }
        }
    }
}

fn report_outliers(articles: &mut [ArticleReport], rule: &str) {
    for article in articles {
        let outlier = item(article, rule).and_then(|item| item.outlier.clone());
        article.diagnostics.extend(outlier.map(|outlier| *outlier));
        article
            .diagnostics
            .sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
    }
}

fn item<'a>(article: &'a ArticleReport, rule: &str) -> Option<&'a SiteItem> {
    let mut items = article.carried.site.iter();
    items.find(|item| item.site.rule == rule)
}
