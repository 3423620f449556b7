//! MDX to blocks: Markdown with components (JSX) and expressions of JavaScript.
//!
//! The parser is a fork of the Markdown parser; what both know goes to the reader of Markdown, and only what
//! MDX adds is read here. Tags with names of HTML are read as HTML is.
//!
//! - Imports, exports and expressions are no prose; what stands inside components is.
//! - An expression that is a string or a number shows it. Any other inside a line shows something unknown:
//!   [`UNKNOWN`] stands for it.
//! - Texts in attributes of components are read once, as prose: see [`components`].
//! - `{/* … */}` is a comment, and so is `<!-- … -->`, which MDX forbids and authors write all the same.
//!
//! Absent on purpose: running JavaScript, and what components make of what they are given.

mod components;
mod events;
mod expression;
mod jsx;
mod prepare;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::panic;

use satteri_pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::components::Components;
use self::events::markdown_event;
use self::expression::Shown;
use self::prepare::{Prepared, prepare};
use super::markdown::{self, Reader};
use super::{Article, PageLayout, UNKNOWN, front_matter};
use crate::source::Span;

pub(super) fn read(text: &str, layout: &PageLayout) -> Article {
    // The parser is young. An article that it cannot read is read as Markdown.
    panic::catch_unwind(|| read_mdx(text, layout))
        .ok()
        .flatten()
        .unwrap_or_else(|| markdown::read(text, layout))
}

/// Returns the article; `None` if the parser would take too long.
fn read_mdx(text: &str, layout: &PageLayout) -> Option<Article> {
    let (front_matter, body_start) = front_matter::cut(text);
    let prepared = prepare(text, body_start)?;
    // The parser leaves out a byte order mark, and counts from behind it.
    let marked = prepared.text[body_start..].starts_with('\u{FEFF}');
    let body_start = body_start + if marked { '\u{FEFF}'.len_utf8() } else { 0 };
    let parser = Parser::new_ext(&prepared.text[body_start..], options());
    let events: Vec<_> = parser
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + body_start..range.end + body_start))
        .collect();
    let mut reading = Reading {
        text,
        prepared: &prepared,
        reader: Reader::new(text, &prepared.text, layout),
        components: Components::new(text),
    };
    let mut block_tags = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        if matches!(event, Event::Start(Tag::Paragraph)) {
            let found = block_tags_of(&events[at + 1..]);
            block_tags.extend(found.into_iter().map(|inside| at + 1 + inside));
        }
        let is_block = block_tags.binary_search(&at).is_ok();
        reading.event(event, range.clone(), is_block);
    }
    Some(reading.reader.finish(front_matter))
}

/// The same extensions as in Markdown.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GITHUB_ALERTS
        | Options::ENABLE_MDX
}

/// Returns the places of the tags that are those of blocks, in ascending order, in the paragraph whose events
/// follow: as MDX has it, those with nothing but tags and expressions around them.
fn block_tags_of(events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
    let mut nodes = vec![Node::default()];
    let mut current = 0;
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::End(TagEnd::Paragraph) => break,
            Event::Start(Tag::MdxJsxTextElement(raw)) => {
                if raw.starts_with("</") {
                    current = nodes[current].parent;
                    continue;
                }
                nodes.push(Node {
                    at,
                    parent: current,
                    ..Node::default()
                });
                if !raw.ends_with("/>") {
                    current = nodes.len() - 1;
                }
            }
            Event::End(TagEnd::MdxJsxTextElement)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::MdxTextExpression(_) => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => nodes[current].has_text = true,
        }
    }
    // A parent comes before what stands in it.
    for node in 1..nodes.len() {
        nodes[node].is_in_line = nodes[nodes[node].parent].is_text();
    }
    let blocks = nodes[1..].iter().filter(|node| !node.is_in_line);
    blocks.map(|node| node.at).collect()
}

/// A tag of a paragraph, or the paragraph.
#[derive(Default)]
struct Node {
    /// Place of its event.
    at: usize,
    /// Place of the node around it.
    parent: usize,
    /// Whether text stands directly in it.
    has_text: bool,
    /// Whether text stands around it.
    is_in_line: bool,
}

impl Node {
    /// Tells whether what stands in it is part of a line.
    fn is_text(&self) -> bool {
        self.has_text || self.is_in_line
    }
}

/// An article that is being read.
struct Reading<'a> {
    text: &'a str,
    prepared: &'a Prepared,
    reader: Reader<'a>,
    components: Components<'a>,
}

impl Reading<'_> {
    /// Adds what `event` brings; `is_block` if tags in a line are those of blocks here.
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, is_block: bool) {
        let span = Span::of_range(range.clone());
        match event {
            Event::Start(Tag::MdxJsxFlowElement(_)) => {
                self.components.tag(range, true, &mut self.reader);
            }
            Event::Start(Tag::MdxJsxTextElement(_)) => {
                self.components.tag(range, is_block, &mut self.reader);
            }
            Event::End(TagEnd::MdxJsxFlowElement | TagEnd::MdxJsxTextElement)
            | Event::MdxEsm(_) => {}
            Event::MdxFlowExpression(_) => self.expression(span, false),
            Event::MdxTextExpression(_) => self.expression(span, true),
            Event::SoftBreak if self.prepared.parts_title(span) => {
                self.reader.blocks.close_running_text();
            }
            _ => {
                if let Some(event) = markdown_event(event) {
                    self.reader.event(event, span);
                }
            }
        }
    }

    fn expression(&mut self, span: Span, in_line: bool) {
        let raw = &self.text[span.range()];
        match expression::shown(raw) {
            Shown::Nothing => {}
            Shown::Comments(comments) => {
                for (text, place) in comments {
                    let start = span.range().start;
                    let place = Span::of_range(start + place.start..start + place.end);
                    self.reader.blocks.push_comment(&raw[text], place, in_line);
                }
            }
            Shown::Text(place) => {
                if let Some(draft) = self.reader.blocks.draft() {
                    let start = span.range().start + place.start;
                    expression::push_string(&mut draft.prose, &raw[place], start);
                }
                if !in_line {
                    self.reader.blocks.close_running_text();
                }
            }
            Shown::Unknown if in_line => {
                if let Some(draft) = self.reader.blocks.draft() {
                    draft
                        .prose
                        .push_decoded(UNKNOWN.encode_utf8(&mut [0; 4]), span);
                }
            }
            Shown::Unknown => self.reader.blocks.start_without_text(),
        }
    }
}
