//! How far a negation reaches.

use std::ops::Range;

use super::read::ReadSentence;
use crate::mention::{CueMention, inside};
use crate::pack::{Pack, Role, Selector};
use crate::sentence::Token;

/// A stretch of a sentence that a cue turns or cancels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The words that do it.
    pub cue: Range<usize>,
    /// What they reach.
    pub tokens: Range<usize>,
    /// What they do.
    pub effect: Effect,
}

/// What a scope does to what it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Denies it.
    Deny,
    /// Takes it out of a denial.
    Except,
    /// Makes it assert nothing.
    Ignore,
}

/// Returns the scopes of a sentence.
///
/// A negation reaches from its word to the end of its clause, or to a word that takes something out of it.
/// "Rather than", "unlike" and the like reach to the next comma.
#[must_use]
pub fn find_scopes(sentence: &ReadSentence, pack: &Pack) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for mention in &sentence.mentions.cues {
        let Some(role) = pack.cue(mention.cue).role else {
            continue;
        };
        let clause = sentence
            .clauses
            .iter()
            .find(|clause| clause.tokens.contains(&mention.tokens.start));
        let Some(clause) = clause.map(|clause| &clause.tokens) else {
            continue;
        };
        let from = mention.tokens.end;
        // What is denied may share words with what denies it ("is not a normal part").
        let behind_first = mention.tokens.start + 1;
        let (tokens, effect) = match role {
            Role::Negation if is_counted(&mention.tokens, &scopes) => continue,
            Role::Negation if is_in_relative(mention, sentence, pack) => {
                (behind_first..clause.end.min(from + 2), Effect::Deny)
            }
            // "Sharp, not dull, and in one leg": what is set against something ends with its phrase.
            Role::Negation
                if from < clause.end
                    && mention.tokens.start > clause.start
                    && is_set_apart(&sentence.tokens[mention.tokens.start - 1])
                    && !is_hidden(mention, sentence, pack) =>
            {
                (
                    behind_first..phrase_end(from, clause, &sentence.tokens),
                    Effect::Deny,
                )
            }
            Role::Negation if !is_hidden(mention, sentence, pack) => (
                behind_first..denial_end(from, clause, sentence, pack),
                Effect::Deny,
            ),
            Role::NegationList if !is_listed(&mention.tokens, &scopes) => {
                (from..denial_end(from, clause, sentence, pack), Effect::Deny)
            }
            Role::NegationBefore => (clause.start..mention.tokens.start, Effect::Deny),
            Role::InsteadOf => (
                from..phrase_end(from, clause, &sentence.tokens),
                Effect::Deny,
            ),
            Role::Exceptive => (from..exception_end(from, clause, sentence), Effect::Except),
            Role::Comparison if is_part_of_other(&mention.tokens, sentence, pack) => continue,
            Role::Aside | Role::Purpose | Role::Comparison => (
                from..phrase_end(from, clause, &sentence.tokens),
                Effect::Ignore,
            ),
            _ => continue,
        };
        scopes.push(Scope {
            cue: mention.tokens.clone(),
            tokens,
            effect,
        });
    }
    scopes
}

/// Tells whether a negation belongs to a side clause ("a bladder that won't empty"): it reaches its verb only.
fn is_in_relative(negation: &CueMention, sentence: &ReadSentence, pack: &Pack) -> bool {
    let start = negation.tokens.start;
    let before = start.saturating_sub(2)..start;
    sentence.has_role(Role::Relative, &before, pack)
}

/// Tells whether a "nor" goes on with a denial instead of opening one.
fn is_listed(cue: &Range<usize>, before: &[Scope]) -> bool {
    before
        .iter()
        .any(|scope| scope.effect == Effect::Deny && inside(cue, &scope.tokens))
}

/// Tells whether a "than" belongs to a figure ("fewer than 5 %") or to a longer cue ("other than").
fn is_part_of_other(cue: &Range<usize>, sentence: &ReadSentence, pack: &Pack) -> bool {
    let mut numbers = sentence.mentions.numbers.iter();
    let in_number =
        numbers.any(|number| number.tokens.start <= cue.start && cue.start < number.tokens.end);
    let in_cue = sentence.mentions.cues.iter().any(|other| {
        let role = pack.cue(other.cue).role;
        matches!(role, Some(Role::InsteadOf | Role::Exceptive)) && inside(cue, &other.tokens)
    });
    in_number || in_cue
}

