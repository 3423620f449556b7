//! `factlint.toml`: what a repository of articles sets for itself.
//!
//! Input: the folder the program runs in, or the file of `--config`.
//! Output: [`Config`], whose paths are those of the file's own folder.
//!
//! A file with a mistake ends the run; the message points to the place.
//!
//! Absent on purpose: reading the packs that are named (see [`crate::run`]).

mod error;
mod find;
mod generators;
mod starter;

pub use error::ConfigError;
pub use find::find_config;
pub use generators::{GENERATORS, Generator};
pub use starter::{Findings, starter};

use std::path::{Path, PathBuf};

use bytesize::ByteSize;
use serde::Deserialize;
use toml::Spanned;

use crate::markup::{ElementSelector, PageLayout};

/// Name of the file.
pub const FILE_NAME: &str = "factlint.toml";

/// What a configuration file sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Packs to compare articles with: paths over built-in ones, later paths over earlier ones; `None` for all
    /// built-in ones.
    pub packs: Option<Vec<PackChoice>>,
    /// Where on its page an article in HTML is.
    pub layout: PageLayout,
    /// Most bytes of an article; larger ones are not read.
    pub max_file_size: Option<u64>,
}

/// One entry of `packs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackChoice {
    /// A built-in pack, by its id.
    BuiltIn(String),
    /// A file or a folder of fact files.
    Path(PathBuf),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConfigFile {
    packs: Option<Vec<Spanned<String>>>,
    max_file_size: Option<Spanned<toml::Value>>,
    #[serde(default)]
    html: Html,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Html {
    #[serde(default)]
    article: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
}

/// Returns what the text of the configuration file at `path` sets; `built_in` are the ids of the built-in packs.
///
/// # Errors
/// [`ConfigError`] with the place of the first mistake.
pub fn parse_config(text: &str, path: &Path, built_in: &[&str]) -> Result<Config, ConfigError> {
    let file: ConfigFile = toml::from_str(text).map_err(|err| {
        let at = err.span().unwrap_or(0..0);
        ConfigError::new(err.message().to_owned(), None, path, text, at)
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let choose = |name: &Spanned<String>| choose(name, folder, path, text, built_in);
    let packs = file
        .packs
        .map(|names| names.iter().map(choose).collect::<Result<_, _>>())
        .transpose()?;
    let select = |written: &Spanned<String>| select(written, path, text);
    let layout = PageLayout {
        article: file
            .html
            .article
            .iter()
            .map(select)
            .collect::<Result<_, _>>()?,
        exclude: file
            .html
            .exclude
            .iter()
            .map(select)
            .collect::<Result<_, _>>()?,
    };
    let size = |value: &Spanned<toml::Value>| {
        size(value.get_ref()).ok_or_else(|| {
            let help = "write a size such as \"500kB\" or \"20MB\", or a number of bytes";
            let message = "this is no size of a file".to_owned();
            ConfigError::new(message, Some(help.to_owned()), path, text, value.span())
        })
    };
    let max_file_size = file.max_file_size.as_ref().map(size).transpose()?;
    Ok(Config {
        packs,
        layout,
        max_file_size,
    })
}

fn select(
    written: &Spanned<String>,
    path: &Path,
    text: &str,
) -> Result<ElementSelector, ConfigError> {
    let selector = written.get_ref();
    ElementSelector::parse(selector).map_err(|error| {
        let span = written.span();
        // With escapes, or in longer quotes, the places in text and value differ.
        let at = match text.get(span.start + 1..span.end.saturating_sub(1)) {
            Some(inner) if inner == selector => span.start + 1 + error.at,
            _ => span.start,
        };
        let len = text[at..].chars().next().map_or(0, char::len_utf8);
        let message = format!("`{selector}` is no selector: {error}");
        let help = "a selector is made of types (`main`), classes (`.content`), ids (`#comments`) and attributes (`[role=note]`); a space means \"inside of\"";
        ConfigError::new(message, Some(help.to_owned()), path, text, at..at + len)
    })
}

/// Returns a size in bytes.
fn size(value: &toml::Value) -> Option<u64> {
    match value {
        toml::Value::Integer(bytes) => u64::try_from(*bytes).ok(),
        toml::Value::String(text) => text.parse::<ByteSize>().ok().map(|size| size.as_u64()),
        _ => None,
    }
}

/// A name with a separator or an ending is a path.
fn choose(
    name: &Spanned<String>,
    folder: &Path,
    path: &Path,
    text: &str,
    built_in: &[&str],
) -> Result<PackChoice, ConfigError> {
    let written = name.get_ref();
    if written.contains(['/', '\\', '.']) {
        return Ok(PackChoice::Path(folder.join(written)));
    }
    if built_in.contains(&written.as_str()) {
        return Ok(PackChoice::BuiltIn(written.clone()));
    }
    let help = match crate::nearest::nearest(written, built_in.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!(
            "the built-in packs are: {}; a folder of your own begins with `./`",
            built_in.join(", ")
        ),
    };
    Err(ConfigError::new(
        format!("there is no built-in pack `{written}`"),
        Some(help),
        path,
        text,
        name.span(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use miette::Diagnostic;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        parse_config(text, Path::new("site/factlint.toml"), &["sciatica"])
    }

    #[test]
    fn packs_are_names_or_paths_beside_the_file() {
        let config = parse("packs = [\"sciatica\", \"./house-facts\", \"facts.toml\"]").unwrap();
        let expected = [
            PackChoice::BuiltIn("sciatica".to_owned()),
            PackChoice::Path("site/./house-facts".into()),
            PackChoice::Path("site/facts.toml".into()),
        ];
        assert_eq!(config.packs.as_deref(), Some(&expected[..]));
        assert_eq!(parse("").unwrap(), Config::default());
    }

    #[test]
    fn selectors_tell_where_articles_are() {
        let config = parse("[html]\narticle = [\"main\"]\nexclude = ['.related', \"[id='x']\"]");
        let layout = config.unwrap().layout;
        let selector = |text| ElementSelector::parse(text).unwrap();
        assert_eq!(layout.article, [selector("main")]);
        assert_eq!(layout.exclude, [selector(".related"), selector("#x")]);
    }

    #[test]
    fn a_size_is_a_number_of_bytes_or_has_a_unit() {
        let size = |text: &str| parse(text).unwrap().max_file_size;
        assert_eq!(size("max-file-size = 500"), Some(500));
        assert_eq!(size("max-file-size = \"20MB\""), Some(20_000_000));
        assert_eq!(size("max-file-size = \"1.5 MiB\""), Some(1_572_864));
        for wrong in ["-1", "\"much\"", "true", "\"20 sheep\""] {
            check_error(
                &format!("max-file-size = {wrong}"),
                "no size of a file",
                16,
                Some("\"20MB\""),
            );
        }
    }

    #[track_caller]
    fn check_error(text: &str, message: &str, at: usize, help: Option<&str>) {
        let error = parse(text).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        let label = error.labels().and_then(|mut labels| labels.next()).unwrap();
        assert_eq!(label.offset(), at);
        let told = error.help().map(|help| help.to_string());
        assert!(
            help.is_none_or(|help| told.as_deref().is_some_and(|told| told.contains(help))),
            "{told:?}"
        );
    }

    #[test]
    fn a_mistake_is_shown_with_its_place() {
        check_error("pack = []", "unknown field `pack`", 0, None);
        check_error("packs = [1]", "expected a string", 9, None);
        check_error("packs = [", "array", 9, None);
        check_error("[html]\nmain = []", "unknown field `main`", 7, None);
        check_error("html = 1", "invalid type", 7, None);
        check_error(
            "[html]\nexclude = [\"main > p\"]",
            "`main > p` is no selector: `>` is not known here",
            24,
            Some("a space means"),
        );
        check_error("html.article = ['']", "names no element", 17, None);
        check_error("html.article = [\"\\tp.\"]", "name is missing", 16, None);
        check_error(
            "packs = [\"sciatca\"]",
            "no built-in pack `sciatca`",
            9,
            Some("did you mean `sciatica`?"),
        );
        check_error(
            "packs = [\"house\"]",
            "no built-in pack `house`",
            9,
            Some("begins with `./`"),
        );
    }
}
