//! Named selections of rules, and how loud each rule is in them.

use serde::{Deserialize, Deserializer, Serialize, de};

/// How bad a finding is, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A hint.
    Advice,
    /// Must be looked at before publication.
    Warning,
    /// Wrong, or harmful.
    Error,
}

impl Severity {
    /// Returns the name used in output, such as `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A named selection of rules with their severities.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// What a careful editor would act on.
    #[default]
    Default,
    /// Also hints on the quality of a draft.
    Editorial,
    /// Also what rules on advertising ask for.
    Legal,
}

impl Profile {
    /// All profiles, the calmest first.
    pub const ALL: [Self; 3] = [Self::Default, Self::Editorial, Self::Legal];

    /// Returns the name used in configuration and output, such as `editorial`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Editorial => "editorial",
            Self::Legal => "legal",
        }
    }
}

/// How loud a rule, or a part of it, is in each profile; `None` where it says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Levels {
    levels: [Option<Severity>; Profile::ALL.len()],
}

impl Levels {
    /// Returns `severity` in every profile.
    #[must_use]
    pub fn everywhere(severity: Severity) -> Self {
        Self {
            levels: [Some(severity); Profile::ALL.len()],
        }
    }

    /// Returns the severity in `profile`; `None` if it says nothing there.
    #[must_use]
    pub fn at(self, profile: Profile) -> Option<Severity> {
        self.levels[profile as usize]
    }

    /// Returns the loudest severity of all profiles; `None` if it says nothing in any.
    #[must_use]
    pub fn loudest(self) -> Option<Severity> {
        self.levels.into_iter().flatten().max()
    }
}

/// A severity, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(pub Option<Severity>);

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| {
            let known = &["error", "warning", "advice", "off"];
            de::Error::unknown_variant(&name, known)
        })
    }
}

impl Level {
    /// Returns the level called `name`; `None` if there is none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "off" => Some(Self(None)),
            "advice" => Some(Self(Some(Severity::Advice))),
            "warning" => Some(Self(Some(Severity::Warning))),
            "error" => Some(Self(Some(Severity::Error))),
            _ => None,
        }
    }
}

/// As people write it, one level for all profiles, or one for each.
impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Each {
            default: Level,
            editorial: Level,
            legal: Level,
        }
        #[derive(Deserialize)]
        #[serde(
            untagged,
            expecting = "a severity or `off`, or a table of one for each profile"
        )]
        enum Written {
            All(Level),
            Each(Each),
        }
        if !deserializer.is_human_readable() {
            let levels = Deserialize::deserialize(deserializer)?;
            return Ok(Self { levels });
        }
        let levels = match Written::deserialize(deserializer)? {
            Written::All(level) => [level; Profile::ALL.len()],
            Written::Each(each) => [each.default, each.editorial, each.legal],
        };
        Ok(Self {
            levels: levels.map(|level| level.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Page {
        severity: Levels,
    }

    fn parse(text: &str) -> Result<Levels, toml::de::Error> {
        toml::from_str(text).map(|page: Page| page.severity)
    }

    #[test]
    fn a_level_stands_for_all_profiles_or_for_one() {
        let all = parse("severity = \"error\"").unwrap();
        assert_eq!(all, Levels::everywhere(Severity::Error));
        let each = "severity = { default = \"off\", editorial = \"advice\", legal = \"warning\" }";
        let each = parse(each).unwrap();
        assert_eq!(each.at(Profile::Default), None);
        assert_eq!(each.at(Profile::Editorial), Some(Severity::Advice));
        assert_eq!(each.at(Profile::Legal), Some(Severity::Warning));
        assert_eq!(each.loudest(), Some(Severity::Warning));
    }

    #[test]
    fn other_words_are_no_levels() {
        for wrong in ["\"loud\"", "1", "{ default = \"error\" }"] {
            assert!(parse(&format!("severity = {wrong}")).is_err(), "{wrong}");
        }
    }
}
