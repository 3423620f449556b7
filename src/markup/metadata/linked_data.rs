//! Linked data: what a page says about itself in the terms of schema.org.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::people::{Person, add_person};
use super::{Metadata, WrittenDate};

impl Metadata {
    /// Source: <https://schema.org/MedicalWebPage>, <https://schema.org/Article>.
    pub(super) fn take_linked_data(&mut self, data: &Value) {
        let nodes = nodes(data);
        let named = named(&nodes);
        for node in nodes.iter().filter(|node| has_type(node, is_article)) {
            let text = |key: &str| node.get(key).and_then(text_of);
            let date = |key: &str| text(key).and_then(|text| WrittenDate::parse(&text));
            let title = text("headline").or_else(|| text("name"));
            self.title = self.title.take().or(title);
            self.description = self.description.take().or_else(|| text("description"));
            self.published = self.published.take().or_else(|| date("datePublished"));
            self.modified = self.modified.take().or_else(|| date("dateModified"));
            self.reviewed = self.reviewed.take().or_else(|| date("lastReviewed"));
            self.language = self.language.take().or_else(|| text("inLanguage"));
            for (key, people) in [
                ("author", &mut self.authors),
                ("reviewedBy", &mut self.reviewers),
            ] {
                for person in node.get(key).into_iter().flat_map(each) {
                    if let Some(person) = Person::of_linked_data(person, &named) {
                        add_person(people, person);
                    }
                }
            }
            for key in ["publisher", "copyrightHolder", "sourceOrganization"] {
                for value in node.get(key).into_iter().flat_map(each) {
                    let publisher = Person::of_linked_data(value, &named);
                    self.organisations
                        .extend(publisher.map(|publisher| publisher.name));
                }
            }
        }
    }
}

/// Returns what `data` describes: the entries of lists and graphs, and what pages are mainly about.
fn nodes(data: &Value) -> Vec<&Map<String, Value>> {
    let mut nodes = Vec::new();
    let mut open = vec![data];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(node) => {
                open.extend(node.get("@graph"));
                let main = ["mainEntity", "mainEntityOfPage"]
                    .iter()
                    .filter_map(|key| node.get(*key));
                // Lists of questions describe no page.
                open.extend(main.filter(|value| value.is_object()));
                nodes.push(node);
            }
            _ => {}
        }
    }
    nodes
}

/// What has a name, by its id.
type Named<'d> = BTreeMap<&'d str, &'d Map<String, Value>>;

fn named<'d>(nodes: &[&'d Map<String, Value>]) -> Named<'d> {
    let mut named = Named::new();
    for node in nodes.iter().filter(|node| node.contains_key("name")) {
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            named.entry(id).or_insert(node);
        }
    }
    named
}

impl Person {
    /// Returns the person that `value` describes, or refers to by an id in `named`.
    fn of_linked_data(value: &Value, named: &Named<'_>) -> Option<Self> {
        let node = match value {
            Value::String(name) if name.contains("://") => return None,
            Value::String(name) => return Some(Self::named(name)),
            Value::Object(node) => node,
            _ => return None,
        };
        let node = if node.contains_key("name") {
            node
        } else {
            named.get(node.get("@id")?.as_str()?)?
        };
        let mut person = Self::named(&node.get("name").and_then(text_of)?);
        for key in [
            "honorificPrefix",
            "honorificSuffix",
            "jobTitle",
            "hasCredential",
            "affiliation",
            "worksFor",
        ] {
            for value in node.get(key).into_iter().flat_map(each) {
                let text =
                    text_of(value).or_else(|| value.get("credentialCategory").and_then(text_of));
                let text = text.unwrap_or_default();
                text.split(',').for_each(|text| person.add_credential(text));
            }
        }
        (!person.name.is_empty()).then_some(person)
    }
}

/// Returns the text that `value` is, or the name of what it describes; the first of several.
fn text_of(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(values) => values.first()?,
        value => value,
    };
    let text = match value {
        Value::Object(node) => ["@value", "alternateName", "name"]
            .iter()
            .find_map(|key| node.get(*key)?.as_str()),
        value => value.as_str(),
    }?;
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns the values of a list, or the one value there is.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let (list, one) = match value {
        Value::Array(values) => (values.as_slice(), None),
        value => (&[][..], Some(value)),
    };
    list.iter().chain(one)
}

fn has_type(node: &Map<String, Value>, is_wanted: fn(&str) -> bool) -> bool {
    let types = node.get("@type").into_iter().flat_map(each);
    types.filter_map(Value::as_str).any(is_wanted)
}

fn is_article(name: &str) -> bool {
    let name = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
    name.ends_with("Article")
        || matches!(
            name,
            "MedicalWebPage"
                | "WebPage"
                | "FAQPage"
                | "QAPage"
                | "BlogPosting"
                | "HealthTopicContent"
        )
}
