//! Labels of a numbered series: "L5", "L4-S1", "L4/5", "L5S1".

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::phrases::LabelPhrases;
use super::{ConceptMention, CueMention, Naming};
use crate::pack::{Levels, Pack};
use crate::proposition::CueId;
use crate::sentence::{Token, TokenKind};

/// How far, in tokens, a word that makes a label something else may stand from it.
const NEAR: usize = 2;
/// How far a word that makes a joined label the pair may stand from it.
const FAR: usize = 8;
/// Longest form of two labels that are glued, in bytes.
const GLUED: usize = 4;

/// Returns the concepts that the labels of a sentence name.
///
/// A joined pair of neighbours is the pair where a pair cue is near, else either of its members; a wider
/// range is any of its members. A label next to an `other-cues` word names nothing.
pub(super) fn find_labels(
    folded: &[&str],
    tokens: &[Token],
    cues: &[CueMention],
    words: &LabelPhrases,
    pack: &Pack,
) -> Vec<ConceptMention> {
    let mut found = Vec::new();
    for (levels, shape) in pack.levels.iter().zip(&words.shapes) {
        // Most sentences hold no label.
        if let Some(first) = folded.iter().position(|text| shape.fits(text)) {
            found.extend(find_series(
                folded, tokens, cues, words, levels, shape, first,
            ));
        }
    }
    found
}

/// Returns the concepts that labels of one series name from the token `at` on.
fn find_series(
    folded: &[&str],
    tokens: &[Token],
    cues: &[CueMention],
    words: &LabelPhrases,
    levels: &Levels,
    shape: &Shape,
    mut at: usize,
) -> Vec<ConceptMention> {
    let mut found = Vec::new();
    while at < tokens.len() {
        let run = shape
            .fits(folded[at])
            .then(|| read_run(folded, tokens, at, words, levels));
        let Some(run) = run.flatten() else {
            at += 1;
            continue;
        };
        at = run.tokens.end;
        if near(cues, &levels.other_cues, &run.tokens, NEAR) {
            continue;
        }
        found.extend(mention(&run, cues, levels));
    }
    found
}

/// What all tokens look like that begin with a label: most words need no closer look.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Shape {
    /// Bytes that a label begins with.
    initials: Bytes,
    /// Bytes that are the second one of a label.
    seconds: Bytes,
    longest: usize,
}

/// A set of bytes, one bit for each.
type Bytes = [u64; 4];

fn insert(bytes: &mut Bytes, byte: u8) {
    bytes[usize::from(byte / 64)] |= 1 << (byte % 64);
}

fn contains(bytes: &Bytes, byte: u8) -> bool {
    bytes[usize::from(byte / 64)] & (1 << (byte % 64)) != 0
}

impl Shape {
    pub(super) fn of(levels: &Levels) -> Self {
        let mut shape = Self {
            initials: [0; 4],
            seconds: [0; 4],
            longest: 0,
        };
        for label in &levels.order {
            let mut bytes = label.bytes();
            if let Some(initial) = bytes.next() {
                insert(&mut shape.initials, initial.to_ascii_lowercase());
            }
            match bytes.next() {
                Some(second) => insert(&mut shape.seconds, second.to_ascii_lowercase()),
                // Anything may be glued to a label of one letter.
                None => shape.seconds = [u64::MAX; 4],
            }
            shape.longest = shape.longest.max(label.len());
        }
        shape
    }

    /// Tells whether a token, which is folded, may be a label, one with a note mark behind it, or two that are glued.
    fn fits(&self, text: &str) -> bool {
        let (initial, second) = match text.as_bytes() {
            [] => return false,
            [initial] => (initial, None),
            [initial, second, ..] => (initial, Some(second)),
        };
        contains(&self.initials, *initial)
            && second.is_none_or(|second| contains(&self.seconds, *second))
            && text.len() <= GLUED.max(self.longest + 1)
    }
}

struct Run {
    tokens: Range<usize>,
    first: usize,
    last: usize,
    /// Written as one label with both names ("L4-L5", "between L4 and L5"), not as a range in words.
    joined: bool,
}

fn mention(run: &Run, cues: &[CueMention], levels: &Levels) -> Option<ConceptMention> {
    let pair_near = near(cues, &levels.pair_cues, &run.tokens, FAR);
    let concepts = if run.joined && run.last == run.first + 1 && pair_near {
        vec![levels.pairs[run.first]?]
    } else if run.first == run.last && near(cues, &levels.pair_cues, &run.tokens, 0) {
        // "An L5 disc" is the one above or the one below, and may stand for the member on either side.
        let above = run
            .first
            .checked_sub(1)
            .and_then(|above| levels.pairs[above]);
        let pairs = above.into_iter().chain(levels.pairs[run.first]);
        let next = levels.singles.get(run.first + 1).copied().flatten();
        let singles = levels.singles[run.first].into_iter().chain(next);
        pairs.chain(singles).collect()
    } else {
        (run.first..=run.last)
            .filter_map(|place| levels.singles[place])
            .collect()
    };
    (!concepts.is_empty()).then(|| ConceptMention {
        concepts: concepts.into(),
        tokens: run.tokens.clone(),
        how: Naming::Label,
    })
}

