//! Lines of an article that say who wrote or checked it, and when.

use super::Metadata;
use super::date::WrittenDate;
use super::people::{People, Person, add_person};
use crate::markup::{Article, Block, BlockIndex, BlockKind};
use crate::pack::Bylines;
use crate::source::WordSet;

/// Most bytes of a byline.
const LONGEST: usize = 400;
/// Most words, with the sign before them, of what else may stand behind a name: "· 5 min read".
const MOST_REMARKS: usize = 5;
/// Names of authors stand in one of so many blocks at the beginning or the end.
const AUTHORS_WITHIN: usize = 12;
/// One of so many blocks at the beginning may hold an author's first name alone: "By Kim".
const FIRST_NAMES_WITHIN: usize = 4;

/// Takes the bylines of `article` into its metadata; blocks that hold nothing else become bylines.
pub(in crate::markup) fn take_bylines(article: &mut Article, words: &Bylines) {
    let reader = Reader::new(words);
    let count = article.blocks.len();
    let mut found = Vec::new();
    for at in 0..count {
        let near_edge = at < AUTHORS_WITHIN || at + AUTHORS_WITHIN >= count;
        let lines = reader.of_block(article, at);
        let lines = match lines.as_slice() {
            [one] if one.is_empty() && at < FIRST_NAMES_WITHIN => {
                vec![reader.below_title(&article.blocks[at])]
            }
            _ => lines,
        };
        if lines
            .iter()
            .flatten()
            .all(|entry| near_edge || !entry.names_people())
        {
            let whole = !lines.is_empty() && lines.iter().all(|entries| !entries.is_empty());
            let is_heading = matches!(article.blocks[at].kind, BlockKind::Heading(_));
            if whole && !is_heading {
                article.blocks[at].kind = BlockKind::Byline;
            }
            found.extend(lines.into_iter().flatten());
        }
    }
    for line in &article.margin {
        found.extend(reader.entries(line));
    }
    for entry in found {
        entry.add_to(&mut article.metadata);
    }
}

/// What a byline tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Author,
    Reviewer,
    FactChecker,
    Published,
    Modified,
    Reviewed,
    NextReview,
}

impl Field {
    /// Returns what the date behind a name is.
    fn of_date(self) -> Self {
        match self {
            Self::Author => Self::Published,
            Self::Reviewer | Self::FactChecker => Self::Reviewed,
            other => other,
        }
    }

    fn names_people(self) -> bool {
        matches!(self, Self::Author | Self::Reviewer | Self::FactChecker)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    People(Field, Vec<Person>),
    Date(Field, WrittenDate),
}

impl Entry {
    fn names_people(&self) -> bool {
        matches!(self, Self::People(Field::Author, _))
    }

    fn add_to(self, metadata: &mut Metadata) {
        match self {
            Self::People(field, people) => {
                let known = match field {
                    Field::Reviewer => &mut metadata.reviewers,
                    Field::FactChecker => &mut metadata.fact_checkers,
                    _ => &mut metadata.authors,
                };
                for person in people {
                    add_person(known, person);
                }
            }
            Self::Date(field, date) => {
                let known = match field {
                    Field::Modified => &mut metadata.modified,
                    Field::Reviewed | Field::Reviewer | Field::FactChecker => {
                        &mut metadata.reviewed
                    }
                    Field::NextReview => &mut metadata.next_review,
                    Field::Published | Field::Author => &mut metadata.published,
                };
                known.get_or_insert(date);
            }
        }
    }
}

/// Shortest word that ends a sentence, in bytes; shorter ones with a full stop are initials and titles.
const LAST_WORD: usize = 3;

/// Returns the place of the first full stop that another sentence follows.
fn sentence_end(text: &str) -> Option<usize> {
    let stops = memchr::memchr_iter(b'.', text.as_bytes());
    let before_space = |at: &usize| text.as_bytes().get(at + 1) == Some(&b' ');
    stops.filter(before_space).find(|at| {
        let word = text[..*at].rsplit(char::is_whitespace).next();
        let behind = text[at + 1..].trim_start();
        word.is_some_and(|word| word.len() >= LAST_WORD) && behind.starts_with(char::is_uppercase)
    })
}

/// Returns the sentences of `line`, without the space between them; all but the last one without their full stops.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = sentence_end(text);
        rest = end.map(|end| text[end + 1..].trim_start());
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// A line, word by word.
struct Line<'l> {
    words: Vec<&'l str>,
}

