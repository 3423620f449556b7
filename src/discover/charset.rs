//! The encoding that a page declares.
//!
//! Source: HTML Living Standard, 13.2.3.2 (the first 1024 bytes count; `meta` goes before an XML declaration)
//! and 4.2.5.5 (how it stands in `content`); labels: WHATWG Encoding Standard, 4.2.

use std::convert::Infallible;

use encoding_rs::Encoding;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// How many bytes of a page are searched.
const SEARCHED: usize = 1024;

/// Returns the encoding that the page `bytes` declares, if it is known.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(SEARCHED)];
    of_meta(head).or_else(|| of_xml_declaration(head))
}

/// A `meta` element, as far as it is read.
#[derive(Default)]
struct Meta {
    charset: Option<&'static Encoding>,
    content: Option<&'static Encoding>,
    is_content_type: bool,
}

/// The attribute whose value comes next.
#[derive(Clone, Copy)]
enum Attribute {
    Charset,
    Content,
    HttpEquiv,
    Other,
}

fn of_meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut found = None;
    let mut open: Option<Meta> = None;
    let mut named = Attribute::Other;
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, _: Span<usize>| -> Option<Infallible> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    open = name.eq_ignore_ascii_case(b"meta").then(Meta::default);
                }
                CallbackEvent::AttributeName { name } => {
                    named = match name.to_ascii_lowercase().as_slice() {
                        b"charset" => Attribute::Charset,
                        b"content" => Attribute::Content,
                        b"http-equiv" => Attribute::HttpEquiv,
                        _ => Attribute::Other,
                    };
                }
                CallbackEvent::AttributeValue { value } => {
                    if let Some(meta) = &mut open {
                        match named {
                            Attribute::Charset => meta.charset = Encoding::for_label(value),
                            Attribute::Content => meta.content = of_content(value),
                            Attribute::HttpEquiv => {
                                meta.is_content_type = value.eq_ignore_ascii_case(b"content-type");
                            }
                            Attribute::Other => {}
                        }
                    }
                }
                CallbackEvent::CloseStartTag { .. } => {
                    if let Some(meta) = open.take() {
                        let content = meta.content.filter(|_| meta.is_content_type);
                        found = found.or(meta.charset).or(content);
                    }
                }
                _ => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(head, emitter).finish();
    found
}

/// Returns the encoding in a value such as `text/html; charset=latin1`.
fn of_content(value: &[u8]) -> Option<&'static Encoding> {
    label_after(value, b"charset").and_then(Encoding::for_label)
}

/// Returns the encoding in `<?xml version="1.0" encoding="latin1"?>` at the start of a page.
fn of_xml_declaration(head: &[u8]) -> Option<&'static Encoding> {
    let rest = head.strip_prefix(b"<?xml")?;
    let end = rest.iter().position(|byte| *byte == b'>')?;
    label_after(&rest[..end], b"encoding").and_then(Encoding::for_label)
}

/// Returns what stands behind the first `name` with an equals sign, without quotation marks.
fn label_after<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let starts = (0..text.len()).filter_map(|at| {
        let (word, rest) = text[at..].split_at_checked(name.len())?;
        word.eq_ignore_ascii_case(name).then_some(rest)
    });
    let value = starts
        .filter_map(|rest| rest.trim_ascii_start().strip_prefix(b"="))
        .next()?
        .trim_ascii_start();
    let end = |is_end: fn(&u8) -> bool, text: &[u8]| text.iter().position(is_end);
    match value.split_first()? {
        (b'"', quoted) => Some(&quoted[..end(|byte| *byte == b'"', quoted)?]),
        (b'\'', quoted) => Some(&quoted[..end(|byte| *byte == b'\'', quoted)?]),
        _ => {
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
            Some(&value[..end(is_end, value).unwrap_or(value.len())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, expected: Option<&str>) {
        let found = declared_encoding(page.as_bytes()).map(Encoding::name);
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn a_meta_element_names_it_by_any_label() {
        for label in [
            "windows-1252",
            "cp1252",
            "ISO-8859-1",
            "latin1",
            "l1",
            "us-ascii",
            " x-cp1252 ",
        ] {
            check(&format!("<meta charset=\"{label}\">"), Some("windows-1252"));
        }
        check("<html><META CharSet='utf8'/>", Some("UTF-8"));
        check("<meta charset=koi8>", Some("KOI8-R"));
        check("<meta charset=nonsense>", None);
        check("<meta name=charset content=latin1>", None);
    }

    #[test]
    fn http_equiv_names_it_in_its_content() {
        check(
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\">",
            Some("windows-1252"),
        );
        check(
            "<meta content='text/html;charset = \"latin1\"' http-equiv=content-type>",
            Some("windows-1252"),
        );
        check("<meta content='text/html;charset=latin1'>", None);
        check("<meta http-equiv=refresh content='0;charset=latin1'>", None);
        check(
            "<meta http-equiv=content-type content='charset; charset=latin1'>",
            Some("windows-1252"),
        );
    }

    #[test]
    fn an_xml_declaration_names_it_where_meta_does_not() {
        let xml = "<?xml version='1.0' encoding='ISO-8859-1'?>";
        check(xml, Some("windows-1252"));
        check(&format!("{xml}<meta charset=utf-8>"), Some("UTF-8"));
        check("<?xml version='1.0'?><p encoding='latin1'>", None);
        check(" <?xml encoding='latin1'?>", None);
    }

    #[test]
    fn comments_and_scripts_declare_nothing_and_neither_does_what_comes_late() {
        check("<!-- <meta charset=latin1> -->", None);
        check("<script>'<meta charset=latin1>'</script>", None);
        check(
            &format!("<!--{}--><meta charset=latin1>", " ".repeat(900)),
            Some("windows-1252"),
        );
        check(
            &format!("<!--{}--><meta charset=latin1>", " ".repeat(1000)),
            None,
        );
    }
}
