//! Numbers: in figures and words, with ranges, ratios, bounds and units.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::NumberMention;
use super::phrases::Phrases;
use super::vocabulary::Word;
use crate::pack::{NumberWords, Unit};
use crate::proposition::{Bound, Interval};
use crate::sentence::{Token, TokenKind};

/// What a number amounts to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The stated figure or range: percent, days, millimetres, degrees, years of age or times where there is a
    /// unit.
    pub interval: Interval,
    /// What it counts; `None` for a bare number.
    pub unit: Option<Unit>,
    /// Which side the true figure lies on.
    pub bound: Bound,
}

/// The number words of a language, ready to be looked up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NumberIndex {
    words: FxHashMap<String, f64>,
    multipliers: FxHashMap<String, f64>,
    /// Numbers that are phrases of their own, with their unit: shares, durations, multiples.
    whole: Phrases<(Unit, [f64; 2])>,
    single_articles: Vec<String>,
    single_after: Vec<String>,
    unit_fillers: Vec<String>,
    units: Phrases<Unit>,
    ratio_joiners: Phrases<()>,
    ratio_between: Vec<String>,
    ratio_of: Phrases<()>,
    before: Phrases<Before>,
    after: Phrases<After>,
    range: Phrases<()>,
    range_opened: Phrases<()>,
    openers: Phrases<()>,
    not_before: Phrases<()>,
    not_after: Phrases<()>,
    times_before: Phrases<()>,
    change_before: Phrases<()>,
    change_after: Phrases<()>,
    age_before: Phrases<()>,
    age_after: Phrases<()>,
    age_people: Phrases<()>,
    decades: Phrases<[f64; 2]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Before {
    About,
    Nearly,
    JustOver,
    AtLeast,
    AtMost,
    UpTo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum After {
    AtLeast,
    AtMost,
}

impl NumberIndex {
    /// Returns the index of the number words of a language.
    #[must_use]
    pub fn new(words: &NumberWords) -> Self {
        let bounds = &words.bounds;
        let before = [
            (&bounds.about, Before::About),
            (&bounds.nearly, Before::Nearly),
            (&bounds.just_over, Before::JustOver),
            (&bounds.at_least, Before::AtLeast),
            (&bounds.at_most, Before::AtMost),
            (&bounds.up_to, Before::UpTo),
        ];
        let after = [
            (&bounds.at_least_after, After::AtLeast),
            (&bounds.at_most_after, After::AtMost),
        ];
        let units = words.units.iter().flat_map(|(name, forms)| {
            let unit = unit_of(name);
            forms
                .iter()
                .filter_map(move |form| Some((form.clone(), unit?)))
        });
        let plain = |list: &[String]| Phrases::new(list.iter().map(|word| (word.clone(), ())));
        let intervals = |list: &BTreeMap<String, [f64; 2]>| {
            Phrases::new(list.iter().map(|(word, value)| (word.clone(), *value)))
        };
        // Of equally long ones the first counts.
        let whole = [
            (&words.shares, Unit::Percent),
            (&words.durations, Unit::Days),
            (&words.multiples, Unit::Times),
        ];
        let whole = whole.into_iter().flat_map(|(list, unit)| {
            let list = list.iter();
            list.map(move |(phrase, value)| (phrase.clone(), (unit, *value)))
        });
        Self {
            words: words
                .words
                .iter()
                .map(|(word, value)| (word.clone(), *value))
                .collect(),
            multipliers: words
                .multipliers
                .iter()
                .map(|(word, value)| (word.clone(), *value))
                .collect(),
            whole: Phrases::new(whole),
            single_articles: words.single.articles.clone(),
            single_after: words.single.after.clone(),
            unit_fillers: words.single.fillers.clone(),
            units: Phrases::new(units),
            ratio_joiners: plain(&words.ratio.joiners),
            ratio_between: words.ratio.between.clone(),
            ratio_of: plain(&words.ratio.of),
            before: Phrases::new(
                before
                    .into_iter()
                    .flat_map(|(list, bound)| list.iter().map(move |word| (word.clone(), bound))),
            ),
            after: Phrases::new(
                after
                    .into_iter()
                    .flat_map(|(list, bound)| list.iter().map(move |word| (word.clone(), bound))),
            ),
            range: plain(&bounds.range),
            range_opened: plain(&bounds.range_opened),
            openers: plain(&bounds.range_openers),
            not_before: plain(&words.not_shares.before),
            not_after: plain(&words.not_shares.after),
            times_before: plain(&words.times_before),
            change_before: plain(&words.changes.before),
            change_after: plain(&words.changes.after),
            age_before: plain(&words.ages.before),
            age_after: plain(&words.ages.after),
            age_people: plain(&words.ages.people),
            decades: intervals(&words.ages.decades),
        }
    }

    /// Returns the words that numbers may begin with, figures aside, and what kinds of them; a word may come several
    /// times.
    pub(super) fn first_words(&self) -> impl Iterator<Item = (&String, Opens)> {
        let kinds = |opens: Opens| move |word| (word, opens);
        let singles = self.whole.single_words().map(kinds(Opens::WORD));
        let pairs = self.whole.pairs();
        let pairs =
            pairs.flat_map(|[first, second]| [(first, Opens::PHRASE), (second, Opens::SECOND)]);
        singles
            .chain(pairs)
            .chain(self.decades.first_words().map(kinds(Opens::DECADE)))
            .chain(self.words.keys().map(kinds(Opens::FIGURE)))
            .chain(self.single_articles.iter().map(kinds(Opens::SINGLE)))
            .chain(self.single_after.iter().map(kinds(Opens::BEFORE_SINGLE)))
    }
}

/// Kinds of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opens(u32);

impl Opens {
    pub(super) const NOTHING: Self = Self(0);
    /// A phrase of one word.
    const WORD: Self = Self(1);
    const DECADE: Self = Self(1 << 1);
    const FIGURE: Self = Self(1 << 2);
    const SINGLE: Self = Self(1 << 3);
    /// A phrase of several words.
    const PHRASE: Self = Self(1 << 4);
    /// Nothing by itself: it is the second word of a phrase.
    const SECOND: Self = Self(1 << 5);
    /// Nothing by itself: it makes the article behind it a one.
    const BEFORE_SINGLE: Self = Self(1 << 6);
    /// What may begin a number whatever stands beside it.
    const ALONE: Self = Self(1 | 1 << 1 | 1 << 2);
    /// What may begin with digits.
    const WITH_DIGITS: Self = Self::ALONE;

    /// Returns the kinds of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the kinds as a number.
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// Returns the kinds of which `bits` is the number.
    pub(super) fn of_bits(bits: u32) -> Self {
        Self(bits)
    }

    fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }
}

fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "percent" => Unit::Percent,
        "minutes" => Unit::Minutes,
        "hours" => Unit::Hours,
        "days" => Unit::Days,
        "weeks" => Unit::Weeks,
        "months" => Unit::Months,
        "years" => Unit::Years,
        "millimetres" => Unit::Millimetres,
        "centimetres" => Unit::Centimetres,
        "inches" => Unit::Inches,
        "degrees" => Unit::Degrees,
        "times" => Unit::Times,
        _ => return None,
    })
}

impl Unit {
    /// Returns the unit that quantities of this unit are kept in.
    #[must_use]
    pub fn base(self) -> Self {
        match self {
            Self::Minutes | Self::Hours | Self::Days | Self::Weeks | Self::Months | Self::Years => {
                Self::Days
            }
            Self::Millimetres | Self::Centimetres | Self::Inches => Self::Millimetres,
            other => other,
        }
    }
}

/// Most words of the phrase behind what a ratio counts: "nine cases *of neck pain* out of ten".
const OF_PHRASE: usize = 4;
/// Largest whole of a ratio with such a phrase inside.
const MOST_PARTED: f64 = 100.0;

/// Returns the numbers of a sentence; `folded` are the folded texts of its tokens, and `words` what is known of them.
#[must_use]
pub(super) fn find_numbers(
    folded: &[&str],
    tokens: &[Token],
    words: &[Word<'_>],
    index: &NumberIndex,
) -> Vec<NumberMention> {
    let reader = Reader {
        folded,
        tokens,
        index,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let opens = match tokens[at].kind {
            TokenKind::Number(_) => words[at].opens.and(Opens::WITH_DIGITS),
            _ => words[at].opens,
        };
        // Nothing is known of a mark.
        let is_at = |at: usize, kind: Opens| {
            tokens.get(at).is_some_and(|token| {
                matches!(token.kind, TokenKind::Mark(_)) || words[at].opens.has(kind)
            })
        };
        let may_open = opens.has(Opens::ALONE)
            || opens.has(Opens::PHRASE) && is_at(at + 1, Opens::SECOND)
            || opens.has(Opens::SINGLE) && at > 0 && is_at(at - 1, Opens::BEFORE_SINGLE);
        match may_open.then(|| reader.number_at(at, opens)).flatten() {
            Some(mention) => {
                let mention = reader.in_company(mention);
                at = mention.tokens.end;
                if !reader.is_beside_the_point(&mention)
                    && !is_whole_of_share(&mention, found.last())
                    && !reader.is_whole_in_words(&mention)
                {
                    found.push(mention);
                }
            }
            None => at += 1,
        }
    }
    found
}

/// Tells whether a share only names what the one before is a share of: "93 % of all adults".
fn is_whole_of_share(mention: &NumberMention, before: Option<&NumberMention>) -> bool {
    let percent = |mention: &NumberMention| mention.amount.unit == Some(Unit::Percent);
    before.is_some_and(|before| {
        percent(before) && percent(mention) && mention.tokens.start <= before.tokens.end + 1
    })
}

fn years_of_age(interval: Interval, tokens: Range<usize>) -> NumberMention {
    NumberMention {
        amount: Amount {
            interval,
            unit: Some(Unit::YearsOfAge),
            bound: Bound::Exact,
        },
        tokens,
    }
}

fn is_among(words: &[String], word: &str) -> bool {
    words.iter().any(|other| other == word)
}

struct Reader<'a> {
    folded: &'a [&'a str],
    tokens: &'a [Token],
    index: &'a NumberIndex,
}

