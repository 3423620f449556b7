//! Short answers: "Does it hurt in both legs? Rarely."

use std::ops::Range;

use super::Modality;
use super::read::{ReadBlock, ReadSentence};
use super::{Claim, Stance};
use crate::markup::{Article, BlockIndex, BlockKind};
use crate::mention::inside;
use crate::pack::{Pack, Role, Unit};
use crate::proposition::{CueId, Interval, Polarity};
use crate::sentence::TokenKind;
use crate::source::ProseSpan;

/// Most tokens of an answer that says no more than how the question is to be answered.
const SHORT: usize = 12;
/// What a question holds whose answer is not sure to be that of its statement.
pub(super) const TURNED: [Role; 5] = [
    Role::Negation,
    Role::Myth,
    Role::Untrue,
    Role::Hearsay,
    Role::Historical,
];
/// What happens at most so often is hardly the usual answer, in percent; the scale of the language data.
const SOMETIMES: f64 = 60.0;
/// What happens at most so often is called rare, in percent; the scale of the language data.
const RARE: f64 = 10.0;

/// What a short answer does to the question before it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    /// Block and sentence that ask.
    pub(super) question: (BlockIndex, usize),
    /// Yes or no, if it says so.
    affirms: Option<bool>,
    /// How often it is so, if it says so.
    frequency: Option<Interval>,
    /// Where it stands.
    at: (BlockIndex, ProseSpan),
    /// Its cues, in ascending order.
    cues: Vec<CueId>,
    /// The words that say "never", which a no to "can" amounts to.
    never: Vec<CueId>,
}

/// Returns the block and the sentence that ask what a sentence answers: the one right before it, in its paragraph, in
/// the paragraph above, or as its heading.
pub(super) fn question_before(
    article: &Article,
    read: &[ReadBlock],
    block: BlockIndex,
    at: usize,
) -> Option<(BlockIndex, usize)> {
    let place = match at.checked_sub(1) {
        Some(before) => (block, before),
        None => {
            let before = block.checked_sub(1)?;
            let (own, above) = (&article.blocks[block], &article.blocks[before]);
            let heads = own.headings.last() == Some(&before);
            let neighbours = above.kind == BlockKind::Paragraph && own.headings == above.headings;
            if own.kind != BlockKind::Paragraph || !heads && !neighbours {
                return None;
            }
            (before, read[before].sentences.len().checked_sub(1)?)
        }
    };
    read[place.0].sentences[place.1]
        .ends_with('?')
        .then_some(place)
}

/// Returns what the sentence answers, if it is a short answer and names nothing itself.
///
/// "Is it not ...?" has no answer that is sure: yes and no may mean the same.
pub(super) fn short_answer(
    article: &Article,
    read: &[ReadBlock],
    block: BlockIndex,
    at: usize,
    pack: &Pack,
) -> Option<Answer> {
    let sentence = &read[block].sentences[at];
    let long = sentence.tokens.len() > SHORT || names_something(sentence);
    if long || sentence.ends_with('?') || !says_no_more(sentence) {
        return None;
    }
    let question = question_before(article, read, block, at)?;
    let asked = &read[question.0].sentences[question.1];
    if TURNED
        .iter()
        .any(|role| asked.has_role(*role, &asked.all()))
    {
        return None;
    }
    let all = sentence.all();
    let opening = |role| -> Vec<_> {
        let cues = sentence.roles(role, &all);
        cues.filter(|cue| {
            let before = cue.start.checked_sub(1).map(|at| &sentence.tokens[at]);
            before.is_none_or(|token| token.is_mark(',') || token.is_mark(':'))
        })
        .collect()
    };
    let no = opening(Role::No);
    // "Of course not" is no "of course".
    let hidden = |yes: &Range<usize>| no.iter().any(|no| inside(yes, no));
    let yes = opening(Role::Yes).iter().any(|yes| !hidden(yes));
    let turned = yes && sentence.has_role(Role::Negation, &all);
    // "Usually not overnight" says no to more than was asked.
    let narrowed = !no.is_empty()
        && sentence
            .mentions
            .numbers
            .iter()
            .any(|number| number.amount.unit != Some(Unit::Percent));
    // A no somewhere inside is no answer, but it turns one.
    let inner_no = no.is_empty() && sentence.has_role(Role::No, &all);
    if turned || narrowed || inner_no {
        return None;
    }
    let affirms = match (yes, !no.is_empty()) {
        (true, true) => return None,
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    };
    let frequency = how_often(sentence, pack);
    if affirms.is_none() && frequency.is_none() {
        return None;
    }
    let mut cues: Vec<CueId> = sentence
        .mentions
        .cues
        .iter()
        .map(|mention| mention.cue)
        .collect();
    cues.sort_unstable();
    cues.dedup();
    Some(Answer {
        question,
        affirms,
        frequency,
        at: (block, sentence.span_of(&all)),
        cues,
        never: never(pack),
    })
}

