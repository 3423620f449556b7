//! Sentences to mentions.
//!
//! Input: the tokens of one [`Sentence`](crate::sentence::Sentence) and the [`Lexicon`] compiled from the pack.
//! Output: [`Mentions`], the places where a concept, a cue or a number stands.
//!
//! - Pure. All names and cue forms are found in one pass over the tokens.
//! - Of overlapping concept names of one pack the longest wins; cues may overlap anything.
//! - Names that need company ([`Company`]) are kept apart until the clause is known.
//!
//! Absent on purpose: clauses, scopes and what is said about a mention (see [`crate::claim`]).

mod automaton;
mod compile;
mod composite;
mod finder;
mod form;
mod levels;
mod lexicon;
mod number;
mod phrases;
mod vocabulary;

pub use composite::add_composites;
pub use finder::Finder;
pub use lexicon::Lexicon;
pub use number::{Amount, NumberIndex};

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::ops::Range;

use crate::pack::{Bits, Pack, PackIndex, Role, Selector, Wanted};
use crate::proposition::{ConceptId, CueId, Interval};

/// All mentions of one sentence, each list in order of its first token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// Where concepts are named.
    pub concepts: Vec<ConceptMention>,
    /// Where cue words stand on which claims and verdicts depend.
    pub cues: Vec<CueMention>,
    /// Where cue words stand that only rules ask for.
    pub cues_of_rules: Vec<CueMention>,
    /// Where numbers stand.
    pub numbers: Vec<NumberMention>,
}

/// A place that names a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptMention {
    /// What it may mean; several are alternatives, one of which is meant.
    pub concepts: SmallVec<[ConceptId; 2]>,
    /// Tokens of the sentence.
    pub tokens: Range<usize>,
    /// How it is named.
    pub how: Naming,
}

/// How a concept is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Naming {
    /// By a name.
    Name,
    /// By a name that needs company.
    Weak(Company),
    /// By a verb phrase that orders it.
    Command,
    /// By a label of the numbered series.
    Label,
    /// In pieces.
    Pieces,
}

/// What a name needs to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Company {
    /// One of the concept's `weak-with` in the same clause.
    Clause,
    /// A heading, lead-in or table header; place in the concept's `names-under`.
    Heading(u32),
}

/// A place where the words of a cue stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueMention {
    /// The cue.
    pub cue: CueId,
    /// What it does.
    pub role: Option<Role>,
    /// Whether it tells how often.
    pub tells_frequency: bool,
    /// Whether a list asks for it.
    pub asked: bool,
    /// Tokens of the sentence.
    pub tokens: Range<usize>,
}

impl CueMention {
    /// Tells whether it is what a list asks for.
    #[must_use]
    pub fn is_one(&self, wanted: &Wanted, pack: &Pack) -> bool {
        self.asked && pack.lists.ask_for_cue(wanted.list(), self.cue)
    }

    /// Returns how often, in percent, if it tells.
    #[must_use]
    pub fn frequency(&self, pack: &Pack) -> Option<Interval> {
        let interval = self.tells_frequency.then(|| pack.cue(self.cue).interval);
        interval.flatten()
    }
}

/// A place where a number stands.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberMention {
    /// What it amounts to.
    pub amount: Amount,
    /// Tokens of the sentence: the figure with its unit and the words that bound it.
    pub tokens: Range<usize>,
}

impl Mentions {
    /// Tells whether a token range of the sentence holds what `selector` asks for.
    #[must_use]
    pub fn holds(&self, selector: Selector, within: &Range<usize>, pack: &Pack) -> bool {
        self.find(selector, within, pack).is_some()
    }

    /// Returns the tokens of the first mention inside `within` that `selector` asks for.
    #[must_use]
    pub fn find(
        &self,
        selector: Selector,
        within: &Range<usize>,
        pack: &Pack,
    ) -> Option<Range<usize>> {
        self.find_all(selector, within, pack).next()
    }

    /// Tells whether a token range of the sentence holds what a list asks for.
    #[must_use]
    pub fn holds_any(&self, wanted: &Wanted, within: &Range<usize>, pack: &Pack) -> bool {
        let mut concepts = self.concepts.iter();
        let mut cues = self.cues.iter();
        concepts.any(|mention| inside(&mention.tokens, within) && mention.is_one(wanted, pack))
            || cues.any(|mention| inside(&mention.tokens, within) && mention.is_one(wanted, pack))
    }