/// A figure without unit: its interval and the token behind it.
struct Figure {
    interval: Interval,
    end: usize,
}

impl Reader<'_> {
    /// Returns the number that begins at a token, of the kinds that it may open.
    fn number_at(&self, at: usize, opens: Opens) -> Option<NumberMention> {
        let kind = |kind: Opens| opens.has(kind).then_some(at);
        let phrase = kind(Opens::WORD.and(Opens::PHRASE)).and_then(|at| self.phrase_at(at));
        let single = || kind(Opens::SINGLE).and_then(|at| self.single_at(at));
        let decade = || kind(Opens::DECADE).and_then(|at| self.decade_at(at));
        if let Some(mention) = phrase.or_else(single).or_else(decade) {
            return Some(mention);
        }
        kind(Opens::FIGURE)?;
        let figure = self.range_at(at)?;
        if let Some(mention) = self.ratio(at, &figure) {
            return Some(self.bounded(at, mention));
        }
        if let Some(mention) = self.age_at(at, &figure) {
            return Some(mention);
        }
        let (unit, end) = self
            .unit_at(figure.end)
            .map_or((None, figure.end), |(unit, end)| (Some(unit), end));
        let (interval, end) = match unit {
            Some(unit) => self.or_more_of_the_same(figure.interval, unit, end),
            None => (figure.interval, end),
        };
        let amount = Amount {
            interval: interval.scaled(unit.map_or(1.0, Unit::factor)),
            unit: unit.map(Unit::base),
            bound: Bound::Exact,
        };
        Some(self.bounded(
            at,
            NumberMention {
                amount,
                tokens: at..end,
            },
        ))
    }

    /// "half", "the majority", "a few weeks", "overnight".
    fn phrase_at(&self, at: usize) -> Option<NumberMention> {
        let (length, (unit, [low, high])) = self.index.whole.longest(self.folded, at)?;
        let part = Interval::new(low, high);
        if let Some(mention) = self.part_of_unit(at..at + length, part, unit) {
            return Some(self.bounded(at, mention));
        }
        let amount = Amount {
            interval: Interval::new(low, high),
            unit: Some(unit),
            bound: Bound::Exact,
        };
        Some(self.bounded(
            at,
            NumberMention {
                amount,
                tokens: at..at + length,
            },
        ))
    }

    /// "a tenth of a millimetre", "half an inch": a `part`, in percent, of one length, angle or time.
    fn part_of_unit(
        &self,
        tokens: Range<usize>,
        part: Interval,
        kind: Unit,
    ) -> Option<NumberMention> {
        let words = self.index;
        let of = words.ratio_of.longest(self.folded, tokens.end);
        let article = tokens.end + of.map_or(0, |(length, ())| length);
        let one = self.folded.get(article)?;
        let (unit, end) = self.unit_at(article + 1)?;
        let is_part = kind == Unit::Percent
            && words.single_articles.iter().any(|article| article == one)
            && !matches!(unit, Unit::Percent | Unit::Times);
        is_part.then(|| NumberMention {
            amount: Amount {
                interval: part.scaled(unit.factor() / 100.0),
                unit: Some(unit.base()),
                bound: Bound::Exact,
            },
            tokens: tokens.start..end,
        })
    }

    /// "aged 30 to 50", "20-year-olds", "people over 80"; `figure` starts at `at`.
    fn age_at(&self, at: usize, figure: &Figure) -> Option<NumberMention> {
        let words = self.index;
        let bound = words
            .before
            .before(self.folded, at)
            .map(|(length, _)| length);
        let opener = words
            .openers
            .before(self.folded, at)
            .map(|(length, ())| length);
        let start = at - bound.or(opener).unwrap_or(0);
        let behind = words.age_after.longest(self.folded, figure.end);
        let place = [start, at].into_iter();
        let before = place
            .filter_map(|end| Some(end - words.age_before.before(self.folded, end)?.0))
            .next();
        let of_people = bound.is_some()
            && words.age_people.before(self.folded, start).is_some()
            && self.unit_at(figure.end).is_none();
        if behind.is_none() && before.is_none() && !of_people {
            return None;
        }
        let end = figure.end + behind.map_or(0, |(length, ())| length);
        // "Over the age of 60": the bound stands before the word for age.
        let from = if bound.is_some() {
            at
        } else {
            before.unwrap_or(at)
        };
        Some(self.bounded(from, years_of_age(figure.interval, from..end)))
    }

    /// "in their forties", "the fourth decade", "30s to 50s".
    fn decade_at(&self, at: usize) -> Option<NumberMention> {
        let decades = &self.index.decades;
        let (length, [low, high]) = decades.longest(self.folded, at)?;
        let (mut interval, mut end) = (Interval::new(low, high), at + length);
        let joined = self.index.range.longest(self.folded, end);
        let joined = joined.or_else(|| self.index.range_opened.longest(self.folded, end));
        let next = joined.map_or(end, |(length, ())| end + length);
        if let Some((length, [low, high])) = decades.longest(self.folded, next) {
            interval = interval.hull(Interval::new(low, high));
            end = next + length;
        }
        Some(self.bounded(at, years_of_age(interval, at..end)))
    }

    /// Returns a share as a change and a bare figure as a ratio where the company says so: "by 40 %", "40 %
    /// higher", "an odds ratio of 1.4".
    fn in_company(&self, mut mention: NumberMention) -> NumberMention {
        let Range { start, end } = mention.tokens;
        let changes = self
            .index
            .change_before
            .before(self.folded, start)
            .is_some()
            || self.index.change_after.longest(self.folded, end).is_some();
        let times = self.index.times_before.before(self.folded, start).is_some();
        mention.amount.unit = match mention.amount.unit {
            Some(Unit::Percent) if changes => Some(Unit::PercentChange),
            None if times => Some(Unit::Times),
            unit => unit,
        };
        mention
    }

    /// A figure, or two with a dash or "to" between them; a unit may stand behind the first as well.
    fn range_at(&self, at: usize) -> Option<Figure> {
        let first = self.figure_at(at)?;
        let behind = self.unit_at(first.end).map_or(first.end, |(_, end)| end);
        let second = self
            .range_joiner(at, behind)
            .and_then(|next| self.figure_at(next));
        Some(match second {
            Some(second) if second.interval.low > first.interval.low => Figure {
                interval: first.interval.hull(second.interval),
                end: second.end,
            },
            _ => first,
        })
    }

    /// Returns the token behind what joins the figure that starts at `at` and ends at `end` with another.
    fn range_joiner(&self, at: usize, end: usize) -> Option<usize> {
        let next = self.tokens.get(end)?;
        if next.joined_by.is_some_and(|by| by != '/') {
            return Some(end);
        }
        let opened = self.index.openers.before(self.folded, at).is_some();
        let joiner = self.index.range.longest(self.folded, end);
        let joiner = joiner.or_else(|| {
            let joiner = self.index.range_opened.longest(self.folded, end);
            joiner.filter(|_| opened)
        });
        joiner.map(|(length, ())| end + length)
    }

    /// One figure: digits with a multiplier, or number words ("twenty-five", "two hundred").
    fn figure_at(&self, at: usize) -> Option<Figure> {
        let token = self.tokens.get(at)?;
        let (mut value, mut end) = match token.kind {
            TokenKind::Number(value) => (value, at + 1),
            TokenKind::Word => {
                let value = *self.index.words.get(self.folded[at])?;
                let next = self
                    .folded
                    .get(at + 1)
                    .and_then(|word| self.index.words.get(*word));
                match next {
                    Some(ones)
                        if value >= 20.0 && value % 10.0 == 0.0 && *ones >= 1.0 && *ones < 10.0 =>
                    {
                        (value + ones, at + 2)
                    }
                    _ => (value, at + 1),
                }
            }
            TokenKind::Mark(_) => return None,
        };
        while let Some(factor) = self
            .folded
            .get(end)
            .and_then(|word| self.index.multipliers.get(*word))
        {
            value *= factor;
            end += 1;
        }
        Some(Figure {
            interval: Interval::point(value),
            end,
        })
    }

    /// "four in ten", "nine patients out of ten", "1 in 20".
    fn ratio(&self, at: usize, first: &Figure) -> Option<NumberMention> {
        let skipped = (first.end..first.end + 4)
            .take_while(|word| {
                self.folded
                    .get(*word)
                    .is_some_and(|word| is_among(&self.index.ratio_between, word))
            })
            .count();
        // "nine lumbar herniations in ten": one more word may stand before the counted one.
        let inner = first.end + usize::from(skipped == 0);
        let extra = (inner..inner + 3)
            .take_while(|word| {
                self.folded
                    .get(*word)
                    .is_some_and(|word| is_among(&self.index.ratio_between, word))
            })
            .count();
        let joiner_at = if skipped == 0 && extra > 0 {
            inner + extra
        } else {
            first.end + skipped
        };
        let direct = self.index.ratio_joiners.longest(self.folded, joiner_at);
        let counted = joiner_at > first.end;
        let (whole, parted) = match direct {
            Some((length, ())) => (joiner_at + length, false),
            None => (self.joiner_behind_of(joiner_at).filter(|_| counted)?, true),
        };
        let whole = self
            .figure_at(whole)
            .or_else(|| self.multiplier_at(whole))?;
        let base = whole.interval.low;
        // "Nine cases of it in 2010" is no ratio.
        let is_ratio = base >= 2.0
            && first.interval.high <= base
            && base.fract() == 0.0
            && (!parted || base <= MOST_PARTED);
        // "in six weeks" is a time.
        if !is_ratio || self.unit_at(whole.end).is_some() {
            return None;
        }
        let amount = Amount {
            interval: first.interval.scaled(100.0 / base),
            unit: Some(Unit::Percent),
            bound: Bound::Exact,
        };
        Some(NumberMention {
            amount,
            tokens: at..whole.end,
        })
    }

    /// Returns the token behind the joiner in "nine cases *of neck pain out of* ten".
    fn joiner_behind_of(&self, at: usize) -> Option<usize> {
        let (length, ()) = self.index.ratio_of.longest(self.folded, at)?;
        let phrase = at + length;
        let named = |at: &usize| {
            (phrase..*at).all(|word| {
                self.tokens
                    .get(word)
                    .is_some_and(|token| token.kind == TokenKind::Word)
            })
        };
        let places = (phrase + 1..=phrase + OF_PHRASE).take_while(named);
        places
            .filter_map(|at| Some(at + self.index.ratio_joiners.longest(self.folded, at)?.0))
            .next()
    }

    /// The "thousand" of "one in a thousand".
    fn multiplier_at(&self, at: usize) -> Option<Figure> {
        let factor = self.index.multipliers.get(*self.folded.get(at)?)?;
        Some(Figure {
            interval: Interval::point(*factor),
            end: at + 1,
        })
    }

    fn unit_at(&self, at: usize) -> Option<(Unit, usize)> {
        if self.tokens.get(at)?.is_mark('%') {
            return Some((Unit::Percent, at + 1));
        }
        // "Three full years".
        let filled = is_among(&self.index.unit_fillers, self.folded[at]);
        let at = at + usize::from(filled);
        let (length, unit) = self.index.units.longest(self.folded, at)?;
        (!filled || unit.base() == Unit::Days).then_some((unit, at + length))
    }

    /// "a day or two": the second figure has the unit of the first.
    fn or_more_of_the_same(&self, first: Interval, unit: Unit, end: usize) -> (Interval, usize) {
        let next = self.index.range.longest(self.folded, end);
        let next = next.and_then(|(length, ())| self.figure_at(end + length));
        match next {
            Some(second)
                if unit.base() == Unit::Days
                    && second.interval.low > first.low
                    && self.unit_at(second.end).is_none() =>
            {
                (first.hull(second.interval), second.end)
            }
            _ => (first, end),
        }
    }

    /// Applies the words before and behind a number that soften or bound it.
    fn bounded(&self, at: usize, mut mention: NumberMention) -> NumberMention {
        let amount = &mut mention.amount;
        if let Some((length, before)) = self.index.before.before(self.folded, at) {
            mention.tokens.start = at - length;
            let Interval { low, high } = amount.interval;
            match before {
                Before::About => amount.interval = Interval::new(low * 0.9, high * 1.1),
                Before::Nearly => amount.interval = Interval::new(low * 0.85, high),
                Before::JustOver => amount.interval = Interval::new(low, high * 1.16),
                Before::AtLeast => amount.bound = Bound::AtLeast,
                Before::AtMost => amount.bound = Bound::AtMost,
                Before::UpTo => amount.bound = Bound::UpTo,
            }
        }
        if let Some((length, after)) = self.index.after.longest(self.folded, mention.tokens.end) {
            mention.tokens.end += length;
            amount.bound = match after {
                After::AtLeast => Bound::AtLeast,
                After::AtMost => Bound::AtMost,
            };
        }
        if amount.unit == Some(Unit::Percent) {
            amount.interval = Interval::new(
                amount.interval.low,
                amount.interval.high.min(100.0).max(amount.interval.low),
            );
        }
        mention
    }

    /// "a week" after a word that makes the article a one.
    fn single_at(&self, at: usize) -> Option<NumberMention> {
        let words = self.index;
        let is_single = at > 0
            && is_among(&words.single_articles, self.folded[at])
            && is_among(&words.single_after, self.folded[at - 1]);
        if !is_single {
            return None;
        }
        let (unit, end) = self.unit_at(at + 1)?;
        let (interval, end) = self.or_more_of_the_same(Interval::point(1.0), unit, end);
        let amount = Amount {
            interval: interval.scaled(unit.factor()),
            unit: Some(unit.base()),
            bound: Bound::Exact,
        };
        Some(self.bounded(
            at,
            NumberMention {
                amount,
                tokens: at..end,
            },
        ))
    }

    /// Tells whether a share only names whom another figure is about: "of all adults, 93 % ...".
    fn is_whole_in_words(&self, mention: &NumberMention) -> bool {
        let Range { start, .. } = mention.tokens;
        mention.amount.unit == Some(Unit::Percent)
            && mention.amount.interval == Interval::point(100.0)
            && self.tokens[start].kind == TokenKind::Word
            && self.index.ratio_of.before(self.folded, start).is_some()
    }

    /// Tells whether the company of a number makes it say nothing about people or times.
    fn is_beside_the_point(&self, mention: &NumberMention) -> bool {
        let tokens = &mention.tokens;
        let is_age = mention.amount.unit == Some(Unit::YearsOfAge);
        let before = self.index.not_before.before(self.folded, tokens.start);
        let after = self.index.not_after.longest(self.folded, tokens.end);
        !is_age && (before.is_some() || after.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::built_in;
    use crate::mention::vocabulary::Vocabulary;
    use crate::source::ProseSpan;

    #[track_caller]
    fn check(text: &str, expected: &[(f64, f64, Option<Unit>, Bound)]) {
        let language = built_in().language;
        let span = ProseSpan::new(0, u32::try_from(text.len()).expect("short"));
        let tokens = crate::sentence::tokenize(text, span, &language.words.clitics);
        let folded: Vec<String> = tokens
            .iter()
            .map(|token| text[token.span.range()].to_lowercase())
            .collect();
        let index = NumberIndex::new(&language.numbers);
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        let words = Vocabulary::new(FxHashMap::default(), &[], index.first_words());
        let words: Vec<Word<'_>> = folded.iter().map(|word| words.get(word)).collect();
        let found: Vec<_> = find_numbers(&folded, &tokens, &words, &index)
            .into_iter()
            .map(|mention| {
                let Amount {
                    interval,
                    unit,
                    bound,
                } = mention.amount;
                (interval.low, interval.high, unit, bound)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    const PERCENT: Option<Unit> = Some(Unit::Percent);
    const DAYS: Option<Unit> = Some(Unit::Days);

    #[test]
    fn a_part_of_a_unit_is_a_measure() {
        let percent = 1.0 / 100.0;
        check(
            "a fifth of a day",
            &[(
                18.0 * percent,
                22.0 * percent,
                Some(Unit::Days),
                Bound::Exact,
            )],
        );
        check(
            "a quarter of the roots",
            &[(22.0, 28.0, Some(Unit::Percent), Bound::Exact)],
        );
    }

    #[test]
    fn a_ratio_may_name_what_it_counts() {
        check(
            "nine cases of neck pain out of ten",
            &[(90.0, 90.0, Some(Unit::Percent), Bound::Exact)],
        );
        check(
            "nine cases of it in 2010",
            &[
                (9.0, 9.0, None, Bound::Exact),
                (2010.0, 2010.0, None, Bound::Exact),
            ],
        );
    }

    #[test]
    fn shares_in_all_their_forms() {
        check("40% of people", &[(40.0, 40.0, PERCENT, Bound::Exact)]);
        check("10–40 per cent", &[(10.0, 40.0, PERCENT, Bound::Exact)]);
        check(
            "between 13 and 40 percent",
            &[(13.0, 40.0, PERCENT, Bound::Exact)],
        );
        check("10% to 40% of us", &[(10.0, 40.0, PERCENT, Bound::Exact)]);
        check("four in ten people", &[(40.0, 40.0, PERCENT, Bound::Exact)]);
        check(
            "nine patients out of ten",
            &[(90.0, 90.0, PERCENT, Bound::Exact)],
        );
        check(
            "seven or eight out of every ten",
            &[(70.0, 80.0, PERCENT, Bound::Exact)],
        );
        check("1 in 20", &[(5.0, 5.0, PERCENT, Bound::Exact)]);
        check(
            "roughly half recover",
            &[(40.5, 60.50000000000001, PERCENT, Bound::Exact)],
        );
        check("the vast majority", &[(80.0, 100.0, PERCENT, Bound::Exact)]);
    }

    #[test]
    fn bounds_say_on_which_side_the_figure_lies() {
        check("up to 40%", &[(40.0, 40.0, PERCENT, Bound::UpTo)]);
        check(
            "more than 80 percent",
            &[(80.0, 80.0, PERCENT, Bound::AtLeast)],
        );
        check(
            "fewer than one in five",
            &[(20.0, 20.0, PERCENT, Bound::AtMost)],
        );
        check("80% or more", &[(80.0, 80.0, PERCENT, Bound::AtLeast)]);
    }

    #[test]
    fn times_are_kept_in_days() {
        check("four to six weeks", &[(28.0, 42.0, DAYS, Bound::Exact)]);
        check("within six weeks", &[(42.0, 42.0, DAYS, Bound::AtMost)]);
        check("a month and a half", &[(43.0, 49.0, DAYS, Bound::Exact)]);
        check("for a week", &[(7.0, 7.0, DAYS, Bound::Exact)]);
        check("overnight", &[(0.0, 1.0, DAYS, Bound::Exact)]);
        check("in six weeks", &[(42.0, 42.0, DAYS, Bound::Exact)]);
    }

    #[test]
    fn figures_that_count_no_people_are_left_alone() {
        check("95% CI 52", &[]);
        check("three times a day", &[]);
    }

    #[test]
    fn changes_are_no_shares() {
        let change = Some(Unit::PercentChange);
        check("pain fell by half", &[(45.0, 55.0, change, Bound::Exact)]);
        check("by 30 to 45%", &[(30.0, 45.0, change, Bound::Exact)]);
        check("a 40% higher risk", &[(40.0, 40.0, change, Bound::Exact)]);
    }

    #[test]
    fn multiples_are_kept_as_times() {
        let times = Some(Unit::Times);
        check("a 1.8 fold risk", &[(1.8, 1.8, times, Bound::Exact)]);
        check("ten times as likely", &[(10.0, 10.0, times, Bound::Exact)]);
        check("twice the risk", &[(2.0, 2.0, times, Bound::Exact)]);
        check(
            "more than five times the risk",
            &[(5.0, 5.0, times, Bound::AtLeast)],
        );
        check(
            "an odds ratio of 1.46",
            &[(1.46, 1.46, times, Bound::Exact)],
        );
    }

    #[test]
    fn ages_in_all_their_forms() {
        let age = Some(Unit::YearsOfAge);
        check("aged 30 to 50", &[(30.0, 50.0, age, Bound::Exact)]);
        check(
            "between the ages of 30 and 50",
            &[(30.0, 50.0, age, Bound::Exact)],
        );
        check("aged between 40 and 60", &[(40.0, 60.0, age, Bound::Exact)]);
        check("20-year-olds", &[(20.0, 20.0, age, Bound::Exact)]);
        check("80 years of age", &[(80.0, 80.0, age, Bound::Exact)]);
        check("people over 80", &[(80.0, 80.0, age, Bound::AtLeast)]);
        check("under the age of 20", &[(20.0, 20.0, age, Bound::AtMost)]);
        check("in their 40s and 50s", &[(40.0, 59.0, age, Bound::Exact)]);
        check("their thirties", &[(30.0, 39.0, age, Bound::Exact)]);
        check("the fourth decade", &[(30.0, 39.0, age, Bound::Exact)]);
        check("within 20 years", &[(7300.0, 7300.0, DAYS, Bound::AtMost)]);
    }
}
