//! Finds the mentions of one sentence after the other, in memory that is used again for each.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::automaton::Output;
use super::levels::find_labels;
use super::lexicon::{Ends, Lexicon};
use super::number::find_numbers;
use super::vocabulary::Word;
use super::{ConceptMention, CueMention, Mentions, Naming, inside};
use crate::pack::Pack;
use crate::proposition::{ConceptId, CueId};
use crate::sentence::{Token, TokenKind, fold_into, is_apostrophe};

/// Finds mentions. What it found in one sentence has no bearing on the next.
#[derive(Debug)]
pub struct Finder<'a> {
    lexicon: &'a Lexicon,
    folded: Folded,
    words: Vec<Word<'a>>,
    ends: Ends<'a>,
    /// By cue: the token behind the mention of it that reaches furthest, counted from the first token of all sentences.
    reach: Vec<usize>,
    /// Tokens of the sentences before.
    before: usize,
    names: Vec<ConceptMention>,
    cues: Vec<CueMention>,
    cues_of_rules: Vec<CueMention>,
}

/// Tokens of a sentence that most sentences don't have more of.
const USUAL: usize = 32;

impl<'a> Finder<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            folded: Folded::default(),
            words: Vec::new(),
            ends: Vec::new(),
            reach: vec![0; lexicon.cues()],
            before: 0,
            names: Vec::new(),
            cues: Vec::new(),
            cues_of_rules: Vec::new(),
        }
    }

    /// Returns the mentions of one sentence of `prose`, without those said in pieces.
    #[must_use]
    pub fn find(&mut self, prose: &str, tokens: &[Token], pack: &Pack) -> Mentions {
        self.folded.fill(prose, tokens);
        self.words.clear();
        let words = self.folded.words().zip(tokens).enumerate();
        let words = words.map(|(at, (text, token))| match token.kind {
            // "100%" and "A&E" are written with symbols; other marks end a name.
            TokenKind::Mark('%' | '&') => self.lexicon.word(text),
            TokenKind::Mark(mark) if is_apostrophe(mark) && ends_word(tokens, at) => Word::SKIPPED,
            TokenKind::Mark(_) => Word::default(),
            _ => self.lexicon.word(text),
        });
        self.words.extend(words);
        self.find_named();
        self.before += tokens.len();
        let mut concepts = longest_names(&mut self.names, pack);
        let cues = taken(&mut self.cues);
        let folded: SmallVec<[&str; USUAL]> = self.folded.words().collect();
        let numbers = find_numbers(&folded, tokens, &self.words, self.lexicon.numbers());
        let mut labels = find_labels(&folded, tokens, &cues, self.lexicon.labels(), pack);
        if !labels.is_empty() {
            // "L1 syndrome" is another condition, not something of the L1 root.
            labels.retain(|label| !is_of_another(label, &concepts, pack));
            concepts.extend(labels);
            concepts.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
        }
        Mentions {
            concepts,
            cues,
            cues_of_rules: taken(&mut self.cues_of_rules),
            numbers,
        }
    }

    /// Collects every name, and of the cues the longest, in order of their first token; a longer one comes first.
    fn find_named(&mut self) {
        for start in 0..self.words.len() {
            if self.words[start].ids.is_empty() {
                continue;
            }
            self.ends.clear();
            self.lexicon.begin(&self.words, start, &mut self.ends);
            if self.ends.is_empty() {
                continue;
            }
            if self.ends.len() > 1 {
                self.ends.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
            }
            for at in 0..self.ends.len() {
                let (end, outputs) = self.ends[at];
                for output in outputs {
                    match Output::read(output) {
                        Output::Concept(concept, how) => self.names.push(ConceptMention {
                            concepts: smallvec![concept],
                            tokens: start..end,
                            how,
                        }),
                        Output::Cue(cue) => self.add_cue(cue, start..end),
                    }
                }
            }
        }
    }

    /// Adds a mention of a cue, unless it is hidden: of one cue, a longer mention hides the shorter ones inside it, and one
    /// its double.
    fn add_cue(&mut self, cue: CueId, tokens: Range<usize>) {
        let end = self.before + tokens.end;
        let reach = &mut self.reach[cue.0 as usize];
        if *reach >= end {
            return;
        }
        *reach = end;
        let known = self.lexicon.cue(cue);
        let cues = match known.in_claims {
            true => &mut self.cues,
            false => &mut self.cues_of_rules,
        };
        cues.push(known.mention(cue, tokens));
    }
}

/// Moves all of `from` to a list of its own, with no more memory than they need; `from` keeps its own.
fn taken<T>(from: &mut Vec<T>) -> Vec<T> {
    let mut taken = Vec::with_capacity(from.len());
    taken.append(from);
    taken
}

/// Tells whether the token at `at` is glued to the word before it alone: "the doctors' advice".
fn ends_word(tokens: &[Token], at: usize) -> bool {
    let glued = |one: &Token, next: &Token| one.span.end == next.span.start;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    before.is_some_and(|before| before.kind == TokenKind::Word && glued(before, &tokens[at]))
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == TokenKind::Word && !glued(&tokens[at], next))
}

/// Tells whether a label is a part of the name of something elsewhere.
fn is_of_another(label: &ConceptMention, names: &[ConceptMention], pack: &Pack) -> bool {
    let pack_of = |concepts: &[ConceptId]| pack.concept(concepts[0]).pack;
    let home = pack_of(&label.concepts);
    let elsewhere = home.map_or(&[][..], |home| &pack.theme(home).elsewhere);
    names.iter().any(|name| {
        inside(&label.tokens, &name.tokens)
            && name.tokens.len() > label.tokens.len()
            && pack_of(&name.concepts) == home
            && name.is_any(elsewhere, pack)
    })
}

