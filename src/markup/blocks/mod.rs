//! Blocks as the readers of Markdown and HTML build them.
//!
//! A reader tells [`Blocks`] what starts, what ends and which text comes; [`Blocks`] knows where each
//! piece belongs. What is open lies on one stack, so that HTML may stand in Markdown, and nothing here
//! calls itself: markup may be nested as deep as it likes.

mod draft;
mod table;

pub(super) use draft::{Draft, Mark};
pub(super) use table::{CellKind, Table};

use std::borrow::Cow;

use super::{
    Article, Block, BlockIndex, BlockKind, CellPlace, Comment, LanguageCode, Link, ListPlace,
    NoteMark,
};
use crate::source::{ProseSpan, Span};

/// Name of an HTML element.
pub(super) type Name = Cow<'static, str>;

/// An article that is being built.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) article: Article,
    /// What is open, outermost first.
    stack: Vec<Open>,
    /// Headings above with their levels, outermost first.
    headings: Vec<(u8, BlockIndex)>,
    /// The block that leads in if a list starts now.
    leading: Option<BlockIndex>,
    /// The current block; empty between blocks.
    draft: Draft,
    /// Alternative text of the current image.
    image: Draft,
    /// How many images the current text is in: the text of an image may hold images.
    image_depth: usize,
    /// Images of the current block; they follow it.
    images: Vec<Draft>,
    /// How many marks that hide their text are open.
    hidden_depth: usize,
    lists: usize,
    tables: usize,
}

/// Something that is open.
pub(super) struct Open {
    pub(super) container: Container,
    /// Name of the HTML element; none for what Markdown opened, and for what has ended before what it
    /// holds.
    pub(super) element: Option<Name>,
    /// Headings inside end with it; outside of such containers, headings go on.
    headings: usize,
    /// What holds for all that stands inside.
    pub(super) inside: Inside,
}

impl Open {
    /// Tells whether HTML opened it, and not Markdown.
    pub(super) fn is_element(&self) -> bool {
        self.element.is_some() || matches!(self.container, Container::Inline(_))
    }
}

/// What holds for the text at one place.
#[derive(Clone, Copy, Default)]
pub(super) struct Inside {
    /// Whether the text is no part of the article.
    pub(super) hidden: bool,
    /// Whether the text stands outside of the part of the page that is the article.
    pub(super) outside: bool,
    /// Whether the text is no prose, but may say who wrote the article, and when.
    pub(super) margin: bool,
    /// Whether the text stands in a part of the article, not just on the page.
    pub(super) sectioned: bool,
    /// Level of the heading that the text is.
    pub(super) heading: Option<u8>,
    /// Whether that heading is a term of a list of terms.
    term: bool,
    quoted: bool,
    /// The language that the text is declared to be in.
    pub(super) language: Option<LanguageCode>,
    /// Place on the stack of the innermost item, footnote or cell.
    holder: Option<usize>,
    /// Place on the stack of the innermost item around the holder.
    item: Option<usize>,
    cell: Option<CellPlace>,
    /// How many headings above belong to the surroundings and cannot end here.
    outer_headings: usize,
}

/// What an open part of the markup does to the blocks in it.
pub(super) enum Container {
    /// A mark inside a block.
    Inline(Option<Mark>),
    /// A block without a meaning of its own.
    Plain,
    /// A heading, or what serves as one.
    Heading,
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
    /// A list of terms, each with what it means.
    Definitions {
        /// The list of what the last term means, once there is any.
        list: Option<ListPlace>,
        /// The last term.
        term: Option<BlockIndex>,
    },
    /// Something that can be unfolded.
    Details,
    Table(Table),
    /// Rows that belong together; whether they are headers.
    RowGroup {
        head: bool,
    },
    Row,
    Cell {
        place: CellPlace,
        /// First text of the cell, once it is read.
        first: Option<BlockIndex>,
    },
    Caption,
}

