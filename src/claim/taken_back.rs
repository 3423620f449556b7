//! What a sentence says of the one before it, or its end of its beginning: that it is not so.

use std::ops::Range;

use super::answer::names_something;
use super::read::{ReadSentence, Roles};
use crate::mention::inside;
use crate::pack::Role;
use crate::sentence::{Token, TokenKind};

/// Most words before the colon of "Our verdict: false."
const VERDICT_LABEL: usize = 3;
/// Most tokens of a sentence that only says of the one before that it is wrong.
const TAKEN_BACK: usize = 9;
/// Most tokens between "this is" and "wrong", what stands between commas aside; ...
const ADVERBS: usize = 2;
/// ... and between "this is" and "one of the most stubborn myths".
const BEFORE_MYTH: usize = 6;
/// Most tokens of a sentence that says who holds something, and that it is wrong.
const SAYING: usize = 16;
/// Most tokens before the words that take something back: "Well, as it happens, it doesn't."
const LEADING: usize = 4;

/// Roles of the cues one of which a sentence holds that takes something back.
const TAKING_BACK: Roles = Roles::new(&[
    Role::MustNot,
    Role::No,
    Role::Myth,
    Role::Rebuttal,
    Role::Verdict,
    Role::TruthLabel,
]);
/// Roles of the cues one of which the end of a sentence holds that takes its beginning back.
const ENDING: Roles = Roles::new(&[Role::No, Role::Myth, Role::Rebuttal, Role::Verdict]);

/// Roles of the cues that make a statement.
pub(super) const VERBS: Roles = Roles::new(&[Role::Auxiliary, Role::Verb]);

/// Marks that stand before what is not to be done, or behind what is not so.
const CROSSES: [char; 6] = ['❌', '✗', '✘', '✖', '🚫', '⛔'];

/// Tells whether `next` says of the sentence before it, `said`, that it is not so.
pub(super) fn unsays(next: &ReadSentence, said: &ReadSentence) -> bool {
    if !next.roles.meets(TAKING_BACK) {
        return is_cross(next);
    }
    if leads_in(next) {
        return false;
    }
    is_denial(next)
        || takes_back(next)
        || rebuts(next)
            && !opens_with_rebuttal(said)
            && !said.ends_with('?')
            && !next.has_role(Role::Revival, &next.all())
}

/// Tells whether `next` says no more of what stands before than that it is not so.
pub(super) fn only_unsays(next: &ReadSentence) -> bool {
    let takes = || !leads_in(next) && (is_denial(next) || takes_back(next));
    is_cross(next) || next.roles.meets(TAKING_BACK) && takes()
}

/// Tells whether a sentence speaks of what follows it: "Don't:"
fn leads_in(sentence: &ReadSentence) -> bool {
    sentence
        .tokens
        .last()
        .is_some_and(|token| token.is_mark(':'))
}

/// Tells whether a sentence is no more than "False." or "Not at all.", or a label and that: it rejects the one before.
pub(super) fn is_denial(sentence: &ReadSentence) -> bool {
    let roles = [Role::No, Role::Verdict];
    if !sentence.roles.contains_any(&roles) {
        return false;
    }
    let all = sentence.all();
    let label = sentence.tokens.iter().position(|token| token.is_mark(':'));
    let label = label.filter(|colon| *colon <= VERDICT_LABEL && !names_something(sentence));
    let words = words_of(sentence, label.map_or(0, |colon| colon + 1)..all.end);
    let is_all = |cue: Range<usize>| cue == words || ends_words(sentence, &cue, &words);
    let is_whole = |role| sentence.roles(role, &all).any(is_all);
    !words.is_empty() && roles.into_iter().any(is_whole)
}

/// Tells whether a cue such as "it doesn't" is all of `words` but for what leads in to it: "Well, it doesn't."
fn ends_words(sentence: &ReadSentence, cue: &Range<usize>, words: &Range<usize>) -> bool {
    let denies =
        || sentence.has_role(Role::Auxiliary, cue) && points(sentence, cue.start).is_some();
    cue.end == words.end && leads(sentence, cue.start) && denies()
}

