//! One article as it lies on disk.

use std::path::{Path, PathBuf};

/// The markup an article is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// CommonMark with GFM tables.
    Markdown,
    /// Markdown with components: JSX, and expressions of JavaScript.
    Mdx,
    /// HTML: a page or a fragment.
    Html,
    /// Plain text: paragraphs, bullets, lines that look like headings.
    Text,
}

impl Format {
    /// Returns the format for a file name, by its extension; `None` if such files are not articles.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "mdx" => Some(Self::Mdx),
            "html" | "htm" => Some(Self::Html),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

/// One article: its name, its format and its text.
///
/// `text` is UTF-8; spans are bytes of `text`. Where the file was UTF-8 these are the file's own bytes
/// (a byte order mark included).
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path as it is printed.
    pub path: PathBuf,
    /// Markup.
    pub format: Format,
    /// The whole decoded text.
    pub text: String,
}

/// Why bytes are not the text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("not UTF-8 text: byte {byte:#04x} at offset {offset}")]
    NotUtf8 {
        /// Offset of the first wrong byte.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// A byte order mark announced UTF-16, but the code units do not fit.
    #[error("broken UTF-16 text at offset {offset}")]
    BrokenUtf16 {
        /// Offset of the first wrong code unit.
        offset: usize,
    },
    /// The file is longer than spans can count.
    #[error("longer than 4 GiB")]
    TooLong,
}

/// Returns the text of `bytes`: UTF-8, or UTF-16 where a byte order mark says so.
///
/// # Errors
/// [`DecodeError`] names the first byte that fits neither.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(DecodeError::TooLong);
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|err| {
            let offset = err.utf8_error().valid_up_to();
            let byte = err.as_bytes()[offset];
            DecodeError::NotUtf8 { offset, byte }
        }),
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(DecodeError::BrokenUtf16 {
            offset: bytes.len() + 1,
        });
    }
    let mut text = String::with_capacity(pairs.len());
    let mut offset = 2;
    for unit in char::decode_utf16(pairs.iter().copied().map(unit)) {
        let Ok(letter) = unit else {
            return Err(DecodeError::BrokenUtf16 { offset });
        };
        offset += 2 * letter.len_utf16();
        text.push(letter);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_with_a_mark_is_decoded_in_both_byte_orders() {
        let little = [0xFF, 0xFE, b'L', 0, b'5', 0, 0x3D, 0xD8, 0x00, 0xDE];
        let big = [0xFE, 0xFF, 0, b'L', 0, b'5', 0xD8, 0x3D, 0xDE, 0x00];
        assert_eq!(decode(little.to_vec()).as_deref(), Ok("L5😀"));
        assert_eq!(decode(big.to_vec()).as_deref(), Ok("L5😀"));
    }

    #[test]
    fn wrong_bytes_are_named_with_their_offset() {
        assert_eq!(
            decode(b"caf\xE9".to_vec()),
            Err(DecodeError::NotUtf8 {
                offset: 3,
                byte: 0xE9
            })
        );
        assert_eq!(
            decode(vec![0xFF, 0xFE, b'L', 0, 0x00, 0xD8]),
            Err(DecodeError::BrokenUtf16 { offset: 4 })
        );
        assert_eq!(
            decode(vec![0xFF, 0xFE, b'L']),
            Err(DecodeError::BrokenUtf16 { offset: 2 })
        );
    }
}
