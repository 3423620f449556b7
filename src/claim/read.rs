//! Blocks to sentences with mentions and clauses, each in its context.

use std::ops::Range;

use smallvec::smallvec;

use super::clause::{Clause, Clauses, Opening, split_clauses};
use super::given::take_as_given;
use crate::markup::{Article, Block, BlockIndex};
use crate::mention::{
    Company, ConceptMention, Finder, Lexicon, Mentions, Naming, add_composites, inside,
};
use crate::pack::{Bits, Language, Pack, Role, Selector, Wanted};
use crate::sentence::{Sentence, Token, split_sentences};
use crate::source::ProseSpan;

/// Most tokens before the "if" that opens a condition: "But even if".
const CONDITION_START: usize = 2;

/// One block with what was found in it.
#[derive(Clone, Debug, Default)]
pub struct ReadBlock {
    /// Its sentences, in order.
    pub sentences: Vec<ReadSentence>,
}

/// One sentence with what was found in it.
#[derive(Clone, Debug)]
pub struct ReadSentence {
    /// Where it stands in the prose of its block.
    pub span: ProseSpan,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Concepts, cues and numbers.
    pub mentions: Mentions,
    /// Its clauses; they partition the tokens.
    pub clauses: Clauses,
    /// The roles of its cues.
    pub roles: Roles,
    /// The roles of the cues that begin at each token; by token.
    pub starts: Vec<Roles>,
    /// Whether one of its cues tells how often.
    pub tells_frequency: bool,
    /// The lists that ask for something it holds.
    pub lists: Bits,
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u128);

impl Roles {
    /// Returns the set of `roles`.
    pub(super) const fn new(roles: &[Role]) -> Self {
        let (mut all, mut at) = (0, 0);
        while at < roles.len() {
            all |= Self::bit(roles[at]);
            at += 1;
        }
        Self(all)
    }

    /// Tells whether both sets hold a role.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Tells whether one of `roles` is in the set.
    pub(super) fn contains_any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.contains(*role))
    }

    pub(super) fn contains(self, role: Role) -> bool {
        self.0 & Self::bit(role) != 0
    }

    /// Returns the bit of a role; the build fails when there are more than bits.
    const fn bit(role: Role) -> u128 {
        const {
            assert!(
                (Role::Comment as u32) < u128::BITS,
                "roles fit into the set"
            )
        };
        1 << role as u32
    }
}

impl ReadSentence {
    /// Returns the place of a token range in the prose.
    ///
    /// # Panics
    /// If the range is empty.
    #[must_use]
    pub fn span_of(&self, tokens: &Range<usize>) -> ProseSpan {
        self.tokens[tokens.start]
            .span
            .cover(self.tokens[tokens.end - 1].span)
    }

    /// Returns the whole sentence as a token range.
    #[must_use]
    pub fn all(&self) -> Range<usize> {
        0..self.tokens.len()
    }