/// Tells whether what stands before `start` only leads in to it: a few words up to a comma, or a "but", that name nothing
/// and state nothing.
fn leads(sentence: &ReadSentence, start: usize) -> bool {
    let before = 0..start;
    let stating = [Role::Auxiliary, Role::Verb, Role::Condition, Role::Relative];
    let joining = [
        Role::Border,
        Role::Coordinator,
        Role::Comment,
        Role::TruthLabel,
    ];
    let joined = |role| sentence.roles(role, &before).any(|cue| cue == before);
    let set_off =
        start == 0 || is_mark(&sentence.tokens[start - 1]) || joining.into_iter().any(joined);
    start <= LEADING
        && set_off
        && !stating.iter().any(|role| sentence.has_role(*role, &before))
        && !sentence
            .mentions
            .concepts
            .iter()
            .any(|name| name.tokens.start < start)
}

/// Tells whether a sentence is nothing but a cross.
fn is_cross(sentence: &ReadSentence) -> bool {
    sentence.tokens.first().is_some_and(is_crossing) && sentence.tokens.iter().all(is_mark)
}

/// Tells whether a sentence begins or ends with a cross.
pub(super) fn is_crossed_out(sentence: &ReadSentence) -> bool {
    let tokens = &sentence.tokens;
    let mut ending = tokens.iter().rev().take_while(|token| is_mark(token));
    tokens.first().is_some_and(is_crossing) || ending.any(is_crossing)
}

fn is_crossing(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Mark(mark) if CROSSES.contains(&mark))
}

fn is_mark(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Mark(_))
}

/// Returns `within` without the marks at both its ends.
fn words_of(sentence: &ReadSentence, within: Range<usize>) -> Range<usize> {
    let mut words = within.filter(|at| !is_mark(&sentence.tokens[*at]));
    let first = words.next();
    let last = words.next_back().or(first);
    match (first, last) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..0,
    }
}

/// Returns the first token that is no mark.
pub(super) fn first_word(sentence: &ReadSentence) -> Option<usize> {
    sentence.tokens.iter().position(|token| !is_mark(token))
}

/// Tells whether a sentence begins with a label that rejects it, or the one before: "False: ...".
pub(super) fn is_called_false(sentence: &ReadSentence) -> bool {
    is_labelled(sentence, Role::No, &[':']) || is_labelled(sentence, Role::Verdict, &[':', '–'])
}

/// Tells whether a sentence begins with a word of this role and one of these marks.
fn is_labelled(sentence: &ReadSentence, role: Role, marks: &[char]) -> bool {
    if !sentence.roles.contains(role) {
        return false;
    }
    let start = first_word(sentence);
    let all = sentence.all();
    let is_label = |cue: Range<usize>| {
        let behind = sentence.tokens.get(cue.end);
        let marked = |token: &Token| marks.iter().any(|mark| token.is_mark(*mark));
        Some(cue.start) == start && behind.is_some_and(marked)
    };
    sentence.roles(role, &all).any(is_label)
}

/// Tells whether a sentence makes a statement without calling it true or false: what follows may do that.
pub(super) fn is_statement(sentence: &ReadSentence) -> bool {
    let labelled = [Role::No, Role::Yes, Role::TruthLabel, Role::Verdict];
    let labelled = labelled
        .into_iter()
        .any(|role| is_labelled(sentence, role, &[':']));
    sentence.roles.meets(VERBS)
        && !labelled
        && !sentence.ends_with('?')
        && !sentence.ends_with(':')
        && names_something(sentence)
}

/// Tells whether a sentence begins with words that reject the one before, whatever follows: "In reality, ...", "No,
/// ...", "Fact: ...".
fn rebuts(sentence: &ReadSentence) -> bool {
    let Some(start) = first_word(sentence) else {
        return false;
    };
    let all = sentence.all();
    // "(No, not the bicycle saddle.)"
    let aside = |cue: &Range<usize>| {
        let opened = sentence.tokens[..start]
            .iter()
            .any(|token| token.is_mark('('));
        opened && sentence.tokens[cue.end].is_mark(',')
    };
    let denies = |role| {
        let mut cues = sentence.roles(role, &all);
        cues.any(|cue| cue.start == start && is_set_off(sentence, &cue) && !aside(&cue))
    };
    opens_with_rebuttal(sentence) || denies(Role::No) || denies(Role::Verdict)
}

