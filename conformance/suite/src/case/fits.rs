//! Whether a check may be given an input: it must be what the check is about.

use calproof_registry::{Date, RataDie};

use crate::ask::Topic;
use crate::case::{Input, edges};
use crate::check::{Check, Judge};

/// Whether the input is one that the check is about: a date that exists, or one that does not; a
/// day of the declared range, or one beyond it.
pub fn fits(topic: &Topic<'_>, check: &Check, input: &Input) -> bool {
    match (&check.judge, input) {
        (Judge::Day(_) | Judge::Again(_), Input::Day(day)) => is_day(topic, *day),
        (Judge::End(_), Input::Day(day)) => edges::ends(topic.claim).contains(day),
        (Judge::DayBeyond(_), Input::Day(day)) => {
            topic.claim.range.is_some_and(|range| !range.contains(*day))
        }
        (Judge::Date(_), Input::Date(date)) => is_date(topic, *date),
        (Judge::DateBeyond(_), Input::Date(date)) => edges::is_date_beyond(topic, *date),
        (Judge::Impossible(_), Input::Date(date)) => {
            is_year(topic, date.year) && edges::impossible_in(topic, date.year).contains(date)
        }
        (Judge::ImpossibleNative(_), Input::Native(date)) => edges::is_impossible(topic, *date),
        (Judge::Year(_), Input::Year(year)) => is_year(topic, *year) && is_year(topic, year + 1),
        (Judge::Sum(_), Input::Sum(sum)) => is_date(topic, sum.date),
        (Judge::Span(_), Input::Span(span)) => is_date(topic, span.from) && is_date(topic, span.to),
        _ => false,
    }
}

/// A day of the range, but for its last one: checks look at the next day.
fn is_day(topic: &Topic<'_>, day: RataDie) -> bool {
    topic.claim.range.is_some_and(|range| range.first <= day && day < range.last)
}

fn is_date(topic: &Topic<'_>, date: Date) -> bool {
    let day = topic.day_of(date);
    day.is_some_and(|day| is_day(topic, day) && topic.date_of(day) == Some(date))
}

fn is_year(topic: &Topic<'_>, year: i64) -> bool {
    topic.years.is_some_and(|(first, last)| first <= year && year <= last)
}
