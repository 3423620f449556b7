//! The bytes of a file to the text of an article.

use std::fmt;
use std::path::PathBuf;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use super::charset::declared_encoding;
use crate::source::{FileBytes, Format, LineIndex, Position, SourceFile, Width};

/// Why bytes are not the text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are not UTF-8, and nothing says that they are anything else.
    #[error("not UTF-8 text: {0}")]
    NotUtf8(BadByte),
    /// The page declares an encoding that is not read.
    #[error("not UTF-8 text: {at}; the page declares {encoding}, which is not read")]
    OtherEncoding {
        /// Name of the encoding.
        encoding: &'static str,
        /// The first byte that is not UTF-8.
        at: BadByte,
    },
    /// A byte order mark announced UTF-16, but the code units do not fit.
    #[error("broken UTF-16 text: {0}")]
    BrokenUtf16(BadByte),
    /// Every other byte is zero, and no byte order mark says that this is meant.
    #[error("UTF-16 or UTF-32 text without a byte order mark of UTF-16: {0}")]
    Unmarked(BadByte),
    /// The text is longer than spans can count.
    #[error("longer than 4 GiB")]
    TooLong,
}

impl DecodeError {
    /// Returns the byte that cannot be read.
    #[must_use]
    pub fn at(&self) -> Option<BadByte> {
        match *self {
            Self::NotUtf8(at)
            | Self::OtherEncoding { at, .. }
            | Self::BrokenUtf16(at)
            | Self::Unmarked(at) => Some(at),
            Self::TooLong => None,
        }
    }
}

/// A byte that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadByte {
    /// Its offset in the file.
    pub offset: usize,
    /// Its value.
    pub byte: u8,
    /// Line and column, as far as what stands before it tells.
    pub position: Position,
}

impl BadByte {
    /// Returns byte `offset` of the file, behind the text `before`.
    fn behind(before: &str, bytes: &[u8], offset: usize) -> Self {
        let end = u32::try_from(before.len()).unwrap_or(u32::MAX);
        Self {
            offset,
            byte: bytes.get(offset).copied().unwrap_or_default(),
            position: LineIndex::new(before).position(before, end),
        }
    }
}

impl fmt::Display for BadByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {:#04x} at offset {}", self.byte, self.offset)
    }
}

/// Returns the article that `bytes` hold: UTF-8, UTF-16 where a byte order mark says so, Windows-1252 where a
/// page declares it (or Latin-1, which browsers read as that).
///
/// What is UTF-8 is read as that whatever it declares: pages that are saved again often keep their old
/// declaration, and text in another encoding is hardly ever UTF-8 by chance.
///
/// # Errors
/// [`DecodeError`] names the first byte that cannot be read.
pub fn decode(path: PathBuf, format: Format, bytes: Vec<u8>) -> Result<SourceFile, DecodeError> {
    let (text, places) = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => decode_utf16(&bytes, u16::from_le_bytes, Width::Utf16Little)?,
        [0xFE, 0xFF, ..] => decode_utf16(&bytes, u16::from_be_bytes, Width::Utf16Big)?,
        [0, _] | [0, 0, ..] | [0, _, 0, _, ..] => return Err(unmarked(&bytes, 0)),
        [_, 0] | [_, 0, _, 0, ..] => return Err(unmarked(&bytes, 1)),
        _ => match String::from_utf8(bytes) {
            Ok(text) => (text, FileBytes::default()),
            Err(err) => decode_declared(err, format)?,
        },
    };
    if u32::try_from(text.len()).is_err() {
        return Err(DecodeError::TooLong);
    }
    Ok(SourceFile {
        path,
        format,
        text,
        bytes: places,
    })
}

