//! Words that stand together: promises that are made, notices that are missing.

use std::ops::Range;

use super::page::{Notice, Pattern, Within};
use super::{Diagnostic, Label, Rule, Severity};
use crate::checked::Checked;
use crate::claim::{ReadSentence, Scope, Stance, Topic, context_blocks, find_scopes};
use crate::markup::{BlockIndex, BlockKind};
use crate::mention::inside;
use crate::pack::{Pack, Selector};
use crate::source::Span;

/// Adds a finding for every place where the words of a pattern stand together.
pub(super) fn check_phrase(
    checked: &Checked<'_>,
    rule: &Rule,
    reports: &[Pattern],
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for pattern in reports {
        for found in matches(checked, pattern, pack) {
            let again = diagnostics
                .iter()
                .any(|other| other.rule == rule.id && other.span.overlaps(found.span));
            // A contradiction on the same words says it better.
            let said = diagnostics.iter().any(|other| {
                other.fact.is_some()
                    && other.severity >= Severity::Warning
                    && other.span.overlaps(found.sentence)
            });
            if again || said {
                continue;
            }
            diagnostics.push(Diagnostic {
                rule: rule.id.clone(),
                family: rule.family,
                severity: pattern.severity.unwrap_or(rule.severity),
                fact: None,
                message: pattern
                    .message
                    .clone()
                    .unwrap_or_else(|| rule.title.clone()),
                help: pattern.help.clone(),
                span: found.span,
                labels: vec![Label {
                    span: found.span,
                    text: "these words".to_owned(),
                }],
            });
        }
    }
}

/// Adds a finding where a notice is needed and nowhere given.
pub(super) fn check_notice(
    checked: &Checked<'_>,
    rule: &Rule,
    notice: &Notice,
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if checked.words < notice.min_words && checked.gated || declared(checked, notice) {
        return;
    }
    if notice
        .satisfied
        .iter()
        .any(|pattern| !matches(checked, pattern, pack).is_empty())
    {
        return;
    }
    let escalated = notice
        .escalates
        .iter()
        .find_map(|pattern| Some((pattern, matches(checked, pattern, pack).into_iter().next()?)));
    let trigger = notice
        .triggers
        .iter()
        .flat_map(|pattern| matches(checked, pattern, pack))
        .min_by_key(|found| found.span.start);
    let (found, severity, message) = match (escalated, trigger) {
        (Some((pattern, found)), _) => (
            found,
            pattern.severity.unwrap_or(rule.severity),
            pattern
                .message
                .clone()
                .unwrap_or_else(|| notice.message.clone()),
        ),
        (None, Some(found)) => (found, rule.severity, notice.message.clone()),
        (None, None) => return,
    };
    diagnostics.push(Diagnostic {
        rule: rule.id.clone(),
        family: rule.family,
        severity,
        fact: None,
        message,
        help: Some(notice.help.clone()),
        span: found.span,
        labels: vec![Label {
            span: found.span,
            text: "the article speaks of it here".to_owned(),
        }],
    });
}

/// Tells whether the front matter says that the notice stands elsewhere on the page.
fn declared(checked: &Checked<'_>, notice: &Notice) -> bool {
    let fields = &checked.article.front_matter.fields;
    fields
        .iter()
        .filter(|(key, _)| key == "notices" || key == "disclaimers")
        .any(|(_, values)| values.contains(&notice.name))
}

struct Found {
    span: Span,
    sentence: Span,
}

fn matches(checked: &Checked<'_>, pattern: &Pattern, pack: &Pack) -> Vec<Found> {
    let mut found = Vec::new();
    for (block, read) in checked.read.iter().enumerate() {
        let kind = checked.article.blocks[block].kind;
        if kind == BlockKind::ImageText
            || matches!(kind, BlockKind::Heading(_)) && !pattern.headings
        {
            continue;
        }
        for (at, sentence) in read.sentences.iter().enumerate() {
            let spot = Spot {
                block,
                at,
                sentence,
            };
            if let Some(tokens) = matches_at(checked, pattern, &spot, pack) {
                let map = &checked.article.blocks[block].map;
                found.push(Found {
                    span: map.to_source(sentence.span_of(&tokens)),
                    sentence: map.to_source(sentence.span),
                });
            }
        }
    }
    found
}

