//! Markdown to blocks.
//!
//! The parser gives events with ranges of the file; [`Reader`] gathers them into blocks. A block that
//! is not closed by an event of its own (text of a tight list item) ends where any other block starts.

mod definitions;
mod mask;
#[cfg(test)]
mod tests;

use std::iter;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Blocks, CellKind, Container, Mark};
use super::html::{PageLayout, Tags};
use super::metadata::Metadata;
use super::{Article, FrontMatter, front_matter, links};
use crate::source::{MapBuilder, ProseSpan, SourceMap, Span};
use definitions::Definitions;
use mask::{Border, BorderKind, Note};

pub(super) fn read(text: &str, layout: &PageLayout) -> Article {
    let (front_matter, body_start) = front_matter::cut(text);
    let masked = mask::mask(text, body_start);
    let mut reader = Reader::new(text, &masked.text, layout);
    reader.hidden = &masked.hidden;
    reader.borders = &masked.borders;
    reader.notes = &masked.notes;
    reader.comments_before(&front_matter);
    let body = &masked.text[body_start..];
    for (event, range) in Parser::new_ext(body, extensions()).into_offset_iter() {
        let span = Span::of_range(range.start + body_start..range.end + body_start);
        reader.event(event, span);
    }
    reader.finish(front_matter)
}

/// Returns the extensions that articles use and that lose no prose where they are not meant.
///
/// Not among them: metadata blocks, since the parser takes any pair of rules for one; math, since it
/// takes two prices for a formula; links of wikis, since it takes the citation `[[1]](x)` for one;
/// raised and lowered text, since it knows none inside a word; and heading attributes, with which
/// pulldown-cmark 0.13.6 panics at `"- [ ] \\\n  - \n"`. All but the first are left to the module `mask`.
#[must_use]
pub fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Most containers inside each other; in deeper ones text is read as if it stood in the last.
const MOST_NESTED: usize = 400;

/// Name of a container that is no element: directives end with the Markdown around them, as elements do.
const DIRECTIVE: &str = "directive";

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
    /// What of `parsed` is no prose, in order.
    hidden: &'a [Range<usize>],
    /// Where directives start and end that are not read yet.
    borders: &'a [Border],
    /// Quotes and items that are notes.
    notes: &'a [Note],
    /// How many containers of Markdown are nested too deep to be followed.
    overflow: usize,
    /// How many directives are.
    unopened: usize,
    /// Comments that are written as definitions of links.
    definitions: Definitions,
}

impl<'a> Reader<'a> {
    /// Returns the reader of the file `text`; texts of its events are slices of `parsed`, and HTML is laid out as
    /// `layout` says.
    pub(super) fn new(text: &'a str, parsed: &'a str, layout: &PageLayout) -> Self {
        Self {
            text,
            parsed,
            blocks: Blocks::default(),
            tags: Tags::of_fragments(layout),
            leaf: None,
            image_depth: 0,
            html_block: MapBuilder::default(),
            hidden: &[],
            borders: &[],
            notes: &[],
            overflow: 0,
            unopened: 0,
            definitions: Definitions::in_text(text),
        }
    }

    /// Returns the article, once all events are read.
    pub(super) fn finish(mut self, front_matter: FrontMatter) -> Article {
        self.blocks.close_down_to(0);
        self.blocks.close_running_text();
        let mut article = Article {
            metadata: Metadata::of_front_matter(&front_matter),
            front_matter,
            ..self.blocks.article
        };
        self.definitions.add_to(&mut article, self.text);
        article
    }

