//! The sentences that rest on a fact.

use std::io::{self, Write};

use serde::Serialize;

use super::article::name_of_verdict;
use super::json::write_object;
use super::jsonl::write_line;
use super::objects::{ClaimObject, VERSION, claim_objects};
use super::places::Places;
use super::sanitise::{sanitise_line, sanitise_name};
use super::wrap::wrap;
use super::{Format, Look, Report, Summary, counted};

/// Columns before the words of a sentence.
const INDENT: usize = 4;

/// All of `facts impact`.
#[derive(Serialize)]
struct ImpactObject<'a> {
    version: u32,
    fact: &'a str,
    articles: usize,
    claims: Vec<ClaimObject<'a>>,
}

/// Writes the claims of `report`, all of which rest on the fact `id`.
///
/// # Errors
/// Those of `out`.
pub fn write_impact(
    id: &str,
    report: &Report,
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => write_human(id, report, look, out),
        Format::Json => {
            let object = ImpactObject {
                version: VERSION,
                fact: id,
                articles: report.articles.len(),
                claims: claim_objects(report, true).collect(),
            };
            write_object(&object, out)
        }
        Format::Jsonl => {
            claim_objects(report, true).try_for_each(|object| write_line(&object, out))
        }
    }
}

fn write_human(id: &str, report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let (mut sentences, mut articles) = (0, 0);
    for article in report
        .articles
        .iter()
        .filter(|article| !article.claims.is_empty())
    {
        articles += 1;
        sentences += article.claims.len();
        let places = Places::of_article(article);
        for claim in &article.claims {
            let at = places.position(claim.span.start as usize);
            let path = sanitise_name(&article.path);
            let verdict = name_of_verdict(claim.verdict);
            writeln!(out, "{path}:{}:{}: {verdict}", at.line, at.column)?;
            let width = look.width.saturating_sub(INDENT);
            for line in wrap(&sanitise_line(&claim.text), width) {
                writeln!(out, "{:INDENT$}{line}", "")?;
            }
        }
        writeln!(out)?;
    }
    if !look.summary {
        return Ok(());
    }
    writeln!(
        out,
        "{}: {} in {}{}",
        sanitise_line(id),
        counted(sentences, "claim", "claims"),
        counted(articles, "article", "articles"),
        Summary::of(report).not_checked()
    )
}
