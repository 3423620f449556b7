//! Dates as articles write them.

use jiff::civil::Date;

/// A date as it is written, and which day it is if that is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenDate {
    /// As it is written.
    pub text: String,
    /// The day; `None` if a part is missing, or day and month could be each other.
    pub day: Option<Date>,
}

impl WrittenDate {
    /// Returns the date that `text` is; `None` if it holds no figure.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let written = text.contains(|letter: char| letter.is_ascii_digit());
        written.then(|| Self {
            text: text.to_owned(),
            day: day(text),
        })
    }

    /// Tells whether nothing but a date is written: a day, or words with capitals or figures and a year.
    pub(super) fn is_date(text: &str) -> bool {
        let is_year = |word: &str| {
            word.len() == 4
                && (word.starts_with("19") || word.starts_with("20"))
                && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = text.split(|letter: char| !letter.is_alphanumeric());
        let has_year = parts.any(is_year);
        let words = text.split_whitespace();
        let stands_for_date = |word: &str| {
            word.starts_with(|letter: char| letter.is_ascii_digit() || letter.is_uppercase())
        };
        day(text).is_some()
            || has_year && words.clone().count() <= 3 && words.clone().all(stands_for_date)
    }
}

/// Years before this are mistakes, or short for others.
const EARLIEST: i16 = 1900;

/// How days are written in words, without full stops, commas and the endings of ordinal numbers.
const WORDED: &[&str] = &[
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%A %d %B %Y",
    "%a %d %b %Y",
    "%A %B %d %Y",
    "%a %b %d %Y",
    "%Y %B %d",
    "%Y %b %d",
];

fn day(text: &str) -> Option<Date> {
    let numbers = text.get(..10).unwrap_or(text);
    let rest = text.get(10..).unwrap_or_default();
    // What follows a day may be a time.
    let ends = !rest.starts_with(|letter: char| letter.is_alphanumeric() && letter != 'T');
    if ends && let Some(day) = year_first(numbers) {
        return Some(day);
    }
    year_last(text).or_else(|| worded(text))
}

/// `2026-03-14`, `2026/03/14`, `2026.03.14`.
fn year_first(text: &str) -> Option<Date> {
    let day = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]
        .iter()
        .find_map(|format| Date::strptime(format, text).ok());
    day.filter(|day| day.year() >= EARLIEST)
}

/// `14/03/2026` and `03/14/2026`; `03/04/2026` is two days, depending on the country.
fn year_last(text: &str) -> Option<Date> {
    let number = |text: &str| {
        let figures =
            (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        figures.then(|| text.parse::<i16>().ok())?
    };
    let mut parts = text.split(['/', '.', '-']);
    let [one, other, year] = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (one, other) = (number(one)?, number(other)?);
    let date = |month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(number(year)?, month, day).ok()
    };
    match (date(one, other), date(other, one)) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    }
}

fn worded(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split([' ', '\t', '\n', ',', '\u{A0}'])
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    // A day of the week, a time: what is too much is no date.
    if !(3..=6).contains(&words.len()) {
        return None;
    }
    let without_endings = |word: &&str| {
        let figures = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let is_ordinal = !figures.is_empty()
            && figures.bytes().all(|byte| byte.is_ascii_digit())
            && word.len() == figures.len() + 2;
        (if is_ordinal { figures } else { word }).to_owned()
    };
    let words: Vec<String> = words.iter().map(without_endings).collect();
    let is_time = |words: &[String]| words.is_empty() || words[0].contains(':');
    (3..=words.len().min(4)).find_map(|len| {
        let date = words[..len].join(" ");
        let mut formats = WORDED.iter();
        let day = formats.find_map(|format| Date::strptime(format, &date).ok())?;
        (day.year() >= EARLIEST && is_time(&words[len..])).then_some(day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, day: &str) {
        let date = WrittenDate::parse(text).unwrap();
        assert_eq!(date.text, text.trim());
        assert_eq!(
            date.day.map(|day| day.to_string()).as_deref(),
            Some(day),
            "{text}"
        );
        assert!(WrittenDate::is_date(text));
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        for text in [
            "2026-03-14",
            "2026-03-14T08:30:00+01:00",
            "2026-03-14 08:30:00 +0000",
            "2026/03/14",
            "14 March 2026",
            " 14 Mar 2026 ",
            "14th March 2026",
            "March 14, 2026",
            "Mar. 14th, 2026",
            "Saturday, 14 March 2026",
            "Sat, 14 Mar 2026 08:30:00 GMT",
            "14\u{A0}March 2026",
            "14/03/2026",
            "03/14/2026",
            "14.03.2026",
        ] {
            check(text, "2026-03-14");
        }
        check("04/04/2026", "2026-04-04");
        check("1 June 2025", "2025-06-01");
    }

    #[test]
    fn what_may_be_several_days_is_none() {
        for text in [
            "03/04/2026",
            "2026",
            "March 2026",
            "Q1 2026",
            "14/03/26",
            "30 February 2026",
            "Monday, 14 March 2026",
            "14 mars 2026",
        ] {
            let date = WrittenDate::parse(text).unwrap();
            assert_eq!((date.text.as_str(), date.day), (text, None));
        }
        assert_eq!(WrittenDate::parse("yesterday"), None);
    }

    #[test]
    fn a_year_among_other_words_is_no_date() {
        for text in ["March 2026", "Spring 2026", "03/04/2026"] {
            assert!(WrittenDate::is_date(text), "{text}");
        }
        for text in [
            "evidence from 2019",
            "3 times",
            "every 3 years",
            "In Most Trials Until 2019",
            "",
        ] {
            assert!(!WrittenDate::is_date(text), "{text}");
        }
    }
}
