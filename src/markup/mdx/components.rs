//! Tags of JSX to blocks: elements of HTML as HTML has them, components by what they are given.
//!
//! What components show, only their code knows. What can be told without it:
//!
//! | written | read as |
//! |---|---|
//! | attributes of [`TITLES`] of a block | heading above what stands in the component, and of nothing else |
//! | attributes of [`TEXTS`] of a block | paragraph below that heading |
//! | `alt`, anywhere | text of an image; with it or `src`, `title` is a tooltip and not read |
//! | all other attributes; those of components inside a line | nothing |
//! | components of [`KNOWN`] | what their names say |
//! | what stands in any other component | as if it stood there without it |
//!
//! A value counts if it is a string: `title="…"`, `title={'…'}`.

use std::borrow::Cow;
use std::ops::Range;

use super::expression;
use super::jsx::{Attribute, Tag, TagKind, Value};
use crate::markup::UNKNOWN;
use crate::markup::blocks::{Blocks, Container, Draft, Mark};
use crate::markup::html::{StartTag, Token, decode_references, push_text};
use crate::markup::markdown::Reader;
use crate::source::{MapBuilder, SourceMap, Span};

/// Attributes that hold the title of a component; the first that is there counts.
const TITLES: &[&str] = &["title", "heading", "header", "summary", "question", "label"];

/// Attributes that hold prose, in the order in which components show them.
const TEXTS: &[&str] = &["subtitle", "description", "text", "answer", "caption"];

/// Components that are more than a place for what stands in them.
const KNOWN: &[(&str, Kind)] = &[
    ("A", Kind::Link),
    ("BlockQuote", Kind::Quote),
    ("Blockquote", Kind::Quote),
    ("Code", Kind::NoProse),
    ("CodeBlock", Kind::NoProse),
    ("Head", Kind::NoProse),
    ("Link", Kind::Link),
    ("Math", Kind::NoProse),
    ("Mermaid", Kind::NoProse),
    ("Meta", Kind::NoProse),
    ("Pre", Kind::NoProse),
    ("PullQuote", Kind::Quote),
    ("Quote", Kind::Quote),
    ("SEO", Kind::NoProse),
    ("Script", Kind::NoProse),
    ("Seo", Kind::NoProse),
    ("Style", Kind::NoProse),
    ("Sup", Kind::Element("sup")),
    ("TBody", Kind::Element("tbody")),
    ("TD", Kind::Element("td")),
    ("TH", Kind::Element("th")),
    ("THead", Kind::Element("thead")),
    ("TR", Kind::Element("tr")),
    ("Table", Kind::Element("table")),
    ("TableBody", Kind::Element("tbody")),
    ("TableCell", Kind::Element("td")),
    ("TableRow", Kind::Element("tr")),
    ("Tbody", Kind::Element("tbody")),
    ("Td", Kind::Element("td")),
    ("Testimonial", Kind::Quote),
    ("Th", Kind::Element("th")),
    ("Thead", Kind::Element("thead")),
    ("Tr", Kind::Element("tr")),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What the element of HTML is.
    Element(&'static str),
    Link,
    /// Somebody else's words.
    Quote,
    /// Code, or what the page says about itself.
    NoProse,
    /// A place for what stands in it.
    Plain,
}

/// Most components inside each other; the tags of any deeper are passed over.
const MOST_NESTED: usize = 512;

/// The tags of one file.
pub(super) struct Components<'a> {
    text: &'a str,
    /// The file as a part of itself.
    map: SourceMap,
}