/// Decodes what is not UTF-8, if it is a page that says what else it is.
fn decode_declared(
    err: std::string::FromUtf8Error,
    format: Format,
) -> Result<(String, FileBytes), DecodeError> {
    let bytes = err.as_bytes();
    let encoding = match format {
        Format::Html => declared_encoding(bytes),
        _ => None,
    };
    if encoding == Some(WINDOWS_1252) || encoding == Some(X_USER_DEFINED) {
        // Every byte is a character of it.
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        let places = FileBytes::of_text(&text, Width::Single, 0);
        return Ok((text.into_owned(), places));
    }
    let (before, _) = bytes.split_at(err.utf8_error().valid_up_to());
    let before = str::from_utf8(before).unwrap_or_default();
    let at = BadByte::behind(before, bytes, before.len());
    // A declaration that could be read proves that it is not UTF-16.
    let other = encoding.filter(|other| ![UTF_8, UTF_16LE, UTF_16BE].contains(other));
    Err(match other {
        Some(encoding) => DecodeError::OtherEncoding {
            encoding: encoding.name(),
            at,
        },
        None => DecodeError::NotUtf8(at),
    })
}

/// Length of the byte order mark of UTF-16.
const MARK: usize = 2;

fn decode_utf16(
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    width: Width,
) -> Result<(String, FileBytes), DecodeError> {
    let (pairs, rest) = bytes[MARK..].as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut offset = MARK;
    for unit in char::decode_utf16(pairs.iter().copied().map(unit)) {
        match unit {
            // The byte order mark of UTF-32 begins with that of UTF-16.
            Ok('\0') if text.is_empty() => {
                return Err(unmarked(bytes, offset));
            }
            Ok(letter) => {
                offset += 2 * letter.len_utf16();
                text.push(letter);
            }
            Err(_) => return Err(broken_utf16(&text, bytes, offset)),
        }
    }
    if !rest.is_empty() {
        return Err(broken_utf16(&text, bytes, offset));
    }
    let places = FileBytes::of_text(&text, width, MARK as u32);
    Ok((text, places))
}

fn unmarked(bytes: &[u8], offset: usize) -> DecodeError {
    DecodeError::Unmarked(BadByte::behind("", bytes, offset))
}

