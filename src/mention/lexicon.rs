//! All names and cue forms of a pack in one automaton over words.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use smallvec::{SmallVec, smallvec};

use super::automaton::{Automaton, NodeId, Output, WordId};
use super::compile::Builder;
use super::levels::find_labels;
use super::number::{NumberIndex, find_numbers};
use super::phrases::LabelPhrases;
use super::vocabulary::{Vocabulary, Word};
use super::{Company, ConceptMention, CueMention, Mentions, Naming, inside};
use crate::pack::{Language, Pack};
use crate::proposition::{ConceptId, CueId};
use crate::sentence::{Token, TokenKind, fold_into};

/// The compiled names of a pack and the numbers of its language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    names: Automaton,
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
        let skipped: Vec<WordId> = skipped.map(|word| builder.word(word)).collect();
        let (names, words) = builder.finish();
        let numbers = NumberIndex::new(&language.numbers);
        Self {
            vocabulary: Vocabulary::new(words, &skipped, numbers.first_words()),
            names,
            numbers,
            labels: LabelPhrases::new(&language.numbers.labels, &pack.levels),
        }
    }

    /// Returns the mentions of one sentence of `prose`, without those said in pieces.
    #[must_use]
    pub fn find(&self, prose: &str, tokens: &[Token], pack: &Pack) -> Mentions {
        let texts = fold_all(prose, tokens);
        let folded: SmallVec<[&str; USUAL]> = texts.words().collect();
        let words: SmallVec<[Word<'_>; USUAL]> = folded
            .iter()
            .zip(tokens)
            .map(|(text, token)| match token.kind {
                // "100%" and "A&E" are written with symbols; other marks end a name.
                TokenKind::Mark(mark) if !matches!(mark, '%' | '&') => Word::default(),
                _ => self.vocabulary.get(text),
            })
            .collect();
        let (names, cues) = self.names_and_cues(&words, pack);
        let numbers = find_numbers(&folded, tokens, &words, &self.numbers);
        let mut concepts = longest_names(names, pack);
        let mut labels = find_labels(&folded, tokens, &cues, &self.labels, pack);
        if !labels.is_empty() {
            // "L1 syndrome" is another condition, not something of the L1 root.
            labels.retain(|label| !is_of_another(label, &concepts, pack));
            concepts.extend(labels);
            concepts.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
        }
        Mentions {
            concepts,
            cues,
            numbers,
        }
    }

    /// Returns every name, and of the cues the longest, in order of their first token; a longer one comes first.
    fn names_and_cues(
        &self,
        words: &[Word<'_>],
        pack: &Pack,
    ) -> (Vec<ConceptMention>, Vec<CueMention>) {
        let mut names = Vec::with_capacity(words.len());
        let mut cues: Vec<CueMention> = Vec::with_capacity(words.len() * 3);
        let mut ends: Ends<'_> = SmallVec::new();
        let mut longer: Longer = SmallVec::new();
        for start in 0..words.len() {
            ends.clear();
            self.begin(words, start, &mut ends);
            if ends.len() > 1 {
                ends.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
            }
            longer.retain(|(_, end)| *end > start);
            let mut doubled = 0;
            for (end, outputs) in &ends {
                let again = std::mem::replace(&mut doubled, *end) == *end;
                for output in *outputs {
                    let tokens = start..*end;
                    match output {
                        Output::Concept(concept, how) => names.push(ConceptMention {
                            concepts: smallvec![*concept],
                            tokens,
                            how: *how,
                        }),
                        Output::Cue(cue) => {
                            // Of one cue, a longer mention hides the shorter ones inside it.
                            let mut longer_ones = longer.iter();
                            let hidden = longer_ones
                                .any(|(other, end)| other == cue && *end >= tokens.end)
                                || again && is_last(*cue, &tokens, &cues);
                            if hidden {
                                continue;
                            }
                            if tokens.len() > 1 {
                                longer.push((*cue, *end));
                            }
                            cues.push(CueMention::new(*cue, tokens, pack));
                        }
                    }
                }
            }
        }
        (names, cues)
    }

    /// Collects what is named by words that begin at `start`, with the token behind them.
    fn begin<'a>(&'a self, words: &[Word<'_>], start: usize, ends: &mut Ends<'a>) {
        for id in words[start].ids {
            if let Some(node) = self.names.first(*id) {
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
        let goes_on = |word: &Word<'_>| !word.ids.is_empty() && self.names.goes_on(node);
        if words.get(end).is_some_and(goes_on) {
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
            if let Some(next) = self.names.next(node, *id) {
                self.reach(words, start, at + 1, next, ends);
            }
        }
        if word.is_skipped && at - start < 12 {
            self.walk(words, start, at + 1, node, ends);
        }
    }
}

/// Tells whether one of the last mentions, which stand at the same tokens, is of the same cue.
fn is_last(cue: CueId, tokens: &Range<usize>, kept: &[CueMention]) -> bool {
    let mut last = kept
        .iter()
        .rev()
        .take_while(|other| other.tokens == *tokens);
    last.any(|other| other.cue == cue)
}

/// Tells whether a label is a part of the name of something elsewhere.
fn is_of_another(label: &ConceptMention, names: &[ConceptMention], pack: &Pack) -> bool {
    let pack_of = |concepts: &[ConceptId]| pack.concept(concepts[0]).pack;
    let home = pack_of(&label.concepts);
    let elsewhere = home.map_or(&[][..], |home| &pack.theme(home).elsewhere);
    names.iter().any(|name| {
        inside(&label.tokens, &name.tokens)
            && name.tokens.len() > label.tokens.len()
            && pack_of(&name.concepts) == home
            && name.is_any(elsewhere, pack)
    })
}

/// The cues of several words that reach beyond a token, with the token behind them.
type Longer = SmallVec<[(CueId, usize); 8]>;

/// What words name, with the token behind them.
type Ends<'a> = SmallVec<[(usize, &'a [Output]); 16]>;

/// Tokens of a sentence that most sentences don't have more of.
const USUAL: usize = 32;

/// The folded texts of some tokens, one behind the other.
struct Folded {
    text: String,
    /// Where each stands in `text`.
    places: SmallVec<[(usize, usize); USUAL]>,
}

impl Folded {
    fn words(&self) -> impl Iterator<Item = &str> {
        let places = self.places.iter();
        places.map(|(start, end)| &self.text[*start..*end])
    }
}

fn fold_all(prose: &str, tokens: &[Token]) -> Folded {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Folded {
            text: String::new(),
            places: SmallVec::new(),
        };
    };
    let whole = &prose[first.span.cover(last.span).range()];
    // In ASCII every letter stays where it is.
    if whole.is_ascii() {
        let offset = first.span.start as usize;
        let places = tokens.iter().map(|token| {
            let range = token.span.range();
            (range.start - offset, range.end - offset)
        });
        return Folded {
            text: whole.to_ascii_lowercase(),
            places: places.collect(),
        };
    }
    let mut folded = Folded {
        text: String::with_capacity(whole.len()),
        places: SmallVec::with_capacity(tokens.len()),
    };
    for token in tokens {
        let start = folded.text.len();
        fold_into(&prose[token.span.range()], &mut folded.text);
        folded.places.push((start, folded.text.len()));
    }
    folded
}

