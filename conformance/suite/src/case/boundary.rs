//! Classifies an input by the edge it is near: the places where calendars break.

use std::fmt;

use calproof_registry::{Date, MonthCode, NativeDate, RataDie};

use crate::case::Input;
use crate::shape::Shape;

/// Days from an end of a range that still count as near it.
const NEAR_END: u64 = 2;

/// Years from a 16-bit or 32-bit limit that still count as near it.
const NEAR_LIMIT: u64 = 2;

/// The kind of the nearest edge. If several apply, the first variant in this order wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Boundary {
    /// A year or a number at the 32-bit limits or beyond.
    Limit32,
    /// A year at the 16-bit limits.
    Limit16,
    /// Beyond the declared range.
    BeyondRange,
    /// At an end of the declared range.
    RangeEnd,
    /// At an end of the reference's table.
    TableEnd,
    /// A date that does not exist in the calendar.
    Impossible,
    /// In the years -1 to 1, around the start of the era.
    EraStart,
    /// A leap month, or the last day of a month that is longer than it was a year before.
    Leap,
    /// The first or the last day of a year.
    YearEnd,
    /// The first or the last day of a month.
    MonthEnd,
    /// A program of several threads.
    Threads,
    /// A program in which a user's calendar does more than return its name.
    Behaviour,
    /// None of these.
    Ordinary,
}

impl Boundary {
    /// All of them with their names, as signatures spell them.
    pub const ALL: [(Boundary, &'static str); 13] = [
        (Boundary::Limit32, "limit-32"),
        (Boundary::Limit16, "limit-16"),
        (Boundary::BeyondRange, "beyond-range"),
        (Boundary::RangeEnd, "range-end"),
        (Boundary::TableEnd, "table-end"),
        (Boundary::Impossible, "impossible"),
        (Boundary::EraStart, "era-start"),
        (Boundary::Leap, "leap"),
        (Boundary::YearEnd, "year-end"),
        (Boundary::MonthEnd, "month-end"),
        (Boundary::Threads, "threads"),
        (Boundary::Behaviour, "conduct"),
        (Boundary::Ordinary, "ordinary"),
    ];

    /// The edge that an input is near, computed from the reference alone; no subject is asked.
    #[doc(hidden)]
    pub fn of(shape: &Shape<'_>, input: &Input) -> Boundary {
        input.boundary(Some(shape))
    }
}

impl fmt::Display for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Boundary::ALL.iter().find(|(boundary, _)| boundary == self);
        f.pad(name.map_or("unknown", |(_, name)| name))
    }
}

fn near(one: i64, other: i64, distance: u64) -> bool {
    one.abs_diff(other) <= distance
}

/// The integer limit that a number is near or beyond.
fn limit(number: i64) -> Option<Boundary> {
    let size = number.unsigned_abs();
    if size.saturating_add(NEAR_LIMIT) >= 1 << 31 {
        Some(Boundary::Limit32)
    } else {
        size.abs_diff(1 << 15).le(&NEAR_LIMIT).then_some(Boundary::Limit16)
    }
}

/// The edge that a day is near.
pub fn of_day(shape: Option<&Shape<'_>>, day: RataDie) -> Boundary {
    let Some(shape) = shape else { return Boundary::Ordinary };
    if let Some(range) = shape.claim.range {
        if !range.contains(day) {
            return limit(day.0).unwrap_or(Boundary::BeyondRange);
        }
        if near(day.0, range.first.0, NEAR_END) || near(day.0, range.last.0, NEAR_END) {
            return Boundary::RangeEnd;
        }
    }
    let table = shape.oracle.reference().and_then(|it| it.range().ok());
    let is_end = |end: RataDie| near(day.0, end.0, NEAR_END);
    if table.is_some_and(|table| is_end(table.first) || is_end(table.last)) {
        return Boundary::TableEnd;
    }
    let next = RataDie(day.0.saturating_add(1));
    let is_last = shape.oracle.date(next).is_some_and(|next| next.day == 1);
    let date = shape.oracle.date(day);
    date.map_or(Boundary::Ordinary, |date| of_real_date(shape, date, is_last))
}

/// The edge that a date is near, even if the date does not exist in the reference.
pub fn of_date(shape: Option<&Shape<'_>>, date: Date) -> Boundary {
    let Some(shape) = shape else { return Boundary::Ordinary };
    let Some(reference) = shape.oracle.reference() else { return of_year(Some(shape), date.year) };
    match reference.day(date) {
        Ok(day) => of_day(Some(shape), day),
        Err(_) if reference.days_in_month(date.year, MonthCode::common(1)).is_ok() => {
            Boundary::Impossible
        }
        Err(_) => limit(date.year).unwrap_or(Boundary::BeyondRange),
    }
}

/// The edge that a date in the subject's own integers is near.
pub fn of_native(shape: Option<&Shape<'_>>, native: NativeDate) -> Boundary {
    let Some(shape) = shape else { return Boundary::Ordinary };
    let fields = [native.year, native.month, native.day];
    let limit = fields.into_iter().find_map(limit);
    limit.unwrap_or_else(|| of_year(Some(shape), native.year).min(Boundary::Impossible))
}

/// The edge that a year is near.
pub fn of_year(shape: Option<&Shape<'_>>, year: i64) -> Boundary {
    let Some(shape) = shape else { return Boundary::Ordinary };
    let by_size = limit(year);
    match shape.years {
        _ if by_size.is_some() => by_size.unwrap_or(Boundary::Ordinary),
        Some((first, last)) if year < first || last < year => Boundary::BeyondRange,
        Some((first, last)) if near(year, first, 1) || near(year, last, 1) => Boundary::RangeEnd,
        _ if near(year, 0, 1) => Boundary::EraStart,
        _ => {
            let is_leap = shape.oracle.reference().map(|it| it.is_leap_year(year));
            if is_leap.is_some_and(|leap| leap == Ok(true)) {
                Boundary::Leap
            } else {
                Boundary::Ordinary
            }
        }
    }
}

/// The edge that an existing date is near. `is_last`: it is the last day of its month.
fn of_real_date(shape: &Shape<'_>, date: Date, is_last: bool) -> Boundary {
    if let Some(limit) = limit(date.year) {
        return limit;
    }
    if near(date.year, 0, 1) {
        return Boundary::EraStart;
    }
    let Some(reference) = shape.oracle.reference() else { return Boundary::Ordinary };
    let length = |year| reference.days_in_month(year, date.month).ok();
    let (this, before) = (length(date.year), length(date.year.saturating_sub(1)));
    if date.month.leap || (is_last && before.is_some() && this > before) {
        return Boundary::Leap;
    }
    let place = reference.month_ordinal(date.year, date.month).ok();
    let months = reference.months_in_year(date.year).ok();
    match (date.day == 1, is_last) {
        (true, _) if place == Some(1) => Boundary::YearEnd,
        (_, true) if place == months => Boundary::YearEnd,
        (false, false) => Boundary::Ordinary,
        _ => Boundary::MonthEnd,
    }
}
