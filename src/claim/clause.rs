//! Where clauses begin.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::read::Roles;
use crate::mention::{ConceptMention, CueMention, Mentions, Naming, inside};
use crate::pack::Role;
use crate::sentence::Token;

/// A part of a sentence that says one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Tokens of the sentence.
    pub tokens: Range<usize>,
    /// What sets it off from the clause before.
    pub opened_by: Opening,
}

/// The clauses of a sentence: most have one or two.
pub type Clauses = SmallVec<[Clause; 2]>;

/// How a clause begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The sentence begins.
    Start,
    /// After a semicolon, a dash, a word such as "but".
    Border,
    /// After a label and its colon or dash: what stands before names the subject.
    Label,
    /// After a comma, with a word that joins it: a statement with a subject and a verb of its own.
    Joined,
    /// With a relative pronoun: it is about the word before.
    Relative,
    /// Behind a relative clause: the sentence goes on.
    Resumed,
}

/// Longest label before a colon or dash, in tokens.
const LABEL: usize = 7;

/// Returns the clauses of a sentence; they partition its tokens. `starts` are the roles of the cues that begin at each,
/// `roles` all of them.
#[must_use]
pub(super) fn split_clauses(
    tokens: &[Token],
    mentions: &Mentions,
    starts: &[Roles],
    roles: Roles,
) -> Clauses {
    if tokens.is_empty() {
        return Clauses::new();
    }
    let mut borders: Borders = smallvec![(0, Opening::Start)];
    add_mark_borders(&mut borders, tokens, mentions);
    if roles.meets(OPENING) {
        add_cue_borders(&mut borders, tokens, mentions, starts);
    }
    if roles.contains(Role::Coordinator) {
        let joined = joined_borders(tokens, mentions, starts, &borders);
        borders.extend(joined);
    }
    if borders.len() > 1 {
        borders.sort_by_key(|(at, _)| *at);
        borders.dedup_by_key(|(at, _)| *at);
        borders.retain(|(at, _)| *at < tokens.len());
    }
    let mut clauses = Clauses::with_capacity(borders.len());
    let mut end = tokens.len();
    for (start, opened_by) in borders.into_iter().rev() {
        let tokens = start..end;
        clauses.push(Clause { tokens, opened_by });
        end = start;
    }
    clauses.reverse();
    clauses
}

/// Where clauses begin: few of a sentence.
type Borders = SmallVec<[(usize, Opening); 8]>;

/// Roles of the cues that may begin a clause by themselves.
const OPENING: Roles = Roles::new(&[
    Role::Border,
    Role::Contrast,
    Role::Former,
    Role::Latter,
    Role::Relative,
    Role::Historical,
]);

fn add_mark_borders(borders: &mut Borders, tokens: &[Token], mentions: &Mentions) {
    let mut last = 0;
    for (at, token) in tokens.iter().enumerate() {
        // "L4 - L5"
        let is_inside = |mention: &ConceptMention| {
            mention.how == Naming::Label && mention.tokens.start < at && at + 1 < mention.tokens.end
        };
        let dash = token.is_mark('–') && !mentions.concepts.iter().any(is_inside);
        let colon = token.is_mark(':') || token.is_mark('=');
        if token.is_mark(';') {
            borders.push((at + 1, Opening::Border));
            last = at + 1;
        } else if dash || colon {
            // In "inner ankle L5 – top of foot" the label belongs to what follows.
            let label = mentions
                .concepts
                .iter()
                .find(|mention| mention.tokens.end == at && mention.how == Naming::Label);
            if let Some(label) = label.filter(|label| label.tokens.start > last) {
                borders.push((label.tokens.start, Opening::Border));
                last = label.tokens.start;
            }
            let is_label = at - last <= LABEL && at > last;
            let opening = if is_label {
                Opening::Label
            } else {
                Opening::Border
            };
            borders.push((at + 1, opening));
            last = at + 1;
        }
    }
}