/// Tells whether a sentence begins with words that set it against what stands before, other than a plain no.
fn opens_with_rebuttal(sentence: &ReadSentence) -> bool {
    first_word(sentence).is_some_and(|start| sentence.begins(Role::Rebuttal, start))
        || is_labelled(sentence, Role::TruthLabel, &[':'])
}

/// Tells whether a mark follows a no, and behind "it does not", none that goes on with the statement.
fn is_set_off(sentence: &ReadSentence, no: &Range<usize>) -> bool {
    let Some(TokenKind::Mark(mark)) = sentence.tokens.get(no.end).map(|token| &token.kind) else {
        return false;
    };
    let goes_on = sentence.has_role(Role::Auxiliary, no) && sentence.has_role(Role::Negation, no);
    *mark != ',' || !goes_on
}

/// Tells whether a sentence says no more of the one before than that it is wrong, or not to be done: "That is not
/// true.", "Do not.", or ends in that: "That was the rule, and it was wrong."
fn takes_back(sentence: &ReadSentence) -> bool {
    let all = sentence.all();
    let orders = all.len() <= TAKEN_BACK
        && sentence
            .roles(Role::MustNot, &all)
            .any(|cue| cue.len() + 1 >= all.len());
    if orders {
        return true;
    }
    let begun = (0..=LEADING).find(|start| points(sentence, *start).is_some());
    let begun = begun.filter(|start| leads(sentence, *start));
    let joined = || {
        let joiners = [Role::Coordinator, Role::Border].into_iter();
        let mut joiners = joiners.flat_map(|role| sentence.roles(role, &all));
        joiners.any(|joiner| is_verdict(sentence, joiner.end, true))
    };
    match begun {
        Some(start) => is_verdict(sentence, start, false) || joined(),
        // "So the old books say, but they are wrong."
        None => all.len() <= SAYING && joined() && !names_something(sentence),
    }
}

/// Returns where the verb ends in "this is" or "that's", if that is what stands at `start`.
fn points(sentence: &ReadSentence, start: usize) -> Option<usize> {
    const POINTING: [Role; 3] = [Role::Pronoun, Role::NewSubject, Role::Relative];
    let starts = sentence.starts.get(start)?;
    let verb = start + 1;
    let is_verb = sentence.begins(Role::Auxiliary, verb) || is_attached(sentence, verb);
    (starts.contains_any(&POINTING) && is_verb).then_some(verb + 1)
}

/// Tells whether a token is the ending of the word before it: the "'s" of "that's".
fn is_attached(sentence: &ReadSentence, at: usize) -> bool {
    let (Some(before), Some(token)) = (
        at.checked_sub(1)
            .and_then(|before| sentence.tokens.get(before)),
        sentence.tokens.get(at),
    ) else {
        return false;
    };
    token.kind == TokenKind::Word && token.span.start == before.span.end
}

/// Tells whether what stands at `start` says that something is wrong, and hardly more: "this is, of course, untrue";
/// if it is `closed`, nothing else.
fn is_verdict(sentence: &ReadSentence, start: usize, closed: bool) -> bool {
    let Some(verb) = points(sentence, start) else {
        return false;
    };
    let rest = verb..sentence.tokens.len();
    let mut wrong = [Role::No, Role::Myth, Role::Verdict]
        .into_iter()
        .filter_map(|role| sentence.roles(role, &rest).next());
    let denies = |what: &Range<usize>| {
        let mut denials = sentence.roles(Role::Negation, &rest);
        denials.any(|denial| denial == *what)
    };
    let plainly = |wrong: &Range<usize>| {
        let mut denials = sentence.roles(Role::Negation, &rest);
        let named = sentence.mentions.concepts.iter().map(|name| &name.tokens);
        !denials.any(|denial| denial.start < wrong.end && !inside(&denial, wrong))
            && !named
                .into_iter()
                .any(|name| name.start >= start && name.end <= wrong.start)
    };
    let ends = |wrong: &Range<usize>| {
        let set_off = sentence.tokens.get(wrong.end).is_none_or(is_mark);
        let short = sentence.tokens.len() - start <= TAKEN_BACK;
        // "It is a myth that ...": what is a myth follows.
        let follows = sentence.begins(Role::Relative, wrong.end);
        set_off || !closed && short && !denies(wrong) && !follows
    };
    let called = wrong.any(|wrong| {
        let between = bare(sentence, verb..wrong.start);
        between <= ADVERBS && plainly(&wrong) && ends(&wrong)
    });
    // "This is one of the most stubborn myths about rest."
    let mut myths = sentence.roles(Role::Myth, &rest);
    called
        || !closed
            && myths.any(|myth| {
                let between = verb..myth.start;
                let asks = [Role::Relative, Role::QuestionWord, Role::Infinitive];
                bare(sentence, between.clone()) <= BEFORE_MYTH
                    && plainly(&myth)
                    && !asks.iter().any(|role| sentence.has_role(*role, &between))
                    && !sentence.begins(Role::Relative, myth.end)
            })
}

