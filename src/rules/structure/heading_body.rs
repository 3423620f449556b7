//! Headings that name one thing above a text about another.

use super::{Finding, Findings};
use crate::checked::Checked;
use crate::markup::{BlockIndex, BlockKind};
use crate::pack::{Pack, Selector};
use crate::source::Span;

/// Adds a finding for every section that is only about other things of a group than its heading names.
pub(super) fn check(
    checked: &Checked<'_>,
    groups: &[Vec<Selector>],
    pack: &Pack,
    findings: &mut Findings<'_>,
) {
    for (at, block) in checked.article.blocks.iter().enumerate() {
        // Under a question, or a myth, something else may be the answer.
        let stated = checked
            .stances
            .of_block(at)
            .iter()
            .all(|stance| stance.is_asserted());
        if !matches!(block.kind, BlockKind::Heading(_)) || block.prose.contains('?') || !stated {
            continue;
        }
        for group in groups {
            if let Some(span) = other_subject(checked, at, group, pack) {
                let mut finding = Finding::new(span, findings.message(), "is about this");
                finding
                    .others
                    .push((block.source(), "the heading".to_owned()));
                findings.add(finding);
                break;
            }
        }
    }
}

/// Returns where the section below the heading `at` first names another of `group` than the heading, if it names
/// none that the heading does.
fn other_subject(
    checked: &Checked<'_>,
    at: BlockIndex,
    group: &[Selector],
    pack: &Pack,
) -> Option<Span> {
    let (headed, others): (Vec<Selector>, Vec<Selector>) = group
        .iter()
        .partition(|selector| first_in(checked, at, &[**selector], pack).is_some());
    if headed.is_empty() {
        return None;
    }
    let blocks = &checked.article.blocks;
    let below = (at + 1..blocks.len()).take_while(|below| blocks[*below].headings.contains(&at));
    let below: Vec<BlockIndex> = below.collect();
    let mut own = below
        .iter()
        .filter_map(|below| first_in(checked, *below, &headed, pack));
    if own.next().is_some() {
        return None;
    }
    below
        .iter()
        .find_map(|below| first_in(checked, *below, &others, pack))
}

/// Returns where a block first names one of `wanted`.
fn first_in(
    checked: &Checked<'_>,
    block: BlockIndex,
    wanted: &[Selector],
    pack: &Pack,
) -> Option<Span> {
    let map = &checked.article.blocks[block].map;
    checked.read[block].sentences.iter().find_map(|sentence| {
        let all = sentence.all();
        let found = wanted
            .iter()
            .filter_map(|selector| sentence.mentions.find(*selector, &all, pack))
            .min_by_key(|tokens| tokens.start)?;
        Some(map.to_source(sentence.span_of(&found)))
    })
}
