//! Where an input stands: near which of the edges at which calendars break.

use std::fmt;

use calproof_registry::{Date, MonthCode, NativeDate, RataDie};

use crate::case::Input;
use crate::shape::Shape;

/// How many days from an end of a range still count as near it.
const NEAR_END: u64 = 2;

/// How many years from a limit of 16 or 32 bits still count as near it.
const NEAR_LIMIT: u64 = 2;

/// The kind of the nearest edge; of several the one that stands first here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Boundary {
    /// A year or a number at the limits of 32 bits and beyond.
    Limit32,
    /// A year at the limits of 16 bits.
    Limit16,
    /// Beyond the declared range.
    BeyondRange,
    /// At one of its ends.
    RangeEnd,
    /// At an end of what the reference has.
    TableEnd,
    /// What does not exist in the calendar.
    Impossible,
    /// In the years beside the one from which is counted.
    EraStart,
    /// A leap month, or the last day of a month that is longer than it was a year before.
    Leap,
    /// The first or the last day of a year.
    YearEnd,
    /// The first or the last day of a month.
    MonthEnd,
    /// A program of several threads.
    Threads,
    /// A program in which a user's calendar does more than say its name.
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

    /// The edge near which an input stands, by the reference alone: nobody is asked for it.
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

/// The limit of the integers near which a number stands, or beyond which.
fn limit(number: i64) -> Option<Boundary> {
    let size = number.unsigned_abs();
    if size.saturating_add(NEAR_LIMIT) >= 1 << 31 {
        Some(Boundary::Limit32)
    } else {
        size.abs_diff(1 << 15).le(&NEAR_LIMIT).then_some(Boundary::Limit16)
    }
}

/// Of a day.
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

/// Of a date that the reference may not have.
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

/// Of a date in the subject's own integers.
pub fn of_native(shape: Option<&Shape<'_>>, native: NativeDate) -> Boundary {
    let Some(shape) = shape else { return Boundary::Ordinary };
    let fields = [native.year, native.month, native.day];
    let limit = fields.into_iter().find_map(limit);
    limit.unwrap_or_else(|| of_year(Some(shape), native.year).min(Boundary::Impossible))
}

/// Of a year.
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

/// Of a date that the reference has; whether it is the last of its month.
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
