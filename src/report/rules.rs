//! The rules, in a list.

use std::io::{self, Write};

use anstyle::Style;
use serde::Serialize;

use super::Look;
use super::json::write_object;
use super::objects::VERSION;
use crate::rules::{Family, Profile, Rule, Severity};

/// All of `rules --format json`.
#[derive(Serialize)]
struct RulesObject<'a> {
    version: u32,
    rules: Vec<RuleObject<'a>>,
}

#[derive(Serialize)]
struct RuleObject<'a> {
    id: &'a str,
    code: &'a str,
    family: &'static str,
    title: &'a str,
    severity: ByProfile<&'static str>,
    notes: ByProfile<Option<String>>,
}

#[derive(Serialize)]
struct ByProfile<T> {
    default: T,
    editorial: T,
    legal: T,
}

impl<T> ByProfile<T> {
    fn of(each: impl Fn(Profile) -> T) -> Self {
        Self {
            default: each(Profile::Default),
            editorial: each(Profile::Editorial),
            legal: each(Profile::Legal),
        }
    }
}

/// Writes `rules` as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_rules_json(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    let rules = in_order(rules).into_iter().map(|rule| RuleObject {
        id: &rule.id,
        code: &rule.code,
        family: rule.family.name(),
        title: rule.reports(),
        severity: ByProfile::of(|profile| level(rule, profile)),
        notes: ByProfile::of(|profile| note(rule, profile)),
    });
    let object = RulesObject {
        version: VERSION,
        rules: rules.collect(),
    };
    write_object(&object, out)
}

/// Writes `rules` for people: how loud each is in `profile`, or in all of them.
///
/// # Errors
/// Those of `out`.
pub fn write_rules(
    rules: &[&Rule],
    profile: Option<Profile>,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bold = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    let levels = |rule: &Rule| match profile {
        Some(profile) => rule.shown_in(profile),
        None => Profile::ALL.map(|profile| level(rule, profile)).join(" / "),
    };
    let width = |text: fn(&Rule) -> usize| rules.iter().map(|rule| text(rule)).max().unwrap_or(0);
    let ids = width(|rule| rule.id.len());
    let widest = rules.iter().map(|rule| levels(rule).len()).max();
    let widest = widest.unwrap_or(0);
    for family in Family::ALL {
        let of_family = in_order(rules);
        let mut of_family = of_family
            .into_iter()
            .filter(|rule| rule.family == family)
            .peekable();
        if of_family.peek().is_none() {
            continue;
        }
        writeln!(out, "{bold}{}{bold:#}", family.heading())?;
        for rule in of_family {
            writeln!(
                out,
                "  {}  {:ids$}  {:widest$}  {}",
                rule.code,
                rule.id,
                levels(rule),
                rule.reports(),
            )?;
        }
        writeln!(out)?;
    }
    let count = match rules.len() {
        1 => "1 rule".to_owned(),
        count => format!("{count} rules"),
    };
    match profile {
        Some(profile) => writeln!(out, "{count} in the profile {}", profile.name()),
        None => writeln!(out, "{count}; severities: default / editorial / legal"),
    }
}

/// Writes `rules` as a table in Markdown, whose links lead to their pages below `lints/rules`.
///
/// # Errors
/// Those of `out`.
pub fn write_rules_markdown(
    rules: &[&Rule],
    profile: Option<Profile>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "| rule | severity | reports |")?;
    writeln!(out, "| --- | --- | --- |")?;
    let mut family = None;
    for rule in in_order(rules) {
        if family != Some(rule.family) {
            family = Some(rule.family);
            writeln!(out, "| **{}** | | |", rule.family.heading())?;
        }
        let shown = profile.map_or_else(|| differences(rule), |profile| rule.shown_in(profile));
        let (id, folder) = (&rule.id, rule.family.name());
        let reports = rule.reports().replace('|', "\\|");
        writeln!(
            out,
            "| [`{id}`](lints/rules/{folder}/{id}.md) | {shown} | {reports} |"
        )?;
    }
    Ok(())
}

/// Returns how loud a rule is by default, and where it is louder in other profiles.
fn differences(rule: &Rule) -> String {
    let [default, editorial, legal] = Profile::ALL.map(|profile| rule.shown_in(profile));
    if default == editorial && default == legal {
        default
    } else if editorial == legal {
        format!("{default}; editorial and legal: {editorial}")
    } else if default == editorial {
        format!("{default}; legal: {legal}")
    } else {
        format!("{default}; editorial: {editorial}; legal: {legal}")
    }
}

/// Returns `rules` by family, and by code in each.
fn in_order<'r>(rules: &[&'r Rule]) -> Vec<&'r Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|one, other| (one.family, &one.code).cmp(&(other.family, &other.code)));
    rules
}

/// Returns how loud findings of `rule` usually are: the first word of how it is shown.
fn level(rule: &Rule, profile: Profile) -> &'static str {
    let shown = rule.shown_in(profile);
    let first = shown.split(' ').next().unwrap_or_default();
    let severities = [Severity::Error, Severity::Warning, Severity::Advice];
    let found = severities
        .into_iter()
        .find(|severity| severity.name() == first);
    found.map_or("off", Severity::name)
}

/// Returns what is said behind that, such as `outliers`.
fn note(rule: &Rule, profile: Profile) -> Option<String> {
    let shown = rule.shown_in(profile);
    let (_, note) = shown.split_once(" (")?;
    Some(note.trim_end_matches(')').to_owned())
}