impl Container {
    /// Tells whether headings inside end with it.
    fn isolates(&self) -> bool {
        !matches!(
            self,
            Self::Inline(_) | Self::Plain | Self::Heading | Self::RowGroup { .. } | Self::Row
        )
    }

    /// Tells whether what stands inside cannot lead in what stands outside.
    fn parts_lead_in(&self) -> bool {
        matches!(
            self,
            Self::Quote | Self::Alert | Self::Footnote | Self::Table(_)
        )
    }
}

/// What is open.
impl Blocks {
    pub(super) fn stack(&self) -> &[Open] {
        &self.stack
    }

    /// Returns what holds for text that comes now.
    pub(super) fn inside(&self) -> Inside {
        self.stack
            .last()
            .map_or(Inside::default(), |open| open.inside)
    }

    /// Tells whether what was opened last and is not closed is an HTML element.
    pub(super) fn is_in_element(&self) -> bool {
        self.stack.last().is_some_and(Open::is_element)
    }

    /// Returns what holds inside of what was opened last, to be changed.
    pub(super) fn inside_mut(&mut self) -> Option<&mut Inside> {
        self.stack.last_mut().map(|open| &mut open.inside)
    }

    /// Opens `container`; a block in it starts anew. Returns what holds inside, to be changed.
    pub(super) fn open(&mut self, container: Container, element: Option<Name>) -> &mut Inside {
        if !matches!(container, Container::Inline(_)) {
            self.close_running_text();
        }
        let mut inside = self.inside();
        let place = self.stack.len();
        if container.isolates() {
            inside.outer_headings = self.headings.len();
            inside.heading = None;
            inside.term = false;
        }
        match &container {
            Container::Quote => inside.quoted = true,
            Container::Footnote => {
                inside.holder = Some(place);
                inside.item = None;
            }
            Container::Item { .. } => {
                inside.holder = Some(place);
                inside.item = Some(place);
            }
            Container::Cell { place: cell, .. } => {
                inside.holder = Some(place);
                inside.cell = Some(*cell);
            }
            Container::Inline(Some(mark)) => self.draft_mut().start(*mark),
            _ => {}
        }
        self.stack.push(Open {
            container,
            element,
            headings: self.headings.len(),
            inside,
        });
        let last = self.stack.len() - 1;
        &mut self.stack[last].inside
    }

    /// Says which language the container that was opened last is in.
    pub(super) fn set_language(&mut self, language: LanguageCode) {
        if let Some(open) = self.stack.last_mut() {
            open.inside.language = Some(language);
        }
    }

    /// Ends the innermost open container.
    pub(super) fn close_innermost(&mut self) {
        let Some(open) = self.stack.last() else {
            return;
        };
        if let Container::Inline(mark) = open.container {
            let ended = open.element.is_none();
            self.stack.pop();
            if let (Some(mark), false) = (mark, ended) {
                self.draft_mut().end(mark);
            }
            return;
        }
        self.close_running_text();
        let Some(Open {
            container,
            headings,
            ..
        }) = self.stack.pop()
        else {
            return;
        };
        if container.isolates() {
            self.headings.truncate(headings);
        }
        if container.parts_lead_in() {
            self.leading = None;
        }
        match container {
            Container::Cell { first, .. } => self.with_table(|table, _| table.end_cell(first)),
            Container::Row => self.with_table(Table::end_row),
            Container::Table(mut table) => table.end_row(&mut self.article),
            _ => {}
        }
    }

    /// Closes all that is open above the first `len` containers.
    pub(super) fn close_down_to(&mut self, len: usize) {
        while self.stack.len() > len {
            self.close_innermost();
        }
    }

    /// Ends the mark at `place` of the stack before what was opened inside it.
    pub(super) fn end_early(&mut self, place: usize) {
        let Open {
            container, element, ..
        } = &mut self.stack[place];
        *element = None;
        if let Container::Inline(Some(mark)) = *container {
            self.draft_mut().end(mark);
        }
    }

