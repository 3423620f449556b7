//! The names that may stand in a configuration: those of rules, notices and packs.

use std::sync::LazyLock;

use crate::built_in::{built_in_packs, rule_names};
use crate::nearest::nearest;
use crate::rules::RuleName;

/// What a site may provide beside notices.
const ITEMS: [&str; 5] = ["author", "reviewer", "date", "references", "contact"];

/// The names that are known.
#[derive(Debug)]
pub struct Names {
    rules: Vec<RuleName>,
    packs: Vec<&'static str>,
}

impl Names {
    /// Returns the names of all that is built in.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static NAMES: LazyLock<Names> = LazyLock::new(|| Names {
            rules: rule_names(),
            packs: built_in_packs(),
        });
        &NAMES
    }

    /// Returns the ids of the rules that `written` stands for: an id, a code such as `DS203`, or a family such as
    /// `overclaim`; none, if it is no name of any rule.
    #[must_use]
    pub fn rules(&self, written: &str) -> Vec<&str> {
        let named = self.rules.iter().filter(|rule| {
            rule.id == written || rule.code == written || rule.family.name() == written
        });
        named.map(|rule| rule.id.as_str()).collect()
    }

    /// Returns the ids of all rules, in their order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.id.as_str())
    }

    /// Tells whether `written` stands for all rules of a family.
    #[must_use]
    pub fn is_family(&self, written: &str) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| rule.family.name() == written)
    }

    /// Returns the rule nearest to a name that is none.
    #[must_use]
    pub fn nearest_rule(&self, written: &str) -> Option<&str> {
        let ids = self.rules.iter().map(|rule| rule.id.as_str());
        let codes = self.rules.iter().map(|rule| rule.code.as_str());
        let families = self.rules.iter().map(|rule| rule.family.name());
        nearest(written, ids.chain(codes).chain(families))
    }

    /// Returns the names of all notices that a rule looks for, in the order of the rules.
    pub fn notices(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter_map(|rule| rule.notice.as_deref())
    }

    /// Returns the names of all that a site may provide: notices, and what articles say about themselves.
    pub fn provisions(&self) -> impl Iterator<Item = &str> {
        self.notices().chain(ITEMS)
    }

    /// Returns the ids of the built-in packs.
    #[must_use]
    pub fn packs(&self) -> &[&'static str] {
        &self.packs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_a_code_and_a_family_name_rules() {
        let names = Names::built_in();
        assert_eq!(names.rules("cure-claim"), ["cure-claim"]);
        assert_eq!(names.rules("OC301"), ["cure-claim"]);
        assert!(names.rules("overclaim").contains(&"no-risk-claim"));
        assert!(names.is_family("overclaim") && !names.is_family("cure-claim"));
        assert_eq!(names.rules(""), [""; 0]);
        assert_eq!(names.nearest_rule("OC3O1"), Some("OC301"));
        assert_eq!(names.nearest_rule("overclaims"), Some("overclaim"));
    }
}
