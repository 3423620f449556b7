//! One article, read and judged: what all rules look at.

use crate::claim::{
    BySentence, Claim, ReadBlock, Stances, Topic, extract_claims, read_blocks_but, topics,
};
use crate::foreign::{Foreign, Readable, readable};
use crate::markup::{Article, BlockIndex};
use crate::mention::Lexicon;
use crate::pack::{Bylines, Language, Pack};
use crate::proposition::ConceptId;
use crate::references::References;
use crate::source::ProseSpan;
use crate::verdict::{Judged, Verdict, grant_exceptions, judge};
use rustc_hash::FxHashSet;

/// One article with its claims and what the facts say about each.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences with mentions; by block.
    pub read: Vec<ReadBlock>,
    /// What each sentence is about, as each pack sees it; by pack.
    pub topics: Vec<BySentence<Topic>>,
    /// Whose statement each clause is.
    pub stances: Stances,
    /// Its claims in reading order.
    pub claims: Vec<Judged>,
    /// Words of prose that were read.
    pub words: usize,
    /// The language it is in, if that is not read; nothing else is known then.
    pub foreign: Option<Foreign>,
    /// What its statements rest on.
    pub references: References,
    /// Whether rules may pass over short articles.
    pub gated: bool,
    /// Words by which articles say who wrote them.
    pub bylines: &'a Bylines,
}

/// Returns `article` with its claims judged.
#[must_use]
pub fn check_claims<'a>(
    article: &'a Article,
    lexicon: &Lexicon,
    language: &'a Language,
    pack: &Pack,
) -> Checked<'a> {
    let (left_out, foreign) = match readable(article, language) {
        Readable::All => (Vec::new(), None),
        Readable::AllBut(blocks) => (blocks, None),
        Readable::Nothing(foreign) => (vec![true; article.blocks.len()], Some(foreign)),
    };
    let read = read_blocks_but(&left_out, article, lexicon, language, pack);
    let themes = pack.themes.iter();
    let topics: Vec<BySentence<Topic>> = themes
        .map(|theme| topics(article, &read, theme, pack))
        .collect();
    let references = References::find(article, &read, &language.references);
    let stances = Stances::find(article, &read, |block| references.list.is_source(block));
    let claims = extract_claims(article, &read, &topics, &stances, pack);
    let mut judged = without_twins(claims.into_iter().map(|claim| judge(claim, pack)).collect());
    grant_exceptions(&mut judged, article, pack);
    let words = article
        .blocks
        .iter()
        .enumerate()
        .filter(|(at, _)| left_out.get(*at) != Some(&true))
        .map(|(_, block)| count_words(&block.prose))
        .sum();
    Checked {
        references,
        topics,
        stances,
        claims: judged,
        words,
        foreign,
        gated: true,
        bylines: &language.bylines,
        article,
        read,
    }
}

impl Checked<'_> {
    /// Returns where the sentence of a claim stands in its block; the clause itself if there is none.
    #[must_use]
    pub fn sentence_of(&self, claim: &Claim) -> ProseSpan {
        let sentences = self.read[claim.block].sentences.iter();
        let mut spans = sentences.map(|sentence| sentence.span);
        spans
            .find(|span| span.range().contains(&claim.clause.range().start))
            .unwrap_or(claim.clause)
    }
}

/// Returns how many words `text` has, parted by white space.
fn count_words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let is_space = |byte: &u8| (*byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let bytes = text.as_bytes();
    let begins = bytes.first().is_some_and(|first| !is_space(first));
    // A part has no more words than a byte can count.
    let parts = bytes.get(1..).unwrap_or_default().chunks(255);
    let behind_space = parts.zip(bytes.chunks(255)).map(|(part, before)| {
        let pairs = part.iter().zip(before);
        let words = pairs.map(|(byte, before)| u8::from(is_space(before) & !is_space(byte)));
        usize::from(words.sum::<u8>())
    });
    usize::from(begins) + behind_space.sum::<usize>()
}

/// Of the claims about one thing at one place, those no fact covers say nothing that the others don't.
fn without_twins(mut judged: Vec<Judged>) -> Vec<Judged> {
    let tells = |one: &Judged| one.verdict != Verdict::Unverified;
    let mut known: FxHashSet<_> = judged.iter().filter(|one| tells(one)).map(thing).collect();
    let kept = judged
        .iter()
        .map(|one| tells(one) || known.insert(thing(one)));
    let mut kept = kept.collect::<Vec<bool>>().into_iter();
    judged.retain(|_| kept.next() == Some(true));
    judged
}

/// Returns what a claim is about, and where.
fn thing(judged: &Judged) -> (BlockIndex, ProseSpan, &[ConceptId]) {
    let claim = &judged.claim;
    (claim.block, claim.focus, &claim.proposition.subject)
}
