//! A name for a finding that survives edits elsewhere in the article.

use std::collections::HashMap;
use std::ops::Range;

use super::ArticleReport;
use super::places::Places;

/// Returns one fingerprint per finding of `article`, in order: 16 hexadecimal digits.
///
/// It depends on the rule, the fact, the words of the sentence (not their case, spacing or punctuation) and,
/// for the same finding in the same words, on how many came before. It doesn't depend on the path or the
/// line, so that moving text keeps it.
pub(super) fn fingerprints(article: &ArticleReport, places: &Places<'_>) -> Vec<String> {
    let mut seen: HashMap<u64, u64> = HashMap::new();
    article
        .diagnostics
        .iter()
        .map(|finding| {
            let mut hash = Fnv::new();
            hash.add(finding.rule.as_bytes());
            hash.add(finding.fact.as_deref().unwrap_or_default().as_bytes());
            let sentence = sentence_around(article.text.as_str(), places.clamp(finding.span));
            for word in sentence.split(|letter: char| !letter.is_alphanumeric()) {
                if !word.is_empty() {
                    hash.add(word.to_lowercase().as_bytes());
                }
            }
            let occurrence = seen.entry(hash.0).or_default();
            let fingerprint = hash.with(&occurrence.to_le_bytes());
            *occurrence += 1;
            format!("{fingerprint:016x}")
        })
        .collect()
}

/// Returns a fingerprint of all `parts` together.
pub(super) fn joined(parts: &[&str]) -> String {
    let mut hash = Fnv::new();
    for part in parts {
        hash.add(part.as_bytes());
    }
    format!("{:016x}", hash.0)
}

/// Returns the fingerprint of a path that `rule` says could not be checked.
pub(super) fn fingerprint_of_file(rule: &str, path: &str) -> String {
    let mut hash = Fnv::new();
    hash.add(rule.as_bytes());
    format!("{:016x}", hash.with(path.as_bytes()))
}

/// Returns the text from sentence end to sentence end around `span`, roughly: abbreviations end it too. It
/// only has to be the same in the next run.
fn sentence_around(text: &str, span: Range<usize>) -> &str {
    let start = text[..span.start]
        .char_indices()
        .rev()
        .find(|(at, letter)| ends_sentence(&text[*at..], *letter))
        .map_or(0, |(at, letter)| at + letter.len_utf8());
    let end = text[span.end..]
        .char_indices()
        .find(|(at, letter)| ends_sentence(&text[span.end + at..], *letter))
        .map_or(text.len(), |(at, _)| span.end + at);
    &text[start..end]
}

/// Tells whether `letter`, the first of `rest`, is a full stop before white space, or an empty line follows.
fn ends_sentence(rest: &str, letter: char) -> bool {
    let next = rest[letter.len_utf8()..].trim_start_matches('\r');
    match letter {
        '.' | '!' | '?' => next.is_empty() || next.starts_with(char::is_whitespace),
        '\n' => next.starts_with('\n'),
        _ => false,
    }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv). The standard library promises no stable hash.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds `bytes` and a border, so that "a" + "bc" differs from "ab" + "c".
    fn add(&mut self, bytes: &[u8]) {
        self.0 = self.with(bytes);
        self.0 = self.with(&[0xFF]);
    }

    fn with(self, bytes: &[u8]) -> u64 {
        bytes.iter().fold(self.0, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReadyDiagnostic;
    use crate::rules::{Family, Severity};
    use crate::source::Span;

    fn prints(text: &str, needle: &str) -> Vec<String> {
        let diagnostics = text
            .match_indices(needle)
            .map(|(at, _)| ReadyDiagnostic {
                rule: "wrong-root-area".to_owned(),
                family: Family::Contradiction,
                severity: Severity::Error,
                fact: None,
                statement: None,
                message: String::new(),
                help: None,
                url: None,
                span: Span::new(at as u32, (at + needle.len()) as u32),
                labels: Vec::new(),
                related: Vec::new(),
                sources: Vec::new(),
                fix: None,
            })
            .collect();
        let article = ArticleReport {
            text: text.to_owned(),
            diagnostics,
            ..ArticleReport::default()
        };
        fingerprints(&article, &Places::new(text))
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(Fnv::new().with(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(Fnv::new().with(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fnv::new().with(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn edits_elsewhere_keep_it_and_edits_in_the_sentence_change_it() {
        let before = prints("One. S1 pain is in the groin. Two.", "groin");
        assert_eq!(
            before,
            prints(
                "# New\n\nThree! s1 pain\nis in the **groin**.\r\n\r\nTwo.",
                "groin"
            )
        );
        assert_ne!(
            before,
            prints("One. S2 pain is in the groin. Two.", "groin")
        );
    }

    #[test]
    fn repeated_sentences_differ() {
        let twice = prints("S1 is the groin. S1 is the groin.", "groin");
        assert_ne!(twice[0], twice[1]);
        assert_eq!(twice[0], prints("S1 is the groin.", "groin")[0]);
    }
}
