//! Concepts that are said in pieces: "loss of control ... of the bladder".

use std::ops::Range;

use smallvec::smallvec;

use super::{ConceptMention, Mentions, Naming, inside};
use crate::pack::{Bits, Composite, ListId, Pack, Role};

/// Most words of a noun that "without" and the like deny.
const NOUN: usize = 3;

/// Adds the concepts that are said in pieces inside each of `clauses`, and returns the lists that ask for something
/// that the sentence holds then.
///
/// Pieces may be such concepts themselves, if those come earlier in the pack.
pub fn add_composites(
    mentions: &mut Mentions,
    clauses: impl Iterator<Item = Range<usize>> + Clone,
    pack: &Pack,
) -> Bits {
    let mut added = false;
    let mut lists = mentions.lists(&(0..usize::MAX), pack);
    if lists.next_common(&pack.first_pieces, 0).is_none() {
        return lists;
    }
    for pieced in &pack.pieces {
        let holds = |list: ListId| lists.contains(list.0 as usize);
        if !holds(pieced.first) || !pieced.second.is_none_or(holds) {
            continue;
        }
        let Some(composite) = &pack.concept(pieced.concept).composite else {
            continue;
        };
        for clause in clauses.clone() {
            for tokens in assemble(mentions, composite, &clause, pack) {
                added = true;
                lists.add(pack.lists.of_concept(pieced.concept));
                mentions.concepts.push(ConceptMention {
                    concepts: smallvec![pieced.concept],
                    tokens,
                    how: Naming::Pieces,
                });
            }
        }
    }
    if added {
        mentions
            .concepts
            .sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    }
    lists
}

/// Returns the token ranges, from the first to the last piece, where all pieces stand close enough.
fn assemble(
    mentions: &Mentions,
    composite: &Composite,
    clause: &Range<usize>,
    pack: &Pack,
) -> Vec<Range<usize>> {
    let mut pieces: Vec<Vec<Range<usize>>> = Vec::with_capacity(composite.parts.len());
    for part in &composite.parts {
        let found = mentions.find_any(part, clause, pack);
        if found.is_empty() {
            return Vec::new();
        }
        pieces.push(found);
    }
    let Some((first, others)) = pieces.split_first() else {
        return Vec::new();
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in first {
        let mut hull = start.clone();
        let mut used = vec![start.clone()];
        for candidates in others {
            let last = used.last().map_or(0, |piece| piece.end);
            let next = candidates
                .iter()
                .filter(|piece| {
                    used.iter()
                        .all(|other| piece.end <= other.start || other.end <= piece.start)
                })
                .filter(|piece| !composite.ordered || piece.start >= last)
                .min_by_key(|piece| gap(&hull, piece));
            match next {
                Some(piece) if gap(&hull, piece) <= composite.within as usize => {
                    hull = hull.start.min(piece.start)..hull.end.max(piece.end);
                    used.push(piece.clone());
                }
                _ => break,
            }
        }
        let whole = used.len() == pieces.len();
        let parted = || {
            is_parted_by_denial(mentions, &hull, &used)
                || composite.ordered && is_parted_by_verb(mentions, &used)
        };
        if whole && !found.contains(&hull) && !parted() {
            found.push(hull);
        }
    }
    found
}

/// Tells whether an "and" joins a piece to the verb of another subject: "comes with standing and eases when sitting".
fn is_parted_by_verb(mentions: &Mentions, used: &[Range<usize>]) -> bool {
    let begins = |role: Role, at: usize, end: Option<usize>| {
        mentions.cues.iter().any(|cue| {
            let tokens = &cue.tokens;
            let fits = tokens.start == at && end.is_none_or(|end| tokens.end == end);
            fits && cue.role == Some(role)
        })
    };
    used.windows(2).any(|pair| {
        let (before, behind) = (&pair[0], pair[1].start);
        behind == before.end + 1
            && begins(Role::Coordinator, before.end, Some(behind))
            && begins(Role::Verb, behind, None)
            && !begins(Role::Verb, before.start, None)
    })
}

/// Tells whether a denial that is no piece stands between the pieces: "standing does not ease it".
fn is_parted_by_denial(mentions: &Mentions, hull: &Range<usize>, used: &[Range<usize>]) -> bool {
    let apart = |tokens: &Range<usize>| {
        used.iter()
            .all(|piece| tokens.end <= piece.start || piece.end <= tokens.start)
    };
    // "Not only" and the like deny nothing.
    let swallowed = |tokens: &Range<usize>| {
        mentions.cues.iter().any(|other| {
            matches!(
                other.role,
                Some(Role::PseudoNegation | Role::NotOnly | Role::Frequency)
            ) && inside(tokens, &other.tokens)
        })
    };
    // "Without improvement, or at once": such a denial ends with its noun.
    let ends_with_noun = |tokens: &Range<usize>| {
        let of_noun = mentions
            .cues
            .iter()
            .any(|other| other.role == Some(Role::DeniesNoun) && other.tokens == *tokens);
        let noun = tokens.end..tokens.end + NOUN;
        of_noun && !used.iter().any(|piece| noun.contains(&piece.start))
    };
    mentions.cues.iter().any(|cue| {
        cue.role == Some(Role::Negation)
            && !ends_with_noun(&cue.tokens)
            && inside(&cue.tokens, hull)
            && apart(&cue.tokens)
            && !swallowed(&cue.tokens)
    })
}

/// Returns the number of tokens between two ranges; none if they overlap.
fn gap(one: &Range<usize>, other: &Range<usize>) -> usize {
    other
        .start
        .saturating_sub(one.end)
        .max(one.start.saturating_sub(other.end))
}
