//! What holds for one article: the files of its cascade, key by key, and the command line above them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::file::Override;
use super::values::{PackChoice, Place, Set, Values};
use super::{ConfigFile, Globs, Names};
use crate::markup::{ElementSelector, PageLayout};
use crate::rules::{Level, Profile, Settings, Severity};

/// What the command line sets.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    /// `--profile`.
    pub profile: Option<Profile>,
    /// `--select`: the only rules that report.
    pub select: Vec<String>,
    /// `--extend-select`: rules that report, too.
    pub extend_select: Vec<String>,
    /// `--ignore`: rules that don't report.
    pub ignore: Vec<String>,
}

impl CommandLine {
    fn names_rules(&self) -> bool {
        let lists = [&self.select, &self.extend_select, &self.ignore];
        lists.into_iter().any(|list| !list.is_empty())
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nothing sets it.
    BuiltIn,
    /// A file.
    File(Place),
    /// The option with this name.
    CommandLine(&'static str),
}

/// What files and command line say of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it reports.
    pub on: bool,
    /// How loud it is; `None` as the profile, or the first one that has it, says.
    pub level: Option<Severity>,
    /// The key that decides, such as `ignore`.
    pub key: &'static str,
    /// Where that stands.
    pub from: Origin,
}

/// How much one statement on a rule counts among those of one place; later ones count more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Selected,
    Family,
    Level,
    NotSelected,
    Extended,
    Ignored,
}

/// All that holds for one article, from the lowest to the nearest.
#[derive(Debug)]
pub struct Merged<'c> {
    layers: Vec<&'c Values>,
    /// The `files` of the overrides that hold.
    overrides: Vec<&'c Set<Globs>>,
    command: &'c CommandLine,
}

/// Tells of each of the overrides of `cascade`, the lowest first, whether it holds for the article at an absolute path.
#[must_use]
pub fn overrides_of(cascade: &[Arc<ConfigFile>], article: &Path) -> Vec<bool> {
    let overrides = cascade.iter().flat_map(|file| &file.overrides);
    overrides
        .map(|given| given.files.value.fit(article))
        .collect()
}

impl<'c> Merged<'c> {
    /// Returns what holds where the overrides do that `holds` says, see [`overrides_of`].
    #[must_use]
    pub fn new(cascade: &'c [Arc<ConfigFile>], holds: &[bool], command: &'c CommandLine) -> Self {
        let mut layers = Vec::new();
        let mut overrides = Vec::new();
        let mut holds = holds.iter();
        for file in cascade {
            layers.push(&file.values);
            let given = |_: &&Override| holds.next() == Some(&true);
            for given in file.overrides.iter().filter(given) {
                layers.push(&given.values);
                overrides.push(&given.files);
            }
        }
        Self {
            layers,
            overrides,
            command,
        }
    }

    /// Returns the `files` of the overrides that hold, the lowest first.
    #[must_use]
    pub fn overrides(&self) -> &[&'c Set<Globs>] {
        &self.overrides
    }

    /// Returns the nearest value of a key.
    pub fn nearest<T>(&self, key: impl Fn(&'c Values) -> Option<&'c Set<T>>) -> Option<&'c Set<T>> {
        self.layers.iter().rev().find_map(|layer| key(layer))
    }

    /// Returns the entries of a table, the nearest of each name.
    pub fn table<T>(
        &self,
        key: impl Fn(&'c Values) -> &'c BTreeMap<String, Set<T>>,
    ) -> BTreeMap<&'c str, &'c Set<T>> {
        let layers = self.layers.iter();
        let entries = layers.flat_map(|layer| key(layer));
        entries.map(|(name, set)| (name.as_str(), set)).collect()
    }

    /// Returns the packs that are set.
    #[must_use]
    pub fn packs(&self) -> Option<&'c Set<Vec<PackChoice>>> {
        self.nearest(|values| values.packs.as_ref())
    }

    /// Returns the profile, and where it is set.
    #[must_use]
    pub fn profile(&self) -> (Profile, Origin) {
        if let Some(profile) = self.command.profile {
            return (profile, Origin::CommandLine("--profile"));
        }
        match self.nearest(|values| values.profile.as_ref()) {
            Some(set) => (set.value, Origin::File(set.at.clone())),
            None => (Profile::Default, Origin::BuiltIn),
        }
    }

