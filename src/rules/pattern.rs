//! Words that stand together: promises that are made, notices that are missing.

use std::ops::Range;

use super::page::{Notice, Pattern, Within};
use super::places::Places;
use super::{Diagnostic, Label, Rule, Settings, Severity};
use crate::checked::Checked;
use crate::claim::{ReadSentence, Scope, Stance, Topic, context_blocks, find_scopes};
use crate::markup::{Block, BlockIndex, BlockKind};
use crate::mention::inside;
use crate::pack::{Pack, PackIndex, Selector};
use crate::source::Span;

/// Adds a finding for every place where the words of a pattern stand together.
pub(super) fn check_phrase(
    checked: &Checked<'_>,
    rule: &Rule,
    reports: &[Pattern],
    settings: &Settings,
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let contradicted = contradicted(diagnostics);
    let mut reported = Places::default();
    for pattern in reports {
        let levels = pattern.severity.as_ref().unwrap_or(&rule.severity);
        let Some(severity) = settings.part(rule, levels) else {
            continue;
        };
        for found in matches(checked, pattern, rule.pack, pack) {
            // Other patterns of the rule on the same words have been louder.
            if reported.overlap(found.sentence) || contradicted.overlap(found.span) {
                continue;
            }
            reported.insert(found.span);
            diagnostics.push(Diagnostic {
                rule: rule.id.clone(),
                family: rule.family,
                severity,
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
                fix: None,
            });
        }
    }
}

/// Adds a finding where a notice is needed and nowhere given.
pub(super) fn check_notice(
    checked: &Checked<'_>,
    rule: &Rule,
    notice: &Notice,
    settings: &Settings,
    pack: &Pack,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let provided = settings.provides.contains(&notice.name);
    if checked.gated && !is_long_enough(checked, notice, pack)
        || declared(checked, notice)
        || provided
    {
        return;
    }
    if !is_for_readers(checked) {
        return;
    }
    let given = |pattern: &Pattern| !matches(checked, pattern, rule.pack, pack).is_empty();
    if notice.satisfied.iter().any(given) {
        return;
    }
    // A contradiction in the same sentence says it better.
    let contradicted = contradicted(diagnostics);
    let places = |pattern: &Pattern| -> Vec<Found> {
        let mut found = matches(checked, pattern, rule.pack, pack);
        found.retain(|found| !contradicted.overlap(found.sentence));
        found
    };
    let first = |patterns: &'_ [Pattern]| {
        let found = patterns
            .iter()
            .enumerate()
            .flat_map(|(at, pattern)| places(pattern).into_iter().map(move |found| (at, found)));
        found.min_by_key(|(_, found)| found.span.start)
    };
    let escalated = notice
        .escalates
        .iter()
        .find_map(|pattern| Some((pattern, places(pattern).into_iter().next()?)));
    let trigger = || first(&notice.triggers).map(|(at, found)| (&notice.triggers[at], found));
    let Some((pattern, found)) = escalated.or_else(trigger) else {
        return;
    };
    let levels = pattern.severity.as_ref().unwrap_or(&rule.severity);
    let Some(severity) = settings.part(rule, levels) else {
        return;
    };
    diagnostics.push(Diagnostic {
        rule: rule.id.clone(),
        family: rule.family,
        severity,
        fact: None,
        message: pattern.message.clone().unwrap_or_default(),
        help: pattern.help.clone(),
        span: found.span,
        labels: vec![Label {
            span: found.span,
            text: "the article speaks of it here".to_owned(),
        }],
        fix: None,
    });
}

/// Tells whether the article speaks of what the notice is needed for.
pub(super) fn needs_notice(
    checked: &Checked<'_>,
    rule: &Rule,
    notice: &Notice,
    pack: &Pack,
) -> bool {
    let fits = |pattern: &Pattern| !matches(checked, pattern, rule.pack, pack).is_empty();
    (!checked.gated || is_long_enough(checked, notice, pack))
        && is_for_readers(checked)
        && notice.triggers.iter().chain(&notice.escalates).any(fits)
}

