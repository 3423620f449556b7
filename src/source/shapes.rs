//! What tells at a glance that a word is none of a list.

/// First letters and lengths of the words of a list.
///
/// ```
/// use factlint::source::Shapes;
///
/// let shapes: Shapes = ["Ada", "b"].into_iter().collect();
/// assert!(shapes.may_hold("ada") && shapes.may_hold("aba"));
/// assert!(!shapes.may_hold("bad") && !shapes.may_hold("ad"));
/// ```
#[derive(Clone, Debug)]
pub struct Shapes {
    /// By the lowest bits of the first byte, which are those of its other case: a bit for each length, the last one for
    /// all that are longer.
    lengths: [u32; 32],
}

impl Shapes {
    /// Tells whether `word` may be one of the list, in any case of ASCII.
    #[must_use]
    pub fn may_hold(&self, word: &str) -> bool {
        let (row, bit) = place(word);
        self.lengths[row] & bit != 0
    }
}

impl<'w> FromIterator<&'w str> for Shapes {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut lengths = [0; 32];
        for word in words {
            let (row, bit) = place(word);
            lengths[row] |= bit;
        }
        Self { lengths }
    }
}

fn place(word: &str) -> (usize, u32) {
    let first = word.as_bytes().first().copied().unwrap_or_default();
    (usize::from(first % 32), 1 << word.len().min(31))
}
