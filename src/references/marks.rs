//! Marks of notes in prose, and whether there is a note.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::candidate::{Candidate, candidates};
use super::list::SourceList;
use crate::markup::{Article, Block, BlockIndex, BlockKind};
use crate::pack::ReferenceWords;
use crate::source::{ProseSpan, Span};

/// A mark of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What kind of mark it is.
    pub kind: MarkKind,
    /// Where it stands.
    pub span: Span,
    /// Whether there is a note for it.
    pub resolved: bool,
}

/// How a mark is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A sign: `*`, `†`, `^`.
    Sign(String),
    /// Numbers: `[1-3]`, `¹`.
    Numbers(Vec<u32>),
    /// The name of a note in the syntax of Markdown: `[^1]`.
    Note(String),
}

/// Longest sign: `***`.
const LONGEST_SIGN: usize = 3;
/// Fewest letters of a word that a raised figure is no power of.
const WORD: usize = 3;

/// Returns the marks of notes in `article`, in order of their places.
pub(super) fn find(article: &Article, list: &SourceList, words: &ReferenceWords) -> Vec<Mark> {
    let mut marks = Vec::new();
    let reader = Reader {
        article,
        list,
        words,
        known: RefCell::default(),
        last_lone_item: last_lone_item(article),
    };
    for (at, block) in article.blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::ImageText | BlockKind::Byline) {
            reader.read(at, block, &mut marks);
        }
    }
    for mark in &article.note_marks {
        let kind = kind_of(&mark.label, mark.resolved);
        let resolved = mark.resolved || reader.has_note(&kind, None);
        marks.push(Mark {
            kind,
            span: mark.span,
            resolved,
        });
    }
    marks.sort_by_key(|mark| mark.span);
    marks
}

/// Returns the kind of a mark that the markup knows as one.
fn kind_of(label: &str, resolved: bool) -> MarkKind {
    let numbers = numbers(label);
    let is_number = label.chars().all(|letter| !letter.is_alphabetic()) && !numbers.is_empty();
    match (is_number, resolved) {
        (true, _) => MarkKind::Numbers(numbers),
        (false, true) => MarkKind::Note(label.to_owned()),
        (false, false) => MarkKind::Sign(label.trim_matches(['[', ']', '(', ')']).to_owned()),
    }
}

struct Reader<'a> {
    article: &'a Article,
    list: &'a SourceList,
    words: &'a ReferenceWords,
    /// Whether the notes of marks are anywhere, as far as they were looked for.
    known: RefCell<BTreeMap<MarkKind, bool>>,
    /// The last block that is the only item of its list.
    last_lone_item: Option<BlockIndex>,
}

impl Reader<'_> {
    fn read(&self, at: BlockIndex, block: &Block, marks: &mut Vec<Mark>) {
        let prose = &block.prose;
        // Every candidate begins with one of these bytes.
        if prose.is_ascii() && memchr::memchr3(b'[', b'^', b'*', prose.as_bytes()).is_none() {
            return;
        }
        // Asterisks in pairs are emphasis that failed.
        let asterisks = prose.matches('*').count();
        let failed_emphasis = asterisks > 1 && opens_emphasis(prose);
        for (place, candidate) in candidates(prose) {
            let span = block.map.to_source(ProseSpan::of_range(place.clone()));
            let prose_span = ProseSpan::of_range(place.clone());
            let link = block
                .links
                .partition_point(|link| link.end <= prose_span.start);
            let in_link = block
                .links
                .get(link)
                .is_some_and(|link| link.contains(prose_span));
            let code = &self.article.code;
            let next = code.partition_point(|code| code.end <= span.start);
            if in_link || code.get(next).is_some_and(|code| code.overlaps(span)) {
                continue;
            }
            let sides = Sides::of(prose, &place);
            let behind_word = || sides.follows_word() && sides.ends();
            let kind = match candidate {
                Candidate::Note(name) => Some(MarkKind::Note(name.to_owned())),
                Candidate::List(list) => self.cited(at, list, &sides),
                Candidate::Raised(raised) => {
                    behind_word().then(|| MarkKind::Numbers(numbers(&flat(raised))))
                }
                Candidate::Caret(caret) => behind_word().then(|| MarkKind::Numbers(numbers(caret))),
                Candidate::Sign(text) => {
                    let is_pair = failed_emphasis && asterisks > text.len();
                    sign(text, is_pair, &sides)
                }
            };
            let Some(kind) = kind else { continue };
            let resolved = self.has_note(&kind, Some(at));
            marks.push(Mark {
                kind,
                span,
                resolved,
            });
        }
    }

    /// Returns the numbers in brackets as the mark they are; `None` if they cite nothing.
    fn cited(&self, at: BlockIndex, text: &str, sides: &Sides<'_>) -> Option<MarkKind> {
        // At its start stands the number of an entry.
        let before = sides.before.trim_end();
        let word = before
            .rsplit(|letter: char| !letter.is_alphanumeric())
            .next();
        let word = word.unwrap_or_default().to_lowercase();
        let cites = !before.is_empty()
            && !before.ends_with(['\n', ']'])
            && !sides.after.starts_with('(')
            && !self.list.holds(at)
            && !self.words.not_citation_before.contains(&word);
        cites.then(|| MarkKind::Numbers(numbers(text)))
    }

    /// Tells whether there is a note for a mark in the block `at`.
    fn has_note(&self, kind: &MarkKind, at: Option<BlockIndex>) -> bool {
        // A remark behind an asterisk is read as a list of one item.
        let is_item = matches!(kind, MarkKind::Sign(sign) if sign.starts_with('*'))
            && self.last_lone_item >= Some(at.unwrap_or(0));
        if is_item {
            return true;
        }
        if let Some(known) = self.known.borrow().get(kind) {
            return *known;
        }
        let found = self.find_note(kind);
        self.known.borrow_mut().insert(kind.clone(), found);
        found
    }

    fn find_note(&self, kind: &MarkKind) -> bool {
        let article = self.article;
        match kind {
            // The markup would have known it.
            MarkKind::Note(name) => {
                let prefix = format!("[^{name}]");
                let starts = |block: &Block| block.prose.starts_with(&prefix);
                article.blocks.iter().any(starts)
            }
            MarkKind::Numbers(numbers) => {
                numbers.iter().all(|number| self.list.has_number(*number))
                    || numbers.iter().all(|number| self.has_raised_note(*number))
            }
            MarkKind::Sign(sign) => {
                let explained =
                    |block: &Block| lines(&block.prose).any(|line| explains(line, sign));
                article.blocks.iter().any(explained)
            }
        }
    }

    /// Tells whether a block begins with a raised number, or one behind a caret.
    fn has_raised_note(&self, number: u32) -> bool {
        let blocks = self.article.blocks.iter();
        let mut lines = blocks.flat_map(|block| lines(&block.prose));
        lines.any(|line| {
            let raised = line
                .chars()
                .take_while(|letter| flat_digit(*letter).is_some())
                .count();
            let raised: String = line.chars().take(raised).collect();
            let caret = line.strip_prefix('^').map(numbers).unwrap_or_default();
            flat(&raised).parse() == Ok(number) || caret.first() == Some(&number)
        })
    }
}

