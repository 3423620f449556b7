//! Words that stand together: promises that are made, notices that are missing.

use std::cell::OnceCell;
use std::ops::Range;

use super::notice_fix::{adding, carries};
use super::page::{Notice, Pattern, Within};
use super::places::Places;
use super::words::Words;
use super::{Diagnostic, Label, Profile, Rule, Settings, Severity};
use crate::checked::Checked;
use crate::claim::{ReadSentence, Scope, Stance, Topic, context_blocks, find_scopes};
use crate::markup::{Block, BlockIndex, BlockKind};
use crate::mention::inside;
use crate::pack::{Pack, PackIndex, Selector};
use crate::source::Span;

/// One rule looking at one article.
pub(super) struct Seen<'a> {
    pub(super) checked: &'a Checked<'a>,
    pub(super) words: &'a Words,
    pub(super) rule: &'a Rule,
    /// The profile as which the rule works.
    pub(super) profile: Profile,
    pub(super) pack: &'a Pack,
}

impl Seen<'_> {
    /// Tells whether the article holds one of each of `lists`.
    fn holds(&self, lists: &[Vec<Selector>]) -> bool {
        let mut lists = lists.iter();
        lists.all(|list| self.words.hold_any(list))
    }

    /// Returns those of `list` that the article holds at all.
    fn held(&self, list: &[Selector]) -> impl Iterator<Item = Selector> {
        let held = list.iter().filter(|selector| self.words.hold(**selector));
        held.copied()
    }
}

