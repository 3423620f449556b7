//! Tags and texts, one after the other, to what starts and ends.

use std::ops::Range;

use super::elements::Element;
use super::furniture::{is_box, is_furniture};
use super::layout::layout_tables;
use super::page::{Page, Survey};
use super::selector::{PageLayout, Selected, Trail};
use super::tokens::{StartTag, Token, for_each_token, pieces};
use crate::markup::LanguageCode;
use crate::markup::blocks::{Blocks, CellKind, Container, Draft, Mark, Name, Open};
use crate::source::{MapBuilder, ProseSpan, SourceMap, Span};

/// Most elements inside each other; Chromium, too, nests no deeper.
const MOST_NESTED: usize = 512;

/// Which part of a text is the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Root {
    /// What the configuration says.
    Selected,
    /// The `main` element.
    Main,
    /// The outermost `article` elements.
    Article,
    /// The whole page but for what is known to stand around articles.
    Page,
    /// All of it: what stands in the file is what the author wrote.
    #[default]
    Everything,
}

/// Follows the tags of one article, which may come in several pieces.
#[derive(Default)]
pub(crate) struct Tags {
    root: Root,
    layout: PageLayout,
    survey: Survey,
    trail: Trail,
    /// Of each table of the HTML, whether it only lays things out.
    layout_tables: Vec<bool>,
    /// How many tables have started.
    tables: usize,
    /// Text that is no prose, but may say who wrote the article, and when.
    margin: String,
    /// How many elements are nested too deep to be followed.
    overflow: usize,
    /// Length of the current block where the innermost raised text starts.
    raised: Option<u32>,
    /// The same for the innermost link, if it may be the mark of a note.
    link: Option<(u32, NoteLink)>,
    /// Whether the last link of the article has not ended.
    in_link: bool,
}

/// What a piece of HTML is read from, and into.
struct Reading<'r> {
    tags: &'r mut Tags,
    html: &'r str,
    map: &'r SourceMap,
    blocks: &'r mut Blocks,
}

impl Tags {
    /// Returns the reader of a whole page.
    pub(super) fn of_page(root: Root, survey: Survey, layout: &PageLayout) -> Self {
        Self {
            root,
            survey,
            layout: layout.clone(),
            ..Self::default()
        }
    }

    /// Returns the reader of the HTML in Markdown.
    pub(crate) fn of_fragments(layout: &PageLayout) -> Self {
        Self {
            layout: layout.clone(),
            ..Self::default()
        }
    }

    /// Returns the lines that are no prose, but may say who wrote the article, and when.
    pub(super) fn into_margin(self) -> Vec<String> {
        let lines = self.margin.lines().map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.join(" ")
        });
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Adds what `html` holds to `blocks`; `map` tells where it stands in the file. What is said about a
    /// page is added to `page`.
    pub(super) fn read(
        &mut self,
        html: &str,
        map: &SourceMap,
        blocks: &mut Blocks,
        mut page: Option<&mut Page>,
    ) {
        if self.root != Root::Everything && blocks.stack().is_empty() {
            let inside = blocks.open(Container::Plain, Some("html".into()));
            inside.outside = self.root != Root::Page;
        }
        self.layout_tables = layout_tables(html);
        self.tables = 0;
        let mut reading = Reading {
            tags: self,
            html,
            map,
            blocks,
        };
        for_each_token(html, |token, span| {
            if let Some(page) = &mut page {
                page.note(&token);
            }
            reading.token(&token, span);
        });
    }

    /// Adds what one tag of another markup does, which is HTML by name; `place` is where it stands in
    /// `html`, and `map` tells where that stands in the file.
    #[cfg(feature = "mdx")]
    pub(crate) fn read_tag(
        &mut self,
        token: &Token<'_>,
        place: Range<usize>,
        (html, map): (&str, &SourceMap),
        blocks: &mut Blocks,
    ) {
        let mut reading = Reading {
            tags: self,
            html,
            map,
            blocks,
        };
        reading.token(token, place);
    }

    /// Adds what `html` in Markdown holds to `blocks`; `map` tells where it stands in the file.
    pub(crate) fn read_fragment(&mut self, html: &str, map: &SourceMap, blocks: &mut Blocks) {
        self.read(html, map, blocks, None);
    }
}

