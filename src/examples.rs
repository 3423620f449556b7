//! The sentences of facts, run as tests.
//!
//! Input: a pack and the facts whose sentences are to be run.
//! Output: [`Tried`], each sentence with its claims and whether it came out.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::checked::check_claims;
use crate::markup::read_article;
use crate::mention::Lexicon;
use crate::pack::{Ceiling, Example, Fact, Language, Pack};
use crate::source::{Format, SourceFile};
use crate::verdict::{Judged, Verdict};

/// What a sentence is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExampleKind {
    /// It must accuse nobody.
    Agrees,
    /// Its contradiction must be found.
    Contradicts,
    /// It comes close to a contradiction and must accuse nobody.
    NearMisses,
}

impl ExampleKind {
    /// Returns the field of a fact that holds such sentences.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Contradicts => "contradicts",
            Self::NearMisses => "near-misses",
        }
    }
}

/// A sentence that was run.
#[derive(Debug)]
pub struct Tried<'p> {
    /// The fact it belongs to.
    pub fact: &'p Fact,
    /// What it is there to show.
    pub kind: ExampleKind,
    /// The sentence.
    pub example: &'p Example,
    /// What it claims, judged.
    pub claims: Vec<Judged>,
    /// Whether it shows that.
    pub passed: bool,
}

/// Runs the sentences of `facts`, in their order.
#[must_use]
pub fn try_examples<'p>(
    facts: impl IntoIterator<Item = &'p Fact>,
    lexicon: &Lexicon,
    language: &Language,
    pack: &Pack,
) -> Vec<Tried<'p>> {
    let sentences: Vec<(&Fact, ExampleKind, &Example)> =
        facts.into_iter().flat_map(examples_of).collect();
    let tried = sentences.into_par_iter().map(|(fact, kind, example)| {
        let claims = judge_text(&example.text, lexicon, language, pack);
        Tried {
            fact,
            kind,
            example,
            passed: comes_out(&claims, kind, fact),
            claims,
        }
    });
    tried.collect()
}

/// Returns the sentences of one fact.
fn examples_of(fact: &Fact) -> impl Iterator<Item = (&Fact, ExampleKind, &Example)> {
    let of = |kind| move |example| (fact, kind, example);
    let agreeing = fact.agrees.iter().map(of(ExampleKind::Agrees));
    let contradicting = fact.contradicts.iter().map(of(ExampleKind::Contradicts));
    let near = fact.near_misses.iter().map(of(ExampleKind::NearMisses));
    agreeing.chain(contradicting).chain(near)
}

/// Tells whether a sentence of `fact` with these claims shows what it is there for.
#[must_use]
pub fn comes_out(claims: &[Judged], kind: ExampleKind, fact: &Fact) -> bool {
    match kind {
        ExampleKind::Agrees | ExampleKind::NearMisses => !claims.iter().any(accuses),
        ExampleKind::Contradicts => claims.iter().any(|judged| contradicts(judged, fact)),
    }
}

/// Tells whether the reader of a report is told of the claim.
#[must_use]
pub fn accuses(judged: &Judged) -> bool {
    matches!(judged.verdict, Verdict::Disputed | Verdict::Contradicted)
}

/// Tells whether a claim out of a contradicting sentence of `fact` is told of as it should be.
fn contradicts(judged: &Judged, fact: &Fact) -> bool {
    // Such a fact accuses of nothing on its own; a doubt is all that can be expected of its sentences.
    let mild = fact
        .says
        .iter()
        .all(|said| said.ceiling == Ceiling::Silent || !said.flag_only_with.is_empty());
    judged.verdict == Verdict::Contradicted || mild && accuses(judged)
}

/// Returns the claims of a Markdown article, judged.
#[must_use]
pub fn judge_text(text: &str, lexicon: &Lexicon, language: &Language, pack: &Pack) -> Vec<Judged> {
    let article = read_article(&SourceFile {
        path: PathBuf::from("article.md"),
        format: Format::Markdown,
        text: text.to_owned(),
    });
    check_claims(&article, lexicon, language, pack).claims
}
