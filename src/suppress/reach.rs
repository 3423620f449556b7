//! Where in an article a suppression holds.

use crate::markup::{Article, Block, BlockKind, Comment};
use crate::source::{LineIndex, Span};

/// The part of an article in which findings are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    File,
    /// Wherever a finding touches one of these.
    Places(Vec<Span>),
}

impl Reach {
    /// Tells whether a finding at `span` is left out.
    pub(super) fn covers(&self, span: Span) -> bool {
        match self {
            Self::File => true,
            Self::Places(places) => places.iter().any(|place| {
                let touches = span.is_empty() && place.start <= span.start && span.end <= place.end;
                touches || place.overlaps(span)
            }),
        }
    }
}

/// Returns the block that `comment` stands in, or else the next one.
///
/// In a table, that is the row; before a table, all of it. An item of a list is all paragraphs of the item, but not
/// the lists in it.
pub(super) fn block(article: &Article, comment: &Comment) -> Reach {
    let Some(block) = article.blocks.get(comment.block) else {
        return Reach::Places(Vec::new());
    };
    let together = |other: &&Block| match (block.cell, other.cell) {
        (Some(one), Some(other)) => {
            one.table == other.table && (!comment.in_table || one.row == other.row)
        }
        _ => false,
    };
    let (before, after) = article.blocks.split_at(comment.block);
    let mut places: Vec<Span> = before
        .iter()
        .rev()
        .take_while(together)
        .chain(after.iter().take_while(together))
        .map(place_of)
        .collect();
    if places.is_empty() {
        places.push(place_of(block));
        places.extend(rest_of_item(block, &after[1..]).map(place_of));
    }
    Reach::Places(places)
}

/// Returns those of the `following` blocks that are paragraphs of the item that `block` begins.
fn rest_of_item<'a>(block: &'a Block, following: &'a [Block]) -> impl Iterator<Item = &'a Block> {
    let place = block.list.filter(|_| block.kind == BlockKind::Item);
    let number = |block: &Block| block.list.map(|place| (place.list, place.item));
    let item = place.map(|place| (place.list, place.item));
    // Lists inside of the item have higher numbers than its own.
    let is_inside = move |other: &&Block| {
        let list = other.list.map(|place| place.list);
        list.zip(item).is_some_and(|(list, (own, _))| list > own) || number(other) == item
    };
    let in_item = following
        .iter()
        .take_while(move |other| item.is_some() && is_inside(other));
    in_item.filter(move |other| number(other) == item)
}

/// Returns the bytes of the file that the prose of `block` comes from.
fn place_of(block: &Block) -> Span {
    match block.map.segments() {
        [first, .., last] => first.source.cover(last.source),
        [only] => only.source,
        [] => Span::default(),
    }
}

/// The lines of a file, and which of them hold prose.
pub(super) struct Lines {
    index: LineIndex,
    /// Length of the file.
    len: u32,
    /// Places of prose, in order.
    prose: Vec<Span>,
}

impl Lines {
    /// Returns the lines of `article`, which was read from `text`.
    pub(super) fn new(article: &Article, text: &str) -> Self {
        let mut prose = Vec::new();
        for block in &article.blocks {
            // A space may stand for several lines.
            let words = block.map.segments().iter().filter(|segment| {
                let part = &block.prose[segment.prose.range()];
                !part.trim().is_empty()
            });
            prose.extend(words.map(|segment| segment.source));
        }
        prose.sort_unstable();
        Self {
            index: LineIndex::new(text),
            len: Span::of_range(text.len()..text.len()).start,
            prose,
        }
    }

    /// Returns the line on which `comment` stands, or, if no prose stands on it, the next line with prose as well.
    pub(super) fn reach(&self, comment: Span) -> Reach {
        let own = self.around(comment);
        let next = self.prose.partition_point(|place| place.end <= own.start);
        let mut places = vec![own];
        if let Some(next) = self.prose.get(next)
            && !next.overlaps(own)
        {
            places.push(self.around(Span::new(next.start, next.start)));
        }
        Reach::Places(places)
    }

    /// Returns the whole lines on which `span` stands, without what ends the last of them.
    fn around(&self, span: Span) -> Span {
        let starts = self.index.starts();
        let first = starts.partition_point(|start| *start <= span.start) - 1;
        let last = span.end.saturating_sub(u32::from(!span.is_empty()));
        let after = starts.partition_point(|start| *start <= last);
        let end = starts.get(after).copied().unwrap_or(self.len);
        Span::new(starts[first], end.max(span.end))
    }
}