/// Tells whether one of `wanted` stands at most `most` tokens before or behind `tokens`.
fn near(cues: &[CueMention], wanted: &[CueId], tokens: &Range<usize>, most: usize) -> bool {
    cues.iter().any(|mention| {
        wanted.contains(&mention.cue)
            && mention.tokens.start <= tokens.end + most
            && tokens.start <= mention.tokens.end + most
    })
}

/// Reads the label at token `at` and what is joined to it.
fn read_run(
    folded: &[&str],
    tokens: &[Token],
    at: usize,
    words: &LabelPhrases,
    levels: &Levels,
) -> Option<Run> {
    let (first, inner_last, mut end) = read_label(folded, tokens, at, levels)?;
    let mut last = inner_last;
    let mut joined = inner_last != first;
    if let Some(next) = tokens.get(end) {
        if next.joined_by.is_some() {
            if let Some((place, _, after)) = read_label(folded, tokens, end, levels) {
                (last, end, joined) = (place, after, true);
            } else if let TokenKind::Number(digit) = next.kind {
                // "L4/5": the second label repeats the letter of the first.
                let letter = levels.order[first].get(..1)?;
                let name = format!("{letter}{digit}");
                if let Some(place) = place_of(&name, levels) {
                    (last, end, joined) = (place, end + 1, true);
                }
            }
        } else if let Some((length, ())) = words.range.longest(folded, end) {
            if let Some((place, _, after)) = read_label(folded, tokens, end + length, levels) {
                joined = tokens[end].is_mark('–');
                (last, end) = (place, after);
            }
        } else if next.is_mark('/') || next.is_mark('–') {
            // "L4 / L5" and "L4 - L5" name two neighbours; of three in a row nobody knows which go together.
            let label = read_label(folded, tokens, end + 1, levels);
            let alone = |at: Option<&Token>| {
                at.is_none_or(|token| !token.is_mark('/') && !token.is_mark('–'))
            };
            if let Some((place, _, after)) = label
                && place == last + 1
                && alone(tokens.get(after))
                && alone(at.checked_sub(1).map(|before| &tokens[before]))
            {
                (last, end, joined) = (place, after, true);
            }
        } else if let Some((length, ())) = words.joiners.longest(folded, end) {
            let label = read_label(folded, tokens, end + length, levels);
            if let Some((place, _, after)) = label
                && opens_pair(folded, at, words)
            {
                (last, end, joined) = (place, after, true);
            }
        }
    }
    (first <= last).then_some(Run {
        tokens: at..end,
        first,
        last,
        joined,
    })
}

fn opens_pair(folded: &[&str], at: usize, words: &LabelPhrases) -> bool {
    (at.saturating_sub(4)..at).any(|before| words.openers.longest(folded, before).is_some())
}

/// Reads one label, or two that are glued ("L5S1", "L45"): first place, last place, token behind.
fn read_label(
    folded: &[&str],
    tokens: &[Token],
    at: usize,
    levels: &Levels,
) -> Option<(usize, usize, usize)> {
    let text = folded.get(at)?;
    if tokens[at].kind != TokenKind::Word {
        return None;
    }
    if let Some(place) = place_of(text, levels) {
        return Some((place, place, at + 1));
    }
    if text.len() == 1 {
        // "L-5"
        let next = tokens.get(at + 1)?;
        next.joined_by?;
        let place = place_of(&format!("{text}{}", folded.get(at + 1)?), levels)?;
        return Some((place, place, at + 2));
    }
    let pair = || {
        let upper = place_of(&text[..2], levels)?;
        let lower = match text.len() {
            GLUED => place_of(&text[2..], levels)?,
            _ => place_of(&format!("{}{}", &text[..1], &text[2..]), levels)?,
        };
        (lower == upper + 1).then_some((upper, lower, at + 1))
    };
    match text.len() {
        3 | GLUED if text.is_ascii() => pair(),
        _ => None,
    }
    // A note mark may be glued to a label: "L4a".
    .or_else(|| {
        let stem = text.strip_suffix(|letter: char| letter.is_ascii_lowercase())?;
        let place = place_of(stem, levels)?;
        Some((place, place, at + 1))
    })
}

fn place_of(text: &str, levels: &Levels) -> Option<usize> {
    levels
        .order
        .iter()
        .position(|label| label.eq_ignore_ascii_case(text))
}