impl Reading<'_> {
    fn token(&mut self, token: &Token<'_>, span: Range<usize>) {
        match token {
            Token::Start(tag) => self.start(tag, span),
            Token::End { name } => self.end(name, span),
            Token::Text { text } => {
                let (html, map) = (self.html, self.map);
                if let (Some(draft), Some(raw)) = (self.blocks.draft(), html.get(span.clone())) {
                    push_text(&mut draft.prose, raw, text, span.start, map);
                } else if self.blocks.inside().margin {
                    self.tags.margin.push_str(text);
                }
            }
            Token::Comment { text } => {
                let raw = self.html.get(span.clone()).unwrap_or_default();
                // What is not closed, or begins with `<?`, is only shown as little as a comment.
                let closed = raw.ends_with("-->") || raw.ends_with("--!>");
                if raw.starts_with("<!--") && closed {
                    let span = self.map.to_source(ProseSpan::of_range(span));
                    self.blocks.push_comment(text, span, true);
                }
            }
        }
    }

    fn start(&mut self, tag: &StartTag, span: Range<usize>) {
        let known = Element::of_name(&tag.name);
        let element = known.map_or(Element::Inline, |(_, element)| element);
        self.end_margin_line(element);
        match element {
            Element::Void => return,
            Element::Transparent => return self.start_transparent(tag),
            Element::Break => {
                let source = self.map.to_source(ProseSpan::of_range(span));
                return self.blocks.push_line_break(source);
            }
            Element::Image => return self.image(tag),
            Element::Table => self.tags.tables += 1,
            _ => {}
        }
        let name: Name = match known {
            Some((name, _)) => name.into(),
            None => tag.name.clone().into(),
        };
        let foreign = matches!(name.as_ref(), "svg" | "math");
        let may_be_empty = foreign || self.tags.root == Root::Everything;
        if tag.self_closing && may_be_empty && element != Element::Rule {
            // What is empty hides nothing. On a page, only drawings and formulas can be.
            return;
        }
        if self.blocks.stack().len() >= MOST_NESTED {
            self.tags.overflow += 1;
            if element.is_block() && !self.blocks.inside().hidden {
                self.blocks.close_running_text();
            }
            return;
        }
        self.tags.overflow = 0;
        if self.blocks.inside().hidden {
            let ended = self
                .blocks
                .stack()
                .last()
                .and_then(|open| open.element.as_deref());
            if ended.is_some_and(|open| ends_unsaid(open, &name, element)) {
                self.blocks.close_innermost();
            }
        }
        if self.blocks.inside().hidden {
            let margin = may_hold_bylines(element);
            let inside = self.blocks.open(Container::Inline(None), Some(name));
            inside.margin &= margin;
            return;
        }
        if element.is_block() {
            self.tags.raised = None;
            self.tags.link = None;
            self.close_through(|open| open.element.as_deref() == Some("p"), is_structure);
            self.end_word_list(tag);
        }
        self.open_implied_end(element);
        let depth = self.blocks.stack().len();
        let tags = &mut *self.tags;
        let selected = tags.trail.look_at(&tags.layout, tag, depth);
        match self.hidden(element, tag, selected) {
            Some(hiding) => self.open_hidden(element, hiding, name),
            None => {
                self.open(element, tag, name, span);
                // A foreign word in a line is part of its sentence.
                let opens = element.is_block() && element != Element::Rule;
                let language = tag.language().filter(|_| opens);
                if let Some(language) = language.and_then(LanguageCode::of_tag) {
                    self.blocks.set_language(language);
                }
            }
        }
        if self.blocks.stack().len() > depth {
            self.tags.trail.enter(self.blocks.stack().len() - 1);
        }
        self.open_selected(selected);
    }

    /// Elements that have no effect of their own may still be selected.
    fn start_transparent(&mut self, tag: &StartTag) {
        let depth = self.blocks.stack().len();
        let tags = &mut *self.tags;
        let selected = tags.trail.look_at(&tags.layout, tag, depth);
        if depth > 0 {
            self.tags.trail.enter(depth - 1);
        }
        self.open_selected(selected);
    }

    /// Lets the article begin in what was opened last, if it is the one that is looked for.
    fn open_selected(&mut self, selected: Selected) {
        let is_root = self.tags.root == Root::Selected && selected.article;
        if let (true, Some(inside)) = (is_root, self.blocks.inside_mut()) {
            inside.outside = false;
            inside.sectioned = true;
        }
    }

    fn end_margin_line(&mut self, element: Element) {
        let ends = element.is_block() || element == Element::Break;
        if ends && self.blocks.inside().margin {
            self.tags.margin.push('\n');
        }
    }

    /// Opens a visible element.
    fn open(&mut self, element: Element, tag: &StartTag, name: Name, span: Range<usize>) {
        let level = tag
            .get("aria-level")
            .and_then(|level| level.trim().parse().ok())
            .filter(|level| (1..=6).contains(level));
        let is_root = match self.tags.root {
            Root::Main => element == Element::Main || tag.get("role") == Some("main"),
            Root::Article => element == Element::Article,
            Root::Selected | Root::Page | Root::Everything => false,
        };
        let lays_out = self
            .tags
            .layout_tables
            .get(self.tags.tables.wrapping_sub(1));
        let lays_out = lays_out.copied().unwrap_or_default();
        let blocks = &mut *self.blocks;
        match element {
            Element::Rule => blocks.start_without_text(),
            Element::Heading(level) => blocks.start_heading(level, Some(name)),
            _ if tag.get("role") == Some("heading") => {
                blocks.start_heading(level.unwrap_or(2), Some(name));
            }
            Element::List { ordered } => blocks.start_list(ordered, Some(name)),
            Element::Item => {
                if !matches!(self.top(), Some(Container::List { .. })) {
                    self.blocks.start_list(false, Some("ul".into()));
                }
                self.blocks.start_item(Some(name));
            }
            Element::Definitions => self.open_definitions(name),
            Element::Term | Element::Meaning => {
                if !self.is_in(|open| matches!(open.container, Container::Definitions { .. })) {
                    self.open_definitions("dl".into());
                }
                if element == Element::Term {
                    let level = self.blocks.level_below();
                    self.blocks.start_heading(level, Some(name));
                    self.blocks.mark_term();
                } else {
                    self.blocks.start_meaning(Some(name));
                }
            }
            Element::Table
                if lays_out || matches!(tag.get("role"), Some("presentation" | "none")) =>
            {
                blocks.open(Container::Plain, Some(name));
            }
            Element::Table => blocks.start_table(Some(name)),
            Element::RowGroup { .. } | Element::Row | Element::Cell { .. } | Element::Caption => {
                self.open_table_part(element, tag, name);
            }
            Element::Paragraph if is_of_word_list(tag) => self.open_word_item(name),
            Element::Quote => {
                blocks.open(Container::Quote, Some(name));
            }
            Element::Details => {
                blocks.open(Container::Details, Some(name));
            }
            Element::Summary => {
                let level = blocks.level_below();
                blocks.start_heading(level, Some(name));
            }
            Element::Strong => {
                blocks.open(Container::Inline(Some(Mark::Strong)), Some(name));
            }
            Element::Link => {
                let mark = tag.get("href").map(|_| Mark::Link);
                if let Some(target) = tag.get("href") {
                    let source = self.map.to_source(ProseSpan::of_range(span));
                    blocks.push_link(target, source);
                }
                self.tags.in_link = tag.get("href").is_some();
                blocks.open(Container::Inline(mark), Some(name));
                let note = is_note_link(tag);
                self.tags.link =
                    note.and_then(|kind| Some((self.blocks.draft()?.prose.len(), kind)));
            }
            Element::Quotation => {
                blocks.open(Container::Inline(None), Some(name));
                self.push_mark("“", span);
            }
            Element::Raised => {
                blocks.open(Container::Inline(None), Some(name));
                self.tags.raised = self.blocks.draft().map(|draft| draft.prose.len());
            }
            _ if element.is_block() => {
                let inside = blocks.open(Container::Plain, Some(name));
                inside.outside &= !is_root;
                inside.sectioned |= is_root
                    || matches!(element, Element::Main | Element::Article | Element::Section);
            }
            _ => {
                blocks.open(Container::Inline(None), Some(name));
            }
        }
    }

    fn open_definitions(&mut self, name: Name) {
        let container = Container::Definitions {
            list: None,
            term: None,
        };
        self.blocks.open(container, Some(name));
    }

    fn open_hidden(&mut self, element: Element, hiding: Hiding, name: Name) {
        let in_article = !self.blocks.inside().outside;
        let margin = hiding == Hiding::NoProse
            && in_article
            && (element == Element::Header || name == "footer");
        let container = if element.is_block() {
            Container::Plain
        } else {
            Container::Inline(None)
        };
        if hiding == Hiding::NoProse && element.is_block() {
            self.blocks.start_without_text();
        }
        let inside = self.blocks.open(container, Some(name));
        inside.hidden = true;
        inside.margin = margin;
        if margin {
            self.tags.margin.push('\n');
        }
    }

    /// Opens a paragraph of Microsoft Word that is an item of a list.
    fn open_word_item(&mut self, name: Name) {
        let in_list = self.blocks.stack().last().is_some_and(is_word_list);
        if !in_list {
            self.blocks.start_list(false, Some(WORD_LIST.into()));
        }
        self.blocks.start_item(Some(name));
    }

    /// Ends a list of Microsoft Word before what is no item of it.
    fn end_word_list(&mut self, tag: &StartTag) {
        let in_list = self.blocks.stack().last().is_some_and(is_word_list);
        if in_list && !is_of_word_list(tag) {
            self.blocks.close_innermost();
        }
    }

    fn open_table_part(&mut self, element: Element, tag: &StartTag, name: Name) {
        let table = self.innermost_table();
        let Some(table) = table else {
            // Part of a table that only lays things out, or of none.
            self.blocks.open(Container::Plain, Some(name));
            return;
        };
        match element {
            Element::Caption => {
                self.blocks.close_down_to(table + 1);
                self.blocks.open(Container::Caption, Some(name));
            }
            Element::RowGroup { head } => {
                self.blocks.close_down_to(table + 1);
                self.blocks.open(Container::RowGroup { head }, Some(name));
            }
            Element::Row => self.open_row(table, name),
            _ => {
                let row = self.place_of(table, |open| matches!(open, Container::Row));
                match row {
                    Some(row) => self.blocks.close_down_to(row + 1),
                    None => self.open_row(table, "tr".into()),
                }
                let number = |name| {
                    let value = tag.get(name)?.trim().parse::<usize>().ok()?;
                    Some(value.min(usize::from(u16::MAX)))
                };
                let scope = tag.get("scope").unwrap_or_default().to_ascii_lowercase();
                let kind = CellKind {
                    header: element == Element::Cell { header: true },
                    of_row: scope.starts_with("row") || tag.get("role") == Some("rowheader"),
                    columns: number("colspan").unwrap_or(1),
                    rows: number("rowspan").unwrap_or(1),
                };
                self.blocks.start_cell(kind, Some(name));
            }
        }
    }

    fn open_row(&mut self, table: usize, name: Name) {
        let group = self.place_of(table, |open| matches!(open, Container::RowGroup { .. }));
        self.blocks.close_down_to(group.unwrap_or(table) + 1);
        let in_head = matches!(self.top(), Some(Container::RowGroup { head: true }));
        self.blocks.start_row(in_head, Some(name));
    }

    /// Ends what a start tag ends that has an end tag only if the author likes to write one.
    fn open_implied_end(&mut self, element: Element) {
        match element {
            Element::Item => {
                self.close_through(|open| open.element.as_deref() == Some("li"), is_structure);
            }
            Element::Term | Element::Meaning => {
                self.close_through(
                    |open| matches!(open.element.as_deref(), Some("dt" | "dd")),
                    is_structure,
                );
            }
            Element::Heading(_) => {
                self.close_through(is_heading, |open| {
                    !matches!(open.container, Container::Inline(_))
                });
            }
            Element::Link => self.end_inline("a"),
            Element::RowGroup { .. } | Element::Row | Element::Cell { .. } | Element::Caption => {
                if let Some(table) = self.innermost_table() {
                    self.end_table_part(table, element);
                }
            }
            _ => {}
        }
    }

    /// Ends what a part of `table` ends where it starts.
    fn end_table_part(&mut self, table: usize, element: Element) {
        let within = match element {
            Element::Row => self.place_of(table, |open| matches!(open, Container::RowGroup { .. })),
            Element::Cell { .. } => {
                match self.place_of(table, |open| matches!(open, Container::Row)) {
                    Some(row) => Some(row),
                    None => return,
                }
            }
            _ => None,
        };
        self.blocks.close_down_to(within.unwrap_or(table) + 1);
    }

    fn end(&mut self, name: &str, span: Range<usize>) {
        let known = Element::of_name(name);
        let element = known.map_or(Element::Inline, |(_, element)| element);
        self.end_margin_line(element);
        match element {
            Element::Break => return self.end_break(span),
            Element::Void | Element::Transparent | Element::Image | Element::Rule => return,
            _ => {}
        }
        if self.tags.overflow > 0 && self.blocks.stack().len() >= MOST_NESTED {
            self.tags.overflow -= 1;
            if element.is_block() && !self.blocks.inside().hidden {
                self.blocks.close_running_text();
            }
            return;
        }
        let is_named = |open: &Open| open.element.as_deref() == Some(name);
        match element {
            Element::Heading(_) => {
                self.close_through(is_heading, is_part_of_table);
            }
            Element::Table => {
                self.close_through(is_named, |_| false);
            }
            Element::RowGroup { .. } | Element::Row | Element::Cell { .. } | Element::Caption => {
                self.close_through(is_named, |open| {
                    matches!(open.container, Container::Table(_))
                });
            }
            Element::Item => {
                self.close_through(is_named, |open| {
                    is_part_of_table(open) || matches!(open.container, Container::List { .. })
                });
            }
            Element::Paragraph => {
                let ended = self.close_through(is_named, is_part_of_table);
                if !ended && !self.blocks.inside().hidden {
                    self.blocks.close_running_text();
                }
            }
            _ if element.is_block() => {
                self.close_through(is_named, is_part_of_table);
            }
            Element::Quotation => {
                if self.is_in(is_named) {
                    self.push_mark("”", span);
                }
                self.end_inline(name);
            }
            Element::Raised => {
                if self.is_in(is_named) {
                    self.drop_note_mark();
                }
                self.end_inline(name);
            }
            Element::Link => {
                if self.is_in(is_named) {
                    self.end_link(&span);
                    self.drop_note_link();
                }
                self.end_inline(name);
            }
            _ => self.end_inline(name),
        }
    }

    /// `</br>` is shown as `<br>` is.
    fn end_break(&mut self, span: Range<usize>) {
        let source = self.map.to_source(ProseSpan::of_range(span));
        self.blocks.push_line_break(source);
    }

    /// Ends the innermost mark `name`. Blocks that began inside it go on, as they do in a browser.
    fn end_inline(&mut self, name: &str) {
        let Some(place) = self.innermost(
            |open| open.element.as_deref() == Some(name),
            is_part_of_table,
        ) else {
            return;
        };
        let is_inline = |open: &Open| matches!(open.container, Container::Inline(_));
        if self.blocks.stack()[place..].iter().all(is_inline) {
            self.blocks.close_down_to(place);
        } else {
            self.blocks.end_early(place);
        }
    }

    fn push_mark(&mut self, mark: &str, span: Range<usize>) {
        let source = self.map.to_source(ProseSpan::of_range(span));
        if let Some(draft) = self.blocks.draft()
            && !source.is_empty()
            && draft.prose.source_end() <= source.start
        {
            draft.prose.push_decoded(mark, source);
        }
    }

    /// Takes back the raised text that ends here if it is the mark of a note, which Markdown, too, leaves
    /// out.
    fn drop_note_mark(&mut self) {
        let (Some(start), Some(draft)) = (self.tags.raised.take(), self.blocks.draft()) else {
            return;
        };
        let linked = draft.has_link_after(start);
        let prose = draft.prose.prose();
        let Some((before, mark)) = prose.split_at_checked(start as usize) else {
            return;
        };
        let is_sign = |letter: char| {
            letter.is_ascii_digit() || letter.is_whitespace() || "[](),;-–*†‡§".contains(letter)
        };
        let word = before
            .chars()
            .rev()
            .take_while(|letter| letter.is_alphabetic())
            .count();
        let sentence_ends = before.ends_with(['.', ',', ';', ':', '!', '?', ')', '”', '"']);
        // Powers stand behind figures and the signs of units.
        let stands_as_mark = linked || word > 2 || sentence_ends;
        if stands_as_mark && mark.chars().all(is_sign) {
            self.take_back_mark(start, linked);
        }
    }

    /// Takes back the mark of a note, which stands in the current block from `start` on.
    fn take_back_mark(&mut self, start: u32, linked: bool) {
        let in_link = self.is_in(|open| open.element.as_deref() == Some("a"));
        let Some(draft) = self.blocks.draft() else {
            return;
        };
        let label = draft.prose.prose()[start as usize..].trim().to_owned();
        let end = draft.prose.source_end();
        draft.truncate(start);
        let span = Span::new(draft.prose.source_end().min(end), end);
        if !draft.prose.prose().trim().is_empty() {
            self.blocks.push_note_mark(&label, span, linked || in_link);
        }
    }

    /// Makes the last link reach to the tag at `span`, which ends it.
    fn end_link(&mut self, span: &Range<usize>) {
        let end = self.map.to_source(ProseSpan::of_range(span.clone())).end;
        let was_open = std::mem::take(&mut self.tags.in_link);
        if let (true, Some(link)) = (was_open, self.blocks.article.links.last_mut()) {
            link.span.end = link.span.end.max(end);
        }
    }

    /// Takes back the text of the link that ends here if it only leads to a note or back from one.
    fn drop_note_link(&mut self) {
        let (Some((start, kind)), Some(draft)) = (self.tags.link.take(), self.blocks.draft())
        else {
            return;
        };
        let Some(text) = draft.prose.prose().get(start as usize..) else {
            return;
        };
        let text = text.trim();
        let is_number = |text: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|letter| letter.is_ascii_digit() || "*†‡§".contains(letter))
        };
        let in_brackets = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        let is_mark = match kind {
            NoteLink::Marked => is_number(in_brackets.unwrap_or(text)),
            NoteLink::Inside => in_brackets.is_some_and(is_number),
        };
        let is_arrow = !text.is_empty()
            && text
                .chars()
                .all(|letter| "↩↑⤴^\u{FE0E}\u{FE0F}".contains(letter));
        if is_mark {
            self.take_back_mark(start, true);
        } else if is_arrow {
            draft.truncate(start);
        }
    }

    fn image(&mut self, tag: &StartTag) {
        let Some(alt) = tag.attribute("alt") else {
            return;
        };
        let mut image = Draft::default();
        if let Some(raw) = self.html.get(alt.span.clone()) {
            push_text(&mut image.prose, raw, &alt.value, alt.span.start, self.map);
        }
        let depth = self.blocks.stack().len();
        let tags = &mut *self.tags;
        let selected = tags.trail.look_at(&tags.layout, tag, depth);
        if hides(tag).is_none() && !selected.excluded {
            self.blocks.push_image(image);
        }
    }

    /// Tells whether and how the text of an element is left out.
    fn hidden(&self, element: Element, tag: &StartTag, selected: Selected) -> Option<Hiding> {
        let on_page = self.tags.root != Root::Everything;
        let inside = self.blocks.inside();
        if element == Element::NoText {
            return Some(Hiding::Unseen);
        }
        if let Some(hiding) = hides(tag) {
            return Some(hiding);
        }
        if selected.excluded {
            return Some(Hiding::NoProse);
        }
        // What is selected may stand anywhere.
        if self.tags.root == Root::Selected && (selected.article || inside.outside) {
            return None;
        }
        match element {
            Element::Button if inside.heading.is_none() => return Some(Hiding::Unseen),
            Element::NoProse if tag.get("open").is_none() => return Some(Hiding::NoProse),
            Element::Navigation => return Some(Hiding::NoProse),
            Element::Form if !self.tags.survey.form_around_article => return Some(Hiding::NoProse),
            Element::Furniture if on_page && is_box(tag) => {}
            Element::Furniture if on_page => return Some(Hiding::NoProse),
            Element::Header
                if on_page && !inside.sectioned && !self.tags.survey.title_in_header =>
            {
                return Some(Hiding::NoProse);
            }
            Element::Main => {}
            Element::Article if self.tags.root == Root::Article && inside.outside => {}
            _ if on_page && is_furniture(tag) => return Some(Hiding::NoProse),
            _ => {}
        }
        match tag.get("role").unwrap_or_default() {
            "navigation" | "search" | "menu" | "menubar" | "dialog" | "alertdialog" => {
                Some(Hiding::NoProse)
            }
            "contentinfo" | "complementary" if on_page => Some(Hiding::NoProse),
            "banner" if on_page && !inside.sectioned => Some(Hiding::NoProse),
            _ => None,
        }
    }
}

