//! Where the words that a cue turns begin and end.

use std::ops::Range;

use super::read::ReadSentence;
use crate::pack::Role;

/// Most words of one item of a list.
const ITEM: usize = 6;

/// Where cues of one clause reach.
pub(super) struct Reach<'a> {
    /// The sentence.
    pub(super) sentence: &'a ReadSentence,
    /// The clause.
    pub(super) clause: &'a Range<usize>,
}

impl Reach<'_> {
    /// Returns where a denial by `cue` ends: with its clause, where something is set against it, where another
    /// denial or statement begins, behind the condition that holds it, or at a closing bracket.
    pub(super) fn statement_end(&self, cue: &Range<usize>) -> usize {
        let ends = [
            self.set_against(cue.end),
            self.denied_anew(cue.end),
            self.stated_anew(cue.end),
            self.condition_end(cue),
            self.bracket_end(cue.end),
            self.new_item(cue),
        ];
        ends.into_iter().flatten().min().unwrap_or(self.clause.end)
    }

    /// Returns where a side clause ends that `cue` denies: at the verb or comma behind it, where the sentence
    /// goes on ("a bladder that won't empty is an emergency").
    pub(super) fn side_clause_end(&self, cue: &Range<usize>) -> usize {
        let end = self.statement_end(cue);
        let goes_on = |at: &usize| self.is_verb(*at, cue.end) || self.ends_phrase(*at);
        (cue.end..end).find(goes_on).unwrap_or(end)
    }

    /// Returns where such a phrase ends at the head of a clause. Of two names side by side the second is the subject
    /// of what follows ("without a scan sciatica gets better").
    pub(super) fn opening_end(&self, cue: &Range<usize>) -> usize {
        let end = self.noun_end(cue);
        let phrase = cue.end..end;
        let denials = self.sentence.roles(Role::Negation, &phrase);
        let stop = denials.map(|denial| denial.start).min().unwrap_or(end);
        if stop == self.clause.end || self.is_comma(stop) {
            return end;
        }
        let names = self.sentence.mentions.concepts.iter();
        let names = names.filter(|name| cue.end < name.tokens.end && name.tokens.end <= stop);
        let follows = |start: usize| names.clone().any(|name| name.tokens.end == start);
        let subjects = names.clone().map(|name| name.tokens.start);
        subjects
            .filter(|start| follows(*start))
            .max()
            .unwrap_or(end)
    }

    /// Returns where a noun phrase ends that `cue` denies ("without an operation"): before a verb, the subject of
    /// what follows, a comment, or a comma behind its last item.
    pub(super) fn noun_end(&self, cue: &Range<usize>) -> usize {
        let end = self.statement_end(cue);
        let goes_on = |at: &usize| {
            let behind = *at > cue.end;
            self.is_verb(*at, cue.end)
                || behind && self.begins(Role::NewSubject, *at)
                || behind && self.begins(Role::Comment, *at)
                || self.is_comma(*at)
                    && !self.items_follow(*at, end, &[Role::Alternative, Role::Coordinator])
        };
        (cue.end..end).find(goes_on).unwrap_or(end)
    }

    /// Returns where a phrase ends that begins at `from`: before a comma, unless it parts alternatives ("not
    /// the calf, the shin or the groin"), or with its clause.
    pub(super) fn phrase_end(&self, from: usize) -> usize {
        (from..self.clause.end)
            .find(|at| self.ends_phrase(*at))
            .unwrap_or(self.clause.end)
    }

    /// Returns where the phrase set against something ends: like any phrase, and before a verb ("L5 but not
    /// S1 is tested at the big toe").
    pub(super) fn rival_end(&self, from: usize) -> usize {
        let end = self.phrase_end(from);
        (from..end)
            .find(|at| self.is_verb(*at, from))
            .unwrap_or(end)
    }

    /// Returns where the next thing named ends, and what a comma or an "and" joins to it.
    pub(super) fn named_end(&self, from: usize) -> usize {
        let mut end = None;
        for mention in &self.sentence.mentions.concepts {
            let (start, reach) = match end {
                None => (from, from + 3),
                Some(end) => (end, end + 1),
            };
            let near = mention.tokens.start >= start && mention.tokens.start <= reach;
            if near && mention.tokens.end <= self.clause.end {
                end = Some(mention.tokens.end);
            }
        }
        end.unwrap_or(from)
    }

    /// Returns where the subject of the verb phrase `cue` begins: with its clause, or behind the last word
    /// that parts it from another statement. A verb in the plural may have a list before it.
    pub(super) fn subject_start(&self, cue: &Range<usize>) -> usize {
        let before = self.clause.start..cue.start;
        let plural = self.begins(Role::PluralVerb, cue.start)
            && !before.clone().any(|at| self.begins(Role::Auxiliary, at));
        let parts = |at: &usize| {
            self.begins(Role::Relative, *at)
                || !plural && (self.is_comma(*at) || self.begins(Role::Coordinator, *at))
        };
        before
            .rev()
            .find(parts)
            .map_or(self.clause.start, |at| at + 1)
    }

    fn set_against(&self, from: usize) -> Option<usize> {
        let rest = from..self.clause.end;
        self.sentence
            .roles(Role::InsteadOf, &rest)
            .map(|cue| cue.start)
            .min()
    }

    /// Where another denial begins anew: ", no ...", "and nobody ...", or the statement that holds it.
    fn denied_anew(&self, from: usize) -> Option<usize> {
        let rest = from..self.clause.end;
        self.sentence
            .roles(Role::Negation, &rest)
            .filter_map(|cue| {
                let joins = |at: usize| self.is_comma(at) || self.begins(Role::Coordinator, at);
                let joined = |at: &usize| joins(*at) && !self.begins(Role::Alternative, *at);
                let before = (from..cue.start).rev().take_while(|at| joins(*at)).last();
                before.or_else(|| (from..cue.start).find(joined))
            })
            .min()
    }

    /// Where a statement with a subject or verb of its own begins ("and it ...", "and is ...", "and walking is
    /// ..."), or a comment on what was said (", suggesting ...").
    fn stated_anew(&self, from: usize) -> Option<usize> {
        let last = self.clause.end.saturating_sub(1);
        // "No root apart from L3 and L4 has ...": what is excepted begins nothing.
        let rest = from..self.clause.end;
        let excepted: Vec<Range<usize>> = self
            .sentence
            .roles(Role::Exceptive, &rest)
            .map(|cue| cue.start..self.named_end(cue.end))
            .collect();
        let free = |at: &usize| !excepted.iter().any(|range| range.contains(at));
        (from..last).filter(free).find(|at| {
            let comma = self.is_comma(*at);
            let joiner = if comma { at + 1 } else { *at };
            let joined = self.joined_end(joiner);
            let behind = joined.or(comma.then_some(at + 1));
            let statement = behind.is_some_and(|behind| {
                self.begins(Role::NewSubject, behind) || self.begins(Role::Auxiliary, behind)
            });
            let comment = self.begins(Role::Comment, at + 1) || self.begins(Role::Relative, at + 1);
            // After "or" the verb goes with the last item: "no numbness or weakness is felt".
            let another = joined.filter(|_| !self.begins(Role::Alternative, joiner));
            let joins = |behind: usize| comma && self.joins_statements(from, *at, behind);
            let anew = another.is_some_and(|behind| self.one_does(behind) || joins(behind));
            statement || comma && comment || anew
        })
    }

    /// Tells whether a comma with an "and" behind it joins two statements: there is a verb before it, and no list that it
    /// may close ("It is not a disease, and most people recover").
    fn joins_statements(&self, from: usize, comma: usize, behind: usize) -> bool {
        let has_verb = (self.clause.start..comma).any(|at| self.is_verb(at, self.clause.start));
        let item = (from..comma)
            .rev()
            .take_while(|at| !self.is_comma(*at))
            .last();
        let listed = item.is_some_and(|item| item > from);
        // "In the arms, hands or head, and ...": the list has its end.
        let closed = item.is_some_and(|item| (item..comma).any(|at| self.joined_end(at).is_some()));
        has_verb && (!listed || closed) && !self.begins(Role::Relative, behind)
    }

    /// Tells whether another statement begins inside `between`, behind a word that joins it to one that has a verb:
    /// "Rest is not needed and walking is recommended".
    pub(super) fn is_parted(&self, between: &Range<usize>) -> bool {
        between.clone().any(|at| {
            let has_verb = || (self.clause.start..at).any(|at| self.begins(Role::Auxiliary, at));
            let joined = self.joined_end(at);
            let behind = joined.filter(|_| !self.begins(Role::Alternative, at) && has_verb());
            // In "and so is ..." the same goes on.
            let goes_on =
                |at: usize| self.begins(Role::NewSubject, at) || self.begins(Role::Comment, at);
            behind.is_some_and(|behind| !goes_on(behind) && self.has_own_verb(behind))
        })
    }

    /// Tells whether a short subject and a verb follow.
    fn has_own_verb(&self, from: usize) -> bool {
        let end = self.clause.end.min(from + ITEM);
        let parted = |at: usize| {
            self.is_comma(at)
                || self.begins(Role::Relative, at)
                || self.begins(Role::Coordinator, at)
        };
        let verb = (from..end).find(|at| self.begins(Role::Auxiliary, *at));
        verb.is_some_and(|verb| verb > from && !(from..verb).any(parted))
    }

    /// Tells whether a short subject follows with a verb that no list has for its own: it is not one item of
    /// several.
    fn one_does(&self, from: usize) -> bool {
        let end = self.clause.end.min(from + ITEM);
        let verb = (from..end).find(|at| self.is_verb(*at, from));
        verb.is_some_and(|verb| {
            let parted = |at: usize| {
                self.is_comma(at)
                    || self.begins(Role::Relative, at)
                    || self.begins(Role::Coordinator, at)
            };
            !self.begins(Role::PluralVerb, verb) && !(from..verb).any(parted)
        })
    }

    /// The comma behind a condition ("If it does not go away, ...").
    fn condition_end(&self, cue: &Range<usize>) -> Option<usize> {
        let before = self.clause.start..cue.start;
        let start = before
            .rev()
            .find(|at| self.is_comma(*at))
            .map_or(self.clause.start, |comma| comma + 1);
        let opens = |at: usize| at <= cue.start && self.begins(Role::Condition, at);
        if !opens(start) && !opens(start + 1) {
            let conditional = (start..cue.start).any(opens);
            // "See a doctor if yours doesn't, and ...": what is denied is left out.
            let left_out = |at: usize| at == cue.end && self.ends_phrase(at);
            // "A scan if it has not settled, or urgently for ...".
            let goes_on = |at: usize| self.is_comma(at) && self.begins(Role::Alternative, at + 1);
            let mut ends = cue.end..self.clause.end;
            return ends.find(|at| conditional && (left_out(*at) || goes_on(*at)));
        }
        (cue.end..self.clause.end).find(|at| self.ends_phrase(*at))
    }

    /// Where an item of its own begins behind a "no" ("no fever and a weak leg").
    fn new_item(&self, cue: &Range<usize>) -> Option<usize> {
        let denies_item = self.sentence.has_role(Role::DeniesSubject, cue);
        (cue.end..self.clause.end).find(|at| denies_item && self.begins(Role::NewItem, *at))
    }

    /// The bracket that closes what was opened before `from`.
    fn bracket_end(&self, from: usize) -> Option<usize> {
        let mut open = 0_usize;
        (from..self.clause.end).find(|at| {
            let token = &self.sentence.tokens[*at];
            if token.is_mark('(') || token.is_mark('[') {
                open += 1;
            } else if token.is_mark(')') || token.is_mark(']') {
                if open == 0 {
                    return true;
                }
                open -= 1;
            }
            false
        })
    }

    /// Tells whether a comma at `at` ends a phrase, and parts no alternatives.
    fn ends_phrase(&self, at: usize) -> bool {
        self.is_comma(at) && !self.items_follow(at, self.clause.end, &[Role::Alternative])
    }

    /// Tells whether a verb at `at` makes a statement; at `first`, most words that look like one are nouns.
    fn is_verb(&self, at: usize, first: usize) -> bool {
        self.begins(Role::Auxiliary, at) || at > first && self.begins(Role::Verb, at)
    }

    /// Tells whether short items follow a comma, up to one that a word of `joiners` joins.
    fn items_follow(&self, comma: usize, end: usize, joiners: &[Role]) -> bool {
        let mut words = 0;
        for at in comma + 1..end {
            if self.is_comma(at) {
                words = 0;
            } else if joiners.iter().any(|joiner| self.begins(*joiner, at)) {
                return true;
            } else {
                words += 1;
                if words > ITEM || self.begins(Role::Auxiliary, at) {
                    return false;
                }
            }
        }
        false
    }

    /// Returns the token behind the joining word that begins at `at`.
    fn joined_end(&self, at: usize) -> Option<usize> {
        if !self.begins(Role::Coordinator, at) {
            return None;
        }
        let mut cues = self.sentence.mentions.cues.iter();
        cues.find(|cue| cue.tokens.start == at && cue.role == Some(Role::Coordinator))
            .map(|cue| cue.tokens.end)
    }

    fn is_comma(&self, at: usize) -> bool {
        self.sentence.tokens[at].is_mark(',')
    }

    /// Tells whether a cue with `role` begins at a token.
    fn begins(&self, role: Role, at: usize) -> bool {
        self.sentence.begins(role, at)
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::one::{BUILT_IN, sentence};
    use crate::claim::scope::{Effect, find_scopes};

    /// Compares what the denials of a sentence reach, from the first to the last, with what is expected.
    #[track_caller]
    fn denied(text: &str, expected: &[&str]) {
        let read = sentence(text);
        let found: Vec<&str> = find_scopes(&read, &BUILT_IN.pack)
            .iter()
            .filter(|scope| scope.effect == Effect::Deny && !scope.tokens.is_empty())
            .map(|scope| &text[read.span_of(&scope.tokens).range()])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lists_are_denied_as_a_whole() {
        denied(
            "She has no fever, numbness or weakness.",
            &["fever, numbness or weakness."],
        );
        denied(
            "No numbness, tingling or weakness is felt.",
            &["numbness, tingling or weakness is felt."],
        );
        denied(
            "The calf is sore, with no numbness, tingling, or weakness.",
            &["numbness, tingling, or weakness."],
        );
        denied(
            "Neither the calf nor the shin hurts.",
            &["the calf nor the shin hurts."],
        );
    }

    #[test]
    fn an_item_with_an_article_stands_for_itself() {
        denied(
            "She has no ankle jerk and a numb little toe.",
            &["ankle jerk"],
        );
        denied("She has no fever and numbness.", &["fever and numbness."]);
    }

    #[test]
    fn what_is_set_against_something_may_be_a_list() {
        denied(
            "It is felt in the calf, not the groin, the shin or the thigh, as a rule.",
            &["the groin, the shin or the thigh"],
        );
        denied("The pain is sharp, not dull, and in one leg.", &["dull"]);
    }

    #[test]
    fn another_denial_begins_anew() {
        denied(
            "It causes no numbness or weakness, no fever, and no rash.",
            &["numbness or weakness", "fever", "rash."],
        );
        denied(
            "L5 does not serve the knee jerk and the calf does not hurt.",
            &["serve the knee jerk", "hurt."],
        );
    }

    #[test]
    fn another_statement_ends_a_denial() {
        denied(
            "It does not reach the groin and is felt in the calf.",
            &["reach the groin"],
        );
        denied("It is not dangerous, it settles by itself.", &["dangerous"]);
        denied(
            "Rest does not help, suggesting that movement is better.",
            &["help"],
        );
    }

    #[test]
    fn what_is_excepted_begins_no_statement() {
        denied(
            "No root apart from L3 and L4 has to do with the knee jerk.",
            &["root apart from L3 and L4 has to do with the knee jerk."],
        );
    }

    #[test]
    fn a_denial_stays_inside_its_condition() {
        denied("If the pain does not go away, see a doctor.", &["go away"]);
    }

    #[test]
    fn a_denial_stays_inside_its_brackets() {
        denied("One sign (not a proof) is pain in the calf.", &["a proof"]);
    }

    #[test]
    fn a_side_clause_ends_where_the_sentence_goes_on() {
        denied("A bladder that will not empty is an emergency.", &["empty"]);
        denied(
            "A study found that no root except S1 was tested.",
            &["root except S1 was tested."],
        );
    }

    #[test]
    fn a_denied_noun_ends_with_its_phrase() {
        denied(
            "Without an operation or injections most discs are better in a year.",
            &["an operation or injections most discs"],
        );
        denied("Without treatment, it gets worse.", &["treatment"]);
    }

    #[test]
    fn a_rival_ends_at_the_verb() {
        denied("S1 but not L5 weakens push-off.", &["L5"]);
        denied("Walk rather than rest if you can.", &["rest if you"]);
    }

    #[test]
    fn some_denials_reach_back_to_their_subject() {
        denied(
            "The big toe is weak and the ankle jerk is not affected.",
            &["the ankle jerk", "affected."],
        );
        denied(
            "The knee jerk and the ankle jerk are not affected.",
            &["The knee jerk and the ankle jerk", "affected."],
        );
    }
}
