//! How the sentences of an article were read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::article::{ListedClaim, name_of_stance, name_of_topic, name_of_verdict};
use crate::checked::Checked;
use crate::claim::{Effect, ReadSentence, find_scopes};
use crate::markup::Block;
use crate::mention::{Amount, Naming};
use crate::pack::{Cue, Pack, Unit};
use crate::proposition::Bound;
use crate::source::Span;

/// One sentence with all that was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct TracedSentence {
    /// Where it stands.
    pub span: Span,
    /// Its words, as a reader sees them.
    pub text: String,
    /// What was found in it: clauses, then mentions, scopes and claims.
    pub entries: Vec<TraceEntry>,
}

/// Something that was found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceEntry {
    /// `clause`, `concept`, `cue`, `number`, `denies`, `excepts`, `ignores` or `claim`.
    pub kind: &'static str,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// What they were taken for.
    pub meaning: String,
}

/// Returns every sentence of an article in reading order, with how it was read.
#[must_use]
pub fn trace(checked: &Checked<'_>, pack: &Pack) -> Vec<TracedSentence> {
    let mut traced = Vec::new();
    for (at, (block, read)) in checked.article.blocks.iter().zip(&checked.read).enumerate() {
        for (number, sentence) in read.sentences.iter().enumerate() {
            let mut entries = clauses(checked, (at, number), sentence, pack);
            let place = Place { block, sentence };
            entries.extend(mentions(&place, pack));
            entries.extend(scopes(&place, pack));
            let claims = checked.claims.iter().filter(|judged| {
                let clause = judged.claim.clause;
                judged.claim.block == at && sentence.span.range().contains(&clause.range().start)
            });
            entries.extend(claims.map(|judged| {
                let focus = judged.claim.focus;
                TraceEntry {
                    kind: "claim",
                    span: block.map.to_source(focus),
                    words: block.prose[focus.range()].to_owned(),
                    meaning: said(&ListedClaim::new(judged, checked.article, pack)),
                }
            }));
            traced.push(TracedSentence {
                span: block.map.to_source(sentence.span),
                text: block.prose[sentence.span.range()].to_owned(),
                entries,
            });
        }
    }
    traced
}

/// A sentence and the block it stands in.
struct Place<'a> {
    block: &'a Block,
    sentence: &'a ReadSentence,
}

impl Place<'_> {
    fn entry(&self, kind: &'static str, tokens: &Range<usize>, meaning: String) -> TraceEntry {
        let prose = self.sentence.span_of(tokens);
        TraceEntry {
            kind,
            span: self.block.map.to_source(prose),
            words: self.block.prose[prose.range()].to_owned(),
            meaning,
        }
    }
}

fn clauses(
    checked: &Checked<'_>,
    (block, number): (usize, usize),
    sentence: &ReadSentence,
    pack: &Pack,
) -> Vec<TraceEntry> {
    let place = Place {
        block: &checked.article.blocks[block],
        sentence,
    };
    let topics = checked
        .topics
        .iter()
        .zip(&pack.infos)
        .map(|(topics, info)| {
            let topic = topics.of(block)[number];
            format!("{}: {}", info.id, name_of_topic(topic))
        });
    let topics: Vec<String> = topics.collect();
    let mut entries = Vec::new();
    let stances = checked.stances.of(block, number);
    for (clause, stance) in sentence.clauses.iter().zip(stances) {
        if clause.tokens.is_empty() {
            continue;
        }
        let stance = name_of_stance(*stance);
        let meaning = format!("{stance}; topic {}", topics.join(", "));
        entries.push(place.entry("clause", &clause.tokens, meaning));
    }
    entries
}