    /// Returns what leaves the article at an absolute path out when a folder is searched, if anything does: the key,
    /// and where it is set.
    #[must_use]
    pub fn leaves_out(&self, article: &Path) -> Option<(&'static str, &'c Place)> {
        let include = self.nearest(|values| values.include.as_ref());
        let include = include.filter(|globs| !globs.value.written.is_empty());
        let exclude = self.nearest(|values| values.exclude.as_ref());
        if let Some(exclude) = exclude.filter(|globs| globs.value.fit(article)) {
            return Some(("exclude", &exclude.at));
        }
        let include = include.filter(|globs| !globs.value.fit(article))?;
        Some(("include", &include.at))
    }

    /// Returns what is said of the rule `id`; `None` if the profile alone decides.
    ///
    /// What is nearer counts more, and the command line most. Of one place, `ignore` counts more than all else, and
    /// `select` leaves out what it doesn't name.
    #[must_use]
    pub fn decision(&self, id: &str, names: &Names) -> Option<Decision> {
        let stands_for = |written: &String| names.rules(written).contains(&id);
        let in_list = |list: &[String]| list.iter().any(stands_for);
        let mut said: Vec<(usize, Weight, Option<Severity>, Origin)> = Vec::new();
        let mut select = |rank, list: &[String], from: Origin| {
            if !list.is_empty() {
                let weight = if in_list(list) {
                    Weight::Selected
                } else {
                    Weight::NotSelected
                };
                said.push((rank, weight, None, from));
            }
        };
        if let Some((rank, set)) = self.ranked(|values| values.select.as_ref()) {
            select(rank, &set.value, Origin::File(set.at.clone()));
        }
        let top = self.layers.len();
        select(top, &self.command.select, Origin::CommandLine("--select"));
        if let Some((rank, set)) = self.ranked(|values| values.ignore.as_ref())
            && in_list(&set.value)
        {
            said.push((rank, Weight::Ignored, None, Origin::File(set.at.clone())));
        }
        if in_list(&self.command.extend_select) {
            let from = Origin::CommandLine("--extend-select");
            said.push((top, Weight::Extended, None, from));
        }
        if in_list(&self.command.ignore) {
            let from = Origin::CommandLine("--ignore");
            said.push((top, Weight::Ignored, None, from));
        }
        let level = self.level(id, names);
        if let Some((rank, weight, set)) = level {
            let Level(level) = set.value;
            said.push((rank, weight, level, Origin::File(set.at.clone())));
        }
        let (_, weight, own, from) = said
            .into_iter()
            .max_by_key(|(rank, weight, ..)| (*rank, *weight))?;
        let set_level = level.and_then(|(_, _, set)| set.value.0);
        let (on, key) = match weight {
            Weight::Selected => (true, "select"),
            Weight::Family | Weight::Level => (own.is_some(), "rules"),
            Weight::NotSelected => (false, "select"),
            Weight::Extended => (true, "extend-select"),
            Weight::Ignored => (false, "ignore"),
        };
        Some(Decision {
            on,
            level: set_level.filter(|_| on),
            key,
            from,
        })
    }

    /// Returns the nearest entry of `[rules]` for a rule; in one place its own counts more than that of its family.
    fn level(&self, id: &str, names: &Names) -> Option<(usize, Weight, &'c Set<Level>)> {
        let mut found = None;
        for (rank, layer) in self.layers.iter().enumerate() {
            for weight in [Weight::Family, Weight::Level] {
                let is_family = weight == Weight::Family;
                let mut entries = layer.rules.iter().filter(|(written, _)| {
                    names.is_family(written) == is_family && names.rules(written).contains(&id)
                });
                found = entries.next().map(|(_, set)| (rank, weight, set)).or(found);
            }
        }
        found
    }

