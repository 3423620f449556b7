//! What a clause without a subject is about.

use smallvec::{SmallVec, smallvec};

use super::{Named, Place};
use crate::claim::clause::Opening;
use crate::claim::read::{ReadSentence, context_blocks};
use crate::claim::scope::{find_scopes, is_denied, tokens_of};
use crate::claim::topic::Topic;
use crate::markup::{BlockIndex, BlockKind, CellPlace};
use crate::mention::{ConceptMention, Naming, inside};
use crate::pack::{Inherit, Predicate, PredicateKind, Role, Wanted};
use crate::proposition::ConceptId;
use crate::sentence::TokenKind;
use crate::source::ProseSpan;

/// Most tokens of a label that makes an item of a sentence, and most of the sentence.
const LABEL_OF_ITEM: usize = 3;
const LABELLED: usize = 14;

/// Most tokens of a sentence that stands for a label.
const RUN_IN: usize = 4;

/// Mentions of one sentence of a block.
type NamedBefore<'a> = (BlockIndex, &'a ReadSentence, Named<'a>);

/// Most tokens of the title of a table.
const TITLE: usize = 12;
/// Most cells of a table that are looked through from one of them.
const MOST_CELLS: usize = 256;
/// How many sentences before it one may begin that its pronoun goes back to.
const CHAIN: usize = 3;
/// Most tokens of a question that only brings something up.
const RAISED: usize = 10;

/// What one or a few mentions may mean.
pub(super) type Concepts = SmallVec<[ConceptId; 4]>;

/// A subject with the place that names it.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Alternatives.
    pub(super) concepts: Concepts,
    /// Where it is named.
    pub(super) at: Option<(BlockIndex, ProseSpan)>,
    /// Whether the layout names it: a label, a list, a table, a heading.
    pub(super) by_layout: bool,
}

/// Returns what `mentions` may mean, in order.
pub(super) fn meanings(mentions: &[&ConceptMention]) -> Concepts {
    let mut concepts = Concepts::new();
    for mention in mentions {
        concepts.extend_from_slice(&mention.concepts);
    }
    concepts
}

