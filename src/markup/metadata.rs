//! What articles say about themselves: one model for all formats.

use serde_json::{Map, Value};

use super::front_matter::FrontMatter;
use super::html::Page;

/// What an article says about itself, outside of its prose.
///
/// Texts are as they are written; dates, too. Prose is never taken from here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title.
    pub title: Option<String>,
    /// What it is about, in one or two sentences.
    pub description: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// Who checked it.
    pub reviewers: Vec<Person>,
    /// When it appeared.
    pub published: Option<String>,
    /// When it was last changed.
    pub modified: Option<String>,
    /// When it was last checked.
    pub reviewed: Option<String>,
    /// Names of the notices that stand elsewhere on its page.
    pub notices: Vec<String>,
    /// What kind of article it is, or for whom; empty if that is not said.
    pub kinds: Vec<String>,
    /// Its language, as in `en-GB`.
    pub language: Option<String>,
}

/// Somebody who wrote or checked an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Degrees and professions, one per entry.
    pub credentials: Vec<String>,
}

impl Metadata {
    /// Returns what front matter says.
    pub(super) fn of_front_matter(front_matter: &FrontMatter) -> Self {
        let mut metadata = Self::default();
        for (key, values) in &front_matter.fields {
            let key = key.to_ascii_lowercase().replace(['_', ' '], "-");
            metadata.take_field(&key, values);
        }
        metadata
    }

    fn take_field(&mut self, key: &str, values: &[String]) {
        let people = || values.iter().map(|name| Person::named(name));
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = values.first().cloned();
            }
        };
        match key {
            "title" => set(&mut self.title),
            "description" | "summary" | "excerpt" => set(&mut self.description),
            "author" | "authors" => self.authors.extend(people()),
            "reviewer" | "reviewers" | "reviewedby" | "reviewed-by" | "medical-reviewer" => {
                self.reviewers.extend(people());
            }
            "date" | "published" | "publishdate" | "publish-date" | "datepublished" => {
                set(&mut self.published);
            }
            "lastmod" | "updated" | "modified" | "last-modified" | "datemodified" => {
                set(&mut self.modified);
            }
            "reviewed" | "last-reviewed" | "lastreviewed" | "review-date" => {
                set(&mut self.reviewed);
            }
            "notices" | "disclaimers" => self.notices.extend_from_slice(values),
            "kind" => self.kinds.extend_from_slice(values),
            "lang" | "language" => set(&mut self.language),
            _ => {}
        }
    }

    /// Returns what a page says: its linked data first, then its `meta` elements, then its title bar.
    pub(super) fn of_page(page: Page) -> Self {
        let mut metadata = Self::default();
        for text in &page.linked_data {
            if let Ok(data) = serde_json::from_str::<Value>(text.trim()) {
                metadata.take_linked_data(&data);
            }
        }
        let authors_known = !metadata.authors.is_empty();
        for (name, content) in page.named {
            metadata.take_named(&name, content, authors_known);
        }
        metadata.title = metadata.title.or(page.title);
        metadata.language = page.language.or(metadata.language);
        metadata
    }

    /// Source: HTML Living Standard, 4.2.5.1, and <https://ogp.me>.
    fn take_named(&mut self, name: &str, content: String, authors_known: bool) {
        let field = match name {
            "og:title" => &mut self.title,
            "description" | "og:description" => &mut self.description,
            "article:published_time" | "date" => &mut self.published,
            "article:modified_time" | "last-modified" => &mut self.modified,
            "author" | "article:author" => {
                // Some name the address of a profile.
                if !authors_known && !content.contains("://") {
                    let person = Person::named(&content);
                    if !self.authors.contains(&person) {
                        self.authors.push(person);
                    }
                }
                return;
            }
            "factlint:notices" => {
                let names = content.split(',').map(|name| name.trim().to_owned());
                self.notices.extend(names);
                return;
            }
            "factlint:kind" => {
                self.kinds.push(content.trim().to_owned());
                return;
            }
            _ => return,
        };
        if field.is_none() && !content.trim().is_empty() {
            *field = Some(content.trim().to_owned());
        }
    }

    /// Source: <https://schema.org/MedicalWebPage>, <https://schema.org/Article>.
    fn take_linked_data(&mut self, data: &Value) {
        let mut nodes = Vec::new();
        let mut open = vec![data];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(node) => {
                    open.extend(node.get("@graph"));
                    open.extend(
                        node.get("mainEntity")
                            .filter(|_| !has_type(node, is_article)),
                    );
                    nodes.push(node);
                }
                _ => {}
            }
        }
        for node in nodes.iter().filter(|node| has_type(node, is_article)) {
            let text = |key: &str| node.get(key).and_then(Value::as_str).map(str::to_owned);
            let title = text("headline").or_else(|| text("name"));
            self.title = self.title.take().or(title);
            self.description = self.description.take().or(text("description"));
            self.published = self.published.take().or(text("datePublished"));
            self.modified = self.modified.take().or(text("dateModified"));
            self.reviewed = self.reviewed.take().or(text("lastReviewed"));
            self.language = self.language.take().or(text("inLanguage"));
            for (key, people) in [
                ("author", &mut self.authors),
                ("reviewedBy", &mut self.reviewers),
            ] {
                for person in node.get(key).into_iter().flat_map(each) {
                    let person = Person::of_linked_data(person, &nodes);
                    people.extend(person.filter(|person| !people.contains(person)));
                }
            }
        }
    }
}

