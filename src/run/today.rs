//! The day of the run.

use jiff::civil::Date;

/// Returns the day in UTC, so that all machines agree.
#[expect(
    clippy::disallowed_methods,
    reason = "where no day is named, it is that of the run"
)]
pub(super) fn today() -> Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}
