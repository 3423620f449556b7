//! Where sentences end in lines in which only their stops tell.
//!
//! What splits sentences looks for quotes, brackets, addresses and items of lists before it looks at the stops. In most
//! lines none of these holds a stop, and most lines have no stop but the last. For these lines only the stops are asked
//! about, and the answer is the same.

use sentencex::languages::Language;
use smallvec::{SmallVec, smallvec};

use crate::source::ByteSet;

/// Languages whose sentences end at full stops, exclamation and question marks and at nothing else in ASCII.
const USUAL_STOPS: &[&str] = &["de", "en", "es", "fr", "it", "nl", "pt"];

/// Places in a line; few lines have more sentences.
pub(super) type Places = SmallVec<[usize; 4]>;

/// Returns where the sentences of `text` end in the language `code`, in bytes; the last one ends with the text. `None`
/// if more than stops must be looked at.
pub(super) fn ends(text: &str, code: &str) -> Option<Places> {
    if !USUAL_STOPS.contains(&code) {
        return None;
    }
    let mut kinds = Kinds::of(text);
    if kinds.inner_stops.is_empty() {
        return (!kinds.has_border).then(|| smallvec![text.len()]);
    }
    if kinds.has_company || kinds.has_border {
        return None;
    }
    let language = sentencex::language_factory(code);
    ends_at(&mut kinds.inner_stops, text, &*language);
    Some(kinds.inner_stops)
}

/// Replaces the places of stops by the ends of the sentences that they end.
fn ends_at(stops: &mut Places, text: &str, language: &dyn Language) {
    let mut last = 0;
    stops.retain_mut(|stop| {
        let end = language.find_boundary(text, *stop, *stop + 1);
        let is_new = end.is_some_and(|end| end > last && end < text.len());
        last = end.filter(|_| is_new).unwrap_or(last);
        *stop = last;
        is_new
    });
    stops.push(text.len());
}

/// What a line is made of, as far as it decides who looks for its sentences.
#[derive(Default)]
struct Kinds {
    /// Stops before the last byte of the line.
    inner_stops: Places,
    /// Whether something else decides what they end: a quote or a bracket around or beside them, another stop.
    has_company: bool,
    /// Whether there may be a border without a stop of ASCII: an item of a list, a stop of another script.
    has_border: bool,
    /// What closes the bracket or the quote that is open.
    open: Option<Closing>,
}

/// What closes a bracket or a quote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// `)`
    Bracket,
    /// `”`
    Quote,
}

impl Kinds {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut kinds = Self::default();
        let mut at = 0;
        while let Some(next) = TELLS.find(&bytes[at..]) {
            at += next;
            kinds.take(bytes, at);
            at += 1;
            if kinds.has_border || kinds.has_company && !kinds.inner_stops.is_empty() {
                // More than stops must be looked at.
                break;
            }
        }
        kinds.has_company |= kinds.open.is_some();
        kinds
    }

    /// Takes note of the byte at `at`.
    fn take(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'.' | b'!' | b'?' => {
                if at + 1 < bytes.len() {
                    self.inner_stops.push(at);
                    self.has_company |= self.open.is_some() || !is_alone(&bytes[at + 1..]);
                }
            }
            // Behind a letter it is no opening quote.
            b'\'' => self.has_company |= at == 0 || !bytes[at - 1].is_ascii_alphanumeric(),
            b'(' => self.open(Closing::Bracket),
            b')' => {
                self.close(Closing::Bracket);
                self.has_border |= is_label(&bytes[..at]);
            }
            b'\n' | b'\r' => self.has_border = true,
            0x80.. => self.take_beyond_ascii(&bytes[at..]),
            _ => self.has_company = true,
        }
    }

    /// Takes note of the character that begins with the first byte of `text`, or goes on there. Letters of Europe, which
    /// are those below U+0580, and dashes tell nothing.
    fn take_beyond_ascii(&mut self, text: &[u8]) {
        match text {
            [0xC2, 0xAB | 0xBB, ..] => self.has_company = true,
            [0x80..=0xBF | 0xC2..=0xD5, ..] => {}
            // `’`, which is an apostrophe unless `‘` stands before it.
            [0xE2, 0x80, 0x90..=0x97 | 0x99, ..] => {}
            [0xE2, 0x80, 0x9C, ..] => self.open(Closing::Quote),
            [0xE2, 0x80, 0x9D, ..] => self.close(Closing::Quote),
            [0xE2, 0x80, 0x98..=0x9F, ..] => self.has_company = true,
            _ => {
                self.has_company = true;
                self.has_border = true;
            }
        }
    }

    fn open(&mut self, closing: Closing) {
        self.has_company |= self.open.replace(closing).is_some();
    }

    fn close(&mut self, closing: Closing) {
        self.has_company |= self.open.take() != Some(closing);
    }
}

