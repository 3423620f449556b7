//! Where in a file the names and dates of its metadata stand.

use std::collections::BTreeMap;

use super::Metadata;
use crate::markup::{Article, BlockKind};
use crate::source::Span;

/// Notes where `text`, the file of `article`, holds what the metadata names: in front matter, in a byline, or
/// anywhere.
pub(in crate::markup) fn locate(article: &mut Article, text: &str) {
    let mut places = BTreeMap::new();
    for wanted in wanted(&article.metadata) {
        if let Some(span) = place(article, text, wanted) {
            places.insert(wanted.to_owned(), span);
        }
    }
    article.metadata.places = places;
}

fn wanted(metadata: &Metadata) -> impl Iterator<Item = &str> {
    let people = [
        &metadata.authors,
        &metadata.reviewers,
        &metadata.fact_checkers,
    ];
    let names = people
        .into_iter()
        .flatten()
        .map(|person| person.name.as_str());
    let dates = metadata.dates().map(|(_, date)| date.text.as_str());
    names.chain(dates).filter(|text| !text.is_empty())
}

fn place(article: &Article, text: &str, wanted: &str) -> Option<Span> {
    let front_matter = article.front_matter.span.and_then(|span| {
        let at = text.get(span.range())?.find(wanted)? + span.range().start;
        Some(Span::of_range(at..at + wanted.len()))
    });
    let bylines = || {
        let mut bylines = article
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Byline);
        bylines.find_map(|block| {
            let at = block.prose.find(wanted)?;
            Some(
                block
                    .map
                    .to_source(crate::source::ProseSpan::of_range(at..at + wanted.len())),
            )
        })
    };
    let anywhere = || {
        let at = text.find(wanted)?;
        Some(Span::of_range(at..at + wanted.len()))
    };
    front_matter.or_else(bylines).or_else(anywhere)
}