/// How an element is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hiding {
    /// As if it were not there.
    Unseen,
    /// It is seen, and parts what stands above and below it.
    NoProse,
}

/// Tells whether the attributes of `tag` hide it.
fn hides(tag: &StartTag) -> Option<Hiding> {
    let style = || {
        let style = tag.get("style").unwrap_or_default();
        let style: String = style
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect();
        let style = style.to_ascii_lowercase();
        STYLES_THAT_HIDE.iter().any(|hides| style.contains(hides))
    };
    // What waits to be found by a search is meant to be read.
    let hidden = tag
        .get("hidden")
        .is_some_and(|value| value != "until-found");
    (hidden || tag.get("aria-hidden") == Some("true") || style()).then_some(Hiding::Unseen)
}

/// What styles hold that hide an element, without spaces. Those of Microsoft Word mark what it writes for
/// itself: the signs of lists, which a list has anyway, and remarks of reviewers.
const STYLES_THAT_HIDE: &[&str] = &[
    "display:none",
    "visibility:hidden",
    "mso-list:ignore",
    "mso-element:comment-list",
];

/// What is opened around paragraphs of Microsoft Word that make up a list; no element has this name.
const WORD_LIST: &str = " word list";

fn is_word_list(open: &Open) -> bool {
    open.element.as_deref() == Some(WORD_LIST)
}