/// The folded texts of some tokens, one behind the other.
#[derive(Debug, Default)]
struct Folded {
    text: String,
    /// Where each stands in `text`.
    places: Vec<(usize, usize)>,
}

impl Folded {
    fn words(&self) -> impl Iterator<Item = &str> {
        let places = self.places.iter();
        places.map(|(start, end)| &self.text[*start..*end])
    }

    /// Takes the texts of `tokens` in place of those it held.
    fn fill(&mut self, prose: &str, tokens: &[Token]) {
        self.text.clear();
        self.places.clear();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let whole = &prose[first.span.cover(last.span).range()];
        // In ASCII every letter stays where it is.
        if whole.is_ascii() {
            let offset = first.span.start as usize;
            self.text.push_str(whole);
            self.text.make_ascii_lowercase();
            self.places.extend(tokens.iter().map(|token| {
                let range = token.span.range();
                (range.start - offset, range.end - offset)
            }));
            return;
        }
        for token in tokens {
            let start = self.text.len();
            fold_into(&prose[token.span.range()], &mut self.text);
            self.places.push((start, self.text.len()));
        }
    }
}

/// Names that overlap, of which there are seldom more.
const CLUSTER: usize = 8;

/// Of overlapping names the longest stays, the earlier one if they are equally long; the same words may
/// name several concepts, and names of different classes may share some words ("bed rest", "rest for two
/// weeks"). Names of one pack take nothing from those of another.
///
/// `names` are in order of their first token, and are taken out; so are those returned, the shorter one of two first.
fn longest_names(names: &mut Vec<ConceptMention>, pack: &Pack) -> Vec<ConceptMention> {
    let mut end = 0;
    let mut starts = names.iter();
    let overlap = starts.any(|name| {
        let crossing = name.tokens.start < end;
        end = end.max(name.tokens.end);
        crossing
    });
    if !overlap {
        return taken(names);
    }
    let mut kept: Vec<ConceptMention> = Vec::with_capacity(names.len());
    let mut rest = names.drain(..).peekable();
    let mut cluster: Vec<ConceptMention> = Vec::with_capacity(CLUSTER);
    while let Some(first) = rest.next() {
        let mut end = first.tokens.end;
        cluster.push(first);
        while let Some(next) = rest.next_if(|next| next.tokens.start < end) {
            end = end.max(next.tokens.end);
            cluster.push(next);
        }
        keep_longest(&mut cluster, pack, &mut kept);
    }
    kept
}

/// Moves those of overlapping names that stay from `names` to `kept`.
fn keep_longest(names: &mut Vec<ConceptMention>, pack: &Pack, kept: &mut Vec<ConceptMention>) {
    let before = kept.len();
    if names.len() > 1 {
        names.sort_by_key(|name| (std::cmp::Reverse(name.tokens.len()), name.tokens.start));
    }
    for name in names.drain(..) {
        if !kept[before..]
            .iter()
            .any(|other| takes_place_of(other, &name, pack))
        {
            kept.push(name);
        }
    }
    kept[before..].sort_by_key(|name| (name.tokens.start, name.tokens.end));
}

/// Tells whether a name that comes first leaves no room for another one, or is the same.
fn takes_place_of(first: &ConceptMention, name: &ConceptMention, pack: &Pack) -> bool {
    if first.tokens == name.tokens {
        return first.concepts == name.concepts;
    }
    let alike = || {
        let mut classes = name
            .concepts
            .iter()
            .flat_map(|concept| &pack.concept(*concept).classes);
        classes.any(|class| {
            let mut others = first.concepts.iter();
            others.any(|concept| pack.concept(*concept).classes.contains(class))
        })
    };
    let crossing = first.tokens.start < name.tokens.end && name.tokens.start < first.tokens.end;
    crossing
        && !matches!(first.how, Naming::Weak(_))
        && first.pack(pack) == name.pack(pack)
        && (inside(&name.tokens, &first.tokens) || alike())
}

#[cfg(test)]
mod tests {
    use crate::claim::one::article;
    use crate::mention::{CueMention, inside};

    const TEXT: &str =
        "See a doctor right away if you lose control of your bladder or cannot walk at all.";

    #[test]
    fn of_one_cue_no_mention_stands_inside_another() {
        let (_, read) = article(TEXT);
        let cues: Vec<&CueMention> = read[0].sentences[0].mentions.all_cues().collect();
        assert!(!cues.is_empty());
        for (at, one) in cues.iter().enumerate() {
            let mut others = cues.iter().enumerate();
            let hides = others.find(|(place, other)| {
                *place != at && other.cue == one.cue && inside(&one.tokens, &other.tokens)
            });
            assert_eq!(hides, None, "{one:?}");
        }
    }

    #[test]
    fn what_stood_before_has_no_bearing_on_a_sentence() {
        let prose = format!("{TEXT} Rest. {TEXT}");
        let (_, read) = article(&prose);
        let [first, _, last] = read[0].sentences.as_slice() else {
            panic!("three sentences");
        };
        assert_eq!(first.mentions.cues, last.mentions.cues);
        assert_eq!(first.mentions.cues_of_rules, last.mentions.cues_of_rules);
    }
}
