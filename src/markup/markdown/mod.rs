//! Markdown to blocks.
//!
//! The parser gives events with ranges of the file; [`Reader`] gathers them into blocks. A block that
//! is not closed by an event of its own (text of a tight list item) ends where any other block starts.

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::{iter, mem};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{Article, Block, BlockIndex, BlockKind, CellPlace, Comment, ListPlace, front_matter};
use crate::source::{MapBuilder, ProseSpan, Span};

pub(super) fn read(text: &str) -> Article {
    let (front_matter, body_start) = front_matter::cut(text);
    let mut reader = Reader {
        text,
        article: Article {
            front_matter,
            ..Article::default()
        },
        ..Reader::default()
    };
    let body = &text[body_start..];
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        let span = Span::of_range(range.start + body_start..range.end + body_start);
        reader.event(event, span);
    }
    reader.article
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
#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    article: Article,
    /// Containers around the current event, outermost first.
    containers: Vec<Open>,
    /// Headings above the current event with their levels, outermost first.
    headings: Vec<(u8, BlockIndex)>,
    /// The block that leads in if a list starts now.
    leading: Option<BlockIndex>,
    table: Option<Table>,
    /// The current block; empty between blocks.
    draft: Draft,
    /// Alternative text of the current image.
    image: Draft,
    /// How many images the current event is in: the text of an image may hold images.
    image_depth: usize,
    /// Images of the current block; they follow it.
    images: Vec<Draft>,
    /// How many marks that hide their text the current event is in: struck out, code blocks.
    hidden_depth: usize,
    html_block: MapBuilder,
    lists: usize,
    tables: usize,
}

struct Open {
    container: Container,
    /// How many headings were open at its start; headings inside end with it.
    headings: usize,
}

#[derive(Clone, Copy)]
enum Container {
    Quote,
    /// A note or a warning: written as a block quote, but in the author's own words.
    Alert,
    Footnote,
    List {
        /// Place of the next item.
        next: ListPlace,
    },
    Item {
        place: ListPlace,
        /// First text of the item, once it is read.
        first: Option<BlockIndex>,
    },
}

/// The table that is being read.
struct Table {
    /// Place of the next cell.
    next: CellPlace,
    /// Header of each column, as far as the header row is read.
    column_headers: Vec<Option<BlockIndex>>,
}

/// The block that is being read.
#[derive(Default)]
struct Draft {
    prose: MapBuilder,
    strong: Runs,
    links: Runs,
}

/// Parts of a block inside marks of one kind.
#[derive(Default)]
struct Runs {
    depth: usize,
    spans: Vec<ProseSpan>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text, span),
            Event::SoftBreak => self.draft().prose.push_space(span),
            Event::HardBreak => self.draft().prose.push_line_break(span),
            Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::Html(html) => match offset_in(self.text, &html) {
                Some(start) => self.html_block.push_verbatim(&html, start),
                None => self.html_block.push_decoded(&html, span),
            },
            Event::Rule => self.start_without_text(),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.close_running_text(),
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::BlockQuote(None) => self.open(Container::Quote),
            Tag::BlockQuote(Some(_)) => self.open(Container::Alert),
            Tag::FootnoteDefinition(_) => self.open(Container::Footnote),
            Tag::List(first_number) => self.start_list(first_number.is_some()),
            Tag::Item => self.start_item(),
            Tag::CodeBlock(_) => {
                self.start_without_text();
                self.hidden_depth += 1;
            }
            Tag::Table(_) => self.start_table(),
            Tag::TableRow => self.start_row(),
            Tag::Strikethrough => self.hidden_depth += 1,
            Tag::Strong => self.draft().start_strong(),
            Tag::Link { .. } => self.draft().start_link(),
            Tag::Image { .. } => self.image_depth += 1,
            Tag::TableHead
            | Tag::TableCell
            | Tag::Emphasis
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
            TagEnd::Paragraph => self.close_running_text(),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.end_container();
                // What stands inside cannot lead in what stands outside.
                self.leading = None;
            }
            TagEnd::List(_) | TagEnd::Item => self.end_container(),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::Table => self.table = None,
            TagEnd::TableCell => self.end_cell(),
            TagEnd::CodeBlock | TagEnd::Strikethrough => self.hidden_depth -= 1,
            TagEnd::Strong => self.draft().end_strong(),
            TagEnd::Link => self.draft().end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Emphasis
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }
}

