//! How far a negation reaches.

use std::ops::Range;

use super::reach::Reach;
use super::read::{ReadSentence, Roles};
use crate::mention::{CueMention, inside};
use crate::pack::{Pack, Role, Wanted};

/// A stretch of a sentence that a cue turns or cancels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The words that do it.
    pub cue: Range<usize>,
    /// Of these, the one that denies; all of them where there is none.
    pub word: Range<usize>,
    /// What they reach.
    pub tokens: Range<usize>,
    /// What they do.
    pub effect: Effect,
}

impl Scope {
    /// Tells whether it reaches what stands before its cue.
    fn is_backwards(&self) -> bool {
        self.tokens.end <= self.cue.start
    }
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

/// Roles of the cues that turn or cancel something.
const TURNING: Roles = Roles::new(&[
    Role::Negation,
    Role::NegationList,
    Role::NegationBefore,
    Role::InsteadOf,
    Role::Exceptive,
    Role::Aside,
    Role::Purpose,
    Role::Comparison,
]);

/// Returns the scopes of a sentence.
///
/// A negation reaches from its word to the end of what its clause states; one that denies a noun, to the end
/// of the noun phrase. One behind such a phrase that opens the clause reaches back to it.
/// "Rather than", "unlike" and the like reach to the next comma.
#[must_use]
pub fn find_scopes(sentence: &ReadSentence, pack: &Pack) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    if !sentence.roles.meets(TURNING) {
        return scopes;
    }
    for mention in &sentence.mentions.cues {
        let Some(role) = mention.role.filter(|role| TURNING.contains(*role)) else {
            continue;
        };
        let clause = sentence
            .clauses
            .iter()
            .find(|clause| clause.tokens.contains(&mention.tokens.start));
        let Some(clause) = clause.map(|clause| &clause.tokens) else {
            continue;
        };
        let reach = Reach { sentence, clause };
        let cue = &mention.tokens;
        let from = cue.end;
        let (tokens, effect) = match role {
            Role::Negation if is_counted(cue, &scopes) || is_hidden(mention, sentence, pack) => {
                continue;
            }
            // What is denied may share words with what denies it ("is not a normal part").
            Role::Negation => (cue.start + 1..negation_end(cue, &reach), Effect::Deny),
            Role::NegationList if !is_listed(cue, &scopes) => {
                (from..reach.statement_end(cue), Effect::Deny)
            }
            Role::NegationBefore if is_begun(cue, sentence) => continue,
            Role::NegationBefore => (reach.subject_start(cue)..cue.start, Effect::Deny),
            Role::InsteadOf => (from..reach.rival_end(from), Effect::Deny),
            Role::Exceptive if is_counted(cue, &scopes) => continue,
            Role::Exceptive => (from..reach.named_end(from), Effect::Except),
            Role::Comparison if is_part_of_other(cue, sentence) => continue,
            Role::Aside | Role::Purpose | Role::Comparison => {
                (from..reach.phrase_end(from), Effect::Ignore)
            }
            _ => continue,
        };
        // "Without a test it cannot be known": what opens the clause is needed, after all.
        let opening = scopes
            .iter()
            .find(|opening| opens_with_noun(opening, &reach))
            .filter(|opening| effect == Effect::Deny && opening.tokens.end <= cue.start)
            .map(|opening| opening.tokens.clone())
            .filter(|opening| {
                let backwards = scopes.iter().filter(|scope| inside(cue, &scope.cue));
                let mut reaching = backwards.map(|scope| &scope.tokens).chain([&tokens]);
                !reaching.any(|tokens| inside(opening, tokens))
            });
        for tokens in opening.into_iter().chain([tokens]) {
            scopes.push(Scope {
                cue: cue.clone(),
                word: denying_word(cue, sentence),
                tokens,
                effect,
            });
        }
    }
    scopes
}

/// Returns the word of `cue` that denies, such as the "not" in "is not the".
fn denying_word(cue: &Range<usize>, sentence: &ReadSentence) -> Range<usize> {
    let words = sentence.roles(Role::Negation, cue);
    words.min_by_key(Range::len).unwrap_or_else(|| cue.clone())
}

/// Tells whether a denial of a noun opens the clause ("Without surgery ...").
fn opens_with_noun(opening: &Scope, reach: &Reach<'_>) -> bool {
    let Reach { sentence, clause } = *reach;
    opening.cue.start == clause.start && sentence.has_role(Role::DeniesNoun, &opening.cue)
}

/// Returns where a negation stops reaching.
fn negation_end(cue: &Range<usize>, reach: &Reach<'_>) -> usize {
    let Reach { sentence, clause } = *reach;
    if sentence.has_role(Role::DeniesNoun, cue) {
        match cue.start == clause.start {
            true => reach.opening_end(cue),
            false => reach.noun_end(cue),
        }
    } else if is_in_relative(cue, sentence) {
        reach.side_clause_end(cue)
    } else if cue.start > 0 && sentence.tokens[cue.start - 1].is_mark(',') {
        // "Sharp, not dull, and in one leg": what is set against something ends with its phrase.
        reach.phrase_end(cue.end).min(reach.statement_end(cue))
    } else {
        reach.statement_end(cue)
    }
}

/// Tells whether a negation belongs to a side clause ("a bladder that won't empty"). In "that no root ...",
/// which opens a statement, it does not.
fn is_in_relative(cue: &Range<usize>, sentence: &ReadSentence) -> bool {
    let before = cue.start.saturating_sub(2)..cue.start;
    let relative = sentence.roles(Role::Relative, &before).last();
    relative.is_some_and(|relative| {
        relative.end < cue.start || !sentence.has_role(Role::DeniesSubject, cue)
    })
}

