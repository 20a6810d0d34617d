//! What is added to dates, and between which dates is counted: month ends, leap days and leap
//! months, both ways, over one step and over many.

use calproof_registry::{Date, DateDuration, Overflow, Unit};

use crate::case::edges;
use crate::case::strategy::Place;
use crate::query::{Span, Sum};
use crate::shape::Shape;

/// Years, months, weeks and days that have broken sums: one step and the steps beside a year, whole
/// cycles of leap months and of leap years, and as much as nobody can walk.
const TELLING: [[i64; 4]; 23] = [
    [0, 0, 0, 0],
    [0, 0, 0, 1],
    [0, 1, 0, 0],
    [0, -1, 0, 0],
    [0, 2, 0, 0],
    [0, 11, 0, 0],
    [0, 12, 0, 0],
    [0, 13, 0, 0],
    [0, -13, 0, 0],
    [1, 0, 0, 0],
    [-1, 0, 0, 0],
    [4, 0, 0, 0],
    [19, 0, 0, 0],
    [-100, 0, 0, 0],
    [400, 0, 0, 0],
    [1, 1, 1, 1],
    [-1, -1, -1, -1],
    [1, -12, 0, 0],
    [0, 0, 53, 0],
    [0, 0, 0, -366],
    [0, 3000, 0, 0],
    [0, -235, 0, 29],
    [0, 1, 0, -1],
];

/// How many of them each date gets.
const EACH: usize = 3;

fn duration([years, months, weeks, days]: [i64; 4]) -> DateDuration {
    DateDuration { years, months, weeks, days }
}

/// The first and last dates of the months of the telling years, with telling durations by turns.
pub fn sums(shape: &Shape<'_>) -> Vec<Sum> {
    let durations = TELLING.into_iter().map(duration).cycle();
    let dates = edges::dates(shape).into_iter().flat_map(|date| [date; EACH]);
    let ways = Overflow::ALL.map(|(overflow, _)| overflow).into_iter().cycle();
    let parts = dates.zip(durations).zip(ways);
    parts.map(|((date, duration), overflow)| Sum { date, duration, overflow }).collect()
}

/// Pairs of such dates, near each other and far apart, both ways, in all units by turns.
pub fn spans(shape: &Shape<'_>) -> Vec<Span> {
    let dates = edges::dates(shape);
    let units = Unit::ALL.map(|(unit, _)| unit).into_iter().cycle();
    // Steps without a common factor with what dates come in: months, ends, years.
    let pairs = [1, 5, 29, 317].into_iter().flat_map(|step| {
        let others = dates.iter().cycle().skip(step);
        dates.iter().copied().zip(others.copied()).collect::<Vec<(Date, Date)>>()
    });
    let spans = pairs.zip(units).enumerate();
    spans
        .map(|(index, ((one, other), largest))| {
            let (from, to) = if index % 2 == 0 { (one, other) } else { (other, one) };
            affordable(Span { from, to, largest })
        })
        .collect()
}

/// The sum of generated parts; `None` if the place is nowhere in the calendar.
pub fn sum(
    shape: &Shape<'_>,
    (place, parts, overflow): (Place, [i64; 4], Overflow),
) -> Option<Sum> {
    Some(Sum { date: place.date(shape)?, duration: duration(parts), overflow })
}

/// The span of generated parts.
pub fn span(shape: &Shape<'_>, (from, to, largest): (Place, Place, Unit)) -> Option<Span> {
    Some(affordable(Span { from: from.date(shape)?, to: to.date(shape)?, largest }))
}

/// The most years over which a subject is to count in units below the year: many add months one by
/// one, and days month by month.
const MOST_YEARS: u64 = 1000;

/// The span in years, where it is too long for smaller units.
pub fn affordable(span: Span) -> Span {
    let long = span.to.year.abs_diff(span.from.year) > MOST_YEARS;
    Span { largest: if long { Unit::Year } else { span.largest }, ..span }
}
