//! One `factlint.toml`: its text to what it sets.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytesize::ByteSize;
use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::globs::without_dots;
use super::toml_reader::{Entry, TomlReader, Value};
use super::values::{PackChoice, Set, Values};
use super::{ConfigError, Globs, Names, printed};
use crate::markup::{ElementSelector, read_article};
use crate::rules::{Level, Profile};
use crate::source::{Format, SourceFile};

/// What one configuration file sets.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// As it is printed.
    pub path: Arc<Path>,
    /// Whether the search for further files ends here.
    pub root: bool,
    /// Files below this one, the lowest first, with the places that name them.
    pub(super) extends: Vec<(String, Range<usize>)>,
    /// What holds for all articles.
    pub(super) values: Values,
    /// What holds for some, the lowest first.
    pub(super) overrides: Vec<Override>,
    /// Absolute.
    pub(super) folder: Arc<Path>,
    pub(super) text: String,
}

/// What holds for articles that fit a glob.
#[derive(Clone, Debug)]
pub(super) struct Override {
    pub(super) files: Set<Globs>,
    pub(super) values: Values,
}

/// Keys at the top of a file; tables have theirs beside what reads them.
const KEYS: [&str; 16] = [
    "root",
    "extends",
    "packs",
    "profile",
    "select",
    "ignore",
    "rules",
    "include",
    "exclude",
    "overrides",
    "site",
    "notices",
    "review-months",
    "today",
    "max-file-size",
    "html",
];

/// Keys of `[[overrides]]`.
const OVERRIDE_KEYS: [&str; 8] = [
    "files",
    "profile",
    "select",
    "ignore",
    "rules",
    "site",
    "notices",
    "review-months",
];

/// Most months between two reviews: a century.
const MOST_MONTHS: u32 = 1_200;

/// Returns what the text of the file at an absolute path sets; `here` is the folder that printed paths begin in.
///
/// Looks for the packs and snippets that are named.
///
/// # Errors
/// [`ConfigError`] with the place of the first mistake.
pub(super) fn parse_file(
    text: String,
    file: &Path,
    here: &Path,
) -> Result<ConfigFile, ConfigError> {
    let path: Arc<Path> = Arc::from(printed(file, here));
    let folder: Arc<Path> = Arc::from(file.parent().unwrap_or(Path::new("")));
    let mut read = ConfigFile {
        path: Arc::clone(&path),
        root: false,
        extends: Vec::new(),
        values: Values::default(),
        overrides: Vec::new(),
        folder: Arc::clone(&folder),
        text: String::new(),
    };
    let reader = Reader {
        toml: TomlReader {
            path: &path,
            text: &text,
        },
        folder: &folder,
        here,
    };
    let table = DeTable::parse(&text).map_err(|err| {
        let at = err.span().unwrap_or(0..0);
        reader.toml.error(at, err.message(), None)
    })?;
    reader.file(table.get_ref(), &mut read)?;
    drop(table);
    read.text = text;
    Ok(read)
}

struct Reader<'a> {
    toml: TomlReader<'a>,
    /// That of the file; absolute.
    folder: &'a Arc<Path>,
    here: &'a Path,
}