/// Names that overlap, of which there are seldom more.
const CLUSTER: usize = 8;

/// Of overlapping names the longest stays, the earlier one if they are equally long; the same words may
/// name several concepts, and names of different classes may share some words ("bed rest", "rest for two
/// weeks"). Names of one pack take nothing from those of another.
///
/// `names` are in order of their first token, and so are those returned, the shorter one of two first.
fn longest_names(names: Vec<ConceptMention>, pack: &Pack) -> Vec<ConceptMention> {
    let mut end = 0;
    let overlap = names.iter().any(|name| {
        let crossing = name.tokens.start < end;
        end = end.max(name.tokens.end);
        crossing
    });
    if !overlap {
        return names;
    }
    let mut kept: Vec<ConceptMention> = Vec::with_capacity(names.len());
    let mut rest = names.into_iter().peekable();
    let mut cluster: Vec<ConceptMention> = Vec::with_capacity(CLUSTER);
    while let Some(first) = rest.next() {
        let mut end = first.tokens.end;
        cluster.push(first);
        while let Some(next) = rest.next_if(|next| next.tokens.start < end) {
            end = end.max(next.tokens.end);
            cluster.push(next);
        }
        keep_longest(&mut cluster, pack, &mut kept);
    }
    kept
}

/// Moves those of overlapping names that stay from `names` to `kept`.
fn keep_longest(names: &mut Vec<ConceptMention>, pack: &Pack, kept: &mut Vec<ConceptMention>) {
    let before = kept.len();
    if names.len() > 1 {
        names.sort_by_key(|name| (std::cmp::Reverse(name.tokens.len()), name.tokens.start));
    }
    for name in names.drain(..) {
        if !kept[before..]
            .iter()
            .any(|other| takes_place_of(other, &name, pack))
        {
            kept.push(name);
        }
    }
    kept[before..].sort_by_key(|name| (name.tokens.start, name.tokens.end));
}

/// Tells whether a name that comes first leaves no room for another one, or is the same.
fn takes_place_of(first: &ConceptMention, name: &ConceptMention, pack: &Pack) -> bool {
    if first.tokens == name.tokens {
        return first.concepts == name.concepts;
    }
    let alike = || {
        let mut classes = name
            .concepts
            .iter()
            .flat_map(|concept| &pack.concept(*concept).classes);
        classes.any(|class| {
            let mut others = first.concepts.iter();
            others.any(|concept| pack.concept(*concept).classes.contains(class))
        })
    };
    let crossing = first.tokens.start < name.tokens.end && name.tokens.start < first.tokens.end;
    crossing
        && !matches!(first.how, Naming::Weak(_))
        && first.pack(pack) == name.pack(pack)
        && (inside(&name.tokens, &first.tokens) || alike())
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}
