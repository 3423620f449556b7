//! Claims for people.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::article::name_of_verdict;
use super::places::Places;
use super::sanitise::{sanitise_line, sanitise_name};
use super::summary::rounded;
use super::wrap::wrap;
use super::{ArticleReport, ListedClaim, Look, Report, Summary};
use crate::verdict::Verdict;

/// Columns before the words of a claim.
const INDENT: usize = 4;

/// Width of the longest verdict, `contradicted` or `not-asserted`.
const VERDICT: usize = 12;

pub(super) fn write(report: &Report, all: bool, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for article in &report.articles {
        write_article(article, all, look, out)?;
    }
    if look.summary {
        let summary = Summary::of(report);
        let elapsed = rounded(report.elapsed);
        writeln!(
            out,
            "{}{} in {elapsed}",
            summary.read(),
            summary.not_checked()
        )?;
    }
    Ok(())
}

fn write_article(
    article: &ArticleReport,
    all: bool,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let places = Places::of_article(article);
    let shown = |claim: &&ListedClaim| all || claim.verdict != Verdict::NotAsserted;
    let claims: Vec<(String, &ListedClaim)> = article
        .claims
        .iter()
        .filter(shown)
        .map(|claim| {
            let at = places.position(claim.span.start as usize);
            (format!("{}:{}", at.line, at.column), claim)
        })
        .collect();
    let Some(widest) = claims.iter().map(|(at, _)| at.len()).max() else {
        return Ok(());
    };
    let heading = if look.colour {
        Style::new().bold()
    } else {
        Style::new()
    };
    let path = sanitise_name(&article.path);
    writeln!(out, "{heading}{path}{heading:#}\n")?;
    for (at, claim) in claims {
        write_claim(&at, widest, claim, look, out)?;
    }
    Ok(())
}

fn write_claim(
    at: &str,
    widest: usize,
    claim: &ListedClaim,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = if look.colour {
        style_of(claim.verdict)
    } else {
        Style::new()
    };
    let dim = if look.colour {
        Style::new().dimmed()
    } else {
        Style::new()
    };
    let verdict = name_of_verdict(claim.verdict);
    let basis = match (&claim.fact, claim.reason) {
        (Some(fact), Some(reason)) => format!("  {} ({reason})", sanitise_line(fact)),
        (Some(fact), None) => format!("  {}", sanitise_line(fact)),
        (None, _) => String::new(),
    };
    let padding = if basis.is_empty() {
        0
    } else {
        VERDICT - verdict.len()
    };
    writeln!(
        out,
        "  {dim}{at:>widest$}{dim:#}  {style}{verdict}{style:#}{:padding$}{dim}{basis}{dim:#}",
        ""
    )?;
    let indent = widest + INDENT;
    for line in wrap(
        &sanitise_line(&claim.text),
        look.width.saturating_sub(indent),
    ) {
        writeln!(out, "{:indent$}{line}", "")?;
    }
    writeln!(out)
}

fn style_of(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Supported => AnsiColor::Green.on_default(),
        Verdict::Compatible => AnsiColor::Cyan.on_default(),
        Verdict::Disputed => AnsiColor::Yellow.on_default().bold(),
        Verdict::Contradicted => AnsiColor::Red.on_default().bold(),
        Verdict::Unverified => AnsiColor::Magenta.on_default(),
        Verdict::NotAsserted => Style::new().dimmed(),
    }
}
