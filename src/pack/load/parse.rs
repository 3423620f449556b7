//! TOML to entries; of a file with mistakes, every mistake and what can be read.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

use super::super::schema::PackFile;
use super::{Loader, Placed};
use crate::nearest::nearest;

/// Tables that a pack file may hold.
const TABLES: [&str; 8] = [
    "pack",
    "levels",
    "concept",
    "cue",
    "predicate",
    "fact",
    "source",
    "myth",
];

impl Loader<'_> {
    pub(super) fn parse(&mut self) -> Vec<Placed<PackFile>> {
        let files = self.files;
        let parsed = files.iter().enumerate().map(|(file, text)| {
            let entry = toml::from_str(&text.text).unwrap_or_else(|err: toml::de::Error| {
                let before = self.mistakes.len();
                let entry = self.recover(file, &text.text);
                if self.mistakes.len() == before {
                    let at = err.span().unwrap_or(0..0);
                    self.problem(file, at, err.message().to_owned(), None);
                }
                entry
            });
            Placed { file, entry }
        });
        parsed.collect()
    }

    /// Returns what can be read of a file with mistakes, and reports each of them.
    fn recover(&mut self, file: usize, text: &str) -> PackFile {
        let (table, errors) = DeTable::parse_recoverable(text);
        let starts = errors.iter().filter_map(toml::de::Error::span);
        let first = starts.map(|at| at.start).min();
        let sound = first.map_or(usize::MAX, |first| line_start(text, first));
        if sound != usize::MAX {
            self.names.unread.extend(written_ids(text));
        }
        for error in errors {
            let at = error.span().unwrap_or(0..0);
            let start = at.start;
            self.problem(file, at, error.message().to_owned(), None);
            if error.message().contains("array elements") && starts_entry(text, start) {
                // A list that is never closed swallows all that follows.
                break;
            }
        }
        let mut reader = Reader {
            loader: self,
            file,
            sound,
        };
        let mut read = PackFile::default();
        for (key, value) in table.into_inner() {
            match key.get_ref().as_ref() {
                "pack" => read.pack = reader.entry(value),
                "levels" => read.levels = reader.entry(value),
                "concept" => read.concept = reader.entries(&key, value),
                "cue" => read.cue = reader.entries(&key, value),
                "predicate" => read.predicate = reader.entries(&key, value),
                "fact" => read.fact = reader.entries(&key, value),
                "source" => read.source = reader.entries(&key, value),
                "myth" => read.myth = reader.entries(&key, value),
                other => {
                    let message = format!("a pack file holds no `{other}`");
                    let help = nearest(other, TABLES).map_or_else(
                        || format!("known here: {}", TABLES.join(", ")),
                        |near| format!("did you mean `{near}`?"),
                    );
                    reader.report(key.span(), message, Some(help));
                }
            }
        }
        read
    }
}

/// Reads the entries of one file.
struct Reader<'r, 'a> {
    loader: &'r mut Loader<'a>,
    file: usize,
    /// Where the text stops being TOML; what is read behind it is guesswork.
    sound: usize,
}

impl Reader<'_, '_> {
    fn report(&mut self, at: Range<usize>, message: String, help: Option<String>) {
        if at.end <= self.sound {
            self.loader.problem(self.file, at, message, help);
        }
    }

    fn entries<T: DeserializeOwned>(
        &mut self,
        key: &Spanned<DeString<'_>>,
        value: Spanned<DeValue<'_>>,
    ) -> Vec<T> {
        let at = value.span();
        match value.into_inner() {
            DeValue::Array(list) => {
                let entries = list.into_iter().filter_map(|value| self.entry(value));
                entries.collect()
            }
            other => {
                let message = format!("there can be several of `{}`", key.get_ref());
                let help = format!("write [[{}]]", key.get_ref());
                self.report(key.span(), message, Some(help));
                let entry = other
                    .is_table()
                    .then(|| self.entry(Spanned::new(at, other)));
                entry.flatten().into_iter().collect()
            }
        }
    }