/// One sentence in its article.
struct Spot<'a> {
    block: BlockIndex,
    at: usize,
    sentence: &'a ReadSentence,
}

/// Returns the tokens that the first list of the pattern finds, if all lists find something.
fn matches_at(
    checked: &Checked<'_>,
    pattern: &Pattern,
    spot: &Spot<'_>,
    pack: &Pack,
) -> Option<Range<usize>> {
    let sentence = spot.sentence;
    let (first, others) = pattern.all.split_first()?;
    let stance = |tokens: &Range<usize>| {
        let clause = sentence
            .clauses
            .iter()
            .position(|clause| clause.tokens.contains(&tokens.start));
        clause.and_then(|clause| checked.stances[spot.block][spot.at].get(clause).copied())
    };
    if !pattern.elsewhere && checked.topics[spot.block][spot.at] == Topic::Other {
        return None;
    }
    let scopes = find_scopes(sentence, pack);
    let all = sentence.all();
    let mut candidates: Vec<Range<usize>> = first
        .iter()
        .flat_map(|selector| sentence.mentions.find_all(*selector, &all, pack))
        .collect();
    candidates.sort_by_key(|tokens| tokens.start);
    candidates.into_iter().find(|tokens| {
        let asserted = stance(tokens).is_none_or(|stance| {
            matches!(
                stance,
                Stance::Author | Stance::Attributed | Stance::Supposed
            )
        });
        let denied = scopes
            .iter()
            .any(|scope: &Scope| inside(tokens, &scope.tokens));
        asserted
            && (pattern.denied || !denied)
            && others
                .iter()
                .all(|list| reaches(checked, pattern.within, list, spot, tokens, pack))
            && !reaches(
                checked,
                pattern.within.min_sentence(),
                &pattern.unless,
                spot,
                tokens,
                pack,
            )
    })
}

impl Within {
    /// What cancels a pattern has to stand in the same sentence at most.
    fn min_sentence(self) -> Self {
        match self {
            Self::Clause => Self::Clause,
            _ => Self::Sentence,
        }
    }
}

/// Tells whether one of `wanted` stands close enough to `tokens`.
fn reaches(
    checked: &Checked<'_>,
    within: Within,
    wanted: &[Selector],
    spot: &Spot<'_>,
    tokens: &Range<usize>,
    pack: &Pack,
) -> bool {
    let in_sentence = |sentence: &ReadSentence, part: &Range<usize>| {
        wanted
            .iter()
            .any(|selector| sentence.mentions.holds(*selector, part, pack))
    };
    let in_block = |block: BlockIndex| {
        let sentences = &checked.read[block].sentences;
        sentences
            .iter()
            .any(|sentence| in_sentence(sentence, &sentence.all()))
    };
    let sentence = spot.sentence;
    match within {
        Within::Clause => {
            let clause = sentence
                .clauses
                .iter()
                .find(|clause| clause.tokens.contains(&tokens.start));
            clause.is_some_and(|clause| in_sentence(sentence, &clause.tokens))
        }
        Within::Sentence => in_sentence(sentence, &sentence.all()),
        Within::Block => {
            let block = &checked.article.blocks[spot.block];
            in_block(spot.block) || context_blocks(block).any(in_block)
        }
        Within::Section => {
            let headings = &checked.article.blocks[spot.block].headings;
            (0..checked.read.len())
                .any(|other| checked.article.blocks[other].headings == *headings && in_block(other))
        }
        Within::Article => (0..checked.read.len()).any(in_block),
    }
}
