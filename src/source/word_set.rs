//! Words to look up.

/// Most words of a list with one place of their own.
const PLACES: usize = 256;

/// Words of a list, to be looked up in any case of ASCII.
///
/// ```
/// use factlint::source::WordSet;
///
/// let words: WordSet = ["Ada", "b", "bada"].into_iter().collect();
/// assert!(words.holds("ADA") && words.holds("B"));
/// assert!(!words.holds("ad") && !words.holds(""));
/// ```
#[derive(Clone, Debug)]
pub struct WordSet<'w> {
    /// Each with the number of the next one in its place, counted from 1; 0 if it is the last.
    words: Vec<(&'w str, usize)>,
    /// By [`place`]: the number of the first word.
    first: [usize; PLACES],
}

impl WordSet<'_> {
    /// Tells whether `word` is one of the list.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let mut number = self.first[place(word)];
        while let Some((listed, next)) = number.checked_sub(1).and_then(|at| self.words.get(at)) {
            if listed.eq_ignore_ascii_case(word) {
                return true;
            }
            number = *next;
        }
        false
    }
}

impl<'w> FromIterator<&'w str> for WordSet<'w> {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut set = Self {
            words: Vec::new(),
            first: [0; PLACES],
        };
        for word in words {
            let next = std::mem::replace(&mut set.first[place(word)], set.words.len() + 1);
            set.words.push((word, next));
        }
        set
    }
}

/// Returns the place of a word: first and last byte, whose cases differ in one bit, and length tell most words apart.
fn place(word: &str) -> usize {
    let letter = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default() % 32);
    let bytes = word.as_bytes();
    (letter(bytes.first()) * 8 + letter(bytes.last()) * 3 + word.len() * 37) % PLACES
}
