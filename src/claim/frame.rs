//! Whose statement it is what stands under a heading or a header, in a list, behind a box.

use super::Stance;
use super::read::{ReadBlock, ReadSentence, Roles, context_blocks};
use super::taken_back::{VERBS, first_word, is_denial, is_statement, only_unsays, unsays};
use crate::markup::{Article, Block, BlockIndex, BlockKind, ListPlace};
use crate::mention::Naming;
use crate::pack::Role;
use crate::sentence::TokenKind;

/// Most words of a heading beside those that say whose statements stand under it.
const OTHER_WORDS: usize = 4;
/// Most blocks between an item and the paragraph that rejects its list.
const LONGEST_LIST: usize = 12;

/// Most cells of a row between one and that which judges it, or which sets it against the present.
const MOST_COLUMNS: usize = 32;

/// What was so up to this year is told of the past.
const PAST: f64 = 2000.0;
/// The earliest number that is taken for a year.
const FIRST_YEAR: f64 = 1800.0;

/// Roles of the cues that make a heading a frame.
const FRAMING: Roles = Roles::new(&[
    Role::Myth,
    Role::TruthLabel,
    Role::Verdict,
    Role::ToldHeading,
    Role::StoryHeading,
    Role::QuizHeading,
    Role::PastHeading,
    Role::OtherHeading,
    Role::OwnHeading,
]);

/// Returns whose statement a block is as the nearest header, lead-in or heading says that frames it: `Author` where one
/// of them says so, `None` where none says anything.
pub(super) fn frame(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> Option<Stance> {
    let block = &article.blocks[at];
    if !matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell
    ) {
        return None;
    }
    if is_left_open(article, at, read)
        || is_judged_in_row(article, at, read)
        || is_among_myths(article, at, read)
    {
        return Some(Stance::Rejected);
    }
    if is_of_the_past(article, read, at) {
        return Some(Stance::Historical);
    }
    if is_to_be_judged(article, read, at) {
        return Some(Stance::Asked);
    }
    context_blocks(block).find_map(|above| {
        let sentence = read[above].sentences.first()?;
        if !sentence.roles.meets(FRAMING) || above == at {
            return None;
        }
        framed_by(article, at, above, read)
    })
}

/// Returns whose statement a block is as `above` says.
fn framed_by(
    article: &Article,
    at: BlockIndex,
    above: BlockIndex,
    read: &[ReadBlock],
) -> Option<Stance> {
    let (block, frame) = (&article.blocks[at], &article.blocks[above]);
    let sentence = read[above].sentences.first()?;
    let all = sentence.all();
    let nearest = block.headings.last() == Some(&above);
    let listed = matches!(block.kind, BlockKind::Item | BlockKind::Cell);
    let condemned = is_denial(sentence) && !sentence.ends_with('?');
    if sentence.has_role(Role::Myth, &all) || condemned {
        return match listed {
            true => Some(Stance::Rejected),
            false => {
                (nearest && is_told_as_myth(article, at, above, read)).then_some(Stance::Rejected)
            }
        };
    }
    // The title of an article stands over what is not only of its kind.
    if frame.kind == BlockKind::Heading(1) && !nearest {
        return None;
    }
    let spans = |role| covers(sentence, role, OTHER_WORDS);
    let is = |role| covers(sentence, role, 0);
    if is(Role::OwnHeading) || listed && sentence.has_role(Role::TruthLabel, &all) {
        Some(Stance::Author)
    } else if is(Role::PastHeading) && is_set_against_present(article, at, above, read) {
        Some(Stance::Historical)
    } else if spans(Role::ToldHeading) {
        Some(Stance::Hearsay)
    } else if spans(Role::StoryHeading) {
        Some(Stance::Personal)
    } else if spans(Role::QuizHeading) {
        Some(Stance::Asked)
    } else if is(Role::OtherHeading) {
        Some(Stance::Elsewhere)
    } else {
        None
    }
}

