//! What is no prose, but leads somewhere: links, marks of notes, and the notes.

use super::{Article, Block, BlockIndex};
use crate::source::{Format, ProseSpan, Span};

/// A link of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, as it is written; empty if there is none.
    pub target: String,
    /// The whole link with its markup.
    pub span: Span,
}

impl Link {
    /// Tells whether the link leads nowhere: its address is empty, or only the sign of a place on the page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.target.trim(), "" | "#")
    }
}

/// A mark of a note that the markup knows as one; it is no prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// Its text, such as `1` or `*`, or the name of the note.
    pub label: String,
    /// Where it stands; may hold markup around it.
    pub span: Span,
    /// Whether the markup leads to the note.
    pub resolved: bool,
}

/// A note that the markup knows as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its name.
    pub label: String,
    /// The whole note with its markup.
    pub span: Span,
}

/// Where a note could be added in the syntax of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePlace {
    /// An empty span at the end of the file.
    pub at: Span,
    /// The line breaks that part it from what stands before it.
    pub breaks: String,
    /// The line break of the file.
    pub line_break: &'static str,
}

impl NotePlace {
    /// Returns the place at the end of `text`; `None` if `format` has no syntax for notes.
    pub(super) fn of(text: &str, format: Format) -> Option<Self> {
        if !matches!(format, Format::Markdown | Format::Mdx) {
            return None;
        }
        let has_returns = memchr::memchr(b'\r', text.as_bytes()).is_some();
        let line_break = match has_returns && text.contains("\r\n") {
            true => "\r\n",
            false => "\n",
        };
        let missing = match text.strip_suffix(line_break) {
            Some(rest) if rest.ends_with(line_break) => 0,
            Some(_) => 1,
            None => 2,
        };
        Some(Self {
            at: Span::of_range(text.len()..text.len()),
            breaks: line_break.repeat(missing),
            line_break,
        })
    }
}

impl Block {
    /// Returns the bytes of the file that the prose comes from.
    #[must_use]
    pub fn source(&self) -> Span {
        self.map.to_source(ProseSpan::of_range(0..self.prose.len()))
    }
}

/// What shows something that is no prose, in any markup.
const SHOWN: &[&str] = &[
    "![", "```", "~~~", "{", "<img", "<picture", "<figure", "<iframe", "<video", "<audio",
    "<object", "<embed", "<svg", "<canvas", "<table", "<ul", "<ol", "<dl", "<form", "<select",
    "<pre", "<math", "<script", "<details",
];

/// Returns the blocks of `article` behind which something that is no prose stands before the next block, as far
/// as `text`, the file, shows: an image, code, a component. In order.
pub(super) fn followed_by_other(article: &Article, text: &str, format: Format) -> Vec<BlockIndex> {
    if format == Format::Text {
        return Vec::new();
    }
    let starts = article
        .blocks
        .iter()
        .map(|block| block.source().start as usize);
    let nexts = starts.skip(1).chain([text.len()]);
    let blocks = article.blocks.iter().zip(nexts).enumerate();
    blocks
        .filter(|(_, (block, next))| {
            let end = block.source().end as usize;
            let between = text.get(end..*next);
            between.is_some_and(|markup| shows_other(markup, format))
        })
        .map(|(at, _)| at)
        .collect()
}

/// What the signs in [`SHOWN`] begin with.
const BEGINS: &[u8] = b"!`~{<";

fn shows_other(markup: &str, format: Format) -> bool {
    if !markup.bytes().any(|byte| BEGINS.contains(&byte)) {
        return false;
    }
    // In MDX a capital tells a component from a tag.
    let component = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_uppercase());
    if format == Format::Mdx && markup.split('<').skip(1).any(component) {
        return true;
    }
    let markup = markup.to_ascii_lowercase();
    SHOWN.iter().any(|sign| markup.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_shown_begins_as_all_of_it_does() {
        for sign in SHOWN {
            assert!(BEGINS.contains(&sign.as_bytes()[0]), "{sign}");
            assert!(
                shows_other(&format!("\n{}\n", sign.to_uppercase()), Format::Html),
                "{sign}"
            );
        }
        assert!(!shows_other("\n\n- <b>*_", Format::Markdown));
        for (markup, format, shown) in [
            ("\n<Chart data={1} />\n", Format::Mdx, true),
            ("\n<Chart />\n", Format::Mdx, true),
            ("\n<b>x</b></P>", Format::Mdx, false),
            ("\n<BR><P>", Format::Html, false),
        ] {
            assert_eq!(shows_other(markup, format), shown, "{markup}");
        }
    }
}
