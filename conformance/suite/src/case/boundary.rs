//! Where an input stands: near which of the edges at which calendars break.

use std::fmt;

use calproof_registry::{Date, MonthCode, NativeDate, RataDie};

use crate::ask::Topic;
use crate::case::Input;
use crate::program::Program;

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
    Conduct,
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
        (Boundary::Conduct, "conduct"),
        (Boundary::Ordinary, "ordinary"),
    ];

    /// The edge near which a program of calls stands.
    pub fn of_program(program: &Program) -> Boundary {
        if program.threads.len() > 1 {
            Boundary::Threads
        } else if program.backends.iter().any(|backend| !backend.conduct.is_plain()) {
            Boundary::Conduct
        } else {
            Boundary::Ordinary
        }
    }

    /// The edge near which an input stands, by the reference alone: nobody is asked for it. What
    /// consists of two dates stands where the one of them does that is nearer to an edge.
    pub fn of(topic: &Topic<'_>, input: &Input) -> Boundary {
        match input {
            Input::Day(day) => of_day(topic, *day),
            Input::Published(row) => of_day(topic, row.day),
            Input::PublishedEraYear(row) => of_day(topic, row.day),
            Input::PublishedRefusal(row) => of_date(topic, row.date),
            Input::Year(year) => of_year(topic, *year),
            Input::Date(date) => of_date(topic, *date),
            Input::Native(native) => of_native(topic, *native),
            Input::Sum(sum) => of_date(topic, sum.date),
            Input::Span(span) => of_date(topic, span.from).min(of_date(topic, span.to)),
            Input::Program(program) => Boundary::of_program(program),
        }
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

fn of_day(topic: &Topic<'_>, day: RataDie) -> Boundary {
    if let Some(range) = topic.claim.range {
        if !range.contains(day) {
            return limit(day.0).unwrap_or(Boundary::BeyondRange);
        }
        if near(day.0, range.first.0, NEAR_END) || near(day.0, range.last.0, NEAR_END) {
            return Boundary::RangeEnd;
        }
    }
    let table = topic.oracle.shape().and_then(|shape| shape.range().ok());
    let is_end = |end: RataDie| near(day.0, end.0, NEAR_END);
    if table.is_some_and(|table| is_end(table.first) || is_end(table.last)) {
        return Boundary::TableEnd;
    }
    let next = RataDie(day.0.saturating_add(1));
    let is_last = topic.oracle.date(next).is_some_and(|next| next.day == 1);
    let date = topic.oracle.date(day);
    date.map_or(Boundary::Ordinary, |date| of_real_date(topic, date, is_last))
}

/// Of a date that the reference may not have.
fn of_date(topic: &Topic<'_>, date: Date) -> Boundary {
    let Some(shape) = topic.oracle.shape() else { return of_year(topic, date.year) };
    match shape.day(date) {
        Ok(day) => of_day(topic, day),
        Err(_) if shape.days_in_month(date.year, MonthCode::common(1)).is_ok() => {
            Boundary::Impossible
        }
        Err(_) => limit(date.year).unwrap_or(Boundary::BeyondRange),
    }
}

fn of_native(topic: &Topic<'_>, native: NativeDate) -> Boundary {
    let fields = [native.year, native.month, native.day];
    let limit = fields.into_iter().find_map(limit);
    limit.unwrap_or_else(|| of_year(topic, native.year).min(Boundary::Impossible))
}

fn of_year(topic: &Topic<'_>, year: i64) -> Boundary {
    let by_size = limit(year);
    match topic.years {
        _ if by_size.is_some() => by_size.unwrap_or(Boundary::Ordinary),
        Some((first, last)) if year < first || last < year => Boundary::BeyondRange,
        Some((first, last)) if near(year, first, 1) || near(year, last, 1) => Boundary::RangeEnd,
        _ if near(year, 0, 1) => Boundary::EraStart,
        _ => {
            let is_leap = topic.oracle.shape().map(|shape| shape.is_leap_year(year));
            if is_leap.is_some_and(|leap| leap == Ok(true)) {
                Boundary::Leap
            } else {
                Boundary::Ordinary
            }
        }
    }
}

/// Of a date that the reference has; whether it is the last of its month.
fn of_real_date(topic: &Topic<'_>, date: Date, is_last: bool) -> Boundary {
    if let Some(limit) = limit(date.year) {
        return limit;
    }
    if near(date.year, 0, 1) {
        return Boundary::EraStart;
    }
    let Some(shape) = topic.oracle.shape() else { return Boundary::Ordinary };
    let length = |year| shape.days_in_month(year, date.month).ok();
    let (this, before) = (length(date.year), length(date.year - 1));
    if date.month.leap || (is_last && before.is_some() && this > before) {
        return Boundary::Leap;
    }
    let place = shape.month_ordinal(date.year, date.month).ok();
    let months = shape.months_in_year(date.year).ok();
    match (date.day == 1, is_last) {
        (true, _) if place == Some(1) => Boundary::YearEnd,
        (_, true) if place == months => Boundary::YearEnd,
        (false, false) => Boundary::Ordinary,
        _ => Boundary::MonthEnd,
    }
}
