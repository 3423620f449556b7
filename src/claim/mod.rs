//! Mentions to claims.
//!
//! Input: the sentences of one article with their mentions, and the pack.
//! Output: [`Claim`]s, propositions with a span, a stance and a modality.
//!
//! - Pure. When the parse is uncertain there is no claim.
//! - Everything that flips, cancels or moves a claim is a field of the claim, not a dropped sentence.
//!
//! Absent on purpose: what the facts say about it (see [`crate::verdict`]).

mod answer;
mod bind;
mod by_sentence;
mod clause;
mod frame;
mod given;
mod reach;
mod read;
mod scope;
mod stance;
mod taken_back;
mod topic;
mod untrue;

pub use by_sentence::BySentence;
pub use clause::{Clause, Clauses, Opening};
pub use read::{ReadBlock, ReadSentence, context_blocks, read_blocks, read_blocks_but};
pub use scope::{Effect, Scope, find_scopes, is_denied};
pub use stance::Stances;
pub use topic::{Topic, topics};

use crate::markup::{Article, Block, BlockIndex, BlockKind, UNKNOWN};
use crate::pack::{Pack, PackIndex, Selector, Wanted};
use crate::proposition::{ConceptId, CueId, Proposition};
use crate::source::ProseSpan;

/// Returns the stance of a claim in its surroundings.
fn settle(claim: &Claim, place: &bind::Place<'_>, story: bool) -> Stance {
    let pack = place.pack;
    let named = claim.subject_at.is_some();
    let is_any = |wanted: &Wanted| {
        let mut subjects = claim.proposition.subject.iter();
        subjects.any(|subject| pack.asks_for(wanted, *subject))
    };
    let theme = place.theme();
    // A predicate may ask for the other condition itself.
    let predicate = pack.predicate(claim.proposition.predicate);
    let asked = || {
        predicate.asked.iter().any(|selector| match selector {
            Selector::Concept(concept) => theme
                .elsewhere
                .iter()
                .any(|other| pack.selects(*other, *concept)),
            _ => theme.elsewhere.contains(selector),
        })
    };
    let free = named
        && (predicate.anywhere || asked() || is_any(&theme.elsewhere) || !is_any(&theme.bound));
    match place.topic {
        _ if !claim.stance.is_asserted() => claim.stance,
        Topic::Other | Topic::Neighbour if !free => Stance::Elsewhere,
        Topic::Other if is_any(&theme.shared) && !is_any(&theme.elsewhere) => Stance::Elsewhere,
        Topic::Assumed
            if is_any(&theme.bound) && !predicate.anywhere && !is_any(&theme.everyday) =>
        {
            Stance::Elsewhere
        }
        Topic::Unknown if !(named && predicate.anywhere) => Stance::Elsewhere,
        // In somebody's story, what names no subject is about that person.
        _ if story && !named => Stance::Personal,
        _ => claim.stance,
    }
}

/// Most words of a first cell that only names its row.
const ROW_LABEL: usize = 6;

/// Tells whether a block is the first cell of a table row, or a header cell, and just names it.
fn is_row_label(block: &Block) -> bool {
    block.cell.is_some_and(|cell| {
        (cell.row == 0 || cell.column == 0) && block.prose.split_whitespace().count() <= ROW_LABEL
    })
}

/// What a text says: a proposition, where it stands, who says it and how firmly.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is said. Subjects and objects of a claim are alternatives unless it is collective.
    pub proposition: Proposition,
    /// Block the claim stands in.
    pub block: BlockIndex,
    /// The clause: what is listed as the claim's text.
    pub clause: ProseSpan,
    /// The words that decide: the object, the number; inside or beside the clause, in the same block.
    pub focus: ProseSpan,
    /// Where the subject is named, if it is; maybe in another block (a heading, a table header).
    pub subject_at: Option<(BlockIndex, ProseSpan)>,
    /// Whose statement it is.
    pub stance: Stance,
    /// How firmly it is stated.
    pub modality: Modality,
    /// Cues of the clause that facts may ask for; in ascending order.
    pub cues: Vec<CueId>,
    /// Concepts of the clause that facts may ask for; in ascending order.
    pub concepts: Vec<ConceptId>,
}

/// Returns the claims of an article in reading order; `topics` are those of its sentences, by pack, `stances` those of
/// its clauses.
#[must_use]
pub fn extract_claims(
    article: &Article,
    read: &[ReadBlock],
    topics: &[BySentence<Topic>],
    stances: &Stances,
    pack: &Pack,
) -> Vec<Claim> {
    // Claims are large, and most sentences make one at most.
    let mut claims = Vec::with_capacity(read.iter().map(|block| block.sentences.len()).sum());
    for (block, found) in read.iter().enumerate() {
        // Headings give context; they claim nothing themselves.
        let kind = article.blocks[block].kind;
        if matches!(
            kind,
            BlockKind::Heading(_) | BlockKind::ImageText | BlockKind::Byline
        ) || is_row_label(&article.blocks[block])
        {
            continue;
        }
        let story = found.sentences.iter().any(stance::is_story);
        for (at, sentence) in found.sentences.iter().enumerate() {
            if article.blocks[block].prose[sentence.span.range()].contains(UNKNOWN) {
                // What a program puts there may turn the sentence.
                continue;
            }
            if sentence.mentions.concepts.is_empty()
                && sentence.mentions.numbers.is_empty()
                && sentence.mentions.cues.is_empty()
            {
                continue;
            }
            if let Some(answer) = answer::short_answer(article, read, block, at, pack) {
                let (asking, asked) = answer.question;
                let asked = claims_of_question(article, read, topics, (asking, asked), pack);
                claims.extend(asked.into_iter().filter_map(|claim| answer.claim(claim)));
            }
            each_clause(article, read, (block, at), pack, |place| {
                let stance = stances.of(block, at)[place.clause];
                let place = bind::Place { stance, ..place };
                bind_with_all(place, topics, story, &mut claims);
                let tokens = &sentence.clauses[place.clause].tokens;
                if stance == Stance::Rejected && stance::is_contested(sentence, tokens) {
                    add_denied(place, topics, story, &mut claims);
                }
            });
        }
    }
    claims
}

