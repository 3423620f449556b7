//! Which findings of a run are known, and which entries no longer occur.

use std::collections::{BTreeMap, BTreeSet};

use super::{Baseline, Entry};

/// The findings of one article of a run.
#[derive(Clone, Debug, Default)]
pub struct Occurring {
    /// Its path, as entries have it.
    pub path: String,
    /// An entry for each of its findings.
    pub findings: Vec<Entry>,
}

/// What a baseline says about the findings of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Of each article, whether each finding is known.
    pub known: Vec<Vec<bool>>,
    /// Entries that no longer occur, as far as the run can tell.
    pub stale: Vec<Entry>,
}

impl Baseline {
    /// Tells which findings of `articles` are known, and which entries are stale.
    ///
    /// `gone` are the paths of entries at which no file is any more. An entry is stale if its article was checked or is
    /// gone, `ran` says that its rule was, and it was not found. Entries of articles the run did not look at are left
    /// alone.
    ///
    /// The entries of an article that is gone stand for an article without entries of its own that has at least one of
    /// their findings in the same words, the one with most of them: it was renamed. Findings about an article as a
    /// whole have no words, so they alone are no sign of that.
    #[must_use]
    pub fn sort_out(
        &self,
        articles: &[Occurring],
        gone: &BTreeSet<String>,
        ran: impl Fn(&Entry) -> bool,
    ) -> Sorted {
        let renamed = self.renamed(articles, gone);
        let mut found: BTreeSet<&Entry> = BTreeSet::new();
        let known = articles.iter().map(|article| {
            let path = renamed.get(article.path.as_str()).copied();
            let path = path.unwrap_or(article.path.as_str());
            let candidates: Vec<&Entry> = self.of_path(path).collect();
            let findings = article.findings.iter().map(|finding| {
                let mut candidates = candidates.iter();
                let entry = candidates.find(|entry| entry.is_same_elsewhere(finding));
                found.extend(entry);
                entry.is_some()
            });
            findings.collect()
        });
        let known = known.collect();
        let checked = paths(articles);
        let is_settled =
            |entry: &Entry| checked.contains(entry.path.as_str()) || gone.contains(&entry.path);
        let stale = self
            .entries
            .iter()
            .filter(|entry| is_settled(entry) && ran(entry) && !found.contains(entry));
        Sorted {
            known,
            stale: stale.cloned().collect(),
        }
    }

    /// Returns this baseline with the findings of `articles` instead of what it held of them.
    ///
    /// What [`Self::sort_out`] would leave alone stays: entries of articles that were not checked, and of rules that
    /// did not run.
    #[must_use]
    pub fn renewed(
        &self,
        articles: &[Occurring],
        gone: &BTreeSet<String>,
        ran: impl Fn(&Entry) -> bool,
    ) -> Self {
        let checked = paths(articles);
        let kept = self.entries.iter().filter(|entry| {
            let checked = checked.contains(entry.path.as_str()) || gone.contains(&entry.path);
            !(checked && ran(entry))
        });
        let found = articles.iter().flat_map(|article| &article.findings);
        Self {
            entries: kept.chain(found).cloned().collect(),
        }
    }

    /// Returns the entries of the article at `path`.
    fn of_path<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Entry> {
        let first = Entry {
            path: path.to_owned(),
            rule: String::new(),
            fact: None,
            fingerprint: String::new(),
            excerpt: String::new(),
        };
        let from_there = self.entries.range(first..);
        from_there.take_while(move |entry| entry.path == path)
    }

    /// Returns the old paths of renamed articles by their new ones.
    fn renamed<'a>(
        &'a self,
        articles: &'a [Occurring],
        gone: &'a BTreeSet<String>,
    ) -> BTreeMap<&'a str, &'a str> {
        let mut renamed = BTreeMap::new();
        for old in gone {
            let entries: Vec<&Entry> = self
                .of_path(old)
                .filter(|entry| !entry.excerpt.is_empty())
                .collect();
            let shared = |article: &Occurring| {
                let known =
                    |finding: &&Entry| entries.iter().any(|entry| entry.is_same_elsewhere(finding));
                article.findings.iter().filter(known).count()
            };
            let mut best: Option<(usize, &str)> = None;
            for article in articles {
                let is_new = !renamed.contains_key(article.path.as_str())
                    && self.of_path(&article.path).next().is_none();
                let count = if is_new { shared(article) } else { 0 };
                if count > best.map_or(0, |(most, _)| most) {
                    best = Some((count, &article.path));
                }
            }
            if let Some((_, new)) = best {
                renamed.insert(new, old.as_str());
            }
        }
        renamed
    }
}

