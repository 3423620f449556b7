//! Whose statement a clause is.

use std::ops::Range;

use super::Stance;
use super::answer::question_before;
use super::by_sentence::BySentence;
use super::clause::Opening;
use super::frame::{Unsaid, frame, is_bold, unsaid_below};
use super::read::{ReadBlock, ReadSentence, Roles};
use super::taken_back::{
    is_called_false, is_crossed_out, is_denial, is_statement, taken_back_parts, unsays,
};
use crate::markup::{Article, BlockIndex, BlockKind};
use crate::mention::inside;
use crate::pack::Role;

/// Whose statement each clause of an article is.
#[derive(Clone, Debug)]
pub struct Stances {
    /// By sentence: where those of its clauses end.
    ends: BySentence<usize>,
    values: Vec<Stance>,
}

impl Stances {
    /// Returns those of the clauses of `read`; in blocks that are sources, nobody states anything.
    #[must_use]
    pub fn find(
        article: &Article,
        read: &[ReadBlock],
        is_source: impl Fn(BlockIndex) -> bool,
    ) -> Self {
        let mut values = Vec::new();
        let mut ends = BySentence::with_room_for(read);
        for block in 0..read.len() {
            let start = values.len();
            ends.push(add_stances(article, block, read, &mut values));
            // The title of a study states nothing.
            if is_source(block) {
                values[start..].fill(Stance::Hearsay);
            }
        }
        Self { ends, values }
    }

    /// Returns those of the clauses of a sentence.
    ///
    /// # Panics
    /// If the block has no such sentence.
    #[must_use]
    pub fn of(&self, block: BlockIndex, sentence: usize) -> &[Stance] {
        let at = self.ends.place(block).start + sentence;
        let ends = self.ends.all();
        &self.values[start_of(ends, at)..ends[at]]
    }

    /// Returns those of all clauses of a block.
    #[must_use]
    pub fn of_block(&self, block: BlockIndex) -> &[Stance] {
        let sentences = self.ends.place(block);
        let ends = self.ends.all();
        &self.values[start_of(ends, sentences.start)..start_of(ends, sentences.end)]
    }
}

/// Returns where that at `at` starts, of those that end at `ends` and follow each other.
fn start_of(ends: &[usize], at: usize) -> usize {
    at.checked_sub(1).map_or(0, |before| ends[before])
}

/// Adds the stances of the clauses of a block to `all`, and returns for each of its sentences where they end there.
fn add_stances<'a>(
    article: &'a Article,
    at: BlockIndex,
    read: &'a [ReadBlock],
    all: &'a mut Vec<Stance>,
) -> impl Iterator<Item = usize> + 'a {
    let offered = is_offered_as_answer(article, at, read);
    let framed = frame(article, at, read);
    let mut rejecting = framed == Some(Stance::Rejected);
    let unsaid = unsaid_below(article, at, read);
    let sentences = &read[at].sentences;
    let mut bold_myth = false;
    sentences.iter().enumerate().map(move |(place, sentence)| {
        let bold = is_bold(article, at, sentence);
        // What follows a myth that stands in bold answers it.
        if bold_myth && !bold {
            rejecting = false;
        }
        // Under "Myths" the first one is told anew.
        let before = rejecting && place > 0;
        let start = all.len();
        let taken_back = taken_back_parts(sentence);
        add_sentence_stances(sentence, &taken_back, &mut rejecting, all);
        let stances = &mut all[start..];
        bold_myth = bold && rejecting && (bold_myth || !before);
        // "True or false? ..." asks what follows; "You ask whether ..." does not.
        let asked = || {
            place.checked_sub(1).is_some_and(|before| {
                let before = &sentences[before];
                let all = before.all();
                let mut cues = before.roles(Role::Question, &all);
                cues.any(|cue| cue.start <= 1 || before.ends_with('?'))
            })
        };
        let next = sentences.get(place + 1);
        if next.is_some_and(|next| next.has_role(Role::Revival, &next.all())) {
            revive(stances);
        }
        if let Some(stance) = framed.filter(|stance| *stance != Stance::Rejected) {
            put_into_frame(stance, sentence, stances);
        }
        for said in &taken_back {
            reject_part(sentence, said, stances);
        }
        let below = match unsaid {
            Unsaid::All => true,
            Unsaid::End => next.is_none(),
            Unsaid::Nothing => false,
        };
        let rejected = below
            || next.is_some_and(|next| unsays(next, sentence))
            || is_crossed_out(sentence)
            || is_called_false(sentence) && !answers(article, read, at, place);
        if rejected {
            stances.fill(Stance::Rejected);
        } else if offered || asked() && !is_denial(sentence) {
            stances.fill(Stance::Asked);
        }
        all.len()
    })
}

