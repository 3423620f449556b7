//! Which parts of an article are in a language that is read.
//!
//! Input: an article and the language that is read.
//! Output: [`Readable`].
//!
//! What an article declares counts, unless its words clearly say that it is the language that is read: many
//! pages carry the declaration of a template. Where nothing is declared, or the declaration is that of the
//! language that is read, the language is guessed from a sample, and a guess counts only if it is sure.
//!
//! Pure.

use whatlang::{Info, detect};

use crate::markup::{Article, Block, BlockKind, LanguageCode};
use crate::pack::Language;
use crate::source::{ProseSpan, Span, WordSet};

/// What can be read of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readable {
    /// All of it.
    All,
    /// Not these blocks, by block.
    AllBut(Vec<bool>),
    /// Nothing.
    Nothing(Foreign),
}

/// The language of an article that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Its code, if it was declared, or else its English name.
    pub language: String,
    /// Whether the article declares it.
    pub declared: bool,
    /// Where its text begins.
    pub span: Span,
}

/// Returns what can be read of `article` by those who read `language`.
#[must_use]
pub fn readable(article: &Article, language: &Language) -> Readable {
    let declared = article.metadata.language.as_deref();
    let declared = declared.and_then(LanguageCode::of_tag);
    let code_of = |block: &Block| block.language.or(declared);
    let foreign: Vec<bool> = article
        .blocks
        .iter()
        .map(|block| code_of(block).is_some_and(|code| !language.is_called(code.as_str())))
        .collect();
    let all: usize = article.blocks.iter().map(|block| block.prose.len()).sum();
    let own = || article.blocks.iter().zip(&foreign);
    let own = || own().filter_map(|(block, foreign)| (!foreign).then_some(block));
    let rest: usize = own().map(|block| block.prose.len()).sum();
    // A link to another translation does not make a page readable.
    if rest < all.div_ceil(10) {
        if is_surely(&sample(article.blocks.iter()), language) {
            return Readable::All;
        }
        let first = article
            .blocks
            .iter()
            .zip(&foreign)
            .find(|(_, foreign)| **foreign);
        if let Some((block, code)) = first.and_then(|(block, _)| Some((block, code_of(block)?))) {
            return Readable::Nothing(Foreign {
                language: code.as_str().to_owned(),
                declared: true,
                span: beginning(block),
            });
        }
    }
    let text = sample(own());
    match (guess(&text, language), own().next()) {
        (Some(guess), Some(block)) => Readable::Nothing(Foreign {
            language: guess,
            declared: false,
            span: beginning(block),
        }),
        _ if foreign.contains(&true) => Readable::AllBut(foreign),
        _ => Readable::All,
    }
}

/// Share of frequent words from which on a text is read whatever it declares.
const SURELY_READ: f64 = 0.1;

/// Share of frequent words from which on nothing is guessed.
const PROBABLY_READ: f64 = 0.03;

/// Fewest letters of a sample from which a language is guessed: about 40 words. Half of them, many of them
/// frequent words, go before a declaration.
const FEWEST_LETTERS: usize = 200;

/// Returns the English name of the language of `text`, if it is surely not `language`.
fn guess(text: &str, language: &Language) -> Option<String> {
    if has_share_of_frequent(PROBABLY_READ, text, language) {
        return None;
    }
    if letters(text) < FEWEST_LETTERS {
        return None;
    }
    let info = detect(text).filter(Info::is_reliable)?;
    let found = info.lang();
    (!language.is_called(found.code())).then(|| found.eng_name().to_owned())
}

/// Tells whether `text` is in `language`, whatever it declares.
fn is_surely(text: &str, language: &Language) -> bool {
    letters(text) >= FEWEST_LETTERS / 2 && has_share_of_frequent(SURELY_READ, text, language)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Tells whether at least `share` of the words of `text`, from 0 to 1, are frequent words of `language`.
fn has_share_of_frequent(share: f64, text: &str, language: &Language) -> bool {
    let frequent: WordSet = language
        .identity
        .frequent
        .iter()
        .map(String::as_str)
        .collect();
    // Once so many are found, no other word matters: there cannot be more than one in two bytes.
    let enough = share * (text.len() / 2 + 1) as f64;
    let (mut words, mut found) = (0_u32, 0_u32);
    for word in text.split(|letter: char| !letter.is_alphabetic()) {
        if !word.is_empty() {
            words += 1;
            found += u32::from(frequent.holds(word));
            if f64::from(found) > enough {
                return true;
            }
        }
    }
    f64::from(found) / f64::from(words.max(1)) >= share
}

/// Bytes of each part of a sample, about.
const PART: usize = 1_000;

/// Returns text from the beginning, the middle and the last third of what `blocks` hold.
fn sample<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    let blocks: Vec<&Block> = blocks
        .filter(|block| block.kind != BlockKind::ImageText)
        .collect();
    let mut text = String::with_capacity(4 * PART);
    let mut next = 0;
    for third in 0..3 {
        next = next.max(blocks.len() * third / 3);
        let full = text.len() + PART;
        while let Some(block) = blocks.get(next).filter(|_| text.len() < full) {
            let end = block.prose.floor_char_boundary(full - text.len());
            text.push_str(&block.prose[..end]);
            text.push('\n');
            next += 1;
        }
    }
    text
}

/// Most words of a block that stand for it, and most characters.
const FIRST: (usize, usize) = (5, 40);

/// Returns the place of the first words of `block`.
fn beginning(block: &Block) -> Span {
    let (words, characters) = FIRST;
    let mut borders = block.prose.match_indices(char::is_whitespace);
    let end = borders.nth(words - 1).map(|(at, _)| at);
    let most = block.prose.char_indices().nth(characters).map(|(at, _)| at);
    let end = end.into_iter().chain(most).min();
    let end = end.unwrap_or(block.prose.len());
    block.map.to_source(ProseSpan::of_range(0..end))
}
