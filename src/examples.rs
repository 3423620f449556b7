//! The sentences of facts and myths, run as tests.
//!
//! Input: a pack, and the facts and myths whose sentences are to be run.
//! Output: [`Tried`], each sentence with its claims and whether it came out.

use rayon::prelude::*;

use crate::checked::check_claims;
use crate::markup::read_article;
use crate::mention::Lexicon;
use crate::pack::{Ceiling, Example, Fact, FactIndex, FileIndex, Language, Myth, Pack};
use crate::source::{Format, SourceFile};
use crate::verdict::{Judged, Verdict, verdict_of};

/// What a sentence is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExampleKind {
    /// It must accuse nobody.
    Agrees,
    /// Its contradiction must be found.
    Contradicts,
    /// It comes close to a contradiction and must accuse nobody.
    NearMisses,
    /// It is the myth; a fact that refutes it must be contradicted.
    Claim,
    /// It is the myth in other words; the same holds.
    Forms,
    /// It speaks of the myth, is right and must accuse nobody.
    Refutations,
}

impl ExampleKind {
    /// Returns the field of a fact or myth that holds such sentences.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Contradicts => "contradicts",
            Self::NearMisses => "near-misses",
            Self::Claim => "claim",
            Self::Forms => "forms",
            Self::Refutations => "refutations",
        }
    }
}

/// What sentences belong to.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'p> {
    /// A fact.
    Fact(&'p Fact),
    /// A myth.
    Myth(&'p Myth),
}

impl<'p> Owner<'p> {
    /// Returns its id.
    #[must_use]
    pub fn id(self) -> &'p str {
        match self {
            Self::Fact(fact) => &fact.id,
            Self::Myth(myth) => &myth.id,
        }
    }

    /// Returns the file it stands in.
    #[must_use]
    pub fn file(self) -> FileIndex {
        match self {
            Self::Fact(fact) => fact.file,
            Self::Myth(myth) => myth.file,
        }
    }

    /// Returns its sentences.
    fn examples(self) -> Vec<(Self, ExampleKind, &'p Example)> {
        let of = |kind| move |example| (self, kind, example);
        match self {
            Self::Fact(fact) => {
                let agreeing = fact.agrees.iter().map(of(ExampleKind::Agrees));
                let contradicting = fact.contradicts.iter().map(of(ExampleKind::Contradicts));
                let near = fact.near_misses.iter().map(of(ExampleKind::NearMisses));
                agreeing.chain(contradicting).chain(near).collect()
            }
            Self::Myth(myth) => {
                let claim = std::iter::once(&myth.claim).map(of(ExampleKind::Claim));
                let forms = myth.forms.iter().map(of(ExampleKind::Forms));
                let refutations = myth.refutations.iter().map(of(ExampleKind::Refutations));
                claim.chain(forms).chain(refutations).collect()
            }
        }
    }

    /// Tells whether a sentence with these claims shows what it is there for.
    fn comes_out(self, claims: &[Judged], kind: ExampleKind, pack: &Pack) -> bool {
        match (kind, self) {
            (ExampleKind::Agrees | ExampleKind::NearMisses | ExampleKind::Refutations, _) => {
                !claims.iter().any(accuses)
            }
            (_, Self::Fact(fact)) => claims.iter().any(|judged| contradicts(judged, fact, pack)),
            (_, Self::Myth(myth)) => claims.iter().any(|judged| refutes(judged, myth, pack)),
        }
    }
}

/// A sentence that was run.
#[derive(Debug)]
pub struct Tried<'p> {
    /// What it belongs to.
    pub owner: Owner<'p>,
    /// What it is there to show.
    pub kind: ExampleKind,
    /// The sentence.
    pub example: &'p Example,
    /// What it claims, judged.
    pub claims: Vec<Judged>,
    /// Whether it shows that.
    pub passed: bool,
}

/// Runs the sentences of `owners`, in their order.
#[must_use]
pub fn try_examples<'p>(
    owners: impl IntoIterator<Item = Owner<'p>>,
    lexicon: &Lexicon,
    language: &Language,
    pack: &Pack,
) -> Vec<Tried<'p>> {
    let sentences: Vec<(Owner, ExampleKind, &Example)> =
        owners.into_iter().flat_map(Owner::examples).collect();
    let tried = sentences.into_par_iter().map(|(owner, kind, example)| {
        let claims = judge_text(&example.text, lexicon, language, pack);
        Tried {
            owner,
            kind,
            example,
            passed: owner.comes_out(&claims, kind, pack),
            claims,
        }
    });
    tried.collect()
}

/// Tells whether the reader of a report is told of the claim.
#[must_use]
pub fn accuses(judged: &Judged) -> bool {
    matches!(judged.verdict, Verdict::Disputed | Verdict::Contradicted)
}

/// Tells whether a claim out of a contradicting sentence of `fact` is told of as it should be.
fn contradicts(judged: &Judged, fact: &Fact, pack: &Pack) -> bool {
    // Such a fact accuses of nothing on its own; a doubt is all that can be expected of its sentences.
    let mild = fact
        .says
        .iter()
        .all(|said| said.ceiling == Ceiling::Silent || !said.flag_only_with.is_empty());
    // Another fact may be nearer, but this one has to say so, too.
    let mut places = (0..).zip(&pack.facts);
    let place = places.find(|(_, other)| other.id == fact.id);
    let own = place.and_then(|(at, _)| verdict_of(FactIndex(at), &judged.claim, pack));
    match own {
        Some(Verdict::Contradicted) => accuses(judged),
        Some(Verdict::Disputed) => mild && accuses(judged),
        _ => false,
    }
}

/// Tells whether a fact that refutes `myth` decides about a claim as it should: one that never accuses loudly may leave
/// a doubt.
fn refutes(judged: &Judged, myth: &Myth, pack: &Pack) -> bool {
    let decider = judged.fact.filter(|fact| myth.facts.contains(fact));
    decider.is_some_and(|fact| {
        let mild = pack.fact(fact).ceiling < Ceiling::Error;
        judged.verdict == Verdict::Contradicted || mild && accuses(judged)
    })
}

/// Returns the claims of a Markdown article, judged.
#[must_use]
pub fn judge_text(text: &str, lexicon: &Lexicon, language: &Language, pack: &Pack) -> Vec<Judged> {
    let article = read_article(&SourceFile::new("article.md", Format::Markdown, text));
    check_claims(&article, lexicon, language, pack).claims
}
