//! Bytes to look for.

/// Bytes that are looked up together.
const CHUNK: usize = 16;

/// A set of bytes, to find the first of many that matter in a text.
///
/// ```
/// use factlint::source::ByteSet;
///
/// static STOPS: ByteSet = ByteSet::of(b".!?");
/// assert_eq!(STOPS.find(b"No. Yes!"), Some(2));
/// assert_eq!(ByteSet::of(b"").and_alphanumeric().find(b"...No"), Some(3));
/// ```
#[derive(Clone, Debug)]
pub struct ByteSet {
    holds: [bool; 256],
    /// Whether it holds no letter of ASCII and no space, which most bytes of prose are.
    is_sparse: bool,
}

impl ByteSet {
    /// Returns the set of `bytes`.
    #[must_use]
    pub const fn of(bytes: &[u8]) -> Self {
        let mut holds = [false; 256];
        let mut is_sparse = true;
        let mut at = 0;
        while at < bytes.len() {
            holds[bytes[at] as usize] = true;
            is_sparse &= !is_plain(bytes[at]);
            at += 1;
        }
        Self { holds, is_sparse }
    }

    /// Returns the set with all letters and figures of ASCII.
    #[must_use]
    pub const fn and_alphanumeric(mut self) -> Self {
        let mut byte = 0_u8;
        while byte < 0x80 {
            self.holds[byte as usize] |= byte.is_ascii_alphanumeric();
            byte += 1;
        }
        self.is_sparse = false;
        self
    }

    /// Returns the set with all bytes of characters that are not ASCII.
    #[must_use]
    pub const fn and_beyond_ascii(mut self) -> Self {
        let mut byte = 0x80;
        while byte < self.holds.len() {
            self.holds[byte] = true;
            byte += 1;
        }
        self
    }

    /// Tells whether `byte` is one of them.
    #[must_use]
    pub const fn holds(&self, byte: u8) -> bool {
        self.holds[byte as usize]
    }

    /// Returns the place of the first of them in `text`.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        let is_held = |byte: &u8| self.holds(*byte);
        // What is looked for is rare, and many bytes can be asked about at once.
        let mut at = 0;
        let (chunks, rest) = text.as_chunks::<CHUNK>();
        for chunk in chunks {
            let is_plain =
                self.is_sparse && chunk.iter().fold(true, |all, byte| all & is_plain(*byte));
            if !is_plain && let Some(place) = chunk.iter().position(is_held) {
                return Some(at + place);
            }
            at += CHUNK;
        }
        Some(at + rest.iter().position(is_held)?)
    }
}

/// Tells whether `byte` is a letter of ASCII or a space.
const fn is_plain(byte: u8) -> bool {
    byte == b' ' || byte.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        let set = ByteSet::of(b"!?");
        for len in 0..4 * CHUNK {
            let mut text = vec![b'a'; len];
            assert_eq!(set.find(&text), None, "{len}");
            text.extend(b"!a?!");
            assert_eq!(set.find(&text), Some(len));
            text.resize(len + 3 * CHUNK, b'a');
            assert_eq!(set.find(&text), Some(len));
        }
    }

    #[test]
    fn a_byte_is_found_among_all_others() {
        let sets = [
            ByteSet::of(b"!?"),
            ByteSet::of(b"Zz"),
            ByteSet::of(b"? "),
            ByteSet::of(b"@[`{").and_beyond_ascii(),
            ByteSet::of(b".").and_alphanumeric(),
        ];
        let others = |set: &ByteSet| {
            let all = (0..=u8::MAX).filter(|byte| !set.holds(*byte));
            all.collect::<Vec<u8>>()
        };
        for set in &sets {
            for byte in (0..=u8::MAX).filter(|byte| set.holds(*byte)) {
                let mut text = others(set);
                assert_eq!(set.find(&text), None);
                let end = text.len();
                text.push(byte);
                text.extend(others(set));
                assert_eq!(set.find(&text), Some(end), "{byte}");
            }
        }
    }
}