/// Tells whether the paragraph `tag` is an item of a list in Microsoft Word.
fn is_of_word_list(tag: &StartTag) -> bool {
    let style = || tag.get("style").unwrap_or_default().to_ascii_lowercase();
    tag.name == "p" && style().contains("mso-list:")
}

/// Where a link leads that may be the mark of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoteLink {
    /// Its markup says that it is one.
    Marked,
    /// To another place of the page.
    Inside,
}

fn is_note_link(tag: &StartTag) -> Option<NoteLink> {
    let has_word = |name: &str, words: &[&str]| {
        let mut found = tag.get(name).unwrap_or_default().split_ascii_whitespace();
        found.any(|word| words.contains(&word))
    };
    let marked = has_word("role", &["doc-noteref", "doc-backlink"])
        || has_word("epub:type", &["noteref"])
        || has_word(
            "class",
            &["footnote-ref", "footnote-reference", "footnote-backref"],
        )
        || has_word("rel", &["footnote"]);
    let inside = tag.get("href").is_some_and(|href| href.contains('#'));
    match (marked, inside) {
        (true, _) => Some(NoteLink::Marked),
        (false, true) => Some(NoteLink::Inside),
        (false, false) => None,
    }
}

/// Tells whether what is not prose in `element` may say who wrote the article.
fn may_hold_bylines(element: Element) -> bool {
    !matches!(
        element,
        Element::Navigation
            | Element::Furniture
            | Element::Form
            | Element::NoText
            | Element::Button
            | Element::Quote
    )
}

