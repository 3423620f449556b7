//! `init`: a first configuration, from what lies in a folder.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};

use super::save::save;
use super::{Outcome, RunError};
use crate::built_in::built_in_language;
use crate::cli::InitArgs;
use crate::config::{FILE_NAME, Findings, GENERATORS, Generator, starter};
use crate::discover::{Candidate, find_articles, read_source};
use crate::markup::{Article, ReadOptions, read_article_with};
use crate::report::printed_path;
use crate::source::Format;

/// Most articles that are read: enough to see what they say of themselves.
const MOST_READ: usize = 500;
/// Most bytes of one.
const LARGEST: u64 = 2_000_000;

pub(super) fn init<Stream: RawStream + AsLockedWrite>(
    args: &InitArgs,
    stdout: Stream,
) -> Result<Outcome, RunError> {
    let folder = &args.path;
    let path = folder.join(FILE_NAME);
    if !is_folder(folder) {
        return Err(RunError::NoFolder {
            path: folder.clone(),
        });
    }
    if is_taken(&path) && !args.force {
        return Err(RunError::ConfigExists { path });
    }
    let found = look_around(folder);
    save(&path, starter(&found).as_bytes())?;
    let mut out = AutoStream::auto(stdout);
    write_findings(&found, &path, &mut out).map_err(RunError::Write)?;
    Ok(Outcome::Clean)
}

#[expect(clippy::disallowed_methods, reason = "the file is written on disk")]
fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Tells whether something has the name of the file: also a link that leads nowhere.
#[expect(clippy::disallowed_methods, reason = "the file is written on disk")]
fn is_taken(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

fn look_around(folder: &Path) -> Findings {
    let articles = find_articles(&[folder.to_path_buf()], None).articles;
    let mut formats: BTreeMap<Format, usize> = BTreeMap::new();
    for article in &articles {
        *formats.entry(article.format).or_default() += 1;
    }
    let generator = recognise(folder);
    let read = read_some(&articles);
    let mut fields: BTreeMap<String, usize> = BTreeMap::new();
    for field in read.iter().flat_map(Article::known_fields) {
        *fields.entry(field).or_default() += 1;
    }
    Findings {
        generator,
        articles: generator.map_or_else(Vec::new, |(generator, _)| {
            folders_with_articles(folder, &articles, generator.articles)
        }),
        formats: formats
            .into_iter()
            .map(|(format, count)| (name_of(format), count))
            .collect(),
        fields: fields.into_iter().collect(),
        read: read.len(),
        lacking: lacking(&read),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "generators are told by the files of the folder"
)]
fn recognise(folder: &Path) -> Option<(Generator, &'static str)> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let is_there = |name: &str| folder.join(name).exists();
    GENERATORS
        .iter()
        .find_map(|generator| Some((*generator, generator.recognise(read, is_there)?)))
}

/// Returns those of `names` that hold an article below `folder`.
fn folders_with_articles(folder: &Path, articles: &[Candidate], names: &[&str]) -> Vec<String> {
    let holds = |name: &str| {
        let inner = folder.join(name);
        // Paths are found without a `.` before them.
        let inner = inner.strip_prefix(".").unwrap_or(&inner);
        articles
            .iter()
            .any(|article| article.path.starts_with(inner))
    };
    let names = names.iter().filter(|name| holds(name));
    names.map(|name| (*name).to_owned()).collect()
}

/// Returns the first articles that can be read.
fn read_some(articles: &[Candidate]) -> Vec<Article> {
    let language = built_in_language();
    let options = ReadOptions {
        bylines: Some(&language.bylines),
        ..ReadOptions::default()
    };
    articles
        .iter()
        .take(MOST_READ)
        .filter_map(|article| read_source(article, LARGEST).ok())
        .map(|file| read_article_with(&file, options))
        .collect()
}

/// Returns what none of `articles` has, as `site.provides` calls it.
fn lacking(articles: &[Article]) -> Vec<&'static str> {
    let has = |item: &str, article: &Article| {
        let metadata = &article.metadata;
        match item {
            "author" => !metadata.authors.is_empty() || !metadata.organisations.is_empty(),
            "reviewer" => !metadata.reviewers.is_empty(),
            _ => metadata.dates().next().is_some(),
        }
    };
    let nobody_has =
        |item: &&str| !articles.is_empty() && !articles.iter().any(|article| has(item, article));
    ["author", "reviewer", "date"]
        .into_iter()
        .filter(nobody_has)
        .collect()
}

fn name_of(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown",
        Format::Mdx => "MDX",
        Format::Html => "HTML",
        Format::Text => "plain text",
    }
}

fn write_findings(found: &Findings, path: &Path, out: &mut dyn Write) -> std::io::Result<()> {
    let counted = |entries: &mut dyn Iterator<Item = (&str, usize)>| {
        let entries: Vec<String> = entries
            .map(|(name, count)| format!("{name} ({count})"))
            .collect();
        if entries.is_empty() {
            "none".to_owned()
        } else {
            entries.join(", ")
        }
    };
    let formats = counted(&mut found.formats.iter().copied());
    let fields = counted(
        &mut found
            .fields
            .iter()
            .map(|(field, count)| (field.as_str(), *count)),
    );
    writeln!(out, "articles: {formats}")?;
    match found.generator {
        Some((generator, file)) => writeln!(out, "made by: {} ({file})", generator.name)?,
        None => writeln!(out, "made by: no known program")?,
    }
    writeln!(out, "front matter: {fields}")?;
    if !found.articles.is_empty() {
        writeln!(out, "included: {}", found.articles.join(", "))?;
    }
    if !found.lacking.is_empty() {
        let lacking = found.lacking.join(", ");
        writeln!(
            out,
            "in no article: {lacking}; declare what the template adds, in `site.provides`"
        )?;
    }
    writeln!(out, "written: {}", printed_path(path))?;
    out.flush()
}
