//! What is set for the articles of one place, and where.

use std::io::{self, Write};

use anstyle::Style;
use serde::Serialize;
use serde_json::Value;

use super::Look;
use super::json::write_object;
use super::objects::VERSION;
use super::sanitise::{sanitise_line, sanitise_name};
use crate::config::Origin;
use crate::rules::{Family, Profile, Severity};

/// All that is set for one path.
#[derive(Clone, Debug)]
pub struct ConfigReport {
    /// The path that was asked for.
    pub path: String,
    /// The files that hold, the one that goes before all others first.
    pub files: Vec<String>,
    /// The key that leaves the article out when a folder is searched, and where it stands.
    pub left_out: Option<(&'static str, Origin)>,
    /// Values, in the order of the documentation.
    pub values: Vec<ListedValue>,
    /// All rules, in the order of their ids.
    pub rules: Vec<ListedRule>,
    /// The profile of those rules that nothing else decides on.
    pub profile: Profile,
}

/// A value, and where it comes from.
#[derive(Clone, Debug)]
pub struct ListedValue {
    /// Such as `site.provides`.
    pub key: String,
    /// What it is.
    pub value: Value,
    /// Where it is set.
    pub from: Origin,
}

/// A rule, how loud it is and why.
#[derive(Clone, Debug)]
pub struct ListedRule {
    /// Its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its family.
    pub family: Family,
    /// How loud it is; `None` if it is off.
    pub severity: Option<Severity>,
    /// The key that decides, and where it stands; `None` for the profile.
    pub decided: Option<(&'static str, Origin)>,
}

impl ListedRule {
    /// Tells whether `select` leaves it out: there may be many of these.
    fn is_not_selected(&self) -> bool {
        let by_select = matches!(self.decided, Some(("select", _)));
        by_select && self.severity.is_none()
    }
}

#[derive(Serialize)]
struct ConfigObject<'a> {
    version: u32,
    path: &'a str,
    files: &'a [String],
    left_out: Option<LeftOutObject>,
    settings: Vec<ValueObject<'a>>,
    rules: Vec<RuleObject<'a>>,
}

#[derive(Serialize)]
struct LeftOutObject {
    key: &'static str,
    from: FromObject,
}

#[derive(Serialize)]
struct ValueObject<'a> {
    key: &'a str,
    value: &'a Value,
    from: FromObject,
}

#[derive(Serialize)]
struct RuleObject<'a> {
    id: &'a str,
    code: &'a str,
    family: &'a str,
    severity: &'a str,
    from: FromObject,
}

/// Where a value comes from; what doesn't belong to the kind is missing.
#[derive(Serialize)]
struct FromObject {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    option: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'static str>,
}

impl FromObject {
    fn new(origin: &Origin) -> Self {
        let plain = Self {
            kind: "built-in",
            key: None,
            file: None,
            line: None,
            option: None,
            profile: None,
        };
        match origin {
            Origin::BuiltIn => plain,
            Origin::File(place) => Self {
                kind: "file",
                file: Some(place.file.to_string_lossy().into_owned()),
                line: Some(place.line),
                ..plain
            },
            Origin::CommandLine(option) => Self {
                kind: "command-line",
                option: Some(option),
                ..plain
            },
        }
    }

    fn of_rule(rule: &ListedRule, profile: Profile) -> Self {
        match &rule.decided {
            Some((key, origin)) => Self {
                key: Some(key),
                ..Self::new(origin)
            },
            None => Self {
                kind: "profile",
                profile: Some(profile.name()),
                ..Self::new(&Origin::BuiltIn)
            },
        }
    }
}

