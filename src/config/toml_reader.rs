//! Values of TOML with their places: everything that is read of a file can be pointed to.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::values::{Place, Set};
use super::{ConfigError, Names};
use crate::nearest::nearest;

/// A value with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// A key and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'e, 't> {
    pub(super) key: &'e str,
    pub(super) at: (usize, usize),
    pub(super) value: &'e Value<'t>,
}

impl Entry<'_, '_> {
    /// Returns the place of the key.
    pub(super) fn key_place(&self) -> Range<usize> {
        self.at.0..self.at.1
    }
}

/// Reads one file.
pub(super) struct TomlReader<'a> {
    /// As it is printed.
    pub(super) path: &'a Arc<Path>,
    pub(super) text: &'a str,
}

impl TomlReader<'_> {
    pub(super) fn error(
        &self,
        at: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> ConfigError {
        ConfigError::new(message.into(), help, self.path, self.text, at)
    }

    /// Returns the error for a name that is none, with the nearest one or else all that there are.
    pub(super) fn unknown<'k>(
        &self,
        at: Range<usize>,
        kind: &str,
        written: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> ConfigError {
        let help = match nearest(written, known.clone()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => {
                let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
                format!("known: {}", known.join(", "))
            }
        };
        self.error(at, format!("there is no {kind} `{written}`"), Some(help))
    }

    /// Returns `value` with the place `at`.
    pub(super) fn set<T>(&self, value: T, at: &Range<usize>) -> Set<T> {
        let before = self.text.get(..at.start).unwrap_or_default();
        Set {
            value,
            at: Place {
                file: Arc::clone(self.path),
                line: before.matches('\n').count() + 1,
            },
        }
    }

    /// Returns the entries of a table in their order in the file.
    pub(super) fn entries<'e, 't>(
        &self,
        table: &'e DeTable<'t>,
    ) -> impl Iterator<Item = Entry<'e, 't>> {
        let mut entries: Vec<Entry<'e, 't>> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                at: (key.span().start, key.span().end),
                value,
            })
            .collect();
        entries.sort_by_key(|entry| entry.at);
        entries.into_iter()
    }

    pub(super) fn table<'e, 't>(
        &self,
        key: &str,
        value: &'e Value<'t>,
    ) -> Result<&'e DeTable<'t>, ConfigError> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.wrong_type(key, "a table", value)),
        }
    }

    pub(super) fn string<'e>(
        &self,
        key: &str,
        value: &'e Value<'_>,
    ) -> Result<&'e str, ConfigError> {
        let text = value.get_ref().as_str();
        text.ok_or_else(|| self.wrong_type(key, "a string", value))
    }

    pub(super) fn boolean(&self, key: &str, value: &Value<'_>) -> Result<bool, ConfigError> {
        let set = value.get_ref().as_bool();
        set.ok_or_else(|| self.wrong_type(key, "true or false", value))
    }

    /// Returns the items of a list of strings.
    pub(super) fn list<'e, 't>(
        &self,
        key: &str,
        value: &'e Value<'t>,
    ) -> Result<Vec<(&'e str, Range<usize>)>, ConfigError> {
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong_type(key, "a list of strings", value));
        };
        let items = items.iter();
        let read = |item: &'e Value<'t>| match item.get_ref().as_str() {
            Some(text) => Ok((text, item.span())),
            None => Err(self.wrong_type(key, "a list of strings", item)),
        };
        items.map(read).collect()
    }

    /// Returns the items of a list of names, each of which `known` must hold.
    pub(super) fn names<'k>(
        &self,
        entry: &Entry<'_, '_>,
        kind: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> Result<Vec<String>, ConfigError> {
        let items = self.list(entry.key, entry.value)?;
        let items = items.into_iter().map(|(name, at)| {
            if known.clone().any(|known| known == name) {
                Ok(name.to_owned())
            } else {
                Err(self.unknown(at, kind, name, known.clone()))
            }
        });
        items.collect()
    }

    /// Returns the items of a list of rules.
    pub(super) fn rules(&self, entry: &Entry<'_, '_>) -> Result<Vec<String>, ConfigError> {
        let items = self.list(entry.key, entry.value)?;
        let items = items.into_iter().map(|(name, at)| {
            self.check_rule(name, at)?;
            Ok(name.to_owned())
        });
        items.collect()
    }

    /// Refuses a name that no rule has.
    pub(super) fn check_rule(&self, name: &str, at: Range<usize>) -> Result<(), ConfigError> {
        let names = Names::built_in();
        if !names.rules(name).is_empty() {
            return Ok(());
        }
        let help = match names.nearest_rule(name) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => {
                "name a rule by its id, its code or its family, as findings print them".to_owned()
            }
        };
        Err(self.error(at, format!("there is no rule `{name}`"), Some(help)))
    }

    pub(super) fn wrong_type(&self, key: &str, wanted: &str, value: &Value<'_>) -> ConfigError {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` takes {wanted}, and this is {found}");
        self.error(value.span(), message, None)
    }
}
