//! What articles say about themselves: one model for all formats.
//!
//! - [`front_matter`](Metadata::of_front_matter) and pages ([`Metadata::of_page`]) give what is written for programs,
//! - [`take_bylines`] adds what the text says, and tells names from what stands behind them.

mod byline;
mod calendar;
mod date;
mod linked_data;
mod people;
mod places;
mod publisher;

pub(super) use byline::take_bylines;
pub use date::WrittenDate;
pub use people::Person;
pub(super) use places::locate;
pub(super) use publisher::take_publisher;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;

use self::people::{People, add_person};
use super::front_matter::FrontMatter;
use super::html::Page;
use crate::pack::Bylines;
use crate::source::Span;

/// What an article says about itself, outside of its prose.
///
/// Texts are as they are written. Prose is never taken from here.
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
    /// Who checked its figures and quotations.
    pub fact_checkers: Vec<Person>,
    /// Who publishes it.
    pub organisations: Vec<String>,
    /// When it appeared.
    pub published: Option<WrittenDate>,
    /// When it was last changed.
    pub modified: Option<WrittenDate>,
    /// When it was last checked.
    pub reviewed: Option<WrittenDate>,
    /// When it has to be checked again.
    pub next_review: Option<WrittenDate>,
    /// Names of the notices that stand elsewhere on its page.
    pub notices: Vec<String>,
    /// What kind of article it is, or for whom; empty if that is not said.
    pub kinds: Vec<String>,
    /// Its language, as in `en-GB`.
    pub language: Option<String>,
    /// What else it tells.
    pub says: BTreeSet<Says>,
    /// Where the file holds the names and dates above, as far as it does, by their texts; empty without words of
    /// bylines.
    pub places: BTreeMap<String, Span>,
}

/// What an article may tell about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// That its figures and quotations were checked.
    FactChecked,
    /// By what process it came about.
    Process,
    /// That it is kept, and no longer looked after.
    Archived,
    /// How to reach who answers for it.
    Contact,
}

/// What the date of an article tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRole {
    /// When it appeared.
    Published,
    /// When it was last changed.
    Modified,
    /// When it was last checked.
    Reviewed,
    /// When it has to be checked again.
    NextReview,
}

/// Tables of front matter whose entries might as well stand outside of them: those of Hugo, Zola and data files.
const TABLES: &[&str] = &["params", "extra", "data", "custom", "taxonomies"];

impl Metadata {
    /// Returns the dates there are, with what each tells.
    pub fn dates(&self) -> impl Iterator<Item = (DateRole, &WrittenDate)> {
        let dates = [
            (DateRole::Published, &self.published),
            (DateRole::Modified, &self.modified),
            (DateRole::Reviewed, &self.reviewed),
            (DateRole::NextReview, &self.next_review),
        ];
        dates
            .into_iter()
            .filter_map(|(role, date)| Some((role, date.as_ref()?)))
    }

    /// Takes the day that the names of articles begin with in Jekyll, Hexo and Docusaurus, unless it is known
    /// when the article appeared: `2026-03-14-sciatica.md`.
    pub(super) fn take_file_name(&mut self, path: &Path) {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let day = name.get(..10).filter(|_| name[10..].starts_with('-'));
        if let (None, Some(day)) = (&self.published, day) {
            self.published = WrittenDate::parse(day).filter(|date| date.day.is_some());
        }
    }

    /// Tells whether the entry `key` of front matter tells something that is known here.
    pub(super) fn knows(key: &str, values: &[String]) -> bool {
        let one = FrontMatter {
            span: None,
            fields: vec![(key.to_owned(), values.to_vec())],
        };
        Self::of_front_matter(&one) != Self::default()
    }

    /// Returns what front matter says.
    pub(super) fn of_front_matter(front_matter: &FrontMatter) -> Self {
        let mut metadata = Self::default();
        for (key, values) in &front_matter.fields {
            // `lastReviewed`, `last_reviewed` and `last-reviewed` are one key.
            let key = key.to_ascii_lowercase().replace(['_', '-', ' '], "");
            let inner = key
                .split_once('.')
                .filter(|(table, _)| TABLES.contains(table));
            metadata.take_field(inner.map_or(key.as_str(), |(_, inner)| inner), values);
        }
        metadata
    }