    /// Returns an entry without the fields that cannot be read; `None` if it cannot do without one of them.
    fn entry<T: DeserializeOwned>(&mut self, mut value: Spanned<DeValue<'_>>) -> Option<T> {
        let mut dropped: Vec<String> = Vec::new();
        loop {
            let error = match T::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(entry) => return Some(entry),
                Err(error) => error,
            };
            let at = error.span().unwrap_or_else(|| value.span());
            let name = drop_at(value.get_mut(), &at);
            let lost = |key: &String| error.message() == format!("missing field `{key}`");
            // What is missing may stand where the text is broken.
            let may_follow = name.is_none() && self.sound != usize::MAX;
            if !may_follow && !dropped.iter().any(lost) {
                let Plain {
                    message,
                    help,
                    meant,
                } = in_plain_words(error.message());
                self.report(at, message, help);
                let fields = name.iter().cloned().chain(meant);
                if let Some(id) = id_of(&value) {
                    let unread = fields.map(|field| (self.file, id.clone(), field));
                    self.loader.names.unread_fields.extend(unread);
                }
            }
            match name {
                Some(name) => dropped.push(name),
                None => {
                    self.loader.names.unread.extend(id_of(&value));
                    return None;
                }
            }
        }
    }
}

/// Takes the field, or the element of a list, that stands at `at` out of `value`. Returns the name of the field.
fn drop_at(value: &mut DeValue<'_>, at: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(table) => {
            for (key, value) in table.iter_mut() {
                let name = key.get_ref().clone().into_owned();
                let inner = drop_at(value.get_mut(), at).map(|_| name);
                if inner.is_some() {
                    return inner;
                }
            }
            let found = table
                .iter()
                .find(|(key, value)| key.span() == *at || value.span() == *at);
            let key = found.map(|(key, _)| key.clone())?;
            table.remove(&key);
            Some(key.into_inner().into_owned())
        }
        DeValue::Array(list) => {
            if list
                .iter_mut()
                .any(|value| drop_at(value.get_mut(), at).is_some())
            {
                return Some(String::new());
            }
            let found = list.iter().position(|value| value.span() == *at)?;
            let (before, after) = list.split_at(found);
            *list = before.iter().chain(&after[1..]).cloned().collect();
            Some(String::new())
        }
        _ => None,
    }
}

fn id_of(entry: &Spanned<DeValue<'_>>) -> Option<String> {
    let id = entry.get_ref().get("id")?;
    id.get_ref().as_str().map(str::to_owned)
}

/// A message of serde in the words of somebody who writes packs.
struct Plain {
    message: String,
    help: Option<String>,
    /// The field that was meant, where one was misspelt.
    meant: Option<String>,
}

fn in_plain_words(message: &str) -> Plain {
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let (name, rest) = rest.split_once('`').unwrap_or((rest, ""));
        let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
        let meant = nearest(name, known.iter().copied());
        let help = match meant {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        return Plain {
            message: format!("there is no field `{name}` here"),
            help: Some(help),
            meant: meant.map(str::to_owned),
        };
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        let name = rest.trim_end_matches('`');
        return Plain {
            message: format!("the field `{name}` is missing"),
            help: None,
            meant: None,
        };
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let (written, known) = rest.split_once(", expected ").unwrap_or((rest, ""));
        return Plain {
            message: format!("{written} is not known here"),
            help: Some(known.replace("one of ", "one of: ")),
            meant: None,
        };
    }
    let mut plain = message.to_owned();
    for (rust, people) in [
        ("f64", "a number"),
        ("i16", "a whole number"),
        ("u32", "a whole number"),
        ("expected a sequence", "expected a list"),
        ("an array of length 2", "two numbers"),
        ("sequence", "list"),
        ("a TOML datetime", "a date such as 2026-11-20"),
    ] {
        plain = plain.replace(rust, people);
    }
    Plain {
        message: plain,
        help: None,
        meant: None,
    }
}

fn line_start(text: &str, offset: usize) -> usize {
    let before = &text[..text.floor_char_boundary(offset)];
    before.rfind('\n').map_or(0, |end| end + 1)
}

/// Tells whether the line at `offset` begins a table or a field.
fn starts_entry(text: &str, offset: usize) -> bool {
    let line = text[line_start(text, offset)..]
        .lines()
        .next()
        .unwrap_or_default();
    line.starts_with("[[") || line.contains(" = ")
}

/// Returns the ids that lines of `text` seem to give.
fn written_ids(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let value = line.trim_start().strip_prefix("id")?.trim_start();
        let value = value.strip_prefix('=')?.trim();
        Some(value.trim_matches(['"', '\'']).to_owned())
    })
}
