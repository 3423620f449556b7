//! What leads to a source by itself: addresses, identifiers, numbers of guidelines, places in journals.
//!
//! What these are made of is ASCII, and so are their borders of words. Each stands around one mark, so a text is read
//! once, and looked at closely only around full stops, colons and figures.

use super::format::is_word_byte;
use crate::source::ByteSet;

/// Ends of the commonest domains: "nhs.uk/conditions" has no other sign of an address.
const DOMAINS: &[&str] = &["org", "uk", "gov", "edu", "int", "eu", "com", "net"];

/// Names of identifiers, in any case, before a figure: `PMID: 17585160`.
///
/// DOI: <https://www.doi.org/the-identifier/resources/handbook/2_numbering>.
const IDENTIFIERS: &[&str] = &["doi", "pmid", "pmcid", "isbn", "issn"];

/// Registers of trials, before the number of one.
const REGISTERS: &[&str] = &["NCT", "ISRCTN", "ACTRN", "CRD", "EudraCT", "DRKS"];

/// Fewest figures of a number in an archive or a register.
const REGISTERED: usize = 4;

/// Tells whether `text` holds one of them.
pub(super) fn is_identified(text: &str) -> bool {
    static SIGNS: ByteSet = ByteSet::of(b"0123456789.:");
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = SIGNS.find(&bytes[at..]) {
        at += found;
        let (before, from) = text.split_at(at);
        let is_source = match bytes[at] {
            b':' => is_scheme(before, from),
            b'.' => is_host(before, &from[1..]),
            _ => is_number(before, from),
        };
        if is_source {
            return true;
        }
        at += figures(from).max(1);
    }
    false
}

/// Tells whether an address begins around a colon: `https://x`.
fn is_scheme(before: &str, from: &str) -> bool {
    let rest = from.strip_prefix("://");
    rest.is_some_and(begins_seen) && (before.ends_with("http") || before.ends_with("https"))
}

/// Tells whether an address stands around a full stop: `www.x`, `nhs.uk`.
fn is_host(before: &str, after: &str) -> bool {
    if before.ends_with("www") && begins_seen(after) {
        return true;
    }
    let ends = |rest: &str| {
        rest.chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || "/),;.]>”".contains(next))
    };
    let mut ends_of_domains = DOMAINS.iter().filter_map(|end| after.strip_prefix(end));
    ends_of_domains.any(ends) && is_domain(before)
}

/// Tells whether `text` ends with the parts of a domain, behind what may stand before an address.
fn is_domain(text: &str) -> bool {
    let is_part = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '.')
    };
    let before = text.trim_end_matches(is_part);
    let mut parts = text[before.len()..].split('.');
    let last = before.chars().next_back();
    parts.all(|part| !part.is_empty())
        && last.is_none_or(|last| last.is_whitespace() || "([<“".contains(last))
}

/// Tells whether a number at the beginning of `from`, behind `before`, is that of a source.
fn is_number(before: &str, from: &str) -> bool {
    let len = figures(from);
    let rest = &from[len..];
    if before.bytes().next_back().is_some_and(is_word_byte) {
        let is_registered = || follows_name(before, &["PMC"]) || follows_name(before, REGISTERS);
        return len >= REGISTERED && is_registered()
            || before.ends_with('_') && follows_identifier(before)
            || is_guideline(before, len, rest);
    }
    is_doi(&from[..len], rest)
        || follows_identifier(before)
        || len >= REGISTERED
            && before
                .strip_suffix([' ', '-'])
                .is_some_and(|before| follows_name(before, REGISTERS))
        || is_volume(&from[..len], rest)
        || is_issue(len, rest)
}

/// Tells whether `text` ends with one of `names`, which begins a word.
fn follows_name(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| {
        let before = text.strip_suffix(name);
        before.is_some_and(|before| !before.bytes().next_back().is_some_and(is_word_byte))
    })
}

