//! Markdown to blocks.
//!
//! The parser gives events with ranges of the file; [`Reader`] gathers them into blocks. A block that
//! is not closed by an event of its own (text of a tight list item) ends where any other block starts.

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dump::{assert_sound, dump};
    use super::*;

    /// Checks the blocks and comments of `text`, one per line, in the form of [`dump`].
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = read(text);
        assert_sound(text, &article);
        assert_eq!(
            dump(&article).lines().collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    /// Checks the places in `text` of the parts of its first block: decoded parts in brackets.
    #[track_caller]
    fn check_places(text: &str, expected: &str) {
        let article = read(text);
        assert_sound(text, &article);
        let places = article.blocks[0]
            .map
            .segments()
            .iter()
            .map(
                |segment| match (segment.verbatim, &text[segment.source.range()]) {
                    (true, source) => source.to_owned(),
                    (false, source) => format!("[{source}]"),
                },
            )
            .collect::<Vec<_>>();
        assert_eq!(places.join("|"), expected);
    }

    #[test]
    fn headings_hold_what_is_below_them() {
        check(
            "# A\na\n## B\nb\n### C {#c .x}\n## D\nd\n\nE\n===\ne\n\nF\n---\n",
            &[
                r#"0 Heading(1) "A""#,
                r#"1 Paragraph "a" under 0"#,
                r#"2 Heading(2) "B" under 0"#,
                r#"3 Paragraph "b" under 0 2"#,
                r#"4 Heading(3) "C" under 0 2"#,
                r#"5 Heading(2) "D" under 0"#,
                r#"6 Paragraph "d" under 0 5"#,
                r#"7 Heading(1) "E""#,
                r#"8 Paragraph "e" under 7"#,
                r#"9 Heading(2) "F" under 7"#,
            ],
        );
    }

    #[test]
    fn attributes_of_a_heading_are_no_prose() {
        check(
            "# A {#a}\n## **B** {.b #c}\nC {: .c}\n---\n## D {d}\n## {#e}\n## F{#f}",
            &[
                r#"0 Heading(1) "A""#,
                r#"1 Heading(2) "B" under 0 strong "B""#,
                r#"2 Heading(2) "C" under 0"#,
                r#"3 Heading(2) "D {d}" under 0"#,
                r#"4 Heading(2) "F{#f}" under 0"#,
            ],
        );
    }

    #[test]
    fn a_task_of_one_backslash_above_an_empty_item_is_read() {
        check(
            "- [ ] \\\n  - \n\na",
            &[r#"0 Heading(2) "\\" list 0.0"#, r#"1 Paragraph "a""#],
        );
    }

    #[test]
    fn an_empty_heading_ends_the_section_before_it() {
        check(
            "# A\n## B\n#\na",
            &[
                r#"0 Heading(1) "A""#,
                r#"1 Heading(2) "B" under 0"#,
                r#"2 Paragraph "a""#,
            ],
        );
    }

    #[test]
    fn headings_in_a_quote_or_an_item_end_with_it() {
        check(
            "# A\n> # B\n> b\n\na\n\n- ## C\n  c\n\nd",
            &[
                r#"0 Heading(1) "A""#,
                r#"1 Heading(1) "B" under 0 quoted"#,
                r#"2 Paragraph "b" under 0 1 quoted"#,
                r#"3 Paragraph "a" under 0"#,
                r#"4 Heading(2) "C" under 0 list 0.0 <3"#,
                r#"5 Paragraph "c" under 0 4 list 0.0 <3"#,
                r#"6 Paragraph "d" under 0"#,
            ],
        );
    }

    #[test]
    fn bold_and_links_are_spans_of_the_prose() {
        check(
            "The **sciatic** **nerve** and **L5**__S1__ [see *the* **note**](x \"T\") <https://a.org>.",
            &[
                r#"0 Paragraph "The sciatic nerve and L5S1 see the note https://a.org." strong "sciatic nerve" strong "L5S1" strong "note" link "see the note" link "https://a.org""#,
            ],
        );
        check(
            "sci**at**ic __*a* **b**__ [](x) c **a** [b][x] [c][y]\n\n[x]: http://a.org",
            &[
                r#"0 Paragraph "sciatic a b c a b [c][y]" strong "at" strong "a b" strong "a" link "b""#,
            ],
        );
    }

    #[test]
    fn references_and_escapes_are_decoded() {
        check(
            "a &amp; b&nbsp;c \\* d &#37; &unknown; &#10; e",
            &["0 Paragraph \"a & b\u{A0}c * d % &unknown; e\""]
                .map(|line| line.replace('\u{A0}', "\\u{a0}"))
                .each_ref()
                .map(String::as_str),
        );
        check_places(
            "a &amp; b&nbsp;c \\* d &#37; `x &amp; y`",
            "a |[&amp;]| b|[&nbsp;]|c |* d |[&#37;]| |x &amp; y",
        );
    }

    #[test]
    fn a_block_of_spaces_is_none() {
        check("&nbsp;\n\n**&#32;**\n\n~~all~~", &[]);
    }

    #[test]
    fn line_breaks_are_spaces_unless_they_are_meant() {
        check(
            "a\nb  \nc\\\nd<br>e <BR/>\nf",
            &[r#"0 Paragraph "a b\nc\nd\ne \nf""#],
        );
        check_places("a\r\nb  \r\nc<br />d", "a|[\r\n]|b|[  \r\n]|c|[<br />]|d");
    }

    #[test]
    fn quotes_and_lists_may_wrap() {
        check(
            "> a\n> b\nc\n>\n> d\n\n- e\n  f\ng\n  > h\n  > i\n\n  j",
            &[
                r#"0 Paragraph "a b c" quoted"#,
                r#"1 Paragraph "d" quoted"#,
                r#"2 Item "e f g" list 0.0"#,
                r#"3 Paragraph "h i" list 0.0 quoted"#,
                r#"4 Paragraph "j" list 0.0"#,
            ],
        );
    }

    #[test]
    fn runs_of_white_space_are_one_space() {
        check(
            "a  b\t c `d   e` <b> f</b>",
            &[r#"0 Paragraph "a b c d e f""#],
        );
        check_places("a  b c", "a|[  ]|b c");
    }

    #[test]
    fn tight_and_loose_items_are_alike() {
        check(
            "Causes:\n\n- a\n- **b** c\n\n1. d\n\n   e\n\n2. f\n\ng",
            &[
                r#"0 Paragraph "Causes:""#,
                r#"1 Item "a" list 0.0 <0"#,
                r#"2 Item "b c" list 0.1 <0 strong "b""#,
                r#"3 Item "d" list 1.0 ordered <2"#,
                r#"4 Paragraph "e" list 1.0 ordered <2"#,
                r#"5 Item "f" list 1.1 ordered <2"#,
                r#"6 Paragraph "g""#,
            ],
        );
    }

    #[test]
    fn nested_lists_know_their_item_and_the_lead_in_of_the_outermost() {
        check(
            "## Signs\n- a\n  - b\n    1. c\n  - d\n\n    e\n- - f\n\n  * g\n- h",
            &[
                r#"0 Heading(2) "Signs""#,
                r#"1 Item "a" under 0 list 0.0 <0"#,
                r#"2 Item "b" under 0 list 1.0 <0 ^1"#,
                r#"3 Item "c" under 0 list 2.0 ordered <0 ^2"#,
                r#"4 Item "d" under 0 list 1.1 <0 ^1"#,
                r#"5 Paragraph "e" under 0 list 1.1 <0 ^1"#,
                r#"6 Item "f" under 0 list 3.0 <0"#,
                r#"7 Item "g" under 0 list 4.0 <0"#,
                r#"8 Item "h" under 0 list 0.2 <0"#,
            ],
        );
    }

    #[test]
    fn text_after_a_nested_list_stays_in_its_item() {
        check(
            "- a\n  - b\n\n  c\n- [x] d\n-\n- e",
            &[
                r#"0 Item "a" list 0.0"#,
                r#"1 Item "b" list 1.0 ^0"#,
                r#"2 Paragraph "c" list 0.0"#,
                r#"3 Item "d" list 0.1"#,
                r#"4 Item "e" list 0.3"#,
            ],
        );
    }

    #[test]
    fn only_the_text_directly_above_leads_in() {
        for between in [
            "---",
            "```\nx\n```",
            "<hr>",
            "![](x)\n\n![y](x)",
            "> q",
            "[^1]: n",
        ] {
            let article = read(&format!("a:\n\n{between}\n\n- b"));
            let item = article.blocks.last().and_then(|block| block.list);
            assert_eq!(item.map(|place| place.lead_in), Some(None), "{between}");
        }
        for between in [
            "",
            "<!-- x -->",
            "<!-- x\n\ny --> <!-- z -->",
            "[r]: http://a.org",
        ] {
            let article = read(&format!("a:\n\n{between}\n\n- b"));
            let item = article.blocks.last().and_then(|block| block.list);
            assert_eq!(item.map(|place| place.lead_in), Some(Some(0)), "{between}");
        }
    }

    #[test]
    fn an_item_may_lead_in_the_list_below_it() {
        check(
            "1. Signs are:\n- a\n- b ![c](x)\n",
            &[
                r#"0 Item "Signs are:" list 0.0 ordered"#,
                r#"1 Item "a" list 1.0 <0"#,
                r#"2 Item "b" list 1.1 <0"#,
                r#"3 ImageText "c" list 1.1 <0"#,
            ],
        );
    }

    #[test]
    fn cells_know_their_headers() {
        check(
            "| Root | Muscle | |\n|---|:-:|--|\n| **L5** | toe \\| `a\\|b` | x |\n| | ![img](y) [calf](z) |\n\n- a",
            &[
                r#"0 Cell "Root" cell 0.0.0"#,
                r#"1 Cell "Muscle" cell 0.0.1 <0"#,
                r#"2 Cell "L5" cell 0.1.0 ^0 strong "L5""#,
                r#"3 Cell "toe | a|b" cell 0.1.1 <2 ^1"#,
                r#"4 Cell "x" cell 0.1.2 <2"#,
                r#"5 Cell "calf" cell 0.2.1 ^1 link "calf""#,
                r#"6 ImageText "img" cell 0.2.1 ^1"#,
                r#"7 Item "a" list 0.0 <5"#,
            ],
        );
    }

    #[test]
    fn a_table_may_stand_in_an_item() {
        check(
            "- a\n\n  | b |\n  |---|\n  | c |\n\n  d",
            &[
                r#"0 Item "a" list 0.0"#,
                r#"1 Cell "b" list 0.0 cell 0.0.0"#,
                r#"2 Cell "c" list 0.0 cell 0.1.0 ^1"#,
                r#"3 Paragraph "d" list 0.0"#,
            ],
        );
    }

    #[test]
    fn image_text_is_a_block_of_its_own() {
        check(
            "See ![the *sciatic* &amp; **tibial** ![inner](y) nerve](x \"T\") here, [![link](z)](w).\n\n![only][r]\n\n[r]: x",
            &[
                r#"0 Paragraph "See here, .""#,
                r#"1 ImageText "the sciatic & tibial inner nerve" strong "tibial""#,
                r#"2 ImageText "link""#,
                r#"3 ImageText "only""#,
            ],
        );
    }

    #[test]
    fn footnotes_are_blocks_where_they_stand() {
        check(
            "a[^1] b[^2].\n\n[^1]: Note *one*.\n\n    More.\n\n    - item\n\n[^2]: Two.\n\nc",
            &[
                r#"0 Paragraph "a b.""#,
                r#"1 Footnote "Note one.""#,
                r#"2 Footnote "More.""#,
                r#"3 Item "item" list 0.0"#,
                r#"4 Footnote "Two.""#,
                r#"5 Paragraph "c""#,
            ],
        );
    }

    #[test]
    fn alerts_are_the_words_of_the_author() {
        check(
            "> [!WARNING]\n> a\n\n> b",
            &[r#"0 Paragraph "a""#, r#"1 Paragraph "b" quoted"#],
        );
    }

    #[test]
    fn code_blocks_and_struck_text_are_no_prose() {
        check(
            "a ~~b ![c](d) **e**~~ f\n\n    g\n\n```\nh\n```\n\n`i` and ``j ` k``",
            &[r#"0 Paragraph "a f""#, r#"1 Paragraph "i and j ` k""#],
        );
        check_places("`i` and ``j ` k``", "i| and |j ` k");
        check_places("`a\nb` `\n c`", "[`a\nb`]| |[`\n c`]");
    }

    #[test]
    fn comments_are_set_aside() {
        let text = "<!-- a -->\n\nb <!-- c\nd --> e<!---->\n<!-- f\n\ng --> h\n\n> - <!-- i\n>   j --> <!--> k\n\n<!-- open";
        check(
            text,
            &[
                r#"0 Paragraph "b e""#,
                r#"comment " a ""#,
                r#"comment " c\nd ""#,
                r#"comment """#,
                r#"comment " f\n\ng ""#,
                r#"comment " i\nj ""#,
                r#"comment """#,
            ],
        );
        let spans = read(text)
            .comments
            .iter()
            .map(|comment| &text[comment.span.range()])
            .collect::<Vec<_>>();
        assert_eq!(
            spans,
            [
                "<!-- a -->",
                "<!-- c\nd -->",
                "<!---->",
                "<!-- f\n\ng -->",
                "<!-- i\n>   j -->",
                "<!-->"
            ]
        );
    }

    #[test]
    fn text_inside_inline_tags_is_prose_and_html_blocks_are_not() {
        check(
            "a <sup>1</sup> <a href=\"x\">b</a>\n\n<div>c</div>\n\n<details>\n<summary>d</summary>\n\ne\n\n</details>",
            &[r#"0 Paragraph "a 1 b""#, r#"1 Paragraph "e""#],
        );
    }

    #[test]
    fn front_matter_and_a_byte_order_mark_are_no_prose() {
        check("\u{FEFF}# A\n", &[r#"0 Heading(1) "A""#]);
        check_places(
            "\u{FEFF}---\r\ntitle: T\r\n---\r\n# A &amp; B\r\n",
            "A |[&amp;]| B",
        );
        check(
            "+++\nt = 1\n+++\n# A\n\n<!-- b -->",
            &[r#"0 Heading(1) "A""#, r#"comment " b ""#],
        );
    }

    #[test]
    fn rules_in_the_body_cut_nothing() {
        check(
            "a\n\n---\n\nb: c\n\n---\n\nd",
            &[
                r#"0 Paragraph "a""#,
                r#"1 Paragraph "b: c""#,
                r#"2 Paragraph "d""#,
            ],
        );
    }

    /// Pieces of markup, with the beginnings of lines that put blocks into containers.
    fn documents() -> impl Strategy<Value = String> {
        let starts = prop::sample::select(vec![
            "",
            "",
            "",
            "- ",
            "  - ",
            "    ",
            "* ",
            "1. ",
            "2) ",
            "> ",
            ">",
            "# ",
            "### ",
            "#",
            "| ",
            "[^1]: ",
            "\t",
            "- [ ] ",
            "> [!NOTE]\n> ",
            "- > ",
            "> - ",
            "   1. ",
        ]);
        let pieces = prop::sample::select(vec![
            "sciatica",
            "L5",
            "é😀",
            " ",
            "  ",
            "\t",
            "\u{A0}",
            "**",
            "*",
            "__",
            "~~",
            "`",
            "``",
            "|",
            "\\|",
            "\\",
            "&amp;",
            "&nbsp;",
            "&#10;",
            "&#37;",
            "[",
            "](x)",
            "![",
            "[^1]",
            "<b>",
            "</b>",
            "<br>",
            "<!-- c -->",
            "<!--",
            "-->",
            "<!--\n",
            "<div>",
            "https://a.org",
            "<https://a.org>",
            "|---|---|",
            "---",
            "===",
            "```",
            "+++",
            "{#id}",
            "$",
            ":",
            "\0",
            "\u{FEFF}",
            "<!-->",
        ]);
        let ends = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", ""]);
        let line = (starts, prop::collection::vec(pieces, 0..6), ends)
            .prop_map(|(start, pieces, end)| format!("{start}{}{end}", pieces.concat()));
        prop::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn any_document_gives_sound_blocks(text in documents()) {
            assert_sound(&text, &read(&text));
        }

        #[test]
        fn any_text_gives_sound_blocks(text in "(?s).{0,80}") {
            assert_sound(&text, &read(&text));
        }
    }
}