/// Tells whether a heading, or what a colon or a dash parts of it, begins or ends with a cue of this role, and holds at
/// most so many `other` words, half of them beside a single word.
fn covers(sentence: &ReadSentence, role: Role, other: usize) -> bool {
    let tokens = &sentence.tokens;
    let parts = |at: &usize| tokens[*at].is_mark(':') || tokens[*at].is_mark('–');
    let is_word = |at: &usize| tokens[*at].kind == TokenKind::Word;
    let all = sentence.all();
    sentence.roles(role, &all).any(|cue| {
        let before = (0..cue.start)
            .rev()
            .take_while(|at| other == 0 || !parts(at));
        let behind = (cue.end..all.end).take_while(|at| other == 0 || !parts(at));
        let (before, behind) = (
            before.filter(is_word).count(),
            behind.filter(is_word).count(),
        );
        let most = if cue.len() == 1 { other / 2 } else { other };
        before + behind <= most && (before == 0 || behind == 0)
    })
}

/// Tells whether a past that `above` names is not only a point in time: in a table, another column is of the present.
fn is_set_against_present(
    article: &Article,
    at: BlockIndex,
    above: BlockIndex,
    read: &[ReadBlock],
) -> bool {
    let cell = article.blocks[at].cell;
    let is_column = cell.is_some_and(|cell| cell.column_header == Some(above));
    if !is_column {
        return true;
    }
    let Some(own) = article.blocks[above].cell else {
        return true;
    };
    let is_header = |at: &BlockIndex| {
        let place = article.blocks.get(*at).and_then(|block| block.cell);
        place.is_some_and(|place| place.table == own.table && place.row == own.row)
    };
    let before = (0..above).rev().take_while(is_header);
    let behind = (above + 1..article.blocks.len()).take_while(is_header);
    let (before, behind) = (before.take(MOST_COLUMNS), behind.take(MOST_COLUMNS));
    before.chain(behind).any(|header| {
        let mut sentences = read[header].sentences.iter();
        sentences.any(|sentence| covers(sentence, Role::OwnHeading, 0))
    })
}

/// Tells whether a paragraph under a heading such as "Myths" says one, rather than answer the one before. A heading that
/// says the myth itself stands above the answer.
fn is_told_as_myth(
    article: &Article,
    at: BlockIndex,
    above: BlockIndex,
    read: &[ReadBlock],
) -> bool {
    let heading = &read[above].sentences[0];
    let all = heading.all();
    let states = heading.has_role(Role::Auxiliary, &all)
        || heading.tokens.iter().any(|token| token.is_mark(':'))
        || heading.ends_with('?');
    let block = &article.blocks[at];
    let before = &article.blocks[at - 1];
    let set_apart = |block: &Block| block.quoted || is_all_bold(block);
    let answers = before.headings == block.headings && set_apart(before) && !set_apart(block);
    !states && !answers
}

/// Tells whether a whole sentence, but for its last mark, stands in bold.
pub(super) fn is_bold(article: &Article, at: BlockIndex, sentence: &ReadSentence) -> bool {
    let strong = &article.blocks[at].strong;
    if strong.is_empty() {
        return false;
    }
    let all = sentence.all();
    let ended = matches!(
        sentence.tokens.last().map(|token| &token.kind),
        Some(TokenKind::Mark(_))
    );
    let words = all.start..all.end - usize::from(ended);
    if words.is_empty() {
        return false;
    }
    let span = sentence.span_of(&words);
    strong.iter().any(|strong| strong.contains(span))
}

/// Tells whether all of a block stands in bold, but for marks and figures.
pub(super) fn is_all_bold(block: &Block) -> bool {
    let Some((first, last)) = block.strong.first().zip(block.strong.last()) else {
        return false;
    };
    let prose = &block.prose;
    let outside = |text: &str| !text.contains(char::is_alphabetic);
    let mut between = block.strong.windows(2);
    outside(&prose[..first.range().start])
        && outside(&prose[last.range().end..])
        && between.all(|pair| outside(&prose[pair[0].range().end..pair[1].range().start]))
}

