//! A name for a finding that survives edits elsewhere in the article.

use std::collections::HashMap;
use std::ops::Range;

use super::{ArticleReport, ReadyDiagnostic};
use crate::checked::Checked;
use crate::rules::Family;
use crate::source::Span;

/// A sentence of an article, and what its words come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentencePrint {
    /// Where it stands.
    pub span: Span,
    /// A hash of its words as a reader sees them; neither case, spacing, punctuation nor markup matter.
    pub words: u64,
}

/// The fingerprints of the findings of one article: 16 hexadecimal digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprints {
    /// Those of its diagnostics, in their order.
    pub reported: Vec<String>,
    /// Those of the findings that a baseline knows, in their order.
    pub baselined: Vec<String>,
    /// Those of the findings that the article leaves out, in their order.
    pub suppressed: Vec<String>,
}

/// Returns all sentences of an article, in reading order.
#[must_use]
pub fn sentence_prints(checked: &Checked<'_>) -> Vec<SentencePrint> {
    let blocks = checked.article.blocks.iter().zip(&checked.read);
    blocks
        .flat_map(|(block, read)| {
            read.sentences.iter().map(|sentence| {
                let mut hash = Fnv::new();
                hash.add_words(&block.prose[sentence.span.range()]);
                SentencePrint {
                    span: block.map.to_source(sentence.span),
                    words: hash.0,
                }
            })
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

/// Returns the fingerprints of all findings of `article`.
///
/// A fingerprint depends on the rule, the fact, the words of the sentences that the finding stands in and, for the
/// same finding in the same words, on how many came before. It depends neither on the path nor on the place, so that
/// moving text keeps it. That of a contradiction inside of the article depends on the words it points to, too; that of
/// a finding about the article as a whole, on no words at all.
#[must_use]
pub fn fingerprints(article: &ArticleReport) -> Fingerprints {
    let mut prints = Fingerprints {
        reported: vec![String::new(); article.diagnostics.len()],
        baselined: vec![String::new(); article.baselined.len()],
        suppressed: vec![String::new(); article.suppressed.len()],
    };
    let reported = article.diagnostics.iter().zip(&mut prints.reported);
    let baselined = article.baselined.iter().zip(&mut prints.baselined);
    let mut all: Vec<(&ReadyDiagnostic, &mut String)> = reported.chain(baselined).collect();
    // As they were found: which of two equal ones a baseline knows must not change their numbers.
    all.sort_by_key(|(finding, _)| finding.span);
    // Behind all others: what an article leaves out must not change the names of what it does not.
    let left_out = article.suppressed.iter().map(|left_out| &left_out.finding);
    all.extend(left_out.zip(&mut prints.suppressed));
    let mut seen: HashMap<u64, u64> = HashMap::new();
    for (finding, print) in all {
        let hash = hash_of(finding, article);
        let occurrence = seen.entry(hash.0).or_default();
        *print = format!("{:016x}", hash.with(&occurrence.to_le_bytes()));
        *occurrence += 1;
    }
    prints
}

fn hash_of(finding: &ReadyDiagnostic, article: &ArticleReport) -> Fnv {
    let mut hash = Fnv::new();
    hash.add(finding.rule.as_bytes());
    hash.add(finding.fact.as_deref().unwrap_or_default().as_bytes());
    if finding.span.is_empty() || article.whole.contains(&finding.rule) {
        return hash;
    }
    hash.add_sentences(finding.span, article);
    if finding.family == Family::Consistency {
        let others = finding.labels.iter().map(|label| label.span);
        for span in others.filter(|span| !span.overlaps(finding.span)) {
            hash.add_sentences(span, article);
        }
    }
    hash
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

    /// Adds the words of the sentences that `span` touches.
    fn add_sentences(&mut self, span: Span, article: &ArticleReport) {
        let sentences = article.sentences.iter();
        let mut touched = sentences
            .filter(|sentence| sentence.span.overlaps(span))
            .peekable();
        if touched.peek().is_none() {
            // Outside of the prose.
            let text = article.text();
            let start = text.floor_char_boundary(span.start as usize);
            let end = text.ceil_char_boundary(span.end as usize).max(start);
            self.add_words(sentence_around(&text, start..end));
        }
        for sentence in touched {
            self.add(&sentence.words.to_le_bytes());
        }
    }

    fn add_words(&mut self, text: &str) {
        let mut in_word = false;
        // All sentences of all articles pass here: no word is copied, and few letters are more than a byte.
        for letter in text.chars() {
            if letter.is_ascii_alphanumeric() {
                let byte = u8::try_from(letter.to_ascii_lowercase()).unwrap_or_default();
                self.0 = self.with(&[byte]);
                in_word = true;
            } else if !letter.is_ascii() && letter.is_alphanumeric() {
                for letter in letter.to_lowercase() {
                    self.0 = self.with(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
                in_word = true;
            } else if std::mem::take(&mut in_word) {
                self.0 = self.with(&[0xFF]);
            }
        }
        if in_word {
            self.0 = self.with(&[0xFF]);
        }
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
                sources: Default::default(),
                fix: None,
            })
            .collect();
        let article = ArticleReport {
            text: text.to_owned(),
            diagnostics,
            ..ArticleReport::default()
        };
        fingerprints(&article).reported
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
    fn neither_case_nor_marks_matter_in_any_script() {
        let hash = |text: &str| {
            let mut hash = Fnv::new();
            hash.add_words(text);
            hash.0
        };
        assert_eq!(hash("Ménière’s  RÉSUMÉ."), hash("«ménière's» résumé"));
        assert_ne!(hash("one two"), hash("onetwo"));
        assert_ne!(hash("né"), hash("ne"));
    }

    #[test]
    fn repeated_sentences_differ() {
        let twice = prints("S1 is the groin. S1 is the groin.", "groin");
        assert_ne!(twice[0], twice[1]);
        assert_eq!(twice[0], prints("S1 is the groin.", "groin")[0]);
    }
}
