//! Dates that do not exist, in the subject's own integers.

use calproof_registry::{Date, NativeDate};

use super::years;
use crate::shape::Shape;

/// Dates that do not exist in the boundary years, with the limits of 8, 16, 32 and 64 bits in each
/// field, and a year 0 where there is none.
pub fn impossible_native(shape: &Shape<'_>) -> Vec<NativeDate> {
    let numbering = shape.claim.numbering;
    let years = years(shape).into_iter().map(|year| numbering.native_year(year));
    let mut dates: Vec<NativeDate> =
        years.flat_map(|year| impossible_native_in(shape, year)).collect();
    let no_year = NativeDate { year: 0, month: 1, day: 1 };
    if lacks_year_zero(shape) {
        dates.push(no_year);
    }
    dates
}

/// The months and days that no year has, in this one, and the days after the last of each month.
pub fn impossible_native_in(shape: &Shape<'_>, year: i64) -> Vec<NativeDate> {
    let (months, days) = native_limits(shape);
    let beyond = |limit: i64| {
        let around = [257, 65_537, 1 << 32 | 1, i64::MAX].into_iter().filter(move |it| limit < *it);
        [i64::MIN, i32::MIN.into(), -1, 0, limit + 1].into_iter().chain(around)
    };
    let of_month = beyond(months).map(|month| NativeDate { year, month, day: 1 });
    let of_day = beyond(days).map(|day| NativeDate { year, month: 1, day });
    let past_the_end = (1..=months).filter_map(|month| {
        let date = NativeDate { year, month, day: 1 };
        let Date { year: extended, month: code, .. } = shape.date_of_native(date)?;
        Some(NativeDate { day: i64::from(shape.last_day(extended, code)?) + 1, ..date })
    });
    of_month.chain(of_day).chain(past_the_end).collect()
}

/// Whether nobody can have a date with these integers.
pub fn is_impossible(shape: &Shape<'_>, date: NativeDate) -> bool {
    let NativeDate { year, month, day } = date;
    let extended = shape.claim.numbering.extended_year(year);
    let declared = extended.zip(shape.years);
    let in_range = declared.is_some_and(|(year, (first, last))| first <= year && year <= last);
    let (months, days) = native_limits(shape);
    let never = !(1..=months).contains(&month) || !(1..=days).contains(&day);
    let never = never || is_past_the_end(shape, date);
    (in_range && never) || (lacks_year_zero(shape) && year == 0)
}

/// Whether the day is the one after the last of its month, where it is known which month that is.
fn is_past_the_end(shape: &Shape<'_>, date: NativeDate) -> bool {
    let last = shape.date_of_native(date).and_then(|it| shape.last_day(it.year, it.month));
    last.is_some_and(|last| date.day == i64::from(last) + 1)
}

/// The most months of a year and the most days of a month that any year can have; where no spec says
/// so, more than a count of either that anybody has thought of.
fn native_limits(shape: &Shape<'_>) -> (i64, i64) {
    match shape.oracle.spec {
        Some(spec) => (spec.months.len() as i64, 98),
        None => (MOST_OF_ANYTHING, MOST_OF_ANYTHING),
    }
}

/// More months than any year has, and more days than any month.
const MOST_OF_ANYTHING: i64 = 100_000;

/// Whether the declared years go past a year 0 that is not counted.
fn lacks_year_zero(shape: &Shape<'_>) -> bool {
    let around = shape.years.is_some_and(|(first, last)| first <= 0 && 0 < last);
    !shape.claim.numbering.year_zero && around
}
