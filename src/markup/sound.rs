//! What holds for every article, whatever it was read from.

use super::{Article, Block};
use crate::source::ProseSpan;

/// Checks what holds for every article that was read from `text`; for tests and fuzz targets.
///
/// # Panics
/// If a byte of prose does not map into the text, a verbatim part differs from it, a span ends inside of a character,
/// or a block refers to one behind it.
#[track_caller]
pub fn assert_sound(text: &str, article: &Article) {
    for (index, block) in article.blocks.iter().enumerate() {
        assert!(!block.prose.is_empty());
        assert_eq!(block.prose, block.prose.trim_ascii());
        assert_segments_tile(text, block);
        for spans in [&block.strong, &block.links] {
            assert_in_order(spans, &block.prose);
        }
        let list = block.list.map(|place| [place.lead_in, place.parent]);
        let cell = block
            .cell
            .map(|place| [place.row_header, place.column_header]);
        let references = [list, cell].into_iter().flatten().flatten().flatten();
        for reference in references.chain(block.headings.iter().copied()) {
            assert!(reference < index, "block {index} refers to {reference}");
        }
    }
    let mut end = 0;
    for comment in &article.comments {
        assert!(end <= comment.span.start);
        let whole = &text[comment.span.range()];
        assert!(
            ["<!--", "{", "/*", "//", "["]
                .iter()
                .any(|start| whole.starts_with(start))
        );
        assert!(comment.block <= article.blocks.len());
        end = comment.span.end;
    }
}

#[track_caller]
fn assert_segments_tile(text: &str, block: &Block) {
    let mut prose_end = 0;
    let mut source_end = 0;
    for segment in block.map.segments() {
        assert_eq!(segment.prose.start, prose_end);
        assert!(source_end <= segment.source.start);
        let prose = &block.prose[segment.prose.range()];
        let source = &text[segment.source.range()];
        assert!(!prose.is_empty() && !source.is_empty());
        assert!(!segment.verbatim || prose == source);
        prose_end = segment.prose.end;
        source_end = segment.source.end;
    }
    assert_eq!(prose_end as usize, block.prose.len());
}

#[track_caller]
fn assert_in_order(spans: &[ProseSpan], prose: &str) {
    let mut end = 0;
    for span in spans {
        assert!(end <= span.start && !span.is_empty());
        assert!(prose.get(span.range()).is_some());
        end = span.end;
    }
}