fn add_cue_borders(borders: &mut Borders, tokens: &[Token], mentions: &Mentions, starts: &[Roles]) {
    let comma_after = |at: usize| (at..tokens.len()).find(|at| tokens[*at].is_mark(','));
    for mention in &mentions.cues {
        let start = mention.tokens.start;
        match mention.role {
            Some(Role::Border) if is_joining(mention, mentions) => {}
            Some(Role::Border | Role::Contrast) if start == 0 => {
                // "While L5 weakens the big toe, S1 ...": the main clause begins at the comma.
                let main = main_clause(start, tokens, starts).or(comma_after(start));
                borders.extend(main.map(|comma| (comma + 1, Opening::Border)));
            }
            Some(Role::Border | Role::Contrast) => borders.push((start, Opening::Border)),
            // "The former ..., the latter ...": each says something of its own.
            Some(Role::Former | Role::Latter) if is_set_off(start, tokens, mentions) => {
                borders.push((start, Opening::Border));
            }
            Some(Role::Relative)
                if start > 0
                    && tokens[start - 1].is_mark(',')
                    && !is_pronoun(mention, mentions)
                    && !opens_name(mention, mentions) =>
            {
                borders.push((start, Opening::Relative));
                borders.extend(comma_after(start).map(|comma| (comma + 1, Opening::Resumed)));
            }
            // "The muscle, once thought to be ..., is ...".
            Some(Role::Historical) if start > 0 && tokens[start - 1].is_mark(',') => {
                if let Some(comma) = comma_after(start) {
                    borders.push((start, Opening::Relative));
                    borders.push((comma + 1, Opening::Resumed));
                }
            }
            _ => {}
        }
    }
}

/// Most words of a subject behind an "and".
const SUBJECT: usize = 8;

/// Returns where a statement is joined to the one before: "..., and S1 is tested at the ankle". A comma of a list has no
/// verb before it, or no subject with a verb behind it.
fn joined_borders(
    tokens: &[Token],
    mentions: &Mentions,
    starts: &[Roles],
    borders: &[(usize, Opening)],
) -> Borders {
    let begins = |at: usize, roles: &[Role]| {
        let found = starts.get(at);
        found.is_some_and(|found| found.contains_any(roles))
    };
    let is_verb = |at: usize| begins(at, &[Role::Auxiliary, Role::Verb]);
    let starts_at = |at: usize| {
        let before = borders.iter().map(|(start, _)| *start);
        before.filter(|start| *start <= at).max().unwrap_or(0)
    };
    let joins = |joiner: &CueMention| {
        let at = joiner.tokens.start;
        let comma = at
            .checked_sub(1)
            .filter(|comma| tokens[*comma].is_mark(','))?;
        let subject = joiner.tokens.end;
        let verb = (subject..tokens.len().min(subject + SUBJECT)).find(|at| is_verb(*at))?;
        let is_comma = |at: &usize| tokens[*at].is_mark(',');
        let before = starts_at(comma)..comma;
        let in_list = before.clone().any(|at| is_comma(&at));
        let parted = |at: usize| {
            let coordinated = in_list && begins(at, &[Role::Coordinator]);
            is_comma(&at) || coordinated || begins(at, &[Role::Relative])
        };
        let stands = [
            Role::NewSubject,
            Role::Pronoun,
            Role::Relative,
            Role::Condition,
            Role::Comment,
        ];
        let own = verb > subject && !begins(subject, &stands) && !(subject..verb).any(parted);
        // "..., and NICE does not want it prescribed": it is still about what stands before.
        let mut rest = (subject..tokens.len()).take_while(|at| !is_comma(at));
        let goes_on = rest.any(|at| begins(at, &[Role::Pronoun]));
        let states = before.clone().any(is_verb);
        let condition = before.clone().rfind(|at| begins(*at, &[Role::Condition]));
        // "If it hurts, you should ..., and rest is ...": the condition has its end.
        let ends = |at: usize| is_comma(&at) && begins(at + 1, &[Role::NewSubject]);
        let conditional = condition.is_some_and(|start| !(start..comma).any(ends));
        (own && states && !goes_on && !conditional && !begins(at, &[Role::Alternative]))
            .then_some((at, Opening::Joined))
    };
    let joiners = mentions.cues.iter();
    let joiners =
        joiners.filter(|cue| cue.role == Some(Role::Coordinator) && cue.tokens.len() == 1);
    joiners.filter_map(joins).collect()
}

/// Returns the comma behind a side clause that begins at `start`: one with a verb before it and, up to the next comma, a
/// subject with a verb behind it ("Although pain in the thigh, the calf or the foot is common, S1 is ...").
fn main_clause(start: usize, tokens: &[Token], starts: &[Roles]) -> Option<usize> {
    let is_verb = |at: usize| starts[at].contains_any(&[Role::Auxiliary, Role::Verb]);
    let is_comma = |at: &usize| tokens[*at].is_mark(',');
    let states = |comma: usize| {
        let rest = comma + 1..tokens.len();
        let verb = rest.take_while(|at| !is_comma(at)).find(|at| is_verb(*at));
        verb.is_some_and(|verb| verb > comma + 1)
    };
    let mut commas = (start..tokens.len()).filter(is_comma);
    commas.find(|comma| (start..*comma).any(is_verb) && states(*comma))
}

