//! All names and cue forms of a pack in one automaton over words.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use smallvec::smallvec;

use super::automaton::{Automaton, NodeId, Output, ROOT, WordId};
use super::compile::Builder;
use super::levels::find_labels;
use super::number::{NumberIndex, find_numbers};
use super::phrases::LabelPhrases;
use super::vocabulary::Vocabulary;
use super::{Company, ConceptMention, CueMention, Mentions, Naming, inside};
use crate::pack::{Language, Pack};
use crate::proposition::{ConceptId, CueId};
use crate::sentence::{Token, TokenKind, fold_into};

/// The compiled names of a pack and the numbers of its language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    names: Automaton,
    skipped: FxHashSet<WordId>,
    numbers: NumberIndex,
    labels: LabelPhrases,
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
        let skipped = language.words.skipped.iter();
        let skipped = skipped.map(|word| builder.word(word)).collect();
        let (names, vocabulary) = builder.finish();
        Self {
            vocabulary: vocabulary.into(),
            names,
            skipped,
            numbers: NumberIndex::new(&language.numbers),
            labels: LabelPhrases::new(&language.numbers.labels),
        }
    }

    /// Returns the mentions of one sentence of `prose`, without those said in pieces.
    #[must_use]
    pub fn find(&self, prose: &str, tokens: &[Token], pack: &Pack) -> Mentions {
        let texts = fold_all(prose, tokens);
        let folded: Vec<&str> = texts.words().collect();
        let words: Vec<&[WordId]> = folded
            .iter()
            .zip(tokens)
            .map(|(text, token)| match token.kind {
                // "100%" and "A&E" are written with symbols; other marks end a name.
                TokenKind::Mark(mark) if !matches!(mark, '%' | '&') => &[],
                _ => self.vocabulary.get(text),
            })
            .collect();
        let mut names = Vec::new();
        let mut cues: Vec<CueMention> = Vec::new();
        let mut ends = Vec::new();
        for start in 0..tokens.len() {
            if words[start].is_empty() {
                continue;
            }
            ends.clear();
            self.walk(&words, start, start, ROOT, &mut ends);
            for (end, node) in &ends {
                for output in self.names.outputs(*node) {
                    match output {
                        Output::Concept(concept, how) => names.push(ConceptMention {
                            concepts: smallvec![*concept],
                            tokens: start..*end,
                            how: *how,
                        }),
                        Output::Cue(cue) => cues.push(CueMention {
                            cue: *cue,
                            tokens: start..*end,
                        }),
                    }
                }
            }
        }
        keep_longest_cues(&mut cues);
        let numbers = find_numbers(&folded, tokens, &self.numbers);
        let mut concepts = longest_names(names, pack);
        let mut labels = find_labels(&folded, tokens, &cues, &self.labels, pack);
        // "L1 syndrome" is another condition, not something of the L1 root.
        labels.retain(|label| {
            let pack_of = |concepts: &[ConceptId]| pack.concept(concepts[0]).pack;
            let home = pack_of(&label.concepts);
            let elsewhere = home.map_or(&[][..], |home| &pack.theme(home).elsewhere);
            !concepts.iter().any(|name| {
                inside(&label.tokens, &name.tokens)
                    && name.tokens.len() > label.tokens.len()
                    && pack_of(&name.concepts) == home
                    && name.is_any(elsewhere, pack)
            })
        });
        concepts.extend(labels);
        concepts.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
        Mentions {
            concepts,
            cues,
            numbers,
        }
    }

    /// Collects every node with outputs that is reached from `start`, with the token behind it.
    fn walk(
        &self,
        words: &[&[WordId]],
        start: usize,
        at: usize,
        node: NodeId,
        ends: &mut Vec<(usize, NodeId)>,
    ) {
        let Some(ids) = words.get(at) else { return };
        for id in *ids {
            if let Some(next) = self.names.next(node, *id) {
                if !self.names.outputs(next).is_empty() {
                    ends.push((at + 1, next));
                }
                self.walk(words, start, at + 1, next, ends);
            }
        }
        let skippable = at > start && ids.iter().any(|id| self.skipped.contains(id));
        if skippable && at - start < 12 {
            self.walk(words, start, at + 1, node, ends);
        }
    }
}

/// The folded texts of some tokens, one behind the other.
struct Folded {
    text: String,
    ends: Vec<usize>,
}

impl Folded {
    fn words(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| &self.text[start..*end])
    }
}

fn fold_all(prose: &str, tokens: &[Token]) -> Folded {
    let length = tokens.iter().map(|token| token.span.len() as usize).sum();
    let mut folded = Folded {
        text: String::with_capacity(length),
        ends: Vec::with_capacity(tokens.len()),
    };
    for token in tokens {
        fold_into(&prose[token.span.range()], &mut folded.text);
        folded.ends.push(folded.text.len());
    }
    folded
}

/// Of one cue, a longer mention hides the shorter ones inside it.
fn keep_longest_cues(cues: &mut Vec<CueMention>) {
    cues.sort_by_key(|mention| (mention.tokens.start, std::cmp::Reverse(mention.tokens.end)));
    let mut kept: Vec<CueMention> = Vec::with_capacity(cues.len());
    for mention in cues.drain(..) {
        let hidden =
            kept.iter().rev().take(12).any(|other| {
                other.cue == mention.cue && super::inside(&mention.tokens, &other.tokens)
            });
        if !hidden {
            kept.push(mention);
        }
    }
    *cues = kept;
}

/// Of overlapping names the longest stays, the earlier one if they are equally long; the same words may
/// name several concepts, and names of different classes may share some words ("bed rest", "rest for two
/// weeks"). Names of one pack take nothing from those of another.
fn longest_names(mut names: Vec<ConceptMention>, pack: &Pack) -> Vec<ConceptMention> {
    names.sort_by_key(|mention| {
        (
            std::cmp::Reverse(mention.tokens.len()),
            mention.tokens.start,
        )
    });
    let alike = |one: &ConceptMention, other: &ConceptMention| {
        let mut classes = one
            .concepts
            .iter()
            .flat_map(|concept| &pack.concept(*concept).classes);
        classes.any(|class| {
            let mut others = other.concepts.iter();
            others.any(|concept| pack.concept(*concept).classes.contains(class))
        })
    };
    let pack_of = |mention: &ConceptMention| mention.pack(pack);
    let mut kept: Vec<ConceptMention> = Vec::with_capacity(names.len());
    for mention in names {
        let blocked = kept.iter().any(|other| {
            let crossing =
                other.tokens.start < mention.tokens.end && mention.tokens.start < other.tokens.end;
            other.tokens != mention.tokens
                && crossing
                && !matches!(other.how, Naming::Weak(_))
                && pack_of(other) == pack_of(&mention)
                && (super::inside(&mention.tokens, &other.tokens) || alike(&mention, other))
        });
        let doubled = kept
            .iter()
            .any(|other| other.tokens == mention.tokens && other.concepts == mention.concepts);
        if !blocked && !doubled {
            kept.push(mention);
        }
    }
    kept
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}