/// Words that open a part of a byline.
struct Opening {
    field: Field,
    /// Place of the first word.
    start: usize,
    /// Place of the first word behind it.
    end: usize,
}

struct Reader<'b> {
    words: &'b Bylines,
    /// The first words of openings.
    first_words: WordSet<'b>,
}

impl<'b> Reader<'b> {
    fn new(words: &'b Bylines) -> Self {
        let openings = openings_by_field(words);
        let first_words = openings.map(|(_, opening)| first_word(opening));
        Self {
            words,
            first_words: first_words.collect(),
        }
    }

    /// Returns what each line of a block tells: nothing, unless it is a byline.
    fn of_block(&self, article: &Article, at: BlockIndex) -> Vec<Vec<Entry>> {
        let block = &article.blocks[at];
        let is_text = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell | BlockKind::Footnote
        );
        // In plain text, a short line of its own below the title is taken for a heading.
        let is_text = is_text
            || matches!(block.kind, BlockKind::Heading(_)) && (1..FIRST_NAMES_WITHIN).contains(&at);
        if !is_text || block.quoted || block.prose.len() > LONGEST {
            return Vec::new();
        }
        let label = label(article, block).filter(|label| self.may_tell(label, &block.prose));
        if let Some(label) = label {
            let label = label.trim_end_matches(':');
            let entries = self.entries(&format!("{label}: {}", block.prose));
            if !entries.is_empty() {
                return vec![entries];
            }
        }
        // Nearly no block tells anything.
        let lines = block.prose.lines();
        if !lines.clone().any(|line| self.may_tell_in_part(line)) {
            return match at < FIRST_NAMES_WITHIN {
                true => lines.map(|_| Vec::new()).collect(),
                false => Vec::new(),
            };
        }
        lines
            .flat_map(|line| match self.entries(line) {
                entries if entries.is_empty() => self.by_sentence(line),
                entries => vec![entries],
            })
            .collect()
    }

    /// Returns what each sentence of a line tells that begins with a byline: "Ada Osei, GP. Checked by Kim Lee. We will
    /// look at this again."; else that the line tells nothing.
    fn by_sentence(&self, line: &str) -> Vec<Vec<Entry>> {
        let nothing = || vec![Vec::new()];
        let mut sentences: Vec<&str> = sentences(line).collect();
        let rest = sentences.pop().unwrap_or_default();
        if sentences.is_empty() {
            return nothing();
        }
        sentences.push(rest.trim_end_matches('.'));
        let mut told: Vec<Vec<Entry>> = sentences.iter().map(|one| self.entries(one)).collect();
        if told.iter().all(Vec::is_empty) {
            return nothing();
        }
        if told[0].is_empty() {
            let people = People { words: self.words };
            let named = people.only(sentences[0]);
            told[0].extend(named.map(|people| Entry::People(Field::Author, people)));
        }
        // In a source, "Updated 2010" stands behind its title.
        if told[0].is_empty() { nothing() } else { told }
    }

    /// Returns what a paragraph below the title tells that is nothing but "By Kim", or a date with or without a
    /// name: "Ada Osei | 3 March 2026".
    fn below_title(&self, block: &Block) -> Vec<Entry> {
        let words: Vec<&str> = block.prose.split_whitespace().collect();
        if !matches!(block.kind, BlockKind::Paragraph) || block.quoted || words.len() > LONGEST / 5
        {
            return Vec::new();
        }
        let Some((Field::Author, len)) = self.longest_opening(&words) else {
            return self.dated(&words);
        };
        let people = People { words: self.words };
        people
            .first_name(&words[len..].join(" "))
            .map(|person| Entry::People(Field::Author, vec![person]))
            .into_iter()
            .collect()
    }

    /// Returns the date that `words` are, and the names beside it.
    fn dated(&self, words: &[&str]) -> Vec<Entry> {
        let is_figure = |word: &&str| word.contains(|letter: char| letter.is_ascii_digit());
        if !words.iter().any(is_figure) {
            return Vec::new();
        }
        let people = People { words: self.words };
        let mut entries = Vec::new();
        let parts = words.split(|word| is_sign(word) && *word != "&");
        let parts: Vec<String> = parts.map(|part| part.join(" ")).collect();
        let is_date = |part: &String| WrittenDate::is_date(self.trimmed(part));
        if !parts.iter().any(is_date) {
            return Vec::new();
        }
        for part in &parts {
            let text = self.trimmed(part);
            let date = WrittenDate::parse(text).filter(|_| WrittenDate::is_date(text));
            if let Some(date) = date.filter(|date| date.days().is_some()) {
                entries.push(Entry::Date(Field::Published, date));
            } else if let Some(people) = people.only(text) {
                entries.push(Entry::People(Field::Author, people));
            } else if text.split_whitespace().count() > MOST_REMARKS {
                return Vec::new();
            }
        }
        let has_date = entries.iter().any(|entry| matches!(entry, Entry::Date(..)));
        if has_date { entries } else { Vec::new() }
    }

    /// Returns what a line tells if it is a byline and nothing else.
    fn entries(&self, line: &str) -> Vec<Entry> {
        if !self.may_tell(line, "") {
            return Vec::new();
        }
        let line = Line {
            words: line.split_whitespace().collect(),
        };
        if line.words.len() > LONGEST / 5 {
            return Vec::new();
        }
        let openings = self.openings(&line);
        let mut entries = Vec::new();
        for (at, opening) in openings.iter().enumerate() {
            let end = openings
                .get(at + 1)
                .map_or(line.words.len(), |next| next.start);
            let value = line.words[opening.end..end].join(" ");
            // "Author: Anna" says that Anna is one.
            let sure = opening.end > 0 && line.words[opening.end - 1].ends_with(':');
            match self.value(opening.field, self.trimmed(&value), sure) {
                Some(value) => entries.extend(value),
                None => return Vec::new(),
            }
        }
        entries
    }

    /// Returns where the parts of a byline begin; nothing if the line doesn't begin with one.
    fn openings(&self, line: &Line<'_>) -> Vec<Opening> {
        let mut openings: Vec<Opening> = Vec::new();
        let mut at = 0;
        while at < line.words.len() {
            match self.opening_at(line, at, openings.last()) {
                Some(opening) => {
                    at = opening.end;
                    openings.push(opening);
                }
                None if openings.is_empty() && !is_sign(line.words[at]) => return Vec::new(),
                None => at += 1,
            }
        }
        openings
    }

    fn opening_at(&self, line: &Line<'_>, at: usize, last: Option<&Opening>) -> Option<Opening> {
        let (mut field, len) = self.longest_opening(&line.words[at..])?;
        let end = at + len;
        let Some(last) = last else {
            return Some(Opening {
                field,
                start: at,
                end,
            });
        };
        let before = line.words[at - 1];
        let parted = is_sign(before) || before.ends_with(['.', ',', ';', ':', ')']);
        let ends = line.words[end - 1].ends_with(':');
        let joined = self.words.joiners.iter().any(|joiner| joiner == before);
        let after_date = last.end < at && {
            let value = line.words[last.end..at].join(" ");
            !last.field.names_people() && WrittenDate::is_date(self.trimmed(&value))
        };
        // "Reviewed on 3 March by …".
        if after_date && field == Field::Author && len == 1 {
            field = match last.field {
                Field::Reviewed => Field::Reviewer,
                _ => Field::Author,
            };
        }
        let opens = len > 1 || parted || ends || joined || after_date;
        opens.then_some(Opening {
            field,
            start: at,
            end,
        })
    }

    /// Tells whether `line`, which goes on with `rest`, may be a byline. Most lines are none, and their first word tells.
    fn may_tell(&self, line: &str, rest: &str) -> bool {
        let begin = line.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if begin > 0 && matches!(line.as_bytes().get(begin), None | Some(b' ' | b':')) {
            return self.may_open(&line[..begin]);
        }
        let mut words = line.split_whitespace().chain(rest.split_whitespace());
        let first = words.find(|word| !is_sign(word));
        first.is_some_and(|word| self.may_open(word))
    }

    /// Tells whether a sentence of `line` may be a byline.
    fn may_tell_in_part(&self, line: &str) -> bool {
        let mut others = sentences(line).skip(1);
        self.may_tell(line, "") || others.any(|sentence| self.may_tell(sentence, ""))
    }

    /// Tells whether an opening may begin with `word`.
    fn may_open(&self, word: &str) -> bool {
        self.first_words.holds(word.trim_end_matches(':'))
    }

    fn longest_opening(&self, words: &[&str]) -> Option<(Field, usize)> {
        if !self.may_open(words.first()?) {
            return None;
        }
        let first = |word: &str| word.bytes().next().map(|byte| byte.to_ascii_lowercase());
        let begin = first(words[0]);
        openings_by_field(self.words)
            .filter(|(_, opening)| first(opening) == begin)
            .filter_map(|(field, opening)| Some((field, opens(opening, words)?)))
            .max_by_key(|(_, len)| *len)
    }

    /// Returns what `value` behind the opening of `field` tells; whether that opening is `sure` to be one.
    fn value(&self, field: Field, value: &str, sure: bool) -> Option<Vec<Entry>> {
        if !field.names_people() {
            let date = WrittenDate::is_date(value).then(|| WrittenDate::parse(value))??;
            return Some(vec![Entry::Date(field, date)]);
        }
        let people = People { words: self.words };
        let mut words: Vec<&str> = value.split_whitespace().collect();
        // "By Ada Osei | 3 March 2026", "By Ada Osei · 5 min read".
        let mut date = None;
        if let Some(sign) = words.iter().position(|word| is_sign(word) && *word != "&") {
            let rest = words[sign + 1..].join(" ");
            let rest = self.trimmed(&rest);
            if WrittenDate::is_date(rest) {
                date = WrittenDate::parse(rest);
            } else if words.len() - sign > MOST_REMARKS {
                return None;
            }
            words.truncate(sign);
        }
        let date_at =
            (1..words.len()).find(|at| WrittenDate::is_date(self.trimmed(&words[*at..].join(" "))));
        let names = words[..date_at.unwrap_or(words.len())].join(" ");
        let names = self.trimmed(&names);
        let first_name = || Some(vec![people.first_name(names).filter(|_| sure)?]);
        // "Posted by admin on 3 March 2026".
        let nobody = || {
            let is_one = self.words.is_nobody(names) && (sure || date_at.is_some());
            is_one.then(|| vec![Person::named(names)])
        };
        let Some(named) = people.only(names).or_else(first_name).or_else(nobody) else {
            // "Checked by the spinal team on 3 March 2026": somebody did.
            let date = date_at.filter(|_| field != Field::Author)?;
            let date = WrittenDate::parse(self.trimmed(&words[date..].join(" ")))?;
            return Some(vec![Entry::Date(field.of_date(), date)]);
        };
        let mut entries = vec![Entry::People(field, named)];
        if let Some(at) = date_at {
            date = WrittenDate::parse(self.trimmed(&words[at..].join(" ")));
        }
        entries.extend(date.map(|date| Entry::Date(field.of_date(), date)));
        Some(entries)
    }

    /// Returns `value` without the words and signs that join it to what stands around it.
    fn trimmed<'v>(&self, value: &'v str) -> &'v str {
        let is_mark = |letter: char| letter.is_whitespace() || ",;:|·•–—-/()".contains(letter);
        let mut value = value;
        loop {
            let start = value.trim_start_matches(is_mark).trim_end_matches(is_mark);
            // The full stop of an initial or a degree belongs to it.
            let last = start.rsplit(' ').next().unwrap_or(start);
            let abbreviated = last.matches('.').count() > 1 || last.chars().count() <= 2;
            let start = if abbreviated {
                start
            } else {
                start.trim_end_matches('.')
            };
            let joining = || self.words.before_dates.iter().chain(&self.words.joiners);
            let after = joining().find_map(|word| {
                let rest = start.strip_prefix(word.as_str())?;
                rest.strip_prefix([' ', ':'])
            });
            let before =
                joining().find_map(|word| start.strip_suffix(word.as_str())?.strip_suffix(' '));
            match after.or(before) {
                Some(rest) => value = rest,
                None => return start,
            }
        }
    }
}

