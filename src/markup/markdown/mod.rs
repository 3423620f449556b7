//! Markdown to blocks.
//!
//! The parser gives events with ranges of the file; [`Reader`] gathers them into blocks. A block that
//! is not closed by an event of its own (text of a tight list item) ends where any other block starts.

#[cfg(test)]
mod tests;

use std::mem;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Blocks, CellKind, Container, Mark};
use super::html::Tags;
use super::metadata::Metadata;
use super::{Article, FrontMatter, front_matter};
use crate::source::{MapBuilder, ProseSpan, Span};

pub(super) fn read(text: &str) -> Article {
    let (front_matter, body_start) = front_matter::cut(text);
    let mut reader = Reader::new(text, text);
    let body = &text[body_start..];
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        let span = Span::of_range(range.start + body_start..range.end + body_start);
        reader.event(event, span);
    }
    reader.finish(front_matter)
}

/// Extensions that articles use and that lose no prose where they are not meant.
///
/// Not among them: metadata blocks, since the parser takes any pair of rules for one; math, since it
/// takes two prices for a formula; and heading attributes, with which pulldown-cmark 0.13.6 panics at
/// `"- [ ] \\\n  - \n"` (see [`attributes_start`]).
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// What is known between two events.
pub(super) struct Reader<'a> {
    /// The file.
    text: &'a str,
    /// What the parser was given: the file, or a copy of the same length with parts blanked.
    parsed: &'a str,
    pub(super) blocks: Blocks,
    /// The HTML that stands between Markdown.
    pub(super) tags: Tags,
    /// How much was open before the current paragraph, heading or cell; what HTML opens in it ends with it.
    leaf: Option<usize>,
    /// How many images the current event is in.
    pub(super) image_depth: usize,
    html_block: MapBuilder,
}

impl<'a> Reader<'a> {
    /// Returns the reader of the file `text`; texts of its events are slices of `parsed`.
    pub(super) fn new(text: &'a str, parsed: &'a str) -> Self {
        Self {
            text,
            parsed,
            blocks: Blocks::default(),
            tags: Tags::default(),
            leaf: None,
            image_depth: 0,
            html_block: MapBuilder::default(),
        }
    }

    /// Returns the article, once all events are read.
    pub(super) fn finish(mut self, front_matter: FrontMatter) -> Article {
        self.blocks.close_down_to(0);
        self.blocks.close_running_text();
        Article {
            metadata: Metadata::of_front_matter(&front_matter),
            front_matter,
            ..self.blocks.article
        }
    }