/// Places on the stack.
impl Reading<'_> {
    fn top(&self) -> Option<&Container> {
        let open = self.blocks.stack().iter().rev();
        open.map(|open| &open.container)
            .find(|container| !matches!(container, Container::Inline(_)))
    }

    /// Returns the innermost place that `is_wanted`, unless something that `is_border` lies further in;
    /// what Markdown opened always does.
    fn innermost(
        &self,
        is_wanted: impl Fn(&Open) -> bool,
        is_border: impl Fn(&Open) -> bool,
    ) -> Option<usize> {
        for (place, open) in self.blocks.stack().iter().enumerate().rev() {
            if is_wanted(open) {
                return Some(place);
            }
            if is_border(open) || !open.is_element() {
                return None;
            }
        }
        None
    }

    /// Ends the innermost element that `is_wanted` and all in it, unless it lies beyond a border.
    fn close_through(
        &mut self,
        is_wanted: impl Fn(&Open) -> bool,
        is_border: impl Fn(&Open) -> bool,
    ) -> bool {
        let place = self.innermost(is_wanted, is_border);
        if let Some(place) = place {
            self.blocks.close_down_to(place);
        }
        place.is_some()
    }

    fn is_in(&self, is_wanted: impl Fn(&Open) -> bool) -> bool {
        self.innermost(is_wanted, is_part_of_table).is_some()
    }

    /// Returns the place of the innermost table, if it is one and not just a way to lay things out.
    fn innermost_table(&self) -> Option<usize> {
        let place = self.innermost(|open| open.element.as_deref() == Some("table"), |_| false)?;
        let is_table = matches!(self.blocks.stack()[place].container, Container::Table(_));
        is_table.then_some(place)
    }

    /// Returns the first place behind `table` that `is_wanted`.
    fn place_of(&self, table: usize, is_wanted: impl Fn(&Container) -> bool) -> Option<usize> {
        let stack = self.blocks.stack();
        (table + 1..stack.len()).find(|place| is_wanted(&stack[*place].container))
    }
}