/// Text inside a block.
impl Reader<'_> {
    fn draft(&mut self) -> &mut Draft {
        if self.image_depth > 0 {
            &mut self.image
        } else {
            &mut self.draft
        }
    }

    fn text(&mut self, text: &CowStr<'_>, span: Span) {
        if self.hidden_depth > 0 {
            return;
        }
        let start = offset_in(self.text, text);
        let prose = &mut self.draft().prose;
        match start {
            Some(start) => prose.push_text(text, start),
            // A line break written as a reference would pass for a border between lines.
            None if text.trim_ascii().is_empty() => prose.push_space(span),
            None => prose.push_decoded(text, span),
        }
    }

    fn inline_html(&mut self, html: &str, span: Span) {
        if let Some((_, text)) = comments(html).next() {
            let text = text.to_owned();
            self.article.comments.push(Comment { text, span });
        } else if is_line_break(html) {
            self.draft().prose.push_line_break(span);
        }
    }

    fn end_image(&mut self) {
        self.image_depth -= 1;
        if self.image_depth == 0 {
            self.images.push(mem::take(&mut self.image));
        }
    }
}

/// Blocks.
impl Reader<'_> {
    fn start_heading(&mut self, level: u8) {
        self.close_running_text();
        let outside = self.containers.last().map_or(0, |open| open.headings);
        let kept = self.headings[outside..]
            .iter()
            .take_while(|(above, _)| *above < level)
            .count();
        self.headings.truncate(outside + kept);
    }

    fn end_heading(&mut self, level: u8) {
        if let Some(start) = attributes_start(self.draft.prose.prose()) {
            self.draft.prose.truncate(start);
        }
        if let Some(heading) = self.close(BlockKind::Heading(level)) {
            self.headings.push((level, heading));
        }
    }

    /// Starts a block that has no prose and therefore parts a list from the text above.
    fn start_without_text(&mut self) {
        self.close_running_text();
        self.leading = None;
    }

    fn end_html_block(&mut self) {
        let (html, map) = mem::take(&mut self.html_block).finish();
        let mut end = 0;
        let mut visible = false;
        for (range, text) in comments(&html) {
            visible |= !html[end..range.start].trim_ascii().is_empty();
            end = range.end;
            self.article.comments.push(Comment {
                text: text.to_owned(),
                span: map.to_source(ProseSpan::of_range(range)),
            });
        }
        visible |= !html[end..].trim_ascii().is_empty();
        if visible {
            self.leading = None;
        }
    }

    /// Ends the text of a paragraph, or text without a mark of its own.
    fn close_running_text(&mut self) {
        let kind = match self.holder() {
            Some(Container::Item { first: None, .. }) => BlockKind::Item,
            Some(Container::Footnote) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        };
        self.close(kind);
    }

    /// Ends the current block; returns its place if it has prose.
    fn close(&mut self, kind: BlockKind) -> Option<BlockIndex> {
        let draft = mem::take(&mut self.draft);
        let images = mem::take(&mut self.images);
        let has_images = !images.is_empty();
        let block = self.push(kind, draft);
        for image in images {
            self.push(BlockKind::ImageText, image);
        }
        if block.is_some() || has_images {
            self.leading = block.filter(|_| kind != BlockKind::Footnote);
        }
        if let (Some(Container::Item { first, .. }), true) =
            (self.holder_mut(), kind != BlockKind::Cell)
        {
            *first = first.or(block);
        }
        block
    }

    fn push(&mut self, kind: BlockKind, draft: Draft) -> Option<BlockIndex> {
        let (prose, map) = draft.prose.finish();
        if prose.trim().is_empty() {
            return None;
        }
        let list = match self.holder() {
            Some(Container::Item { place, .. }) => Some(*place),
            _ => None,
        };
        self.article.blocks.push(Block {
            kind,
            headings: self.headings.iter().map(|(_, heading)| *heading).collect(),
            list,
            cell: self.table.as_ref().map(|table| table.next),
            quoted: self
                .containers
                .iter()
                .any(|open| matches!(open.container, Container::Quote)),
            strong: joined(draft.strong.within(&prose), &prose),
            links: draft.links.within(&prose),
            prose,
            map,
        });
        Some(self.article.blocks.len() - 1)
    }
}