/// Tells whether a word that may begin a clause is a part of longer words that join ("but also"), or begins in words
/// that tie what follows to what stands before ("as soon as it is").
fn is_joining(border: &CueMention, mentions: &Mentions) -> bool {
    mentions.cues.iter().any(|other| {
        let (role, tokens) = (other.role, &other.tokens);
        match role {
            Some(Role::Coordinator) => {
                tokens.len() > border.tokens.len() && inside(&border.tokens, tokens)
            }
            Some(Role::Tie) => tokens.contains(&border.tokens.start),
            _ => false,
        }
    })
}

/// Tells whether a comma or a joining word stands before the token at `start`.
fn is_set_off(start: usize, tokens: &[Token], mentions: &Mentions) -> bool {
    let joined = mentions
        .cues
        .iter()
        .any(|other| other.role == Some(Role::Coordinator) && other.tokens.end == start);
    joined || start > 0 && tokens[start - 1].is_mark(',')
}

/// Tells whether a word that may open a side clause begins a name: ", which root is pinched".
fn opens_name(relative: &CueMention, mentions: &Mentions) -> bool {
    mentions.concepts.iter().any(|name| {
        name.tokens.start == relative.tokens.start && name.tokens.len() > relative.tokens.len()
    })
}

/// Tells whether a word that may open a side clause stands for what was said: ", that is why".
fn is_pronoun(relative: &CueMention, mentions: &Mentions) -> bool {
    mentions.cues.iter().any(|other| {
        other.role == Some(Role::Pronoun)
            && other.tokens.len() > relative.tokens.len()
            && inside(&relative.tokens, &other.tokens)
    })
}

#[cfg(test)]
mod tests {
    use super::Opening;
    use crate::claim::one::sentence;

    #[track_caller]
    fn check(text: &str, expected: &[(Opening, &str)]) {
        let read = sentence(text);
        let clauses: Vec<(Opening, &str)> = read
            .clauses
            .iter()
            .filter(|clause| !clause.tokens.is_empty())
            .map(|clause| {
                (
                    clause.opened_by,
                    &text[read.span_of(&clause.tokens).range()],
                )
            })
            .collect();
        assert_eq!(clauses, expected);
    }

    #[test]
    fn contrast_and_semicolons_begin_a_clause() {
        check(
            "S1 serves the ankle jerk, but L4 does not; L5 has none.",
            &[
                (Opening::Start, "S1 serves the ankle jerk,"),
                (Opening::Border, "but L4 does not;"),
                (Opening::Border, "L5 has none."),
            ],
        );
        check(
            "While L5 weakens the big toe, S1 weakens push-off.",
            &[
                (Opening::Start, "While L5 weakens the big toe,"),
                (Opening::Border, "S1 weakens push-off."),
            ],
        );
    }

    #[test]
    fn a_statement_behind_and_begins_a_clause() {
        check(
            "Rest does not help, and S1 pain is felt in the heel, the calf, and the sole.",
            &[
                (Opening::Start, "Rest does not help,"),
                (
                    Opening::Joined,
                    "and S1 pain is felt in the heel, the calf, and the sole.",
                ),
            ],
        );
        check(
            "If the pain lasts, and the leg is weak, see a doctor.",
            &[(
                Opening::Start,
                "If the pain lasts, and the leg is weak, see a doctor.",
            )],
        );
    }

    #[test]
    fn a_side_clause_may_hold_commas() {
        check(
            "Although pain in the thigh, the groin or the shin is common, S1 is felt in the calf.",
            &[
                (
                    Opening::Start,
                    "Although pain in the thigh, the groin or the shin is common,",
                ),
                (Opening::Border, "S1 is felt in the calf."),
            ],
        );
    }

    #[test]
    fn a_label_belongs_to_what_follows() {
        check(
            "L4 – inner ankle L5 – top of foot",
            &[
                (Opening::Start, "L4 –"),
                (Opening::Label, "inner ankle"),
                (Opening::Border, "L5 –"),
                (Opening::Label, "top of foot"),
            ],
        );
    }

    #[test]
    fn that_is_why_opens_no_side_clause() {
        check(
            "If the calf hurts, that is why you limp.",
            &[(Opening::Start, "If the calf hurts, that is why you limp.")],
        );
    }

    #[test]
    fn a_relative_clause_stands_between() {
        check(
            "The femoral nerve, which serves the thigh, is shorter.",
            &[
                (Opening::Start, "The femoral nerve,"),
                (Opening::Relative, "which serves the thigh,"),
                (Opening::Resumed, "is shorter."),
            ],
        );
    }
}
