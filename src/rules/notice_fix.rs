//! The publisher's own wording of a notice, put into an article.

use super::fix::escaped;
use super::{Edit, Fix};
use crate::markup::{Article, Ending, read_article};
use crate::source::{Format, SourceFile, Span};

/// Tells whether `article` carries `snippet` word for word: what the publisher chose as the notice is the notice,
/// whether or not a rule would know it.
pub(super) fn carries(article: &Article, snippet: &str) -> bool {
    let format = match article.ending.format {
        _ if is_html(snippet) => Format::Html,
        // It is escaped there.
        Format::Html => Format::Text,
        format => format,
    };
    let wanted = words(&read_article(&SourceFile::new("", format, snippet)));
    wanted.trim() != "" && words(article).contains(&wanted)
}

/// Returns the fix that adds `snippet` as a paragraph of its own at the end of an article; `None` if there is nothing
/// to add.
pub(super) fn adding(snippet: &str, ending: Ending) -> Option<Fix> {
    let snippet = snippet.trim();
    let at = ending.at.filter(|_| !snippet.is_empty())?;
    let replacement = match ending.format {
        Format::Html => format!("\n{}", html(snippet)),
        Format::Markdown | Format::Mdx | Format::Text => format!("\n\n{snippet}"),
    };
    Some(Fix {
        description: "adds the publisher's own notice at the end".to_owned(),
        safe: true,
        edits: vec![Edit {
            span: Span::new(at, at),
            replacement,
        }],
    })
}

/// Returns `snippet` as HTML: as it is, or a paragraph for each of its own.
fn html(snippet: &str) -> String {
    if is_html(snippet) {
        return snippet.to_owned();
    }
    let escaped = escaped(&snippet.replace("\r\n", "\n"));
    let paragraphs = escaped.split("\n\n").map(str::trim);
    let marked = paragraphs.filter(|text| !text.is_empty());
    let marked: Vec<String> = marked.map(|text| format!("<p>{text}</p>")).collect();
    marked.join("\n")
}

/// Tells whether `snippet` begins and ends with a tag.
fn is_html(snippet: &str) -> bool {
    let snippet = snippet.trim();
    let named = snippet.strip_prefix('<');
    named.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_alphabetic()))
        && snippet.ends_with('>')
}

/// Returns all words of an article in lower case, with a space around each.
fn words(article: &Article) -> String {
    let mut words = String::from(" ");
    for block in &article.blocks {
        let parts = block.prose.split(|letter: char| !letter.is_alphanumeric());
        for word in parts.filter(|word| !word.is_empty()) {
            words.push_str(&word.to_lowercase());
            words.push(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(format: Format, text: &str) -> Article {
        read_article(&SourceFile::new("a", format, text))
    }

    #[track_caller]
    fn check(format: Format, text: &str, snippet: &str, expected: &str) {
        let before = article(format, text);
        assert!(!carries(&before, snippet));
        let fix = adding(snippet, before.ending).unwrap();
        let [edit] = fix.edits.as_slice() else {
            panic!("one edit");
        };
        let mut fixed = text.to_owned();
        fixed.replace_range(edit.span.range(), &edit.replacement);
        assert_eq!(fixed, expected);
        assert!(carries(&article(format, &fixed), snippet), "{fixed}");
    }

    #[test]
    fn a_notice_is_a_paragraph_of_its_own_in_every_format() {
        let plain = "No advice & <no> cure.";
        for format in [Format::Markdown, Format::Mdx, Format::Text] {
            check(
                format,
                "# A\n\nB.\n",
                "No advice.\n",
                "# A\n\nB.\n\nNo advice.\n",
            );
        }
        check(
            Format::Markdown,
            "- a\n- b",
            "*No* advice.",
            "- a\n- b\n\n*No* advice.",
        );
        check(
            Format::Html,
            "<main><p>B</p>\n</main>",
            plain,
            "<main><p>B</p>\n<p>No advice &amp; &lt;no&gt; cure.</p>\n</main>",
        );
        check(
            Format::Html,
            "<p>B",
            "One.\n\nTwo.",
            "<p>B\n<p>One.</p>\n<p>Two.</p>",
        );
        let marked = "<div class=\"note\">No <b>advice</b>.</div>";
        check(
            Format::Html,
            "<p>B</p>",
            marked,
            &format!("<p>B</p>\n{marked}"),
        );
        check(
            Format::Markdown,
            "B.\n",
            marked,
            &format!("B.\n\n{marked}\n"),
        );
    }

    #[test]
    fn nothing_is_added_for_nothing() {
        let before = article(Format::Markdown, "A.");
        assert_eq!(adding(" \n", before.ending), None);
        assert!(!carries(&before, " "));
    }
}