/// Returns where contradictions stand that have to be looked at.
fn contradicted(diagnostics: &[Diagnostic]) -> Places {
    let loud = |other: &&Diagnostic| other.fact.is_some() && other.severity >= Severity::Warning;
    diagnostics
        .iter()
        .filter(loud)
        .map(|other| other.span)
        .collect()
}

/// Tells whether the article is long enough, and says enough about the matter, to need the notice.
fn is_long_enough(checked: &Checked<'_>, notice: &Notice, pack: &Pack) -> bool {
    let sentences = checked.read.iter().flat_map(|block| &block.sentences);
    let about = sentences.filter(|sentence| holds_any(sentence, &notice.about, pack));
    checked.words >= notice.min_words && about.count() >= notice.min_sentences
}

fn holds_any(sentence: &ReadSentence, wanted: &[Selector], pack: &Pack) -> bool {
    let all = sentence.all();
    wanted
        .iter()
        .any(|selector| sentence.mentions.holds(*selector, &all, pack))
}

/// Tells whether the article is for readers: it may name another kind, such as `clinician`.
pub(super) fn is_for_readers(checked: &Checked<'_>) -> bool {
    let kinds = &checked.article.metadata.kinds;
    kinds.is_empty() || kinds.iter().any(|kind| kind == "patient")
}

/// Tells whether the article says that the notice stands elsewhere on the page.
fn declared(checked: &Checked<'_>, notice: &Notice) -> bool {
    checked.article.metadata.notices.contains(&notice.name)
}

struct Found {
    span: Span,
    sentence: Span,
}