/// Returns the last block that is the only item of a list without numbers.
fn last_lone_item(article: &Article) -> Option<BlockIndex> {
    // By list: its first item, and whether there are others.
    let mut lists: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
    for list in article.blocks.iter().filter_map(|block| block.list) {
        let known = lists.entry(list.list).or_insert((list.item, false));
        known.1 |= known.0 != list.item;
    }
    article.blocks.iter().rposition(|block| {
        let list = block.list.filter(|list| !list.ordered);
        list.is_some_and(|list| lists.get(&list.list).is_some_and(|(_, others)| !others))
    })
}

/// What stands before and behind a candidate.
struct Sides<'p> {
    before: &'p str,
    after: &'p str,
}

impl<'p> Sides<'p> {
    fn of(prose: &'p str, place: &Range<usize>) -> Self {
        Self {
            before: &prose[..place.start],
            after: &prose[place.end..],
        }
    }

    /// Tells whether the mark stands directly behind a word or the end of a sentence.
    fn follows_word(&self) -> bool {
        let letters = self
            .before
            .chars()
            .rev()
            .take_while(|letter| letter.is_alphabetic());
        letters.count() >= WORD || self.before.ends_with(CLOSING)
    }

    /// Tells whether no word goes on behind the mark.
    fn ends(&self) -> bool {
        let next = self.after.chars().next();
        next.is_none_or(|letter| {
            letter.is_whitespace() || CLOSING.contains(&letter) || "–—-/]".contains(letter)
        })
    }
}

/// Marks that end a sentence or what stands in it.
const CLOSING: [char; 12] = ['.', ',', ';', ':', '!', '?', ')', '”', '"', '’', '%', '…'];

/// Returns the sign `text` as the mark it is; `None` if it marks nothing. `is_pair` tells whether asterisks would be one
/// of two.
fn sign(text: &str, is_pair: bool, sides: &Sides<'_>) -> Option<MarkKind> {
    let follows = sides.follows_word() || sides.before.ends_with(char::is_alphabetic);
    let is_pair = is_pair && text.starts_with('*');
    let is_mark = text.chars().count() <= LONGEST_SIGN && follows && sides.ends() && !is_pair;
    is_mark.then(|| MarkKind::Sign(text.to_owned()))
}

/// Tells whether asterisks in `prose` stand before a word, and behind none.
fn opens_emphasis(prose: &str) -> bool {
    prose.match_indices('*').any(|(at, _)| {
        let before = prose[..at].chars().next_back();
        let after = prose[at..].trim_start_matches('*').chars().next();
        let apart = before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '*');
        apart && after.is_some_and(|letter| !letter.is_whitespace())
    })
}

/// Returns what begins a line of `prose`, or stands behind the end of a sentence and a space: a remark may.
fn lines(prose: &str) -> impl Iterator<Item = &str> {
    let ends = prose.match_indices(['\n', '.', '!', '?', ')']);
    let behind = ends.filter_map(|(at, end)| {
        let rest = &prose[at + end.len()..];
        (end == "\n" || rest.starts_with(char::is_whitespace)).then_some(rest)
    });
    std::iter::once(prose).chain(behind).map(str::trim_start)
}

/// Tells whether `line` is the remark for `sign`.
fn explains(line: &str, sign: &str) -> bool {
    let rest = line
        .strip_prefix(sign)
        .filter(|rest| !rest.starts_with(sign));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '\u{A0}', ':', ')']);
        rest.starts_with(|letter: char| letter.is_alphanumeric() || "“\"([".contains(letter))
    })
}

/// Returns the numbers of `text`; those of a range are all of it.
fn numbers(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for part in text.split([',', ';']) {
        let mut ends = part.split(['-', '–', '—']).map(|end| {
            let digits: String = end.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        });
        let first = ends.next().flatten();
        let last = ends.next().flatten().or(first);
        if let (Some(first), Some(last)) = (first, last) {
            numbers.extend(first..=last.min(first + 99));
        }
    }
    numbers
}

/// Returns raised figures as plain ones.
fn flat(raised: &str) -> String {
    raised.chars().filter_map(flat_digit).collect()
}

fn flat_digit(raised: char) -> Option<char> {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let at = digits.iter().position(|digit| *digit == raised)?;
    char::from_digit(u32::try_from(at).ok()?, 10)
}
