//! "If you have sciatica, ...": a condition that names no more than the topic, which every reader meets.
//!
//! Input: the mentions of one sentence.
//! Output: the same, without the words that would make it a special case.

use crate::mention::{Mentions, inside};
use crate::pack::{Pack, Role};
use crate::sentence::{Token, TokenKind};

/// Takes away what predicates ask for in the words before the topic. Those words still open a condition.
pub(super) fn take_as_given(mentions: &mut Mentions, tokens: &[Token], pack: &Pack) {
    let cues = mentions.cues.iter();
    let openers = cues.filter(|cue| cue.role == Some(Role::Given));
    let given = openers.filter(|opener| {
        mentions.concepts.iter().any(|concept| {
            concept.tokens.start == opener.tokens.end
                && ends_phrase(tokens.get(concept.tokens.end))
                && pack
                    .themes
                    .iter()
                    .any(|theme| concept.is_one(&theme.family, pack))
        })
    });
    let given: Vec<_> = given.map(|opener| opener.tokens.clone()).collect();
    for opener in &given {
        mentions.cues.retain_mut(|cue| {
            cue.asked &= !inside(&cue.tokens, opener);
            cue.asked || cue.role.is_some() || cue.tells_frequency
        });
    }
}

/// Tells whether a phrase is over before `token`.
fn ends_phrase(token: Option<&Token>) -> bool {
    token.is_none_or(|token| {
        matches!(
            token.kind,
            TokenKind::Mark(',' | '.' | ';' | ':' | '!' | '–' | '—')
        )
    })
}