impl Reader<'_> {
    fn file(&self, table: &DeTable<'_>, read: &mut ConfigFile) -> Result<(), ConfigError> {
        for entry in self.toml.entries(table) {
            match entry.key {
                "root" => read.root = self.toml.boolean(entry.key, entry.value)?,
                "extends" => read.extends = self.extends(&entry)?,
                "overrides" => read.overrides = self.overrides(&entry)?,
                _ => self.value(&entry, &mut read.values)?,
            }
        }
        Ok(())
    }

    /// Reads an entry at the top of a file.
    fn value(&self, entry: &Entry<'_, '_>, values: &mut Values) -> Result<(), ConfigError> {
        let at = entry.key_place();
        let toml = &self.toml;
        match entry.key {
            "packs" => {
                let packs = toml.list(entry.key, entry.value)?;
                let packs = packs.into_iter().map(|(name, at)| self.pack(name, at));
                let packs = packs.collect::<Result<_, _>>()?;
                values.packs = Some(toml.set(packs, &at));
            }
            "include" => values.include = Some(self.globs(entry)?),
            "exclude" => values.exclude = Some(self.globs(entry)?),
            "today" => values.today = Some(toml.set(self.date(entry)?, &at)),
            "max-file-size" => {
                let size = size(entry.value.get_ref()).ok_or_else(|| {
                    let help = "write a size such as \"500kB\" or \"20MB\", or a number of bytes";
                    let at = entry.value.span();
                    toml.error(at, "this is no size of a file", Some(help.to_owned()))
                })?;
                values.max_file_size = Some(toml.set(size, &at));
            }
            "html" => self.html(entry, values)?,
            _ if self.local_value(entry, values)? => {}
            key => return Err(toml.unknown(at, "key", key, KEYS.into_iter())),
        }
        Ok(())
    }

    /// Reads an entry that may also stand in `[[overrides]]`, and tells whether it is one.
    fn local_value(&self, entry: &Entry<'_, '_>, values: &mut Values) -> Result<bool, ConfigError> {
        let at = entry.key_place();
        let toml = &self.toml;
        match entry.key {
            "profile" => values.profile = Some(toml.set(self.profile(entry)?, &at)),
            "select" => values.select = Some(toml.set(toml.rules(entry)?, &at)),
            "ignore" => values.ignore = Some(toml.set(toml.rules(entry)?, &at)),
            "rules" => self.rules(entry, values)?,
            "site" => self.site(entry, values)?,
            "notices" => self.notices(entry, values)?,
            "review-months" => values.review_months = Some(toml.set(self.months(entry)?, &at)),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn extends(&self, entry: &Entry<'_, '_>) -> Result<Vec<(String, Range<usize>)>, ConfigError> {
        if let Some(one) = entry.value.get_ref().as_str() {
            return Ok(vec![(one.to_owned(), entry.value.span())]);
        }
        let files = self.toml.list(entry.key, entry.value)?;
        let files = files.into_iter();
        Ok(files.map(|(file, at)| (file.to_owned(), at)).collect())
    }

    fn overrides(&self, entry: &Entry<'_, '_>) -> Result<Vec<Override>, ConfigError> {
        let DeValue::Array(items) = entry.value.get_ref() else {
            let wanted = "tables: write `[[overrides]]`";
            return Err(self.toml.wrong_type(entry.key, wanted, entry.value));
        };
        let items = items.iter();
        items.map(|item| self.one_override(item)).collect()
    }

    fn one_override(&self, item: &Value<'_>) -> Result<Override, ConfigError> {
        let table = self.toml.table("overrides", item)?;
        let mut files = None;
        let mut values = Values::default();
        for entry in self.toml.entries(table) {
            let at = entry.key_place();
            match entry.key {
                "files" => files = Some(self.globs(&entry)?),
                _ if self.local_value(&entry, &mut values)? => {}
                key if KEYS.contains(&key) => {
                    let help = "set it at the top of the file, or in a factlint.toml of the folder";
                    let message = format!("`{key}` cannot differ between articles of one folder");
                    return Err(self.toml.error(at, message, Some(help.to_owned())));
                }
                key => {
                    let known = OVERRIDE_KEYS.into_iter();
                    return Err(self.toml.unknown(at, "key", key, known));
                }
            }
        }
        let files = files.filter(|files| !files.value.written.is_empty());
        let files = files.ok_or_else(|| {
            let help = "write which articles they hold for, as in `files = [\"blog/**\"]`";
            let message = "these overrides name no `files`";
            self.toml.error(item.span(), message, Some(help.to_owned()))
        })?;
        Ok(Override { files, values })
    }

    fn rules(&self, entry: &Entry<'_, '_>, values: &mut Values) -> Result<(), ConfigError> {
        let table = self.toml.table(entry.key, entry.value)?;
        for rule in self.toml.entries(table) {
            self.toml.check_rule(rule.key, rule.key_place())?;
            let written = self.toml.string(rule.key, rule.value)?;
            let level = Level::parse(written).ok_or_else(|| {
                let levels = ["error", "warning", "advice", "off"].into_iter();
                let at = rule.value.span();
                self.toml.unknown(at, "level", written, levels)
            })?;
            let set = self.toml.set(level, &rule.key_place());
            values.rules.insert(rule.key.to_owned(), set);
        }
        Ok(())
    }

    fn profile(&self, entry: &Entry<'_, '_>) -> Result<Profile, ConfigError> {
        let written = self.toml.string(entry.key, entry.value)?;
        let mut all = Profile::ALL.into_iter();
        let found = all.find(|profile| profile.name() == written);
        found.ok_or_else(|| {
            let known = Profile::ALL.iter().map(|profile| profile.name());
            let at = entry.value.span();
            self.toml.unknown(at, "profile", written, known)
        })
    }

    fn site(&self, entry: &Entry<'_, '_>, values: &mut Values) -> Result<(), ConfigError> {
        let known = Names::built_in().provisions();
        let known: Vec<&str> = known.collect();
        let items = |entry: &Entry<'_, '_>| {
            let items = self.toml.names(entry, "notice", known.iter().copied());
            Ok(self.toml.set(items?, &entry.key_place()))
        };
        let table = self.toml.table(entry.key, entry.value)?;
        for entry in self.toml.entries(table) {
            match entry.key {
                "provides" => values.provides = Some(items(&entry)?),
                "includes" => {
                    let table = self.toml.table(entry.key, entry.value)?;
                    for include in self.toml.entries(table) {
                        let held = items(&include)?;
                        values.includes.insert(include.key.to_owned(), held);
                    }
                }
                key => {
                    let known = ["provides", "includes"].into_iter();
                    let at = entry.key_place();
                    return Err(self.toml.unknown(at, "key", key, known));
                }
            }
        }
        Ok(())
    }

    fn notices(&self, entry: &Entry<'_, '_>, values: &mut Values) -> Result<(), ConfigError> {
        let known: Vec<&str> = Names::built_in().notices().collect();
        let table = self.toml.table(entry.key, entry.value)?;
        for notice in self.toml.entries(table) {
            let at = notice.key_place();
            if !known.contains(&notice.key) {
                let known = known.iter().copied();
                return Err(self.toml.unknown(at, "notice", notice.key, known));
            }
            let set = self.toml.set(self.snippet(&notice)?, &at);
            values.notices.insert(notice.key.to_owned(), set);
        }
        Ok(())
    }

    /// Returns the text of a notice, or of the file that holds it.
    fn snippet(&self, notice: &Entry<'_, '_>) -> Result<String, ConfigError> {
        let DeValue::Table(table) = notice.value.get_ref() else {
            let wanted = "the text of the notice, or `{ file = \"…\" }`";
            let text = notice.value.get_ref().as_str();
            let text = text.ok_or_else(|| self.toml.wrong_type(notice.key, wanted, notice.value));
            return self.plain(text?, notice.value.span());
        };
        let mut text = None;
        for entry in self.toml.entries(table) {
            if entry.key != "file" {
                let (at, known) = (entry.key_place(), ["file"].into_iter());
                return Err(self.toml.unknown(at, "key", entry.key, known));
            }
            let at = entry.value.span();
            let file = self.toml.string(entry.key, entry.value)?;
            text = Some(self.plain(&self.content(file, at.clone())?, at)?);
        }
        text.ok_or_else(|| {
            let message = format!("`{}` names no `file`", notice.key);
            self.toml.error(notice.value.span(), message, None)
        })
    }

    /// Returns the text of a notice, if it is one that can stand inside an article.
    fn plain(&self, text: &str, at: Range<usize>) -> Result<String, ConfigError> {
        let text = text.trim_start_matches('\u{FEFF}').trim_end();
        if text.is_empty() {
            return Err(self.toml.error(at, "this notice is empty", None));
        }
        let is_control =
            |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        if let Some(letter) = text.chars().find(is_control) {
            let message = format!(
                "this notice holds a control character: U+{:04X}",
                u32::from(letter)
            );
            return Err(self.toml.error(at, message, None));
        }
        let article = SourceFile::new("notice", Format::Markdown, text);
        if read_article(&article).front_matter.span.is_some() {
            let help = "leave the front matter out: the text is put into the middle of articles";
            let message = "this notice begins with front matter";
            return Err(self.toml.error(at, message, Some(help.to_owned())));
        }
        Ok(text.to_owned())
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a configuration may name the file of a notice"
    )]
    fn content(&self, file: &str, at: Range<usize>) -> Result<String, ConfigError> {
        let path = without_dots(&self.folder.join(file));
        std::fs::read_to_string(path).map_err(|err| {
            let message = format!("cannot read the notice in `{file}`: {err}");
            self.toml.error(at, message, None)
        })
    }

    fn months(&self, entry: &Entry<'_, '_>) -> Result<u32, ConfigError> {
        let months = integer(entry.value.get_ref()).and_then(|months| u32::try_from(months).ok());
        let months = months.filter(|months| (1..=MOST_MONTHS).contains(months));
        months.ok_or_else(|| {
            let message = format!("this is no number of months between 1 and {MOST_MONTHS}");
            self.toml.error(entry.value.span(), message, None)
        })
    }

    fn date(&self, entry: &Entry<'_, '_>) -> Result<Date, ConfigError> {
        let date = match entry.value.get_ref() {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Datetime(written) if written.time.is_none() => written.date.and_then(|date| {
                let year = i16::try_from(date.year).ok()?;
                let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
                Date::new(year, month.ok()?, day.ok()?).ok()
            }),
            _ => None,
        };
        date.ok_or_else(|| {
            let help = "write a day such as 2026-07-01";
            let at = entry.value.span();
            self.toml
                .error(at, "this is no date", Some(help.to_owned()))
        })
    }

    fn globs(&self, entry: &Entry<'_, '_>) -> Result<Set<Globs>, ConfigError> {
        let items = self.toml.list(entry.key, entry.value)?;
        let written = items.iter().map(|(glob, _)| (*glob).to_owned()).collect();
        let globs = Globs::new(written, Arc::clone(self.folder)).map_err(|error| {
            let (glob, at) = &items[error.index];
            let message = format!("`{glob}` is no glob: {}", error.problem);
            let help = "globs are written as in .gitignore: `*` inside a name, `**` for folders, `/` at the start for this folder only";
            self.toml.error(at.clone(), message, Some(help.to_owned()))
        })?;
        Ok(self.toml.set(globs, &entry.key_place()))
    }

    fn html(&self, entry: &Entry<'_, '_>, values: &mut Values) -> Result<(), ConfigError> {
        let table = self.toml.table(entry.key, entry.value)?;
        for entry in self.toml.entries(table) {
            let at = entry.key_place();
            match entry.key {
                "article" => values.html_article = Some(self.selectors(&entry)?),
                "exclude" => values.html_exclude = Some(self.selectors(&entry)?),
                key => {
                    let known = ["article", "exclude"].into_iter();
                    return Err(self.toml.unknown(at, "key", key, known));
                }
            }
        }
        Ok(())
    }

    fn selectors(
        &self,
        entry: &Entry<'_, '_>,
    ) -> Result<Set<Vec<(String, ElementSelector)>>, ConfigError> {
        let items = self.toml.list(entry.key, entry.value)?;
        let selectors = items.into_iter().map(|(selector, at)| {
            let read = self.selector(selector, at)?;
            Ok((selector.to_owned(), read))
        });
        let selectors = selectors.collect::<Result<_, _>>()?;
        Ok(self.toml.set(selectors, &entry.key_place()))
    }

    fn selector(&self, selector: &str, span: Range<usize>) -> Result<ElementSelector, ConfigError> {
        ElementSelector::parse(selector).map_err(|error| {
            let text = self.toml.text;
            // With escapes, or in longer quotes, the places in text and value differ.
            let at = match text.get(span.start + 1..span.end.saturating_sub(1)) {
                Some(inner) if inner == selector => span.start + 1 + error.at,
                _ => span.start,
            };
            let len = text[at..].chars().next().map_or(0, char::len_utf8);
            let message = format!("`{selector}` is no selector: {error}");
            let help = "a selector is made of types (`main`), classes (`.content`), ids (`#comments`) and attributes (`[role=note]`); a space means \"inside of\"";
            self.toml.error(at..at + len, message, Some(help.to_owned()))
        })
    }

    /// A name with a separator or an ending is a path.
    fn pack(&self, written: &str, at: Range<usize>) -> Result<PackChoice, ConfigError> {
        if written.contains(['/', '\\', '.']) {
            return self.pack_path(written, at);
        }
        let known = Names::built_in().packs();
        if known.contains(&written) {
            return Ok(PackChoice::BuiltIn(written.to_owned()));
        }
        let help = match crate::nearest::nearest(written, known.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!(
                "the built-in packs are: {}; a folder of your own begins with `./`",
                known.join(", ")
            ),
        };
        let message = format!("there is no built-in pack `{written}`");
        Err(self.toml.error(at, message, Some(help)))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a pack that does not exist is a mistake at its place"
    )]
    fn pack_path(&self, written: &str, at: Range<usize>) -> Result<PackChoice, ConfigError> {
        let path: PathBuf = without_dots(&self.folder.join(written));
        if path.exists() {
            return Ok(PackChoice::Path(printed(&path, self.here)));
        }
        let message = format!("there is no file or folder `{written}`");
        let help = "packs are looked for from the folder of this file";
        Err(self.toml.error(at, message, Some(help.to_owned())))
    }
}