    /// Returns the tokens of all cues with `role` inside `within`, in order.
    pub fn roles<'a>(
        &'a self,
        role: Role,
        within: &'a Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let cues = match self.roles.contains(role) {
            true => self.mentions.cues.as_slice(),
            false => &[],
        };
        cues.iter()
            .filter(move |mention| mention.role == Some(role) && inside(&mention.tokens, within))
            .map(|mention| mention.tokens.clone())
    }

    /// Tells whether a cue with `role` begins at a token.
    #[must_use]
    pub fn begins(&self, role: Role, at: usize) -> bool {
        self.starts
            .get(at)
            .is_some_and(|roles| roles.contains(role))
    }

    /// Tells whether a cue with `role` stands inside `within`.
    #[must_use]
    pub fn has_role(&self, role: Role, within: &Range<usize>) -> bool {
        self.roles.contains(role) && self.roles(role, within).next().is_some()
    }

    /// Returns the condition that opens `within`, from its "if" up to its comma.
    pub(super) fn opening_condition(&self, within: &Range<usize>) -> Option<Range<usize>> {
        let mut opened = self.roles(Role::Condition, within);
        let opened = opened.find(|cue| cue.start <= within.start + CONDITION_START)?;
        let mut behind = opened.end..within.end;
        let comma = behind.find(|at| self.tokens[*at].is_mark(','))?;
        Some(opened.start..comma)
    }

    /// Tells whether it holds what a list asks for.
    #[must_use]
    pub fn holds(&self, wanted: &Wanted) -> bool {
        self.lists.contains(wanted.list().0 as usize)
    }

    /// Tells whether it holds inside `within` what a list asks for.
    #[must_use]
    pub fn holds_in(&self, wanted: &Wanted, within: &Range<usize>, pack: &Pack) -> bool {
        self.holds(wanted) && self.mentions.holds_any(wanted, within, pack)
    }

    /// Tells whether the sentence ends with this mark, closing quotes and brackets aside.
    #[must_use]
    pub fn ends_with(&self, mark: char) -> bool {
        self.tokens
            .iter()
            .rev()
            .take(3)
            .any(|token| token.is_mark(mark))
    }
}

/// Returns every block of `article` with its sentences; by block.
#[must_use]
pub fn read_blocks(
    article: &Article,
    lexicon: &Lexicon,
    language: &Language,
    pack: &Pack,
) -> Vec<ReadBlock> {
    read_blocks_but(&[], article, lexicon, language, pack)
}

/// Returns what [`read_blocks`] does, but no sentences of the blocks that are `left_out`.
#[must_use]
pub fn read_blocks_but(
    left_out: &[bool],
    article: &Article,
    lexicon: &Lexicon,
    language: &Language,
    pack: &Pack,
) -> Vec<ReadBlock> {
    let mut finder = lexicon.finder();
    let mut read: Vec<ReadBlock> = Vec::with_capacity(article.blocks.len());
    for (at, block) in article.blocks.iter().enumerate() {
        if left_out.get(at) == Some(&true) {
            read.push(ReadBlock::default());
            continue;
        }
        let sentences = split_sentences(&block.prose, language)
            .into_iter()
            .map(|sentence| read_sentence(block, sentence, &read, &mut finder, pack))
            .collect();
        read.push(ReadBlock { sentences });
    }
    read
}

/// Returns the roles of the cues that begin at each of so many tokens, and all of them.
fn role_starts(mentions: &Mentions, tokens: usize) -> (Vec<Roles>, Roles) {
    let mut starts = vec![Roles::default(); tokens];
    let mut all = 0;
    for mention in &mentions.cues {
        if let Some(role) = mention.role {
            let bit = Roles::bit(role);
            starts[mention.tokens.start].0 |= bit;
            all |= bit;
        }
    }
    (starts, Roles(all))
}

fn read_sentence(
    block: &Block,
    sentence: Sentence,
    before: &[ReadBlock],
    finder: &mut Finder<'_>,
    pack: &Pack,
) -> ReadSentence {
    let mut mentions = finder.find(&block.prose, &sentence.tokens, pack);
    name_pairs(&mut mentions, block, before, pack);
    let (starts, roles) = role_starts(&mentions, sentence.tokens.len());
    if roles.contains(Role::Given) {
        take_as_given(&mut mentions, &sentence.tokens, pack);
    }
    let clauses = split_clauses(&sentence.tokens, &mentions, &starts, roles);
    keep_accompanied(&mut mentions, &clauses, block, before, pack);
    let ranges = clauses.iter().map(|clause| clause.tokens.clone());
    let lists = add_composites(&mut mentions, ranges, pack);
    ReadSentence {
        span: sentence.span,
        roles,
        starts,
        tells_frequency: mentions.cues.iter().any(|cue| cue.tells_frequency),
        lists,
        tokens: sentence.tokens,
        mentions,
        clauses,
    }
}

