//! What other programs than a parser of Markdown read in Markdown: tags of templates, shortcodes,
//! directives, attributes and marks of dialects.
//!
//! [`mask`] overwrites them in a copy of the same length, so that the parser takes them for nothing of
//! its own and all places stay those of the file. What is overwritten is no prose; what stands between
//! two of them is, unless it is code.
//!
//! - [`templates`]: `{{< note >}}`, `{% if %}`, `{{ name }}`, `{::comment}`.
//! - [`lines`]: `:::note Title`, `!!! note "Title"`, `> [!tip] Title`, `*[BMI]: body mass index`.
//! - [`inline`]: `{.class}`, `[[Page|shown]]`, `==mark==`, `:warning:`, `$x^2$`.
//!
//! Each looks for the end of what it found only once, so that nothing that stays open costs more than
//! its length.

mod find;
mod inline;
mod lines;
mod templates;

use std::borrow::Cow;
use std::ops::Range;

use crate::markup::lines::lines;

/// A body of Markdown whose dialects are overwritten.
#[derive(Debug, Default)]
pub(super) struct Masked<'a> {
    /// What the parser reads: as long as the file.
    pub(super) text: Cow<'a, str>,
    /// What is overwritten or left out of the prose, in order and apart from each other.
    pub(super) hidden: Vec<Range<usize>>,
    /// What starts and ends between the blocks of Markdown, in order.
    pub(super) borders: Vec<Border>,
    /// Quotes and items of lists that are notes, in order of their places.
    pub(super) notes: Vec<Note>,
}

/// Where a container starts or ends that the parser does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Border {
    pub(super) at: usize,
    pub(super) kind: BorderKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BorderKind {
    /// A note starts; its title may be empty.
    Note { title: Range<usize> },
    /// The words of somebody else start.
    Quote,
    /// The innermost container ends.
    End,
}

/// A block that the parser takes for a quote or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Where the mark of the quote or of the item stands.
    pub(super) at: usize,
    /// The title; may be empty.
    pub(super) title: Range<usize>,
}

/// What stands for something of a template: a letter, since that is what a name or an address is made of.
const LETTER: u8 = b'x';

/// What stands for a mark: a sign that is no mark of Markdown.
const SIGN: u8 = b'.';

/// Containers whose text is code or is for nobody to read.
const UNREAD: &[&str] = &[
    "bibliography",
    "code",
    "code-block",
    "code-cell",
    "codeblock",
    "comment",
    "css",
    "eval-rst",
    "highlight",
    "javascript",
    "katex",
    "literalinclude",
    "math",
    "mermaid",
    "nomarkdown",
    "plantuml",
    "raw",
    "schema",
    "script",
    "style",
    "stylesheet",
    "toctree",
    "verbatim",
];

/// Containers whose text is somebody else's.
const QUOTES: &[&str] = &["blockquote", "epigraph", "pull-quote", "pullquote", "quote"];

/// Returns `text` with everything from `body` on masked that is not Markdown.
pub(super) fn mask(text: &str, body: usize) -> Masked<'_> {
    let mut mask = Mask::new(text, body);
    templates::mask(&mut mask);
    lines::mask(&mut mask);
    mask.finish()
}

/// A mask that is being made.
struct Mask<'a> {
    source: &'a str,
    /// Where the body starts.
    body: usize,
    /// The copy; empty as long as nothing is overwritten.
    bytes: Vec<u8>,
    hidden: Vec<Hidden>,
    borders: Vec<Border>,
    notes: Vec<Note>,
    /// Comments of HTML, in order: nothing is masked in them.
    comments: Vec<Range<usize>>,
}

struct Hidden {
    range: Range<usize>,
    /// Whether it holds a block open, so that its line must not become an empty one.
    keeps_line: bool,
}

impl<'a> Mask<'a> {
    fn new(source: &'a str, body: usize) -> Self {
        Self {
            source,
            body,
            bytes: Vec::new(),
            hidden: Vec::new(),
            borders: Vec::new(),
            notes: Vec::new(),
            comments: find::comments(source, body),
        }
    }

