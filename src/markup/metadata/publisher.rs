//! Lines and phrases of an article that tell who answers for it.

use std::collections::BTreeSet;

use super::{Metadata, Says};
use crate::markup::Article;
use crate::pack::Bylines;
use crate::source::ByteSet;

/// Most bytes of the name of a publisher.
const LONGEST_NAME: usize = 120;

/// Takes what `article` says about its publisher, and about how it came about, into its metadata.
pub(in crate::markup) fn take_publisher(article: &mut Article, words: &Bylines) {
    let Article {
        blocks,
        margin,
        imprint,
        metadata,
        ..
    } = article;
    let phrases = Phrases::new(words);
    let marks = first_bytes(&words.copyright);
    let own = blocks.iter().filter(|block| !block.quoted);
    let texts = own
        .map(|block| block.prose.as_str())
        .chain(margin.iter().chain(&*imprint).map(String::as_str));
    for text in texts {
        for line in text.lines() {
            // Nearly no line begins so.
            let first = line.trim_start().bytes().next();
            if first.is_some_and(|first| marks.holds(first)) {
                metadata.organisations.extend(publisher(line, words));
            }
        }
        take_phrases(text, metadata, &phrases);
    }
}

fn take_phrases(text: &str, metadata: &mut Metadata, phrases: &Phrases<'_>) {
    if text.is_ascii() {
        phrases.find(text, &mut metadata.says);
    } else {
        phrases.find(&text.to_lowercase(), &mut metadata.says);
    }
    if memchr::memchr(b'@', text.as_bytes()).is_some()
        && text.to_lowercase().split_whitespace().any(is_address)
    {
        metadata.says.insert(Says::Contact);
    }
}

/// Phrases and what each tells, all looked for at once.
struct Phrases<'b> {
    /// Each with the number of the next one in its [`place`], counted from 1; 0 if it is the last.
    phrases: Vec<(&'b str, Says, u16)>,
    /// By place: the number of the first phrase.
    first: [u16; PLACES],
}

/// How many places there are for phrases.
const PLACES: usize = 1024;

/// How many bytes of a phrase are its [`Beginning`]. No phrase is shorter.
const BEGINNING: usize = 3;

/// The first bytes of a word.
type Beginning = [u8; BEGINNING];

/// Returns the place of the phrases that begin so, in any case: that is one bit.
fn place(beginning: Beginning) -> usize {
    let [first, second, third] = beginning.map(|byte| usize::from(byte % 32));
    (first * 32 + second) ^ (third * 37 % PLACES)
}

/// Bytes with which a word of ASCII goes on.
static IN_WORD: ByteSet = ByteSet::of(b"").and_alphanumeric();

impl<'b> Phrases<'b> {
    /// Phrases of less than three bytes are left out.
    fn new(words: &'b Bylines) -> Self {
        let lists = [
            (&words.fact_checks, Says::FactChecked),
            (&words.processes, Says::Process),
            (&words.archived, Says::Archived),
            (&words.contacts, Says::Contact),
        ];
        let mut known = Self {
            phrases: Vec::with_capacity(lists.iter().map(|(list, _)| list.len()).sum()),
            first: [0; PLACES],
        };
        for (list, says) in lists {
            for phrase in list {
                if let Some(beginning) = phrase.as_bytes().first_chunk() {
                    let number = u16::try_from(known.phrases.len() + 1);
                    let number = number.expect("a language has fewer phrases");
                    let first = &mut known.first[place(*beginning)];
                    known.phrases.push((phrase, says, *first));
                    *first = number;
                }
            }
        }
        known
    }

    /// Adds what the phrases tell that `text` holds, as words and not just as letters. Letters that are not ASCII must
    /// be in lower case.
    fn find(&self, text: &str, says: &mut BTreeSet<Says>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(beginning) = bytes[at..].first_chunk() {
            let mut number = self.first[place(*beginning)];
            while let Some(listed) = number.checked_sub(1) {
                let (phrase, tells, next) = self.phrases[usize::from(listed)];
                if begins(&bytes[at..], phrase)
                    && is_border(text[..at].chars().next_back())
                    && is_border(text[at + phrase.len()..].chars().next())
                {
                    says.insert(tells);
                }
                number = next;
            }
            // A phrase begins where no word of ASCII goes on.
            let mut others = bytes[at..].iter();
            let Some(len) = others.position(|byte| !IN_WORD.holds(*byte)) else {
                break;
            };
            at += len + 1;
        }
    }
}

/// Tells whether `text` begins with `phrase` but for capitals of ASCII.
fn begins(text: &[u8], phrase: &str) -> bool {
    let text = text.get(..phrase.len());
    text.is_some_and(|text| text.eq_ignore_ascii_case(phrase.as_bytes()))
}

/// Tells whether no word goes on with `letter`.
fn is_border(letter: Option<char>) -> bool {
    letter.is_none_or(|letter| !letter.is_alphanumeric())
}

/// Tells whether `text` holds the words of `phrase`, and not just their letters.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, found)| {
        is_border(text[..at].chars().next_back())
            && is_border(text[at + found.len()..].chars().next())
    })
}