/// Tells whether a sentence that begins with "False: ..." says that of what stands before it, and goes on with how it is.
fn answers(article: &Article, read: &[ReadBlock], at: BlockIndex, place: usize) -> bool {
    if question_before(article, read, at, place).is_some() {
        return true;
    }
    match place.checked_sub(1) {
        Some(before) => {
            let said = &read[at].sentences[before];
            is_bold(article, at, said) || is_statement(said) && !said.roles.meets(TURNING)
        }
        None => at
            .checked_sub(1)
            .is_some_and(|above| unsaid_below(article, above, read) == Unsaid::All),
    }
}

/// Makes the statements of a sentence those of the `framed` ones under whose heading it stands.
fn put_into_frame(framed: Stance, sentence: &ReadSentence, stances: &mut [Stance]) {
    let today = framed == Stance::Historical && sentence.roles.contains(Role::Nowadays);
    if framed == Stance::Author || today {
        return;
    }
    for stance in stances {
        if stance.is_asserted() {
            *stance = framed;
        }
    }
}

/// Makes a part of a sentence rejected: the clauses that begin before it ends.
fn reject_part(sentence: &ReadSentence, said: &Range<usize>, stances: &mut [Stance]) {
    for (clause, stance) in sentence.clauses.iter().zip(stances) {
        let tokens = &clause.tokens;
        if tokens.start < said.end && said.start < tokens.end {
            *stance = Stance::Rejected;
        }
    }
}

/// Makes what used to be held the author's own: "That advice still holds."
fn revive(stances: &mut [Stance]) {
    for stance in stances {
        if *stance == Stance::Historical {
            *stance = Stance::Author;
        }
    }
}

/// Most words of an answer that is only offered.
const OFFERED_ANSWER: usize = 6;

/// Tells whether an item is one of several answers that the reader is to choose from: a few words below a
/// question that is no heading.
fn is_offered_as_answer(article: &Article, at: BlockIndex, read: &[ReadBlock]) -> bool {
    let block = &article.blocks[at];
    let question = block
        .list
        .and_then(|list| list.lead_in)
        .is_some_and(|above| {
            let last = read[above].sentences.last();
            article.blocks[above].kind == BlockKind::Paragraph
                && last.is_some_and(|sentence| sentence.ends_with('?'))
        });
    question
        && block.kind == BlockKind::Item
        && block.prose.split_whitespace().count() <= OFFERED_ANSWER
}

/// Roles of the cues that make a sentence another's statement than its author's.
const TURNING: Roles = Roles::new(&[
    Role::Myth,
    Role::Untrue,
    Role::Hearsay,
    Role::Historical,
    Role::Attribution,
    Role::Question,
    Role::Supposed,
    Role::Personal,
    Role::Would,
    Role::Unreal,
]);

/// Adds the stances of the clauses of a sentence to `all`; its ends take some parts back, and `rejecting` is whether what
/// is said is that of a myth.
fn add_sentence_stances(
    sentence: &ReadSentence,
    taken_back: &[Range<usize>],
    rejecting: &mut bool,
    all: &mut Vec<Stance>,
) {
    let start = all.len();
    if !*rejecting && !sentence.roles.meets(TURNING) && !sentence.ends_with('?') {
        all.resize(start + sentence.clauses.len(), Stance::Author);
        return;
    }
    let whole = whole_sentence_stance(sentence);
    let mut carried: Option<Stance> = None;
    let mut condemned = false;
    for clause in &sentence.clauses {
        let tokens = &clause.tokens;
        // "Bed rest as a cure is a myth: ...": what follows is the author's answer.
        if clause.opened_by == Opening::Label && condemned {
            carried = None;
        }
        let judges = taken_back.iter().any(|said| said.end < tokens.start);
        if judges {
            // "Rest is best – myth": what follows is not rejected with it.
        } else if is_label(sentence, Role::Myth, tokens) {
            *rejecting = true;
        } else if is_label(sentence, Role::TruthLabel, tokens) {
            *rejecting = false;
        }
        // "What people believe of rest is a myth: ...": no matter how long the words before the colon are.
        let colon = tokens.start.checked_sub(1).map(|at| &sentence.tokens[at]);
        let unfolds = colon.is_some_and(|token| token.is_mark(':'))
            && carried == Some(Stance::Rejected)
            && !condemned;
        let kept = carried == Some(Stance::Attributed) || unfolds;
        if clause.opened_by == Opening::Border && !kept {
            carried = None;
        }
        let own = clause_stance(sentence, tokens);
        if sentence.has_role(Role::Nowadays, tokens) && carried == Some(Stance::Historical) {
            carried = None;
        }
        carried = own.or(carried);
        condemned = condemns(sentence, tokens);
        let stance = if *rejecting {
            Some(Stance::Rejected)
        } else {
            whole.or(carried)
        };
        all.push(stance.unwrap_or(Stance::Author));
    }
    // A word at the end may tell of the whole: "..., according to one forum".
    if let Some(last) = carried.filter(|_| sentence.clauses.len() == 1) {
        all[start..].iter_mut().for_each(|stance| {
            if *stance == Stance::Author {
                *stance = last;
            }
        });
    }
}

