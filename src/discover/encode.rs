//! The text of an article to the bytes of a file.

use encoding_rs::{EncoderResult, WINDOWS_1252};

use crate::source::{FileBytes, Width};

/// A character that the encoding of a file does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Windows-1252, in which it is written, lacks the character U+{:04X}", u32::from(*.0))]
pub struct Unencodable(pub char);

/// Returns the bytes of a file that holds `text`, in the encoding of the file that `bytes` is of, with its byte order
/// mark. What was decoded is given back byte for byte.
///
/// # Errors
/// The first character that the encoding does not have.
pub fn encode(text: &str, bytes: &FileBytes) -> Result<Vec<u8>, Unencodable> {
    match bytes.width() {
        None => Ok(text.as_bytes().to_vec()),
        Some(Width::Utf16Little) => Ok(utf16(text, u16::to_le_bytes)),
        Some(Width::Utf16Big) => Ok(utf16(text, u16::to_be_bytes)),
        Some(Width::Single) => windows_1252(text),
    }
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = std::iter::once(0xFEFF);
    mark.chain(text.encode_utf16()).flat_map(order).collect()
}

fn windows_1252(text: &str) -> Result<Vec<u8>, Unencodable> {
    let mut bytes = vec![0; text.len()];
    let mut encoder = WINDOWS_1252.new_encoder();
    let (result, _, written) = encoder.encode_from_utf8_without_replacement(text, &mut bytes, true);
    if let EncoderResult::Unmappable(letter) = result {
        return Err(Unencodable(letter));
    }
    bytes.truncate(written);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_encoding_lacks_is_named() {
        let single = FileBytes::of_text("", Width::Single, 0);
        assert_eq!(
            encode("caf\u{e9} \u{20ac}", &single).unwrap(),
            b"caf\xE9 \x80"
        );
        let error = encode("a \u{2192}", &single).unwrap_err();
        assert!(error.to_string().ends_with("character U+2192"), "{error}");
        assert_eq!(encode("", &single).unwrap(), b"");
        let wide = FileBytes::of_text("", Width::Utf16Big, 2);
        assert_eq!(encode("L5", &wide).unwrap(), b"\xFE\xFF\0L\x005");
    }
}
