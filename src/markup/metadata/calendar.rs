//! Which days a written date may be.

use jiff::civil::Date;

use super::WrittenDate;

impl WrittenDate {
    /// Returns what a program wrote in the place of a date; `None` if that is nothing, or is filled in later.
    pub(super) fn written(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_template = ["{{", "{%", "<%", "${"]
            .iter()
            .any(|open| text.contains(open));
        if text.is_empty() || is_template {
            return None;
        }
        Some(Self::parse(text).unwrap_or_else(|| Self {
            text: text.to_owned(),
            day: None,
        }))
    }

    /// Tells whether a date is written, of whatever day, or a word by which a program fills it in.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.text.contains(|letter: char| letter.is_ascii_digit())
            || FILLED_IN.contains(&self.text.to_ascii_lowercase().as_str())
    }

    /// Returns the first and the last day it may be: those of a month or a year, if no more is written; `None` if
    /// that is unclear.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        if let Some(day) = self.day {
            return Some((day, day));
        }
        let text = plain(&self.text);
        if let Some(day) = early_day(&text) {
            return Some((day, day));
        }
        let months = [
            "%Y-%m", "%Y/%m", "%m/%Y", "%m.%Y", "%B %Y", "%b %Y", "%Y %B",
        ];
        let month = months.iter().find_map(|format| {
            let of_month = format!("{format} %d");
            Date::strptime(of_month, format!("{text} 1")).ok()
        });
        if let Some(first) = month {
            return Some((first, first.last_of_month()));
        }
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = is_year.then(|| text.parse::<i16>().ok())??;
        Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
    }

    /// Tells whether it is written like a day that no calendar has: the 30th of February, a 13th month.
    #[must_use]
    pub fn is_no_day(&self) -> bool {
        if self.days().is_some() {
            return false;
        }
        let text = plain(&self.text);
        let figures = text.split(['T', ' ']).next().unwrap_or_default();
        match numbers(figures) {
            // A year first, or last; the others may be day and month or month and day.
            Some([year, one, other] | [one, other, year]) if year > 999 => {
                ![(one, other), (other, one)]
                    .into_iter()
                    .any(|(month, day)| is_day(year, month, day))
            }
            Some(_) => false,
            None => is_worded_no_day(&text),
        }
    }
}

/// Words that Quarto and Eleventy replace by a date: <https://quarto.org/docs/reference/dates.html>,
/// <https://www.11ty.dev/docs/dates/>.
const FILLED_IN: [&str; 8] = [
    "today",
    "now",
    "last-modified",
    "last modified",
    "git last modified",
    "created",
    "git created",
    "auto",
];

/// Returns `text` with single spaces, and without commas and full stops behind words.
fn plain(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', ',', '\u{A0}']);
    let words = words.map(|word| {
        let word = word.trim_end_matches('.');
        let figures = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let is_ordinal = word.len() == figures.len() + 2
            && !figures.is_empty()
            && figures.bytes().all(|byte| byte.is_ascii_digit());
        if is_ordinal { figures } else { word }
    });
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Days that are left out where they are read, since their years are mistakes or short for others.
fn early_day(text: &str) -> Option<Date> {
    let figures = text.split(['T', ' ']).next().unwrap_or_default();
    let long = figures.split(['-', '/', '.']).any(|part| part.len() == 4);
    let of_figures = ["%Y-%m-%d", "%Y/%m/%d"]
        .iter()
        .find_map(|format| Date::strptime(format, figures).ok())
        .filter(|_| long);
    let of_words = || {
        ["%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y"]
            .iter()
            .find_map(|format| Date::strptime(format, text).ok())
            .filter(|day| day.year() > 99)
    };
    of_figures.or_else(of_words)
}

/// Returns the three numbers of `2026-02-30`.
fn numbers(text: &str) -> Option<[i16; 3]> {
    let mut parts = text.split(['-', '/', '.']).map(|part| {
        let figures =
            matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
        figures.then(|| part.parse::<i16>().ok())?
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(three)
}

fn is_day(year: i16, month: i16, day: i16) -> bool {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return false;
    };
    Date::new(year, month, day).is_ok()
}

/// Tells whether `text` is a day in words but for its number: "30 February 2026".
fn is_worded_no_day(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_number =
        |word: &&&str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let [number] = words.iter().filter(is_number).collect::<Vec<_>>()[..] else {
        return false;
    };
    let with_first: Vec<&str> = words
        .iter()
        .map(|word| if word == number { "1" } else { word })
        .collect();
    words.len() == 3 && early_day(&with_first.join(" ")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> WrittenDate {
        WrittenDate::written(text).unwrap()
    }

    #[test]
    fn a_month_or_a_year_is_all_its_days() {
        for (text, first, last) in [
            ("14 March 2026", "2026-03-14", "2026-03-14"),
            ("March 2026", "2026-03-01", "2026-03-31"),
            ("Feb. 2024", "2024-02-01", "2024-02-29"),
            ("2026-05", "2026-05-01", "2026-05-31"),
            ("05/2026", "2026-05-01", "2026-05-31"),
            ("2016", "2016-01-01", "2016-12-31"),
            ("1865-03-01", "1865-03-01", "1865-03-01"),
            ("0001-01-01T00:00:00Z", "0001-01-01", "0001-01-01"),
            ("3rd March 1865", "1865-03-03", "1865-03-03"),
        ] {
            let days = date(text)
                .days()
                .map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(days, Some((first.to_owned(), last.to_owned())), "{text}");
            assert!(!date(text).is_no_day(), "{text}");
        }
    }

    #[test]
    fn some_days_are_in_no_calendar() {
        for text in [
            "2026-13-40",
            "2026-2-30",
            "2026-02-30T10:00:00Z",
            "31/02/2026",
            "30 February 2026",
            "April 31st, 2026",
        ] {
            assert!(date(text).is_no_day(), "{text}");
            assert_eq!(date(text).days(), None, "{text}");
        }
        // What may be read in several ways, or is no date at all, is nothing that no calendar has.
        for text in [
            "2/3/2020",
            "2026-13-04",
            "14/03/26",
            "Q1 2026",
            "yesterday",
            "true",
            "version 3",
            "30 Ventôse 2026",
        ] {
            assert!(!date(text).is_no_day(), "{text}");
            assert_eq!(date(text).days(), None, "{text}");
        }
    }

    #[test]
    fn a_program_may_fill_a_date_in() {
        assert!(date("git Last Modified").is_given());
        assert!(date("2/3/2020").is_given());
        assert!(!date("true").is_given());
        assert_eq!(WrittenDate::written("{{ page.date }}"), None);
        assert_eq!(WrittenDate::written(" "), None);
    }
}
