//! HTML to tokens: tags with their attributes, texts and comments, each with its place.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// A token and the bytes of the HTML it takes.
#[derive(Debug)]
pub(crate) enum Token<'t> {
    Start(&'t StartTag),
    End {
        name: &'t str,
    },
    /// Text, with references such as `&amp;` replaced.
    Text {
        text: &'t str,
    },
    /// A comment or what passes for one.
    Comment {
        text: &'t str,
    },
}

/// A start tag.
#[derive(Debug, Default)]
pub(crate) struct StartTag {
    /// In lower case.
    pub(super) name: String,
    pub(super) self_closing: bool,
    attributes: Vec<Attribute>,
}

/// An attribute with its value, which is empty if there is none.
#[derive(Debug)]
pub(super) struct Attribute {
    /// In lower case.
    name: String,
    pub(super) value: String,
    /// Place of the value.
    pub(super) span: Range<usize>,
}

impl StartTag {
    /// Returns a tag without attributes; `name` is in lower case.
    #[cfg(feature = "mdx")]
    pub(crate) fn new(name: String, self_closing: bool) -> Self {
        Self {
            name,
            self_closing,
            attributes: Vec::new(),
        }
    }

    /// Adds the attribute `name`, in lower case, whose value stands at `span`.
    #[cfg(feature = "mdx")]
    pub(crate) fn add(&mut self, name: &str, value: String, span: Range<usize>) {
        self.attributes.push(Attribute {
            name: name.to_owned(),
            value,
            span,
        });
    }

    /// Returns the value of the attribute `name`.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|found| found.value.as_str())
    }

    /// Returns the tag of the language that the element is declared to be in.
    pub(super) fn language(&self) -> Option<&str> {
        let said = |name| self.get(name).filter(|tag| !tag.trim().is_empty());
        said("lang").or_else(|| said("xml:lang"))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|found| found.name == name)
    }
}

/// Calls `take` with every token of `html` and its place, in order.
pub(super) fn for_each_token(html: &str, mut take: impl FnMut(Token<'_>, Range<usize>)) {
    let mut tag: Option<(StartTag, usize)> = None;
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            let place = span.start..span.end.max(span.start);
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    let start = StartTag {
                        name: text_of(name).to_ascii_lowercase(),
                        ..StartTag::default()
                    };
                    tag = Some((start, place.start));
                }
                CallbackEvent::AttributeName { name } => {
                    if let Some((tag, _)) = &mut tag {
                        tag.attributes.push(Attribute {
                            name: text_of(name).to_ascii_lowercase(),
                            value: String::new(),
                            span: place.end..place.end,
                        });
                    }
                }
                CallbackEvent::AttributeValue { value } => {
                    let attribute = tag.as_mut().and_then(|(tag, _)| tag.attributes.last_mut());
                    if let Some(attribute) = attribute {
                        text_of(value).clone_into(&mut attribute.value);
                        attribute.span = place;
                    }
                }
                CallbackEvent::CloseStartTag { self_closing } => {
                    if let Some((mut tag, start)) = tag.take() {
                        tag.self_closing = self_closing;
                        take(Token::Start(&tag), start..place.end.max(start));
                    }
                }
                CallbackEvent::EndTag { name } => {
                    let name = text_of(name).to_ascii_lowercase();
                    take(Token::End { name: &name }, place);
                }
                CallbackEvent::String { value } => {
                    let text = text_of(value);
                    take(Token::Text { text }, place);
                }
                CallbackEvent::Comment { value } => {
                    let text = text_of(value);
                    take(Token::Comment { text }, place);
                }
                CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
}

/// Returns the text that `bytes` are; the tokenizer cuts none of the characters it is given.
fn text_of(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

/// Returns the pieces of `raw` and what each stands for where that is not itself; together they are
/// `text`. `None` if they cannot be told apart.
///
/// A line break is itself, however it is written.
pub(super) fn pieces(raw: &str, text: &str) -> Option<Vec<(Range<usize>, Option<String>)>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while at < raw.len() {
        let end = raw[at..].find('&').map_or(raw.len(), |found| at + found);
        rest = after(rest, &raw[at..end])?;
        if at < end {
            pieces.push((at..end, None));
        }
        at = end;
        if at == raw.len() {
            break;
        }
        let reference = reference(&raw[at..]);
        let decoded = decoded(reference);
        let end = at + reference.len();
        rest = rest.strip_prefix(decoded.as_str())?;
        let itself = decoded == *reference;
        pieces.push((at..end, (!itself).then_some(decoded)));
        at = end;
    }
    rest.is_empty().then_some(pieces)
}

/// Returns `raw` with the characters for which references such as `&amp;` stand.
#[cfg(feature = "mdx")]
pub(crate) fn decode_references(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let reference = reference(&rest[at..]);
        text.push_str(&rest[..at]);
        text.push_str(&decoded(reference));
        rest = &rest[at + reference.len()..];
    }
    text.push_str(rest);
    text
}

/// Returns what follows `start` in `text`, where line breaks may be written differently.
fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    if !start.contains('\r') {
        return text.strip_prefix(start);
    }
    start
        .replace("\r\n", "\n")
        .split('\r')
        .enumerate()
        .try_fold(text, |rest, (at, line)| {
            let rest = if at == 0 {
                rest
            } else {
                rest.strip_prefix('\n')?
            };
            rest.strip_prefix(line)
        })
}

/// Returns the start of `raw` that may be a character reference: `&amp;`, `&#38;`, or just `&`.
fn reference(raw: &str) -> &str {
    let name = raw[1..]
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#')
        .map_or(raw.len(), |end| 1 + end);
    let closed = usize::from(raw[name..].starts_with(';'));
    &raw[..name + closed]
}

fn decoded(reference: &str) -> String {
    let mut decoded = String::new();
    if reference.len() == 1 {
        return reference.to_owned();
    }
    for_each_token(reference, |token, _| {
        if let Token::Text { text } = token {
            decoded.push_str(text);
        }
    });
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let mut shown = String::new();
        for_each_token(raw, |token, span| {
            if let Token::Text { text } = token {
                let raw = &raw[span];
                for (range, decoded) in pieces(raw, text).expect("the pieces are found") {
                    shown.push_str(&match decoded {
                        Some(decoded) => format!("[{}={decoded:?}]", &raw[range]),
                        None => raw[range].to_owned(),
                    });
                }
            }
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn references_are_pieces_of_their_own() {
        check(
            "A&amp;E &ndash;&nbsp;2 &#38; 3",
            "A[&amp;=\"&\"]E [&ndash;=\"–\"][&nbsp;=\"\\u{a0}\"]2 [&#38;=\"&\"] 3",
        );
        check(
            "a & b && c &x; &notit; &amp",
            "a & b && c &x; [&notit;=\"¬it;\"] [&amp=\"&\"]",
        );
        check("a\r\nb &lt;\r c", "a\r\nb [&lt;=\"<\"]\r c");
    }

    #[test]
    fn attributes_have_decoded_values_and_places() {
        let html = "<IMG class=x alt='a &amp; b' HIDDEN>";
        for_each_token(html, |token, span| {
            let Token::Start(tag) = token else {
                panic!("one tag")
            };
            assert_eq!((tag.name.as_str(), &html[span]), ("img", html));
            let alt = tag.attribute("alt").unwrap();
            assert_eq!(
                (alt.value.as_str(), &html[alt.span.clone()]),
                ("a & b", "a &amp; b")
            );
            assert_eq!((tag.get("hidden"), tag.get("CLASS")), (Some(""), None));
            assert_eq!(tag.get("class"), Some("x"));
        });
    }
}
