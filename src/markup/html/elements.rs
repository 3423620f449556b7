//! What the elements of HTML do to prose.
//!
//! Source: HTML Living Standard, 4 (the elements) and 15.3 (how they are shown).

/// What an element does to the text in and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Has no content and no effect on text.
    Void,
    /// Has content, but no effect on it.
    Transparent,
    Break,
    Rule,
    Image,
    Heading(u8),
    Paragraph,
    List {
        ordered: bool,
    },
    Item,
    Definitions,
    Term,
    Meaning,
    Table,
    RowGroup {
        head: bool,
    },
    Row,
    Cell {
        header: bool,
    },
    Caption,
    Quote,
    Details,
    Summary,
    /// A block without a meaning of its own.
    Block,
    /// The part of a page that is the article.
    Main,
    /// An article, or a part of one.
    Article,
    Section,
    /// What stands above an article, or above the whole page.
    Header,
    /// What stands beside an article on its page.
    Furniture,
    Navigation,
    /// A form; some systems put whole pages into one.
    Form,
    /// A block that is shown, but is no prose.
    NoProse,
    /// A part of a line that is not shown, or no prose.
    NoText,
    /// No prose, unless it is what unfolds a part of the article: a heading.
    Button,
    Strong,
    Link,
    /// A quotation in a line; quotation marks are added around it.
    Quotation,
    /// Set higher: maybe the mark of a note.
    Raised,
    Inline,
}

impl Element {
    /// Returns what the element `name` (in lower case) does, and its name for as long as the program runs.
    pub(super) fn of_name(name: &str) -> Option<(&'static str, Self)> {
        let at = ELEMENTS
            .binary_search_by_key(&name, |(name, _)| name)
            .ok()?;
        Some(ELEMENTS[at])
    }

    /// Tells whether the element begins a new block, and therefore ends an open paragraph.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Void
                | Self::Transparent
                | Self::Break
                | Self::Image
                | Self::NoText
                | Self::Button
                | Self::Strong
                | Self::Link
                | Self::Quotation
                | Self::Raised
                | Self::Inline
        )
    }
}

/// All elements that are more than a part of a line, in order of their names.
const ELEMENTS: &[(&str, Element)] = &[
    ("a", Element::Link),
    ("address", Element::Block),
    ("area", Element::Void),
    ("article", Element::Article),
    ("aside", Element::Furniture),
    ("audio", Element::NoText),
    ("b", Element::Strong),
    ("base", Element::Void),
    ("blockquote", Element::Quote),
    ("body", Element::Transparent),
    ("br", Element::Break),
    ("button", Element::Button),
    ("canvas", Element::NoText),
    ("caption", Element::Caption),
    ("center", Element::Block),
    ("col", Element::Void),
    ("colgroup", Element::Transparent),
    ("datalist", Element::NoText),
    ("dd", Element::Meaning),
    ("del", Element::NoText),
    ("details", Element::Details),
    ("dialog", Element::NoProse),
    ("dir", Element::List { ordered: false }),
    ("div", Element::Block),
    ("dl", Element::Definitions),
    ("dt", Element::Term),
    ("embed", Element::Void),
    ("fieldset", Element::Block),
    ("figcaption", Element::Block),
    ("figure", Element::Block),
    ("footer", Element::Furniture),
    ("form", Element::Form),
    ("frameset", Element::NoProse),
    ("h1", Element::Heading(1)),
    ("h2", Element::Heading(2)),
    ("h3", Element::Heading(3)),
    ("h4", Element::Heading(4)),
    ("h5", Element::Heading(5)),
    ("h6", Element::Heading(6)),
    ("head", Element::Transparent),
    ("header", Element::Header),
    ("hgroup", Element::Block),
    ("hr", Element::Rule),
    ("html", Element::Transparent),
    ("iframe", Element::NoText),
    ("img", Element::Image),
    ("input", Element::Void),
    ("legend", Element::Block),
    ("li", Element::Item),
    ("link", Element::Void),
    ("listing", Element::NoProse),
    ("main", Element::Main),
    ("map", Element::NoText),
    ("math", Element::NoText),
    ("menu", Element::List { ordered: false }),
    ("meta", Element::Void),
    ("meter", Element::NoText),
    ("nav", Element::Navigation),
    ("noembed", Element::NoText),
    ("noframes", Element::NoText),
    ("noscript", Element::NoText),
    ("object", Element::NoText),
    ("ol", Element::List { ordered: true }),
    ("optgroup", Element::NoText),
    ("option", Element::NoText),
    ("output", Element::NoText),
    ("p", Element::Paragraph),
    ("param", Element::Void),
    ("plaintext", Element::NoProse),
    ("pre", Element::NoProse),
    ("progress", Element::NoText),
    ("q", Element::Quotation),
    ("rp", Element::NoText),
    ("rt", Element::NoText),
    ("s", Element::NoText),
    ("script", Element::NoText),
    ("search", Element::Navigation),
    ("section", Element::Section),
    ("select", Element::NoText),
    ("source", Element::Void),
    ("strike", Element::NoText),
    ("strong", Element::Strong),
    ("style", Element::NoText),
    ("summary", Element::Summary),
    ("sup", Element::Raised),
    ("svg", Element::NoText),
    ("table", Element::Table),
    ("tbody", Element::RowGroup { head: false }),
    ("td", Element::Cell { header: false }),
    ("template", Element::NoText),
    ("textarea", Element::NoText),
    ("tfoot", Element::RowGroup { head: false }),
    ("th", Element::Cell { header: true }),
    ("thead", Element::RowGroup { head: true }),
    ("title", Element::NoText),
    ("tr", Element::Row),
    ("track", Element::Void),
    ("ul", Element::List { ordered: false }),
    ("video", Element::NoText),
    ("wbr", Element::Void),
    ("xml", Element::NoText),
    ("xmp", Element::NoProse),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_so_that_each_is_found() {
        assert!(ELEMENTS.is_sorted_by(|(one, _), (other, _)| one < other));
        assert_eq!(Element::of_name("dd"), Some(("dd", Element::Meaning)));
        assert_eq!(Element::of_name("blink"), None);
    }
}