/// Returns the cues that say that something never happens.
fn never(pack: &Pack) -> Vec<CueId> {
    let never = |cue: &crate::pack::Cue| cue.interval.is_some_and(|step| step.high == 0.0);
    let cues = (0..).map(CueId).zip(&pack.cues);
    cues.filter(|(_, cue)| never(cue))
        .map(|(id, _)| id)
        .collect()
}

/// Tells whether nothing but how often, how long, what joins them and the verb of the question stands behind the first
/// yes, no or "usually": "Usually not overnight" answers another question, "Yes, it does" the one that was asked.
fn says_no_more(sentence: &ReadSentence) -> bool {
    let answers = |role| matches!(role, Some(Role::Yes | Role::No | Role::Frequency));
    let joins = |role| matches!(role, Some(Role::Border | Role::Coordinator));
    let repeats = |role| {
        matches!(
            role,
            Some(Role::Pronoun | Role::NewSubject | Role::Auxiliary | Role::Must | Role::Negation)
        )
    };
    let cues = &sentence.mentions.cues;
    let first = cues
        .iter()
        .filter(|cue| answers(cue.role))
        .map(|cue| cue.tokens.start)
        .min();
    let told = |at: usize| {
        matches!(sentence.tokens[at].kind, TokenKind::Mark(_))
            || sentence
                .mentions
                .numbers
                .iter()
                .any(|number| number.tokens.contains(&at))
            || cues.iter().any(|cue| {
                let role = cue.role;
                cue.tokens.contains(&at) && (answers(role) || joins(role))
            })
    };
    let repeated = |at: usize| {
        let mut cues = cues.iter();
        cues.any(|cue| cue.tokens.contains(&at) && repeats(cue.role))
    };
    let says = |from: usize, to: usize, is: &dyn Fn(usize) -> bool| (from..to).all(is);
    first.is_some_and(|first| {
        let end = sentence.tokens.len();
        let verb = answer_verb(sentence, first, &repeated);
        says(first, verb.start, &told) && says(verb.end, end, &told)
    })
}

/// Most words that repeat the verb of the question: "it does not".
const REPEATED: usize = 4;

/// Returns the words that repeat the verb of the question behind a yes or no and its comma; empty if there are none, or
/// if they tell of the past.
fn answer_verb(
    sentence: &ReadSentence,
    first: usize,
    repeated: &dyn Fn(usize) -> bool,
) -> Range<usize> {
    let tokens = &sentence.tokens;
    let comma = (first..tokens.len()).find(|at| tokens[*at].is_mark(','));
    let start = comma.map_or(tokens.len(), |comma| comma + 1);
    let words = (start..tokens.len()).take_while(|at| repeated(*at)).count();
    let verb = start..start + words;
    match words {
        2..=REPEATED if !sentence.has_role(Role::Past, &verb) => verb,
        _ => start..start,
    }
}

/// Tells whether a sentence names a thing; the people of "for most people" are part of how often.
pub(super) fn names_something(sentence: &ReadSentence) -> bool {
    sentence.mentions.concepts.iter().any(|mention| {
        !sentence
            .mentions
            .cues
            .iter()
            .any(|cue| cue.tells_frequency && inside(&mention.tokens, &cue.tokens))
    })
}

