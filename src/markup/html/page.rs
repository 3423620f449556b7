//! What a page says about itself, and where its article is.

use serde_json::Value;

use super::ending::Parts;
use super::microdata::Marks;
use super::tokens::{Token, for_each_token};

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its language, as the outermost elements name it.
    pub(crate) language: Option<String>,
    /// What stands in the title bar.
    pub(crate) title: Option<String>,
    /// Names and contents of `meta` elements, in order; names are in lower case.
    pub(crate) named: Vec<(String, String)>,
    /// Texts of the scripts that hold linked data.
    linked_data: Vec<String>,
    /// What its elements are marked as.
    marks: Marks,
    reading: Option<Reading>,
    /// How many drawings are open; they have titles, too.
    drawings: usize,
    /// How many footers are open.
    footers: usize,
    /// Whether the text is that of a script or a style sheet.
    in_code: bool,
    /// What stands in footers, of the page or of parts of it.
    footer: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Title,
    LinkedData,
}

impl Page {
    /// Returns what the page says about itself in the form of linked data: that of its scripts first.
    pub(crate) fn data(&mut self) -> Vec<Value> {
        let scripts = std::mem::take(&mut self.linked_data);
        let mut data: Vec<Value> = scripts.iter().filter_map(|text| parse(text)).collect();
        data.extend(std::mem::take(&mut self.marks).into_data());
        data
    }

    /// Returns the lines of the footers: who publishes the page often stands there only.
    pub(super) fn take_footer(&mut self) -> Vec<String> {
        let footer = std::mem::take(&mut self.footer);
        let lines = footer.lines().map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.join(" ")
        });
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Takes note of what stands in footers.
    fn note_footer(&mut self, token: &Token<'_>) {
        match token {
            Token::Start(tag) if tag.name == "footer" => self.footers += 1,
            Token::End { name: "footer" } => self.footers = self.footers.saturating_sub(1),
            _ if self.footers == 0 => {}
            Token::Start(tag) if matches!(tag.name.as_str(), "script" | "style") => {
                self.in_code = true;
            }
            Token::End {
                name: "script" | "style",
            } => self.in_code = false,
            Token::Text { text } if !self.in_code => self.footer.push_str(text),
            Token::Start(tag) if is_line(&tag.name) => self.footer.push('\n'),
            Token::End { name } if is_line(name) => self.footer.push('\n'),
            _ => {}
        }
    }

    /// Takes note of what `token` says about the page.
    pub(super) fn note(&mut self, token: &Token<'_>) {
        self.marks.note(token);
        self.note_footer(token);
        match token {
            Token::Start(tag) => {
                self.reading = None;
                match tag.name.as_str() {
                    "html" | "body" => {
                        let language = tag.language().map(str::to_owned);
                        self.language = self.language.take().or(language);
                    }
                    "meta" => {
                        let name = tag.get("name").or_else(|| tag.get("property"));
                        let name = name.or_else(|| tag.get("http-equiv"));
                        if let (Some(name), Some(content)) = (name, tag.get("content")) {
                            self.named
                                .push((name.to_ascii_lowercase(), content.to_owned()));
                        }
                    }
                    "svg" if !tag.self_closing => self.drawings += 1,
                    "title" if self.title.is_none() && self.drawings == 0 => {
                        self.reading = Some(Reading::Title);
                    }
                    "script" if tag.get("type").is_some_and(is_linked_data) => {
                        self.reading = Some(Reading::LinkedData);
                    }
                    _ => {}
                }
            }
            Token::Text { text } => match self.reading.take() {
                Some(Reading::Title) => {
                    let words: Vec<&str> = text.split_whitespace().collect();
                    self.title = (!words.is_empty()).then(|| words.join(" "));
                }
                Some(Reading::LinkedData) => self.linked_data.push((*text).to_owned()),
                None => {}
            },
            Token::End { name } => {
                if *name == "svg" {
                    self.drawings = self.drawings.saturating_sub(1);
                }
                self.reading = None;
            }
            Token::Comment { .. } => {}
        }
    }
}

/// Tells whether the element `name` is not just a part of a line.
fn is_line(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "cite"
            | "em"
            | "i"
            | "small"
            | "span"
            | "strong"
            | "sup"
            | "time"
    )
}

/// Reads linked data as pages hold it: in marks of comments, and with line breaks inside of texts.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(data) = serde_json::from_str(text) {
        return Some(data);
    }
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let text = text
        .get(start..=end)?
        .replace(|letter: char| letter.is_ascii_control(), " ");
    serde_json::from_str(&text).ok()
}

fn is_linked_data(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/ld+json")
}

/// Tells whether the element `name` may have a header of its own.
fn is_part(name: &str) -> bool {
    matches!(name, "main" | "article" | "section")
}

/// What a page is made of, as far as it tells where the article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// Whether there is a `main` element.
    pub(super) main: bool,
    /// Whether there is an `article` element.
    pub(super) article: bool,
    /// Whether a form holds the article: some systems put whole pages into one.
    pub(super) form_around_article: bool,
    /// Whether the only title of the page stands in what is above the article.
    pub(super) title_in_header: bool,
}

/// Returns what the page `html` is made of, and the elements that an article may be.
pub(super) fn survey(html: &str) -> (Survey, Parts) {
    let mut survey = Survey::default();
    let mut parts = Parts::default();
    let mut in_form = false;
    let (mut in_header, mut in_part) = (0_usize, 0_usize);
    let (mut titles, mut titles_in_header) = (0, 0);
    for_each_token(html, |token, span| {
        parts.note(&token, span);
        match token {
            Token::Start(tag) => {
                let main = tag.name == "main" || tag.get("role") == Some("main");
                let article = tag.name == "article";
                survey.main |= main;
                survey.article |= article;
                survey.form_around_article |= in_form && (main || article || tag.name == "h1");
                in_form |= tag.name == "form";
                in_part += usize::from(is_part(&tag.name));
                in_header += usize::from(tag.name == "header" && in_part == 0);
                if tag.name == "h1" {
                    titles += 1;
                    titles_in_header += usize::from(in_header > 0);
                }
            }
            Token::End { name: "form" } => in_form = false,
            Token::End { name } if is_part(name) => in_part = in_part.saturating_sub(1),
            Token::End { name: "header" } if in_part == 0 => {
                in_header = in_header.saturating_sub(1)
            }
            _ => {}
        }
    });
    survey.title_in_header = titles == 1 && titles_in_header == 1;
    (survey, parts)
}