impl<'a> Components<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            map: SourceMap::verbatim(0..text.len()),
        }
    }

    /// Adds what the tag at `range` of the file does; `is_block` if it doesn't stand in a line.
    pub(super) fn tag(&self, range: Range<usize>, is_block: bool, reader: &mut Reader<'_>) {
        let mut tag = Tag::of(&self.text[range.clone()]);
        if let Kind::Element(name) = kind_of(tag.name) {
            tag.name = name;
        }
        let is_element = tag.name.starts_with(|letter: char| letter.is_lowercase());
        // Alternative texts hold no blocks.
        if tag.name.is_empty() || reader.image_depth > 0 && tag.name != "br" {
            return;
        }
        if is_element && !tag.name.contains('.') {
            return self.element(&tag, range, is_block, reader);
        }
        let blocks = &mut reader.blocks;
        match tag.kind {
            TagKind::End => end(tag.name, blocks),
            _ if blocks.stack().len() >= MOST_NESTED => {}
            _ if is_block => self.block(&tag, range.start, blocks),
            _ => self.mark(&tag, range, blocks),
        }
    }

    /// Adds what an element of HTML does.
    fn element(&self, tag: &Tag<'_>, range: Range<usize>, is_block: bool, reader: &mut Reader<'_>) {
        let start;
        let token = if tag.kind == TagKind::End {
            Token::End { name: tag.name }
        } else {
            start = self.start_tag(tag, range.start);
            Token::Start(&start)
        };
        let source = (self.text, &self.map);
        reader
            .tags
            .read_tag(&token, range, source, &mut reader.blocks);
        if is_block && tag.name == "img" {
            reader.blocks.close_running_text();
        }
    }

    /// Returns the tag as HTML would have it.
    fn start_tag(&self, tag: &Tag<'_>, at: usize) -> StartTag {
        let mut start = StartTag::new(tag.name.to_owned(), tag.kind == TagKind::Empty);
        for Attribute { name, value } in &tag.attributes {
            let name = name.to_ascii_lowercase();
            let (value, place) = match value {
                Value::Absent => (String::new(), at..at),
                Value::Quoted(place) => {
                    let place = at + place.start..at + place.end;
                    (decode_references(&self.text[place.clone()]), place)
                }
                Value::Expression(place) => {
                    let place = at + place.start + 1..at + place.end;
                    let inner = &self.text[place.clone()];
                    let inner = inner.strip_suffix('}').unwrap_or(inner).trim();
                    if matches!(inner, "false" | "null" | "undefined" | "") {
                        continue;
                    }
                    // Quotes stand around values of styles, too.
                    (inner.replace(['"', '\'', '`'], ""), place)
                }
            };
            start.add(&name, value, place);
        }
        start
    }

    /// Starts a component that is a block.
    fn block(&self, tag: &Tag<'_>, at: usize, blocks: &mut Blocks) {
        let kind = kind_of(tag.name);
        if kind == Kind::NoProse {
            blocks.start_without_text();
            if tag.kind == TagKind::Start {
                let name = Some(Cow::Owned(tag.name.to_owned()));
                blocks.open(Container::Plain, name).hidden = true;
            }
            return;
        }
        let is_image = tag.get("alt").is_some() || tag.get("src").is_some();
        let title = TITLES
            .iter()
            .filter(|name| !is_image || **name != "title")
            .find_map(|name| self.text_of(tag, name, at));
        let container = match kind {
            Kind::Quote => Container::Quote,
            _ if title.is_some() => Container::Details,
            _ => Container::Plain,
        };
        let place = blocks.stack().len();
        blocks.open(container, Some(Cow::Owned(tag.name.to_owned())));
        if let Some(title) = title {
            let level = blocks.level_below();
            blocks.start_heading(level, None);
            blocks.push_draft(title);
            blocks.close_innermost();
        }
        if let Some(alt) = self.text_of(tag, "alt", at) {
            blocks.push_image(alt);
            blocks.close_running_text();
        }
        for name in TEXTS {
            if let Some(text) = self.text_of(tag, name, at) {
                blocks.push_draft(text);
                blocks.close_running_text();
            }
        }
        if tag.kind == TagKind::Empty {
            blocks.close_down_to(place);
        }
    }

    /// Starts a component inside a line.
    fn mark(&self, tag: &Tag<'_>, place: Range<usize>, blocks: &mut Blocks) {
        let at = place.start;
        if let Some(alt) = self.text_of(tag, "alt", at) {
            blocks.push_image(alt);
        }
        if tag.kind == TagKind::Start {
            let mark = (kind_of(tag.name) == Kind::Link).then_some(Mark::Link);
            if mark.is_some() {
                blocks.push_link(&self.target_of(tag, at), Span::of_range(place));
            }
            blocks.open(
                Container::Inline(mark),
                Some(Cow::Owned(tag.name.to_owned())),
            );
        }
    }

    /// Returns where the link `tag`, which starts at `at`, leads; [`UNKNOWN`] if only its code knows.
    fn target_of(&self, tag: &Tag<'_>, at: usize) -> String {
        let set = ["href", "to"].iter().find(|name| tag.get(name).is_some());
        let text = set.and_then(|name| self.text_of(tag, name, at));
        text.map_or_else(|| UNKNOWN.to_string(), |text| text.prose.prose().to_owned())
    }

    /// Returns the text that the attribute `name` of `tag`, which starts at `at`, is set to.
    fn text_of(&self, tag: &Tag<'_>, name: &str, at: usize) -> Option<Draft> {
        let mut prose = MapBuilder::default();
        match tag.get(name)? {
            Value::Absent => {}
            Value::Quoted(place) => {
                let start = at + place.start;
                let raw = &self.text[start..at + place.end];
                push_text(&mut prose, raw, &decode_references(raw), start, &self.map);
            }
            Value::Expression(place) => {
                let raw = &self.text[at + place.start + 1..at + place.end];
                let raw = raw.strip_suffix('}').unwrap_or(raw);
                let start = at + place.start + 1 + (raw.len() - raw.trim_start().len());
                let text = expression::string(raw.trim())?;
                let start = start + text.start;
                expression::push_string(&mut prose, &raw.trim()[text], start);
            }
        }
        (!prose.prose().trim().is_empty()).then(|| Draft::of(prose))
    }
}

fn kind_of(name: &str) -> Kind {
    let known = KNOWN.binary_search_by_key(&name, |(known, _)| known);
    known.map_or(Kind::Plain, |at| KNOWN[at].1)
}

/// Ends the innermost component `name` and all in it, unless Markdown opened something between.
fn end(name: &str, blocks: &mut Blocks) {
    let open = blocks.stack().iter().rev();
    let inside = open
        .take_while(|open| open.is_element())
        .position(|open| open.element.as_deref() == Some(name));
    if let Some(inside) = inside {
        blocks.close_down_to(blocks.stack().len() - 1 - inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_so_that_each_is_found() {
        assert!(KNOWN.is_sorted_by(|(one, _), (other, _)| one < other));
        assert_eq!(kind_of("Quote"), Kind::Quote);
        assert_eq!(kind_of("Callout"), Kind::Plain);
    }
}
