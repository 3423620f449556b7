//! How the lines of a text end.

use std::borrow::Cow;

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// `\n`.
    #[default]
    LineFeed,
    /// `\r\n`.
    Both,
    /// `\r`.
    CarriageReturn,
}

impl LineEnd {
    /// Returns what ends most lines of `text`; a line feed if that is not clear.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let both = text.matches("\r\n").count();
        let feeds = text.matches('\n').count() - both;
        let returns = text.matches('\r').count() - both;
        if feeds >= both && feeds >= returns {
            Self::LineFeed
        } else if both >= returns {
            Self::Both
        } else {
            Self::CarriageReturn
        }
    }

    /// Returns the characters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LineFeed => "\n",
            Self::Both => "\r\n",
            Self::CarriageReturn => "\r",
        }
    }

    /// Returns `text` with all its lines ended like this.
    #[must_use]
    pub fn apply(self, text: &str) -> Cow<'_, str> {
        if self == Self::LineFeed && !text.contains('\r') || !text.contains(['\r', '\n']) {
            return Cow::Borrowed(text);
        }
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        Cow::Owned(plain.replace('\n', self.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_lines_decide() {
        assert_eq!(LineEnd::of("a\r\nb\r\nc\n"), LineEnd::Both);
        assert_eq!(LineEnd::of("a\nb\nc\r\n"), LineEnd::LineFeed);
        assert_eq!(LineEnd::of("a\rb"), LineEnd::CarriageReturn);
        assert_eq!(LineEnd::of("a"), LineEnd::LineFeed);
    }

    #[test]
    fn all_lines_end_alike() {
        let mixed = "a\nb\r\nc\rd";
        assert_eq!(LineEnd::Both.apply(mixed), "a\r\nb\r\nc\r\nd");
        assert_eq!(LineEnd::LineFeed.apply(mixed), "a\nb\nc\nd");
        assert_eq!(LineEnd::CarriageReturn.apply("a\n\n"), "a\r\r");
        assert_eq!(LineEnd::Both.apply("a"), "a");
    }
}