impl Person {
    fn named(name: &str) -> Self {
        Self {
            name: name.trim().to_owned(),
            credentials: Vec::new(),
        }
    }

    /// Returns the person that `value` describes, or names among `nodes`.
    fn of_linked_data(value: &Value, nodes: &[&Map<String, Value>]) -> Option<Self> {
        let node = match value {
            Value::String(name) => return Some(Self::named(name)),
            Value::Object(node) => node,
            _ => return None,
        };
        let id = node.get("@id");
        let elsewhere = || {
            nodes
                .iter()
                .copied()
                .find(|other| id.is_some() && other.get("@id") == id)
        };
        let node = if node.contains_key("name") {
            node
        } else {
            elsewhere()?
        };
        let mut person = Self::named(node.get("name")?.as_str()?);
        for key in ["honorificSuffix", "jobTitle", "hasCredential"] {
            for value in node.get(key).into_iter().flat_map(each) {
                let text = value.as_str().or_else(|| {
                    let name = value
                        .get("name")
                        .or_else(|| value.get("credentialCategory"));
                    name.and_then(Value::as_str)
                });
                person.credentials.extend(text.map(str::to_owned));
            }
        }
        Some(person)
    }
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
    let name = name.rsplit(['/', ':']).next().unwrap_or(name);
    name.ends_with("Article")
        || matches!(
            name,
            "MedicalWebPage" | "WebPage" | "FAQPage" | "BlogPosting"
        )
}

#[cfg(test)]
mod tests {
    use crate::markup::read_article;
    use crate::source::{Format, SourceFile};

    use super::*;

    fn metadata_of(format: Format, text: &str) -> Metadata {
        let file = SourceFile::new("article", format, text);
        read_article(&file).metadata
    }

    fn person(name: &str, credentials: &[&str]) -> Person {
        Person {
            name: name.to_owned(),
            credentials: credentials.iter().map(|&text| text.to_owned()).collect(),
        }
    }

    #[test]
    fn front_matter_and_linked_data_say_the_same() {
        let front_matter = metadata_of(
            Format::Markdown,
            "---\ntitle: Sciatica\nauthor: [A. Bee, C. Dee]\nreviewed_by: E. Eff\ndate: 2024-05-01\nlastmod: 2025-01-02\nlast-reviewed: 2025-03-04\nkind: patient\nnotices: [not-medical-advice]\nlang: en\n---\nText.",
        );
        let page = metadata_of(
            Format::Html,
            r#"<html lang=en><title>Sciatica | Site</title><meta name="factlint:kind" content=patient>
            <meta name="factlint:notices" content="not-medical-advice">
            <script type="application/ld+json">{"@graph": [
              {"@type": "MedicalWebPage", "headline": "Sciatica", "datePublished": "2024-05-01",
               "dateModified": "2025-01-02", "lastReviewed": "2025-03-04",
               "author": [{"@id": "people/a"}, "C. Dee"], "reviewedBy": {"@type": "Person", "name": "E. Eff"}},
              {"@type": "Person", "@id": "people/a", "name": "A. Bee"}]}</script><p>Text."#,
        );
        assert_eq!(front_matter, page);
        assert_eq!(page.authors, [person("A. Bee", &[]), person("C. Dee", &[])]);
    }

    #[test]
    fn what_linked_data_leaves_open_other_elements_say() {
        let page = metadata_of(
            Format::Html,
            r#"<title> Sciatica &amp;
            back pain </title><meta name=Description content="Why it hurts"><meta property="og:description" content="No">
            <meta name=author content="A. Bee"><meta property="article:author" content="https://example.org/bee">
            <svg><title>Logo</title></svg>
            <script type="application/ld+json">{"@type": ["FAQPage"], "mainEntity": [{"@type": "Question", "name": "Q"}]}</script>
            <script type="application/ld+json">{broken</script>"#,
        );
        assert_eq!(page.title.as_deref(), Some("Sciatica & back pain"));
        assert_eq!(page.description.as_deref(), Some("Why it hurts"));
        assert_eq!(page.authors, [person("A. Bee", &[])]);
    }

    #[test]
    fn people_have_credentials() {
        let page = metadata_of(
            Format::Html,
            r#"<script type="application/ld+json">{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "name": "T"},
            "reviewedBy": {"name": "E. Eff", "honorificSuffix": ["MD", "PhD"], "jobTitle": "Neurologist",
            "hasCredential": {"credentialCategory": "degree"}}}</script>"#,
        );
        let expected = person("E. Eff", &["MD", "PhD", "Neurologist", "degree"]);
        assert_eq!(page.reviewers, [expected]);
    }
}