/// Tells whether a word for how often begins with the last words of a denial and goes on: "is impossible for".
fn is_begun(cue: &Range<usize>, sentence: &ReadSentence) -> bool {
    sentence.mentions.cues.iter().any(|other| {
        other.role == Some(Role::Frequency)
            && (cue.start + 1..cue.end).contains(&other.tokens.start)
            && other.tokens.end > cue.end
    })
}

/// Tells whether a "nor" goes on with a denial instead of opening one.
fn is_listed(cue: &Range<usize>, before: &[Scope]) -> bool {
    before
        .iter()
        .any(|scope| scope.effect == Effect::Deny && inside(cue, &scope.tokens))
}

/// Tells whether a "than" belongs to a figure ("fewer than 5 %") or to a longer cue ("other than").
fn is_part_of_other(cue: &Range<usize>, sentence: &ReadSentence) -> bool {
    let mut numbers = sentence.mentions.numbers.iter();
    let in_number =
        numbers.any(|number| number.tokens.start <= cue.start && cue.start < number.tokens.end);
    let in_cue = sentence.mentions.cues.iter().any(|other| {
        let role = other.role;
        matches!(role, Some(Role::InsteadOf | Role::Exceptive)) && inside(cue, &other.tokens)
    });
    in_number || in_cue
}

/// Tells whether two denials share words ("is no" and "no longer"): they are one. In "is not affected" the
/// "not" reaches on beyond what the whole denies before it.
fn is_counted(cue: &Range<usize>, before: &[Scope]) -> bool {
    before.iter().any(|scope| {
        let shared = scope.cue.start < cue.end && cue.start < scope.cue.end;
        scope.effect == Effect::Deny && shared && !(scope.is_backwards() && cue.end < scope.cue.end)
    })
}

/// Tells whether a longer expression swallows a negation: "no doubt", "not only", "cannot feel".
fn is_hidden(negation: &CueMention, sentence: &ReadSentence, pack: &Pack) -> bool {
    let by_cue = sentence.mentions.cues.iter().any(|other| {
        let tokens = &other.tokens;
        match other.role {
            // "There is no doubt": the words need not hold all of the negation.
            Some(Role::PseudoNegation | Role::NotOnly | Role::Untrue) => {
                tokens.start < negation.tokens.end && negation.tokens.end <= tokens.end
            }
            Some(Role::Negation) => {
                inside(&negation.tokens, tokens) && tokens.len() > negation.tokens.len()
            }
            // "Not always" denies less than "not"; "can never" denies as much as "never".
            Some(Role::Frequency) => {
                let step = other.frequency(pack);
                inside(&negation.tokens, tokens)
                    && tokens.len() > negation.tokens.len()
                    && step.is_none_or(|step| step.high > 0.0)
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

/// Tells whether a statement about `object`, made of `subject`, is denied.
///
/// Cues inside `ignored` or inside the names themselves do not count. A denial of the object decides; one
/// that reaches only the subject counts where there is none. What is excepted is turned once more.
#[must_use]
pub fn is_denied(
    scopes: &[Scope],
    object: &Range<usize>,
    subject: Option<&Range<usize>>,
    ignored: &[Range<usize>],
) -> bool {
    let counts = |scope: &&Scope| {
        let word = &scope.word;
        let shares = |name: &Range<usize>| word.start < name.end && name.start < word.end;
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
    // In "S1 is not affected and the toe is weak" the denial reaches both ways, but not so far as the toe.
    let stops_before = |scope: &Scope| {
        let ahead = |other: &Scope| inside(&other.cue, &scope.cue) && !other.is_backwards();
        scope.is_backwards() && object.start >= scope.cue.end && scopes.iter().any(ahead)
    };
    let of_object = reaching(Effect::Deny, object);
    let of_subject = subject.map_or(0, |subject| {
        let denying = scopes.iter().filter(counts);
        denying
            .filter(|scope| scope.effect == Effect::Deny && inside(subject, &scope.tokens))
            .filter(|scope| !stops_before(scope))
            .count()
    });
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

/// Returns the tokens of all mentions inside `within` that a list asks for.
#[must_use]
pub(super) fn tokens_of(
    sentence: &ReadSentence,
    wanted: &Wanted,
    within: &Range<usize>,
    pack: &Pack,
) -> Vec<Range<usize>> {
    if !sentence.holds(wanted) {
        return Vec::new();
    }
    sentence.mentions.find_any(wanted, within, pack)
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
                (Effect::Deny, "not", "help,"),
                (Effect::Deny, "nobody", "needs a scan."),
            ],
        );
    }

    #[test]
    fn a_denial_behind_one_that_opens_the_clause_takes_it_back() {
        check(
            "Without a scan sciatica gets better.",
            &[(Effect::Deny, "Without", "a scan")],
        );
        check(
            "Without a scan sciatica cannot be told.",
            &[
                (Effect::Deny, "Without", "a scan"),
                (Effect::Deny, "cannot", "a scan"),
                (Effect::Deny, "cannot", "be told."),
            ],
        );
        check(
            "Without a scan sciatica cannot be known.",
            &[
                (Effect::Deny, "Without", "a scan"),
                (Effect::Deny, "cannot be known", "Without a scan sciatica"),
                (Effect::Deny, "cannot", "be known."),
            ],
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
    fn what_is_far_from_so_ends_at_the_comma() {
        check(
            "Far from being harmless, this is an emergency.",
            &[(Effect::Deny, "Far from being", "harmless")],
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