/// Writes what is set as one JSON object.
///
/// # Errors
/// Those of `out`.
pub fn write_config_json(report: &ConfigReport, out: &mut dyn Write) -> io::Result<()> {
    let object = ConfigObject {
        version: VERSION,
        path: &report.path,
        files: &report.files,
        left_out: report.left_out.as_ref().map(|(key, from)| LeftOutObject {
            key,
            from: FromObject::new(from),
        }),
        settings: report
            .values
            .iter()
            .map(|listed| ValueObject {
                key: &listed.key,
                value: &listed.value,
                from: FromObject::new(&listed.from),
            })
            .collect(),
        rules: report
            .rules
            .iter()
            .map(|rule| RuleObject {
                id: &rule.id,
                code: &rule.code,
                family: rule.family.name(),
                severity: level(rule),
                from: FromObject::of_rule(rule, report.profile),
            })
            .collect(),
    };
    write_object(&object, out)
}

/// Writes what is set for people.
///
/// # Errors
/// Those of `out`.
pub fn write_config(report: &ConfigReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let bold = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    writeln!(out, "{bold}{}{bold:#}", sanitise_name(&report.path))?;
    match report.files.as_slice() {
        [] => writeln!(out, "no factlint.toml")?,
        files => {
            for file in files {
                writeln!(out, "reads {}", sanitise_name(file))?;
            }
        }
    }
    if let Some((key, from)) = &report.left_out {
        let from = origin(from);
        writeln!(out, "left out when a folder is searched: {from} ({key})")?;
    }
    writeln!(out)?;
    let rows = report.values.iter().map(|listed| {
        let key = sanitise_line(&listed.key);
        [key, toml_text(&listed.value), origin(&listed.from)]
    });
    write_rows(rows.collect(), look, out)?;
    writeln!(out)?;
    let named = report.rules.iter().filter(|rule| !rule.is_not_selected());
    let rows = named.filter_map(|rule| {
        let (key, from) = rule.decided.as_ref()?;
        let from = match from {
            Origin::CommandLine(_) => origin(from),
            _ => format!("{} ({key})", origin(from)),
        };
        Some([rule.id.clone(), level(rule).to_owned(), from])
    });
    write_rows(rows.collect(), look, out)?;
    write_others(report, out)
}

/// Writes how many rules are as the profile says, and how many are left out by `select`.
fn write_others(report: &ConfigReport, out: &mut dyn Write) -> io::Result<()> {
    let rules = || report.rules.iter();
    let left_out = rules().filter(|rule| rule.is_not_selected()).count();
    if let Some(ListedRule {
        decided: Some((_, from)),
        ..
    }) = rules().find(|rule| rule.is_not_selected())
    {
        writeln!(out, "{left_out} rules off, not in select: {}", origin(from))?;
    }
    let by_profile = || rules().filter(|rule| rule.decided.is_none());
    let on = by_profile().filter(|rule| rule.severity.is_some()).count();
    let off = by_profile().count() - on;
    if on + off > 0 {
        let profile = report.profile.name();
        writeln!(
            out,
            "{on} rules on and {off} off, as in the profile {profile}"
        )?;
    }
    Ok(())
}

/// Writes three columns; the last one is dimmed.
fn write_rows(rows: Vec<[String; 3]>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    /// A value that is longer makes no others wait for it.
    const WIDEST: usize = 40;
    let dim = if look.colour {
        Style::new().dimmed()
    } else {
        Style::new()
    };
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.filter(|width| *width <= WIDEST).max().unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    for [key, value, from] in &rows {
        writeln!(out, "{key:first$}  {value:second$}  {dim}{from}{dim:#}")?;
    }
    Ok(())
}

fn level(rule: &ListedRule) -> &'static str {
    rule.severity.map_or("off", Severity::name)
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn => "built-in".to_owned(),
        Origin::File(place) => {
            let file = place.file.to_string_lossy();
            format!("{}:{}", sanitise_name(&file), place.line)
        }
        Origin::CommandLine(option) => (*option).to_owned(),
    }
}

/// Returns a value as it would stand in TOML, on one line.
fn toml_text(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(toml_text).collect();
            format!("[{}]", items.join(", "))
        }
        other => sanitise_line(&other.to_string()),
    }
}
