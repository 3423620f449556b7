//! From decoded text back to the bytes of its file.

/// Text bytes between two places whose offset in the file is remembered.
const STEP: usize = 1024;

/// Where the characters of a decoded text stand in its file.
///
/// Small: four bytes for each KiB of text, and nothing at all for UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileBytes {
    /// `None` for UTF-8.
    steps: Option<Box<Steps>>,
}

/// Where the characters of a file that is not UTF-8 stand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Steps {
    width: Width,
    /// For each multiple of [`STEP`] in the text: the offset in the file of the first character at or
    /// behind it.
    offsets: Vec<u32>,
}

/// How the characters of a file that is not UTF-8 are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// In UTF-16 behind a byte order mark, the lower byte of each unit first.
    Utf16Little,
    /// The same, the higher byte first.
    Utf16Big,
    /// In Windows-1252: one byte each.
    Single,
}

impl Width {
    fn of(self, letter: char) -> u32 {
        match self {
            Self::Utf16Little | Self::Utf16Big if letter.len_utf16() == 2 => 4,
            Self::Utf16Little | Self::Utf16Big => 2,
            Self::Single => 1,
        }
    }

    fn of_text(self, text: &str) -> u32 {
        text.chars().map(|letter| self.of(letter)).sum()
    }
}

impl FileBytes {
    /// Returns how the file is written; `None` for UTF-8.
    #[must_use]
    pub fn width(&self) -> Option<Width> {
        self.steps.as_ref().map(|steps| steps.width)
    }

    /// Returns the places of the characters of `text`, which takes the bytes from `start` on of a file
    /// that is not UTF-8. The file is shorter than 4 GiB.
    #[must_use]
    pub fn of_text(text: &str, width: Width, start: u32) -> Self {
        let mut offsets = Vec::with_capacity(text.len() / STEP + 1);
        let mut offset = start;
        for (at, letter) in text.char_indices() {
            if at >= offsets.len() * STEP {
                offsets.push(offset);
            }
            offset += width.of(letter);
        }
        if text.len() >= offsets.len() * STEP {
            offsets.push(offset);
        }
        Self {
            steps: Some(Box::new(Steps { width, offsets })),
        }
    }

    /// Returns the offset in the file of the character that byte `at` of `text` belongs to; `text` is the
    /// one these places were made for. What lies beyond the text counts as its end.
    #[must_use]
    pub fn offset(&self, text: &str, at: u32) -> u32 {
        let Some(steps) = &self.steps else {
            return at;
        };
        let at = text.floor_char_boundary(at as usize);
        let step = at / STEP;
        let known = text.ceil_char_boundary(step * STEP);
        let offset = steps.offsets.get(step).copied().unwrap_or_default();
        offset + steps.width.of_text(&text[known..at])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Letters of one to four bytes, in both encodings with all widths.
    fn letters() -> impl Strategy<Value = String> {
        let few = "[a-z é€😀\n]{0,40}";
        (few, 0_usize..120).prop_map(|(few, times)| few.repeat(times))
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    proptest! {
        #[test]
        fn each_character_of_utf_16_stands_where_the_file_encodes_it(text in letters()) {
            let file = [vec![0xFF, 0xFE], utf16(&text)].concat();
            let places = FileBytes::of_text(&text, Width::Utf16Little, 2);
            let mut end = 2;
            for (at, letter) in text.char_indices() {
                let from = places.offset(&text, at as u32) as usize;
                let to = places.offset(&text, (at + letter.len_utf8()) as u32) as usize;
                prop_assert_eq!(from, end);
                prop_assert_eq!(&file[from..to], utf16(letter.encode_utf8(&mut [0; 4])));
                end = to;
            }
            prop_assert_eq!(end, file.len());
        }

        #[test]
        fn each_character_of_a_single_byte_encoding_is_one_byte(text in letters()) {
            let places = FileBytes::of_text(&text, Width::Single, 0);
            for (number, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(places.offset(&text, at as u32) as usize, number);
            }
            let end = places.offset(&text, text.len() as u32) as usize;
            prop_assert_eq!(end, text.chars().count());
        }

        #[test]
        fn offsets_are_monotone_whatever_is_asked(text in letters(), width in prop::sample::select(vec![Width::Utf16Little, Width::Single])) {
            let places = FileBytes::of_text(&text, width, 0);
            let offsets: Vec<u32> = (0..text.len() as u32 + 3)
                .map(|at| places.offset(&text, at))
                .collect();
            prop_assert!(offsets.is_sorted());
        }
    }

    #[test]
    fn a_file_that_is_utf_8_needs_no_places() {
        assert_eq!(FileBytes::default().offset("é", 2), 2);
    }
}
