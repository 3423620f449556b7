//! All names and cue forms of a pack in one automaton over words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::form::expand;
use super::levels::find_labels;
use super::number::{NumberIndex, find_numbers};
use super::phrases::LabelPhrases;
use super::{Company, ConceptMention, CueMention, Mentions, Naming, inside};
use crate::pack::{Form, Language, Pack, Words};
use crate::proposition::{ConceptId, CueId};
use crate::sentence::{Token, TokenKind, tokenize};
use crate::source::ProseSpan;

/// A word of the vocabulary; spellings and regular forms of one word share one.
type WordId = u32;
type NodeId = u32;

/// The compiled names of a pack and the numbers of its language.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Words as they stand in text, folded, with the vocabulary words they may be.
    vocabulary: FxHashMap<String, Vec<WordId>>,
    nodes: Vec<Node>,
    edges: FxHashMap<(NodeId, WordId), NodeId>,
    skipped: FxHashSet<WordId>,
    numbers: NumberIndex,
    labels: LabelPhrases,
}

#[derive(Clone, Debug, Default)]
struct Node {
    outputs: Vec<Output>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    Concept(ConceptId, Naming),
    Cue(CueId),
}

const ROOT: NodeId = 0;

impl Lexicon {
    /// Returns the automaton of all names and forms of `pack`.
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
        builder.finish(language)
    }

    /// Returns the mentions of one sentence of `prose`, without those said in pieces.
    #[must_use]
    pub fn find(&self, prose: &str, tokens: &[Token], pack: &Pack) -> Mentions {
        let folded: Vec<String> = tokens
            .iter()
            .map(|token| fold(&prose[token.span.range()]))
            .collect();
        let words: Vec<&[WordId]> = folded
            .iter()
            .zip(tokens)
            .map(|(text, token)| match token.kind {
                // "100%" and "A&E" are written with symbols; other marks end a name.
                TokenKind::Mark(mark) if !matches!(mark, '%' | '&') => &[],
                _ => self.vocabulary.get(text).map_or(&[][..], Vec::as_slice),
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
                for output in &self.nodes[*node as usize].outputs {
                    match output {
                        Output::Concept(concept, how) => names.push(ConceptMention {
                            concepts: vec![*concept],
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
            !concepts.iter().any(|name| {
                inside(&label.tokens, &name.tokens)
                    && name.tokens.len() > label.tokens.len()
                    && name.is_any(&pack.elsewhere, pack)
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
            if let Some(next) = self.edges.get(&(node, *id)).copied() {
                if !self.nodes[next as usize].outputs.is_empty() {
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
/// weeks").
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
    let mut kept: Vec<ConceptMention> = Vec::with_capacity(names.len());
    for mention in names {
        let blocked = kept.iter().any(|other| {
            let crossing =
                other.tokens.start < mention.tokens.end && mention.tokens.start < other.tokens.end;
            other.tokens != mention.tokens
                && crossing
                && !matches!(other.how, Naming::Weak(_))
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

/// Returns the form in which words are looked up: lower case, plain apostrophes, no invisible characters.
pub(super) fn fold(word: &str) -> String {
    word.chars()
        .filter(|letter| {
            !matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{300}'..='\u{36F}')
        })
        .flat_map(char::to_lowercase)
        .map(|letter| if crate::sentence::is_apostrophe(letter) { '\'' } else { letter })
        .collect()
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}

struct Builder<'a> {
    words: &'a Words,
    /// Group of each spelling, by its first word.
    group: FxHashMap<&'a str, &'a [String]>,
    ids: FxHashMap<String, WordId>,
    vocabulary: FxHashMap<String, Vec<WordId>>,
    nodes: Vec<Node>,
    edges: FxHashMap<(NodeId, WordId), NodeId>,
}

impl<'a> Builder<'a> {
    fn new(words: &'a Words) -> Self {
        let mut group = FxHashMap::default();
        for same in &words.same {
            for word in same {
                group.insert(word.as_str(), same.as_slice());
            }
        }
        Self {
            words,
            group,
            ids: FxHashMap::default(),
            vocabulary: FxHashMap::default(),
            nodes: vec![Node::default()],
            edges: FxHashMap::default(),
        }
    }

    fn add_all(&mut self, forms: &[Form], output: Output) {
        for form in forms {
            for text in expand(&form.0) {
                self.add(&text, output);
            }
        }
    }

    fn add(&mut self, text: &str, output: Output) {
        let span = ProseSpan::new(0, number(text.len()));
        let tokens = tokenize(text, span, &self.words.clitics);
        let mut node = ROOT;
        let mut at = 0;
        while at < tokens.len() {
            let word = fold(&text[tokens[at].span.range()]);
            let verb = tokens.get(at + 1).is_some_and(|next| next.is_mark('~'));
            let id = if verb {
                self.verb(&word)
            } else {
                self.word(&word)
            };
            at += if verb { 2 } else { 1 };
            let fresh = number(self.nodes.len());
            node = *self.edges.entry((node, id)).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        let outputs = &mut self.nodes[node as usize].outputs;
        if node != ROOT && !outputs.contains(&output) {
            outputs.push(output);
        }
    }

    /// Returns the id of a word in all its spellings and its plural.
    fn word(&mut self, word: &str) -> WordId {
        let spellings = self.group.get(word).copied();
        let key = spellings.map_or(word, |same| same[0].as_str());
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let id = self.fresh(key);
        let alone = [word.to_owned()];
        for spelling in spellings.unwrap_or(&alone) {
            self.surface(spelling.clone(), id);
            if spelling.chars().count() < self.words.plural_from {
                continue;
            }
            let plurals = self
                .words
                .plurals
                .iter()
                .find_map(|rule| rule.forms(spelling));
            for plural in plurals.into_iter().flatten() {
                self.surface(plural, id);
            }
        }
        id
    }

    /// Returns the id of a verb in all its forms and spellings.
    fn verb(&mut self, word: &str) -> WordId {
        let key = format!("{word}~");
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.fresh(&key);
        let alone = [word.to_owned()];
        for spelling in self.group.get(word).copied().unwrap_or(&alone) {
            self.surface(spelling.clone(), id);
            for rule in &self.words.verbs {
                for form in rule.forms(spelling).into_iter().flatten() {
                    self.surface(form, id);
                }
            }
        }
        for form in self.words.irregular.get(word).into_iter().flatten() {
            self.surface(form.clone(), id);
        }
        id
    }

    fn fresh(&mut self, key: &str) -> WordId {
        let id = number(self.ids.len());
        self.ids.insert(key.to_owned(), id);
        id
    }

    fn surface(&mut self, text: String, id: WordId) {
        let ids = self.vocabulary.entry(text).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn finish(mut self, language: &Language) -> Lexicon {
        let mut skipped = FxHashSet::default();
        for word in &language.words.skipped {
            let id = self.word(word);
            skipped.insert(id);
        }
        Lexicon {
            vocabulary: self.vocabulary,
            nodes: self.nodes,
            edges: self.edges,
            skipped,
            numbers: NumberIndex::new(&language.numbers),
            labels: LabelPhrases::new(&language.numbers.labels),
        }
    }
}
