//! Articles as text, for the tests of the readers.

use std::fmt::Write as _;

use super::{Article, Block, BlockIndex};

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
