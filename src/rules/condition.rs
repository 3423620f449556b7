//! What a pattern asks for besides words: references, figures, years.

use std::ops::Range;

use super::Settings;
use super::page::{Conditions, Figure};
use crate::checked::Checked;
use crate::claim::{ReadSentence, context_blocks};
use crate::markup::BlockIndex;
use crate::mention::NumberMention;
use crate::pack::{Pack, Unit};
use crate::sentence::{Token, TokenKind};

impl Conditions {
    /// Tells whether they hold for the sentence `at` of `block`.
    pub(super) fn hold(
        &self,
        checked: &Checked<'_>,
        (block, at): (BlockIndex, usize),
        settings: &Settings,
        pack: &Pack,
    ) -> bool {
        let sentence = &checked.read[block].sentences[at];
        let prose = &checked.article.blocks[block].prose;
        let text = &prose[sentence.span.range()];
        let references = &checked.references;
        let listed = || {
            let unmarked = references.marks.is_empty();
            references.list.may_hold(text) || unmarked && references.list.is_short_for(text)
        };
        let referenced = || references.attached(block, at) || listed();
        let years = || sentence.tokens.iter().filter_map(year_of);
        let this_year = i32::from(settings.today.year());
        let is_old = |age: u32| {
            years()
                .max()
                .is_some_and(|year| i64::from(this_year - year) > i64::from(age))
        };
        (self.figure.is_empty() || self.figure_in(sentence).is_some())
            && !(self.undated && years().next().is_some())
            && self.older_than.is_none_or(is_old)
            && !self.is_provided(settings)
            && !self.stands_above(checked, block, pack)
            && !(self.unreferenced && referenced())
    }

    /// Returns the tokens of the first figure that is asked for.
    pub(super) fn figure_in(&self, sentence: &ReadSentence) -> Option<Range<usize>> {
        let mut numbers = sentence.mentions.numbers.iter();
        let wanted = |number: &&NumberMention| self.figure.contains(&kind_of(number, sentence));
        numbers.find(wanted).map(|number| number.tokens.clone())
    }

    fn is_provided(&self, settings: &Settings) -> bool {
        let name = self.unless_provided.as_ref();
        name.is_some_and(|name| settings.provides.contains(name))
    }

    fn stands_above(&self, checked: &Checked<'_>, block: BlockIndex, pack: &Pack) -> bool {
        let mut above = context_blocks(&checked.article.blocks[block]);
        !self.unless_above.is_empty()
            && above.any(|above| {
                checked.read[above].sentences.iter().any(|sentence| {
                    let all = sentence.all();
                    let mut wanted = self.unless_above.iter();
                    wanted.any(|selector| sentence.mentions.holds(*selector, &all, pack))
                })
            })
    }
}

fn kind_of(number: &NumberMention, sentence: &ReadSentence) -> Figure {
    let is_year =
        number.tokens.len() == 1 && year_of(&sentence.tokens[number.tokens.start]).is_some();
    match number.amount.unit {
        Some(Unit::Percent) if is_vague(number, sentence) => Figure::Other,
        Some(Unit::Percent) => Figure::Share,
        Some(Unit::Times) => Figure::Times,
        None if !is_year => Figure::Count,
        _ => Figure::Other,
    }
}

/// Width of a share that is no figure, in percent: "most".
const VAGUE: f64 = 40.0;
/// Shares in words that are no figures: "all", "hardly any"; in percent.
const NEARLY_ALL: f64 = 95.0;
const NEARLY_NONE: f64 = 5.0;

/// Tells whether a share is only said in words that give no figure.
fn is_vague(number: &NumberMention, sentence: &ReadSentence) -> bool {
    let interval = number.amount.interval;
    let is_figure = |token: &Token| matches!(token.kind, TokenKind::Number(_));
    let in_words = !sentence.tokens[number.tokens.clone()].iter().any(is_figure);
    // "A small number of people" may be anybody.
    let open = interval.low <= 0.0;
    let extreme = open || interval.low >= NEARLY_ALL || interval.high <= NEARLY_NONE;
    in_words && (extreme || interval.high - interval.low >= VAGUE)
}

/// Years that articles may name, in four digits.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// Returns the year that a token may be.
pub(super) fn year_of(token: &Token) -> Option<i32> {
    let TokenKind::Number(value) = token.kind else {
        return None;
    };
    let is_written_so = token.span.len() == 4;
    let in_range = f64::from(*YEARS.start()) <= value && value <= f64::from(*YEARS.end());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range has been checked"
    )]
    (is_written_so && in_range).then_some(value as i32)
}