    /// Calls `change` with the innermost table.
    fn with_table(&mut self, change: impl FnOnce(&mut Table, &mut Article)) {
        let tables = self.stack.iter_mut().rev();
        let table = tables
            .map(|open| &mut open.container)
            .find_map(|container| match container {
                Container::Table(table) => Some(table),
                _ => None,
            });
        if let Some(table) = table {
            change(table, &mut self.article);
        }
    }
}

/// Text inside a block.
impl Blocks {
    /// Returns the block that text which comes now belongs to; `None` if no reader sees it.
    pub(super) fn draft(&mut self) -> Option<&mut Draft> {
        let inside = self.inside();
        let hidden = self.hidden_depth > 0 || inside.hidden || inside.outside;
        (!hidden).then(|| self.draft_mut())
    }

    fn draft_mut(&mut self) -> &mut Draft {
        if self.image_depth > 0 {
            &mut self.image
        } else {
            &mut self.draft
        }
    }

    pub(super) fn start_mark(&mut self, mark: Mark) {
        self.draft_mut().start(mark);
    }

    pub(super) fn end_mark(&mut self, mark: Mark) {
        self.draft_mut().end(mark);
    }

    /// Adds a line break; two of them with nothing between end the paragraph.
    pub(super) fn push_line_break(&mut self, span: Span) {
        let whole = self.image_depth == 0;
        let Some(draft) = self.draft() else { return };
        let lines = draft.prose.prose().rsplit_once('\n');
        let above = lines.filter(|(_, line)| line.trim().is_empty());
        match above.map(|(above, _)| ProseSpan::of_range(0..above.len()).end) {
            Some(end) if whole => {
                draft.truncate(end);
                self.close_running_text();
            }
            _ => draft.prose.push_line_break(span),
        }
    }

    /// Notes a link to `target`, if readers see it.
    pub(super) fn push_link(&mut self, target: &str, span: Span) {
        if self.draft().is_some() {
            let target = target.to_owned();
            self.article.links.push(Link { target, span });
        }
    }

    /// Notes a mark of a note, if readers see it.
    pub(super) fn push_note_mark(&mut self, label: &str, span: Span, resolved: bool) {
        if self.draft().is_some() {
            self.article.note_marks.push(NoteMark {
                label: label.to_owned(),
                span,
                resolved,
            });
        }
    }

    pub(super) fn start_hidden(&mut self) {
        self.hidden_depth += 1;
    }

    pub(super) fn end_hidden(&mut self) {
        self.hidden_depth = self.hidden_depth.saturating_sub(1);
    }

    pub(super) fn start_image(&mut self) {
        self.image_depth += 1;
    }

    pub(super) fn end_image(&mut self) {
        self.image_depth = self.image_depth.saturating_sub(1);
        if self.image_depth == 0 {
            self.images.push(std::mem::take(&mut self.image));
        }
    }

    /// Starts a block with the text of `draft`.
    #[cfg(feature = "mdx")]
    pub(super) fn push_draft(&mut self, draft: Draft) {
        self.close_running_text();
        if let Some(current) = self.draft() {
            *current = draft;
        }
    }

    /// Adds a comment: to the current block if it stands `in_line`, or else before the next one.
    pub(super) fn push_comment(&mut self, text: &str, span: Span, in_line: bool) {
        let is_empty = self.draft.prose.is_empty();
        let is_behind = !in_line && !is_empty;
        let in_table = |open: &Open| matches!(open.container, Container::Table(_));
        // A cell without text belongs to the row that the cells before it began.
        let row = |cell: CellPlace| (cell.table, cell.row);
        let last = self.article.blocks.last().and_then(|block| block.cell);
        let goes_on = is_empty && last.is_some() && last.map(row) == self.inside().cell.map(row);
        let comment = Comment {
            text: text.to_owned(),
            span,
            block: self.article.blocks.len() + usize::from(is_behind) - usize::from(goes_on),
            in_table: self.stack.iter().any(in_table),
        };
        self.article.comments.push(comment);
    }

