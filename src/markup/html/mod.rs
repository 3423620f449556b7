//! HTML to blocks: whole pages, fragments, and the HTML in Markdown.
//!
//! A real tokenizer gives tags and texts; [`Tags`] follows them as a browser would, as far as that
//! changes what is shown: end tags that are left out, tags that end in the wrong order.
//!
//! Absent on purpose: style sheets and scripts. What they hide or show is unknown.

mod elements;
mod ending;
mod furniture;
mod layout;
mod microdata;
mod page;
mod selector;
mod tags;
mod tokens;

#[cfg(test)]
mod tests;

pub(super) use page::Page;
pub use selector::{ElementSelector, PageLayout, SelectorError};
pub(super) use tags::Tags;
#[cfg(feature = "mdx")]
pub(super) use tags::push_text;
#[cfg(feature = "mdx")]
pub(super) use tokens::{StartTag, Token, decode_references};

use self::page::survey;
use self::tags::Root;
use super::Article;
use super::blocks::Blocks;
use super::metadata::Metadata;
use crate::source::SourceMap;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Returns the article on the page `text`, where `layout` tells how its pages are laid out.
pub(super) fn read(text: &str, layout: &PageLayout) -> Article {
    let html = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let map = SourceMap::verbatim(text.len() - html.len()..text.len());
    let (survey, parts) = survey(html);
    let mut roots = Vec::new();
    if !layout.article.is_empty() {
        roots.push(Root::Selected);
    }
    if survey.main {
        roots.push(Root::Main);
    }
    if survey.article {
        roots.push(Root::Article);
    }
    roots.push(Root::Page);
    let mut article = Article::default();
    // The part that should hold the article may be empty, or hidden.
    for root in roots {
        let mut page = Page::default();
        let mut blocks = Blocks::default();
        let mut tags = Tags::of_page(root, survey, layout);
        tags.read(html, &map, &mut blocks, Some(&mut page));
        blocks.close_down_to(0);
        blocks.close_running_text();
        article = Article {
            imprint: page.take_footer(),
            metadata: Metadata::of_page(page),
            margin: tags.into_margin(),
            ..blocks.article
        };
        if !article.blocks.is_empty() {
            break;
        }
    }
    article.ending.at = parts.end_around(&article.blocks, &map);
    article
}