fn broken_utf16(before: &str, bytes: &[u8], offset: usize) -> DecodeError {
    DecodeError::BrokenUtf16(BadByte::behind(before, bytes, offset))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(format: Format, bytes: &[u8], expected: Result<&str, &str>) {
        let decoded = decode("a".into(), format, bytes.to_vec());
        let decoded = decoded.as_ref().map(|file| file.text.as_str());
        let message = decoded.map_err(ToString::to_string);
        assert_eq!(message, expected.map_err(str::to_owned));
    }

    #[test]
    fn utf16_with_a_mark_is_decoded_in_both_byte_orders() {
        let little = [0xFF, 0xFE, b'L', 0, b'5', 0, 0x3D, 0xD8, 0x00, 0xDE];
        let big = [0xFE, 0xFF, 0, b'L', 0, b'5', 0xD8, 0x3D, 0xDE, 0x00];
        check(Format::Text, &little, Ok("L5😀"));
        check(Format::Text, &big, Ok("L5😀"));
        check(Format::Text, &[0xFF, 0xFE], Ok(""));
    }

    #[test]
    fn utf8_keeps_its_mark_so_that_offsets_are_those_of_the_file() {
        check(Format::Markdown, b"\xEF\xBB\xBFx", Ok("\u{FEFF}x"));
        check(Format::Markdown, b"", Ok(""));
        check(Format::Markdown, b"a\0b", Ok("a\0b"));
    }

    #[test]
    fn wrong_bytes_are_named_with_their_offset() {
        let not_utf8 = Err("not UTF-8 text: byte 0xe9 at offset 3");
        check(Format::Text, b"caf\xE9", not_utf8);
        check(
            Format::Text,
            &[0xFF, 0xFE, b'L', 0, 0x00, 0xD8],
            Err("broken UTF-16 text: byte 0x00 at offset 4"),
        );
        check(
            Format::Text,
            &[0xFF, 0xFE, b'L'],
            Err("broken UTF-16 text: byte 0x4c at offset 2"),
        );
        check(
            Format::Text,
            b"L\x005\x00",
            Err("UTF-16 or UTF-32 text without a byte order mark of UTF-16: byte 0x00 at offset 1"),
        );
        check(
            Format::Text,
            b"\xFF\xFE\0\0L\0\0\0",
            Err("UTF-16 or UTF-32 text without a byte order mark of UTF-16: byte 0x00 at offset 2"),
        );
        check(
            Format::Text,
            b"\0\0\xFE\xFF",
            Err("UTF-16 or UTF-32 text without a byte order mark of UTF-16: byte 0x00 at offset 0"),
        );
    }

    #[test]
    fn a_wrong_byte_has_a_line_and_a_column() {
        let err = decode("a".into(), Format::Text, b"one\r\nca\xC3\xA9f\xE9".to_vec());
        let at = err.unwrap_err().at().unwrap();
        assert_eq!((at.position.line, at.position.column), (2, 5));
    }

    #[test]
    fn pages_may_declare_windows_1252() {
        check(
            Format::Html,
            b"<meta charset=latin1>caf\xE9 \x80",
            Ok("<meta charset=latin1>café €"),
        );
        check(
            Format::Markdown,
            b"<meta charset=latin1>caf\xE9",
            Err("not UTF-8 text: byte 0xe9 at offset 24"),
        );
        check(
            Format::Html,
            b"<meta charset=latin1>caf\xC3\xA9",
            Ok("<meta charset=latin1>café"),
        );
        check(
            Format::Html,
            b"<meta charset=koi8-r>caf\xE9",
            Err(
                "not UTF-8 text: byte 0xe9 at offset 24; the page declares KOI8-R, which is not read",
            ),
        );
        check(
            Format::Html,
            b"<meta charset=utf-16>caf\xE9",
            Err("not UTF-8 text: byte 0xe9 at offset 24"),
        );
    }

    proptest! {
        #[test]
        fn each_character_maps_to_the_bytes_that_encode_it(
            text in "[a-zé€–\u{2019} ]{0,60}",
            kind in 0_usize..5,
        ) {
            // Whatever follows, this is not UTF-8.
            const PAGE: &str = "<meta charset=windows-1252>\u{E9} ";
            let text = if kind == 4 { format!("{PAGE}{text}") } else { text };
            let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
            let (mark, body): (&[u8], Vec<u8>) = match kind {
                0 => (b"", text.clone().into_bytes()),
                1 => (b"\xEF\xBB\xBF", text.clone().into_bytes()),
                2 => (b"\xFF\xFE", wide(u16::to_le_bytes)),
                3 => (b"\xFE\xFF", wide(u16::to_be_bytes)),
                _ => (b"", WINDOWS_1252.encode(&text).0.into_owned()),
            };
            let bytes = [mark, &body].concat();
            let file = decode("a".into(), Format::Html, bytes.clone()).unwrap();
            prop_assert_eq!(file.text.trim_start_matches('\u{FEFF}'), &text);
            let offset = |at: usize| file.bytes.offset(&file.text, at as u32) as usize;
            let mut end = None;
            for (at, letter) in file.text.char_indices() {
                let place = offset(at)..offset(at + letter.len_utf8());
                prop_assert!(end.is_none_or(|end| end == place.start));
                let own = letter.to_string();
                let encoded = match kind {
                    2 => own.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                    3 => own.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                    4 => WINDOWS_1252.encode(&own).0.into_owned(),
                    _ => own.into_bytes(),
                };
                prop_assert_eq!(&bytes[place.clone()], encoded);
                end = Some(place.end);
            }
            prop_assert!(end.is_none_or(|end| end == bytes.len()));
            prop_assert_eq!(crate::discover::encode(&file.text, &file.bytes).unwrap(), bytes);
        }

        #[test]
        fn any_bytes_are_text_or_name_one_of_their_bytes(
            bytes in prop::collection::vec(any::<u8>(), 0..80),
            html: bool,
        ) {
            let format = if html { Format::Html } else { Format::Text };
            if let Err(err) = decode("a".into(), format, bytes.clone()) {
                let at = err.at().unwrap();
                prop_assert_eq!(bytes.get(at.offset), Some(&at.byte));
            }
        }
    }
}
