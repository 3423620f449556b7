//! Names and cue forms to an automaton and a vocabulary.

use rustc_hash::FxHashMap;

use super::automaton::{Automaton, NodeId, Output, ROOT, Tree, WordId};
use super::form::{Alternatives, parse_form};
use crate::pack::{Form, Words};

/// Collects names, and gives each of their words a number that all its spellings and forms share.
pub(super) struct Builder<'a> {
    words: &'a Words,
    /// Group of each spelling, by its first word.
    group: FxHashMap<&'a str, &'a [String]>,
    ids: FxHashMap<String, WordId>,
    vocabulary: FxHashMap<String, Vec<WordId>>,
    /// Words that names may have inside and be the same.
    skipped: Vec<WordId>,
    tree: Tree,
}

/// Names and the words that they are made of.
pub(super) struct Compiled {
    /// All names.
    pub(super) names: Automaton,
    /// Words as they stand in text, with what they may be. The words of most names have the smallest numbers.
    pub(super) words: FxHashMap<String, Vec<WordId>>,
    /// Words that names may have inside and be the same.
    pub(super) skipped: Vec<WordId>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(words: &'a Words) -> Self {
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
            skipped: Vec::new(),
            tree: Tree::new(),
        }
    }

    /// Makes every way to say `forms` a name of `output`.
    pub(super) fn add_all(&mut self, forms: &[Form], output: Output) {
        for form in forms {
            let parsed = parse_form(&form.0, &self.words.clitics);
            let stretches: Vec<Vec<Vec<WordId>>> =
                parsed.iter().map(|ways| self.numbered(ways)).collect();
            self.add(&stretches, ROOT, output);
        }
    }

    fn numbered(&mut self, ways: &Alternatives) -> Vec<Vec<WordId>> {
        let mut numbered = Vec::with_capacity(ways.len());
        for words in ways {
            let ids = words.iter().map(|word| {
                if word.verb {
                    self.verb(&word.text)
                } else {
                    self.word(&word.text)
                }
            });
            numbered.push(ids.collect());
        }
        numbered
    }

    fn add(&mut self, stretches: &[Vec<Vec<WordId>>], from: NodeId, output: Output) {
        let Some((ways, rest)) = stretches.split_first() else {
            self.tree.end(from, output);
            return;
        };
        for words in ways {
            let node = words
                .iter()
                .fold(from, |node, word| self.tree.grow(node, *word));
            self.add(rest, node, output);
        }
    }

    /// Makes a word one that names may have inside and be the same.
    pub(super) fn skip(&mut self, word: &str) {
        let id = self.word(word);
        self.skipped.push(id);
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

    /// Returns the automaton of all names, and the words they are made of with their numbers.
    pub(super) fn finish(mut self) -> Compiled {
        let numbers = self.tree.number_by_use(self.ids.len());
        let renumbered = |ids: Vec<WordId>| -> Vec<WordId> {
            ids.iter().map(|id| numbers[*id as usize]).collect()
        };
        let words = self.vocabulary.into_iter();
        Compiled {
            names: self.tree.minimal(),
            words: words.map(|(word, ids)| (word, renumbered(ids))).collect(),
            skipped: renumbered(self.skipped),
        }
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("packs hold fewer than 2^32 entries")
}
