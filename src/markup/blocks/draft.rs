//! A block that is being read.

use crate::source::{MapBuilder, ProseSpan};

/// The text of a block so far, with its marks.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) prose: MapBuilder,
    strong: Runs,
    links: Runs,
}

/// A mark that blocks remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Set in bold.
    Strong,
    /// The text of a link.
    Link,
}

impl Draft {
    /// Returns a draft with this text and no marks.
    #[cfg(feature = "mdx")]
    pub(crate) fn of(prose: MapBuilder) -> Self {
        Self {
            prose,
            ..Self::default()
        }
    }

    pub(crate) fn start(&mut self, mark: Mark) {
        let at = self.prose.len();
        self.runs(mark).start(at);
    }

    pub(crate) fn end(&mut self, mark: Mark) {
        let at = self.prose.len();
        self.runs(mark).end(at);
    }

    /// Cuts the text down to its first `len` bytes.
    pub(crate) fn truncate(&mut self, len: u32) {
        self.prose.truncate(len);
        self.strong.truncate(len);
        self.links.truncate(len);
    }

    /// Tells whether part of the text from `start` on is that of a link.
    pub(crate) fn has_link_after(&self, start: u32) -> bool {
        self.links.spans.last().is_some_and(|span| span.end > start)
    }

    /// Returns the draft, and leaves one in which the same marks are open.
    pub(crate) fn take(&mut self) -> Self {
        let next = Self {
            prose: MapBuilder::default(),
            strong: self.strong.reopened(),
            links: self.links.reopened(),
        };
        let mut done = std::mem::replace(self, next);
        let at = done.prose.len();
        done.strong.close(at);
        done.links.close(at);
        done
    }

    /// Returns the parts in bold and the texts of links, in `prose`, which this draft has become.
    pub(crate) fn marks(strong: Runs, links: Runs, prose: &str) -> [Vec<ProseSpan>; 2] {
        [joined(strong.within(prose), prose), links.within(prose)]
    }

    /// Returns text and marks.
    pub(crate) fn into_parts(self) -> (MapBuilder, Runs, Runs) {
        (self.prose, self.strong, self.links)
    }

    fn runs(&mut self, mark: Mark) -> &mut Runs {
        match mark {
            Mark::Strong => &mut self.strong,
            Mark::Link => &mut self.links,
        }
    }
}

/// Parts of a block inside marks of one kind.
#[derive(Default)]
pub(crate) struct Runs {
    depth: usize,
    spans: Vec<ProseSpan>,
}

impl Runs {
    fn start(&mut self, at: u32) {
        if self.depth == 0 {
            self.spans.push(ProseSpan::new(at, at));
        }
        self.depth += 1;
    }

    fn end(&mut self, at: u32) {
        if self.depth == 1 {
            self.close(at);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Ends the span that is open.
    fn close(&mut self, at: u32) {
        if let (1.., Some(span)) = (self.depth, self.spans.last_mut()) {
            span.end = at.max(span.start);
        }
    }

    fn reopened(&self) -> Self {
        let spans = if self.depth > 0 {
            vec![ProseSpan::new(0, 0)]
        } else {
            Vec::new()
        };
        Self {
            depth: self.depth,
            spans,
        }
    }

    fn truncate(&mut self, len: u32) {
        for span in self
            .spans
            .iter_mut()
            .rev()
            .take_while(|span| span.end > len)
        {
            span.start = span.start.min(len);
            span.end = len;
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