/// Tells whether two denials share words ("is no" and "no longer"): they are one.
fn is_counted(cue: &Range<usize>, before: &[Scope]) -> bool {
    before.iter().any(|scope| {
        scope.effect == Effect::Deny && scope.cue.start < cue.end && cue.start < scope.cue.end
    })
}

/// Tells whether a longer expression swallows a negation: "no doubt", "not only", "cannot feel".
fn is_hidden(negation: &CueMention, sentence: &ReadSentence, pack: &Pack) -> bool {
    let by_cue = sentence.mentions.cues.iter().any(|other| {
        let tokens = &other.tokens;
        match pack.cue(other.cue).role {
            // "There is no doubt": the words need not hold all of the negation.
            Some(Role::PseudoNegation | Role::NotOnly) => {
                tokens.start < negation.tokens.end && negation.tokens.end <= tokens.end
            }
            Some(Role::Negation | Role::Frequency | Role::Untrue) => {
                inside(&negation.tokens, tokens) && tokens.len() > negation.tokens.len()
            }
            _ => false,
        }
    });
    // "No, ..." answers; it denies nothing here.
    let start = negation.tokens.start;
    let opens = start == 0 || sentence.tokens[start - 1].is_mark(':');
    let answers = opens
        && negation.tokens.len() == 1
        && sentence
            .tokens
            .get(start + 1)
            .is_some_and(|token| token.is_mark(','));
    by_cue || answers
}

/// A denial ends with its clause, where something is set against it, or where another denial begins anew
/// (", and nobody ...").
fn denial_end(from: usize, clause: &Range<usize>, sentence: &ReadSentence, pack: &Pack) -> usize {
    let rest = from..clause.end;
    let set_against = sentence
        .roles(Role::InsteadOf, &rest, pack)
        .map(|cue| cue.start);
    let anew = sentence
        .roles(Role::Negation, &rest, pack)
        .filter_map(|cue| {
            let between = from..cue.start;
            let joined = sentence
                .roles(Role::Coordinator, &between, pack)
                .map(|joiner| joiner.start);
            let comma = between.clone().find(|at| sentence.tokens[*at].is_mark(','));
            joined.chain(comma).min()
        });
    // ", it ...": a pronoun opens a statement of its own.
    let pronouns = sentence
        .roles(Role::Pronoun, &rest, pack)
        .map(|pronoun| pronoun.start)
        .filter(|at| *at > from && sentence.tokens[*at - 1].is_mark(','));
    set_against
        .chain(anew)
        .chain(pronouns)
        .min()
        .unwrap_or(clause.end)
}

/// Tells whether a token sets apart what follows: ", not dull", "(not L4)".
fn is_set_apart(token: &Token) -> bool {
    token.is_mark(',') || token.is_mark('(')
}

/// A phrase ends at a comma, at a closing bracket or with its clause.
fn phrase_end(from: usize, clause: &Range<usize>, tokens: &[Token]) -> usize {
    (from..clause.end)
        .find(|at| tokens[*at].is_mark(',') || tokens[*at].is_mark(')'))
        .unwrap_or(clause.end)
}

/// What is excepted: the next thing named, and what a comma or an "and" joins to it.
fn exception_end(from: usize, clause: &Range<usize>, sentence: &ReadSentence) -> usize {
    let mut end = None;
    for mention in &sentence.mentions.concepts {
        let (start, reach) = match end {
            None => (from, from + 3),
            Some(end) => (end, end + 1),
        };
        let near = mention.tokens.start >= start && mention.tokens.start <= reach;
        if near && mention.tokens.end <= clause.end {
            end = Some(mention.tokens.end);
        }
    }
    end.unwrap_or(from)
}

