//! When an article was written and checked.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::Settings;
use super::Flaw;
use crate::checked::Checked;
use crate::markup::{DateRole, Metadata, Says, WrittenDate};

/// Years before this are mistakes: no article is so old.
const FIRST_YEAR: i16 = 1900;
/// Texts are checked before they appear; after so many months the check was of another text.
const MONTHS_FROM_REVIEW: i64 = 3;

pub(super) fn missing(checked: &Checked<'_>) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    let words = checked.bylines;
    let counts =
        |date: &WrittenDate| date.is_given() || words.no_days.contains(&date.text.to_lowercase());
    let given = metadata.dates().any(|(_, date)| counts(date));
    (!given).then(Flaw::missing)
}

pub(super) fn stale(checked: &Checked<'_>, settings: &Settings) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    if metadata.says.contains(&Says::Archived) {
        return None;
    }
    let due = metadata.next_review.as_ref();
    if let Some((date, (_, last))) = due.and_then(|date| Some((date, date.days()?)))
        && last < settings.today
    {
        return Some(flaw(
            date,
            metadata,
            format!(
                "the next review was due “{}”, and that has passed",
                date.text
            ),
            "this has passed",
        ));
    }
    let mut newest: Option<(&WrittenDate, Date)> = None;
    for (role, date) in metadata.dates() {
        if role == DateRole::NextReview || !date.is_given() {
            continue;
        }
        // Of what may be any day, nothing can be said.
        let (_, last) = date.days()?;
        if newest.is_none_or(|(_, other)| last > other) {
            newest = Some((date, last));
        }
    }
    let (date, last) = newest?;
    let months = i64::from(settings.review_months);
    let is_old = last
        .checked_add(months.months())
        .is_ok_and(|due| due < settings.today);
    let message = format!(
        "the article was last dated “{}”, more than {} ago",
        date.text,
        months_in_words(settings.review_months)
    );
    is_old.then(|| flaw(date, metadata, message, "the newest date of the article"))
}

fn months_in_words(months: u32) -> String {
    match months {
        1 => "a month".to_owned(),
        12 => "a year".to_owned(),
        _ if months.is_multiple_of(12) => format!("{} years", months / 12),
        _ => format!("{months} months"),
    }
}

pub(super) fn impossible(checked: &Checked<'_>, settings: &Settings) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    let alone = metadata
        .dates()
        .find_map(|(role, date)| impossible_alone(role, date, checked, settings));
    alone.or_else(|| before_it_appeared(metadata))
}

fn impossible_alone(
    role: DateRole,
    date: &WrittenDate,
    checked: &Checked<'_>,
    settings: &Settings,
) -> Option<Flaw> {
    let metadata = &checked.article.metadata;
    let text = &date.text;
    let told = |message, label| Some(flaw(date, metadata, message, label));
    if checked.bylines.no_days.contains(&text.to_lowercase()) {
        return told(
            format!("“{text}” is no date: it is another day tomorrow"),
            "not a date",
        );
    }
    if date.is_no_day() {
        return told(format!("there is no such day as “{text}”"), "no such day");
    }
    let (first, last) = date.days()?;
    if last.year() < FIRST_YEAR {
        return told(
            format!("“{text}” lies before the year {FIRST_YEAR}"),
            "no article is so old",
        );
    }
    // Where the article was written it may be tomorrow already.
    let tomorrow = settings.today.tomorrow().unwrap_or(settings.today);
    if role != DateRole::NextReview && first > tomorrow {
        return told(
            format!("the date “{text}” lies in the future"),
            "this is yet to come",
        );
    }
    None
}

/// An article that was reviewed long before it appeared.
fn before_it_appeared(metadata: &Metadata) -> Option<Flaw> {
    let (published, reviewed) = (metadata.published.as_ref()?, metadata.reviewed.as_ref()?);
    let (appeared, _) = published.days()?;
    let (_, checked) = reviewed.days()?;
    let latest = checked.checked_add(MONTHS_FROM_REVIEW.months()).ok()?;
    (appeared > latest).then(|| {
        let message = format!(
            "the article appeared “{}”, long after the review of “{}” that should have followed",
            published.text, reviewed.text
        );
        flaw(reviewed, metadata, message, "before the article appeared")
    })
}

fn flaw(date: &WrittenDate, metadata: &Metadata, message: String, label: &'static str) -> Flaw {
    Flaw {
        at: metadata.places.get(&date.text).copied(),
        message: Some(message),
        label,
    }
}
