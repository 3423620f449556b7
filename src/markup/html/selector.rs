//! Which elements of a page a configuration means: a small part of the selectors of style sheets.
//!
//! A selector names elements by type (`main`), class (`.content`), id (`#comments`) and attributes
//! (`[role=note]`, `[data-ad]`), all of them together if written without a space (`div.note[lang=en]`), and
//! elements inside of others (`main .share`). There is no `>`, `+`, `~`, `:` or `,`.

use std::fmt;

use super::tokens::StartTag;

/// Elements of a page, by what stands in their start tags and in those around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementSelector {
    /// What has to be around each other, outermost first; at least one.
    parts: Vec<Part>,
}

/// What one start tag has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    name: Option<String>,
    attributes: Vec<Wanted>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    name: String,
    value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Any,
    Is(String),
    /// One of the words is this.
    HasWord(String),
}

/// Why a selector was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SelectorError {
    /// What is wrong.
    problem: Problem,
    /// Byte of the selector where it is wrong; its length if something is missing at its end.
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Empty,
    NoName,
    Unclosed,
    Unknown(char),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the selector names no element"),
            Self::NoName => f.write_str("a name is missing here"),
            Self::Unclosed => f.write_str("the bracket is not closed"),
            Self::Unknown(',') => {
                f.write_str("`,` is not known here: write each selector as an entry of its own")
            }
            Self::Unknown(sign) => write!(
                f,
                "`{}` is not known here: selectors are made of types, `.class`, `#id` and `[attribute=value]`",
                sign.escape_debug()
            ),
        }
    }
}

impl ElementSelector {
    /// Returns the selector that `text` is.
    ///
    /// # Errors
    /// The first place where it is none.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let mut scan = Scan { text, at: 0 };
        let mut parts = Vec::new();
        loop {
            scan.skip_spaces();
            if scan.rest().is_empty() {
                break;
            }
            parts.push(scan.part()?);
        }
        if parts.is_empty() {
            return Err(SelectorError {
                problem: Problem::Empty,
                at: 0,
            });
        }
        Ok(Self { parts })
    }
}

/// A selector that is being read.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn error(&self, problem: Problem) -> SelectorError {
        SelectorError {
            problem,
            at: self.at,
        }
    }

    /// Reads up to the next space.
    fn part(&mut self) -> Result<Part, SelectorError> {
        let mut part = Part::default();
        let start = self.at;
        loop {
            let Some(sign) = self.rest().chars().next() else {
                return Ok(part);
            };
            match sign {
                '.' | '#' => {
                    self.at += 1;
                    let value = self.name()?.to_owned();
                    let (name, value) = match sign {
                        '.' => ("class", Value::HasWord(value)),
                        _ => ("id", Value::Is(value)),
                    };
                    let name = name.to_owned();
                    part.attributes.push(Wanted { name, value });
                }
                '[' => part.attributes.push(self.attribute()?),
                '*' if self.at == start => self.at += 1,
                _ if sign.is_whitespace() => return Ok(part),
                _ if self.at == start && is_of_name(sign) => {
                    part.name = Some(self.name()?.to_ascii_lowercase());
                }
                _ => return Err(self.error(Problem::Unknown(sign))),
            }
        }
    }

    fn name(&mut self) -> Result<&'t str, SelectorError> {
        let rest = self.rest();
        let end = rest.find(|letter| !is_of_name(letter));
        let name = &rest[..end.unwrap_or(rest.len())];
        if name.is_empty() {
            return Err(self.error(Problem::NoName));
        }
        self.at += name.len();
        Ok(name)
    }

    fn attribute(&mut self) -> Result<Wanted, SelectorError> {
        let open = self.error(Problem::Unclosed);
        self.at += 1;
        let name = self.name()?.to_ascii_lowercase();
        let value = match self.rest().chars().next() {
            Some('=') => {
                self.at += 1;
                Value::Is(self.value(&open)?.to_owned())
            }
            _ => Value::Any,
        };
        match self.rest().chars().next() {
            Some(']') => self.at += 1,
            Some(sign) => return Err(self.error(Problem::Unknown(sign))),
            None => return Err(open),
        }
        Ok(Wanted { name, value })
    }

    fn value(&mut self, open: &SelectorError) -> Result<&'t str, SelectorError> {
        let quote = self
            .rest()
            .chars()
            .next()
            .filter(|&sign| matches!(sign, '"' | '\''));
        let Some(quote) = quote else {
            return self.name();
        };
        self.at += 1;
        let rest = self.rest();
        let end = rest.find(quote).ok_or_else(|| open.clone())?;
        self.at += end + 1;
        Ok(&rest[..end])
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') || !letter.is_ascii()
}

impl Part {
    fn fits(&self, tag: &StartTag) -> bool {
        self.name.as_ref().is_none_or(|name| *name == tag.name)
            && self.attributes.iter().all(|wanted| wanted.fits(tag))
    }
}

impl Wanted {
    fn fits(&self, tag: &StartTag) -> bool {
        let Some(found) = tag.get(&self.name) else {
            return false;
        };
        match &self.value {
            Value::Any => true,
            Value::Is(value) => value == found,
            Value::HasWord(word) => found.split_ascii_whitespace().any(|found| found == word),
        }
    }
}

