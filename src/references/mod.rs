//! Where an article says what its statements rest on.
//!
//! Input: an [`Article`] with its sentences.
//! Output: [`References`]: which sentences have a reference, the marks of notes, the list of sources.
//!
//! A reference is a link, the mark of a note, a number in brackets, a DOI or another identifier, or a name with a
//! year. What a mark leads to is looked for in the whole article.
//!
//! - Pure.
//! - In doubt a sentence has a reference, and a mark its note.
//!
//! Absent on purpose: whether the source says what the sentence says; nothing is opened.

mod candidate;
mod format;
mod identified;
mod list;
mod marks;

pub use list::SourceList;
pub use marks::{Mark, MarkKind};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::{BySentence, ReadBlock};
use crate::markup::{Article, BlockIndex, BlockKind, Link};
use crate::pack::ReferenceWords;
use crate::source::{ProseSpan, Span};

/// What an article rests on.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// What each sentence gives itself.
    given: BySentence<Given>,
    /// Whether each sentence has a reference.
    attached: BySentence<bool>,
    /// Marks of notes, in order of block and place.
    pub marks: Vec<Mark>,
    /// The sources it lists.
    pub list: SourceList,
}

/// What a sentence gives itself, the weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Given {
    /// No reference.
    #[default]
    Nothing,
    /// A link that may lead to a page of the same site, or the mark of a remark.
    Inside,
    /// A link to somewhere else.
    Link,
    /// A source that can be found: a number, a note, an identifier, a name with a year.
    Cited,
}

/// Most words of a line below a statement that only says where it comes from.
const SOURCE_LINE: usize = 30;

impl References {
    /// Returns what `article`, whose sentences are `read`, rests on.
    #[must_use]
    pub fn find(article: &Article, read: &[ReadBlock], words: &ReferenceWords) -> Self {
        let list = SourceList::find(article, words);
        let marks = marks::find(article, &list, words);
        let mut found = Self {
            given: given(article, read, &marks, words),
            attached: BySentence::default(),
            marks,
            list,
        };
        let groups = Groups::of(article, &found.given);
        let mut attached = BySentence::with_room_for(read);
        for block in 0..read.len() {
            attached.push(found.attached_in(article, read, &groups, block));
        }
        found.attached = attached;
        found
    }

    /// Tells whether a sentence has a reference: in itself, close by, or, for what stands in a list or a table,
    /// at its end.
    #[must_use]
    pub fn attached(&self, block: BlockIndex, sentence: usize) -> bool {
        self.attached.of(block).get(sentence) == Some(&true)
    }

    /// Tells whether a sentence itself leads to a source outside of the article.
    #[must_use]
    pub fn leads_out(&self, block: BlockIndex, sentence: usize) -> bool {
        self.given.of(block).get(sentence) >= Some(&Given::Link)
    }

    fn attached_in(
        &self,
        article: &Article,
        read: &[ReadBlock],
        groups: &Groups,
        at: BlockIndex,
    ) -> impl Iterator<Item = bool> {
        let own = self.given.of(at);
        let cited_around =
            own.contains(&Given::Cited) || self.is_cited_around(article, read, groups, at);
        let mut led_before = false;
        own.iter().enumerate().map(move |(sentence, given)| {
            led_before |= *given >= Given::Link;
            let next = own.get(sentence + 1).copied().unwrap_or_default();
            cited_around || led_before || *given > Given::Nothing || next >= Given::Link
        })
    }

    /// Tells whether the line below, the end of the list or a part of the table says where a block comes from.
    fn is_cited_around(
        &self,
        article: &Article,
        read: &[ReadBlock],
        groups: &Groups,
        at: BlockIndex,
    ) -> bool {
        let blocks = &article.blocks;
        let block = &blocks[at];
        if matches!(block.kind, BlockKind::Heading(_)) {
            return false;
        }
        let gives = |at: BlockIndex| self.given.of(at).iter().any(|given| *given >= Given::Link);
        let is_line = |at: BlockIndex| {
            let words: usize = read[at].sentences.iter().map(|one| one.tokens.len()).sum();
            let plain = !matches!(blocks[at].kind, BlockKind::Heading(_));
            plain && words <= SOURCE_LINE && (gives(at) || self.list.holds(at))
        };
        let below = |at: BlockIndex| at + 1 < blocks.len() && is_line(at + 1);
        if let Some(cell) = block.cell {
            let Some((first, last)) = groups.tables.get(&cell.table).copied() else {
                return false;
            };
            let row_gives = |row| groups.giving_rows.contains(&(cell.table, row));
            return row_gives(cell.row)
                || row_gives(0)
                || below(last)
                || first
                    .checked_sub(1)
                    .is_some_and(|caption| is_line(caption) || gives(caption));
        }
        if let Some(list) = block.list {
            let last = groups.lists.get(&list.list).copied();
            let led = list.lead_in.is_some_and(gives);
            return led
                || last
                    .is_some_and(|last| below(last) || gives(last) && last > at && is_line(last));
        }
        below(at) && blocks[at + 1].list.is_none() && blocks[at + 1].cell.is_none()
    }
}