/// "L4-L5" in a column of discs is the disc, though no word beside it says so.
fn name_pairs(mentions: &mut Mentions, block: &Block, before: &[ReadBlock], pack: &Pack) {
    let Some(cell) = block.cell else { return };
    for levels in &pack.levels {
        let words: Vec<Selector> = levels
            .pair_cues
            .iter()
            .copied()
            .map(Selector::Cue)
            .collect();
        let headed = [cell.column_header, cell.row_header]
            .into_iter()
            .flatten()
            .any(|header| block_holds(&before[header], &words, pack));
        for mention in mentions.concepts.iter_mut().filter(|_| headed) {
            let (Naming::Label, &[first, second]) = (mention.how, mention.concepts.as_slice())
            else {
                continue;
            };
            let place = levels.singles.iter().position(|one| *one == Some(first));
            let pair = place.filter(|place| levels.singles.get(place + 1) == Some(&Some(second)));
            if let Some(pair) = pair.and_then(|place| levels.pairs[place]) {
                mention.concepts = smallvec![pair];
            }
        }
    }
}

/// Drops names that need company and lack it; what they had hidden stays hidden.
fn keep_accompanied(
    mentions: &mut Mentions,
    clauses: &[Clause],
    block: &Block,
    before: &[ReadBlock],
    pack: &Pack,
) {
    let needs_company = |mention: &ConceptMention| matches!(mention.how, Naming::Weak(_));
    if !mentions.concepts.iter().any(needs_company) {
        return;
    }
    let all = mentions.clone();
    mentions.concepts.retain(|mention| {
        let Naming::Weak(company) = mention.how else {
            return true;
        };
        let Some(concept) = mention.concepts.first() else {
            return false;
        };
        let concept = pack.concept(*concept);
        match company {
            Company::Clause => {
                let clause = clauses
                    .iter()
                    .find(|clause| inside(&mention.tokens, &clause.tokens));
                clause.is_some_and(|clause| {
                    let mut wanted = concept.weak.with.iter();
                    wanted.any(|selector| {
                        all.find_all(*selector, &clause.tokens, pack).any(|other| {
                            other.end <= mention.tokens.start || mention.tokens.end <= other.start
                        })
                    })
                })
            }
            Company::Heading(place) => {
                let cues = &concept.under[place as usize].cues;
                // "Reflex: ankle"
                let labelled = || {
                    let label = label_of(clauses, &mention.tokens);
                    label.is_some_and(|label| all.holds_any(cues, &label.tokens, pack))
                };
                labelled()
                    || context_blocks(block).any(|at| {
                        let mut sentences = before[at].sentences.iter();
                        sentences.any(|sentence| sentence.holds(cues))
                    })
            }
        }
    });
}

/// Returns the nearest label before the clause that holds `tokens`.
fn label_of<'c>(clauses: &'c [Clause], tokens: &Range<usize>) -> Option<&'c Clause> {
    let own = clauses
        .iter()
        .position(|clause| inside(tokens, &clause.tokens))?;
    let opens = |at: &usize| clauses[*at].opened_by == Opening::Label;
    let labelled = (1..=own).rev().find(opens)?;
    clauses.get(labelled - 1)
}

fn block_holds(block: &ReadBlock, selectors: &[Selector], pack: &Pack) -> bool {
    block.sentences.iter().any(|sentence| {
        let all = sentence.all();
        selectors
            .iter()
            .any(|selector| sentence.mentions.holds(*selector, &all, pack))
    })
}

/// Returns the blocks that `block` takes its context from, nearest first: table headers, the item above,
/// the lead-in, the headings from the innermost outwards.
pub fn context_blocks(block: &Block) -> impl Iterator<Item = BlockIndex> + '_ {
    let cell = block.cell;
    let list = block.list;
    cell.and_then(|cell| cell.row_header)
        .into_iter()
        .chain(cell.and_then(|cell| cell.column_header))
        .chain(list.and_then(|list| list.parent))
        .chain(list.and_then(|list| list.lead_in))
        .chain(block.headings.iter().rev().copied())
}