/// Tells whether `word` is an address for electronic mail.
fn is_address(word: &str) -> bool {
    let is_part = |part: &str| part.contains(char::is_alphanumeric);
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.split_once('@').is_some_and(|(name, host)| {
        let host = host.rsplit_once('.');
        is_part(name) && host.is_some_and(|(host, end)| is_part(host) && end.len() > 1)
    })
}

/// Returns the bytes that one of `marks`, which are in lower case, may begin with, in any case.
fn first_bytes(marks: &[String]) -> ByteSet {
    let first = marks.iter().filter_map(|mark| mark.bytes().next());
    let first: Vec<u8> = first
        .flat_map(|byte| [byte, byte.to_ascii_uppercase()])
        .collect();
    ByteSet::of(&first).and_beyond_ascii()
}

/// Returns whom `line` names as its publisher: "© 2026 Riverside Hospital. All rights reserved."
fn publisher(line: &str, words: &Bylines) -> Option<String> {
    let line = line.trim();
    let lower = line.to_lowercase();
    let starts = |mark: &&String| {
        let rest = lower.strip_prefix(mark.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || mark.ends_with(')'))
    };
    let mark = words.copyright.iter().find(starts)?;
    let mut rest = line.get(mark.len()..)?;
    loop {
        let start = rest.trim_start_matches(|letter: char| {
            !letter.is_alphabetic() && letter != '(' || letter == '©'
        });
        let start = start.strip_prefix("(c)").unwrap_or(start);
        let lower = start.to_lowercase();
        let skipped = words.rights.iter().find(|skipped| {
            let rest = lower.strip_prefix(skipped.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        match skipped.and_then(|skipped| start.get(skipped.len()..)) {
            Some(behind) => rest = behind,
            None if start.len() < rest.len() => rest = start,
            None => break,
        }
    }
    let name = rest.split(['|', '·', ';']).next().unwrap_or_default();
    let lower = name.to_lowercase();
    let long = words.rights.iter().filter(|skipped| skipped.contains(' '));
    let end = long
        .filter_map(|skipped| lower.find(skipped.as_str()))
        .min();
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    let name = name.trim().trim_end_matches(['.', ',', '-', '–', ' ']);
    let lower = name.to_lowercase();
    let of_picture = words
        .picture_agencies
        .iter()
        .any(|agency| holds(&lower, agency));
    let is_name = name.starts_with(char::is_uppercase) && name.len() <= LONGEST_NAME;
    (is_name && !of_picture && !words.is_nobody(name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in::built_in_language;

    #[track_caller]
    fn check(line: &str, expected: Option<&str>) {
        let words = built_in_language().bylines;
        assert_eq!(publisher(line, &words).as_deref(), expected, "{line}");
    }

    #[test]
    fn no_phrase_is_left_out() {
        let words = built_in_language().bylines;
        let lists = [
            &words.fact_checks,
            &words.processes,
            &words.archived,
            &words.contacts,
        ];
        let phrases: usize = lists.into_iter().map(Vec::len).sum();
        assert_eq!(Phrases::new(&words).phrases.len(), phrases);
    }

    #[test]
    fn a_line_of_rights_names_the_publisher() {
        check("© Riverside Hospital", Some("Riverside Hospital"));
        check(
            "© 2026 NHS Foundation Trust, physiotherapy department",
            Some("NHS Foundation Trust, physiotherapy department"),
        );
        check(
            "Copyright © 2019–2026 Back Page Ltd. All rights reserved.",
            Some("Back Page Ltd"),
        );
        check(
            "(c) 2026 by Spine Foundation | Privacy",
            Some("Spine Foundation"),
        );
        check("© 2020-2024 by Dr. Ada Osei", Some("Dr. Ada Osei"));
        check("© Spine Foundation 2026", Some("Spine Foundation 2026"));
    }

    #[test]
    fn rights_alone_name_nobody() {
        for line in [
            "© 2026 All rights reserved",
            "© 2026",
            "© Getty Images",
            "Photo: © Riverside Hospital",
            "Copyrighted texts are no advice",
            "Copyright law is hard.",
            "",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn phrases_are_whole_words_and_found_wherever_they_stand() {
        let words = Bylines {
            archived: vec!["archived page".to_owned(), "no longer updated".to_owned()],
            contacts: vec!["contact us".to_owned(), "ask us".to_owned()],
            ..Bylines::default()
        };
        let phrases = Phrases::new(&words);
        let says = |text: &str| {
            let mut says = BTreeSet::new();
            phrases.find(text, &mut says);
            says.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(says("“contact us!”"), [Says::Contact]);
        assert_eq!(
            says("no longer updated: archived page. ask us"),
            [Says::Archived, Says::Contact]
        );
        for text in ["econtact us", "contact user", "éask us", "ask", ""] {
            assert_eq!(says(text), [], "{text}");
        }
    }

    #[test]
    fn addresses_are_told_from_names() {
        assert!(is_address("<contact@example.org>,"));
        assert!(!is_address("@spine"));
        assert!(!is_address("pain@rest"));
    }
}