    /// Returns the text as far as it is masked.
    fn text(&self) -> Cow<'a, str> {
        if self.bytes.is_empty() {
            return Cow::Borrowed(self.source);
        }
        let text = String::from_utf8(self.bytes.clone());
        Cow::Owned(text.expect("whole characters are overwritten"))
    }

    /// Overwrites `range` with `fill`, but for line ends; it is no prose.
    fn hide(&mut self, range: Range<usize>, fill: u8) {
        self.overwrite(range.clone(), fill);
        self.hidden.push(Hidden {
            range,
            keeps_line: false,
        });
    }

    /// Makes an item of a list of the line at `range`, which is longer than a bullet and its space.
    fn hide_as_item(&mut self, range: Range<usize>) {
        self.overwrite(range.clone(), LETTER);
        // Few write lists with a plus, and a list with another mark is another list.
        self.bytes[range.start] = b'+';
        self.bytes[range.start + 1] = b' ';
        self.hidden.push(Hidden {
            range,
            keeps_line: true,
        });
    }

    fn overwrite(&mut self, range: Range<usize>, fill: u8) {
        if self.bytes.is_empty() {
            self.bytes = self.source.as_bytes().to_vec();
        }
        for byte in &mut self.bytes[range] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = fill;
            }
        }
    }

    fn border(&mut self, at: usize, kind: BorderKind) {
        self.borders.push(Border { at, kind });
    }

    /// Returns the end of the comment that the byte `at` lies in.
    fn comment_end(&self, at: usize) -> Option<usize> {
        let after = self.comments.partition_point(|comment| comment.end <= at);
        let comment = self.comments.get(after)?;
        (comment.start <= at).then_some(comment.end)
    }

    fn finish(mut self) -> Masked<'a> {
        self.join_hidden();
        self.blank_lines();
        self.borders.sort_by_key(|border| border.at);
        let text = if self.bytes.is_empty() {
            Cow::Borrowed(self.source)
        } else {
            let text = String::from_utf8(self.bytes);
            Cow::Owned(text.expect("whole characters are overwritten"))
        };
        Masked {
            text,
            hidden: self.hidden.into_iter().map(|hidden| hidden.range).collect(),
            borders: self.borders,
            notes: self.notes,
        }
    }

    /// Puts what is hidden in order, and joins what touches.
    fn join_hidden(&mut self) {
        self.hidden.sort_by_key(|hidden| hidden.range.start);
        let mut joined = Vec::<Hidden>::with_capacity(self.hidden.len());
        for hidden in self.hidden.drain(..) {
            match joined.last_mut() {
                Some(last) if last.range.end >= hidden.range.start => {
                    last.range.end = last.range.end.max(hidden.range.end);
                    last.keeps_line |= hidden.keeps_line;
                }
                _ => joined.push(hidden),
            }
        }
        self.hidden = joined;
    }

    /// Makes empty lines of those that hold nothing else than what is hidden: a paragraph ends at a tag
    /// on a line of its own.
    fn blank_lines(&mut self) {
        if self.hidden.is_empty() {
            return;
        }
        let mut next = 0;
        for line in lines(self.source, self.body) {
            let ends_before = |hidden: &Hidden| hidden.range.end <= line.start;
            while self.hidden.get(next).is_some_and(ends_before) {
                next += 1;
            }
            let rest = &self.hidden[next..];
            let count = rest
                .iter()
                .take_while(|hidden| hidden.range.start < line.end);
            let in_line = next..next + count.count();
            if !in_line.is_empty() && self.holds_only(&line, &self.hidden[in_line.clone()]) {
                for at in in_line {
                    let range = &self.hidden[at].range;
                    self.overwrite(range.start.max(line.start)..range.end.min(line.end), b' ');
                }
            }
        }
    }

    /// Tells whether nothing is left of a line without what is `hidden` in it.
    fn holds_only(&self, line: &Range<usize>, hidden: &[Hidden]) -> bool {
        let mut at = line.start;
        for Hidden { range, keeps_line } in hidden {
            if *keeps_line || !is_margin(self.source, at..range.start.max(at)) {
                return false;
            }
            at = range.end;
        }
        is_margin(self.source, at.min(line.end)..line.end)
    }
}

/// Tells whether nothing but white space and marks of quotes stands at `range`.
fn is_margin(text: &str, range: Range<usize>) -> bool {
    let mut bytes = text.as_bytes().get(range).unwrap_or_default().iter();
    bytes.all(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'\r' | b'\n'))
}