/// Containers.
impl Reader<'_> {
    fn open(&mut self, container: Container) {
        self.close_running_text();
        self.containers.push(Open {
            container,
            headings: self.headings.len(),
        });
    }

    fn end_container(&mut self) {
        self.close_running_text();
        if let Some(open) = self.containers.pop() {
            self.headings.truncate(open.headings);
        }
    }

    fn start_list(&mut self, ordered: bool) {
        self.close_running_text();
        let leading = self.leading.take();
        let (lead_in, parent) = match self.holder() {
            Some(Container::Item { place, first }) => (place.lead_in, *first),
            _ => (leading, None),
        };
        let next = ListPlace {
            list: self.lists,
            item: 0,
            ordered,
            lead_in,
            parent,
        };
        self.lists += 1;
        self.open(Container::List { next });
    }

    fn start_item(&mut self) {
        self.close_running_text();
        if let Some(Open {
            container: Container::List { next },
            ..
        }) = self.containers.last_mut()
        {
            let place = *next;
            next.item += 1;
            self.open(Container::Item { place, first: None });
        }
    }

    /// Returns the innermost list item or footnote around the current event.
    fn holder(&self) -> Option<&Container> {
        self.containers
            .iter()
            .rev()
            .map(|open| &open.container)
            .find(|container| container.is_holder())
    }

    fn holder_mut(&mut self) -> Option<&mut Container> {
        self.containers
            .iter_mut()
            .rev()
            .map(|open| &mut open.container)
            .find(|container| container.is_holder())
    }
}

impl Container {
    fn is_holder(&self) -> bool {
        matches!(self, Self::Item { .. } | Self::Footnote)
    }
}

/// Tables.
impl Reader<'_> {
    fn start_table(&mut self) {
        self.start_without_text();
        self.table = Some(Table {
            next: CellPlace {
                table: self.tables,
                row: 0,
                column: 0,
                row_header: None,
                column_header: None,
            },
            column_headers: Vec::new(),
        });
        self.tables += 1;
    }

    fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.next.row += 1;
            table.next.column = 0;
            table.next.row_header = None;
            table.next.column_header = table.column_headers.first().copied().flatten();
        }
    }

    fn end_cell(&mut self) {
        let block = self.close(BlockKind::Cell);
        let Some(Table {
            next,
            column_headers,
        }) = &mut self.table
        else {
            return;
        };
        if next.column == 0 {
            next.row_header = block;
        }
        next.column += 1;
        if next.row == 0 {
            column_headers.push(block);
        } else {
            next.column_header = column_headers.get(next.column).copied().flatten();
        }
    }
}

impl Draft {
    fn start_strong(&mut self) {
        self.strong.start(self.prose.len());
    }

    fn end_strong(&mut self) {
        self.strong.end(self.prose.len());
    }

    fn start_link(&mut self) {
        self.links.start(self.prose.len());
    }

    fn end_link(&mut self) {
        self.links.end(self.prose.len());
    }
}

impl Runs {
    fn start(&mut self, at: u32) {
        if self.depth == 0 {
            self.spans.push(ProseSpan::new(at, at));
        }
        self.depth += 1;
    }

    fn end(&mut self, at: u32) {
        self.depth -= 1;
        if let (0, Some(span)) = (self.depth, self.spans.last_mut()) {
            span.end = at;
        }
    }

    /// Returns the spans that hold text, without white space at their borders.
    fn within(self, prose: &str) -> Vec<ProseSpan> {
        self.spans
            .into_iter()
            .filter_map(|span| {
                // The prose has lost the white space at its end since.
                let text = &prose[span.range().start.min(prose.len())..];
                let text = &text[..text.len().min(span.range().len())];
                let start = span.range().start + (text.len() - text.trim_start().len());
                let len = text.trim().len();
                (len > 0).then(|| ProseSpan::of_range(start..start + len))
            })
            .collect()
    }
}

/// Joins spans with nothing but white space between them.
fn joined(spans: Vec<ProseSpan>, prose: &str) -> Vec<ProseSpan> {
    let mut joined = Vec::<ProseSpan>::new();
    for span in spans {
        match joined.last_mut() {
            Some(last)
                if prose[last.range().end..span.range().start]
                    .trim()
                    .is_empty() =>
            {
                last.end = span.end;
            }
            _ => joined.push(span),
        }
    }
    joined
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

/// Returns the comments of `html` with their places and what stands between their delimiters.
///
/// Source: HTML Living Standard, 13.2.5.43: `<!-->` and `<!--->` are comments, too.
fn comments(html: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    iter::from_fn(move || {
        let start = at + html[at..].find("<!--")?;
        let rest = &html[start + "<!--".len()..];
        let (inside, end) = match rest {
            _ if rest.starts_with('>') => (0, ">"),
            _ if rest.starts_with("->") => (0, "->"),
            _ => (rest.find("-->")?, "-->"),
        };
        at = start + "<!--".len() + inside + end.len();
        Some((start..at, &rest[..inside]))
    })
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