/// Returns what stands for the opening of a byline beside `block`: the header of its row, or its term.
fn label<'a>(article: &'a Article, block: &Block) -> Option<&'a str> {
    let at = match (block.cell, block.list) {
        (Some(cell), _) => cell.row_header,
        (None, Some(place)) => place.lead_in.filter(|_| place.item == 0),
        (None, None) => None,
    }?;
    Some(article.blocks[at].prose.as_str())
}

/// Returns what opens each part of a byline.
fn openings_by_field(words: &Bylines) -> impl Iterator<Item = (Field, &str)> {
    let lists = [
        (Field::Author, &words.author),
        (Field::Reviewer, &words.reviewer),
        (Field::FactChecker, &words.fact_checker),
        (Field::Published, &words.published),
        (Field::Modified, &words.modified),
        (Field::Reviewed, &words.reviewed),
        (Field::NextReview, &words.next_review),
    ];
    lists.into_iter().flat_map(|(field, openings)| {
        openings
            .iter()
            .map(move |opening| (field, opening.as_str()))
    })
}

/// Returns the first word of an opening.
fn first_word(opening: &str) -> &str {
    let len = opening.bytes().position(|byte| byte == b' ');
    &opening[..len.unwrap_or(opening.len())]
}

/// Returns how many of `words` the opening of a byline is, if they begin with it.
fn opens(opening: &str, words: &[&str]) -> Option<usize> {
    let mut len = 0;
    for part in opening.split(' ') {
        let word = words.get(len)?.trim_end_matches(':');
        if !word.eq_ignore_ascii_case(part) {
            return None;
        }
        len += 1;
    }
    // The colon may stand apart.
    Some(len + usize::from(words.get(len) == Some(&":")))
}

