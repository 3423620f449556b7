//! Lines that are no Markdown: directives, admonitions, callouts and definitions of abbreviations.

use std::borrow::Cow;
use std::ops::Range;

use crate::markup::lines::lines;

use super::{BorderKind, LETTER, Mask, Note, QUOTES, SIGN, UNREAD, inline};

/// Directives of MyST written as fences, whose text is Markdown.
const PROSE_FENCES: &[&str] = &[
    "admonition",
    "attention",
    "caution",
    "card",
    "danger",
    "dropdown",
    "epigraph",
    "error",
    "grid",
    "grid-item",
    "grid-item-card",
    "hint",
    "important",
    "margin",
    "note",
    "pull-quote",
    "seealso",
    "sidebar",
    "tab-item",
    "tab-set",
    "tip",
    "topic",
    "warning",
];

/// Alerts of GitHub, which the parser knows.
const ALERTS: &[&str] = &["caution", "important", "note", "tip", "warning"];

/// Lines that stand for a table of contents.
const CONTENTS: &[&str] = &["[toc]", "[[toc]]", "[[_toc_]]", "[[*toc*]]"];

/// Columns by which the text of an admonition is indented.
const ADMONITION_INDENT: usize = 4;

/// Masks lines, and marks inside the others.
pub(super) fn mask(mask: &mut Mask<'_>) {
    let text = mask.text();
    let mut reader = Reader {
        text: &text,
        open: Vec::new(),
        fence: None,
        formula: None,
        options: false,
    };
    let mut lines = lines(&text, mask.body).peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().cloned();
        reader.line(&line, next, mask);
    }
}

struct Reader<'t> {
    /// The text without templates.
    text: &'t str,
    /// Directives that are open, outermost first.
    open: Vec<Directive>,
    /// The fence of the code that is open.
    fence: Option<Fence>,
    /// Where the formula starts that is open.
    formula: Option<usize>,
    /// Whether the line above belongs to the head of a directive.
    options: bool,
}

struct Directive {
    /// The fence, if it is one; else it is made of colons.
    fence: Option<Fence>,
    /// Where what is not read starts.
    unread: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Fence {
    mark: u8,
    len: usize,
}

impl Fence {
    /// Returns the fence that `content` starts with, and what stands behind it.
    fn of(content: &str) -> Option<(Self, &str)> {
        let first = content.as_bytes().first().copied();
        let mark = first.filter(|mark| matches!(mark, b'~' | b'`'))?;
        let len = content.bytes().take_while(|byte| *byte == mark).count();
        let info = content[len..].trim();
        let is_fence = len >= 3 && (mark == b'~' || !info.contains('`'));
        is_fence.then_some((Self { mark, len }, info))
    }

    fn ends_at(self, content: &str) -> bool {
        Self::of(content).is_some_and(|(other, info)| {
            other.mark == self.mark && other.len >= self.len && info.is_empty()
        })
    }
}

impl Reader<'_> {
    fn line(&mut self, line: &Range<usize>, next: Option<Range<usize>>, mask: &mut Mask<'_>) {
        let whole = &self.text[line.clone()];
        let content = whole.trim_start_matches([' ', '\t', '>']);
        let start = line.start + (whole.len() - content.len());
        let content = content.trim_end();
        let place = start..start + content.len();
        if mask
            .comment_end(line.start)
            .is_some_and(|end| end >= line.end)
        {
            return;
        }
        let after_head = std::mem::take(&mut self.options);
        if let Some(fence) = self.fence {
            if fence.ends_at(content) {
                self.fence = None;
            }
        } else if after_head && is_option(content) {
            self.options = true;
            mask.hide(place, SIGN);
        } else if self.closes_fence(content) {
            self.close(place, mask);
        } else if let Some((fence, info)) = Fence::of(content) {
            self.open_fence(fence, info, place, mask);
        } else if content.starts_with(":::") {
            self.colons(content, place, mask);
        } else if content == "$$" {
            match self.formula.take() {
                Some(start) => mask.hide(start..place.end, SIGN),
                None => self.formula = Some(place.start),
            }
        } else if is_label_or_abbreviation(content)
            || self.stands_for_contents(content, next.as_ref())
        {
            mask.hide(place, SIGN);
        } else if let Some(title) = admonition_title(content) {
            let indent = place.start - line.start;
            self.admonition(place, title, indent, next, mask);
        } else if let Some((title, is_quote)) = callout_title(content)
            && whole[..place.start - line.start].contains('>')
        {
            let title = title.start + place.start..title.end + place.start;
            let before = &self.text[line.start..place.start];
            let at = line.start + before.rfind('>').unwrap_or_default();
            if !is_quote {
                mask.notes.push(Note { at, title });
            }
            mask.hide(place, SIGN);
        } else {
            inline::mask(self.text, place, mask);
        }
    }

