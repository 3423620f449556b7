//! What a site sets for the articles of one place.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Levels, Profile, Rule, Severity};

/// How articles are checked; what the configuration says for one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which rules report, and how loud.
    pub profile: Profile,
    /// Rules that are louder, quieter, on or off (`None`) whatever the profile says; by id.
    pub levels: BTreeMap<String, Option<Severity>>,
    /// What the template of the site adds to every article: names of notices, `author`, `reviewer`, `date`,
    /// `references`, `contact`.
    pub provides: BTreeSet<String>,
    /// Which notices an include or shortcode holds; by its name.
    pub includes: BTreeMap<String, Vec<String>>,
    /// The publisher's own wording of notices; by name of the notice.
    pub snippets: BTreeMap<String, String>,
    /// After how many months without a review an article is old.
    pub review_months: u32,
    /// The day of the run.
    pub today: Date,
}

impl Settings {
    /// Months after which an article is old where nothing else is said (the planned review cycle of the NHS).
    pub const REVIEW_MONTHS: u32 = 36;

    /// Returns the settings of a site that sets nothing, on the day `today`.
    #[must_use]
    pub fn on(today: Date) -> Self {
        Self {
            profile: Profile::Default,
            levels: BTreeMap::new(),
            provides: BTreeSet::new(),
            includes: BTreeMap::new(),
            snippets: BTreeMap::new(),
            review_months: Self::REVIEW_MONTHS,
            today,
        }
    }

    /// Returns how loud `rule` is; `None` if it is off.
    #[must_use]
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.part(rule, &rule.severity)
    }

    /// Returns how loud a part of `rule` is that has levels of its own; `None` if it is off.
    ///
    /// A level that is set for the rule holds for all that is on. A rule that is switched on although the profile
    /// leaves it out works as in the first profile that has it.
    #[must_use]
    pub fn part(&self, rule: &Rule, part: &Levels) -> Option<Severity> {
        match self.levels.get(&rule.id) {
            Some(None) => None,
            // No profile has it: who switches it on means all of it.
            Some(Some(severity)) if rule.severity.loudest().is_none() => Some(*severity),
            Some(Some(severity)) => part.at(self.profile_for(rule)).and(Some(*severity)),
            None => part.at(self.profile),
        }
    }

    /// Returns the profile as which `rule` works.
    #[must_use]
    pub fn profile_for(&self, rule: &Rule) -> Profile {
        let is_on = |profile: &Profile| rule.severity.at(*profile).is_some();
        let others = Profile::ALL.into_iter();
        std::iter::once(self.profile)
            .chain(others)
            .find(is_on)
            .unwrap_or(self.profile)
    }
}