/// Bytes that tell something of the line that they stand in.
static TELLS: ByteSet = ByteSet::of(b".!?'\"`()<[]{}@\n\r").and_beyond_ascii();

/// Tells whether a stop, with `rest` behind it, is one of its own: no other stop, quote or capital is close to it.
fn is_alone(rest: &[u8]) -> bool {
    let next = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    let is_other = |next: &u8| matches!(next, b'.' | b'!' | b'?') || !next.is_ascii();
    !next.is_some_and(is_other) && !rest[0].is_ascii_uppercase()
}

/// Longest word that is looked at, in bytes.
const LABEL: usize = 32;

/// Tells whether a bracket behind `text` may close the label of an item: `1)`, `(b)`, `iv)`.
///
/// So may one behind a very long word, which isn't looked at.
fn is_label(text: &[u8]) -> bool {
    let last = &text[text.len().saturating_sub(LABEL)..];
    let start = last.iter().rposition(u8::is_ascii_whitespace);
    if start.is_none() && last.len() < text.len() {
        return true;
    }
    let word = &last[start.map_or(0, |at| at + 1)..];
    let word = word.strip_prefix(b"(").unwrap_or(word);
    let word = word.strip_suffix(b".").unwrap_or(word);
    let is_numeral = |byte: &u8| b"ivxlcdm".contains(&byte.to_ascii_lowercase());
    word.len() <= 1 || word.iter().all(u8::is_ascii_digit) || word.iter().all(is_numeral)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns the ends that are found without looking at the stops alone.
    fn all_ends(text: &str) -> Vec<usize> {
        let borders = sentencex::get_sentence_boundaries("en", text);
        borders.iter().map(|border| border.end_byte).collect()
    }

    #[test]
    fn simple_lines_are_split_at_their_stops() {
        for (text, expected) in [
            ("Numb heel", Some(vec![9])),
            ("It hurts. Rest helps.", Some(vec![10, 21])),
            ("Ask Dr. Osei about it. L5 is 2.5 cm.", Some(vec![23, 36])),
            ("It doesn't. Why? Rest", Some(vec![12, 17, 21])),
            ("It hurts (at night)", Some(vec![19])),
            ("“Rest” – and heat", Some(vec![23])),
            ("It hurts (at night). Rest helps.", Some(vec![21, 32])),
            ("It’s “rest”. Café – or tea.", Some(vec![19, 36])),
            ("It hurts (e.g. at night). Rest helps.", None),
            ("It is “rest.” Heat helps", None),
            ("It ‘is’. Heat helps", None),
            ("Rest. “Heat” helps", None),
            ("Rest (or. heat", None),
            ("It hurts. 'Rest' helps.", None),
            ("Rest... And wait. . .", None),
            ("Rest.And wait", None),
            ("First: 1) rest 2) heat", None),
            ("Signs (iv) heel", None),
            ("Rest… And", None),
            ("Rest • heat", None),
        ] {
            assert_eq!(ends(text, "en").map(SmallVec::into_vec), expected, "{text}");
        }
        assert_eq!(ends("Rest", "el"), None);
    }

    fn lines() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "Rest", "it", "I", "L5", "2", "Dr", "e.g", "cf", "A", "no", "etc", " ", " ", " ", "\t",
            ". ", ". ", ".", "!", "? ", "…", ",", "'", "'s", "\"", "`", "(", ")", "1)", "(a) ",
            "ii)", "a.", "[", "[1]", "<", "@", "- ", "•", "“", "”", "é", "。", ":", ";", "\r", "/",
            "No.",
        ]);
        prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn the_ends_are_those_that_a_full_search_finds(text in lines()) {
            prop_assume!(!text.is_empty());
            if let Some(found) = ends(&text, "en") {
                prop_assert_eq!(found.into_vec(), all_ends(&text));
            }
        }
    }
}
