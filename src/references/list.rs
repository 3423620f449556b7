//! The list of sources of an article.

use super::format::{cites, years};
use crate::markup::{Article, Block, BlockIndex, BlockKind};
use crate::pack::ReferenceWords;

/// Where an article lists its sources.
#[derive(Clone, Debug, Default)]
pub struct SourceList {
    /// Blocks that are sources, or hold them; in order.
    entries: Vec<BlockIndex>,
    /// The largest number that an entry can have.
    numbered: u32,
    /// Numbers that entries carry in their text.
    labels: Vec<u32>,
    /// Years that entries name.
    years: Vec<String>,
    /// Words of the entries with capitals, in lower case.
    names: Vec<String>,
    /// Of the entries, those that hold nothing else; in order.
    sources: Vec<BlockIndex>,
    /// Blocks that announce sources with nothing behind them: "Source:" at the end of a section.
    pub bare_labels: Vec<BlockIndex>,
}

/// Most sources of which a reader can tell the one that is meant.
const SHORT: usize = 3;
/// Shortest word that tells one source from others, in letters.
const NAME_LETTERS: usize = 4;

impl SourceList {
    /// Returns the sources that `article` lists.
    pub(super) fn find(article: &Article, words: &ReferenceWords) -> Self {
        let mut list = Self::default();
        let blocks = &article.blocks;
        let labels: Vec<bool> = blocks
            .iter()
            .map(|block| {
                matches!(block.kind, BlockKind::Heading(_)) && is_label(&block.prose, words)
            })
            .collect();
        let mut labelled: Option<BlockIndex> = None;
        for (at, block) in blocks.iter().enumerate() {
            let is_heading = matches!(block.kind, BlockKind::Heading(_));
            let headed = block.headings.iter().any(|above| labels[*above]);
            let listed = labelled.is_some_and(|label| {
                let lead_in = block.list.and_then(|list| list.lead_in);
                lead_in == Some(label) || block.headings == blocks[label].headings && !is_heading
            });
            let label = label_of(&block.prose, words).filter(|_| !is_heading);
            if let Some(rest) = label {
                let next = blocks.get(at + 1).map(|next| next.kind);
                let ends = next.is_none_or(|kind| matches!(kind, BlockKind::Heading(_)));
                if rest.trim().is_empty() && ends {
                    list.bare_labels.push(at);
                }
                labelled = Some(at);
            } else if is_heading {
                labelled = None;
            }
            let is_entry = headed || listed || block.kind == BlockKind::Footnote;
            let inline = label.is_some_and(|rest| rest.chars().any(char::is_alphanumeric));
            if is_entry && !is_heading || inline {
                list.add(at, block);
                let is_item = block.list.is_some() && block.kind != BlockKind::Footnote;
                if inline || is_item || cites(&block.prose, words) {
                    list.sources.push(at);
                }
            }
        }
        list.add_numbered_sources(article, words);
        list
    }

    /// Tells whether the article lists any source.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Tells whether a block belongs to the list.
    #[must_use]
    pub fn holds(&self, block: BlockIndex) -> bool {
        self.entries.binary_search(&block).is_ok()
    }

    /// Tells whether a block is a source, or names some, and says nothing of the author's own.
    #[must_use]
    pub fn is_source(&self, block: BlockIndex) -> bool {
        self.sources.binary_search(&block).is_ok()
    }

    /// Tells whether there is an entry with this number.
    #[must_use]
    pub fn has_number(&self, number: u32) -> bool {
        (1..=self.numbered).contains(&number) || self.labels.contains(&number)
    }

    /// Tells whether a mention could be one of the sources: it names the year of one, or a name in it.
    #[must_use]
    pub fn may_hold(&self, mention: &str) -> bool {
        if self.entries.is_empty() {
            return false;
        }
        let year = years(mention).any(|year| self.years.iter().any(|other| other == year));
        year || capitals(mention)
            .skip(1)
            .any(|name| self.names.contains(&name))
    }

    /// Tells whether a mention without a name or a year ("one trial") may be one of the sources, since these are few and
    /// one of them is a study.
    #[must_use]
    pub fn is_short_for(&self, mention: &str) -> bool {
        let named = years(mention).next().is_some() || capitals(mention).nth(1).is_some();
        (1..=SHORT).contains(&self.entries.len()) && !self.years.is_empty() && !named
    }

    fn add(&mut self, at: BlockIndex, block: &Block) {
        self.entries.push(at);
        self.numbered += u32::from(block.list.is_none_or(|list| list.parent.is_none()));
        self.labels.extend(number_at_start(&block.prose));
        self.years.extend(years(&block.prose).map(str::to_owned));
        self.names.extend(capitals(&block.prose));
    }

    /// A numbered list of sources may stand without a heading.
    fn add_numbered_sources(&mut self, article: &Article, words: &ReferenceWords) {
        for block in &article.blocks {
            let bracketed = block.prose.starts_with('[');
            self.labels
                .extend(number_at_start(&block.prose).filter(|_| bracketed));
            let Some(list) = block.list.filter(|list| list.ordered) else {
                continue;
            };
            if cites(&block.prose, words) {
                let number = u32::try_from(list.item + 1).unwrap_or(u32::MAX);
                self.labels.push(number);
            }
        }
    }
}

/// Tells whether `text` is no more than a word for a list of sources.
fn is_label(text: &str, words: &ReferenceWords) -> bool {
    let text = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let mut own = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let Some(first) = own.next() else {
        return false;
    };
    let initial = first.bytes().next();
    let labels = words.lists.iter().filter(|label| {
        let other = label.bytes().next();
        let same = |(one, other): (u8, u8)| one.eq_ignore_ascii_case(&other) || !one.is_ascii();
        initial.zip(other).is_some_and(same)
    });
    labels.into_iter().any(|label| {
        let mut parts = label.split(' ');
        let mut others = own.clone();
        parts.next().is_some_and(|part| is_word(first, part))
            && parts.all(|part| others.next().is_some_and(|word| is_word(word, part)))
            && others.next().is_none()
    })
}

/// Tells whether `word` is `lower`, which is in lower case.
fn is_word(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower) || !word.is_ascii() && word.to_lowercase() == lower
}

/// Returns what follows a label such as "Sources:" at the start of `text`.
pub(super) fn label_of<'t>(text: &'t str, words: &ReferenceWords) -> Option<&'t str> {
    let colon = memchr::memchr(b':', text.as_bytes())?;
    is_label(&text[..colon], words).then(|| &text[colon + 1..])
}

/// Returns the number that `text` begins with: "[3] Brown", "3. Brown", "3 Brown".
fn number_at_start(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['[', '(', '^']);
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = &text[..text.len() - rest.len()];
    let ends = rest.starts_with(|letter: char| !letter.is_alphanumeric() && letter != '%');
    if number.len() > 3 || !ends {
        return None;
    }
    number.parse().ok()
}

/// Returns the words of `text` with a capital, in lower case.
fn capitals(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let capital =
        |word: &&str| word.starts_with(char::is_uppercase) && word.chars().count() >= NAME_LETTERS;
    words.filter(capital).map(str::to_lowercase)
}
