//! Comments that are written as definitions of links: `[//]: # (factlint-ignore …)`.
//!
//! Renderers drop a definition that no link uses, where some show or escape comments of HTML. Only definitions
//! whose title is addressed to factlint are taken for comments.
//!
//! The parser gives no event for a definition. So what looks like one is one if no event covers it; elsewhere,
//! as in code or in the middle of a paragraph, it is text.

use std::ops::Range;

use crate::markup::{Article, Comment};
use crate::source::Span;

/// What the title of such a definition begins with.
const ADDRESSED: &str = "factlint";

/// What may stand on a line before a definition: marks of quotes and items.
const BEFORE: &[char] = &[' ', '\t', '>', '-', '*', '+', '.', ')'];

/// What may be definitions, until all events are read.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// In order.
    candidates: Vec<Candidate>,
}

#[derive(Debug)]
struct Candidate {
    /// The whole definition.
    span: Span,
    title: Range<usize>,
    /// Whether an event covers it.
    is_text: bool,
}

impl Definitions {
    /// Returns what may be a definition in `text`.
    pub(super) fn in_text(text: &str) -> Self {
        let mut candidates = Vec::new();
        let mut at = 0;
        let addressed = memchr::memmem::Finder::new(ADDRESSED);
        while let Some(found) = addressed.find(&text.as_bytes()[at..]) {
            let found = at + found;
            let line_end = text[found..]
                .find(['\n', '\r'])
                .map_or(text.len(), |len| found + len);
            let line_start = text[at..found].rfind(['\n', '\r']);
            let line_start = line_start.map_or(at, |end| at + end + 1);
            candidates.extend(definition(text, line_start..line_end));
            at = line_end;
        }
        Self { candidates }
    }

    /// Takes note that `span` is text, code or HTML.
    pub(super) fn pass(&mut self, span: Span) {
        let after = |candidate: &Candidate| candidate.span.end <= span.start;
        let first = self.candidates.partition_point(after);
        for candidate in &mut self.candidates[first..] {
            if !candidate.span.overlaps(span) {
                break;
            }
            candidate.is_text = true;
        }
    }

    /// Adds what are definitions to the comments of `article`, which was read from `text`.
    pub(super) fn add_to(self, article: &mut Article, text: &str) {
        let body = article.front_matter.span.map_or(0, |span| span.end);
        let others: Vec<Span> = article.comments.iter().map(|other| other.span).collect();
        let mut block = 0;
        for Candidate {
            span,
            title,
            is_text,
        } in self.candidates
        {
            let first = others.partition_point(|other| other.end <= span.start);
            let in_comment = others.get(first).is_some_and(|other| other.overlaps(span));
            if is_text || in_comment || span.start < body {
                continue;
            }
            while start_of(article, block).is_some_and(|start| start < span.end) {
                block += 1;
            }
            article.comments.push(Comment {
                text: text[title].to_owned(),
                span,
                block,
                in_table: false,
            });
        }
        article.comments.sort_by_key(|comment| comment.span);
    }
}

/// Returns where the block of this number starts in the file.
fn start_of(article: &Article, block: usize) -> Option<u32> {
    let segments = article.blocks.get(block)?.map.segments();
    segments.first().map(|segment| segment.source.start)
}

/// Returns what `line` of `text` may hold.
fn definition(text: &str, line: Range<usize>) -> Option<Candidate> {
    let whole = text[line.clone()].trim_end();
    let is_before = |letter: char| BEFORE.contains(&letter) || letter.is_ascii_digit();
    let inner = whole.trim_start_matches(is_before);
    let (label, rest) = inner.strip_prefix('[')?.split_once("]:")?;
    let rest = rest.trim_start();
    let destination = rest.find([' ', '\t'])?;
    let quoted = rest[destination..].trim_start();
    let close = match quoted.chars().next()? {
        '(' => ')',
        quote @ ('"' | '\'') => quote,
        _ => return None,
    };
    let title = quoted[1..].strip_suffix(close)?;
    if label.contains(['[', ']']) || !title.trim_start().starts_with(ADDRESSED) {
        return None;
    }
    let end = line.start + whole.len();
    let title_end = end - close.len_utf8();
    Some(Candidate {
        span: Span::of_range(end - inner.len()..end),
        title: title_end - title.len()..title_end,
        is_text: false,
    })
}
