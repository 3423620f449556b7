//! One tag of JSX, taken apart.
//!
//! Source: <https://facebook.github.io/jsx/>.

use std::ops::Range;

use super::expression::end_of_braces;

/// A tag; places are bytes of the tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As it is written; empty for a fragment.
    pub(super) name: &'a str,
    pub(super) kind: TagKind,
    pub(super) attributes: Vec<Attribute<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    /// Start and end in one.
    Empty,
    End,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) value: Value,
}

/// What an attribute is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing, which means true.
    Absent,
    /// What stands between quotes; references such as `&amp;` stand for characters in it.
    Quoted(Range<usize>),
    /// An expression with its braces.
    Expression(Range<usize>),
}

impl<'a> Tag<'a> {
    /// Returns the tag that `raw` is. What is broken in it is passed over.
    pub(super) fn of(raw: &'a str) -> Self {
        let mut cursor = Cursor { raw, at: 0 };
        cursor.take('<');
        cursor.skip_space();
        let is_end = cursor.take('/');
        cursor.skip_space();
        let name = cursor.take_while(|letter| letter.is_alphanumeric() || "_$-.:".contains(letter));
        let mut tag = Self {
            name,
            kind: if is_end { TagKind::End } else { TagKind::Start },
            attributes: Vec::new(),
        };
        while let Some(letter) = cursor.next_visible() {
            match letter {
                // Inside a tag over several lines, `>` is the mark of a quote.
                '>' if cursor.rest().len() == 1 => break,
                '>' => cursor.at += 1,
                '/' => {
                    cursor.take('/');
                    cursor.skip_space();
                    if cursor.take('>') && !is_end {
                        tag.kind = TagKind::Empty;
                    }
                }
                '{' => cursor.at = end_of_braces(raw, cursor.at).unwrap_or(raw.len()),
                _ => tag.attributes.extend(cursor.attribute()),
            }
        }
        tag
    }

    /// Returns the value of the attribute `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| &attribute.value)
    }
}

struct Cursor<'a> {
    raw: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.raw[self.at..]
    }

    fn take(&mut self, letter: char) -> bool {
        let found = self.rest().starts_with(letter);
        self.at += if found { letter.len_utf8() } else { 0 };
        found
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|letter| !wanted(letter)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    fn next_visible(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    /// Takes an attribute; at least one character.
    fn attribute(&mut self) -> Option<Attribute<'a>> {
        let name =
            self.take_while(|letter| !letter.is_whitespace() && !"/=>{}\"'`".contains(letter));
        if name.is_empty() {
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            return None;
        }
        self.skip_space();
        let value = if self.take('=') {
            self.value()
        } else {
            Value::Absent
        };
        Some(Attribute { name, value })
    }

    fn value(&mut self) -> Value {
        match self.next_visible() {
            Some(quote @ ('"' | '\'')) => {
                self.take(quote);
                let start = self.at;
                self.take_while(|letter| letter != quote);
                let end = self.at;
                self.take(quote);
                Value::Quoted(start..end)
            }
            Some('{') => {
                let start = self.at;
                self.at = end_of_braces(self.raw, start).unwrap_or(self.raw.len());
                Value::Expression(start..self.at)
            }
            _ => Value::Absent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `name kind attribute=value …`, with quotes and braces where they stand.
    fn parts(raw: &str) -> String {
        let tag = Tag::of(raw);
        let mut parts = format!("{} {:?}", tag.name, tag.kind);
        for Attribute { name, value } in tag.attributes {
            parts += &match value {
                Value::Absent => format!(" {name}"),
                Value::Quoted(place) => format!(" {name}=[{}]", &raw[place]),
                Value::Expression(place) => format!(" {name}={}", &raw[place]),
            };
        }
        parts
    }

    #[test]
    fn names_kinds_and_attributes_are_told_apart() {
        assert_eq!(parts("<Tabs.Item>"), "Tabs.Item Start");
        assert_eq!(parts("</ Tabs.Item >"), "Tabs.Item End");
        assert_eq!(parts("<>"), " Start");
        assert_eq!(parts("<br/>"), "br Empty");
        assert_eq!(
            parts("<Card open title=\"It's\" kind = 'a \"b\"' size={2} {...more} data-x='y' />"),
            "Card Empty open title=[It's] kind=[a \"b\"] size={2} data-x=[y]"
        );
    }

    #[test]
    fn expressions_may_hold_what_ends_tags_elsewhere() {
        assert_eq!(
            parts("<T a={() => <p title=\"}\">x</p>} b={{c: `}${'}'}`}} d=\"/>\">"),
            "T Start a={() => <p title=\"}\">x</p>} b={{c: `}${'}'}`}} d=[/>]"
        );
    }

    #[test]
    fn what_is_broken_is_passed_over() {
        assert_eq!(parts("<T a= \"b"), "T Start a=[b]");
        assert_eq!(parts("<T \"é\" = / a={b"), "T Start é a={b");
        assert_eq!(parts("<"), " Start");
        assert_eq!(parts(""), " Start");
    }
}
