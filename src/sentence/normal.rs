//! Many ways to write the same letter, made one.
//!
//! Prose stays as it is written, so that places are exact; what is looked up or compared is normalised
//! here, and only here. Text in ASCII takes none of the slow paths.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Returns the form in which words are looked up; see [`fold_into`].
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Adds to `folded` the form in which a word is looked up: lower case, plain apostrophes, ligatures as letters, no
/// accents and no invisible characters.
pub(crate) fn fold_into(word: &str, folded: &mut String) {
    let start = folded.len();
    for byte in word.bytes() {
        if !byte.is_ascii() {
            folded.truncate(start);
            return fold_letters(word, folded);
        }
        folded.push(char::from(byte.to_ascii_lowercase()));
    }
}

/// Does what [`fold_into`] does, for letters of any script.
fn fold_letters(word: &str, folded: &mut String) {
    let letters = word
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .map(|letter| if is_apostrophe(letter) { '\'' } else { letter })
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase);
    folded.extend(letters);
}

/// Returns the letter that `letter` is another form of ("５", "％"), if it is one letter.
///
/// Raised and lowered figures are no figures of their line.
pub(super) fn plain(letter: char) -> char {
    if letter.is_ascii() || is_raised(letter) {
        return letter;
    }
    let mut parts = [None; 2];
    decompose_compatible(letter, |part| {
        let free = parts.iter_mut().find(|place| place.is_none());
        if let Some(place) = free {
            *place = Some(part);
        }
    });
    match parts {
        [Some(plain), None] => plain,
        _ => letter,
    }
}

/// Returns the value of a fraction that is one character: `½`.
pub(super) fn fraction(letter: char) -> Option<f64> {
    if letter.is_ascii() {
        return None;
    }
    let mut text = String::new();
    decompose_compatible(letter, |part| text.push(part));
    let (over, under) = text.split_once('\u{2044}')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0.0).then_some(over / under)
}

/// Tells whether a letter is one of the characters that are written for an apostrophe.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '‛' | '´' | '＇')
}

/// Tells whether a letter is a hyphen, a dash or a minus.
pub(super) fn is_dash(letter: char) -> bool {
    matches!(
        letter,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－'
    )
}

/// Tells whether a letter is a slash.
pub(super) fn is_slash(letter: char) -> bool {
    matches!(letter, '/' | '⁄' | '∕' | '／')
}

/// Tells whether a letter is a raised or lowered figure or sign, as marks of notes are.
pub(super) fn is_raised(letter: char) -> bool {
    matches!(letter, '²' | '³' | '¹' | '\u{2070}'..='\u{209C}')
}

/// Tells whether a letter is not seen: soft hyphens, characters of no width, marks of direction.
///
/// Source: `Default_Ignorable_Code_Point` of Unicode, without what is no part of English texts.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Tells whether a letter belongs to the word around it: accents, and what is not seen.
pub(super) fn is_joiner(letter: char) -> bool {
    !letter.is_ascii() && (is_invisible(letter) || is_combining_mark(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_folded_alike() {
        for (written, folded) in [
            ("Sciatica", "sciatica"),
            ("\u{FB01}bular", "fibular"),
            ("Barr\u{E9}", "barre"),
            ("Barre\u{301}", "barre"),
            ("sci\u{AD}at\u{200B}ica\u{FE0F}", "sciatica"),
            ("doesn’t", "doesn't"),
            ("ＭＲＩ", "mri"),
            ("mm²", "mm2"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn letters_of_other_widths_are_plain_and_raised_ones_are_not() {
        let text = "５％／ é²½‑\u{A0}";
        assert_eq!(text.chars().map(plain).collect::<String>(), "5%/ é²½‐ ");
        assert_eq!(fraction('½'), Some(0.5));
        assert_eq!(
            fraction('⅓').map(|value| (value * 300.0).round()),
            Some(100.0)
        );
        assert_eq!(fraction('é'), None);
    }
}
