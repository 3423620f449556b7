//! What rules are called, whichever packs are loaded.

use serde::{Deserialize, Serialize};

use super::Family;
use super::rule::cut_page;

/// The names of one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleName {
    /// Its id, such as `cure-claim`.
    pub id: String,
    /// Its code, such as `OC301`.
    pub code: String,
    /// Its family.
    pub family: Family,
    /// The notice it looks for, if it looks for one.
    pub notice: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    code: String,
    family: Family,
    notice: Option<String>,
}

/// Returns the names of the rules that `pages` (id and text) describe, in their order.
///
/// Pages with mistakes are left out: [`read_rules`](super::read_rules) reports them.
pub fn rule_names<'a>(pages: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<RuleName> {
    let named = pages.into_iter().filter_map(|(id, text)| {
        let (metadata, _) = cut_page(text)?;
        let metadata: Metadata = toml::from_str(metadata).ok()?;
        Some(RuleName {
            id: id.to_owned(),
            code: metadata.code,
            family: metadata.family,
            notice: metadata.notice,
        })
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::rule_pages;

    #[test]
    fn every_page_has_names_of_its_own() {
        let names = rule_names(rule_pages());
        assert_eq!(names.len(), rule_pages().len());
        let notice = names.iter().find(|rule| rule.code == "DS203");
        let notice = notice.and_then(|rule| rule.notice.as_deref());
        assert_eq!(notice, Some("red-flag-notice"));
        for (at, rule) in names.iter().enumerate() {
            let others = &names[..at];
            let same = others.iter().find(|other| other.code == rule.code);
            assert_eq!(same, None, "{}", rule.id);
        }
    }
}