/// Where tables and lists begin and end.
#[derive(Debug, Default)]
struct Groups {
    /// First and last cell of each table.
    tables: FxHashMap<usize, (BlockIndex, BlockIndex)>,
    /// Rows of tables, as table and row, that lead to a source.
    giving_rows: FxHashSet<(usize, usize)>,
    /// Last block of each list.
    lists: FxHashMap<usize, BlockIndex>,
}

impl Groups {
    fn of(article: &Article, given: &BySentence<Given>) -> Self {
        let mut groups = Self::default();
        for (at, block) in article.blocks.iter().enumerate() {
            if let Some(cell) = block.cell {
                let ends = groups.tables.entry(cell.table).or_insert((at, at));
                ends.1 = at;
                if given.of(at).iter().any(|given| *given >= Given::Link) {
                    groups.giving_rows.insert((cell.table, cell.row));
                }
            }
            if let Some(list) = block.list {
                groups.lists.insert(list.list, at);
            }
        }
        groups
    }
}

/// Returns what every sentence gives itself.
fn given(
    article: &Article,
    read: &[ReadBlock],
    marks: &[Mark],
    words: &ReferenceWords,
) -> BySentence<Given> {
    let mut given = BySentence::with_room_for(read);
    for (block, read) in article.blocks.iter().zip(read) {
        let of_sentence = |span: ProseSpan| match format::cites(&block.prose[span.range()], words) {
            true => Given::Cited,
            false => Given::Nothing,
        };
        given.push(read.sentences.iter().map(|one| of_sentence(one.span)));
    }
    if article.links.is_empty() && marks.is_empty() {
        return given;
    }
    let places = Places::of(article, read);
    for link in &article.links {
        let what = of_link(link);
        for (block, sentence) in places.of_span(link.span) {
            let known = &mut given.of_mut(block)[sentence];
            *known = what.max(*known);
        }
    }
    for mark in marks {
        for (block, sentence) in places.of_span(mark.span).into_iter().take(1) {
            let known = &mut given.of_mut(block)[sentence];
            *known = mark.given().max(*known);
        }
    }
    given
}

impl Mark {
    /// Returns what the mark gives its sentence. That a number has no source is said once, of the number.
    fn given(&self) -> Given {
        match (&self.kind, self.resolved) {
            (MarkKind::Numbers(_), _) | (MarkKind::Note(_), true) => Given::Cited,
            (MarkKind::Sign(_), true) => Given::Inside,
            (MarkKind::Sign(_) | MarkKind::Note(_), false) => Given::Nothing,
        }
    }
}

/// Returns what a link gives its sentence.
fn of_link(link: &Link) -> Given {
    let target = link.target.trim().to_ascii_lowercase();
    let contact = ["mailto:", "tel:", "sms:", "javascript:", "data:"];
    if link.is_empty() || contact.iter().any(|scheme| target.starts_with(scheme)) {
        return Given::Nothing;
    }
    let outside = ["//", "#", "doi:", "pmid:", "urn:"];
    if target.contains("://") || outside.iter().any(|start| target.starts_with(start)) {
        return Given::Link;
    }
    Given::Inside
}

/// The sentences of an article by their place in the file.
struct Places {
    sentences: Vec<(Span, BlockIndex, usize)>,
}

impl Places {
    fn of(article: &Article, read: &[ReadBlock]) -> Self {
        let blocks = article.blocks.iter().zip(read).enumerate();
        let mut sentences: Vec<_> = blocks
            .flat_map(|(at, (block, read))| {
                let spans = read
                    .sentences
                    .iter()
                    .map(|one| block.map.to_source(one.span));
                spans
                    .enumerate()
                    .map(move |(sentence, span)| (span, at, sentence))
            })
            .collect();
        sentences.sort_unstable_by_key(|(span, ..)| span.start);
        Self { sentences }
    }

    /// Returns the sentences that `span` overlaps; the one before it if there is none.
    fn of_span(&self, span: Span) -> Vec<(BlockIndex, usize)> {
        let after = self
            .sentences
            .partition_point(|(one, ..)| one.start < span.end.max(span.start + 1));
        let first = self.sentences[..after]
            .iter()
            .rposition(|(one, ..)| one.end <= span.start);
        let overlapping = &self.sentences[first.map_or(0, |at| at + 1)..after];
        if overlapping.is_empty() {
            let before = first.map(|at| &self.sentences[at]);
            return before
                .map(|(_, block, sentence)| (*block, *sentence))
                .into_iter()
                .collect();
        }
        overlapping
            .iter()
            .map(|(_, block, sentence)| (*block, *sentence))
            .collect()
    }
}