/// Returns how often, as the longest words for it say.
fn how_often(sentence: &ReadSentence, pack: &Pack) -> Option<Interval> {
    let steps = sentence.mentions.cues.iter().filter(|mention| {
        mention.tells_frequency
            && !sentence.mentions.cues.iter().any(|other| {
                other.tells_frequency
                    && other.tokens.len() > mention.tokens.len()
                    && inside(&mention.tokens, &other.tokens)
            })
    });
    let mut intervals = steps.filter_map(|mention| mention.frequency(pack));
    let first = intervals.next()?;
    intervals.try_fold(first, |one, other| one.intersection(other))
}

impl Answer {
    /// Returns the claim that the answer makes of what was asked; `None` if it isn't sure.
    pub(super) fn claim(&self, asked: Claim) -> Option<Claim> {
        let mut claim = asked;
        if claim.proposition.quantity.is_some() {
            return None;
        }
        let possible = claim.modality >= Modality::Possible
            || claim
                .proposition
                .frequency
                .is_some_and(|stated| stated.low < 1.0);
        match claim.proposition.frequency {
            Some(stated) => {
                claim.proposition.frequency = Some(self.answered_frequency(&claim, stated)?);
                claim.modality = Modality::Typical;
            }
            None => self.answer_plainly(&mut claim)?,
        }
        (claim.block, claim.focus) = self.at;
        claim.clause = self.at.1;
        claim.stance = Stance::Author;
        if possible && self.affirms == Some(false) && self.frequency.is_none() {
            claim.cues.extend(&self.never);
        }
        claim.cues.extend(&self.cues);
        claim.cues.sort_unstable();
        claim.cues.dedup();
        Some(claim)
    }

    /// How often something happens, after the answer.
    fn answered_frequency(&self, asked: &Claim, stated: Interval) -> Option<Interval> {
        match (self.affirms, self.frequency) {
            (Some(true), None) => Some(stated),
            // "No, rarely": what is rare is no exception to the no.
            (Some(false), Some(said)) if said.low == 0.0 => Some(said),
            (Some(false), Some(said)) => Some(said.complement_of_hundred()),
            (_, Some(said)) => Some(said),
            (Some(false), None) if asked.modality >= Modality::Possible => {
                Some(Interval::point(0.0))
            }
            (Some(false), None) => (stated.low > 0.0).then_some(Interval {
                low: 0.0,
                high: stated.low - 1.0,
            }),
            (None, None) => None,
        }
    }

    /// Turns and weakens a statement as the answer does.
    fn answer_plainly(&self, claim: &mut Claim) -> Option<()> {
        let (mut affirms, mut modality) = (self.affirms.unwrap_or(true), claim.modality);
        if let Some(said) = self.frequency {
            let seldom = said.low == 0.0;
            if seldom && said.high > RARE {
                return None;
            }
            // "Rarely" and "no, rarely" mean the same; of advice, it is a no.
            affirms = affirms || seldom;
            let is_advice = claim.proposition.objects.typical.is_empty();
            modality = match said.high {
                0.0 => {
                    affirms = false;
                    Modality::Asserted
                }
                high if high <= RARE && is_advice => {
                    affirms = false;
                    Modality::Possible
                }
                high if high <= RARE => Modality::Rare,
                high if high <= SOMETIMES => Modality::Possible,
                _ => Modality::Typical,
            };
        }
        if !affirms {
            // "Is it always so?" - "No" leaves open how it is.
            let firm = matches!(claim.modality, Modality::Absolute | Modality::Typical);
            if firm && self.frequency.is_none() {
                return None;
            }
            claim.proposition.polarity = match claim.proposition.polarity {
                Polarity::Affirmed => Polarity::Denied,
                Polarity::Denied => Polarity::Affirmed,
            };
            if self.frequency.is_none() {
                modality = Modality::Asserted;
            }
        }
        claim.modality = modality;
        Some(())
    }
}