    /// Returns the nearest value of a key, and how near it is.
    fn ranked<T>(
        &self,
        key: impl Fn(&'c Values) -> Option<&'c Set<T>>,
    ) -> Option<(usize, &'c Set<T>)> {
        let mut layers = self.layers.iter().enumerate().rev();
        layers.find_map(|(rank, layer)| Some((rank, key(layer)?)))
    }

    /// Returns the settings of the article; `today` is the day of the run where no file says another.
    #[must_use]
    pub fn settings(&self, today: Date) -> Settings {
        let today = self
            .nearest(|values| values.today.as_ref())
            .map_or(today, |set| set.value);
        let mut settings = Settings::on(today);
        settings.profile = self.profile().0;
        self.decide_rules(&mut settings);
        if let Some(set) = self.nearest(|values| values.provides.as_ref()) {
            settings.provides = set.value.iter().cloned().collect();
        }
        let includes = self.table(|values| &values.includes).into_iter();
        settings.includes = includes
            .map(|(name, set)| (name.to_owned(), set.value.clone()))
            .collect();
        let notices = self.table(|values| &values.notices).into_iter();
        settings.snippets = notices
            .map(|(name, set)| (name.to_owned(), set.value.clone()))
            .collect();
        if let Some(set) = self.nearest(|values| values.review_months.as_ref()) {
            settings.review_months = set.value;
        }
        let selectors = |set: Option<&Set<Vec<(String, ElementSelector)>>>| {
            let selectors = set.into_iter().flat_map(|set| &set.value);
            selectors.map(|(_, read)| read.clone()).collect()
        };
        settings.layout = PageLayout {
            article: selectors(self.nearest(|values| values.html_article.as_ref())),
            exclude: selectors(self.nearest(|values| values.html_exclude.as_ref())),
        };
        settings
    }

    fn decide_rules(&self, settings: &mut Settings) {
        let speaks = |values: &&Values| {
            values.select.is_some() || values.ignore.is_some() || !values.rules.is_empty()
        };
        // The names of all rules have to be read for it, which most runs can do without.
        if !self.command.names_rules() && !self.layers.iter().any(speaks) {
            return;
        }
        let names = Names::built_in();
        for id in names.ids() {
            let Some(decision) = self.decision(id, names) else {
                continue;
            };
            if !decision.on {
                settings.levels.insert(id.to_owned(), None);
            } else if let Some(level) = decision.level {
                settings.levels.insert(id.to_owned(), Some(level));
            } else {
                settings.selected.insert(id.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::file::parse_file;

    /// Returns a cascade of files, the lowest first; the n-th lies in `/0`, `/0/1` and so on.
    fn cascade(texts: &[&str]) -> Vec<Arc<ConfigFile>> {
        let mut folder = std::path::PathBuf::from("/");
        let read = |(at, text): (usize, &&str)| {
            folder.push(at.to_string());
            let file = folder.join("factlint.toml");
            let read = parse_file((*text).to_owned(), &file, Path::new("/"));
            Arc::new(read.unwrap_or_else(|err| panic!("{text}: {err}")))
        };
        texts.iter().enumerate().map(read).collect()
    }

    /// Returns the settings for `/0/1/2/a.md`, or another article.
    fn settings_of(texts: &[&str], article: &str, command: &CommandLine) -> Settings {
        let files = cascade(texts);
        let holds = overrides_of(&files, Path::new(article));
        let merged = Merged::new(&files, &holds, command);
        merged.settings(jiff::civil::date(2026, 7, 1))
    }

    fn settings(texts: &[&str]) -> Settings {
        settings_of(texts, "/0/1/2/a.md", &CommandLine::default())
    }

    #[test]
    fn the_nearest_value_wins_key_by_key() {
        let far = "profile = \"legal\"\nreview-months = 12\nsite.provides = [\"author\", \"date\"]";
        let near = "review-months = 6\nsite.provides = [\"contact\"]\ntoday = 2026-01-01";
        let settings = settings(&[far, near]);
        assert_eq!(settings.profile, Profile::Legal);
        assert_eq!(settings.review_months, 6);
        assert_eq!(settings.today, jiff::civil::date(2026, 1, 1));
        let provides: Vec<&str> = settings.provides.iter().map(String::as_str).collect();
        assert_eq!(provides, ["contact"], "lists are replaced");
    }

    #[test]
    fn tables_are_merged_entry_by_entry() {
        let far = "[rules]\ncure-claim = \"off\"\nno-risk-claim = \"advice\"\n\
                   [notices]\nnot-medical-advice = \"Far.\"\nred-flag-notice = \"Far.\"\n\
                   [site.includes]\n\"a.html\" = [\"author\"]\n\"b.html\" = [\"date\"]";
        let near = "[rules]\ncure-claim = \"warning\"\n\
                    [notices]\nnot-medical-advice = \"Near.\"\n\
                    [site.includes]\n\"a.html\" = [\"contact\"]";
        let settings = settings(&[far, near]);
        assert_eq!(settings.levels["cure-claim"], Some(Severity::Warning));
        assert_eq!(settings.levels["no-risk-claim"], Some(Severity::Advice));
        assert_eq!(settings.snippets["not-medical-advice"], "Near.");
        assert_eq!(settings.snippets["red-flag-notice"], "Far.");
        assert_eq!(settings.includes["a.html"], ["contact"]);
        assert_eq!(settings.includes["b.html"], ["date"]);
    }

    #[test]
    fn overrides_lie_above_their_file_and_below_nearer_ones() {
        let far = "review-months = 12\n\
                   [[overrides]]\nfiles = [\"/1/\"]\nreview-months = 11\nprofile = \"legal\"\n\
                   [[overrides]]\nfiles = [\"*.md\"]\nreview-months = 10";
        let months = |texts: &[&str], article: &str| {
            settings_of(texts, article, &CommandLine::default()).review_months
        };
        assert_eq!(months(&[far], "/0/1/a.md"), 10, "the later one wins");
        assert_eq!(months(&[far], "/0/1/a.html"), 11);
        assert_eq!(months(&[far], "/0/a.html"), 12);
        assert_eq!(months(&[far, "review-months = 9"], "/0/1/a.md"), 9);
        let command = CommandLine::default();
        let nested = settings_of(&[far, "review-months = 9"], "/0/1/a.md", &command);
        assert_eq!(nested.profile, Profile::Legal);
    }

    /// Tells of a rule whether it is switched on or off, and as how loud; `None` if the profile decides.
    fn decided(texts: &[&str], command: &CommandLine) -> Option<(bool, Option<Severity>)> {
        let files = cascade(texts);
        let holds = overrides_of(&files, Path::new("/0/1/2/a.md"));
        let merged = Merged::new(&files, &holds, command);
        let decision = merged.decision("cure-claim", Names::built_in())?;
        Some((decision.on, decision.level))
    }

    #[test]
    fn what_is_nearer_decides_on_a_rule() {
        let decided = |texts: &[&str]| decided(texts, &CommandLine::default());
        let on = Some((true, None));
        let off = Some((false, None));
        let advice = Some((true, Some(Severity::Advice)));
        assert_eq!(decided(&[""]), None);
        assert_eq!(decided(&["select = [\"OC301\"]"]), on);
        assert_eq!(decided(&["select = [\"OC302\"]"]), off);
        assert_eq!(decided(&["select = [\"OC302\"]", "select = []"]), None);
        assert_eq!(decided(&["ignore = [\"OC301\"]", "ignore = []"]), None);
        assert_eq!(
            decided(&["ignore = [\"OC301\"]", "select = [\"OC301\"]"]),
            on
        );
        let off_then_on = ["rules.OC301 = \"off\"", "select = [\"overclaim\"]"];
        assert_eq!(decided(&off_then_on), on);
        let level_then_on = ["rules.OC301 = \"advice\"", "select = [\"overclaim\"]"];
        assert_eq!(decided(&level_then_on), advice);
        let others_then_level = ["select = [\"OC302\"]", "rules.OC301 = \"advice\""];
        assert_eq!(decided(&others_then_level), advice);
        let of_family = ["rules.OC301 = \"off\"", "rules.overclaim = \"advice\""];
        assert_eq!(decided(&of_family), advice);
        let in_one_place = ["rules.overclaim = \"off\"\nrules.cure-claim = \"advice\""];
        assert_eq!(decided(&in_one_place), advice);
        assert_eq!(
            decided(&["select = [\"OC302\"]\nrules.OC301 = \"error\""]),
            off
        );
        assert_eq!(
            decided(&["select = [\"OC301\"]\nrules.OC301 = \"off\""]),
            off
        );
        assert_eq!(
            decided(&["select = [\"OC301\"]\nignore = [\"overclaim\"]"]),
            off
        );
    }

    #[test]
    fn the_command_line_is_nearest() {
        let rules = || vec!["OC301".to_owned()];
        let select = CommandLine {
            select: rules(),
            ..CommandLine::default()
        };
        let extend = CommandLine {
            extend_select: rules(),
            ..CommandLine::default()
        };
        let ignore = CommandLine {
            ignore: rules(),
            extend_select: rules(),
            ..CommandLine::default()
        };
        let profile = CommandLine {
            profile: Some(Profile::Editorial),
            ..CommandLine::default()
        };
        for file in [
            "",
            "ignore = [\"OC301\"]",
            "select = [\"OC302\"]",
            "rules.OC301 = \"off\"",
        ] {
            assert_eq!(decided(&[file], &select), Some((true, None)), "{file}");
            assert_eq!(decided(&[file], &extend), Some((true, None)), "{file}");
            assert_eq!(decided(&[file], &ignore), Some((false, None)), "{file}");
        }
        let legal = "profile = \"legal\"\n[[overrides]]\nfiles = [\"*\"]\nprofile = \"legal\"";
        let settings = settings_of(&[legal], "/0/a.md", &profile);
        assert_eq!(settings.profile, Profile::Editorial);
    }

    #[test]
    fn one_that_is_switched_on_without_a_level_is_as_loud_as_the_profile_says() {
        let settings = settings(&["select = [\"overclaim\"]\nrules.OC302 = \"advice\""]);
        assert!(settings.selected.contains("cure-claim"));
        assert_eq!(settings.levels["no-risk-claim"], Some(Severity::Advice));
        assert_eq!(settings.levels["missing-red-flag-notice"], None);
    }
}