    /// Source: the documentation of Hugo, Jekyll, Docusaurus, Astro, Eleventy, Gatsby and Hexo.
    fn take_field(&mut self, key: &str, values: &[String]) {
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = values.first().cloned();
            }
        };
        let set_date = |field: &mut Option<WrittenDate>| {
            if field.is_none() {
                *field = values.first().and_then(|text| WrittenDate::written(text));
            }
        };
        if let Some((people, part)) = key.split_once('.') {
            return self.take_field_of_people(people, part, values);
        }
        if let Some(people) = self.people(key) {
            for name in values {
                match people.last_mut() {
                    Some(last) if last.name.is_empty() => name.trim().clone_into(&mut last.name),
                    _ => people.push(Person::named(name)),
                }
            }
            return;
        }
        match key {
            "credentials" | "qualifications" => {
                self.take_field_of_people("author", "credentials", values);
            }
            "title" => set(&mut self.title),
            "description" | "summary" | "excerpt" => set(&mut self.description),
            "date" | "published" | "publishdate" | "publisheddate" | "datepublished"
            | "pubdate" | "publishedat" | "publishedon" => {
                set_date(&mut self.published);
            }
            "lastmod" | "updated" | "modified" | "lastmodified" | "lastmodifiedat"
            | "datemodified" | "updateddate" | "updatedat" | "lastupdated" | "lastupdate" => {
                set_date(&mut self.modified);
            }
            "reviewed" | "lastreviewed" | "reviewdate" | "reviewedon" | "reviewedat"
            | "datereviewed" | "medicallyreviewed" | "lastreview" => {
                set_date(&mut self.reviewed);
            }
            "nextreview" | "nextreviewdue" | "nextreviewdate" | "reviewdue" | "reviewby" => {
                set_date(&mut self.next_review);
            }
            "notices" | "disclaimers" => self.notices.extend_from_slice(values),
            "kind" => self.kinds.extend_from_slice(values),
            "publisher" | "organization" | "organisation" | "imprint" | "copyright"
            | "copyrightholder" | "copyrightowner" => self.organisations.extend_from_slice(values),
            "archived" if values.iter().any(|value| value != "false") => {
                self.says.insert(Says::Archived);
            }
            "contact" | "email" | "feedback" if !values.is_empty() => {
                self.says.insert(Says::Contact);
            }
            "lang" | "language" | "locale" => set(&mut self.language),
            _ => {}
        }
    }

    /// Returns the people that the entry `key` of front matter names.
    fn people(&mut self, key: &str) -> Option<&mut Vec<Person>> {
        match key {
            "author" | "authors" | "writer" | "byline" => Some(&mut self.authors),
            "reviewer"
            | "reviewers"
            | "reviewedby"
            | "medicalreviewer"
            | "medicalreviewers"
            | "medicallyreviewedby"
            | "clinicalreviewer" => Some(&mut self.reviewers),
            "factchecker" | "factcheckers" | "factcheckedby" => Some(&mut self.fact_checkers),
            _ => None,
        }
    }

    /// Takes the entry `part` of a table that describes somebody. A name that follows another is somebody else's.
    fn take_field_of_people(&mut self, key: &str, part: &str, values: &[String]) {
        if matches!(
            key,
            "publisher" | "organization" | "organisation" | "imprint"
        ) && part == "name"
        {
            return self.take_field(key, values);
        }
        if (key, part) == ("lastupdate", "date") {
            return self.take_field("lastupdate", values);
        }
        let Some(people) = self.people(key) else {
            return;
        };
        match part {
            "name" => {
                for name in values {
                    match people.last_mut() {
                        Some(last) if last.name.is_empty() => last.name.clone_from(name),
                        _ => people.push(Person::named(name)),
                    }
                }
            }
            "credentials" | "credential" | "qualifications" | "degrees" | "suffix" | "title"
            | "role" | "jobtitle" | "position" | "profession" | "affiliation" | "organization"
            | "organisation" | "employer" | "company" => {
                if people.is_empty() {
                    people.push(Person::default());
                }
                let texts = values.iter().flat_map(|text| text.split(','));
                if let Some(last) = people.last_mut() {
                    texts.for_each(|text| last.add_credential(text));
                }
            }
            _ => {}
        }
    }

    /// Tells names from what stands around them, and joins what is said of one person in several places.
    pub(super) fn settle(&mut self, words: &Bylines) {
        let reader = People { words };
        for people in [
            &mut self.authors,
            &mut self.reviewers,
            &mut self.fact_checkers,
        ] {
            for person in std::mem::take(people) {
                let mut named = reader.listed(&person.name);
                if let [one] = named.as_mut_slice() {
                    person
                        .credentials
                        .iter()
                        .for_each(|text| one.add_credential(text));
                }
                named.retain(|person| !person.name.is_empty());
                named
                    .into_iter()
                    .for_each(|person| add_person(people, person));
            }
        }
    }

    /// Returns what a page says: its linked data first, then what its text is marked as, then its `meta`
    /// elements, then its title bar.
    pub(super) fn of_page(mut page: Page) -> Self {
        let mut metadata = Self::default();
        for data in page.data() {
            metadata.take_linked_data(&data);
        }
        let authors_known = !metadata.authors.is_empty();
        for (name, content) in page.named {
            metadata.take_named(&name, content, authors_known);
        }
        metadata.title = metadata.title.or(page.title);
        metadata.language = page.language.or(metadata.language);
        metadata
    }

    /// Source: HTML Living Standard, 4.2.5.1, <https://ogp.me>, <https://www.dublincore.org/specifications/dublin-core/>.
    fn take_named(&mut self, name: &str, content: String, authors_known: bool) {
        let content = content.trim();
        let text = match name {
            "og:title" | "dc.title" | "dcterms.title" => &mut self.title,
            "description" | "og:description" | "dc.description" => &mut self.description,
            "content-language" | "dc.language" | "dcterms.language" => &mut self.language,
            "author" | "article:author" | "dc.creator" | "dcterms.creator" | "citation_author" => {
                // Some name the address of a profile.
                if !authors_known && !content.contains("://") && !content.is_empty() {
                    add_person(&mut self.authors, Person::named(content));
                }
                return;
            }
            "publisher"
            | "dc.publisher"
            | "dcterms.publisher"
            | "citation_publisher"
            | "copyright"
            | "dc.rightsholder"
            | "dcterms.rightsholder" => {
                if !content.contains("://") && !content.is_empty() {
                    self.organisations.push(content.to_owned());
                }
                return;
            }
            "factlint:archived" => {
                self.says.insert(Says::Archived);
                return;
            }
            "factlint:notices" => {
                let names = content.split(',').map(|name| name.trim().to_owned());
                self.notices.extend(names);
                return;
            }
            "factlint:kind" => {
                self.kinds.push(content.to_owned());
                return;
            }
            _ => return self.take_named_date(name, content),
        };
        if text.is_none() && !content.is_empty() {
            *text = Some(content.to_owned());
        }
    }

    fn take_named_date(&mut self, name: &str, content: &str) {
        let date = match name {
            "article:published_time"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.issued"
            | "dcterms.created"
            | "citation_publication_date" => &mut self.published,
            "article:modified_time"
            | "og:updated_time"
            | "last-modified"
            | "revised"
            | "dcterms.modified"
            | "dc.date.modified" => &mut self.modified,
            "last-reviewed" | "lastreviewed" | "review-date" | "date.reviewed"
            | "dc.date.reviewed" | "dcterms.reviewed" => &mut self.reviewed,
            "next-review" | "date.next-review" | "dcterms.valid" => &mut self.next_review,
            _ => return,
        };
        if date.is_none() {
            *date = WrittenDate::parse(content);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::built_in::built_in_language;
    use crate::markup::{ReadOptions, read_article, read_article_with};
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

    /// Returns what is told of an article in Markdown with this front matter and this body.
    fn told(front_matter: &str, body: &str) -> Metadata {
        let words = built_in_language().bylines;
        let text = format!("---\n{front_matter}\n---\n{body}");
        let file = SourceFile::new("article", Format::Markdown, text);
        let options = ReadOptions {
            bylines: Some(&words),
            ..ReadOptions::default()
        };
        read_article_with(&file, options).metadata
    }

    #[test]
    fn generators_write_front_matter_in_many_ways() {
        let expected = [
            person("Ada Osei", &["Dr", "FRCP"]),
            person("Maria Ng", &["physiotherapist"]),
        ];
        for front_matter in [
            "authors: [\"Dr Ada Osei, FRCP\", \"Maria Ng, physiotherapist\"]",
            "author: Dr Ada Osei FRCP and Maria Ng (physiotherapist)",
            "authors:\n  - name: Ada Osei\n    title: Dr\n    credentials: [FRCP]\n    url: x\n  - name: Maria Ng\n    title: physiotherapist",
            "params:\n  authors:\n  - name: Dr Ada Osei\n    credentials: FRCP\n  - Maria Ng, physiotherapist\n",
            "author: {name: Dr Ada Osei, credentials: [FRCP]}\nauthors: ['Maria Ng, physiotherapist']",
        ] {
            let mut authors = told(front_matter, "Text.").authors;
            authors.sort_by(|one, other| one.name.cmp(&other.name));
            assert_eq!(authors, expected, "{front_matter}");
        }
        let dates = told(
            "pubDate: Jan 09 2026\nlastReviewed: 2026-06-14\nnext_review: June 2029\nlast_update:\n  date: 3/31/2026\n  author: bot\nreviewer:\n  name: Ada Osei\n  role: GP",
            "Text.",
        );
        let days = [
            &dates.published,
            &dates.modified,
            &dates.reviewed,
            &dates.next_review,
        ];
        let days = days.map(|date| {
            date.as_ref()
                .map(|date| date.day.map_or(date.text.clone(), |day| day.to_string()))
        });
        let days: Vec<&str> = days.iter().flatten().map(String::as_str).collect();
        assert_eq!(
            days,
            ["2026-01-09", "2026-03-31", "2026-06-14", "June 2029"]
        );
        assert_eq!(dates.reviewers, [person("Ada Osei", &["GP"])]);
        assert_eq!(dates.authors, []);
    }

    #[test]
    fn the_text_adds_to_what_is_known() {
        let metadata = told(
            "author: Maria Ng\ndate: 2026-01-09",
            "By *Maria Ng*, physiotherapist\n\nSciatica is leg pain.\n\n| Reviewed by | Dr Ada Osei |\n|--|--|\n| Last reviewed | 14 June 2026 |\n\nPublished 3 March 2025\n",
        );
        assert_eq!(metadata.authors, [person("Maria Ng", &["physiotherapist"])]);
        assert_eq!(metadata.reviewers, [person("Ada Osei", &["Dr"])]);
        assert_eq!(metadata.reviewed.unwrap().text, "14 June 2026");
        assert_eq!(metadata.published.unwrap().text, "2026-01-09");
    }

    #[test]
    fn the_name_of_a_file_may_begin_with_a_day() {
        let words = built_in_language().bylines;
        let published = |path: &str, text: &str| {
            let file = SourceFile::new(path, Format::Markdown, text);
            let options = ReadOptions {
                bylines: Some(&words),
                ..ReadOptions::default()
            };
            let date = read_article_with(&file, options).metadata.published;
            date.map(|date| date.text)
        };
        let day = Some("2026-03-14".to_owned());
        assert_eq!(published("_posts/2026-03-14-sciatica.md", "Text."), day);
        let known = "---\ndate: 2026-05-01\n---\nText.";
        let own = Some("2026-05-01".to_owned());
        assert_eq!(published("_posts/2026-03-14-sciatica.md", known), own);
        for path in ["2026-13-40-a.md", "a-2026-03-14.md", "äöüäö.md"] {
            assert_eq!(published(path, "Text."), None, "{path}");
        }
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