/// Where on a page the article is, as far as a configuration says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLayout {
    /// What is the article. On a page without any of it, it is looked for as if nothing were set.
    pub article: Vec<ElementSelector>,
    /// What is no part of the article.
    pub exclude: Vec<ElementSelector>,
}

/// Which selectors an element fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selected {
    /// It is the article, or a part of it.
    pub(super) article: bool,
    /// It is no part of the article.
    pub(super) excluded: bool,
}

/// How far the selectors of a layout fit the elements that are open.
///
/// Elements around each other may have others between them; so it suffices to know of each selector how many
/// of its parts, from the first on, fit elements that are open, one inside the other.
#[derive(Default)]
pub(super) struct Trail {
    /// Place of the element on the stack, and how far each selector fits there.
    steps: Vec<(usize, Vec<usize>)>,
    /// How far each selector fits the element that was looked at last.
    last: Vec<usize>,
}

impl Trail {
    /// Returns what `tag` is, with `depth` elements open around it.
    pub(super) fn look_at(
        &mut self,
        layout: &PageLayout,
        tag: &StartTag,
        depth: usize,
    ) -> Selected {
        let mut selected = Selected::default();
        if layout.article.is_empty() && layout.exclude.is_empty() {
            return selected;
        }
        while self.steps.last().is_some_and(|(place, _)| *place >= depth) {
            self.steps.pop();
        }
        let selectors = layout.article.iter().chain(&layout.exclude);
        let around = self.steps.last().map(|(_, fitting)| fitting.as_slice());
        self.last.clear();
        for (at, selector) in selectors.enumerate() {
            let around = around.and_then(|fitting| fitting.get(at)).copied();
            let around = around.unwrap_or_default();
            let rest = selector.parts.len() - 1;
            if selector.parts[rest].fits(tag) && around == rest {
                match at < layout.article.len() {
                    true => selected.article = true,
                    false => selected.excluded = true,
                }
            }
            let further = around < rest && selector.parts[around].fits(tag);
            self.last.push(around + usize::from(further));
        }
        selected
    }

    /// Takes note that the element that was looked at last is open, at `place` of the stack.
    pub(super) fn enter(&mut self, place: usize) {
        if !self.last.is_empty() {
            self.steps.push((place, self.last.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Token, for_each_token};
    use super::*;

    #[track_caller]
    fn fits(selector: &str, html: &str) -> bool {
        let layout = PageLayout {
            article: vec![ElementSelector::parse(selector).unwrap()],
            exclude: Vec::new(),
        };
        let mut trail = Trail::default();
        let mut depth = 0;
        let mut found = false;
        for_each_token(html, |token, _| {
            if let Token::Start(tag) = token {
                found |= trail.look_at(&layout, tag, depth).article;
                trail.enter(depth);
                depth += 1;
            } else {
                depth -= 1;
            }
        });
        found
    }

    #[test]
    fn a_selector_names_type_class_id_and_attributes() {
        for (selector, html) in [
            ("main", "<MAIN>"),
            (".b", "<p class='a b\tc'>"),
            ("#x", "<p id=x>"),
            ("[data-role=note]", "<p data-role=note>"),
            ("[data-role='a note']", "<p data-role='a note'>"),
            ("[hidden]", "<p hidden>"),
            ("P.b#x[lang=en]", "<p id=x lang=en class=b>"),
            ("*", "<x-y>"),
            ("div p", "<div><b><p>"),
            (" .a .a  p ", "<p class=a><p class=a><p>"),
        ] {
            assert!(fits(selector, html), "{selector} {html}");
        }
    }

    #[test]
    fn all_of_a_selector_has_to_fit() {
        for (selector, html) in [
            ("main", "<p class=main>"),
            (".b", "<p class=bb>"),
            (".B", "<p class=b>"),
            ("#x", "<p class=x>"),
            ("[lang=en]", "<p lang=en-GB>"),
            ("p.a", "<p><div class=a>"),
            ("div p", "<p><div>"),
            ("div p", "<div></div><p>"),
            (".a .a", "<p class=a></p><p class=a>"),
        ] {
            assert!(!fits(selector, html), "{selector} {html}");
        }
    }

    #[track_caller]
    fn check_error(selector: &str, at: usize, problem: &str) {
        let error = ElementSelector::parse(selector).unwrap_err();
        assert_eq!(error.at, at, "{selector}");
        assert!(error.to_string().contains(problem), "{error}");
    }

    #[test]
    fn a_mistake_has_its_place() {
        check_error("", 0, "no element");
        check_error("  ", 0, "no element");
        check_error("main > p", 5, "`>` is not known");
        check_error("main, p", 4, "entry of its own");
        check_error("p:first-child", 1, "`:` is not known");
        check_error("p.", 2, "name is missing");
        check_error("p..a", 2, "name is missing");
        check_error("#", 1, "name is missing");
        check_error("p [lang", 2, "not closed");
        check_error("[lang='en]", 0, "not closed");
        check_error("[lang^=en]", 5, "`^` is not known");
        check_error("[=en]", 1, "name is missing");
        check_error("é.ä$", 5, "`$` is not known");
    }
}