/// Tells whether the element `open` ends where `next` begins, if authors leave out its end tag.
fn ends_unsaid(open: &str, next: &str, element: Element) -> bool {
    match open {
        "p" => element.is_block(),
        "dd" | "dt" => matches!(next, "dd" | "dt"),
        "td" | "th" => matches!(next, "td" | "th" | "tr"),
        "li" | "optgroup" | "option" | "tr" => next == open,
        _ => false,
    }
}

fn is_heading(open: &Open) -> bool {
    matches!(
        open.element.as_deref(),
        Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    )
}

/// Tells whether `open` is more than a block or a mark: what is outside of it does not end in it.
fn is_structure(open: &Open) -> bool {
    !matches!(
        open.container,
        Container::Inline(_) | Container::Plain | Container::Heading
    )
}

fn is_part_of_table(open: &Open) -> bool {
    matches!(
        open.container,
        Container::Cell { .. } | Container::Caption | Container::Table(_)
    )
}

/// Adds `text`, for which `raw` stands in the HTML from `start` on.
pub(crate) fn push_text(
    prose: &mut MapBuilder,
    raw: &str,
    text: &str,
    start: usize,
    map: &SourceMap,
) {
    let Some(pieces) = pieces(raw, text) else {
        return push_decoded(prose, text, start..start + raw.len(), map);
    };
    for (range, decoded) in pieces {
        let place = start + range.start..start + range.end;
        match decoded {
            Some(decoded) => push_decoded(prose, &decoded, place, map),
            None => push_piece(prose, &raw[range], place.start, map),
        }
    }
}

