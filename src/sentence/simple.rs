//! Where sentences end in lines in which only their stops tell.
//!
//! What splits sentences looks for quotes, brackets, addresses and items of lists before it looks at the stops. Most
//! lines have none of these, and most of them no stop but the last. For these lines only the stops are asked about,
//! and the answer is the same.

use sentencex::languages::Language;
use smallvec::{SmallVec, smallvec};

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
    /// Whether something else stands beside them that decides what they end: a quote, a bracket, another stop.
    has_company: bool,
    /// Whether there may be a border without a stop of ASCII: an item of a list, a stop of another script.
    has_border: bool,
}

impl Kinds {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut kinds = Self::default();
        let mut at = 0;
        while let Some(next) = bytes[at..]
            .iter()
            .position(|byte| TELLS[usize::from(*byte)])
        {
            at += next;
            kinds.take(bytes, at);
            at += 1;
        }
        kinds
    }

    /// Takes note of the byte at `at`.
    fn take(&mut self, bytes: &[u8], at: usize) {
        match bytes[at] {
            b'.' | b'!' | b'?' => {
                if at + 1 < bytes.len() {
                    self.inner_stops.push(at);
                    self.has_company |= !is_alone(&bytes[at + 1..]);
                }
            }
            // Behind a letter it is no opening quote.
            b'\'' => self.has_company |= at == 0 || !bytes[at - 1].is_ascii_alphanumeric(),
            b')' => {
                self.has_company = true;
                self.has_border |= is_label(&bytes[..at]);
            }
            b'\n' | b'\r' => self.has_border = true,
            0x80.. => {
                self.has_company = true;
                self.has_border |= may_be_stop(&bytes[at..]);
            }
            _ => self.has_company = true,
        }
    }
}

/// By byte: whether it tells something of the line that it stands in.
static TELLS: [bool; 256] = {
    let telling = b".!?'\"`()<[]{}@\n\r";
    let mut tells = [false; 256];
    let mut at = 0;
    while at < telling.len() {
        tells[telling[at] as usize] = true;
        at += 1;
    }
    let mut byte = 0x80;
    while byte < tells.len() {
        tells[byte] = true;
        byte += 1;
    }
    tells
};

/// Tells whether a stop, with `rest` behind it, is one of its own, and a capital behind it has a space before it.
fn is_alone(rest: &[u8]) -> bool {
    let next = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    !matches!(next, Some(b'.' | b'!' | b'?')) && !rest[0].is_ascii_uppercase()
}

/// Tells whether a bracket behind `text` may close the label of an item: `1)`, `(b)`, `iv)`.
fn is_label(text: &[u8]) -> bool {
    let start = text.iter().rposition(u8::is_ascii_whitespace);
    let word = &text[start.map_or(0, |at| at + 1)..];
    let word = word.strip_prefix(b"(").unwrap_or(word);
    let word = word.strip_suffix(b".").unwrap_or(word);
    let is_numeral = |byte: &u8| b"ivxlcdm".contains(&byte.to_ascii_lowercase());
    word.len() <= 1 || word.iter().all(u8::is_ascii_digit) || word.iter().all(is_numeral)
}

/// Tells whether the character that begins with the first byte of `text`, or goes on there, may end a sentence or be a
/// bullet. Letters of Europe (below U+0580), dashes and quotation marks are none.
fn may_be_stop(text: &[u8]) -> bool {
    match text {
        [0x80..=0xBF, ..] | [0xC2..=0xD5, ..] => false,
        [0xE2, 0x80, 0x90..=0x9F, ..] => false,
        _ => true,
    }
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
            ("“Rest” – and heat", Some(vec![21])),
            ("It hurts (at night). Rest helps.", None),
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