/// Signs of a box that is empty, and of one that is ticked.
const EMPTY: [char; 4] = ['☐', '□', '▢', '⬜'];
const TICKED: [char; 6] = ['☑', '☒', '✅', '✓', '✔', '🗹'];

/// Tells whether the box before a statement is ticked; `None` if it has none, or is that of a task.
fn is_ticked(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> Option<bool> {
    let place = article.blocks[at].list?;
    let sentence = read[at].sentences.first()?;
    if !begins_with_subject(sentence) && !sentence.roles.meets(VERBS) {
        return None;
    }
    place
        .ticked
        .or_else(|| match sentence.tokens.first()?.kind {
            TokenKind::Mark(mark) if EMPTY.contains(&mark) => Some(false),
            TokenKind::Mark(mark) if TICKED.contains(&mark) => Some(true),
            _ => None,
        })
}

/// Tells whether a sentence begins with what it is about, as tasks do not: "read about the roots".
fn begins_with_subject(sentence: &ReadSentence) -> bool {
    let Some(start) = first_word(sentence) else {
        return false;
    };
    let mentions = &sentence.mentions;
    let mut names = mentions.concepts.iter();
    let mut numbers = mentions.numbers.iter();
    // An article may stand before it.
    names.any(|name| name.how != Naming::Command && name.tokens.start <= start + 1)
        || numbers.any(|number| number.tokens.start == start)
}

/// Tells whether an item has an empty box beside others that are ticked: it is the wrong choice.
fn is_left_open(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> bool {
    let block = &article.blocks[at];
    let Some(place) = block.list.filter(|_| block.kind == BlockKind::Item) else {
        return false;
    };
    if is_ticked(article, at, read) != Some(false) {
        return false;
    }
    beside(article, at, place).any(|other| is_ticked(article, other, read) == Some(true))
}

/// Returns what else stands in the list of the item `at`, whose `place` it is; of a long list, what stands near.
fn beside(
    article: &Article,
    at: BlockIndex,
    place: ListPlace,
) -> impl Iterator<Item = BlockIndex> + '_ {
    let in_list = move |other: &BlockIndex| {
        let list = article.blocks.get(*other).and_then(|block| block.list);
        list.is_some_and(|list| list.list == place.list)
    };
    let before = (0..at).rev().take_while(in_list).take(LONGEST_LIST);
    let behind = (at + 1..).take_while(in_list).take(LONGEST_LIST);
    before.chain(behind)
}

/// Tells whether an item begins with a statement in bold, as others of its list do, most of which the sentence behind
/// denies: "**Rest is best.** It isn't."
fn is_among_myths(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> bool {
    let block = &article.blocks[at];
    if block.kind != BlockKind::Item || block.strong.is_empty() {
        return false;
    }
    let Some(place) = block.list else {
        return false;
    };
    let begins_bold = |at: &BlockIndex| {
        let first = read[*at].sentences.first();
        first.is_some_and(|first| is_statement(first) && is_bold(article, *at, first))
    };
    let is_denied = |at: &BlockIndex| {
        let answer = read[*at].sentences.get(1);
        answer.is_some_and(only_unsays) && begins_bold(at)
    };
    let denied = beside(article, at, place).filter(is_denied).count();
    denied > 0 && begins_bold(&at) && {
        let others = beside(article, at, place).filter(begins_bold);
        2 * denied >= others.count()
    }
}

/// Tells whether a cell further right in its row is no more than a verdict: "| S1 serves the groin | false |".
fn is_judged_in_row(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> bool {
    let Some(cell) = article.blocks[at].cell.filter(|cell| cell.row > 0) else {
        return false;
    };
    let in_row = |other: &BlockIndex| {
        let place = article.blocks.get(*other).and_then(|block| block.cell);
        place.is_some_and(|place| place.table == cell.table && place.row == cell.row)
    };
    let is_verdict = |other: BlockIndex| {
        let [sentence] = read[other].sentences.as_slice() else {
            return false;
        };
        only_unsays(sentence)
    };
    (at + 1..)
        .take_while(in_row)
        .take(MOST_COLUMNS)
        .any(is_verdict)
}

/// How much of a block the paragraph below it rejects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsaid {
    Nothing,
    /// Its last sentence.
    End,
    /// All of it.
    All,
}

/// Returns how much of a block the paragraph below it rejects: "> Rest is best." and below it "False. ..."
pub(super) fn unsaid_below(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> Unsaid {
    let block = &article.blocks[at];
    let Some(last) = read[at].sentences.last() else {
        return Unsaid::Nothing;
    };
    let Some((below, alone)) = answer_below(article, at) else {
        return Unsaid::Nothing;
    };
    let Some(answer) = read[below].sentences.first() else {
        return Unsaid::Nothing;
    };
    let rejected = match alone {
        true => unsays(answer, last),
        false => only_unsays(answer),
    };
    let apart = block.kind == BlockKind::Item || block.quoted || is_all_bold(block);
    match rejected {
        false => Unsaid::Nothing,
        true if apart => Unsaid::All,
        true => Unsaid::End,
    }
}

/// Returns the paragraph that may answer a block, and whether it answers nothing else: the one right below a paragraph,
/// or below the list of an item.
fn answer_below(article: &Article, at: BlockIndex) -> Option<(BlockIndex, bool)> {
    let block = &article.blocks[at];
    let is_answer = |below: &Block| {
        below.kind == BlockKind::Paragraph
            && below.headings == block.headings
            && (block.quoted || !below.quoted)
    };
    let next = article.blocks.get(at + 1)?;
    match block.kind {
        BlockKind::Paragraph => {
            let beside = next.list.map(|list| (list.list, list.item))
                == block.list.map(|list| (list.list, list.item));
            (is_answer(next) && beside).then_some((at + 1, true))
        }
        BlockKind::Item => {
            let own = block.list?;
            let in_item = next
                .list
                .is_some_and(|list| (list.list, list.item) == (own.list, own.item));
            if in_item && is_answer(next) {
                return Some((at + 1, true));
            }
            let in_list = |below: &BlockIndex| {
                let below = article.blocks.get(*below);
                below.is_some_and(|below| {
                    below.kind == BlockKind::Item
                        && below.list.is_some_and(|list| list.list == own.list)
                })
            };
            let others = (at + 1..).take(LONGEST_LIST).take_while(in_list).count();
            let below = at + 1 + others;
            let end = article.blocks.get(below)?;
            let left = end.list.is_none_or(|list| list.list != own.list);
            (is_answer(end) && left).then_some((below, others + own.item == 0))
        }
        _ => None,
    }
}

/// "1930 | six weeks in bed": the header of the row or the column is a year long gone, or tells of the past.
fn is_of_the_past(article: &Article, read: &[ReadBlock], at: BlockIndex) -> bool {
    let Some(cell) = article.blocks[at].cell else {
        return false;
    };
    let headers = [cell.row_header, cell.column_header];
    headers.into_iter().flatten().any(|header| {
        let sentences = read[header].sentences.as_slice();
        let [sentence] = sentences else { return false };
        let all = sentence.all();
        let has = |role| sentence.has_role(role, &all);
        is_past_year(sentence) || has(Role::Historical) && !has(Role::Nowadays)
    })
}

/// Tells whether a sentence is no more than a year of the last century, or one before.
fn is_past_year(sentence: &ReadSentence) -> bool {
    let [number] = sentence.mentions.numbers.as_slice() else {
        return false;
    };
    let amount = &number.amount;
    let years = amount.interval.low >= FIRST_YEAR && amount.interval.high < PAST;
    years && amount.unit.is_none() && number.tokens == sentence.all()
}

/// "True or false?" above a list: its items are to be judged.
fn is_to_be_judged(article: &Article, read: &[ReadBlock], at: BlockIndex) -> bool {
    let lead_in = article.blocks[at].list.and_then(|list| list.lead_in);
    let sentence = lead_in.and_then(|above| read[above].sentences.last());
    sentence.is_some_and(|sentence| {
        let all = sentence.all();
        let mut asks = sentence.roles(Role::Question, &all);
        asks.any(|cue| cue.start <= 1)
    })
}
