//! Mentions of one clause to the claims of one predicate.
//!
//! Input: a sentence in its context and a predicate.
//! Output: claims; none where it isn't sure which mention belongs to which.
//!
//! Absent on purpose: stance (see [`super::stance`]).

mod advice;
mod candidates;
mod ellipsis;
mod known;
mod pairing;
mod quantity;
mod relation;
mod sign;
mod subject;

pub(super) use known::Known;

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::answer::{TURNED, names_something, question_before};
use super::clause::Opening;
use super::read::{ReadBlock, ReadSentence};
use super::scope::{Effect, Scope, is_ignored, tokens_of};
use super::topic::Topic;
use super::{Claim, Modality, Stance};
use crate::markup::{Article, BlockIndex};
use crate::mention::{ConceptMention, CueMention, Naming, inside};
use crate::pack::{Pack, PackIndex, Predicate, PredicateKind, Role, Theme, Unit, Wanted};
use crate::proposition::{Bound, CueId, Interval, PredicateId};
use crate::source::ProseSpan;

/// A stated share wider than this, in percent points, is a word such as "most".
const WIDEST_SHARE: f64 = 45.0;

/// Most tokens of an answer that only names what was asked for.
const FRAGMENT: usize = 14;
/// Most tokens before the figure of an answer, and behind it.
const FIGURE_FIRST: usize = 3;
const FIGURE_LAST: usize = 6;

/// Most tokens between the name that opens a statement and its verb.
const NEW_SUBJECT: usize = 3;

/// What happens at most so often is called rare, in percent; the scale of the language data.
const RARE: f64 = 10.0;
/// What happens at most so often happens sometimes, in percent.
const SOMETIMES: f64 = 60.0;

/// Returns how often, where two words say it: what both allow for, or the rarer of two that exclude each other. "As a
/// rule ... never" leaves it open whether it is never or in few.
fn narrowed(one: Interval, other: Interval) -> Interval {
    let (rare, common) = match one.low <= other.low {
        true => (one, other),
        false => (other, one),
    };
    match one.intersection(other) {
        Some(both) => both,
        None if rare.high == 0.0 => rare.hull(common.complement_of_hundred()),
        None => rare,
    }
}

/// Mentions that a predicate asks for, in order: few of a clause.
type Named<'a> = SmallVec<[&'a ConceptMention; 4]>;

/// One clause in its context: all that binding looks at.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) article: &'a Article,
    pub(super) read: &'a [ReadBlock],
    pub(super) pack: &'a Pack,
    /// The pack whose predicates are asked.
    pub(super) home: PackIndex,
    pub(super) block: BlockIndex,
    /// Place of the sentence in its block.
    pub(super) at: usize,
    pub(super) sentence: &'a ReadSentence,
    /// Place of the clause in its sentence.
    pub(super) clause: usize,
    pub(super) scopes: &'a [Scope],
    pub(super) stance: Stance,
    pub(super) topic: Topic,
    /// What was worked out of the clause.
    pub(super) known: &'a Known,
}

/// Adds the claims that a clause makes with the predicates of the pack at home.
pub(super) fn bind_all(place: &Place<'_>, claims: &mut Vec<Claim>) {
    if place.names_unknown_topic(place.tokens()) {
        return;
    }
    let candidates = place.candidates(claims);
    debug_assert!(
        others_claim_nothing(place, &candidates, claims),
        "a predicate that is no candidate makes a claim"
    );
    for id in candidates {
        bind(place, id, claims);
    }
}

/// Tells whether the predicates besides `candidates` make no claims.
fn others_claim_nothing(place: &Place<'_>, candidates: &[PredicateId], claims: &[Claim]) -> bool {
    let mut tried = claims.to_vec();
    let others = (0..).zip(&place.pack.predicates).filter(|(id, predicate)| {
        predicate.pack == Some(place.home) && !candidates.contains(&PredicateId(*id))
    });
    for (id, _) in others {
        bind(place, PredicateId(id), &mut tried);
    }
    tried.len() == claims.len()
}

/// Adds the claims that a clause makes with one predicate.
fn bind(place: &Place<'_>, id: PredicateId, claims: &mut Vec<Claim>) {
    let predicate = place.pack.predicate(id);
    match predicate.kind {
        PredicateKind::Relation | PredicateKind::Frequency => relation::bind(place, id, claims),
        PredicateKind::Stance => advice::bind(place, id, claims),
        PredicateKind::Share
        | PredicateKind::Duration
        | PredicateKind::Count
        | PredicateKind::Measure => quantity::bind(place, id, claims),
    }
}