    /// Returns the tokens of every mention inside `within` that a list asks for: those that its first selector asks for
    /// come first, in order.
    #[must_use]
    pub fn find_any(
        &self,
        wanted: &Wanted,
        within: &Range<usize>,
        pack: &Pack,
    ) -> Vec<Range<usize>> {
        let place = |asks: &dyn Fn(Selector) -> bool| {
            let mut selectors = wanted.iter();
            selectors.position(|selector| asks(*selector)).unwrap_or(0)
        };
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        for mention in &self.cues {
            if inside(&mention.tokens, within) && mention.is_one(wanted, pack) {
                let place = place(&|selector| selector == Selector::Cue(mention.cue));
                found.push((place, mention.tokens.clone()));
            }
        }
        for mention in &self.concepts {
            if inside(&mention.tokens, within) && mention.is_one(wanted, pack) {
                let place = place(&|selector| mention.is(selector, pack));
                found.push((place, mention.tokens.clone()));
            }
        }
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, tokens)| tokens).collect()
    }

    /// Returns the lists that ask for one of the mentions inside `within`.
    #[must_use]
    pub fn lists(&self, within: &Range<usize>, pack: &Pack) -> Bits {
        let mut lists = pack.lists.none();
        let concepts = self.concepts.iter();
        let concepts = concepts.filter(|mention| inside(&mention.tokens, within));
        for concept in concepts.flat_map(|mention| &mention.concepts) {
            lists.add(pack.lists.of_concept(*concept));
        }
        let cues = self.cues.iter();
        let cues = cues.filter(|mention| mention.asked && inside(&mention.tokens, within));
        for mention in cues {
            lists.add_sparse(pack.lists.of_cue(mention.cue));
        }
        lists
    }

    /// Returns all mentions of cues: first those on which claims depend.
    pub fn all_cues(&self) -> impl Iterator<Item = &CueMention> {
        self.cues.iter().chain(&self.cues_of_rules)
    }

    /// Returns the tokens of every mention inside `within` that `selector` asks for, in order.
    pub fn find_all<'a>(
        &'a self,
        selector: Selector,
        within: &'a Range<usize>,
        pack: &'a Pack,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let cues = match selector {
            Selector::Cue(cue) if pack.cue(cue).in_claims => self.cues.as_slice(),
            Selector::Cue(_) => self.cues_of_rules.as_slice(),
            Selector::Concept(_) | Selector::Class(_) => &[],
        };
        let cues = cues.iter().filter(move |mention| {
            selector == Selector::Cue(mention.cue) && inside(&mention.tokens, within)
        });
        let concepts = self.concepts.iter().filter(move |mention| {
            !matches!(selector, Selector::Cue(_))
                && inside(&mention.tokens, within)
                && mention.is(selector, pack)
        });
        cues.map(|mention| mention.tokens.clone())
            .chain(concepts.map(|mention| mention.tokens.clone()))
    }
}

impl ConceptMention {
    /// Returns the pack whose concepts it names.
    #[must_use]
    pub fn pack(&self, pack: &Pack) -> Option<PackIndex> {
        self.concepts
            .first()
            .and_then(|concept| pack.concept(*concept).pack)
    }

    /// Tells whether one of its meanings is what `selector` asks for.
    #[must_use]
    pub fn is(&self, selector: Selector, pack: &Pack) -> bool {
        self.concepts
            .iter()
            .any(|concept| pack.selects(selector, *concept))
    }

    /// Tells whether one of its meanings is what a list asks for.
    #[must_use]
    pub fn is_one(&self, wanted: &Wanted, pack: &Pack) -> bool {
        let mut meanings = self.concepts.iter();
        meanings.any(|concept| pack.asks_for(wanted, *concept))
    }

    /// Tells whether one of its meanings is what one of `selectors` asks for.
    #[must_use]
    pub fn is_any(&self, selectors: &[Selector], pack: &Pack) -> bool {
        selectors.iter().any(|selector| self.is(*selector, pack))
    }
}

/// Tells whether `tokens` lies wholly inside `within`.
#[must_use]
pub fn inside(tokens: &Range<usize>, within: &Range<usize>) -> bool {
    within.start <= tokens.start && tokens.end <= within.end
}