/// Tells whether a statement about `object`, made of `subject`, is denied.
///
/// Cues inside `ignored` or inside the names themselves do not count. A denial of the object decides; one
/// that reaches only the subject counts where there is none. What is excepted is turned once more.
#[must_use]
pub(super) fn is_denied(
    scopes: &[Scope],
    object: &Range<usize>,
    subject: Option<&Range<usize>>,
    ignored: &[Range<usize>],
) -> bool {
    let counts = |scope: &&Scope| {
        let shares = |name: &Range<usize>| scope.cue.start < name.end && name.start < scope.cue.end;
        let named = shares(object) || subject.is_some_and(shares);
        !named && !ignored.iter().any(|other| inside(&scope.cue, other))
    };
    let reaching = |effect: Effect, place: &Range<usize>| {
        scopes
            .iter()
            .filter(counts)
            .filter(|scope| scope.effect == effect && inside(place, &scope.tokens))
            .count()
    };
    let of_object = reaching(Effect::Deny, object);
    let of_subject = subject.map_or(0, |subject| reaching(Effect::Deny, subject));
    let denials = if of_object > 0 { of_object } else { of_subject };
    let excepted = reaching(Effect::Except, object)
        + subject.map_or(0, |subject| reaching(Effect::Except, subject));
    (denials + excepted) % 2 == 1
}

/// Tells whether `place` asserts nothing because of a comparison or a purpose around it; words inside
/// `asked` do not count.
#[must_use]
pub(super) fn is_ignored(scopes: &[Scope], place: &Range<usize>, asked: &[Range<usize>]) -> bool {
    scopes
        .iter()
        .filter(|scope| !asked.iter().any(|other| inside(&scope.cue, other)))
        .any(|scope| scope.effect == Effect::Ignore && inside(place, &scope.tokens))
}

/// Returns the tokens of all mentions that `selectors` ask for.
#[must_use]
pub(super) fn tokens_of(
    sentence: &ReadSentence,
    selectors: &[Selector],
    within: &Range<usize>,
    pack: &Pack,
) -> Vec<Range<usize>> {
    selectors
        .iter()
        .flat_map(|selector| sentence.mentions.find_all(*selector, within, pack))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Effect, find_scopes};
    use crate::claim::one::{BUILT_IN, sentence};

    /// Compares what each scope reaches, cue and words, with what is expected.
    #[track_caller]
    fn check(text: &str, expected: &[(Effect, &str, &str)]) {
        let read = sentence(text);
        let words = |tokens: &std::ops::Range<usize>| match tokens.is_empty() {
            true => "",
            false => &text[read.span_of(tokens).range()],
        };
        let scopes = find_scopes(&read, &BUILT_IN.pack);
        let found: Vec<(Effect, &str, &str)> = scopes
            .iter()
            .map(|scope| (scope.effect, words(&scope.cue), words(&scope.tokens)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_denial_reaches_the_end_of_its_clause() {
        check(
            "S1 does not weaken the big toe, but it weakens push-off.",
            &[(Effect::Deny, "not", "weaken the big toe,")],
        );
    }

    #[test]
    fn a_denial_ends_where_another_begins() {
        check(
            "Rest does not help, and nobody needs a scan.",
            &[
                (Effect::Deny, "not", "help"),
                (Effect::Deny, "nobody", "needs a scan."),
            ],
        );
    }

    #[test]
    fn a_denial_ends_where_a_pronoun_goes_on() {
        check(
            "Bed rest does not help, it delays recovery.",
            &[(Effect::Deny, "not", "help,")],
        );
    }

    #[test]
    fn brackets_hold_what_they_set_apart() {
        check(
            "It is formed from L4 to S3 (not L4 to S1), as a rule.",
            &[(Effect::Deny, "not", "L4 to S1")],
        );
    }

    #[test]
    fn words_that_only_look_like_a_denial_deny_nothing() {
        check("There is no doubt that the calf hurts.", &[]);
        check("Not only the calf hurts.", &[]);
        check("It is not uncommon in the calf.", &[]);
    }

    #[test]
    fn what_is_set_against_something_ends_at_the_comma() {
        check(
            "It is felt in the calf rather than the groin, as a rule.",
            &[(Effect::Deny, "rather than", "the groin")],
        );
        check(
            "Unlike S1, L4 is tested at the knee.",
            &[(Effect::Ignore, "Unlike", "S1")],
        );
    }

    #[test]
    fn an_exception_reaches_what_is_named_next() {
        check(
            "No root other than S1 serves the ankle jerk.",
            &[
                (
                    Effect::Deny,
                    "No",
                    "root other than S1 serves the ankle jerk.",
                ),
                (Effect::Except, "other than", "S1"),
            ],
        );
    }
}