    /// Adds the alternative text of an image to the current block.
    pub(super) fn push_image(&mut self, image: Draft) {
        let inside = self.inside();
        if self.hidden_depth == 0 && !inside.hidden && !inside.outside {
            self.images.push(image);
        }
    }
}

/// Blocks.
impl Blocks {
    /// Starts a heading; text up to its end is the heading.
    pub(super) fn start_heading(&mut self, level: u8, element: Option<Name>) {
        self.open(Container::Heading, element).heading = Some(level);
        self.end_sections(level);
    }

    /// Ends the sections that a heading of `level` ends.
    fn end_sections(&mut self, level: u8) {
        let outer = self.inside().outer_headings;
        let kept = self.headings[outer..]
            .iter()
            .take_while(|(above, _)| *above < level)
            .count();
        self.headings.truncate(outer + kept);
    }

    /// Returns the level of a heading one below the headings around the innermost container.
    pub(super) fn level_below(&self) -> u8 {
        let outer = &self.headings[..self.inside().outer_headings.min(self.headings.len())];
        outer.last().map_or(6, |(level, _)| (level + 1).min(6))
    }

    /// Starts a block that has no prose and therefore parts a list from the text above.
    pub(super) fn start_without_text(&mut self) {
        self.close_running_text();
        self.leading = None;
    }

    /// Ends the text of a paragraph, or text without a mark of its own.
    pub(super) fn close_running_text(&mut self) {
        if self.image_depth > 0 || self.draft.prose.is_empty() && self.images.is_empty() {
            return;
        }
        let inside = self.inside();
        if let Some(level) = inside.heading {
            self.end_sections(level);
            if let Some(heading) = self.close(BlockKind::Heading(level)) {
                self.headings.push((level, heading));
                self.note_term(heading);
            }
            return;
        }
        let kind = match inside.holder.map(|at| &self.stack[at].container) {
            Some(Container::Item { first: None, .. }) => BlockKind::Item,
            Some(Container::Footnote) => BlockKind::Footnote,
            Some(Container::Cell { .. }) => BlockKind::Cell,
            _ => BlockKind::Paragraph,
        };
        self.close(kind);
    }

    /// Ends the current block; returns its place if it has prose.
    fn close(&mut self, kind: BlockKind) -> Option<BlockIndex> {
        let draft = self.draft.take();
        let images = std::mem::take(&mut self.images);
        let has_images = !images.is_empty();
        let block = self.push(kind, draft);
        for image in images {
            self.push(BlockKind::ImageText, image);
        }
        if block.is_some() || has_images {
            self.leading = block.filter(|_| kind != BlockKind::Footnote);
        }
        let holder = self.inside().holder;
        if let Some(Container::Item { first, .. } | Container::Cell { first, .. }) =
            holder.map(|at| &mut self.stack[at].container)
        {
            *first = first.or(block);
        }
        block
    }

    fn push(&mut self, kind: BlockKind, draft: Draft) -> Option<BlockIndex> {
        let (prose, strong, links) = draft.into_parts();
        let (prose, map) = prose.finish();
        if prose.trim().is_empty() {
            return None;
        }
        let inside = self.inside();
        let list = match inside.item.map(|at| &self.stack[at].container) {
            Some(Container::Item { place, .. }) => Some(*place),
            _ => None,
        };
        let [strong, links] = Draft::marks(strong, links, &prose);
        self.article.blocks.push(Block {
            kind,
            headings: self.headings.iter().map(|(_, heading)| *heading).collect(),
            list,
            cell: inside.cell,
            quoted: inside.quoted,
            language: inside.language,
            strong,
            links,
            prose,
            map,
        });
        Some(self.article.blocks.len() - 1)
    }
}

/// Lists.
impl Blocks {
    pub(super) fn start_list(&mut self, ordered: bool, element: Option<Name>) {
        self.close_running_text();
        let leading = self.leading.take();
        let next = self.new_list(ordered, leading);
        self.open(Container::List { next }, element);
    }