fn whole_sentence_stance(sentence: &ReadSentence) -> Option<Stance> {
    let all = sentence.all();
    if sentence.ends_with('?') || sentence.has_role(Role::Question, &all) {
        return Some(Stance::Asked);
    }
    if sentence.has_role(Role::Supposed, &all) || is_counterfactual(sentence) {
        return Some(Stance::Supposed);
    }
    is_story(sentence).then_some(Stance::Personal)
}

/// Tells whether a sentence opens with a condition that does not hold: "If S1 served the groin, it would hurt."
fn is_counterfactual(sentence: &ReadSentence) -> bool {
    if !sentence.roles.contains_any(&[Role::Would, Role::Unreal]) {
        return false;
    }
    let all = sentence.all();
    let Some(condition) = sentence.opening_condition(&all) else {
        return false;
    };
    let main = condition.end..all.end;
    let mut would = sentence.roles(Role::Would, &main);
    // "I would advise" states.
    let politely = |would: &Range<usize>| {
        let mut endorsed = sentence.roles(Role::Endorsed, &main);
        endorsed.any(|longer| longer.len() > would.len() && inside(would, &longer))
    };
    let unreal = sentence.has_role(Role::Unreal, &(0..condition.end));
    would.any(|would| !politely(&would)) || unreal && sentence.has_role(Role::Possible, &main)
}

/// Tells whether a sentence speaks of one person; "he or she" is nobody in particular.
pub(super) fn is_story(sentence: &ReadSentence) -> bool {
    let all = sentence.all();
    sentence.roles(Role::Personal, &all).any(|cue| {
        !sentence.mentions.cues.iter().any(|other| {
            other.tokens.len() > cue.len()
                && inside(&cue, &other.tokens)
                && other.role == Some(Role::Anybody)
        })
    })
}

/// Returns what the words of one clause say about it and about the clauses after it.
fn clause_stance(sentence: &ReadSentence, tokens: &Range<usize>) -> Option<Stance> {
    let has = |role| sentence.has_role(role, tokens);
    if has(Role::Contrary) {
        return None;
    }
    if has(Role::Untrue) || has(Role::Myth) {
        return Some(Stance::Rejected);
    }
    if has(Role::Hearsay) {
        return Some(Stance::Hearsay);
    }
    // "No longer" makes the present the opposite of the past.
    if has(Role::Historical) && !has(Role::Nowadays) {
        return Some(Stance::Historical);
    }
    is_attributed(sentence, tokens).then_some(Stance::Attributed)
}

/// Tells whether a clause reports somebody else, other than one the author stands behind: "according to" a guideline.
fn is_attributed(sentence: &ReadSentence, tokens: &Range<usize>) -> bool {
    let mut reports = sentence.roles(Role::Attribution, tokens);
    reports.any(|report| {
        let mut endorsed = sentence.roles(Role::Endorsed, tokens);
        !endorsed.any(|longer| longer.len() > report.len() && inside(&report, &longer))
    })
}

/// Tells whether a clause names something and calls it a myth: "Rest is a fairy tale", "That rest cures is a fairy
/// tale". In "this is a myth" and "a belief about rest is a myth", what is a myth follows.
fn condemns(sentence: &ReadSentence, clause: &Range<usize>) -> bool {
    let Some(myth) = sentence.roles(Role::Myth, clause).last() else {
        return false;
    };
    let before = clause.start..myth.start;
    let Some(verb) = sentence.roles(Role::Auxiliary, &before).last() else {
        return false;
    };
    let subject = clause.start..verb.start;
    let opening = clause.start..clause.end.min(clause.start + 1);
    let mut names = sentence.mentions.concepts.iter();
    let that = sentence.has_role(Role::Relative, &opening);
    let is_it = |name: &Range<usize>| {
        let whole = name.start <= clause.start + 1 && name.end == subject.end;
        inside(name, &subject) && (that || whole)
    };
    let ends = clause.end <= myth.end + 1;
    ends && names.any(|name| is_it(&name.tokens))
}

/// Tells whether a clause says in so many words that what it holds is not so: "It is not true that ..."
pub(super) fn is_contested(sentence: &ReadSentence, clause: &Range<usize>) -> bool {
    let opening = clause.start..clause.end.min(clause.start + 1);
    let that = sentence.has_role(Role::Relative, &opening);
    sentence.has_role(Role::NotTrue, clause) || that && condemns(sentence, clause)
}