/// Tells whether the name of an identifier stands before a figure that follows `text`, with one or two signs between.
fn follows_identifier(text: &str) -> bool {
    let without_sign = |text: &'_ str| {
        let last = text.chars().next_back()?;
        (!last.is_ascii_alphanumeric()).then(|| text.len() - last.len_utf8())
    };
    let one = without_sign(text);
    let two = one.and_then(|end| without_sign(&text[..end]));
    [one, two].into_iter().flatten().any(|end| {
        let name = &text[..end];
        let start = name.bytes().rposition(|byte| !is_word_byte(byte));
        let name = &name[start.map_or(0, |at| at + 1)..];
        let joined = text[end..].starts_with('_');
        !joined
            && IDENTIFIERS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Tells whether two to four capitals before a number of `len` figures make it that of a guideline or a report: "NG59".
fn is_guideline(before: &str, len: usize, rest: &str) -> bool {
    let name = before.trim_end_matches(|letter: char| letter.is_ascii_uppercase());
    (2..=4).contains(&len)
        && (2..=4).contains(&(before.len() - name.len()))
        && !name.bytes().next_back().is_some_and(is_word_byte)
        && !rest.bytes().next().is_some_and(is_word_byte)
}

/// Tells whether `number` and `rest` are a DOI: "10.1000/x".
fn is_doi(number: &str, rest: &str) -> bool {
    let Some(prefix) = rest.strip_prefix('.').filter(|_| number == "10") else {
        return false;
    };
    let len = figures(prefix);
    let suffix = prefix[len..].strip_prefix('/');
    (4..=9).contains(&len) && suffix.is_some_and(begins_seen)
}

/// Tells whether `number` is a year, and `rest` the volume behind it: "2019;364:l900".
fn is_volume(number: &str, rest: &str) -> bool {
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let volume = without_space(rest).strip_prefix(';');
    is_year && volume.is_some_and(|volume| figures(without_space(volume)) > 0)
}

/// Tells whether a number of `len` figures is that of a volume, and `rest` the issue and the page: "12(3):45".
fn is_issue(len: usize, rest: &str) -> bool {
    let Some(issue) = without_space(rest).strip_prefix('(').filter(|_| len <= 4) else {
        return false;
    };
    let len = figures(issue);
    let page = issue[len..].strip_prefix(')').map(without_space);
    let page = page.and_then(|page| page.strip_prefix([':', ',']));
    (1..=3).contains(&len)
        && page.is_some_and(|page| {
            let page = without_space(page);
            let letter = |letter: char| letter.is_ascii_lowercase();
            figures(page.strip_prefix(letter).unwrap_or(page)) > 0
        })
}

/// Returns how many figures `text` begins with.
fn figures(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Returns `text` without the space that it may begin with.
fn without_space(text: &str) -> &str {
    text.strip_prefix(char::is_whitespace).unwrap_or(text)
}

/// Tells whether `text` begins with something else than space.
fn begins_seen(text: &str) -> bool {
    text.starts_with(|letter: char| !letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_from_other_figures_and_stops() {
        for text in [
            "http://x",
            "See xhttps://x.",
            "www.é",
            "(nhs.uk)",
            "nhs.uk",
            "<a-b.co.uk/x",
            "“who.int”",
            "doi 10.1000/x",
            "10.123456789/é",
            "DOI: 5",
            "a pmid _5",
            "(issn—5",
            "PMC1234",
            "EudraCT 2004",
            "CRD-42019",
            "NCT01335646",
            "NG59",
            "(ABCD1234)",
            "2019;364",
            "2019 ; 364",
            "12(3):45",
            "1234 (123) , x45",
        ] {
            assert!(is_identified(text), "{text}");
        }
        for text in [
            "http:// x",
            "ftp://x",
            "www. x",
            "NHS.uk",
            "é.uk",
            "a..uk",
            ".uk",
            "a.ukx",
            "a@nhs.uk",
            "10.123/x",
            "10.1234567890/x",
            "110.1000/x",
            "10.1000/ x",
            "doi_5",
            "a pmid_ 5",
            "doi5",
            "doi - 5",
            "xdoi 5",
            "xPMC1234",
            "PMC 1234",
            "NCT  1234",
            "CRD--1234",
            "L5",
            "ABCDE12",
            "AB12345",
            "AB12c",
            "aNG59",
            "1819;364",
            "x2019;364",
            "2019;  364",
            "20191;364",
            "12(3456):45",
            "12345(3):45",
            "12(3):ab45",
            "12(3)45",
            "",
        ] {
            assert!(!is_identified(text), "{text}");
        }
    }
}