/// Adds `text`, for which the bytes at `place` of the HTML stand.
fn push_decoded(prose: &mut MapBuilder, text: &str, place: Range<usize>, map: &SourceMap) {
    let source = map.to_source(ProseSpan::of_range(place));
    if source.is_empty() || source.start < prose.source_end() {
        return;
    }
    // A line break written as a reference would pass for a border between lines.
    if text.trim_ascii().is_empty() {
        prose.push_space(source);
    } else {
        prose.push_decoded(text, source);
    }
}

/// Adds `text`, which stands in the HTML from `start` on, piece by piece as it stands in the file.
fn push_piece(prose: &mut MapBuilder, text: &str, start: usize, map: &SourceMap) {
    let whole = ProseSpan::of_range(start..start + text.len());
    let segments = map.segments();
    let first = segments.partition_point(|segment| segment.prose.end <= whole.start);
    for segment in &segments[first..] {
        let from = segment.prose.start.max(whole.start);
        let to = segment.prose.end.min(whole.end);
        if from >= to {
            break;
        }
        let part = &text[from as usize - start..to as usize - start];
        let place = from as usize..to as usize;
        if segment.verbatim {
            prose.push_text(part, map.to_source(ProseSpan::of_range(place)).start);
        } else {
            push_decoded(prose, part, place, map);
        }
    }
}
