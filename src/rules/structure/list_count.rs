//! Headings that say how many items follow.

use super::{Finding, Findings};
use crate::checked::Checked;
use crate::claim::ReadSentence;
use crate::markup::{BlockIndex, BlockKind};
use crate::pack::{Pack, Selector};
use crate::proposition::Bound;

/// Most words between the number and what is counted: "5 simple stretches".
const BETWEEN: usize = 3;
/// Most items that a heading counts.
const MOST: f64 = 100.0;

/// Adds a finding for every heading whose number is that of no list below it.
pub(super) fn check(
    checked: &Checked<'_>,
    counted: &[Selector],
    pack: &Pack,
    findings: &mut Findings<'_>,
) {
    for (at, block) in checked.article.blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Heading(_)) {
            continue;
        }
        let mut sentences = checked.read[at].sentences.iter();
        let Some(promised) = sentences.find_map(|sentence| promised(sentence, counted, pack))
        else {
            continue;
        };
        let lists = items_below(checked, at);
        let sum: usize = lists.iter().sum();
        if lists.is_empty() || sum == promised || lists.contains(&promised) {
            continue;
        }
        if headings_below(checked, at) == promised {
            continue;
        }
        let message = format!("{}: {promised} and {sum}", findings.message());
        findings.add(Finding::new(
            block.source(),
            message,
            format!("{sum} follow"),
        ));
    }
}

/// Returns how many things a heading says that it lists.
fn promised(sentence: &ReadSentence, counted: &[Selector], pack: &Pack) -> Option<usize> {
    let mut numbers = sentence.mentions.numbers.iter();
    numbers.find_map(|number| {
        let interval = number.amount.interval;
        let value = interval.low;
        let exact = number.amount.unit.is_none()
            && number.amount.bound == Bound::Exact
            && interval.low == interval.high
            && (2.0..=MOST).contains(&value)
            && value.fract() == 0.0;
        let behind =
            number.tokens.end..(number.tokens.end + BETWEEN + 1).min(sentence.tokens.len());
        // "9/11" counts nothing.
        let own = sentence.tokens.get(number.tokens.start..=number.tokens.end);
        let is_joined = own.is_some_and(|own| own.iter().any(|token| token.joined_by.is_some()));
        let open_ended = sentence
            .tokens
            .get(number.tokens.end)
            .is_some_and(|token| token.is_mark('+'));
        let names = counted
            .iter()
            .any(|selector| sentence.mentions.holds(*selector, &behind, pack));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the range has been checked"
        )]
        (exact && !is_joined && !open_ended && names).then_some(value as usize)
    })
}

/// Returns how many items each list directly below the heading `at` has.
fn items_below(checked: &Checked<'_>, at: BlockIndex) -> Vec<usize> {
    let mut lists = Vec::<(usize, usize)>::new();
    for block in &checked.article.blocks[at + 1..] {
        let Some(list) = block.list.filter(|list| list.parent.is_none()) else {
            continue;
        };
        if block.headings.last() != Some(&at) || block.kind != BlockKind::Item {
            continue;
        }
        match lists.last_mut() {
            Some((number, items)) if *number == list.list => *items += 1,
            _ => lists.push((list.list, 1)),
        }
    }
    lists.into_iter().map(|(_, items)| items).collect()
}

/// Returns how many headings stand directly below the heading `at`.
fn headings_below(checked: &Checked<'_>, at: BlockIndex) -> usize {
    let below = checked.article.blocks[at + 1..].iter();
    let is_direct = |kind: BlockKind, above: Option<&BlockIndex>| {
        matches!(kind, BlockKind::Heading(_)) && above == Some(&at)
    };
    below
        .filter(|block| is_direct(block.kind, block.headings.last()))
        .count()
}
