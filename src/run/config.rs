//! `factlint config`: what is set for an article or a folder, and where.

use std::collections::BTreeMap;
use std::path::Path;

use anstream::stream::{AsLockedWrite, RawStream};
use serde_json::{Value, json};

use super::facts::print;
use super::setup::{ANY_ARTICLE, Setup, knowledge_from, largest_file, settings_of};
use super::{Outcome, RunError, select};
use crate::cli::{ConfigArgs, PlainFormat};
use crate::config::{Decision, Merged, Names, Origin, PackChoice, Set, Values};
use crate::report::{ConfigReport, ListedRule, ListedValue, write_config, write_config_json};
use crate::rules::{Rule, Settings};

pub(super) fn config<Stream: RawStream + AsLockedWrite>(
    args: &ConfigArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let mut setup = Setup::new(&args.setup, select::command_line(&args.rules)?);
    let is_folder = is_folder(&args.path)?;
    let found = if is_folder {
        setup.find(&args.path.join(ANY_ARTICLE))?
    } else {
        setup.find(&args.path)?
    };
    let merged = found.merged(&setup.command);
    let settings = settings_of(&merged);
    let packs = setup.packs(&merged);
    let rules = knowledge_from(&packs)?.rules;
    let left_out = merged.leaves_out(&found.article).filter(|_| !is_folder);
    let files = found.cascade.iter().rev();
    let report = ConfigReport {
        path: args.path.to_string_lossy().into_owned(),
        files: files
            .map(|file| file.path.to_string_lossy().into_owned())
            .collect(),
        left_out: left_out.map(|(key, place)| (key, Origin::File(place.clone()))),
        values: values(&merged, &settings, &packs, args),
        rules: rules
            .iter()
            .map(|rule| listed(rule, &merged, &settings))
            .collect(),
        profile: settings.profile,
    };
    print(&args.print, stdout, |look, out| match args.print.format {
        PlainFormat::Human => write_config(&report, look, out),
        PlainFormat::Json => write_config_json(&report, out),
    })?;
    Ok(Outcome::Clean)
}

#[expect(
    clippy::disallowed_methods,
    reason = "what holds for a folder holds for the articles in it"
)]
fn is_folder(path: &Path) -> Result<bool, RunError> {
    let metadata = std::fs::metadata(path).map_err(|source| RunError::NoSuchPath {
        path: path.to_path_buf(),
        source,
    })?;
    Ok(metadata.is_dir())
}

fn listed(rule: &Rule, merged: &Merged<'_>, settings: &Settings) -> ListedRule {
    let decision = merged.decision(&rule.id, Names::built_in());
    ListedRule {
        id: rule.id.clone(),
        code: rule.code.clone(),
        family: rule.family,
        severity: settings.severity(rule),
        decided: decision.map(|Decision { key, from, .. }| (key, from)),
    }
}

/// Collects values with where they come from.
struct Collector<'m, 'c> {
    merged: &'m Merged<'c>,
    values: Vec<ListedValue>,
}

impl<'c> Collector<'_, 'c> {
    fn push(&mut self, key: impl Into<String>, value: Value, from: Origin) {
        let key = key.into();
        self.values.push(ListedValue { key, value, from });
    }

    /// Adds the nearest value of a key, or else what holds without one.
    fn nearest<T: 'c>(
        &mut self,
        key: &str,
        find: impl Fn(&'c Values) -> Option<&'c Set<T>>,
        shown: impl Fn(&T) -> Value,
        built_in: Value,
    ) {
        match self.merged.nearest(find) {
            Some(set) => self.push(key, shown(&set.value), Origin::File(set.at.clone())),
            None => self.push(key, built_in, Origin::BuiltIn),
        }
    }

    /// Adds the entries of a table.
    fn table<T: 'c>(
        &mut self,
        key: &str,
        find: impl Fn(&'c Values) -> &'c BTreeMap<String, Set<T>>,
        shown: impl Fn(&T) -> Value,
    ) {
        for (name, set) in self.merged.table(find) {
            let name = format!("{key}.{}", toml_key(name));
            self.push(name, shown(&set.value), Origin::File(set.at.clone()));
        }
    }
}

