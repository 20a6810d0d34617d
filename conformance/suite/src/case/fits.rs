//! Whether a check may be given an input: it must be what the check is about.

use crate::case::{Input, edges};
use crate::check::{Check, Judge};
use crate::shape::Shape;

/// Whether the input is one that the check is about: a date that exists, or one that does not; a
/// day of the declared range, or one beyond it.
pub fn fits(shape: &Shape<'_>, check: &Check, input: &Input) -> bool {
    match (&check.judge, input) {
        (Judge::Day(_) | Judge::Again(_), Input::Day(day)) => shape.has_day(*day),
        (Judge::End(_), Input::Day(day)) => edges::ends(shape.claim).contains(day),
        (Judge::DayBeyond(_), Input::Day(day)) => {
            shape.claim.range.is_some_and(|range| !range.contains(*day))
        }
        (Judge::Date(_), Input::Date(date)) => shape.has_date(*date),
        (Judge::DateBeyond(_), Input::Date(date)) => edges::is_date_beyond(shape, *date),
        (Judge::Impossible(_), Input::Date(date)) => {
            shape.has_year(date.year) && edges::impossible_in(shape, date.year).contains(date)
        }
        (Judge::ImpossibleNative(_), Input::Native(date)) => edges::is_impossible(shape, *date),
        (Judge::Year(_), Input::Year(year)) => shape.has_year(*year) && shape.has_year(year + 1),
        (Judge::Sum(_), Input::Sum(sum)) => shape.has_date(sum.date),
        (Judge::Span(_), Input::Span(span)) => shape.has_date(span.from) && shape.has_date(span.to),
        _ => false,
    }
}