    /// Returns the first place of a new list; `leading` leads in unless the list stands in an item.
    fn new_list(&mut self, ordered: bool, leading: Option<BlockIndex>) -> ListPlace {
        let holder = self.inside().holder;
        let (lead_in, parent) = match holder.map(|at| &self.stack[at].container) {
            Some(Container::Item { place, first }) => (place.lead_in, *first),
            _ => (leading, None),
        };
        let list = self.lists;
        self.lists += 1;
        ListPlace {
            list,
            item: 0,
            ordered,
            lead_in,
            parent,
            ticked: None,
        }
    }

    /// Tells whether what was opened last is a list.
    pub(super) fn is_in_list(&self) -> bool {
        let last = self.stack.last().map(|open| &open.container);
        matches!(last, Some(Container::List { .. }))
    }

    /// Starts an item of the list that was opened last.
    pub(super) fn start_item(&mut self, element: Option<Name>) {
        self.close_running_text();
        if let Some(Open {
            container: Container::List { next },
            ..
        }) = self.stack.last_mut()
        {
            let place = *next;
            next.item += 1;
            self.open(Container::Item { place, first: None }, element);
        }
    }

    /// Puts a check box before the item that was opened last.
    pub(super) fn mark_box(&mut self, ticked: bool) {
        let item = self.inside().item;
        let item = item.and_then(|at| self.stack.get_mut(at));
        if let Some(Container::Item { place, .. }) = item.map(|open| &mut open.container) {
            place.ticked = Some(ticked);
        }
    }

    /// Makes the heading that was opened last a term of a list of terms.
    pub(super) fn mark_term(&mut self) {
        if let Some(open) = self.stack.last_mut() {
            open.inside.term = true;
        }
    }

    /// Remembers that `heading` is a term, if it stands in a list of terms.
    fn note_term(&mut self, heading: BlockIndex) {
        let is_term = self.inside().term;
        if let (true, Some(Container::Definitions { list, term })) = (is_term, self.definitions()) {
            *list = None;
            *term = Some(heading);
        }
    }

    /// Returns the innermost list of terms.
    fn definitions(&mut self) -> Option<&mut Container> {
        let mut containers = self.stack.iter_mut().rev().map(|open| &mut open.container);
        containers.find(|container| matches!(container, Container::Definitions { .. }))
    }

    /// Starts what the last term means: an item that the term leads in.
    pub(super) fn start_meaning(&mut self, element: Option<Name>) {
        self.close_running_text();
        let (known, term) = match self.definitions() {
            Some(Container::Definitions { list, term }) => (*list, *term),
            _ => (None, None),
        };
        let place = known.unwrap_or_else(|| {
            let place = self.new_list(false, term);
            ListPlace {
                lead_in: term,
                ..place
            }
        });
        if let Some(Container::Definitions { list, .. }) = self.definitions() {
            *list = Some(ListPlace {
                item: place.item + 1,
                ..place
            });
        }
        self.leading = None;
        self.open(Container::Item { place, first: None }, element);
    }
}

/// Tables.
impl Blocks {
    pub(super) fn start_table(&mut self, element: Option<Name>) {
        self.start_without_text();
        let table = Table::new(self.tables);
        self.tables += 1;
        self.open(Container::Table(table), element);
    }

    pub(super) fn start_row(&mut self, in_head: bool, element: Option<Name>) {
        self.close_running_text();
        let first_block = self.article.blocks.len();
        self.with_table(|table, _| table.start_row(in_head, first_block));
        self.open(Container::Row, element);
    }

    pub(super) fn start_cell(&mut self, kind: CellKind, element: Option<Name>) {
        self.close_running_text();
        let mut place = None;
        self.with_table(|table, _| place = Some(table.start_cell(kind)));
        self.leading = None;
        match place {
            Some(place) => self.open(Container::Cell { place, first: None }, element),
            None => self.open(Container::Plain, element),
        };
    }
}
