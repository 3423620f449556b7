//! The element of a page that holds an article, and where it ends.

use std::ops::Range;

use super::tokens::Token;
use crate::markup::{Block, BlockKind};
use crate::source::{ProseSpan, SourceMap, Span};

/// Elements that may hold an article, and what stands in them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Names of those that are open, and where their content begins.
    open: Vec<(String, usize)>,
    /// Content of those that were closed, inner ones first.
    closed: Vec<Range<usize>>,
}

impl Parts {
    /// Takes note of a token of the page.
    pub(super) fn note(&mut self, token: &Token<'_>, span: Range<usize>) {
        match token {
            Token::Start(tag) if may_hold_article(&tag.name) && !tag.self_closing => {
                self.open.push((tag.name.clone(), span.end));
            }
            Token::End { name } if may_hold_article(name) => {
                let opened = self.open.iter().rposition(|(open, _)| open == name);
                if let Some(opened) = opened {
                    let (_, start) = self.open.swap_remove(opened);
                    // What was not closed inside of it ends nowhere.
                    self.open.truncate(opened);
                    self.closed.push(start..span.start.max(start));
                }
            }
            _ => {}
        }
    }

    /// Returns where the innermost element ends that holds all `blocks` but headings, whose title often stands above;
    /// `map` leads from the page to the file. `None` if no element does.
    pub(super) fn end_around(&self, blocks: &[Block], map: &SourceMap) -> Option<u32> {
        let prose = blocks
            .iter()
            .filter(|block| !matches!(block.kind, BlockKind::Heading(_)));
        let places = prose.filter(|block| !block.prose.is_empty()).map(|block| {
            let end = u32::try_from(block.prose.len()).unwrap_or(u32::MAX);
            block.map.to_source(ProseSpan::new(0, end))
        });
        let all = places.reduce(Span::cover)?;
        let in_file = self
            .closed
            .iter()
            .map(|part| map.to_source(ProseSpan::of_range(part.clone())));
        let around = in_file.filter(|part| part.contains(all));
        around.min_by_key(|part| part.len()).map(|part| part.end)
    }
}

fn may_hold_article(name: &str) -> bool {
    matches!(name, "article" | "main" | "section" | "div" | "body")
}

#[cfg(test)]
mod tests {
    use crate::markup::read_article;
    use crate::source::{Format, SourceFile};

    /// Checks that the article on a page ends at the `|`.
    #[track_caller]
    fn check(marked: &str) {
        let at = marked.find('|').unwrap();
        let page = marked.replace('|', "");
        let file = SourceFile::new("a.html", Format::Html, page);
        assert_eq!(read_article(&file).ending.at, Some(at as u32), "{marked}");
    }

    #[test]
    fn an_article_ends_inside_of_what_holds_it() {
        check("<h1>A</h1><p>B</p>|\n");
        check("\u{FEFF}<body><article><p>B</p><p>C</p>|\n </article><p>x</p></body>");
        check(
            "<body><header><h1>A</h1></header><main><div><p>B<p>C|</div></main><footer>d</footer></body>",
        );
        check("<body><main><div><p>B</div><div><p>C</div>|</main></body>");
        check("<html><body><p>B</p><p>C</p>|\n</body></html>\n");
        check("<article><div><p>A</p>|</article><p>B</p>");
    }
}
