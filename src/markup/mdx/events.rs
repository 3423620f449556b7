//! Events of the MDX parser as those of the Markdown parser, which one reader understands.

use pulldown_cmark as md;
use satteri_pulldown_cmark as mdx;

/// Returns the same event of Markdown; `None` for those that the reader of Markdown has no use for.
pub(super) fn markdown_event<'a>(event: &'a mdx::Event<'_>) -> Option<md::Event<'a>> {
    Some(match event {
        mdx::Event::Start(tag) => md::Event::Start(start(tag)?),
        mdx::Event::End(tag) => md::Event::End(end(tag)?),
        mdx::Event::Text(text) => md::Event::Text(string(text)),
        mdx::Event::Code(text) => md::Event::Code(string(text)),
        mdx::Event::Html(text) => md::Event::Html(string(text)),
        mdx::Event::InlineHtml(text) => md::Event::InlineHtml(string(text)),
        mdx::Event::FootnoteReference(label) => md::Event::FootnoteReference(string(label)),
        mdx::Event::SoftBreak => md::Event::SoftBreak,
        mdx::Event::HardBreak => md::Event::HardBreak,
        mdx::Event::Rule => md::Event::Rule,
        _ => return None,
    })
}

/// Returns `text` as the other parser's string; it stays a slice of what was parsed if it is one.
fn string<'a>(text: &'a mdx::CowStr<'_>) -> md::CowStr<'a> {
    match text {
        mdx::CowStr::Borrowed(text) => md::CowStr::Borrowed(text),
        other => md::CowStr::Boxed(other.as_ref().into()),
    }
}

/// Details that make no difference, such as titles of links, are left out.
fn start<'a>(tag: &'a mdx::Tag<'_>) -> Option<md::Tag<'a>> {
    const NONE: md::CowStr<'static> = md::CowStr::Borrowed("");
    Some(match tag {
        mdx::Tag::Paragraph => md::Tag::Paragraph,
        mdx::Tag::Heading { level, .. } => md::Tag::Heading {
            level: heading_level(*level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        },
        mdx::Tag::BlockQuote(kind) => md::Tag::BlockQuote(kind.map(|_| md::BlockQuoteKind::Note)),
        mdx::Tag::CodeBlock(_) => md::Tag::CodeBlock(md::CodeBlockKind::Indented),
        mdx::Tag::HtmlBlock => md::Tag::HtmlBlock,
        mdx::Tag::List(first, _) => md::Tag::List(*first),
        mdx::Tag::Item => md::Tag::Item,
        mdx::Tag::FootnoteDefinition(label) => md::Tag::FootnoteDefinition(string(label)),
        mdx::Tag::Table(_) => md::Tag::Table(Vec::new()),
        mdx::Tag::TableHead => md::Tag::TableHead,
        mdx::Tag::TableRow => md::Tag::TableRow,
        mdx::Tag::TableCell => md::Tag::TableCell,
        mdx::Tag::Emphasis => md::Tag::Emphasis,
        mdx::Tag::Strong => md::Tag::Strong,
        mdx::Tag::Strikethrough => md::Tag::Strikethrough,
        mdx::Tag::Link { dest_url, .. } => md::Tag::Link {
            link_type: md::LinkType::Inline,
            dest_url: string(dest_url),
            title: NONE,
            id: NONE,
        },
        mdx::Tag::Image { .. } => md::Tag::Image {
            link_type: md::LinkType::Inline,
            dest_url: NONE,
            title: NONE,
            id: NONE,
        },
        _ => return None,
    })
}

fn end(tag: &mdx::TagEnd) -> Option<md::TagEnd> {
    Some(match tag {
        mdx::TagEnd::Paragraph => md::TagEnd::Paragraph,
        mdx::TagEnd::Heading(level) => md::TagEnd::Heading(heading_level(*level)),
        mdx::TagEnd::BlockQuote(kind) => {
            md::TagEnd::BlockQuote(kind.map(|_| md::BlockQuoteKind::Note))
        }
        mdx::TagEnd::CodeBlock => md::TagEnd::CodeBlock,
        mdx::TagEnd::HtmlBlock => md::TagEnd::HtmlBlock,
        mdx::TagEnd::List(ordered) => md::TagEnd::List(*ordered),
        mdx::TagEnd::Item => md::TagEnd::Item,
        mdx::TagEnd::FootnoteDefinition => md::TagEnd::FootnoteDefinition,
        mdx::TagEnd::Table => md::TagEnd::Table,
        mdx::TagEnd::TableHead => md::TagEnd::TableHead,
        mdx::TagEnd::TableRow => md::TagEnd::TableRow,
        mdx::TagEnd::TableCell => md::TagEnd::TableCell,
        mdx::TagEnd::Emphasis => md::TagEnd::Emphasis,
        mdx::TagEnd::Strong => md::TagEnd::Strong,
        mdx::TagEnd::Strikethrough => md::TagEnd::Strikethrough,
        mdx::TagEnd::Link => md::TagEnd::Link,
        mdx::TagEnd::Image => md::TagEnd::Image,
        _ => return None,
    })
}

fn heading_level(level: mdx::HeadingLevel) -> md::HeadingLevel {
    md::HeadingLevel::try_from(level as usize).unwrap_or(md::HeadingLevel::H6)
}
