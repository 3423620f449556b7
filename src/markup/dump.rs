//! Articles as text, for the tests of the readers.

use std::fmt::Write as _;

use super::{Article, Block, BlockIndex};
use crate::source::ProseSpan;

/// Returns one line per block: number, kind, prose, and the parts of its structure that are set.
/// Comments come last, one per line.
///
/// | part | means |
/// |---|---|
/// | `under 0 3` | headings above |
/// | `list 1.0 (ordered) <2 ^4` | list and item, block that leads in, block that holds the list |
/// | `cell 0.1.2 <3 ^1` | table, row and column, row header, column header |
/// | `in fr` | language of its part |
/// | `strong "a"`, `link "b"` | spans |
pub(super) fn dump(article: &Article) -> String {
    let mut lines = String::new();
    for (index, block) in article.blocks.iter().enumerate() {
        let _ = write!(lines, "{index} {:?} {:?}", block.kind, block.prose);
        lines.push_str(&structure(block));
        lines.push('\n');
    }
    for comment in &article.comments {
        let _ = writeln!(lines, "comment {:?}", comment.text);
    }
    lines
}

fn structure(block: &Block) -> String {
    let mut parts = String::new();
    for (at, heading) in block.headings.iter().enumerate() {
        parts.push_str(if at == 0 { " under " } else { " " });
        parts.push_str(&heading.to_string());
    }
    if let Some(place) = block.list {
        let _ = write!(parts, " list {}.{}", place.list, place.item);
        parts.push_str(if place.ordered { " ordered" } else { "" });
        parts.push_str(&references(place.lead_in, place.parent));
    }
    if let Some(place) = block.cell {
        let _ = write!(
            parts,
            " cell {}.{}.{}",
            place.table, place.row, place.column
        );
        parts.push_str(&references(place.row_header, place.column_header));
    }
    parts.push_str(if block.quoted { " quoted" } else { "" });
    if let Some(language) = block.language {
        let _ = write!(parts, " in {}", language.as_str());
    }
    for (name, spans) in [("strong", &block.strong), ("link", &block.links)] {
        for span in spans {
            let _ = write!(parts, " {name} {:?}", &block.prose[span.range()]);
        }
    }
    parts
}

fn references(before: Option<BlockIndex>, above: Option<BlockIndex>) -> String {
    let mut parts = String::new();
    if let Some(before) = before {
        let _ = write!(parts, " <{before}");
    }
    if let Some(above) = above {
        let _ = write!(parts, " ^{above}");
    }
    parts
}

/// Checks what holds for every article that was read from `text`.
#[track_caller]
pub(super) fn assert_sound(text: &str, article: &Article) {
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
            ["<!--", "{", "/*", "//"]
                .iter()
                .any(|start| whole.starts_with(start))
        );
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
