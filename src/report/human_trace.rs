//! How sentences were read, for people.

use std::io::{self, Write};

use anstyle::Style;

use super::places::Places;
use super::sanitise::{sanitise_line, sanitise_name};
use super::wrap::wrap;
use super::{ArticleReport, Look, Report, TraceEntry};

/// Columns before the words of an entry.
const INDENT: usize = 12;

/// Columns for the words of an entry, if the meaning stands behind them.
const WORDS: usize = 34;

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for article in &report.articles {
        write_article(article, look, out)?;
    }
    Ok(())
}

fn write_article(article: &ArticleReport, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let (bold, dim) = if look.colour {
        (Style::new().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    let places = Places::of_article(article);
    let path = sanitise_name(&article.path);
    for sentence in &article.trace {
        let at = places.position(sentence.span.start as usize);
        writeln!(out, "{dim}{path}:{}:{}{dim:#}", at.line, at.column)?;
        for line in wrap(&sanitise_line(&sentence.text), look.width) {
            writeln!(out, "{bold}{line}{bold:#}")?;
        }
        for entry in &sentence.entries {
            write_entry(entry, look, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_entry(entry: &TraceEntry, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let words = wrap(&sanitise_line(&entry.words), WORDS);
    let room = look.width.saturating_sub(INDENT + WORDS + 2);
    let meaning = wrap(&sanitise_line(&entry.meaning), room);
    for line in 0..words.len().max(meaning.len()) {
        let kind = if line == 0 { entry.kind } else { "" };
        let words = words.get(line).map_or("", String::as_str);
        let meaning = meaning.get(line).map_or("", String::as_str);
        let text = format!("  {kind:<10}{words:<WORDS$}  {meaning}");
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}