fn paths(articles: &[Occurring]) -> BTreeSet<&str> {
    articles
        .iter()
        .map(|article| article.path.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `path: fingerprint fingerprint…`; those that begin with `w` are about the article as a whole.
    fn entries(line: &str) -> Vec<Entry> {
        let (path, prints) = line.split_once(':').unwrap();
        let entry = |print: &str| Entry {
            path: path.to_owned(),
            rule: "wrong-number".to_owned(),
            fact: None,
            fingerprint: print.to_owned(),
            excerpt: if print.starts_with('w') { "" } else { "words" }.to_owned(),
        };
        prints.split_whitespace().map(entry).collect()
    }

    fn baseline(lines: &[&str]) -> Baseline {
        Baseline {
            entries: lines.iter().flat_map(|line| entries(line)).collect(),
        }
    }

    fn occurring(lines: &[&str]) -> Vec<Occurring> {
        let article = |line: &&str| Occurring {
            path: line.split(':').next().unwrap().to_owned(),
            findings: entries(line),
        };
        lines.iter().map(article).collect()
    }

    /// Returns the new findings and the stale entries, each as `path print`.
    fn sorted(known: &[&str], gone: &[&str], found: &[&str]) -> (Vec<String>, Vec<String>) {
        let articles = occurring(found);
        let gone = gone.iter().map(|path| (*path).to_owned()).collect();
        let sorted = baseline(known).sort_out(&articles, &gone, |_| true);
        let name = |entry: &Entry| format!("{} {}", entry.path, entry.fingerprint);
        let mut new = Vec::new();
        for (article, known) in articles.iter().zip(&sorted.known) {
            let findings = article.findings.iter().zip(known);
            new.extend(
                findings
                    .filter(|(_, known)| !**known)
                    .map(|(finding, _)| name(finding)),
            );
        }
        (new, sorted.stale.iter().map(name).collect())
    }

    #[track_caller]
    fn check(known: &[&str], gone: &[&str], found: &[&str], new: &[&str], stale: &[&str]) {
        let (is_new, is_stale) = sorted(known, gone, found);
        assert_eq!((is_new, is_stale), (strings(new), strings(stale)));
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn findings_are_known_in_their_own_article_only() {
        check(&["a.md: 1 2"], &[], &["a.md: 2 1 3"], &["a.md 3"], &[]);
        check(&["a.md: 1"], &[], &["a.md: 1", "b.md: 1"], &["b.md 1"], &[]);
        check(&[], &[], &["a.md: 1"], &["a.md 1"], &[]);
    }

    #[test]
    fn entries_are_stale_only_where_the_run_looked() {
        check(
            &["a.md: 1 2", "b.md: 1"],
            &[],
            &["a.md: 2"],
            &[],
            &["a.md 1"],
        );
        check(
            &["a.md: 1", "b.md: 1"],
            &["b.md"],
            &["a.md: 1"],
            &[],
            &["b.md 1"],
        );
        let articles = occurring(&["a.md:"]);
        let known = baseline(&["a.md: 1"]);
        let sorted = known.sort_out(&articles, &BTreeSet::new(), |entry| {
            entry.rule != "wrong-number"
        });
        assert_eq!(sorted.stale, []);
        assert_eq!(known.renewed(&articles, &BTreeSet::new(), |_| false), known);
    }

    #[test]
    fn a_renamed_article_keeps_its_entries() {
        let known = ["old.md: 1 2 w", "b.md: 1"];
        let found = ["b.md: 1 2", "new.md: 1 w", "other.md: w 3"];
        check(
            &known,
            &["old.md"],
            &found,
            &["b.md 2", "other.md w", "other.md 3"],
            &["old.md 2"],
        );
        // Not while the old one is there, nor for what has no words.
        check(&["old.md: 1"], &[], &["new.md: 1"], &["new.md 1"], &[]);
        check(
            &["old.md: w"],
            &["old.md"],
            &["new.md: w"],
            &["new.md w"],
            &["old.md w"],
        );
    }

    #[test]
    fn of_two_candidates_the_one_with_more_in_common_was_renamed() {
        let found = ["a.md: 1", "b.md: 1 2"];
        check(&["old.md: 1 2"], &["old.md"], &found, &["a.md 1"], &[]);
    }

    #[test]
    fn a_new_baseline_keeps_what_was_not_looked_at() {
        let known = baseline(&["a.md: 1 2", "b.md: 1", "gone.md: 1"]);
        let gone = BTreeSet::from(["gone.md".to_owned()]);
        let renewed = known.renewed(&occurring(&["a.md: 2 3"]), &gone, |_| true);
        assert_eq!(renewed, baseline(&["a.md: 2 3", "b.md: 1"]));
    }
}
