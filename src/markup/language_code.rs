//! The language a part of an article is declared to be in.

/// Primary subtag of a language tag, such as `en` of `en-GB`, in lower case.
///
/// Source: BCP 47 (RFC 5646, 2.1); `lang` of the HTML Living Standard, 3.2.6.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageCode {
    letters: [u8; 3],
    len: u8,
}

/// Codes that name no language, or several: ISO 639-2.
const NO_LANGUAGE: [&str; 4] = ["mis", "mul", "und", "zxx"];

impl LanguageCode {
    /// Returns the code of `tag`; `None` if it names no single language.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', '.']).next()?;
        let is_code = matches!(primary.len(), 2..=3)
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let primary = primary.to_ascii_lowercase();
        if !is_code || NO_LANGUAGE.contains(&primary.as_str()) {
            return None;
        }
        let mut letters = [0; 3];
        letters[..primary.len()].copy_from_slice(primary.as_bytes());
        Some(Self {
            letters,
            len: u8::try_from(primary.len()).ok()?,
        })
    }

    /// Returns the code, such as `en`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.letters[..usize::from(self.len)]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, expected: Option<&str>) {
        let code = LanguageCode::of_tag(tag);
        assert_eq!(code.as_ref().map(LanguageCode::as_str), expected, "{tag}");
    }

    #[test]
    fn a_tag_begins_with_its_language() {
        check("en", Some("en"));
        check("en-GB", Some("en"));
        check(" PT_br ", Some("pt"));
        check("de_DE.UTF-8", Some("de"));
        check("zh-Hant-TW", Some("zh"));
        check("deu", Some("deu"));
    }

    #[test]
    fn what_is_no_code_names_no_language() {
        for tag in ["", "und", "mul", "x-default", "english", "C", "1en", "é"] {
            check(tag, None);
        }
    }
}