fn values(
    merged: &Merged<'_>,
    settings: &Settings,
    packs: &[PackChoice],
    args: &ConfigArgs,
) -> Vec<ListedValue> {
    let mut found = Collector {
        merged,
        values: Vec::new(),
    };
    for files in merged.overrides() {
        let globs = json!(files.value.written);
        found.push("overrides", globs, Origin::File(files.at.clone()));
    }
    let facts = args.setup.facts.len();
    let (configured, given) = packs.split_at(packs.len() - facts);
    let from = merged.packs().map(|set| Origin::File(set.at.clone()));
    found.push(
        "packs",
        shown_packs(configured),
        from.unwrap_or(Origin::BuiltIn),
    );
    if facts > 0 {
        found.push("packs", shown_packs(given), Origin::CommandLine("--facts"));
    }
    let (profile, from) = merged.profile();
    found.push("profile", json!(profile.name()), from);
    rule_lists(&mut found, args);
    let list = |list: &Vec<String>| json!(list);
    found.nearest(
        "include",
        |values| values.include.as_ref(),
        |globs| json!(globs.written),
        json!([]),
    );
    found.nearest(
        "exclude",
        |values| values.exclude.as_ref(),
        |globs| json!(globs.written),
        json!([]),
    );
    found.nearest(
        "site.provides",
        |values| values.provides.as_ref(),
        list,
        json!([]),
    );
    found.table("site.includes", |values| &values.includes, list);
    found.table("notices", |values| &values.notices, |text| json!(text));
    found.nearest(
        "review-months",
        |values| values.review_months.as_ref(),
        |months| json!(months),
        json!(Settings::REVIEW_MONTHS),
    );
    found.nearest(
        "today",
        |values| values.today.as_ref(),
        |day| json!(day.to_string()),
        json!(settings.today.to_string()),
    );
    let size = largest_file(merged);
    found.nearest(
        "max-file-size",
        |values| values.max_file_size.as_ref(),
        |size| json!(size),
        json!(size),
    );
    let written = |selectors: &Vec<(String, _)>| {
        let written = selectors.iter().map(|(written, _)| written.as_str());
        json!(written.collect::<Vec<_>>())
    };
    found.nearest(
        "html.article",
        |values| values.html_article.as_ref(),
        written,
        json!([]),
    );
    found.nearest(
        "html.exclude",
        |values| values.html_exclude.as_ref(),
        written,
        json!([]),
    );
    found.values
}

/// Adds the lists of rules, where there are any.
fn rule_lists(found: &mut Collector<'_, '_>, args: &ConfigArgs) {
    let merged = found.merged;
    let rules = &args.rules;
    let sets = [
        ("select", merged.nearest(|values| values.select.as_ref())),
        ("ignore", merged.nearest(|values| values.ignore.as_ref())),
    ];
    for (key, set) in sets {
        if let Some(set) = set {
            found.push(key, json!(set.value), Origin::File(set.at.clone()));
        }
    }
    let given = [
        ("select", "--select", &rules.select),
        ("extend-select", "--extend-select", &rules.extend_select),
        ("ignore", "--ignore", &rules.ignore),
    ];
    for (key, option, list) in given {
        if !list.is_empty() {
            found.push(key, json!(list), Origin::CommandLine(option));
        }
    }
}

/// Returns a key as it is written in TOML.
fn toml_key(name: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        Value::from(name).to_string()
    }
}

fn shown_packs(packs: &[PackChoice]) -> Value {
    let shown = packs.iter().map(|choice| match choice {
        PackChoice::BuiltIn(id) => id.clone(),
        PackChoice::Path(path) => path.to_string_lossy().into_owned(),
    });
    json!(shown.collect::<Vec<_>>())
}
