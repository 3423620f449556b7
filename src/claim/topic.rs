//! What a sentence is about when it doesn't say.

use super::read::{ReadBlock, ReadSentence};
use crate::markup::{Article, BlockIndex, BlockKind};
use crate::pack::{Pack, Role, Selector};

/// What text without a subject of its own is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The pack's topic.
    Own,
    /// The pack's topic, for all one knows: a fragment that names no condition.
    Assumed,
    /// Another condition.
    Other,
    /// Nothing is known about it.
    Unknown,
}

/// An article of at most this many words without headings may be a fragment about the topic.
const FRAGMENT: usize = 24;
/// A text of at most this many words is about what it names, if only once.
const NOTE: usize = 100;
/// An article is about the topic if it names it in a heading, or in one of this many sentences.
const SENTENCES_PER_NAMING: usize = 25;

/// Returns the topic of every sentence of every block.
///
/// The nearest heading that names a condition governs its section; a condition named in the text governs
/// what follows, up to the next heading. Text that never names the topic is not about it, unless it is a
/// short fragment that names no other condition either.
#[must_use]
pub fn topics(article: &Article, read: &[ReadBlock], pack: &Pack) -> Vec<Vec<Topic>> {
    let default = article_topic(article, read, pack);
    let sentences = read.iter().flat_map(|block| &block.sentences);
    let words: usize = sentences.map(|sentence| sentence.tokens.len()).sum();
    let mut section: Option<&[BlockIndex]> = None;
    let mut current = default;
    let mut all = Vec::with_capacity(article.blocks.len());
    for (block, found) in article.blocks.iter().zip(read) {
        let heading = matches!(block.kind, BlockKind::Heading(_));
        if section != Some(block.headings.as_slice()) {
            section = Some(block.headings.as_slice());
            let governing = block.headings.iter().rev().find_map(|at| {
                read[*at]
                    .sentences
                    .iter()
                    .find_map(|sentence| named(sentence, pack))
            });
            current = governing.unwrap_or(default);
        }
        let mut topics = Vec::with_capacity(found.sentences.len());
        for sentence in &found.sentences {
            let own = named(sentence, pack);
            // Where the article is about something else, a mention in passing speaks for its own sentence only.
            let passing = current == Topic::Unknown && words > NOTE;
            topics.push(match own {
                Some(Topic::Other) if passing => Topic::Unknown,
                own => own.unwrap_or(current),
            });
            if let Some(own) = own.filter(|_| !heading && !passing && block.cell.is_none()) {
                current = own;
            }
        }
        all.push(topics);
    }
    all
}

/// Returns what a sentence names: the topic, else another condition.
fn named(sentence: &ReadSentence, pack: &Pack) -> Option<Topic> {
    if names(sentence, &pack.topic_family, pack) {
        Some(Topic::Own)
    } else if names(sentence, &pack.elsewhere, pack) {
        Some(Topic::Other)
    } else {
        None
    }
}

fn names(sentence: &ReadSentence, selectors: &[Selector], pack: &Pack) -> bool {
    let all = sentence.all();
    selectors
        .iter()
        .any(|selector| sentence.mentions.holds(*selector, &all, pack))
}

fn article_topic(article: &Article, read: &[ReadBlock], pack: &Pack) -> Topic {
    let is_heading = |at: usize| matches!(article.blocks[at].kind, BlockKind::Heading(_));
    let (mut sentences, mut naming, mut words, mut titled) = (0, 0, 0, false);
    let mut elsewhere = false;
    for (at, block) in read.iter().enumerate() {
        for sentence in &block.sentences {
            sentences += 1;
            words += sentence.tokens.len();
            elsewhere |= names(sentence, &pack.elsewhere, pack);
            if names(sentence, &pack.topic_family, pack) {
                naming += 1;
                titled |= is_heading(at);
            }
        }
    }
    if titled || naming * SENTENCES_PER_NAMING >= sentences && naming > 0 {
        return Topic::Own;
    }
    let fragment = naming == 0 && words <= FRAGMENT && !elsewhere;
    // "Do" and "Avoid" are no titles, nor are questions.
    let is_title = |at: usize| {
        let framed = read[at].sentences.iter().any(|sentence| {
            let all = sentence.all();
            sentence.has_role(Role::DoHeading, &all, pack)
                || sentence.has_role(Role::AvoidHeading, &all, pack)
                || sentence.ends_with('?')
        });
        is_heading(at) && !framed
    };
    let headed = article.front_matter.span.is_some() || (0..read.len()).any(is_title);
    if fragment && !headed {
        Topic::Assumed
    } else {
        Topic::Unknown
    }
}