/// Adds a finding for every place where the words of a pattern stand together.
pub(super) fn check_phrase(
    seen: &Seen<'_>,
    reports: &[Pattern],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let rule = seen.rule;
    let contradicted = contradicted(diagnostics);
    let mut reported = Places::default();
    for pattern in reports {
        let levels = pattern.severity.as_ref().unwrap_or(&rule.severity);
        let Some(severity) = settings.part(rule, levels) else {
            continue;
        };
        for mut found in matches(seen, pattern, usize::MAX) {
            if !meets(seen, pattern, &mut found, settings) {
                continue;
            }
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

/// Adds a finding where something has to be said and is nowhere.
pub(super) fn check_notice(
    seen: &Seen<'_>,
    notice: &Notice,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if declared(seen.checked, notice, settings) {
        return;
    }
    let name = notice.name.as_ref();
    let snippet = name.and_then(|name| settings.snippets.get(name));
    if snippet.is_some_and(|snippet| carries(seen.checked.article, snippet)) {
        return;
    }
    // Most articles say what they have to, or nothing that asks for it.
    let mut asking = notice.triggers.iter().chain(&notice.escalates);
    if !asking.any(|pattern| may_fit(seen, pattern)) {
        return;
    }
    let everywhere = notice.satisfied.iter();
    let mut everywhere = everywhere.filter(|pattern| pattern.near == Within::Article);
    if everywhere.any(|pattern| fits(seen, pattern)) {
        return;
    }
    // A contradiction in the same sentence says it better.
    let contradicted = contradicted(diagnostics);
    let places = |pattern: &Pattern| -> Vec<Found> {
        let levels = pattern.severity.as_ref().unwrap_or(&seen.rule.severity);
        if settings.part(seen.rule, levels).is_none() {
            return Vec::new();
        }
        let mut found = matches(seen, pattern, usize::MAX);
        found.retain(|found| !contradicted.overlap(found.sentence));
        found
    };
    let mut triggers: Vec<(&Pattern, Found)> = Vec::new();
    for pattern in &notice.triggers {
        triggers.extend(places(pattern).into_iter().map(|found| (pattern, found)));
    }
    if triggers.is_empty() && notice.escalates.is_empty() {
        return;
    }
    triggers.sort_by_key(|(_, found)| found.span.start);
    let nearby = notice.satisfied.iter();
    for pattern in nearby.filter(|pattern| pattern.near != Within::Article) {
        let given = matches(seen, pattern, usize::MAX);
        triggers.retain(|(_, found)| {
            !given
                .iter()
                .any(|given| seen.is_near(pattern, given, found))
        });
    }
    let escalated = notice
        .escalates
        .iter()
        .find_map(|pattern| Some((pattern, places(pattern).into_iter().next()?)));
    let trigger = || triggers.into_iter().next();
    let Some((pattern, found)) = escalated.or_else(trigger) else {
        return;
    };
    let rule = seen.rule;
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
        fix: snippet.and_then(|snippet| adding(snippet, seen.checked.article.ending)),
    });
}

/// Tells whether the article speaks of what the notice is needed for.
pub(super) fn needs_notice(seen: &Seen<'_>, notice: &Notice) -> bool {
    let mut asking = notice.triggers.iter().chain(&notice.escalates);
    asking.any(|pattern| fits(seen, pattern))
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

/// Tells whether the notice stands elsewhere on the page: the article says so, or an include of it holds the notice, or
/// the site adds it to every page.
fn declared(checked: &Checked<'_>, notice: &Notice, settings: &Settings) -> bool {
    let Some(name) = &notice.name else {
        return false;
    };
    let article = checked.article;
    let mut included = article.includes.iter();
    article.metadata.notices.contains(name)
        || settings.provides.contains(name)
        || included.any(|include| {
            let holds = |notices: &Vec<String>| notices.contains(name);
            settings.includes.get(include).is_some_and(holds)
        })
}

/// A place where a pattern fits.
struct Found {
    span: Span,
    sentence: Span,
    /// Block and sentence.
    place: (BlockIndex, usize),
}

/// Tells whether the sentence meets the conditions of the pattern; moves the finding to the figure they ask for.
fn meets(seen: &Seen<'_>, pattern: &Pattern, found: &mut Found, settings: &Settings) -> bool {
    let checked = seen.checked;
    let (block, at) = found.place;
    let sentence = &checked.read[block].sentences[at];
    if let Some(figure) = pattern.conditions.figure_in(sentence) {
        let map = &checked.article.blocks[block].map;
        found.span = map.to_source(sentence.span_of(&figure));
    }
    pattern
        .conditions
        .hold(checked, found.place, settings, seen.pack)
}

impl Seen<'_> {
    /// Tells whether what satisfies stands near enough to what makes it needed.
    fn is_near(&self, pattern: &Pattern, given: &Found, needed: &Found) -> bool {
        let blocks = &self.checked.article.blocks;
        match pattern.near {
            Within::Clause | Within::Sentence => given.sentence == needed.sentence,
            Within::Block => {
                let (one, other) = (&blocks[given.place.0], &blocks[needed.place.0]);
                given.place.0 == needed.place.0 || is_beside(one, other)
            }
            Within::Section => self.section_of(given.place.0) == self.section_of(needed.place.0),
            Within::Article => true,
        }
    }

    /// Returns the heading that a block stands under; a heading stands under itself.
    fn section_of(&self, block: BlockIndex) -> Option<BlockIndex> {
        let at = &self.checked.article.blocks[block];
        match at.kind {
            BlockKind::Heading(_) => Some(block),
            _ => at.headings.last().copied(),
        }
    }
}

/// Tells whether `pattern` fits in as many places as it asks for.
fn fits(seen: &Seen<'_>, pattern: &Pattern) -> bool {
    !matches(seen, pattern, pattern.at_least.max(1)).is_empty()
}

/// Returns the first `most` places where `pattern` fits, in order; none if they are fewer than it asks for.
fn matches(seen: &Seen<'_>, pattern: &Pattern, most: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let checked = seen.checked;
    if !may_fit(seen, pattern) {
        return found;
    }
    let Some(first) = pattern.all.first() else {
        return found;
    };
    for (block, at) in seen.words.spots(first, seen.pack) {
        let kind = checked.article.blocks[block].kind;
        if kind == BlockKind::ImageText
            || matches!(kind, BlockKind::Heading(_)) && !pattern.headings
        {
            continue;
        }
        let spot = Spot {
            home: seen.rule.pack,
            block,
            at,
            sentence: &checked.read[block].sentences[at],
        };
        if let Some(tokens) = matches_at(seen, pattern, &spot) {
            let map = &checked.article.blocks[block].map;
            found.push(Found {
                span: map.to_source(spot.sentence.span_of(&tokens)),
                sentence: map.to_source(spot.sentence.span),
                place: (block, at),
            });
            if found.len() == most {
                break;
            }
        }
    }
    if found.len() < pattern.at_least {
        found.clear();
    }
    found
}

/// Tells whether `pattern` counts, and the article holds all that it asks for, wherever, and nothing that rules it out.
fn may_fit(seen: &Seen<'_>, pattern: &Pattern) -> bool {
    let counts = pattern.profiles.is_empty() || pattern.profiles.contains(&seen.profile);
    let options = pattern.alone_of.iter();
    let named = options.filter(|list| seen.words.hold_any(list));
    counts
        && seen.holds(&pattern.all)
        && seen.holds(&pattern.section)
        && seen.holds(&pattern.article)
        && seen.holds(&pattern.heading)
        && !seen.words.hold_any(&pattern.unless_article)
        && (pattern.alone_of.is_empty() || named.count() <= 1)
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
fn matches_at(seen: &Seen<'_>, pattern: &Pattern, spot: &Spot<'_>) -> Option<Range<usize>> {
    let (checked, pack) = (seen.checked, seen.pack);
    let sentence = spot.sentence;
    let (first, others) = pattern.all.split_first()?;
    if !pattern.elsewhere && !is_on_topic(checked, spot) || !is_placed(seen, pattern, spot) {
        return None;
    }
    let all = sentence.all();
    let mut candidates: Vec<Range<usize>> = seen
        .held(first)
        .flat_map(|selector| sentence.mentions.find_all(selector, &all, pack))
        .collect();
    candidates.sort_by_key(|tokens| tokens.start);
    let scopes = OnceCell::new();
    let is_denied = |tokens: &Range<usize>| {
        let scopes: &Vec<Scope> = scopes.get_or_init(|| find_scopes(sentence, pack));
        scopes.iter().any(|scope| inside(tokens, &scope.tokens))
    };
    candidates.into_iter().find(|tokens| {
        is_meant(checked, pattern, spot, tokens)
            && follow(seen, others, pattern, sentence, tokens)
            && others
                .iter()
                .all(|list| reaches(seen, pattern.within, list, spot, tokens))
            && !reaches(
                seen,
                pattern.within.min_sentence(),
                &pattern.unless,
                spot,
                tokens,
            )
            && (pattern.denied || !is_denied(tokens))
    })
}

/// Tells whether the headings above and the section are as `pattern` wants them.
fn is_placed(seen: &Seen<'_>, pattern: &Pattern, spot: &Spot<'_>) -> bool {
    let (words, pack) = (seen.words, seen.pack);
    let blocks = &seen.checked.article.blocks;
    let headings = &blocks[spot.block].headings;
    let above = |block: BlockIndex| headings.contains(&block);
    let here = |block: BlockIndex| blocks[block].headings == *headings;
    let (mut over, mut beside) = (pattern.heading.iter(), pattern.section.iter());
    over.all(|list| words.stand_in(list, above, pack))
        && beside.all(|list| words.stand_in(list, here, pack))
        && !words.stand_in(&pattern.unless_section, here, pack)
}

/// Tells whether a sentence is about the topic of the rule's pack, or of any pack where the rule has none.
fn is_on_topic(checked: &Checked<'_>, spot: &Spot<'_>) -> bool {
    let mut topics = (0..).zip(&checked.topics);
    topics.any(|(pack, topics)| {
        spot.home.is_none_or(|home| home == PackIndex(pack))
            && matches!(topics.of(spot.block)[spot.at], Topic::Own | Topic::Assumed)
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
        clause.and_then(|clause| checked.stances.of(spot.block, spot.at).get(clause).copied());
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
    seen: &Seen<'_>,
    lists: &[Vec<Selector>],
    pattern: &Pattern,
    sentence: &ReadSentence,
    tokens: &Range<usize>,
) -> bool {
    let Some(apart) = pattern.apart else {
        return true;
    };
    let Some((list, rest)) = lists.split_first() else {
        return true;
    };
    let behind = tokens.end..sentence.tokens.len();
    seen.held(list)
        .flat_map(|selector| sentence.mentions.find_all(selector, &behind, seen.pack))
        .any(|next| {
            next.start <= tokens.end + apart && follow(seen, rest, pattern, sentence, &next)
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

/// Tells whether two blocks stand in one list, in one table row, or in a call-out under one heading.
fn is_beside(one: &Block, other: &Block) -> bool {
    let same_list =
        matches!((one.list, other.list), (Some(one), Some(other)) if one.list == other.list);
    let same_row = matches!((one.cell, other.cell), (Some(one), Some(other)) if (one.table, one.row) == (other.table, other.row));
    same_list || same_row || one.quoted && other.quoted && one.headings == other.headings
}

/// Tells whether one of `wanted` stands close enough to `tokens`.
fn reaches(
    seen: &Seen<'_>,
    within: Within,
    wanted: &[Selector],
    spot: &Spot<'_>,
    tokens: &Range<usize>,
) -> bool {
    let (words, pack) = (seen.words, seen.pack);
    if !words.hold_any(wanted) {
        return false;
    }
    let blocks = &seen.checked.article.blocks;
    let sentence = spot.sentence;
    let in_sentence = |part: &Range<usize>| {
        seen.held(wanted)
            .any(|selector| sentence.mentions.holds(selector, part, pack))
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
            let block = &blocks[spot.block];
            let near = |other| {
                is_beside(block, &blocks[other])
                    || context_blocks(block).any(|context| context == other)
            };
            words.stand_in(wanted, |other| other == spot.block || near(other), pack)
        }
        Within::Section => {
            let headings = &blocks[spot.block].headings;
            words.stand_in(wanted, |other| blocks[other].headings == *headings, pack)
        }
        Within::Article => true,
    }
}
