//! Short lists of phrases that are looked up at one place.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::levels::Shape;
use crate::pack::{LabelWords, Levels};

/// Phrases of folded words, each with a value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
    longest: usize,
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new(phrases: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        let mut longest = 0;
        for (phrase, value) in phrases {
            let words: Vec<String> = phrase
                .as_ref()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            let Some(first) = words.first().cloned() else {
                continue;
            };
            longest = longest.max(words.len());
            by_first.entry(first).or_default().push((words, value));
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_first, longest }
    }

    /// Returns the words that phrases begin with.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &String> {
        self.by_first.keys()
    }

    /// Returns the phrases of one word.
    pub(super) fn single_words(&self) -> impl Iterator<Item = &String> {
        let phrases = self.by_first.values().flatten();
        phrases.filter_map(|(words, _)| match words.as_slice() {
            [word] => Some(word),
            _ => None,
        })
    }

    /// Returns the first two words of every phrase of several; a pair may come several times.
    pub(super) fn pairs(&self) -> impl Iterator<Item = [&String; 2]> {
        let phrases = self.by_first.values().flatten();
        phrases.filter_map(|(words, _)| match words.as_slice() {
            [first, second, ..] => Some([first, second]),
            _ => None,
        })
    }

    /// Returns the length in tokens and the value of the longest phrase that starts at token `at`.
    pub(super) fn longest(&self, folded: &[&str], at: usize) -> Option<(usize, T)> {
        let list = self.by_first.get(*folded.get(at)?)?;
        list.iter()
            .find(|(words, _)| {
                let rest = folded.get(at..at + words.len());
                rest.is_some_and(|rest| rest == words.as_slice())
            })
            .map(|(words, value)| (words.len(), *value))
    }

    /// Returns the length and the value of the longest phrase that ends right before token `end`.
    pub(super) fn before(&self, folded: &[&str], end: usize) -> Option<(usize, T)> {
        (1..=self.longest.min(end)).rev().find_map(|length| {
            let list = self.by_first.get(folded[end - length])?;
            let (_, value) = list.iter().find(|(words, _)| {
                words.len() == length && folded[end - length..end] == words[..]
            })?;
            Some((length, *value))
        })
    }
}

/// Words between the labels of a numbered series.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LabelPhrases {
    pub(super) range: Phrases<()>,
    pub(super) openers: Phrases<()>,
    pub(super) joiners: Phrases<()>,
    /// What the labels look like; by series.
    pub(super) shapes: Vec<Shape>,
}

impl LabelPhrases {
    pub(super) fn new(words: &LabelWords, series: &[Levels]) -> Self {
        let plain = |list: &[String]| Phrases::new(list.iter().map(|word| (word.clone(), ())));
        Self {
            range: plain(&words.range),
            openers: plain(&words.openers),
            joiners: plain(&words.joiners),
            shapes: series.iter().map(Shape::of).collect(),
        }
    }
}
