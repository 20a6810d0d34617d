//! Dates that are all combined with each other.

use calproof_registry::{Date, RataDie};

use super::eras::era_starts;
use super::years;
use crate::shape::Shape;

/// Dates of a few years for sums and spans of all kinds: the first and the last day of each month, of
/// each of these years apart. Among them are a leap year and the years on both sides of it.
pub fn grid(shape: &Shape<'_>) -> Vec<Vec<Date>> {
    let is_leap = |year: i64| {
        let answered = shape.oracle.reference().map(|reference| reference.is_leap_year(year));
        answered == Some(Ok(true))
    };
    let promised = years(shape);
    let mut leap = promised.iter().copied().filter(|year| *year > 1000 && is_leap(*year));
    let first = leap.clone().next();
    // Back from a leap day it takes the year before, which the first leap year may lack.
    let within = leap.find(|year| shape.has_year(year - 1));
    let beside = first.into_iter().chain(within).flat_map(|year| [year - 1, year, year + 1]);
    let of_eras = era_starts(shape).into_iter().filter_map(|day| shape.date_of(RataDie(day)));
    let ends = promised.first().into_iter().chain(promised.last()).copied();
    let mut all: Vec<i64> =
        beside.chain([0, 1]).chain(of_eras.map(|date| date.year)).chain(ends).collect();
    all.retain(|year| shape.has_year(*year));
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|year| ends_of_months(shape, year)).collect()
}

/// The first and the last date of each month of the year.
fn ends_of_months(shape: &Shape<'_>, year: i64) -> Vec<Date> {
    let mut dates = Vec::new();
    for month in shape.month_codes() {
        if let Some(last) = shape.last_day(year, month) {
            dates.extend([1, last].map(|day| Date { year, month, day }));
        }
    }
    dates
}