/// Tells whether a clause begins with a label of this role: "Myth 3:", "Fact:".
fn is_label(sentence: &ReadSentence, role: Role, clause: &Range<usize>) -> bool {
    let cue = sentence.roles(role, clause).next();
    let Some(cue) = cue.filter(|cue| cue.start <= clause.start + 2) else {
        return false;
    };
    let behind = cue.end..clause.end.min(cue.end + 4);
    let closed = sentence.tokens[behind.clone()]
        .iter()
        .any(|token| token.is_mark(':') || token.is_mark('–'));
    closed || behind.end == sentence.tokens.len() && behind.len() <= 2
}

#[cfg(test)]
mod tests {
    use super::Stances;
    use crate::claim::Stance::{
        self, Asked, Attributed, Author, Hearsay, Historical, Personal, Rejected, Supposed,
    };
    use crate::claim::one::article;

    /// Compares the stances of all clauses that hold words, in order, with what is expected.
    #[track_caller]
    fn check(text: &str, expected: &[Stance]) {
        let (article, read) = article(text);
        let mut found = Vec::new();
        let stances = Stances::find(&article, &read, |_| false);
        for (at, block) in read.iter().enumerate() {
            for (place, sentence) in block.sentences.iter().enumerate() {
                let clauses = sentence.clauses.iter().zip(stances.of(at, place));
                found.extend(
                    clauses
                        .filter(|(clause, _)| !clause.tokens.is_empty())
                        .map(|(_, stance)| *stance),
                );
            }
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_tell_whose_statement_a_clause_is() {
        check("S1 serves the ankle jerk.", &[Author]);
        check(
            "According to one study, S1 serves the ankle jerk.",
            &[Attributed],
        );
        check(
            "Some people believe that S1 serves the knee jerk.",
            &[Hearsay],
        );
        check("It is a myth that S1 serves the knee jerk.", &[Rejected]);
        check("Does S1 serve the knee jerk?", &[Asked]);
        check("Doctors used to advise bed rest.", &[Historical]);
        check("My doctor told me to stay in bed.", &[Personal]);
    }

    #[test]
    fn what_is_no_longer_so_is_said_of_today() {
        check("Doctors no longer advise bed rest.", &[Author]);
    }

    #[test]
    fn a_myth_is_answered_by_what_is_called_a_fact() {
        check(
            "Myth: S1 serves the knee jerk. Fact: S1 serves the ankle jerk.",
            &[Rejected, Rejected, Author, Author],
        );
        check("S1 serves the knee jerk. False.", &[Rejected, Author]);
    }

    #[test]
    fn what_is_supposed_is_not_said() {
        check("Suppose S1 served the knee jerk.", &[Supposed]);
    }

    #[test]
    fn what_stands_behind_rejects_what_stands_before() {
        check(
            "S1 serves the knee jerk. In reality, S1 serves the ankle jerk.",
            &[Rejected, Author],
        );
        check("S1 serves the knee jerk – false.", &[Rejected, Author]);
        check("S1 serves the knee jerk (wrong).", &[Rejected]);
        check(
            "S1 serves the knee jerk. This is, of course, wrong.",
            &[Rejected, Author],
        );
        check(
            "**S1 serves the knee jerk.**\n\nFalse. S1 serves the ankle jerk.",
            &[Rejected, Author, Author],
        );
        check("S1 serves the ankle jerk – no other.", &[Author, Author]);
    }

    #[test]
    fn a_condition_contrary_to_fact_supposes() {
        check("If S1 served the knee jerk, it would fail.", &[Supposed]);
        check("If S1 is hurt, the ankle jerk fails.", &[Author]);
    }

    #[test]
    fn a_heading_tells_whose_its_section_is() {
        check(
            "## Comments\n\nS1 serves the knee jerk.",
            &[Author, Hearsay],
        );
        check("## Quiz\n\nS1 serves the knee jerk.", &[Author, Asked]);
        check(
            "## Myths\n\n**S1 serves the knee jerk.** S1 serves the ankle jerk.",
            &[Rejected, Rejected, Author],
        );
        check(
            "## My story\n\nS1 serves the knee jerk.",
            &[Author, Personal],
        );
        check(
            "| Then | Now |\n|---|---|\n| S1 serves the knee jerk. | S1 serves the ankle jerk. |",
            &[Author, Author, Historical, Author],
        );
        check(
            "- [ ] S1 serves the knee jerk.\n- [x] S1 serves the ankle jerk.",
            &[Rejected, Author],
        );
    }

    #[test]
    fn a_layout_rejects_or_asks_what_stands_in_it() {
        check(
            "| Myth | Fact |\n|---|---|\n| Bed rest heals | Walking helps |",
            &[Rejected, Author, Rejected, Author],
        );
        check(
            "Which root serves the ankle jerk?\n\n- L4\n- S1",
            &[Asked, Asked, Asked],
        );
    }
}