    /// Tells whether an item becomes the table of contents, as kramdown has it: `{:toc}` stands below it.
    fn stands_for_contents(&self, content: &str, next: Option<&Range<usize>>) -> bool {
        let is_item = content.starts_with(['*', '-', '1']);
        let next = next.map_or("", |next| self.text[next.clone()].trim());
        is_item
            && next
                .strip_prefix("{:")
                .is_some_and(|rest| rest.trim().starts_with("toc"))
    }

    fn closes_fence(&self, content: &str) -> bool {
        let innermost = self.open.last().and_then(|directive| directive.fence);
        innermost.is_some_and(|fence| fence.ends_at(content))
    }

    /// Ends the innermost directive at the line at `place`.
    fn close(&mut self, place: Range<usize>, mask: &mut Mask<'_>) {
        match self.open.pop().and_then(|directive| directive.unread) {
            Some(start) => mask.hide(start..place.end, SIGN),
            None => mask.hide(place.clone(), SIGN),
        }
        mask.border(place.start, BorderKind::End);
    }

    fn open_fence(&mut self, fence: Fence, info: &str, place: Range<usize>, mask: &mut Mask<'_>) {
        let directive = info.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        match directive {
            Some((name, title)) if PROSE_FENCES.contains(&name) => {
                let title = title.trim();
                let title = place.end - title.len()..place.end;
                self.open(name, Some(fence), title, place, mask);
                self.options = true;
            }
            _ => self.fence = Some(fence),
        }
    }

    fn colons(&mut self, content: &str, place: Range<usize>, mask: &mut Mask<'_>) {
        let rest = content.trim_start_matches(':');
        // Pandoc lets authors draw a line of colons behind the name.
        let rest = rest.trim_end_matches(':').trim();
        if rest.is_empty() {
            return self.close(place, mask);
        }
        let from = content.find(rest).unwrap_or_default() + place.start;
        let (name, title) = name_and_title(rest);
        let title = from + title.start..from + title.end;
        self.open(name, None, title, place, mask);
        self.options = rest.starts_with('{');
    }

    fn open(
        &mut self,
        name: &str,
        fence: Option<Fence>,
        title: Range<usize>,
        place: Range<usize>,
        mask: &mut Mask<'_>,
    ) {
        let unread = UNREAD.contains(&name).then_some(place.start);
        self.open.push(Directive { fence, unread });
        let kind = if QUOTES.contains(&name) {
            BorderKind::Quote
        } else {
            BorderKind::Note { title }
        };
        mask.border(place.start, kind);
        mask.hide(place, SIGN);
    }

    /// Makes an item of an admonition with text; its text is indented as that of an item may be.
    fn admonition(
        &mut self,
        place: Range<usize>,
        title: Range<usize>,
        indent: usize,
        next: Option<Range<usize>>,
        mask: &mut Mask<'_>,
    ) {
        let title = title.start + place.start..title.end + place.start;
        let indented = next.is_some_and(|next| {
            let line = &self.text[next];
            let columns = line.trim_start_matches([' ', '\t', '>']);
            let columns = line.len() - columns.len();
            line.trim_ascii().is_empty()
                || columns >= indent + ADMONITION_INDENT
                || line.starts_with('\t')
        });
        if indented {
            mask.notes.push(Note {
                at: place.start,
                title,
            });
            mask.hide_as_item(place);
        } else {
            mask.hide(place, LETTER);
        }
    }
}

