//! What a site sets for the articles of one place.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Levels, Profile, Rule, Severity};
use crate::markup::PageLayout;

/// How articles are checked; what the configuration says for one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which rules report, and how loud.
    pub profile: Profile,
    /// Rules that are louder, quieter, on or off (`None`) whatever the profile says; by id.
    pub levels: BTreeMap<String, Option<Severity>>,
    /// Rules that are on even if the profile leaves them out, as loud as where they are on; by id.
    pub selected: BTreeSet<String>,
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
    /// Where on its page an article in HTML is.
    pub layout: PageLayout,
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
            selected: BTreeSet::new(),
            provides: BTreeSet::new(),
            includes: BTreeMap::new(),
            snippets: BTreeMap::new(),
            review_months: Self::REVIEW_MONTHS,
            today,
            layout: PageLayout::default(),
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
    /// leaves it out works as in the first profile that has it; one that no profile has gives advice.
    #[must_use]
    pub fn part(&self, rule: &Rule, part: &Levels) -> Option<Severity> {
        match self.levels.get(&rule.id) {
            Some(None) => None,
            Some(Some(severity)) => self.switched_on(rule, part).and(Some(*severity)),
            None if self.selected.contains(&rule.id) => self.switched_on(rule, part),
            None => part.at(self.profile),
        }
    }

    /// Returns how loud a part of `rule` is when the rule is on.
    fn switched_on(&self, rule: &Rule, part: &Levels) -> Option<Severity> {
        match rule.severity.loudest() {
            Some(_) => part.at(self.profile_for(rule)),
            None => Some(part.loudest().unwrap_or(Severity::Advice)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Family, RuleKind};

    fn rule(severity: Levels) -> Rule {
        Rule {
            id: "reader-diagnosis".to_owned(),
            code: "OC311".to_owned(),
            family: Family::Overclaim,
            severity,
            title: String::new(),
            page: Default::default(),
            kind: RuleKind::Problem,
            gate: Default::default(),
            silent_after: Vec::new(),
            message: None,
            help: None,
            shown: Default::default(),
            site: None,
            pack: None,
        }
    }

    /// Returns levels for the default, the editorial and the legal profile.
    fn levels(levels: [Option<Severity>; 3]) -> Levels {
        let name = |level: Option<Severity>| level.map_or("off", Severity::name);
        let [default, editorial, legal] = levels.map(name);
        let text = format!(
            "x = {{ default = \"{default}\", editorial = \"{editorial}\", legal = \"{legal}\" }}"
        );
        let mut table: BTreeMap<String, Levels> = toml::from_str(&text).unwrap();
        table.remove("x").unwrap()
    }

    #[test]
    fn a_rule_beside_the_profile_is_as_loud_as_where_it_is_on() {
        use Severity::{Advice, Error, Warning};
        let rule = rule(levels([None, Some(Advice), Some(Warning)]));
        let softer = levels([None, None, Some(Advice)]);
        let mut settings = Settings::on(jiff::civil::date(2026, 7, 1));
        assert_eq!(settings.severity(&rule), None);
        settings.selected.insert(rule.id.clone());
        assert_eq!(settings.severity(&rule), Some(Advice));
        assert_eq!(settings.part(&rule, &softer), None);
        settings.profile = Profile::Legal;
        assert_eq!(settings.severity(&rule), Some(Warning));
        settings.levels.insert(rule.id.clone(), Some(Error));
        assert_eq!(settings.part(&rule, &softer), Some(Error));
        settings.levels.insert(rule.id.clone(), None);
        assert_eq!(settings.severity(&rule), None);
    }

    #[test]
    fn a_rule_that_no_profile_has_can_be_switched_on() {
        let rule = rule(levels([None; 3]));
        let mut settings = Settings::on(jiff::civil::date(2026, 7, 1));
        assert_eq!(settings.severity(&rule), None);
        settings.selected.insert(rule.id.clone());
        assert_eq!(settings.severity(&rule), Some(Severity::Advice));
        let level = Some(Severity::Warning);
        settings.levels.insert(rule.id.clone(), level);
        assert_eq!(settings.severity(&rule), level);
    }
}