/// Returns a size in bytes.
fn size(value: &DeValue<'_>) -> Option<u64> {
    match value {
        DeValue::Integer(_) => integer(value),
        DeValue::String(text) => text.parse::<ByteSize>().ok().map(|size| size.as_u64()),
        _ => None,
    }
}

fn integer(value: &DeValue<'_>) -> Option<u64> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use miette::Diagnostic;

    fn parse(text: &str) -> Result<ConfigFile, ConfigError> {
        let here = Path::new("/repository");
        parse_file(
            text.to_owned(),
            Path::new("/repository/site/factlint.toml"),
            here,
        )
    }

    #[test]
    fn values_are_read_with_their_places() {
        let text = "profile = \"legal\"\n\n[rules]\ncure-claim = \"off\"\nOC302 = \"advice\"\n";
        let file = parse(text).unwrap();
        let profile = file.values.profile.unwrap();
        assert_eq!((profile.value, profile.at.line), (Profile::Legal, 1));
        assert_eq!(profile.at.file.as_ref(), Path::new("site/factlint.toml"));
        let lines: Vec<(&str, usize)> = file
            .values
            .rules
            .iter()
            .map(|(rule, set)| (rule.as_str(), set.at.line))
            .collect();
        assert_eq!(lines, [("OC302", 5), ("cure-claim", 4)]);
    }

    #[test]
    fn selectors_tell_where_articles_are() {
        let text = "[html]\narticle = [\"main\"]\nexclude = ['.related', \"[id='x']\"]";
        let values = parse(text).unwrap().values;
        let selector = |text| ElementSelector::parse(text).unwrap();
        let read = |set: Option<Set<Vec<(String, ElementSelector)>>>| -> Vec<ElementSelector> {
            set.unwrap()
                .value
                .into_iter()
                .map(|(_, read)| read)
                .collect()
        };
        assert_eq!(read(values.html_article), [selector("main")]);
        assert_eq!(
            read(values.html_exclude),
            [selector(".related"), selector("#x")]
        );
    }

    #[test]
    fn a_size_is_a_number_of_bytes_or_has_a_unit() {
        let size = |text: &str| parse(text).unwrap().values.max_file_size.unwrap().value;
        assert_eq!(size("max-file-size = 500"), 500);
        assert_eq!(size("max-file-size = 0x10"), 16);
        assert_eq!(size("max-file-size = \"20MB\""), 20_000_000);
        assert_eq!(size("max-file-size = \"1.5 MiB\""), 1_572_864);
        for wrong in ["-1", "\"much\"", "true", "\"20 sheep\"", "1.5"] {
            check_error(
                &format!("max-file-size = {wrong}"),
                "no size of a file",
                16,
                Some("\"20MB\""),
            );
        }
    }

    #[test]
    fn a_day_may_be_written_in_two_ways() {
        let today = |text: &str| parse(text).unwrap().values.today.unwrap().value;
        let expected = jiff::civil::date(2026, 7, 1);
        assert_eq!(today("today = 2026-07-01"), expected);
        assert_eq!(today("today = \"2026-07-01\""), expected);
    }

    #[track_caller]
    fn check_error(text: &str, message: &str, at: usize, help: Option<&str>) {
        let error = parse(text).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        let label = error.labels().and_then(|mut labels| labels.next()).unwrap();
        assert_eq!(label.offset(), at, "{error}");
        let told = error.help().map(|help| help.to_string());
        assert!(
            help.is_none_or(|help| told.as_deref().is_some_and(|told| told.contains(help))),
            "{told:?}"
        );
    }

    #[test]
    fn a_mistake_is_shown_with_its_place() {
        let cases: &[(&str, &str, usize, Option<&str>)] = &[
            ("pack = []", "no key `pack`", 0, Some("`packs`")),
            ("colour = 1", "no key `colour`", 0, Some("`review-months`")),
            (
                "packs = [1]",
                "takes a list of strings, and this is a number",
                9,
                None,
            ),
            ("packs = [", "array", 9, None),
            ("root = 1", "takes true or false", 7, None),
            ("extends = 1", "takes a list of strings", 10, None),
            (
                "[html]\nmain = []",
                "no key `main`",
                7,
                Some("`article`, `exclude`"),
            ),
            ("html = 1", "takes a table", 7, None),
            (
                "[html]\nexclude = [\"main > p\"]",
                "`main > p` is no selector: `>` is not known here",
                24,
                Some("a space means"),
            ),
            ("html.article = ['']", "names no element", 17, None),
            ("html.article = [\"\\tp.\"]", "name is missing", 16, None),
            (
                "packs = [\"sciatca\"]",
                "no built-in pack `sciatca`",
                9,
                Some("`sciatica`?"),
            ),
            (
                "packs = [\"house\"]",
                "no built-in pack `house`",
                9,
                Some("begins with `./`"),
            ),
            (
                "packs = [\"./house\"]",
                "no file or folder `./house`",
                9,
                None,
            ),
            (
                "profile = \"leagl\"",
                "no profile `leagl`",
                10,
                Some("`legal`?"),
            ),
            (
                "profile = \"loud\"",
                "no profile `loud`",
                10,
                Some("`editorial`"),
            ),
            (
                "select = [\"cure-clam\"]",
                "no rule `cure-clam`",
                10,
                Some("`cure-claim`?"),
            ),
            ("ignore = [\"DS999\"]", "no rule `DS999`", 10, None),
            (
                "ignore = [\"spelling\"]",
                "no rule `spelling`",
                10,
                Some("its family"),
            ),
            ("rules.cure-clam = \"off\"", "no rule `cure-clam`", 6, None),
            (
                "rules.cure-claim = \"of\"",
                "no level `of`",
                19,
                Some("`off`?"),
            ),
            (
                "rules.cure-claim = \"loud\"",
                "no level `loud`",
                19,
                Some("`advice`"),
            ),
            (
                "rules.cure-claim = 1",
                "`cure-claim` takes a string",
                19,
                None,
            ),
            (
                "exclude = [\"a\", \"b/[c\"]",
                "`b/[c` is no glob",
                16,
                Some(".gitignore"),
            ),
            ("include = [\"\"]", "fits no article", 11, None),
            (
                "[site]\nprovide = []",
                "no key `provide`",
                7,
                Some("`provides`?"),
            ),
            (
                "site.provides = [\"autor\"]",
                "no notice `autor`",
                17,
                Some("`author`?"),
            ),
            (
                "[site.includes]\n\"d.html\" = [\"not-medical-advise\"]",
                "no notice `not-medical-advise`",
                28,
                Some("`not-medical-advice`?"),
            ),
            (
                "notices.author = \"x\"",
                "no notice `author`",
                8,
                Some("`not-medical-advice`"),
            ),
            ("notices.not-medical-advice = \" \"", "is empty", 29, None),
            ("notices.not-medical-advice = 1", "takes the text", 29, None),
            (
                "notices.not-medical-advice = \"See \\u001B[2Jthis.\"",
                "holds a control character: U+001B",
                29,
                None,
            ),
            (
                "notices.not-medical-advice = '''---\ntitle: x\n---\nText.'''",
                "begins with front matter",
                29,
                Some("leave the front matter out"),
            ),
            (
                "notices.not-medical-advice = { file = \"none.md\" }",
                "cannot read the notice in `none.md`",
                38,
                None,
            ),
            (
                "notices.not-medical-advice = { path = \"x\" }",
                "no key `path`",
                31,
                None,
            ),
            (
                "notices.not-medical-advice = {}",
                "names no `file`",
                29,
                None,
            ),
            ("review-months = 0", "no number of months", 16, None),
            ("review-months = \"12\"", "no number of months", 16, None),
            ("today = 2026-02-30", "", 8, None),
            (
                "today = \"tomorrow\"",
                "this is no date",
                8,
                Some("2026-07-01"),
            ),
            ("today = 2026-07-01T10:00:00", "this is no date", 8, None),
            ("overrides = 1", "write `[[overrides]]`", 12, None),
            (
                "[[overrides]]\nprofile = \"legal\"",
                "name no `files`",
                0,
                None,
            ),
            ("[[overrides]]\nfiles = []", "name no `files`", 0, None),
            (
                "[[overrides]]\nfiles = [\"a\"]\npacks = []",
                "cannot differ",
                28,
                None,
            ),
            (
                "[[overrides]]\nfile = [\"a\"]",
                "no key `file`",
                14,
                Some("`files`?"),
            ),
        ];
        for (text, message, at, help) in cases {
            check_error(text, message, *at, *help);
        }
    }
}