fn mentions(place: &Place<'_>, pack: &Pack) -> Vec<TraceEntry> {
    let found = &place.sentence.mentions;
    let mut entries = Vec::new();
    for mention in &found.concepts {
        let ids: Vec<&str> = mention
            .concepts
            .iter()
            .map(|concept| pack.concept(*concept).id.as_str())
            .collect();
        let how = match mention.how {
            Naming::Name => "",
            Naming::Weak(_) => " (a name that needs company)",
            Naming::Command => " (an order)",
            Naming::Label => " (a label)",
            Naming::Pieces => " (in pieces)",
        };
        let meaning = format!("{}{how}", ids.join(" or "));
        entries.push(place.entry("concept", &mention.tokens, meaning));
    }
    // The same words are often several cues.
    let mut cues: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for mention in found.all_cues() {
        let tokens = (mention.tokens.start, mention.tokens.end);
        let meanings = cues.entry(tokens).or_default();
        meanings.push(cue_meaning(pack.cue(mention.cue)));
    }
    for ((start, end), meanings) in cues {
        entries.push(place.entry("cue", &(start..end), meanings.join(", ")));
    }
    for mention in &found.numbers {
        entries.push(place.entry("number", &mention.tokens, amount(&mention.amount)));
    }
    entries.sort_by_key(|entry| (entry.span.start, entry.span.end));
    entries
}

fn cue_meaning(cue: &Cue) -> String {
    let role = cue.role.and_then(|role| serde_json::to_value(role).ok());
    let role = role.as_ref().and_then(serde_json::Value::as_str);
    let often = cue
        .interval
        .map(|interval| format!(", {} to {} %", interval.low, interval.high));
    match role {
        Some(role) => format!("{} ({role}{})", cue.id, often.unwrap_or_default()),
        None => cue.id.clone(),
    }
}

fn amount(amount: &Amount) -> String {
    let bound = match amount.bound {
        Bound::Exact => "",
        Bound::UpTo => "up to ",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
    };
    let (low, high) = (amount.interval.low, amount.interval.high);
    let figure = if low == high {
        low.to_string()
    } else {
        format!("{low} to {high}")
    };
    let unit = match amount.unit {
        None => "",
        Some(Unit::Percent) => " %",
        Some(
            Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks | Unit::Months | Unit::Years,
        ) => " days",
        Some(Unit::Count) => " things",
        Some(Unit::Millimetres | Unit::Centimetres | Unit::Inches) => " mm",
        Some(Unit::Degrees) => " degrees",
        Some(Unit::YearsOfAge) => " years of age",
        Some(Unit::Times) => " times",
        Some(Unit::PercentChange) => " % change",
    };
    format!("{bound}{figure}{unit}")
}

fn scopes(place: &Place<'_>, pack: &Pack) -> Vec<TraceEntry> {
    let sentence = place.sentence;
    let mut entries = Vec::new();
    for scope in find_scopes(sentence, pack) {
        let kind = match scope.effect {
            Effect::Deny => "denies",
            Effect::Except => "excepts",
            Effect::Ignore => "ignores",
        };
        let reach = if scope.tokens.is_empty() {
            String::new()
        } else {
            let prose = sentence.span_of(&scope.tokens);
            place.block.prose[prose.range()].to_owned()
        };
        entries.push(place.entry(kind, &scope.cue, reach));
    }
    entries
}

/// Returns a claim in one line: what is said, how, and what the facts say about it.
fn said(claim: &ListedClaim) -> String {
    let mut said = format!("{} {}", claim.subject, claim.predicate);
    if let Some(object) = &claim.object {
        said.push_str(&format!(" {object}"));
    }
    if let Some(quantity) = &claim.quantity {
        let (low, high) = (quantity.interval.low, quantity.interval.high);
        said.push_str(&format!(" {low} to {high} {}", quantity.unit));
    }
    if let Some(often) = &claim.frequency {
        said.push_str(&format!(" in {} to {} %", often.low, often.high));
    }
    let verdict = name_of_verdict(claim.verdict);
    let because = match (&claim.fact, claim.reason) {
        (Some(fact), Some(reason)) => format!(" by {fact}: {reason}"),
        (Some(fact), None) => format!(" by {fact}"),
        (None, _) => String::new(),
    };
    format!(
        "{said}; {}, {}, {}; {verdict}{because}",
        claim.polarity, claim.modality, claim.stance
    )
}