/// Calls `bind` for each clause of a sentence that has words, as if its author said it.
fn each_clause(
    article: &Article,
    read: &[ReadBlock],
    (block, at): (BlockIndex, usize),
    pack: &Pack,
    mut bind: impl FnMut(bind::Place<'_>),
) {
    let sentence = &read[block].sentences[at];
    let scopes = find_scopes(sentence, pack);
    for (clause, found) in sentence.clauses.iter().enumerate() {
        if found.tokens.is_empty() {
            continue;
        }
        bind(bind::Place {
            article,
            read,
            pack,
            home: PackIndex(0),
            block,
            at,
            sentence,
            clause,
            scopes: &scopes,
            stance: Stance::Author,
            topic: Topic::Unknown,
            known: &bind::Known::default(),
        });
    }
}

/// Adds what a clause says by calling the rest of it untrue.
fn add_denied(
    place: bind::Place<'_>,
    topics: &[BySentence<Topic>],
    story: bool,
    claims: &mut Vec<Claim>,
) {
    let mut rejected = Vec::new();
    let said = bind::Place {
        stance: Stance::Rejected,
        ..place
    };
    bind_with_all(said, topics, story, &mut rejected);
    claims.extend(rejected.iter().filter_map(untrue::denied));
}

/// Adds the claims of one clause with the predicates of every pack, whose `topics` are given.
fn bind_with_all(
    place: bind::Place<'_>,
    topics: &[BySentence<Topic>],
    story: bool,
    claims: &mut Vec<Claim>,
) {
    for (home, topics) in topics.iter().enumerate() {
        let place = bind::Place {
            home: PackIndex(u32::try_from(home).expect("packs are few")),
            topic: topics.of(place.block)[place.at],
            ..place
        };
        let before = claims.len();
        bind::bind_all(&place, claims);
        for claim in &mut claims[before..] {
            claim.stance = settle(claim, &place, story);
        }
    }
}

/// Returns what a question asks, as if it were said; only what counts as said of the topic.
fn claims_of_question(
    article: &Article,
    read: &[ReadBlock],
    topics: &[BySentence<Topic>],
    question: (BlockIndex, usize),
    pack: &Pack,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    each_clause(article, read, question, pack, |place| {
        bind_with_all(place, topics, false, &mut claims);
    });
    claims.retain(|claim| claim.stance == Stance::Author);
    claims
}

/// Whose statement a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// The author's own.
    Author,
    /// Reported of a study, an expert, a guideline.
    Attributed,
    /// A myth, a misconception, something said to be false.
    Rejected,
    /// A question.
    Asked,
    /// What used to be believed or done.
    Historical,
    /// One person's story.
    Personal,
    /// The "if" of a sentence, a counterfactual.
    Supposed,
    /// What "some people" say, or the title of a source.
    Hearsay,
    /// About another condition than the pack's topic.
    Elsewhere,
}

impl Stance {
    /// Tells whether the author stands behind the claim, if only by passing it on.
    #[must_use]
    pub fn is_asserted(self) -> bool {
        matches!(self, Self::Author | Self::Attributed)
    }
}

/// How firmly a claim is stated, weakest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Always, without exception.
    Absolute,
    /// Plainly.
    Asserted,
    /// Usually, typically.
    Typical,
    /// Likely, is thought to.
    Reported,
    /// May, can, sometimes.
    Possible,
    /// Rarely, in rare cases.
    Rare,
}

/// One sentence, read with the built-in pack; for the tests of the passes.
#[cfg(test)]
pub(crate) mod one {
    use std::sync::LazyLock;

    use super::read::{ReadBlock, ReadSentence, read_blocks};
    use crate::built_in::{BuiltIn, built_in};
    use crate::markup::{Article, read_article};
    use crate::source::{Format, SourceFile};

    pub(crate) static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(built_in);

    /// Returns the Markdown article that `text` is, read.
    pub(crate) fn article(text: &str) -> (Article, Vec<ReadBlock>) {
        let BuiltIn {
            pack,
            language,
            lexicon,
            ..
        } = &*BUILT_IN;
        let file = SourceFile::new("one.md", Format::Markdown, text);
        let article = read_article(&file);
        let blocks = read_blocks(&article, lexicon, language, pack);
        (article, blocks)
    }

    /// Returns the sentence that `text` is.
    pub(crate) fn sentence(text: &str) -> ReadSentence {
        let (_, mut blocks) = article(text);
        assert_eq!(blocks.len(), 1, "the text is one block");
        assert_eq!(blocks[0].sentences.len(), 1, "the text is one sentence");
        blocks.remove(0).sentences.remove(0)
    }
}