    /// Adds what `event`, at `span` of the file, brings.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push_text(&text, span),
            Event::SoftBreak => {
                if let Some(draft) = self.blocks.draft() {
                    draft.prose.push_space(span);
                }
            }
            Event::HardBreak => self.blocks.push_line_break(span),
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::Html(html) => match self.place_of(&html) {
                Some((start, html)) => self.html_block.push_verbatim(html, start),
                None => self.html_block.push_decoded(&html, span),
            },
            Event::Rule => self.blocks.start_without_text(),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.start_leaf(),
            Tag::HtmlBlock => self.blocks.close_running_text(),
            Tag::Heading { level, .. } => {
                self.blocks.start_heading(level as u8, None);
                self.start_leaf();
            }
            Tag::BlockQuote(None) => self.open(Container::Quote),
            Tag::BlockQuote(Some(_)) => self.open(Container::Alert),
            Tag::FootnoteDefinition(_) => self.open(Container::Footnote),
            Tag::List(first_number) => self.blocks.start_list(first_number.is_some(), None),
            Tag::Item => self.blocks.start_item(None),
            Tag::CodeBlock(_) => {
                self.blocks.start_without_text();
                self.blocks.start_hidden();
            }
            Tag::Table(_) => self.blocks.start_table(None),
            Tag::TableHead => self.blocks.start_row(true, None),
            Tag::TableRow => self.blocks.start_row(false, None),
            Tag::TableCell => {
                self.blocks.start_cell(CellKind::default(), None);
                self.start_leaf();
            }
            Tag::Strikethrough => self.blocks.start_hidden(),
            Tag::Strong => self.blocks.start_mark(Mark::Strong),
            Tag::Link { .. } => self.blocks.start_mark(Mark::Link),
            Tag::Image { .. } => {
                self.image_depth += 1;
                self.blocks.start_image();
            }
            Tag::Emphasis
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.blocks.close_running_text();
                self.end_leaf();
            }
            TagEnd::Heading(_) => {
                self.blocks.drop_heading_attributes(attributes_start);
                self.end_leaf();
                self.close_container();
            }
            TagEnd::TableCell => {
                self.end_leaf();
                self.close_container();
            }
            TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow => self.close_container(),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::CodeBlock | TagEnd::Strikethrough => self.blocks.end_hidden(),
            TagEnd::Strong => self.blocks.end_mark(Mark::Strong),
            TagEnd::Link => self.blocks.end_mark(Mark::Link),
            TagEnd::Image => {
                self.image_depth -= 1;
                self.blocks.end_image();
            }
            TagEnd::Emphasis
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, container: Container) {
        self.blocks.open(container, None);
    }

    /// Ends the innermost container that Markdown opened, with all HTML in it.
    fn close_container(&mut self) {
        while self.blocks.is_in_element() {
            self.blocks.close_innermost();
        }
        self.blocks.close_innermost();
    }

    fn start_leaf(&mut self) {
        self.blocks.close_running_text();
        self.leaf = Some(self.blocks.stack().len());
    }

    fn end_leaf(&mut self) {
        if let Some(len) = self.leaf.take() {
            self.blocks.close_down_to(len);
        }
    }

    fn push_text(&mut self, text: &CowStr<'_>, span: Span) {
        let place = self.place_of(text);
        let Some(draft) = self.blocks.draft() else {
            return;
        };
        match place {
            Some((start, text)) => draft.prose.push_text(text, start),
            // A line break written as a reference would pass for a border between lines.
            None if text.trim_ascii().is_empty() => draft.prose.push_space(span),
            None => draft.prose.push_decoded(text, span),
        }
    }

    /// Returns where `part` of what was parsed stands in the file, and what stands there; `None` if it
    /// stands there in other letters.
    fn place_of(&self, part: &CowStr<'_>) -> Option<(u32, &'a str)> {
        let start = offset_in(self.parsed, part)? as usize;
        let text = self.text.get(start..start + part.len())?;
        if text == &**part {
            return Some((Span::of_range(start..start).start, text));
        }
        // What was blanked is no text.
        let blanked = |at: &usize| part.as_bytes()[*at] != text.as_bytes()[*at];
        let (first, last) = (
            part.len() - part.trim_ascii_start().len(),
            part.trim_ascii_end().len(),
        );
        let from = (0..first).rev().find(blanked).map_or(0, |at| at + 1);
        let to = (last..part.len()).find(blanked).unwrap_or(part.len());
        let start = start + from;
        Some((
            Span::of_range(start..start).start,
            text.get(from..to.max(from))?,
        ))
    }

    fn inline_html(&mut self, html: &CowStr<'_>, span: Span) {
        let mut piece = MapBuilder::default();
        match self.place_of(html) {
            Some((start, html)) => piece.push_verbatim(html, start),
            None => piece.push_decoded(html, span),
        }
        let (html, map) = piece.finish();
        // Alternative texts hold no blocks.
        if self.image_depth == 0 || html.starts_with("<!--") || is_line_break(&html) {
            self.tags.read_fragment(&html, &map, &mut self.blocks);
        }
    }

    fn end_html_block(&mut self) {
        let (html, map) = mem::take(&mut self.html_block).finish();
        self.tags.read_fragment(&html, &map, &mut self.blocks);
        self.blocks.close_running_text();
    }
}

/// Returns where `part` stands in `text`, if it is a slice of it.
///
/// The parser's ranges include delimiters (of code) and its texts may be decoded (`&amp;`); whether and
/// where a text stands in the file byte for byte, only its address tells.
fn offset_in(text: &str, part: &CowStr<'_>) -> Option<u32> {
    let CowStr::Borrowed(part) = part else {
        return None;
    };
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + part.len() <= text.len())
        .then(|| u32::try_from(start).expect("articles are shorter than 4 GiB"))
}

/// Returns where the attributes at the end of a heading start: `{#id .class}`, or `{: #id}` as kramdown
/// writes it.
fn attributes_start(heading: &str) -> Option<u32> {
    let (text, attributes) = heading.strip_suffix('}')?.rsplit_once('{')?;
    let stand_apart = text.is_empty() || text.ends_with(char::is_whitespace);
    (stand_apart && attributes.starts_with(['#', '.', ':']))
        .then(|| ProseSpan::of_range(0..text.len()).end)
}

/// Tells whether an HTML tag is `<br>`.
fn is_line_break(tag: &str) -> bool {
    tag.strip_prefix('<').is_some_and(|rest| {
        let name = rest
            .find(|letter: char| !letter.is_ascii_alphanumeric())
            .map_or(rest, |end| &rest[..end]);
        name.eq_ignore_ascii_case("br")
    })
}