/// Returns the places where `pattern` of a rule of the pack `home` fits, in order.
fn matches(
    checked: &Checked<'_>,
    pattern: &Pattern,
    home: Option<PackIndex>,
    pack: &Pack,
) -> Vec<Found> {
    let mut found = Vec::new();
    if !pattern
        .article
        .iter()
        .all(|list| stands_in(checked, list, |_| true, pack))
    {
        return found;
    }
    for (block, read) in checked.read.iter().enumerate() {
        let kind = checked.article.blocks[block].kind;
        if kind == BlockKind::ImageText
            || matches!(kind, BlockKind::Heading(_)) && !pattern.headings
        {
            continue;
        }
        for (at, sentence) in read.sentences.iter().enumerate() {
            let spot = Spot {
                home,
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
    /// The pack of the rule.
    home: Option<PackIndex>,
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
    if !pattern.elsewhere && !is_on_topic(checked, spot) {
        return None;
    }
    let headings = &checked.article.blocks[spot.block].headings;
    let here = |block: BlockIndex| checked.article.blocks[block].headings == *headings;
    let scopes = find_scopes(sentence, pack);
    let all = sentence.all();
    let mut candidates: Vec<Range<usize>> = first
        .iter()
        .flat_map(|selector| sentence.mentions.find_all(*selector, &all, pack))
        .collect();
    candidates.sort_by_key(|tokens| tokens.start);
    candidates.into_iter().find(|tokens| {
        let denied = scopes
            .iter()
            .any(|scope: &Scope| inside(tokens, &scope.tokens));
        is_meant(checked, pattern, spot, tokens)
            && (pattern.denied || !denied)
            && follow(others, pattern, sentence, tokens, pack)
            && others
                .iter()
                .all(|list| reaches(checked, pattern.within, list, spot, tokens, pack))
            && pattern
                .section
                .iter()
                .all(|list| stands_in(checked, list, here, pack))
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

/// Tells whether a sentence is about the topic of the rule's pack, or of any pack where the rule has none.
fn is_on_topic(checked: &Checked<'_>, spot: &Spot<'_>) -> bool {
    let mut topics = (0..).zip(&checked.topics);
    topics.any(|(pack, topics)| {
        spot.home.is_none_or(|home| home == PackIndex(pack))
            && matches!(topics[spot.block][spot.at], Topic::Own | Topic::Assumed)
    })
}

/// Tells whether the author, or a story where stories count, says the clause around `tokens`.
fn is_meant(
    checked: &Checked<'_>,
    pattern: &Pattern,
    spot: &Spot<'_>,
    tokens: &Range<usize>,
) -> bool {
    let clause = spot
        .sentence
        .clauses
        .iter()
        .position(|clause| clause.tokens.contains(&tokens.start));
    let stance =
        clause.and_then(|clause| checked.stances[spot.block][spot.at].get(clause).copied());
    stance.is_none_or(|stance| match stance {
        Stance::Author | Stance::Attributed | Stance::Supposed => true,
        Stance::Personal => pattern.stories,
        Stance::Rejected
        | Stance::Asked
        | Stance::Historical
        | Stance::Hearsay
        | Stance::Elsewhere => false,
    })
}

/// Tells whether `lists` follow `tokens` in order and close enough, if the pattern cares.
fn follow(
    lists: &[Vec<Selector>],
    pattern: &Pattern,
    sentence: &ReadSentence,
    tokens: &Range<usize>,
    pack: &Pack,
) -> bool {
    let Some(apart) = pattern.apart else {
        return true;
    };
    let Some((list, rest)) = lists.split_first() else {
        return true;
    };
    let behind = tokens.end..sentence.tokens.len();
    list.iter()
        .flat_map(|selector| sentence.mentions.find_all(*selector, &behind, pack))
        .any(|next| {
            next.start <= tokens.end + apart && follow(rest, pattern, sentence, &next, pack)
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

/// Tells whether one of `wanted` stands in one of the blocks that `chosen` accepts.
fn stands_in(
    checked: &Checked<'_>,
    wanted: &[Selector],
    chosen: impl Fn(BlockIndex) -> bool,
    pack: &Pack,
) -> bool {
    checked.read.iter().enumerate().any(|(block, read)| {
        chosen(block)
            && read.sentences.iter().any(|sentence| {
                let all = sentence.all();
                wanted
                    .iter()
                    .any(|selector| sentence.mentions.holds(*selector, &all, pack))
            })
    })
}

/// Tells whether two blocks stand in one list, in one table row, or in a call-out under one heading.
fn is_beside(one: &Block, other: &Block) -> bool {
    let same_list =
        matches!((one.list, other.list), (Some(one), Some(other)) if one.list == other.list);
    let same_row = matches!((one.cell, other.cell), (Some(one), Some(other)) if (one.table, one.row) == (other.table, other.row));
    same_list || same_row || one.quoted && other.quoted && one.headings == other.headings
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
    let sentence = spot.sentence;
    let in_sentence = |part: &Range<usize>| {
        wanted
            .iter()
            .any(|selector| sentence.mentions.holds(*selector, part, pack))
    };
    match within {
        Within::Clause => {
            let clause = sentence
                .clauses
                .iter()
                .find(|clause| clause.tokens.contains(&tokens.start));
            clause.is_some_and(|clause| in_sentence(&clause.tokens))
        }
        Within::Sentence => in_sentence(&sentence.all()),
        Within::Block => {
            let blocks = &checked.article.blocks;
            let block = &blocks[spot.block];
            let near = |other| {
                is_beside(block, &blocks[other])
                    || context_blocks(block).any(|context| context == other)
            };
            stands_in(
                checked,
                wanted,
                |other| other == spot.block || near(other),
                pack,
            )
        }
        Within::Section => {
            let headings = &checked.article.blocks[spot.block].headings;
            stands_in(
                checked,
                wanted,
                |other| checked.article.blocks[other].headings == *headings,
                pack,
            )
        }
        Within::Article => stands_in(checked, wanted, |_| true, pack),
    }
}
