//! A sentence of the data, as the program reads it.

use std::ops::Range;

use factlint::built_in::BuiltIn;
use factlint::claim::{Effect, Scope, find_scopes, is_denied, read_blocks};
use factlint::markup::read_article;
use factlint::sentence::TokenKind;
use factlint::source::{Format, SourceFile};

/// A stretch of a text in bytes.
pub(crate) type Bytes = Range<usize>;

/// One sentence with its scopes.
pub(crate) struct Reading {
    /// Where its tokens stand in the text.
    tokens: Vec<Bytes>,
    /// Which of them are words or numbers.
    words: Vec<bool>,
    scopes: Vec<Scope>,
}

/// Returns the sentences of `text` with their scopes.
pub(crate) fn read(text: &str, built_in: &BuiltIn) -> Vec<Reading> {
    let BuiltIn {
        pack,
        language,
        lexicon,
        ..
    } = built_in;
    let file = SourceFile::new("sentence.txt", Format::Text, text);
    let article = read_article(&file);
    let blocks = read_blocks(&article, lexicon, language, pack);
    let mut readings = Vec::new();
    for (block, read) in article.blocks.iter().zip(blocks) {
        for sentence in read.sentences {
            let tokens = sentence.tokens.iter();
            readings.push(Reading {
                tokens: tokens
                    .clone()
                    .map(|token| block.map.to_source(token.span).range())
                    .collect(),
                words: tokens
                    .map(|token| !matches!(token.kind, TokenKind::Mark(_)))
                    .collect(),
                scopes: find_scopes(&sentence, pack),
            });
        }
    }
    readings
}

impl Reading {
    /// Returns the tokens that `place` touches.
    fn tokens_at(&self, place: &Bytes) -> Range<usize> {
        let touched = |token: &&Bytes| token.start < place.end && place.start < token.end;
        let first = self.tokens.iter().position(|token| touched(&token));
        let last = self.tokens.iter().rposition(|token| touched(&token));
        match (first, last) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// Returns how many tokens `place` touches.
    pub(crate) fn touched(&self, place: &Bytes) -> usize {
        self.tokens_at(place).len()
    }

    /// Tells whether what is said of `place` is denied.
    pub(crate) fn denies(&self, place: &Bytes) -> bool {
        is_denied(&self.scopes, &self.tokens_at(place), None, &[])
    }

    /// Tells whether anything is denied.
    pub(crate) fn has_denial(&self) -> bool {
        self.scopes.iter().any(|scope| scope.effect == Effect::Deny)
    }

    /// Returns the words of the cues whose scopes hold `place`.
    pub(crate) fn cues_over<'a>(&self, place: &Bytes, text: &'a str) -> Vec<&'a str> {
        let place = self.tokens_at(place);
        let holding = self
            .denials()
            .filter(|scope| scope.tokens.start <= place.start && place.end <= scope.tokens.end);
        holding
            .map(|scope| self.text_of(&scope.cue, text))
            .collect()
    }

    /// Returns all cues that deny, in order.
    pub(crate) fn cues<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.denials()
            .map(|scope| self.text_of(&scope.cue, text))
            .collect()
    }

    /// Tells for each word whether a denial that one of `cues` makes reaches it.
    pub(crate) fn reached(&self, cues: &[Bytes]) -> Vec<(Bytes, bool)> {
        let cues: Vec<Range<usize>> = cues.iter().map(|cue| self.tokens_at(cue)).collect();
        let touches = |one: &Range<usize>, other: &Range<usize>| {
            one.start < other.end && other.start < one.end
        };
        let mine: Vec<&Scope> = self
            .denials()
            .filter(|scope| cues.iter().any(|cue| touches(&scope.cue, cue)))
            .collect();
        let words = (0..self.tokens.len()).filter(|at| self.words[*at]);
        words
            .map(|at| {
                let reached = mine.iter().any(|scope| scope.tokens.contains(&at));
                (self.tokens[at].clone(), reached)
            })
            .collect()
    }

    fn denials(&self) -> impl Iterator<Item = &Scope> {
        let mut all = self.scopes.iter();
        std::iter::from_fn(move || all.find(|scope| scope.effect == Effect::Deny))
    }

    fn text_of<'a>(&self, tokens: &Range<usize>, text: &'a str) -> &'a str {
        &text[self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end]
    }
}