/// Returns how many tokens there are, what stands between two commas or dashes aside.
fn bare(sentence: &ReadSentence, within: Range<usize>) -> usize {
    let is_comma = |at: &usize| {
        let token = &sentence.tokens[*at];
        token.is_mark(',') || token.is_mark('–')
    };
    let first = within.clone().find(is_comma);
    let last = within.clone().rfind(is_comma);
    match (first, last) {
        (Some(first), Some(last)) if first < last => within.len() - (last + 1 - first),
        _ => within.len(),
    }
}

/// Returns what the ends of a sentence reject of it, as tokens; what stands in them is the author's: "X – false",
/// "X (wrong)", "X, which is not true".
pub(super) fn taken_back_parts(sentence: &ReadSentence) -> Vec<Range<usize>> {
    if !sentence.roles.meets(ENDING) || sentence.ends_with('?') {
        return Vec::new();
    }
    let tokens = &sentence.tokens;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Mark(';') => from = at + 1,
            TokenKind::Mark(mark @ ('–' | ':' | '(' | '[' | ',' | '=' | '|' | '→' | '⇒')) => {
                let end = at + 1;
                let said = from..at;
                if ends_in_verdict(sentence, end, mark) && names_in(sentence, &said) {
                    parts.push(said);
                }
            }
            _ => {}
        }
    }
    parts
}

/// Tells whether a part of a sentence names something, or a figure.
fn names_in(sentence: &ReadSentence, part: &Range<usize>) -> bool {
    let mentions = &sentence.mentions;
    let mut concepts = mentions.concepts.iter().map(|name| &name.tokens);
    let mut numbers = mentions.numbers.iter().map(|number| &number.tokens);
    concepts.any(|name| inside(name, part)) || numbers.any(|number| inside(number, part))
}

/// Tells whether what stands at `start`, behind `mark`, rejects what stands before it. Behind a comma only "which is
/// wrong" does.
fn ends_in_verdict(sentence: &ReadSentence, start: usize, mark: char) -> bool {
    let tokens = &sentence.tokens;
    let Some(start) = (start..tokens.len()).find(|at| !is_mark(&tokens[*at])) else {
        return false;
    };
    if mark == ',' {
        return sentence.begins(Role::Relative, start) && is_verdict(sentence, start, true);
    }
    let rest = start..tokens.len();
    let begun = |role| {
        let cues = sentence.roles(role, &rest);
        cues.filter(|cue| cue.start == start)
    };
    let closes = |cue: &Range<usize>| tokens.get(cue.end).is_none_or(is_mark);
    let called = [Role::Verdict, Role::Myth].into_iter().flat_map(begun);
    let mut called = called.filter(|cue| closes(cue) || sentence.begins(Role::Relative, cue.end));
    let is_last = |cue: &Range<usize>| words_of(sentence, cue.end..tokens.len()).is_empty();
    // "No!" and "it isn't", but not "no more".
    let is_plain = |no: &Range<usize>| {
        let mut plain = sentence.roles(Role::DeniesSubject, &rest);
        plain.any(|plain| plain == *no)
    };
    let denied = |no: Range<usize>| {
        is_last(&no) && sentence.has_role(Role::Auxiliary, &no) || is_plain(&no) && closes(&no)
    };
    sentence.begins(Role::Rebuttal, start)
        || called.next().is_some()
        || begun(Role::No).any(denied)
        || is_verdict(sentence, start, true)
}