    /// Adds what `event`, at `span` of the file, brings.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        if !matches!(event, Event::End(_)) {
            self.pass_borders(span.start);
        }
        if !matches!(event, Event::Start(_) | Event::End(_)) {
            self.definitions.pass(span);
        }
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push_text(&text, span),
            Event::Code(text) => {
                self.blocks.article.code.push(span);
                self.push_text(&text, span);
            }
            Event::SoftBreak => {
                if let Some(draft) = self.blocks.draft() {
                    draft.prose.push_space(span);
                }
            }
            Event::HardBreak => self.blocks.push_line_break(span),
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::Html(html) => match self.place_of(&html) {
                Some((start, html)) => {
                    let mut block = mem::take(&mut self.html_block);
                    self.each_visible(html, start, |part, start| block.push_verbatim(part, start));
                    self.html_block = block;
                }
                None => self.html_block.push_decoded(&html, span),
            },
            Event::Rule => self.blocks.start_without_text(),
            Event::FootnoteReference(label) => self.blocks.push_note_mark(&label, span, true),
            Event::TaskListMarker(ticked) => self.blocks.mark_box(ticked),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => self.start_leaf(),
            Tag::HtmlBlock => self.blocks.close_running_text(),
            Tag::Heading { level, .. } => {
                self.blocks.start_heading(level as u8, None);
                self.start_leaf();
            }
            _ if is_container(&tag) && self.blocks.stack().len() >= MOST_NESTED => {
                self.blocks.close_running_text();
                self.overflow += 1;
            }
            Tag::BlockQuote(None) => match self.title_of_note(span) {
                Some(title) => self.open_note(title),
                None => self.open(Container::Quote),
            },
            Tag::BlockQuote(Some(_)) => self.open(Container::Alert),
            Tag::FootnoteDefinition(label) => {
                self.blocks.article.notes.push(links::Note {
                    label: label.to_string(),
                    span,
                });
                self.open(Container::Footnote);
            }
            Tag::List(_) if self.title_of_note(span).is_some() => self.open(Container::Plain),
            Tag::List(first_number) => self.blocks.start_list(first_number.is_some(), None),
            Tag::Item => match self.title_of_note(span) {
                Some(title) => self.open_note(title),
                None if self.blocks.is_in_list() => self.blocks.start_item(None),
                None => self.open(Container::Plain),
            },
            Tag::DefinitionList => self.open(Container::Definitions {
                list: None,
                term: None,
            }),
            Tag::DefinitionListTitle => {
                let level = self.blocks.level_below();
                self.blocks.start_heading(level, None);
                self.blocks.mark_term();
                self.start_leaf();
            }
            Tag::DefinitionListDefinition => self.blocks.start_meaning(None),
            Tag::CodeBlock(_) => {
                let inside = self.borders.iter();
                let inside = inside.take_while(|border| border.at < span.end as usize);
                self.borders = &self.borders[inside.count()..];
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
            Tag::Link { dest_url, .. } => {
                self.blocks.push_link(&dest_url, span);
                self.blocks.start_mark(Mark::Link);
            }
            Tag::Image { .. } => {
                self.image_depth += 1;
                self.blocks.start_image();
            }
            Tag::Emphasis | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.blocks.close_running_text();
                self.end_leaf();
            }
            TagEnd::Heading(_) => {
                self.end_leaf();
                self.close_container();
            }
            TagEnd::TableCell | TagEnd::DefinitionListTitle => {
                self.end_leaf();
                self.close_container();
            }
            TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
                if self.overflow > 0 =>
            {
                self.blocks.close_running_text();
                self.overflow -= 1;
            }
            TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
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
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, container: Container) {
        self.blocks.open(container, None);
    }

    /// Opens a note: the author's own words, below a heading if it has a title.
    fn open_note(&mut self, title: Range<usize>) {
        self.open(Container::Alert);
        self.push_title(title);
    }

    /// Adds the title of the note that was opened last.
    fn push_title(&mut self, title: Range<usize>) {
        let level = self.blocks.level_below();
        self.blocks.start_heading(level, None);
        let text = &self.text[title.clone()];
        for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
            let span = Span::of_range(range.start + title.start..range.end + title.start);
            let (Event::Text(part) | Event::Code(part)) = event else {
                continue;
            };
            let place = offset_in(self.text, &part);
            match (self.blocks.draft(), place) {
                (Some(draft), Some(start)) => draft.prose.push_text(&part, start),
                (Some(draft), None) => draft.prose.push_decoded(&part, span),
                (None, _) => {}
            }
        }
        self.close_container();
    }

    /// Returns the title of the note that a quote or an item at `span` is.
    fn title_of_note(&self, span: Span) -> Option<Range<usize>> {
        // Items start with the spaces before them.
        let block = &self.text[span.range()];
        let start = span.range().end - block.trim_start_matches([' ', '\t']).len();
        let at = self.notes.partition_point(|note| note.at < start);
        let note = self.notes.get(at)?;
        (note.at == start).then(|| note.title.clone())
    }

    /// Starts and ends the directives before `at`.
    fn pass_borders(&mut self, at: u32) {
        while let Some((border, rest)) = self.borders.split_first()
            && border.at <= at as usize
        {
            self.borders = rest;
            match &border.kind {
                BorderKind::Note { title } => {
                    self.open_directive(Container::Alert, title.clone());
                }
                BorderKind::Quote => self.open_directive(Container::Quote, 0..0),
                BorderKind::End => self.close_directive(),
            }
        }
    }

    fn open_directive(&mut self, container: Container, title: Range<usize>) {
        if self.blocks.stack().len() >= MOST_NESTED {
            self.unopened += 1;
            return;
        }
        self.blocks.open(container, Some(DIRECTIVE.into()));
        self.push_title(title);
    }

    /// Ends the innermost directive inside the innermost container of Markdown.
    fn close_directive(&mut self) {
        if self.unopened > 0 {
            self.unopened -= 1;
            return;
        }
        let open = self.blocks.stack().iter().enumerate().rev();
        let place = open
            .take_while(|(_, open)| open.is_element())
            .find(|(_, open)| open.element.as_deref() == Some(DIRECTIVE))
            .map(|(place, _)| place);
        if let Some(place) = place {
            self.blocks.close_down_to(place);
        }
    }

    /// Notes the comments before the front matter.
    fn comments_before(&mut self, front_matter: &FrontMatter) {
        let end = front_matter.span.map_or(0, |span| span.range().start);
        let start = self.text.len() - self.text.trim_start_matches('\u{FEFF}').len();
        if start < end {
            let map = SourceMap::verbatim(start..end);
            let html = &self.text[start..end];
            self.tags.read_fragment(html, &map, &mut self.blocks);
        }
    }

    /// Tells whether part of `span` is no prose.
    fn is_hidden_in(&self, span: Span) -> bool {
        let range = span.range();
        let first = self
            .hidden
            .partition_point(|hidden| hidden.end <= range.start);
        self.hidden
            .get(first)
            .is_some_and(|hidden| hidden.start < range.end)
    }

    /// Calls `take` with the parts of `text`, which stands in the file from `start` on, that are prose.
    fn each_visible(&self, text: &str, start: u32, take: impl FnMut(&str, u32)) {
        each_visible(self.hidden, text, start, take);
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
        let hides = place.is_none() && self.is_hidden_in(span);
        let hidden = self.hidden;
        let Some(draft) = self.blocks.draft() else {
            return;
        };
        match place {
            Some((start, text)) => each_visible(hidden, text, start, |part, start| {
                draft.prose.push_text(part, start);
            }),
            // What is hidden cannot be told from the rest.
            None if hides => draft.prose.push_space(span),
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
        // What is hidden is left out later.
        if text == &**part || !self.hidden.is_empty() {
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
            Some((start, html)) => {
                self.each_visible(html, start, |part, start| piece.push_verbatim(part, start));
            }
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

/// Calls `take` with the parts of `text`, which stands in the file from `start` on, that are not `hidden`,
/// and with their places.
fn each_visible(hidden: &[Range<usize>], text: &str, start: u32, mut take: impl FnMut(&str, u32)) {
    if hidden.is_empty() {
        if !text.is_empty() {
            take(text, start);
        }
        return;
    }
    let (mut at, end) = (start as usize, start as usize + text.len());
    let first = hidden.partition_point(|range| range.end <= at);
    let inside = hidden[first..].iter().take_while(|range| range.start < end);
    for range in inside.cloned().chain(iter::once(end..end)) {
        let part = at..range.start.max(at);
        if !part.is_empty() {
            let place = ProseSpan::of_range(part.clone()).start;
            take(
                &text[part.start - start as usize..part.end - start as usize],
                place,
            );
        }
        at = range.end.min(end);
    }
}

/// Tells whether what `tag` starts may hold others of its kind.
fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::FootnoteDefinition(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListDefinition
    )
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