impl<'a> Place<'a> {
    /// Returns what the pack at home is about.
    pub(super) fn theme(&self) -> &'a Theme {
        self.pack.theme(self.home)
    }

    /// Tells whether a mention names a concept of the pack at home.
    fn is_own(&self, mention: &ConceptMention) -> bool {
        mention.pack(self.pack) == Some(self.home)
    }

    /// Tells whether a part of a sentence names the topic of another pack.
    fn names_another_topic(&self, sentence: &ReadSentence, part: &Range<usize>) -> bool {
        sentence.holds_in(&self.theme().others, part, self.pack)
    }

    /// Tells whether a part of the sentence names the topic of another pack by words that the pack at home doesn't
    /// know: nobody knows whose the rest is.
    fn names_unknown_topic(&self, part: &Range<usize>) -> bool {
        let others = &self.theme().others;
        let concepts = &self.sentence.mentions.concepts;
        if !self.sentence.holds(others) {
            return false;
        }
        let mut named = concepts
            .iter()
            .filter(|mention| inside(&mention.tokens, part) && mention.is_one(others, self.pack));
        named.any(|mention| {
            let mut own = concepts.iter().filter(|other| self.is_own(other));
            !own.any(|other| inside(&mention.tokens, &other.tokens))
        })
    }

    fn tokens(&self) -> &'a Range<usize> {
        &self.sentence.clauses[self.clause].tokens
    }

    /// Returns the asserted mentions inside `within` that `wanted` asks for, in order. What is only
    /// compared with is left out, unless `predicate` asks for the comparison ("better than").
    fn mentions(&self, predicate: &Predicate, wanted: &Wanted, within: &Range<usize>) -> Named<'a> {
        let mut found = Named::new();
        if !self.may_hold(wanted, within) {
            return found;
        }
        for mention in &self.sentence.mentions.concepts {
            if inside(&mention.tokens, within) && mention.is_one(wanted, self.pack) {
                found.push(mention);
            }
        }
        let ignored = |mention: &&ConceptMention| is_ignored(self.scopes, &mention.tokens, &[]);
        if found.iter().any(ignored) {
            let asked = tokens_of(self.sentence, &predicate.asked, within, self.pack);
            found.retain(|mention| !is_ignored(self.scopes, &mention.tokens, &asked));
        }
        if !found.iter().any(|mention| mention.how == Naming::Pieces) {
            return found;
        }
        // What is said in pieces hides the pieces of its own kind.
        let hidden = |mention: &ConceptMention| {
            found.iter().any(|other| {
                other.how == Naming::Pieces
                    && mention.how != Naming::Pieces
                    && inside(&mention.tokens, &other.tokens)
                    && other.tokens != mention.tokens
            })
        };
        found
            .iter()
            .copied()
            .filter(|mention| !hidden(mention))
            .collect()
    }

    /// Tells whether of each list one stands in `within`, or, for items and cells, in what leads in to them.
    fn meets<'w>(
        &self,
        requires: impl IntoIterator<Item = &'w Wanted>,
        within: &Range<usize>,
    ) -> bool {
        requires.into_iter().all(|list| {
            self.holds_any(list, within)
                || self.context_holds_any(list)
                || self.label_holds_any(list)
                || self.gap_holds_any(list)
        })
    }

    /// "The former numbs the heel, the latter the calf": the second half leaves out what the first one says.
    fn gap_holds_any(&self, wanted: &Wanted) -> bool {
        let clauses = &self.sentence.clauses;
        let has = |role, clause: &Range<usize>| self.sentence.has_role(role, clause);
        let before = self.clause.checked_sub(1).map(|at| &clauses[at].tokens);
        before.is_some_and(|before| {
            let parallel = has(Role::Former, before) && has(Role::Latter, self.tokens());
            parallel && !has(Role::Negation, before) && self.holds_any(wanted, before)
        })
    }

    /// Tells whether of each list one stands in `within` itself.
    fn meets_itself(&self, requires: &[Wanted], within: &Range<usize>) -> bool {
        requires.iter().all(|list| self.holds_any(list, within))
    }

    /// Tells whether the label before the clause holds what is `wanted`: "Most common cause: ...".
    fn label_holds_any(&self, wanted: &Wanted) -> bool {
        let asked = |(_, question): (_, &ReadSentence)| question.holds(wanted);
        let labelled = |label| self.holds_any(wanted, label);
        self.label().is_some_and(labelled) || self.question().is_some_and(asked)
    }

    /// Tells whether the label before the clause, and not a question, holds what is `wanted`: "Back pain: 80 percent".
    fn label_names_any(&self, wanted: &Wanted) -> bool {
        self.label()
            .is_some_and(|label| self.holds_any(wanted, label))
    }

    /// Returns the question before with its block, if the clause opens an answer to it that names a thing and makes no
    /// statement of its own: "Which root serves the ankle jerk? S1."
    pub(super) fn question(&self) -> Option<(BlockIndex, &'a ReadSentence)> {
        let answer = self.sentence;
        if self.clause != 0 || answer.tokens.len() > FRAGMENT {
            return None;
        }
        let (block, at) = question_before(self.article, self.read, self.block, self.at)?;
        let all = answer.all();
        let states = |role| answer.has_role(role, self.tokens());
        let roles = [Role::Auxiliary, Role::Verb, Role::Negation, Role::No];
        let bracketed = answer.tokens.iter().any(|token| token.is_mark(')'));
        if bracketed || answer.ends_with('?') || roles.into_iter().any(states) {
            return None;
        }
        let question = &self.read[block].sentences[at];
        let within = question.all();
        let mut words = question.roles(Role::QuestionWord, &within);
        let asks = words.any(|word| word.start <= 1);
        let turned = TURNED.iter().any(|role| question.has_role(*role, &within));
        let hedged = answer.has_role(Role::Hearsay, &all);
        (asks && !turned && !hedged).then_some((block, question))
    }

    /// Tells whether a clause asks by standing an auxiliary first: "Is it ...?"
    pub(super) fn is_inverted(&self) -> bool {
        let start = self.tokens().start;
        let first = start..start + 1;
        self.sentence.ends_with('?') && self.sentence.has_role(Role::Auxiliary, &first)
    }

    /// Tells whether a member of a numbered series is `wanted`.
    fn asks_for_series(&self, wanted: &Wanted) -> bool {
        self.pack.levels.iter().any(|levels| {
            let mut singles = levels.singles.iter().flatten();
            singles.any(|single| self.pack.asks_for(wanted, *single))
        })
    }

    /// Tells whether the clause is a label of the next one.
    fn is_label(&self) -> bool {
        let next = self.sentence.clauses.get(self.clause + 1);
        next.is_some_and(|next| next.opened_by == Opening::Label)
    }

    /// Returns the label that opens the clause.
    fn label(&self) -> Option<&'a Range<usize>> {
        let clauses = &self.sentence.clauses;
        let before = self.clause.checked_sub(1)?;
        (clauses[self.clause].opened_by == Opening::Label).then(|| &clauses[before].tokens)
    }

    /// Tells whether the clause is a short answer that begins with its figure, and the question before it holds of each
    /// list what the clause lacks, and nothing of `excludes`: "How long does it last? Four to six weeks."
    fn asks_for_figure(
        &self,
        requires: &[Wanted],
        excludes: &Wanted,
        figure: &Range<usize>,
    ) -> bool {
        let asked = question_before(self.article, self.read, self.block, self.at);
        let Some((block, at)) = asked.filter(|_| {
            figure.start <= FIGURE_FIRST
                && self.sentence.tokens.len() <= figure.end + FIGURE_LAST
                && !names_something(self.sentence)
        }) else {
            return false;
        };
        let question = &self.read[block].sentences[at];
        !question.holds(excludes)
            && requires
                .iter()
                .all(|list| self.holds_any(list, self.tokens()) || question.holds(list))
    }

    /// Tells whether the header of the row or the column of a cell holds what is `wanted`.
    fn header_holds_any(&self, wanted: &Wanted) -> bool {
        let cell = self.article.blocks[self.block].cell;
        let headers = cell
            .into_iter()
            .flat_map(|cell| [cell.row_header, cell.column_header]);
        headers
            .flatten()
            .flat_map(|at| &self.read[at].sentences)
            .any(|sentence| sentence.holds(wanted))
    }

    fn context_holds_any(&self, wanted: &Wanted) -> bool {
        let block = &self.article.blocks[self.block];
        let farther = &block.headings[..block.headings.len().saturating_sub(1)];
        self.in_list_or_table()
            && self.layout_holds(wanted)
            && super::read::context_blocks(block)
                .chain(self.lead_in_of_table())
                .filter(|at| !farther.contains(at) && !self.stands_beside(*at))
                .flat_map(|at| &self.read[at].sentences)
                .any(|sentence| sentence.holds(wanted))
    }

    fn holds_any(&self, wanted: &Wanted, within: &Range<usize>) -> bool {
        match within == self.tokens() {
            true => self.holds(wanted),
            false => self.sentence.holds_in(wanted, within, self.pack),
        }
    }

    /// Tells whether the clause, if it is `within`, or else the sentence holds what is `wanted`.
    fn may_hold(&self, wanted: &Wanted, within: &Range<usize>) -> bool {
        match within == self.tokens() {
            true => self.holds(wanted),
            false => self.sentence.holds(wanted),
        }
    }

    /// Returns the words that seem to deny but don't for this predicate: those it names, and longer
    /// expressions that it asks for ("cannot feel").
    fn not_negation(&self, predicate: &Predicate, within: &Range<usize>) -> Vec<Range<usize>> {
        if self.scopes.is_empty() {
            return Vec::new();
        }
        let mut words = tokens_of(self.sentence, &predicate.not_negation, within, self.pack);
        let asked = tokens_of(self.sentence, &predicate.asked, within, self.pack);
        let hidden = self.scopes.iter().map(|scope| &scope.cue).filter(|cue| {
            let mut longer = words.iter().chain(&asked);
            longer.any(|longer| longer.len() > cue.len() && inside(cue, longer))
        });
        let hidden: Vec<Range<usize>> = hidden.cloned().collect();
        words.extend(hidden);
        words
    }

    /// Returns how firmly the words inside `within` are put, as far as `predicate` is concerned.
    fn modality(&self, predicate: &Predicate, within: &Range<usize>) -> Modality {
        self.modality_beside(predicate, within, &(within.start..within.start))
    }

    /// The same; a "can" among the words of `name` is part of it.
    fn modality_beside(
        &self,
        predicate: &Predicate,
        within: &Range<usize>,
        name: &Range<usize>,
    ) -> Modality {
        let has = |role| self.sentence.has_role(role, within);
        let frequency = self.frequency_of(within, name.start);
        let at_most = |percent: f64| {
            frequency.is_some_and(|how_often| how_often.high <= percent && how_often.high > 0.0)
        };
        if at_most(RARE) {
            return Modality::Rare;
        }
        let seldom = at_most(SOMETIMES);
        if self.is_possible(predicate, within, name) || has(Role::Unlikely) || seldom {
            Modality::Possible
        } else if has(Role::Reported) {
            Modality::Reported
        } else if frequency.is_some_and(|how_often| how_often.low >= 100.0) || has(Role::Absolute) {
            Modality::Absolute
        } else if frequency.is_some() {
            Modality::Typical
        } else {
            Modality::Asserted
        }
    }

    /// Tells whether a word such as "may" weakens the statement; one inside "can never" or "can only", inside
    /// words that `predicate` asks for ("can be considered") or inside `name`, doesn't.
    fn is_possible(
        &self,
        predicate: &Predicate,
        within: &Range<usize>,
        name: &Range<usize>,
    ) -> bool {
        if !self.sentence.has_role(Role::Possible, within) {
            return false;
        }
        let mut longer = tokens_of(self.sentence, &predicate.asked, within, self.pack);
        let cues = self.sentence.mentions.cues.iter();
        let never = cues.filter(|mention| {
            let interval = mention.frequency(self.pack);
            interval.is_some_and(|how_often| how_often.high == 0.0)
        });
        longer.extend(never.map(|mention| mention.tokens.clone()));
        for role in [Role::Absolute, Role::ForStrong, Role::AgainstStrong] {
            longer.extend(self.sentence.roles(role, within));
        }
        longer.push(name.clone());
        self.sentence.roles(Role::Possible, within).any(|cue| {
            !longer
                .iter()
                .any(|other| other.len() > cue.len() && inside(&cue, other))
        })
    }

    /// Tells whether the words, or the lead-in of the list, restrict a statement to some: "who have ...", "if ...".
    fn is_restricted(&self, within: &Range<usize>) -> bool {
        let restricts = |sentence: &ReadSentence, part: &Range<usize>| {
            sentence.has_role(Role::Relative, part) || sentence.has_role(Role::Condition, part)
        };
        let list = self.article.blocks[self.block].list;
        let lead_in = list.and_then(|list| list.lead_in);
        let led_in = lead_in.and_then(|at| self.read[at].sentences.last());
        restricts(self.sentence, within)
            || led_in.is_some_and(|sentence| restricts(sentence, &sentence.all()))
    }

    /// Tells whether the words deny only that something is so throughout: "not the same in every book".
    fn denies_all(&self, within: &Range<usize>) -> bool {
        let mut all = self.sentence.roles(Role::Throughout, within);
        all.any(|all| {
            self.scopes
                .iter()
                .any(|scope| scope.effect == Effect::Deny && inside(&all, &scope.tokens))
        })
    }

    /// Returns how often, as the words inside `within` say; the narrowest of several.
    fn frequency(&self, within: &Range<usize>) -> Option<Interval> {
        self.frequency_of(within, within.start)
    }

    /// Returns how often what is named at `object` happens, as the words inside `within` say: the narrowest of several,
    /// and the least of those before it that exclude each other ("as a rule it rarely ...").
    fn frequency_of(&self, within: &Range<usize>, object: usize) -> Option<Interval> {
        if !self.sentence.tells_frequency {
            return None;
        }
        let cues = self
            .sentence
            .mentions
            .cues
            .iter()
            .filter(|mention| inside(&mention.tokens, within));
        let said = cues.filter_map(|mention| {
            let interval = mention.frequency(self.pack)?;
            let hidden = self.sentence.mentions.cues.iter().any(|other| {
                other.tells_frequency
                    && other.tokens.len() > mention.tokens.len()
                    && inside(&mention.tokens, &other.tokens)
            });
            (!hidden).then_some((&mention.tokens, interval))
        });
        said.reduce(|(one_at, one), (at, other)| {
            let both = match other.high == 0.0 && one_at.end == at.start {
                // "Normally cannot": never, in most cases.
                true => one.complement_of_hundred(),
                // "Usually stays in the back and never ...": how often what comes first happens.
                false if at.end <= object && self.are_joined(one_at, at) => other,
                false if at.end <= object => narrowed(one, other),
                // "Usually one leg, rarely both".
                false => one.intersection(other).unwrap_or(one),
            };
            (at, both)
        })
        .map(|(_, often)| often)
    }

    /// Tells whether a word such as "and" stands between two places.
    fn are_joined(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        one.end < other.start
            && self
                .sentence
                .has_role(Role::Coordinator, &(one.end..other.start))
    }

    /// Returns the share of people or cases that a figure inside `within` states, as a frequency; "most" is no
    /// figure.
    fn share(&self, within: &Range<usize>) -> Option<Interval> {
        let mut numbers = self.sentence.mentions.numbers.iter();
        let number = numbers.find(|number| {
            inside(&number.tokens, within) && number.amount.unit == Some(Unit::Percent)
        })?;
        let Interval { low, high } = number.amount.interval;
        if high - low > WIDEST_SHARE {
            return None;
        }
        Some(match number.amount.bound {
            Bound::Exact => Interval::new(low, high),
            Bound::UpTo | Bound::AtMost => Interval::new(0.0, high),
            Bound::AtLeast => Interval::new(low, 100.0),
        })
    }

    /// Returns the ages that the words inside `within`, or else the rest of the sentence, name, where `predicate`
    /// asks for them.
    fn age(&self, predicate: &Predicate, within: &Range<usize>) -> Option<Interval> {
        if !predicate.by_age {
            return None;
        }
        let numbers = self.sentence.mentions.numbers.iter();
        let ages: Vec<_> = numbers
            .filter(|number| number.amount.unit == Some(Unit::YearsOfAge))
            .collect();
        let mut here = ages.iter().filter(|age| inside(&age.tokens, within));
        let age = match (here.next(), here.next(), ages.as_slice()) {
            (Some(one), None, _) => one.amount,
            (None, _, [one]) => one.amount,
            // Two ages are named: nobody knows which is meant, so both.
            (None, _, []) => return None,
            _ => {
                return ages
                    .iter()
                    .map(|age| age.amount.interval)
                    .reduce(Interval::hull);
            }
        };
        Some(match age.bound {
            Bound::Exact => age.interval,
            Bound::AtLeast => Interval {
                low: age.interval.low,
                high: f64::INFINITY,
            },
            Bound::UpTo | Bound::AtMost => Interval {
                low: f64::NEG_INFINITY,
                high: age.interval.high,
            },
        })
    }

    /// Returns the groups of people the statement is restricted to, by the sentence or the nearest heading
    /// that names one; cues that the predicate itself asks for don't restrict it, nor does a cue that only
    /// names one of `subjects` ("after a discectomy").
    fn population(
        &self,
        predicate: &Predicate,
        subjects: &[(BlockIndex, ProseSpan)],
    ) -> Vec<CueId> {
        let asked = |mention: &CueMention| {
            let lists = [&predicate.asked, &predicate.subject, &predicate.object];
            lists
                .into_iter()
                .any(|list| mention.is_one(list, self.pack))
        };
        // Who is named by an age belongs to what is said.
        let aged = |sentence: &ReadSentence, tokens: &Range<usize>| {
            let mut numbers = sentence.mentions.numbers.iter();
            predicate.by_age
                && numbers.any(|number| {
                    number.amount.unit == Some(Unit::YearsOfAge)
                        && number.tokens.start < tokens.end
                        && tokens.start < number.tokens.end
                })
        };
        let is_group =
            |mention: &&CueMention| mention.role == Some(Role::Population) && !asked(mention);
        let own_clause = self.tokens();
        let groups = |block: BlockIndex, sentence: &ReadSentence| -> Vec<CueId> {
            if !sentence.roles.contains(Role::Population) {
                return Vec::new();
            }
            let found = sentence.mentions.cues.iter().filter(is_group);
            // "..., and many men take it for ...": the subject of another statement. "These roots" are no people.
            let of_others = |mention: &CueMention| {
                sentence.mentions.cues.iter().any(|other| {
                    let (tokens, group) = (&other.tokens, &mention.tokens);
                    match other.role {
                        Some(Role::Border) => {
                            inside(group, tokens) && own_clause.end <= tokens.start
                        }
                        Some(Role::Pronoun) => {
                            group.start < tokens.start
                                && tokens.start < group.end
                                && group.end < tokens.end
                        }
                        _ => false,
                    }
                })
            };
            // A "pregnant woman" is no woman in general.
            let hidden = |mention: &CueMention| {
                sentence.mentions.cues.iter().filter(is_group).any(|other| {
                    other.tokens.len() > mention.tokens.len()
                        && inside(&mention.tokens, &other.tokens)
                })
            };
            let names_subject = |mention: &CueMention| {
                let span = sentence.span_of(&mention.tokens);
                let mut subjects = subjects.iter();
                // "After a discectomy:" above a list or before a figure restricts no figure of operations.
                let may_name = || {
                    let mut names = sentence.mentions.concepts.iter();
                    let label = self.label().filter(|_| block == self.block);
                    let labelled = label.is_some_and(|label| inside(&mention.tokens, label));
                    (block != self.block || labelled)
                        && predicate.kind != PredicateKind::Stance
                        && names.any(|name| {
                            inside(&name.tokens, &mention.tokens)
                                && name.is_one(&predicate.subject, self.pack)
                        })
                };
                subjects.any(|(at, subject)| *at == block && span.contains(*subject)) || may_name()
            };
            let mut groups: Vec<CueId> = found
                .filter(|mention| {
                    !hidden(mention)
                        && !of_others(mention)
                        && !names_subject(mention)
                        && !aged(sentence, &mention.tokens)
                })
                .map(|mention| mention.cue)
                .collect();
            groups.sort_unstable();
            groups.dedup();
            groups
        };
        let own = groups(self.block, self.sentence);
        if !own.is_empty() {
            return own;
        }
        let block = &self.article.blocks[self.block];
        let header = block.cell.and_then(|cell| cell.column_header);
        // A lead-in of one sentence is a heading in all but name; a paragraph is not.
        let lead_in = block.list.and_then(|list| list.lead_in);
        let lead_in = lead_in.filter(|at| self.read[*at].sentences.len() == 1);
        let above = header
            .into_iter()
            .chain(lead_in)
            .chain(block.headings.iter().rev().copied());
        above
            .flat_map(|at| self.read[at].sentences.iter().map(move |one| (at, one)))
            .filter(|(_, sentence)| sentence.roles.contains(Role::Population))
            .map(|(at, sentence)| groups(at, sentence))
            .find(|groups| !groups.is_empty())
            .unwrap_or_default()
    }

    /// Tells whether the joining word at `joiner` opens a statement whose subject holds `name`, behind another one:
    /// "S1 does not ..., and L4 is ...". Behind "and" alone, a verb in the plural may have a list for its subject.
    fn states_anew(&self, joiner: usize, name: &Range<usize>) -> bool {
        let clause = self.tokens();
        let begins = |role: Role, at: usize| self.sentence.begins(role, at);
        let is_verb = |at: &usize| begins(Role::Auxiliary, *at) || begins(Role::Verb, *at);
        if name.start <= joiner || !(clause.start..joiner).any(|at| is_verb(&at)) {
            return false;
        }
        let end = clause.end.min(name.end + NEW_SUBJECT);
        let Some(verb) = (name.end..end).find(is_verb) else {
            return false;
        };
        let after_comma = joiner > clause.start && self.sentence.tokens[joiner - 1].is_mark(',');
        let parted = (joiner + 1..verb).any(|at| {
            self.sentence.tokens[at].is_mark(',')
                || begins(Role::Coordinator, at)
                || begins(Role::Relative, at)
        });
        !parted && (after_comma || !begins(Role::PluralVerb, verb))
    }

    /// Returns the one of two that "the former" or "the latter" behind them in the clause means; all of them where
    /// it isn't said, none where it isn't clear.
    fn chosen_of_two(&self, mentions: Named<'a>) -> Named<'a> {
        let roles =
            |role| -> Vec<Range<usize>> { self.sentence.roles(role, self.tokens()).collect() };
        let (former, latter) = (roles(Role::Former), roles(Role::Latter));
        let Some(at) = former.iter().chain(&latter).map(|cue| cue.start).min() else {
            return mentions;
        };
        let before = mentions
            .iter()
            .filter(|mention| mention.tokens.end <= at)
            .count();
        match (before, mentions.as_slice()) {
            (0 | 1, _) => mentions,
            (2, [first, _, ..]) if latter.is_empty() => smallvec![*first],
            (2, [_, second, ..]) if former.is_empty() => smallvec![*second],
            _ => Named::new(),
        }
    }

    /// Returns where a clause may be cut: after a comma, a bracket or a word such as "and".
    fn soft_borders(&self, within: &Range<usize>) -> Vec<usize> {
        // "The knee jerk (L3, L4) and ...": what a bracket lists belongs together.
        let listed = self.listed_in_brackets(within);
        let marks = within.clone().filter(|at| {
            let token = &self.sentence.tokens[*at];
            let comma = token.is_mark(',') && !listed.iter().any(|list| list.contains(at));
            comma || token.is_mark('(') || token.is_mark(')')
        });
        let mut borders: Vec<usize> = marks
            .map(|at| at + 1)
            .chain(
                self.sentence
                    .roles(Role::Coordinator, within)
                    .map(|cue| cue.start)
                    .filter(|at| !listed.iter().any(|list| list.contains(at))),
            )
            .collect();
        borders.sort_unstable();
        borders
    }

    /// Returns the insides of the brackets that hold nothing but labels and what joins them.
    fn listed_in_brackets(&self, within: &Range<usize>) -> Vec<Range<usize>> {
        let tokens = &self.sentence.tokens;
        let fits = |at: usize| {
            let names = self.sentence.mentions.concepts.iter();
            let mut labels = names.filter(|name| name.how == Naming::Label);
            tokens[at].is_mark(',')
                || labels.any(|label| label.tokens.contains(&at))
                || self
                    .sentence
                    .roles(Role::Coordinator, within)
                    .any(|cue| cue.contains(&at))
        };
        let opened = within.clone().filter(|at| tokens[*at].is_mark('('));
        opened
            .filter_map(|open| {
                let close = (open + 1..within.end).find(|at| tokens[*at].is_mark(')'))?;
                (open + 1..close).all(fits).then_some(open + 1..close)
            })
            .collect()
    }

    /// Cuts a clause so that each part holds one of each of `needed`, if that works out; else it stays whole.
    fn segments(&self, clause: &Range<usize>, needed: &[Vec<Range<usize>>]) -> Vec<Range<usize>> {
        let complete = |part: &Range<usize>| {
            needed
                .iter()
                .all(|places| places.iter().any(|place| inside(place, part)))
        };
        let mut segments = Vec::new();
        let mut start = clause.start;
        for border in self.soft_borders(clause) {
            if complete(&(start..border)) && complete(&(border..clause.end)) {
                segments.push(start..border);
                start = border;
            }
        }
        segments.push(start..clause.end);
        segments
    }
}
