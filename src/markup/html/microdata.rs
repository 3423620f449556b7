//! Text that is marked as metadata: microdata (`itemprop`) and the part of RDFa that pages use (`property`).
//!
//! What is marked is still prose, where it is: this only takes note of it.
//!
//! Source: HTML Living Standard, 5 (microdata), and RDFa Lite 1.1.

use serde_json::{Map, Value};

use super::elements::Element;
use super::tokens::{StartTag, Token};

/// Most marked elements inside each other that are followed.
const MOST_NESTED: usize = 32;
/// Most bytes of a value: names and dates are short, and whole articles are marked, too.
const LONGEST: usize = 400;

/// What the marks of a page tell, in the form of linked data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// What belongs to the page itself.
    page: Map<String, Value>,
    /// What it describes besides.
    items: Vec<Value>,
    open: Vec<Marked>,
}

/// An element with a mark that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Marked {
    element: String,
    /// Elements of the same name that are open in it, and have no marks.
    nested: usize,
    /// What it is of the item around it; empty if it is an item of its own.
    keys: Vec<String>,
    value: Value,
}

impl Marks {
    /// Takes note of what `token` is marked as.
    pub(super) fn note(&mut self, token: &Token<'_>) {
        match token {
            Token::Start(tag) => self.start(tag),
            Token::Text { text } => {
                for marked in &mut self.open {
                    if let Value::String(value) = &mut marked.value
                        && value.len() + text.len() <= LONGEST
                    {
                        value.push_str(text);
                    }
                }
            }
            Token::End { name } => {
                let Some(at) = self.open.iter().rposition(|marked| marked.element == *name) else {
                    return;
                };
                match &mut self.open[at].nested {
                    0 => self.close_down_to(at),
                    nested => *nested -= 1,
                }
            }
            Token::Comment { .. } => {}
        }
    }

    /// Returns all that is marked.
    pub(super) fn into_data(mut self) -> Vec<Value> {
        self.close_down_to(0);
        if !self.page.is_empty() {
            self.page.insert("@type".to_owned(), "WebPage".into());
            self.items.push(Value::Object(self.page));
        }
        self.items
    }

    fn start(&mut self, tag: &StartTag) {
        let keys = keys(tag);
        let kind = tag.get("itemtype").or_else(|| tag.get("typeof"));
        let is_item = kind.is_some() || tag.get("itemscope").is_some();
        let known = Element::of_name(&tag.name).map(|(_, element)| element);
        let is_void = matches!(
            known,
            Some(Element::Void | Element::Image | Element::Break | Element::Rule)
        );
        if keys.is_empty() && !is_item {
            let same = self
                .open
                .iter_mut()
                .rev()
                .find(|marked| marked.element == tag.name);
            if let (Some(marked), false) = (same, is_void) {
                marked.nested += 1;
            }
            return;
        }
        if self.open.len() >= MOST_NESTED {
            return;
        }
        let written = tag.get("content").or_else(|| tag.get("datetime"));
        let value = if is_item {
            let mut node = Map::new();
            let kinds = kind.unwrap_or_default().split_ascii_whitespace();
            node.insert("@type".to_owned(), kinds.collect());
            Value::Object(node)
        } else {
            Value::String(String::new())
        };
        self.open.push(Marked {
            element: tag.name.clone(),
            nested: 0,
            keys,
            value,
        });
        if is_void || written.is_some() && !is_item {
            // A value that is written out goes before the text.
            if let Some(marked) = self.open.pop() {
                let value = Value::String(written.unwrap_or_default().to_owned());
                self.add(&marked.keys, value);
            }
            if !is_void
                && let Some(marked) = self
                    .open
                    .iter_mut()
                    .rev()
                    .find(|marked| marked.element == tag.name)
            {
                marked.nested += 1;
            }
        }
    }

    fn close_down_to(&mut self, len: usize) {
        while self.open.len() > len
            && let Some(marked) = self.open.pop()
        {
            self.add(&marked.keys, marked.value);
        }
    }

    /// Adds a value to the innermost item.
    fn add(&mut self, keys: &[String], value: Value) {
        if keys.is_empty() {
            self.items.push(value);
            return;
        }
        let mut items = self
            .open
            .iter_mut()
            .rev()
            .filter_map(|marked| marked.value.as_object_mut());
        let item = items.next().unwrap_or(&mut self.page);
        for key in keys {
            match item.get_mut(key) {
                Some(Value::Array(values)) => values.push(value.clone()),
                Some(known) => *known = Value::Array(vec![known.take(), value.clone()]),
                None => {
                    item.insert(key.clone(), value.clone());
                }
            }
        }
    }
}

/// Returns what the element `tag` is of the item around it.
fn keys(tag: &StartTag) -> Vec<String> {
    let property = tag
        .get("property")
        .filter(|_| tag.name != "meta" || !is_of_named(tag));
    let names = tag.get("itemprop").or(property).unwrap_or_default();
    names
        .split_ascii_whitespace()
        .filter_map(|name| {
            let name = name.strip_prefix("schema:").unwrap_or(name);
            let name = name.rsplit('/').next().unwrap_or(name);
            (!name.contains(':')).then(|| name.to_owned())
        })
        .collect()
}

/// Tells whether `meta` names its content for others: the names of Open Graph hold a colon.
fn is_of_named(tag: &StartTag) -> bool {
    let property = tag.get("property").unwrap_or_default();
    property.contains(':') && !property.starts_with("schema:")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tokens::for_each_token;
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: Value) {
        let mut marks = Marks::default();
        for_each_token(html, |token, _| marks.note(&token));
        assert_eq!(Value::Array(marks.into_data()), expected, "{html}");
    }

    #[test]
    fn items_hold_their_properties() {
        check(
            "<div itemscope itemtype='https://schema.org/Article'><h1 itemprop=headline>A <i>b</i></h1>
            <span itemprop=author itemscope itemtype=Person><span><span itemprop=name>Ada</span>, <b itemprop=jobTitle>GP</b></span></span>
            <span itemprop=author>C. Dee</span><meta itemprop=dateModified content=2026-01-02>
            <time itemprop=datePublished datetime=2025-01-02>a year ago</time></div>",
            json!([{"@type": ["https://schema.org/Article"], "headline": "A b",
                "author": [{"@type": ["Person"], "name": "Ada", "jobTitle": "GP"}, "C. Dee"],
                "dateModified": "2026-01-02", "datePublished": "2025-01-02"}]),
        );
        check(
            "<article typeof='schema:Article'><span property='schema:name dc:title'>A</span></article>",
            json!([{"@type": ["schema:Article"], "name": "A"}]),
        );
    }

    #[test]
    fn properties_without_an_item_are_those_of_the_page() {
        check(
            "<p itemprop=author>Ada<p>b<meta property=og:title content=T>",
            json!([{"@type": "WebPage", "author": "Adab"}]),
        );
        check("<b property=og:title>A</b>", json!([]));
        check(
            "<div itemprop=text><div>a</div>b</div>c",
            json!([{"@type": "WebPage", "text": "ab"}]),
        );
    }

    #[test]
    fn long_texts_and_deep_nesting_stay_small() {
        let long = format!("<div itemprop=text>a{}</div>", "b ".repeat(LONGEST));
        check(&long, json!([{"@type": "WebPage", "text": ""}]));
        let deep = "<b itemprop=a itemscope>".repeat(10_000);
        let mut marks = Marks::default();
        for_each_token(&deep, |token, _| marks.note(&token));
        assert_eq!(marks.open.len(), MOST_NESTED);
    }
}
