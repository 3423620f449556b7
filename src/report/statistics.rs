//! What a run found, counted.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::sanitise::sanitise_line;
use super::summary::rounded;
use super::{Report, counted};

/// Writes how many findings each rule and each fact has, most first, and how fast the articles were read.
///
/// # Errors
/// Those of `out`.
pub fn write_statistics(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings = || {
        let articles = report.articles.iter();
        articles.flat_map(|article| &article.diagnostics)
    };
    let rules = findings().map(|finding| finding.rule.as_str());
    write_counts("findings by rule", rules, out)?;
    let facts = findings().filter_map(|finding| finding.fact.as_deref());
    write_counts("findings by fact", facts, out)?;
    let articles = counted(report.articles.len(), "article", "articles");
    write!(out, "{articles} in {}", rounded(report.elapsed))?;
    let seconds = report.elapsed.as_secs_f64();
    if seconds > 0.0 {
        let rate = report.articles.len() as f64 / seconds;
        write!(out, ", {rate:.0} per second")?;
    }
    writeln!(out)
}

fn write_counts<'a>(
    title: &str,
    names: impl Iterator<Item = &'a str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    writeln!(out, "{title}:")?;
    for (name, count) in counts {
        writeln!(out, "{count:>7}  {}", sanitise_line(name))?;
    }
    Ok(())
}