impl Place<'_> {
    /// Returns what stands for the missing subject (or object) of a clause: a label, an earlier clause, what
    /// a pronoun stands for, a header, a lead-in, a heading, and last the topic.
    pub(super) fn inherited(&self, wanted: &Wanted, predicate: &Predicate) -> Option<Subject> {
        if predicate.inherit == Inherit::Never {
            let labelled = || {
                let subject = self.label_subject(predicate, wanted)?;
                Some(Subject {
                    by_layout: false,
                    ..subject
                })
            };
            let subject = self.row_subject(wanted).or_else(labelled);
            return subject.filter(|_| predicate.layout);
        }
        if let Some(two) = self.two(wanted) {
            return self.chosen_of(two);
        }
        if self.sentence.clauses[self.clause].opened_by == Opening::Relative {
            return self.antecedent(wanted);
        }
        let named_before = self
            .label_subject(predicate, wanted)
            .or_else(|| self.earlier_subject(predicate, wanted));
        if predicate.inherit == Inherit::Sentence {
            return named_before;
        }
        let said_before = || {
            let subject = self.pronoun_subject(wanted);
            let subject = subject.or_else(|| self.raised_subject(wanted));
            subject.filter(|_| !self.is_set_apart())
        };
        named_before
            .or_else(said_before)
            .or_else(|| {
                let subject = self.layout_subject(wanted);
                subject.filter(|subject| !self.follows_another(subject) && !self.is_exempt(subject))
            })
            .or_else(|| self.topic_subject(wanted))
    }

    /// Tells whether what is said of the heading that names `subject` is set apart from it.
    fn is_exempt(&self, subject: &Subject) -> bool {
        let blocks = &self.article.blocks;
        let headed = subject
            .at
            .is_some_and(|(at, _)| matches!(blocks[at].kind, BlockKind::Heading(_)));
        headed && self.is_set_apart()
    }

    /// "Spared: knee jerk", "**Red flags.** ...": tells whether the label before the clause, or a few words that end with
    /// a stop in its place, set it apart from what is spoken of.
    fn is_set_apart(&self) -> bool {
        let run_in = || {
            let before = &self.read[self.block].sentences[self.at.checked_sub(1)?];
            (before.tokens.len() <= RUN_IN).then(|| (before, before.all()))
        };
        let label = self.label().map(|label| (self.sentence, label.clone()));
        let label = label.or_else(run_in);
        label.is_some_and(|(sentence, label)| sentence.has_role(Role::Exempt, &label))
    }

    /// Tells whether a heading names a condition, and the paragraph another one since: "Blocked arteries can do the
    /// same. That pain ...".
    fn follows_another(&self, headed: &Subject) -> bool {
        let blocks = &self.article.blocks;
        let by_heading = headed
            .at
            .is_some_and(|(at, _)| matches!(blocks[at].kind, BlockKind::Heading(_)));
        if !by_heading {
            return false;
        }
        let away = &self.theme().away;
        let before = &self.read[self.block].sentences[..self.at];
        let mut named = before.iter().rev().filter_map(|sentence| {
            let mut concepts = sentence.mentions.concepts.iter();
            concepts.rfind(|mention| mention.is_one(away, self.pack))
        });
        let is_same = |mention: &ConceptMention| {
            let lattice = &self.pack.lattice;
            mention.concepts.iter().any(|one| {
                let mut headed = headed.concepts.iter();
                headed.any(|other| lattice.within(*one, *other) || lattice.within(*other, *one))
            })
        };
        let (topic, lattice) = (self.theme().topic, &self.pack.lattice);
        let is_condition = headed.concepts.iter().any(|concept| {
            let other = || self.pack.asks_for(away, *concept);
            topic.is_some_and(|topic| lattice.is_kind_of(*concept, topic)) || other()
        });
        is_condition && named.next().is_some_and(|mention| !is_same(mention))
    }

    /// "S1: heel and sole", "L4 – inner ankle": the nearest label before the clause.
    pub(super) fn label_subject(&self, predicate: &Predicate, wanted: &Wanted) -> Option<Subject> {
        let clauses = &self.sentence.clauses;
        let label = (1..=self.clause)
            .rev()
            .find(|at| clauses[*at].opened_by == Opening::Label);
        let Some(label) = label else {
            return self.asked_subject(wanted);
        };
        // "L4 = knee jerk, S1 = ...": behind a label with words of its own comes the next one.
        let next = clauses.get(self.clause + 1);
        if label < self.clause && next.is_some_and(|next| next.opened_by == Opening::Label) {
            return None;
        }
        let label = &clauses[label - 1].tokens;
        // "Differs from S1: ..." is said of something else.
        if self.sentence.has_role(Role::Exempt, label) {
            return None;
        }
        let mentions = self.mentions(predicate, wanted, label);
        let subject = self.named_in(self.block, self.sentence, &mentions, true)?;
        Some(subject)
    }

    /// "Which root serves the ankle jerk? S1.": what the question before names.
    fn asked_subject(&self, wanted: &Wanted) -> Option<Subject> {
        let (block, question) = self.question()?;
        let mentions = question.mentions.concepts.iter();
        let mentions: Named<'_> = mentions
            .filter(|mention| self.is_own(mention) && mention.is_one(wanted, self.pack))
            .collect();
        self.named_in(block, question, &mentions, false)
    }

    /// "How many sciatic nerves are there? Two.": what the question before counts.
    pub(super) fn counted_in_question(&self, predicate: &Predicate) -> Option<Subject> {
        let counts = predicate.kind == PredicateKind::Count;
        counts.then(|| self.asked_subject(&predicate.subject))?
    }

    /// "The femoral nerve, which runs ...": the last thing named before, whatever it is.
    fn antecedent(&self, wanted: &Wanted) -> Option<Subject> {
        let before = &self.sentence.clauses[self.clause.checked_sub(1)?].tokens;
        if !self.sentence.holds(wanted) {
            return None;
        }
        let concepts = self.sentence.mentions.concepts.iter();
        let last = concepts
            .filter(|mention| self.is_own(mention) && inside(&mention.tokens, before))
            .max_by_key(|mention| mention.tokens.end)?;
        let fits = last.is_any(wanted, self.pack);
        fits.then(|| self.named_in(self.block, self.sentence, &[last], false))?
    }

    /// "S1 weakens push-off and numbs the heel; it also ...": the last one named before in the sentence.
    ///
    /// A clause that starts afresh, after a semicolon say, has a subject of its own, known or not.
    fn earlier_subject(&self, predicate: &Predicate, wanted: &Wanted) -> Option<Subject> {
        let tokens = self.tokens();
        let opening = tokens.start..tokens.end.min(tokens.start + 2);
        let has = |role| self.sentence.has_role(role, &opening);
        let afresh = self.sentence.clauses[self.clause].opened_by == Opening::Border;
        let goes_on = [
            Role::Border,
            Role::Pronoun,
            Role::Possessive,
            Role::Coordinator,
        ]
        .into_iter()
        .any(has);
        if afresh && !goes_on {
            return None;
        }
        // Behind the topic of another pack, nobody knows what is spoken of.
        let mut clauses = self.sentence.clauses[..self.clause]
            .iter()
            .rev()
            .take_while(|clause| !self.names_another_topic(self.sentence, &clause.tokens));
        clauses.find_map(|clause| {
            let mentions = self.mentions(predicate, wanted, &clause.tokens);
            self.named_in(
                self.block,
                self.sentence,
                &mentions[..mentions.len().min(1)],
                false,
            )
        })
    }

    /// Tells whether the clause speaks of the one or the other of two things: "the former ...".
    pub(super) fn names_one_of_two(&self) -> bool {
        let has = |role| self.sentence.has_role(role, self.tokens());
        has(Role::Former) || has(Role::Latter)
    }

    /// "The former", "the latter": one of two that the sentence names before, or the sentence before.
    pub(super) fn one_of_two(&self, wanted: &Wanted) -> Option<Subject> {
        self.chosen_of(self.two(wanted)?)
    }

    /// Returns what "the former" and "the latter" choose from, where the clause speaks of one of them.
    fn two(&self, wanted: &Wanted) -> Option<NamedBefore<'_>> {
        if !self.names_one_of_two() {
            return None;
        }
        let all = self.sentence.all();
        let ends = [Role::Former, Role::Latter].into_iter().filter_map(|role| {
            let mut cues = self.sentence.roles(role, &all);
            cues.next().map(|cue| cue.start)
        });
        let here = self.named_before(self.block, self.sentence, ends.min()?, wanted);
        here.or_else(|| {
            let (block, before) = self.sentence_before()?;
            self.named_before(block, before, before.tokens.len(), wanted)
        })
    }

    /// Returns the mentions of a sentence that end at `end` at the latest, if there are any.
    fn named_before<'b>(
        &self,
        block: BlockIndex,
        sentence: &'b ReadSentence,
        end: usize,
        wanted: &Wanted,
    ) -> Option<NamedBefore<'b>> {
        let mentions = sentence.mentions.concepts.iter();
        let mentions: Named<'_> = mentions
            .filter(|mention| mention.tokens.end <= end && mention.is_one(wanted, self.pack))
            .collect();
        (!mentions.is_empty()).then_some((block, sentence, mentions))
    }

    /// Returns the one that the clause means; with more or fewer than two nobody knows.
    fn chosen_of(&self, (block, sentence, mentions): NamedBefore<'_>) -> Option<Subject> {
        let [first, second] = mentions.as_slice() else {
            return None;
        };
        let has = |role| self.sentence.has_role(role, self.tokens());
        let chosen = match (has(Role::Former), has(Role::Latter)) {
            (true, false) => first,
            (false, true) => second,
            _ => return None,
        };
        self.named_in(block, sentence, &[chosen], false)
    }

    /// "It", "this nerve": what the sentence before is about.
    fn pronoun_subject(&self, wanted: &Wanted) -> Option<Subject> {
        let tokens = self.tokens();
        let opening = tokens.start..tokens.end.min(tokens.start + 4);
        let (block, before) = self.sentence_before()?;
        let all = before.all();
        let mentions: Named<'_> = before
            .mentions
            .concepts
            .iter()
            .filter(|mention| mention.is_one(wanted, self.pack))
            .collect();
        // "L5 root. Pain in the outer shin.": a heading in all but name.
        let is_name = |at: usize| {
            matches!(before.tokens[at].kind, TokenKind::Mark(_))
                || before
                    .mentions
                    .concepts
                    .iter()
                    .any(|mention| mention.tokens.contains(&at))
        };
        if mentions.len() == 1 && all.clone().all(is_name) {
            return self.named_in(block, before, &mentions, false);
        }
        // "Its roots are ..."
        let first = tokens.start..tokens.end.min(tokens.start + 1);
        if !self.sentence.has_role(Role::Pronoun, &opening)
            && !self.sentence.has_role(Role::Possessive, &first)
        {
            return None;
        }
        // With another condition beside it, nobody knows what "it" is.
        let unclear = |sentence: &ReadSentence| {
            self.asks_for_several(sentence) || sentence.holds(&self.theme().away)
        };
        if unclear(before) {
            return None;
        }
        if !mentions.is_empty() {
            return self.named_in(block, before, &mentions[..1], false);
        }
        self.subject_of_chain(block, wanted, &unclear)
    }

    /// "The nerve is thick. It begins in the pelvis. It ends ...": what the sentence named that the pronouns go back to.
    fn subject_of_chain(
        &self,
        block: BlockIndex,
        wanted: &Wanted,
        unclear: &dyn Fn(&ReadSentence) -> bool,
    ) -> Option<Subject> {
        if block != self.block {
            return None;
        }
        let mut chain = self
            .chain_before()
            .take_while(|sentence| !unclear(sentence));
        chain.find_map(|sentence| {
            let mut mentions = sentence.mentions.concepts.iter();
            let first = mentions.find(|mention| mention.is_one(wanted, self.pack))?;
            self.named_in(block, sentence, &[first], false)
        })
    }

    /// Returns the sentences of the block, nearest first, that the pronoun which opens the sentence before goes back to.
    pub(super) fn chain_before(&self) -> impl Iterator<Item = &ReadSentence> {
        let sentences = &self.read[self.block].sentences;
        let first = self.at.saturating_sub(CHAIN);
        let opens_with_pronoun = |at: &usize| {
            let sentence = &sentences[*at];
            sentence.begins(Role::Pronoun, 0)
        };
        let later = (first + 1..self.at).rev().take_while(opens_with_pronoun);
        later.map(|at| &sentences[at - 1])
    }

    /// "No this and no that? Then ...": more is meant than either.
    fn asks_for_several(&self, question: &ReadSentence) -> bool {
        let all = question.all();
        let has = |role| question.has_role(role, &all);
        question.ends_with('?') && has(Role::Negation) && has(Role::Coordinator)
    }

    /// "Numb between the legs? Wait a few weeks.": what a question without a verb brings up, right before.
    fn raised_subject(&self, wanted: &Wanted) -> Option<Subject> {
        let (block, before) = self.sentence_before().filter(|_| self.clause == 0)?;
        let all = before.all();
        let roles = [Role::Auxiliary, Role::Verb, Role::QuestionWord];
        let states = roles.into_iter().any(|role| before.has_role(role, &all));
        let short = before.tokens.len() <= RAISED && before.ends_with('?');
        let short = short && !states && !self.asks_for_several(before);
        let own = self.sentence.mentions.concepts.iter();
        let mut own = own.filter(|mention| self.is_own(mention));
        if !short || own.any(|mention| mention.is_one(wanted, self.pack)) {
            return None;
        }
        let mentions = before.mentions.concepts.iter();
        let mentions: Named<'_> = mentions
            .filter(|mention| self.is_own(mention) && mention.is_one(wanted, self.pack))
            .collect();
        self.named_in(block, before, &mentions, false)
    }

    /// Tells whether the clause opens with "it" or "this".
    pub(super) fn opens_with_pronoun(&self) -> bool {
        let tokens = self.tokens();
        let opening = tokens.start..tokens.end.min(tokens.start + 2);
        self.sentence.has_role(Role::Pronoun, &opening)
    }

    /// "It is typical of the S2 root": what the sentence before named, and no subject beside it.
    pub(super) fn pronoun_object(&self, predicate: &Predicate) -> Option<Subject> {
        let opens = self.opens_with_pronoun();
        let (block, before) = self.sentence_before().filter(|_| opens)?;
        let all = before.all();
        let named = |wanted: &Wanted| -> Named<'_> {
            let mentions = before.mentions.concepts.iter();
            mentions
                .filter(|mention| self.is_own(mention) && mention.is_one(wanted, self.pack))
                .collect()
        };
        // "A foot that you cannot lift ...": what names the thing denies nothing.
        let named_so = tokens_of(before, &predicate.not_negation, &all, self.pack);
        let mut denials = before.roles(Role::Negation, &all);
        let denied = denials.any(|denial| !named_so.iter().any(|words| inside(&denial, words)));
        let unclear = !named(&predicate.subject).is_empty()
            || before.ends_with('?')
            || denied
            || before.holds(&self.theme().away);
        // The last thing said is what "it" is.
        let last = named(&predicate.object).pop();
        last.filter(|_| !unclear)
            .and_then(|last| self.named_in(block, before, &[last], false))
    }

    /// What is said of the subject, as headers, lead-in and headings put it; questions say nothing.
    pub(super) fn layout_object(&self, wanted: &Wanted) -> Option<Subject> {
        let block = &self.article.blocks[self.block];
        let farther = block.headings.len().saturating_sub(1);
        let asked = context_blocks(block).any(|at| {
            let sentences = &self.read[at].sentences;
            sentences.iter().any(|sentence| sentence.ends_with('?'))
        });
        let object = self.layout_subject(wanted).filter(|_| !asked)?;
        if self.is_exempt(&object) {
            return None;
        }
        // A title says little about one line.
        let far = object
            .at
            .is_some_and(|(at, _)| block.headings[..farther].contains(&at));
        let said = !far && self.in_list_or_table() && !self.is_denied_there(&object);
        said.then_some(object)
    }

    /// Tells whether something is denied where it is named: "These signs must not wait: ...".
    fn is_denied_there(&self, named: &Subject) -> bool {
        named.at.is_some_and(|(block, span)| {
            self.read[block].sentences.iter().any(|sentence| {
                let holds = |mention: &&ConceptMention| sentence.span_of(&mention.tokens) == span;
                let mention = sentence.mentions.concepts.iter().find(holds);
                let scopes = find_scopes(sentence, self.pack);
                mention.is_some_and(|mention| is_denied(&scopes, &mention.tokens, None, &[]))
            })
        })
    }

    /// Tells whether the clause stands in an item or a cell, or is an item in all but name.
    pub(super) fn in_list_or_table(&self) -> bool {
        let kind = self.article.blocks[self.block].kind;
        matches!(kind, BlockKind::Item | BlockKind::Cell) || self.is_labelled_fragment()
    }

    /// "Reflex: ankle jerk.": a label that says what is named, and a few words behind it that make no statement by themselves.
    fn is_labelled_fragment(&self) -> bool {
        let sentence = self.sentence;
        let [label, named] = sentence.clauses.as_slice() else {
            return false;
        };
        let states = |role| sentence.has_role(role, &sentence.all());
        named.opened_by == Opening::Label
            && self.clause == 1
            && label.tokens.len() <= LABEL_OF_ITEM
            && sentence.tokens.len() <= LABELLED
            && !sentence.ends_with('?')
            && sentence.has_role(Role::Aspect, &label.tokens)
            && ![Role::Auxiliary, Role::Verb, Role::Negation]
                .into_iter()
                .any(states)
    }

    /// Tells whether the lead-in of a list ends in a denial: "What sciatica is not:".
    pub(super) fn is_led_in_by_denial(&self) -> bool {
        let block = &self.article.blocks[self.block];
        let lead_in = block.list.and_then(|list| list.lead_in);
        let sentence = lead_in.and_then(|at| self.read[at].sentences.last());
        sentence.is_some_and(|sentence| {
            let all = sentence.all();
            let is_word =
                |token: &crate::sentence::Token| !matches!(token.kind, TokenKind::Mark(_));
            let end = sentence
                .tokens
                .iter()
                .rposition(is_word)
                .map_or(0, |last| last + 1);
            sentence
                .roles(Role::Negation, &all)
                .any(|cue| cue.end == end)
        })
    }

    /// Tells whether a header of the row or the column denies, or sets apart members of a series: nobody knows what "Not
    /// the root" and "Unaffected" make of their cells. So does the first cell of the row that names the roots of a table
    /// without headers. What denies nothing for `predicate` doesn't count ("What you cannot do").
    pub(super) fn is_headed_by_denial(&self, predicate: &Predicate) -> bool {
        let Some(cell) = self.article.blocks[self.block].cell else {
            return false;
        };
        let corner = || {
            let top = self.article.blocks[self.name_of_column()?].cell?;
            top.row_header
        };
        let in_series = self.asks_for_series(&predicate.subject);
        let headers = [cell.column_header, cell.row_header, corner()];
        headers.into_iter().flatten().any(|at| {
            self.read[at].sentences.iter().any(|sentence| {
                let all = sentence.all();
                let ignored = tokens_of(sentence, &predicate.not_negation, &all, self.pack);
                let mut denials = sentence.roles(Role::Negation, &all);
                in_series && sentence.has_role(Role::Exempt, &all)
                    || denials.any(|denial| !ignored.iter().any(|other| inside(&denial, other)))
            })
        })
    }

    /// Table headers, the item above, the lead-in and the headings, nearest first.
    pub(super) fn layout_subject(&self, wanted: &Wanted) -> Option<Subject> {
        // Most prose stands below headings that name nothing of the kind.
        if !self.layout_holds(wanted) {
            return None;
        }
        let block = &self.article.blocks[self.block];
        let innermost = block.headings.last().copied();
        let row = self.names_in_table();
        let headers = block.cell.map_or(0, |cell| {
            usize::from(cell.row_header.is_some()) + usize::from(cell.column_header.is_some())
        });
        let places: Vec<BlockIndex> = context_blocks(block)
            .filter(|at| !self.stands_beside(*at))
            .collect();
        let (nearest, rest) = places.split_at(headers.min(places.len()));
        let nearest = self.table_name().into_iter().chain(nearest.iter().copied());
        let places = nearest.chain(row).chain(rest.iter().copied());
        let mut places = places.take_while(|at| {
            let mut sentences = self.read[*at].sentences.iter();
            let leads_away = block.headings.contains(at) && self.is_about_another(*at, wanted);
            !leads_away
                && !sentences.any(|sentence| self.names_another_topic(sentence, &sentence.all()))
        });
        places.find_map(|at| {
            let near = !block.headings.contains(&at) || innermost == Some(at);
            let by_layout = near && self.in_list_or_table();
            self.read[at].sentences.iter().rev().find_map(|sentence| {
                let mentions: Named<'_> = sentence
                    .mentions
                    .concepts
                    .iter()
                    .filter(|mention| mention.is_one(wanted, self.pack))
                    .collect();
                self.named_in(at, sentence, &mentions, by_layout)
            })
        })
    }

    /// Tells whether the list begins below a whole sentence at `above` that announces nothing, and this item is a whole
    /// sentence, too: neither is a part of the other.
    pub(super) fn stands_beside(&self, above: BlockIndex) -> bool {
        let list = self.article.blocks[self.block].list;
        if list.and_then(|list| list.lead_in) != Some(above) {
            return false;
        }
        let whole = |sentence: &ReadSentence| {
            let all = sentence.all();
            let roles = [Role::Auxiliary, Role::Verb];
            let mut verbs = roles
                .into_iter()
                .flat_map(|role| sentence.roles(role, &all));
            sentence.ends_with('.') && verbs.any(|verb| verb.start > 0)
        };
        let last = self.read[above].sentences.last();
        last.is_some_and(whole) && whole(self.sentence)
    }

    /// Tells whether a heading names another condition and nothing of the topic: what stands above it is left behind.
    fn is_about_another(&self, heading: BlockIndex, wanted: &Wanted) -> bool {
        let theme = self.theme();
        let names = |wanted: &Wanted| {
            let mut sentences = self.read[heading].sentences.iter();
            sentences.any(|sentence| sentence.holds(wanted))
        };
        names(&theme.away) && !names(&theme.family) && !names(wanted)
    }

    /// "Lost knee jerk | L4": what the first cell of the row names.
    fn row_subject(&self, wanted: &Wanted) -> Option<Subject> {
        let header = self.article.blocks[self.block].cell?.row_header?;
        let sentence = self.read[header].sentences.first()?;
        let mut mentions = sentence.mentions.concepts.iter();
        let mention = mentions.find(|mention| mention.is_one(wanted, self.pack))?;
        self.named_in(header, sentence, &[mention], true)
    }

    /// "L4-L5 | L5 | big toe": the cells before this one in its row that hold a label and nothing else, nearest first;
    /// then such a cell at the top of its column, where no row is marked as that of the headers, and what leads in to the
    /// table.
    pub(super) fn names_in_table(&self) -> Vec<BlockIndex> {
        let Some(cell) = self.article.blocks[self.block].cell else {
            return Vec::new();
        };
        let in_row = |at: &BlockIndex| {
            self.article.blocks[*at].cell.is_some_and(|other| {
                other.table == cell.table && other.row == cell.row && other.column > 0
            })
        };
        let beside = (0..self.block)
            .rev()
            .take_while(|at| {
                let other = self.article.blocks[*at].cell;
                other.is_some_and(|other| other.table != cell.table || other.row == cell.row)
            })
            .filter(|at| in_row(at) && self.is_bare_label(*at));
        let mut names: Vec<BlockIndex> = beside.collect();
        names.extend(self.name_of_column());
        names.extend(self.lead_in_of_table());
        names
    }

    /// Tells whether a block holds a label and nothing else.
    fn is_bare_label(&self, block: BlockIndex) -> bool {
        match self.read[block].sentences.as_slice() {
            [sentence] => sentence
                .mentions
                .concepts
                .iter()
                .any(|mention| mention.how == Naming::Label && mention.tokens == sentence.all()),
            _ => false,
        }
    }

    /// "Root | L4 | L5" above "Skin | inner shin | big toe": the label at the top of a column without a header, in a
    /// table whose corner is empty or says what the labels are.
    fn name_of_column(&self) -> Option<BlockIndex> {
        let cell = self.article.blocks[self.block].cell?;
        if cell.column == 0 || cell.row < 2 || cell.column_header.is_some() {
            return None;
        }
        let mut top = self.cells_before().filter(|(_, other)| other.row == 1);
        let (at, found) = top.find(|(_, other)| other.column == cell.column)?;
        let names_roots = |corner: BlockIndex| {
            let mut sentences = self.read[corner].sentences.iter();
            sentences.any(|sentence| sentence.has_role(Role::Aspect, &sentence.all()))
        };
        let headed = found.row_header.is_none_or(names_roots);
        (headed && self.is_bare_label(at)).then_some(at)
    }

    /// Returns the cells of the same table before this one, nearest first; of a very long table, only the nearest.
    fn cells_before(&self) -> impl Iterator<Item = (BlockIndex, CellPlace)> {
        let blocks = &self.article.blocks;
        let table = blocks[self.block].cell.map(|cell| cell.table);
        let before = (0..self.block).rev().take(MOST_CELLS);
        let cells = before.map_while(|at| Some((at, blocks[at].cell?)));
        cells.take_while(move |(_, cell)| Some(cell.table) == table)
    }

    /// "After the operation:" right above a table: the paragraph leads in to it, or is its title.
    pub(super) fn lead_in_of_table(&self) -> Option<BlockIndex> {
        self.article.blocks[self.block].cell?;
        let first = self.cells_before().last().map_or(self.block, |(at, _)| at);
        let above = first.checked_sub(1)?;
        let (block, own) = (&self.article.blocks[above], &self.article.blocks[first]);
        let leads = block.kind == BlockKind::Paragraph && block.headings == own.headings;
        let sentences = self.read[above].sentences.as_slice();
        let last = sentences.last()?;
        let ended = ['.', '!', '?'].into_iter().any(|mark| last.ends_with(mark));
        let is_title = sentences.len() == 1 && last.tokens.len() <= TITLE && !ended;
        (leads && (last.ends_with(':') || is_title)).then_some(above)
    }

    /// The corner of a table whose other columns have no header: it names what the table is about.
    pub(super) fn table_name(&self) -> Option<BlockIndex> {
        let cell = self.article.blocks[self.block].cell?;
        if cell.row == 0 || cell.column == 0 {
            return None;
        }
        let blank = |at: BlockIndex| self.article.blocks[at].prose.trim().is_empty();
        if cell.column_header.is_some_and(|header| !blank(header)) {
            return None;
        }
        // The first cell of the row stands below it.
        let first = self.article.blocks[cell.row_header?].cell?;
        let corner = self.article.blocks[first.column_header?].cell?;
        (corner.row == 0 && corner.column == 0).then_some(first.column_header)?
    }

    fn topic_subject(&self, wanted: &Wanted) -> Option<Subject> {
        let topic = self.theme().topic?;
        let admitted = self.pack.asks_for(wanted, topic);
        let about_it = matches!(self.topic, Topic::Own | Topic::Assumed)
            && !self.names_another_topic(self.sentence, &self.sentence.all());
        (admitted && about_it).then(|| Subject {
            concepts: smallvec![topic],
            at: None,
            by_layout: false,
        })
    }

    /// Returns the sentence before this one: in the block, else the last one of the paragraph before.
    pub(super) fn sentence_before(&self) -> Option<(BlockIndex, &ReadSentence)> {
        if let Some(before) = self.at.checked_sub(1) {
            return Some((self.block, &self.read[self.block].sentences[before]));
        }
        let before = self.block.checked_sub(1)?;
        let (block, other) = (
            &self.article.blocks[self.block],
            &self.article.blocks[before],
        );
        let neighbours = other.kind == BlockKind::Paragraph && block.headings == other.headings;
        let last = self.read[before].sentences.last()?;
        neighbours.then_some((before, last))
    }

    /// Returns the subject that `mentions` of one sentence name: several are alternatives.
    fn named_in(
        &self,
        block: BlockIndex,
        sentence: &ReadSentence,
        mentions: &[&ConceptMention],
        by_layout: bool,
    ) -> Option<Subject> {
        let first = mentions.first()?;
        Some(Subject {
            concepts: meanings(mentions),
            at: Some((block, sentence.span_of(&first.tokens))),
            by_layout,
        })
    }
}
