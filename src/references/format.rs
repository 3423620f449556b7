//! How references are written: identifiers, addresses, names with years.
//!
//! These are formats and no words of a language. What they are made of is ASCII, and so are their borders of words:
//! those of Unicode take several times as long to prepare and to find.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::pack::ReferenceWords;

/// What leads to a source by itself.
static IDENTIFIED: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new([
        // An address. With a domain alone, the commonest ones: "nhs.uk/conditions".
        r"(?:https?://|www\.)\S",
        r"(?:^|[\s(\[<“])(?:[a-z0-9-]+\.)+(?:org|uk|gov|edu|int|eu|com|net)(?:/|[\s),;.\]>”]|$)",
        // DOI: <https://www.doi.org/the-identifier/resources/handbook/2_numbering>.
        r"(?-u:\b)10\.[0-9]{4,9}/\S",
        r"(?-u:\b)(?i-u:doi|pmid|pmcid|isbn|issn)(?-u:\b)[^0-9A-Za-z]{0,2}[0-9]",
        r"(?-u:\b)PMC[0-9]{4,}",
        // Registers of trials.
        r"(?-u:\b)(?:NCT|ISRCTN|ACTRN|CRD|EudraCT|DRKS)[ -]?[0-9]{4,}",
        // A number of a guideline or report: "NG59".
        r"(?-u:\b)[A-Z]{2,4}[0-9]{2,4}(?-u:\b)",
        // Year, volume and page: "2019;364:l900".
        r"(?-u:\b)(?:19|20)[0-9][0-9]\s?;\s?[0-9]",
        r"(?-u:\b)[0-9]{1,4}\s?\([0-9]{1,3}\)\s?[:,]\s?[a-z]?[0-9]+",
    ])
    .expect("the patterns are sound")
});

/// A name and a year in brackets, with anything between them: "(Brown et al., BMJ 2019)".
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[(\[][^()\[\]]*?\p{Lu}[\p{L}&.'’-]+[^()\[\]]*?(?-u:\b)(?:19|20)[0-9][0-9][a-z]?(?-u:\b)[^()\[\]]*[)\]]",
    )
    .expect("the pattern is sound")
});

/// A name before a year in brackets, at the start or beside another name: "Weber (1983)", "Smith & Jones (2019)".
static BEFORE_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^\W*|&\s)\p{Lu}[\p{L}'’-]+,?\s[(\[](?:19|20)[0-9][0-9][a-z]?[)\]]")
        .expect("the pattern is sound")
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:19|20)[0-9][0-9](?-u:\b)").expect("the pattern is sound")
});

/// Tells whether `text` names a source that can be found.
pub(super) fn cites(text: &str, words: &ReferenceWords) -> bool {
    if !may_cite(text) {
        return false;
    }
    if IDENTIFIED.is_match(text) || holds_title(text) {
        return true;
    }
    YEAR.is_match(text)
        && (IN_BRACKETS.is_match(text)
            || BEFORE_BRACKETS.is_match(text)
            || holds_any(text, &words.authors))
}

/// Tells whether `text` holds one of the bytes that everything holds by which a source can be found: a figure, a slash,
/// a quotation mark, a letter that may be any of these, or a full stop inside of a word.
fn may_cite(text: &str) -> bool {
    let mut before_is_stop = false;
    text.bytes().any(|byte| {
        let inside = std::mem::replace(&mut before_is_stop, byte == b'.');
        byte.is_ascii_digit()
            || matches!(byte, b'/' | b'"')
            || !byte.is_ascii()
            || inside && !byte.is_ascii_whitespace()
    })
}

/// Fewest words of a title.
const TITLE_WORDS: usize = 4;

/// Tells whether `text` holds a title in quotation marks: words with a capital first, and no sentence behind them.
fn holds_title(text: &str) -> bool {
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters.all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '\'' | '’'))
    };
    let is_gap = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ':' | '–' | '-');
    text.match_indices(['“', '"', '«']).any(|(at, mark)| {
        let quoted = &text[at + mark.len()..];
        let Some(end) = quoted.find(['”', '"', '»']) else {
            return false;
        };
        let quoted = &quoted[..end];
        let title = quoted.strip_suffix(['?', '.', ',']).unwrap_or(quoted);
        let mut words = title.split(is_gap).filter(|word| !word.is_empty());
        title.starts_with(char::is_uppercase)
            && title.ends_with(|letter| !is_gap(letter))
            && words.clone().count() >= TITLE_WORDS
            && words.all(is_word)
    })
}

/// Returns the years that `text` names.
pub(super) fn years(text: &str) -> impl Iterator<Item = &str> {
    YEAR.find_iter(text).map(|year| year.as_str())
}

/// Tells whether one of `phrases` stands in `text`, whole words at a time, in any case.
fn holds_any(text: &str, phrases: &[String]) -> bool {
    let text = words_of(text);
    phrases
        .iter()
        .any(|phrase| text.contains(&format!(" {phrase} ")))
}

/// Returns the words of `text` in lower case, each between single spaces.
fn words_of(text: &str) -> String {
    let mut words = String::from(" ");
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            words.push_str(&word.to_lowercase());
            words.push(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> ReferenceWords {
        ReferenceWords {
            authors: vec!["et al".to_owned()],
            ..ReferenceWords::default()
        }
    }

    #[test]
    fn sources_that_can_be_found_are_told_from_mere_mentions() {
        let found = [
            "A trial (Brown et al., BMJ 2019;364:l900) found less pain.",
            "See https://doi.org/10.1000/x for more.",
            "It is on nhs.uk/conditions.",
            "NICE guideline NG59 advises against it.",
            "Half improved (Smith 1998).",
            "Weber (1983) found no difference.",
            "Chen et al. 2021 saw the same.",
            "Registered as NCT01335646.",
            "PMID: 17585160",
            "The trial “Surgery versus prolonged conservative treatment” compared both.",
            "Spine 12(3):45-50",
        ];
        for text in found {
            assert!(cites(text, &words()), "{text}");
        }
        let not_found = [
            "A 2019 study in a musculoskeletal journal found swelling.",
            "According to a 2020 study in the Clinical Journal of Pain, it is so.",
            "The survey of 1994 (in adults) showed it.",
            "Write to info@spine.example now.",
            "L5 and S1 were tested in 2019.",
            "Ask Brown et al. about it.",
        ];
        for text in not_found {
            assert!(!cites(text, &words()), "{text}");
        }
    }
}