/// Tells whether `word` is none, but parts others.
fn is_sign(word: &str) -> bool {
    !word.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::built_in_language;

    fn show(entry: &Entry) -> String {
        match entry {
            Entry::People(field, people) => {
                let people = people
                    .iter()
                    .map(|person| format!("{} <{}>", person.name, person.credentials.join("; ")));
                format!("{field:?}: {}", people.collect::<Vec<_>>().join(", "))
            }
            Entry::Date(field, date) => match date.day {
                Some(day) => format!("{field:?}: {day}"),
                None => format!("{field:?}: {:?}", date.text),
            },
        }
    }

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let words = built_in_language().bylines;
        let found = Reader::new(&words).entries(line);
        assert_eq!(
            found.iter().map(show).collect::<Vec<_>>(),
            expected,
            "{line}"
        );
    }

    #[test]
    fn names_and_dates_stand_behind_their_words() {
        check(
            "Medically reviewed by Dr A. Osei, MD on 3 March 2026",
            &["Reviewer: A. Osei <Dr; MD>", "Reviewed: 2026-03-03"],
        );
        check(
            "By Maria Ng, physiotherapist",
            &["Author: Maria Ng <physiotherapist>"],
        );
        check(
            "Page last reviewed: 14 June 2026",
            &["Reviewed: 2026-06-14"],
        );
        check(
            "Next review due: 14 June 2029.",
            &["NextReview: 2029-06-14"],
        );
        check("Last updated : March 2026", &["Modified: \"March 2026\""]);
        check("Last Reviewed 03/04/2026", &["Reviewed: \"03/04/2026\""]);
        check("By Ada Osei, M.D.", &["Author: Ada Osei <M.D.>"]);
        check("Written by: Ada Osei.", &["Author: Ada Osei <>"]);
        check("By Ada Osei · 5 min read", &["Author: Ada Osei <>"]);
        check(
            "Author Ada Osei, GP — 3 March 2026",
            &["Author: Ada Osei <GP>", "Published: 2026-03-03"],
        );
    }

    #[test]
    fn a_line_may_tell_several_things() {
        check(
            "By Maria Ng | Medically reviewed by Ada Osei, GP | Updated March 3, 2026",
            &[
                "Author: Maria Ng <>",
                "Reviewer: Ada Osei <GP>",
                "Modified: 2026-03-03",
            ],
        );
        check(
            "Written by Maria Ng and reviewed by Dr Ada Osei on 3rd March 2026.",
            &[
                "Author: Maria Ng <>",
                "Reviewer: Ada Osei <Dr>",
                "Reviewed: 2026-03-03",
            ],
        );
        check(
            "Page last reviewed: 14 June 2026 Next review due: 14 June 2029",
            &["Reviewed: 2026-06-14", "NextReview: 2029-06-14"],
        );
        check(
            "Published 3 March 2026, updated 5 May 2026",
            &["Published: 2026-03-03", "Modified: 2026-05-05"],
        );
        check(
            "Reviewed on 3 March 2026 by Dr Ada Osei",
            &["Reviewed: 2026-03-03", "Reviewer: Ada Osei <Dr>"],
        );
    }

    #[test]
    fn organisations_and_others_stand_behind_them_too() {
        check(
            "By the MSK team at Riverside Hospital",
            &["Author: the MSK team at Riverside Hospital <>"],
        );
        check(
            "By staff writer Sam Poe",
            &["Author: Sam Poe <staff writer>"],
        );
        check("Author: Anna, wellness enthusiast", &["Author: Anna <>"]);
        check(
            "Fact checked by Sam Poe | Updated May 2026",
            &["FactChecker: Sam Poe <>", "Modified: \"May 2026\""],
        );
        check(
            "Posted by admin on March 3, 2026",
            &["Author: admin <>", "Published: 2026-03-03"],
        );
    }

    #[track_caller]
    fn check_below_title(line: &str, expected: &[&str]) {
        let words = built_in_language().bylines;
        let mut article = crate::markup::read_article(&crate::source::SourceFile::new(
            "article.md",
            crate::source::Format::Markdown,
            line,
        ));
        let found = Reader::new(&words).below_title(&article.blocks.remove(0));
        assert_eq!(
            found.iter().map(show).collect::<Vec<_>>(),
            expected,
            "{line}"
        );
    }

    #[test]
    fn below_the_title_less_is_enough() {
        check_below_title("By Kim", &["Author: Kim <>"]);
        check_below_title("By Anna Lee, mother of two", &["Author: Anna Lee <>"]);
        check_below_title("March 3, 2026", &["Published: 2026-03-03"]);
        check_below_title(
            "Ada Osei, GP | 3 March 2026 | 5 min read",
            &["Author: Ada Osei <GP>", "Published: 2026-03-03"],
        );
        for line in [
            "By Friday",
            "By then",
            "By surgery, the disc is removed.",
            "By Monday, most people are better",
            "Rest helps",
            "Ada Osei",
            "In 2026 a trial began | it went on for a long time",
        ] {
            check_below_title(line, &[]);
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By treating the S1 root early, surgery can be avoided.",
            "By then, most people are better.",
            "By Friday",
            "Reviewed evidence from 2019 shows no effect.",
            "Published trials find that rest helps.",
            "Updated 3 times",
            "Reviewed by many and found wanting.",
            "By Ada Osei. S1 pain is felt in the groin.",
            "By Ada Osei, GP. The S1 root, Ada Osei says, is felt in the groin",
            "By Ada Osei | S1 pain is felt in the groin",
            "Page last reviewed: 14 June 2026. Rest helps.",
            "Date of birth",
            "By the NHS, sciatica is treated with exercise.",
            "By most hospital teams",
            "By NHS guidance",
            "Reviewed by our team",
            "By default",
            "The leaflet was reviewed by Dr Ada Osei",
            "",
        ] {
            check(line, &[]);
        }
    }
}
