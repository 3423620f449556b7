//! All names and cue forms of a pack in one automaton over words.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::automaton::{Automaton, NodeId, Output, Written};
use super::compile::Builder;
use super::finder::Finder;
use super::number::NumberIndex;
use super::phrases::LabelPhrases;
use super::vocabulary::{Vocabulary, Word};
use super::{Company, CueMention, Naming};
use crate::pack::{Cue, Language, Pack, Role};
use crate::proposition::{ConceptId, CueId};

/// The compiled names of a pack and the numbers of its language.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    vocabulary: Vocabulary,
    names: Automaton,
    /// What mentions tell of their cues, by cue.
    cues: Vec<KnownCue>,
    numbers: NumberIndex,
    labels: LabelPhrases,
}

/// What a mention tells of its cue.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct KnownCue {
    role: Option<Role>,
    tells_frequency: bool,
    asked: bool,
    /// Whether claims and verdicts depend on it.
    pub(super) in_claims: bool,
}

impl KnownCue {
    fn of(cue: &Cue) -> Self {
        Self {
            role: cue.role,
            tells_frequency: cue.interval.is_some(),
            asked: cue.asked,
            in_claims: cue.in_claims,
        }
    }

    /// Returns a mention of this cue, which is `cue`, at `tokens`.
    pub(super) fn mention(self, cue: CueId, tokens: Range<usize>) -> CueMention {
        CueMention {
            cue,
            role: self.role,
            tells_frequency: self.tells_frequency,
            asked: self.asked,
            tokens,
        }
    }
}

impl Lexicon {
    /// Returns the automaton of all names and forms of `pack`, which was read from its files: a prepared one has none.
    #[must_use]
    pub fn new(pack: &Pack, language: &Language) -> Self {
        let mut builder = Builder::new(&language.words);
        for (at, concept) in pack.concepts.iter().enumerate() {
            let id = ConceptId(number(at));
            builder.add_all(&concept.names, Output::Concept(id, Naming::Name));
            builder.add_all(&concept.commands, Output::Concept(id, Naming::Command));
            let weak = Naming::Weak(Company::Clause);
            builder.add_all(&concept.weak.names, Output::Concept(id, weak));
            for (place, under) in concept.under.iter().enumerate() {
                let weak = Naming::Weak(Company::Heading(number(place)));
                builder.add_all(&under.names, Output::Concept(id, weak));
            }
        }
        for (at, cue) in pack.cues.iter().enumerate() {
            builder.add_all(&cue.forms, Output::Cue(CueId(number(at))));
        }
        for word in &language.words.skipped {
            builder.skip(word);
        }
        let compiled = builder.finish();
        let numbers = NumberIndex::new(&language.numbers);
        Self {
            vocabulary: Vocabulary::new(compiled.words, &compiled.skipped, numbers.first_words()),
            names: compiled.names,
            cues: pack.cues.iter().map(KnownCue::of).collect(),
            numbers,
            labels: LabelPhrases::new(&language.numbers.labels, &pack.levels),
        }
    }

    /// Returns what finds mentions in one sentence after the other.
    #[must_use]
    pub fn finder(&self) -> Finder<'_> {
        Finder::new(self)
    }

    /// Returns how numbers are written.
    pub(super) fn numbers(&self) -> &NumberIndex {
        &self.numbers
    }

    /// Returns how labels are joined.
    pub(super) fn labels(&self) -> &LabelPhrases {
        &self.labels
    }

    /// Returns how many cues there are.
    pub(super) fn cues(&self) -> usize {
        self.cues.len()
    }

    /// Returns what mentions tell of a cue.
    pub(super) fn cue(&self, cue: CueId) -> KnownCue {
        self.cues[cue.0 as usize]
    }

    /// Returns what is known of a word that is folded.
    pub(super) fn word(&self, folded: &str) -> Word<'_> {
        self.vocabulary.get(folded)
    }

    /// Collects what is named by words that begin at `start`, with the token behind them.
    pub(super) fn begin<'a>(&'a self, words: &[Word<'_>], start: usize, ends: &mut Ends<'a>) {
        for id in words[start].ids {
            if let Some(node) = self.names.first(id.get()) {
                self.reach(words, start, start + 1, node, ends);
            }
        }
    }

    /// Collects what a node names whose words end before `end`, and what they go on to name.
    fn reach<'a>(
        &'a self,
        words: &[Word<'_>],
        start: usize,
        end: usize,
        node: NodeId,
        ends: &mut Ends<'a>,
    ) {
        let outputs = self.names.outputs(node);
        if !outputs.is_empty() {
            ends.push((end, outputs));
        }
        let onwards = self.names.onwards(node);
        let leads_on = |word: &Word<'_>| word.bits & onwards != 0 || word.is_skipped;
        if onwards != 0 && words.get(end).is_some_and(leads_on) {
            self.walk(words, start, end, node, ends);
        }
    }

    fn walk<'a>(
        &'a self,
        words: &[Word<'_>],
        start: usize,
        at: usize,
        node: NodeId,
        ends: &mut Ends<'a>,
    ) {
        let Some(word) = words.get(at) else { return };
        for id in word.ids {
            if let Some(next) = self.names.next(node, id.get()) {
                self.reach(words, start, at + 1, next, ends);
            }
        }
        if word.is_skipped && at - start < 12 {
            self.walk(words, start, at + 1, node, ends);
        }
    }
}

/// What words name, with the token behind them.
pub(super) type Ends<'a> = Vec<(usize, &'a [Written])>;

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}
