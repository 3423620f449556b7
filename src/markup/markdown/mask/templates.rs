//! Tags of templates and shortcodes.

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::markup::lines::lines;

use super::find::Finder;
use super::{BorderKind, LETTER, Mask, QUOTES, UNREAD};

/// How tags open and close: Hugo, Liquid, Nunjucks and Jinja, Handlebars, kramdown. A longer opener
/// stands before those it begins with.
const TAGS: [(&str, &str); 8] = [
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("{# ", "#}"),
    ("{#-", "#}"),
    ("{::", "}"),
    (KRAMDOWN_END, "}"),
];

/// How the end tags of kramdown open.
const KRAMDOWN_END: &str = "{:/";

/// One tag.
struct Tag<'a> {
    range: Range<usize>,
    /// What is opened or closed; empty for what only stands for a value.
    name: &'a str,
    closes: bool,
}

/// Masks tags, and what stands in those whose text is not read.
pub(super) fn mask(mask: &mut Mask<'_>) {
    let tags = tags(mask);
    let mut ends = FxHashMap::<&str, VecDeque<usize>>::default();
    for (at, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.closes) {
        ends.entry(tag.name).or_default().push_back(at);
    }
    let mut at = 0;
    while let Some(Tag {
        range,
        name,
        closes,
    }) = tags.get(at)
    {
        let end = if *closes {
            None
        } else {
            end_of(name, at, &mut ends)
        };
        let mut range = range.clone();
        at += 1;
        if let Some(end) = end {
            let end_tag = &tags[end].range;
            if UNREAD.contains(name) {
                range.end = end_tag.end;
                at = end + 1;
            } else if QUOTES.contains(name) {
                mask.border(range.start, BorderKind::Quote);
                mask.border(end_tag.start, BorderKind::End);
            }
        }
        mask.hide(range, LETTER);
    }
}

/// Returns the place of the first tag behind `at` that closes `name`.
fn end_of(name: &str, at: usize, ends: &mut FxHashMap<&str, VecDeque<usize>>) -> Option<usize> {
    let ends = ends.get_mut(name)?;
    while ends.front().is_some_and(|end| *end <= at) {
        ends.pop_front();
    }
    ends.front().copied()
}

/// Returns the tags in order. A tag holds no empty line: what is not closed before one is prose.
fn tags<'a>(mask: &Mask<'a>) -> Vec<Tag<'a>> {
    let text = mask.source;
    if memchr::memchr(b'{', &text.as_bytes()[mask.body..]).is_none() {
        return Vec::new();
    }
    let mut finders = TAGS.map(|(_, close)| Finder::new(text, close));
    let mut gaps = gaps(text, mask.body).into_iter().peekable();
    let mut tags = Vec::new();
    let mut at = mask.body;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        at = open + 1;
        if let Some(end) = mask.comment_end(open) {
            at = end;
            continue;
        }
        while gaps.next_if(|gap| *gap <= open).is_some() {}
        let gap = gaps.peek().copied().unwrap_or(text.len());
        let rest = &text[open..];
        let known = TAGS.iter().position(|(opener, _)| rest.starts_with(opener));
        let Some(known) = known else { continue };
        let (opener, close) = TAGS[known];
        let inner = open + opener.len();
        let Some(end) = finders[known].next(inner).filter(|end| *end < gap) else {
            // What opens longer might open shorter, but nobody means that.
            at = inner;
            continue;
        };
        let content = &text[inner..end];
        // Three braces: as it is, without escapes.
        let braces = text[end + close.len()..]
            .bytes()
            .take_while(|byte| *byte == b'}');
        let after = end + close.len() + braces.count();
        let (name, closes) = name_of(opener, content);
        tags.push(Tag {
            range: open..after,
            name,
            closes,
        });
        at = after;
    }
    tags
}

/// Returns what a tag opens or closes, and whether it closes it.
fn name_of<'a>(opener: &str, content: &'a str) -> (&'a str, bool) {
    let content = content.trim_start_matches(['-', '~']).trim_start();
    let (content, slash) = match content.strip_prefix(['/', '#']) {
        Some(rest) => (rest.trim_start(), content.starts_with('/')),
        None => (content, false),
    };
    let end = content.find(|letter: char| !letter.is_alphanumeric() && !"-_".contains(letter));
    let name = &content[..end.unwrap_or(content.len())];
    match name.strip_prefix("end") {
        _ if opener == KRAMDOWN_END => (name, true),
        Some(name) if opener == "{%" && !name.is_empty() => (name, true),
        _ => (name, slash),
    }
}

/// Returns where empty lines start.
fn gaps(text: &str, start: usize) -> Vec<usize> {
    lines(text, start)
        .filter(|line| text[line.clone()].trim_ascii().is_empty())
        .map(|line| line.start)
        .collect()
}