/// Tells whether a line behind the head of a directive is one of its options.
fn is_option(content: &str) -> bool {
    content
        .strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, _)| !name.is_empty() && is_name(name))
}

/// Tells whether a line defines what an abbreviation means, names what follows, or stands for a table of
/// contents.
fn is_label_or_abbreviation(content: &str) -> bool {
    let label = content
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(")="));
    content.starts_with("*[") && content.contains("]:")
        || label.is_some_and(is_name)
        || CONTENTS
            .iter()
            .any(|line| line.eq_ignore_ascii_case(content))
}

fn is_name(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Returns the name of a directive, and where its title stands in `rest`: `note Title`,
/// `note[Title]{.x}`, `{note} Title`, `{.note .x}`.
fn name_and_title(rest: &str) -> (&str, Range<usize>) {
    let none = rest.len()..rest.len();
    if let Some((head, title)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let name = head.trim_start_matches(['.', ' ']);
        let name = name.split_whitespace().next().unwrap_or_default();
        let title = title.trim();
        return (name, rest.len() - title.len()..rest.len());
    }
    let end = rest.find(|letter: char| letter.is_whitespace() || "[{".contains(letter));
    let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
    if let Some(title) = after.strip_prefix('[') {
        let start = name.len() + 1;
        return match title.rfind(']') {
            Some(len) => (name, start..start + len),
            None => (name, none),
        };
    }
    let title = match after.rfind('{') {
        Some(attributes) if after.ends_with('}') => &after[..attributes],
        _ => after,
    };
    let start = name.len() + (title.len() - title.trim_start().len());
    (
        name,
        start..(name.len() + title.trim_end().len()).max(start),
    )
}

/// Returns where the title stands in the head of an admonition or a tab: `!!! note "Title"`,
/// `??? note`, `=== "Tab"`.
fn admonition_title(content: &str) -> Option<Range<usize>> {
    let (rest, is_tab) = match content.get(..3)? {
        "!!!" | "???" => (content[3..].trim_start_matches('+'), false),
        "===" => (content[3..].trim_start_matches(['+', '!']), true),
        _ => return None,
    };
    let inner = rest.trim_start();
    if inner.len() == rest.len() {
        return None;
    }
    let quotes = inner.find('"').zip(inner.rfind('"'));
    let quotes = quotes.filter(|(open, close)| open < close && inner.ends_with('"'));
    let names = quotes.map_or(inner, |(open, _)| &inner[..open]).trim();
    let named = names
        .split(' ')
        .all(|name| !name.is_empty() && is_name(name));
    if is_tab && (quotes.is_none() || !names.is_empty()) || !is_tab && !named {
        return None;
    }
    let from = content.len() - inner.len();
    Some(
        quotes.map_or(content.len()..content.len(), |(open, close)| {
            from + open + 1..from + close
        }),
    )
}

/// Returns where the title stands in the head of a callout, and whether it quotes: `[!tip]- Title`.
/// Alerts that the parser knows are none.
fn callout_title(content: &str) -> Option<(Range<usize>, bool)> {
    let (kind, rest) = content.strip_prefix("[!")?.split_once(']')?;
    // Names of callouts may have parts behind a bar.
    let name: Cow<'_, str> = kind.split('|').next()?.trim().to_ascii_lowercase().into();
    if name.is_empty() || !is_name(&name) {
        return None;
    }
    let title = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    if rest.is_empty() && kind.len() == name.len() && ALERTS.contains(&name.as_ref()) {
        return None;
    }
    let title = title.trim();
    let is_quote = QUOTES.contains(&name.as_ref()) || name == "cite";
    Some((content.len() - title.len()..content.len(), is_quote))
}
