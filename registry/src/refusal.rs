//! Why a calendar refuses.

use std::fmt;

use crate::date::MonthCode;
use crate::era::EraCode;

/// Why a calendar does not answer. A refusal is often the right answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// The day lies outside the calendar's range, which is in days of [`crate::RataDie`], both
    /// included.
    DayOutOfRange {
        /// The first day of the range.
        first: i64,
        /// The last day of the range.
        last: i64,
    },
    /// The year lies outside the calendar's range, which is in extended years, both included.
    YearOutOfRange {
        /// The first year of the range.
        first: i64,
        /// The last year of the range.
        last: i64,
    },
    /// No year of the calendar has this month.
    NoSuchMonth {
        /// The month asked for.
        month: MonthCode,
    },
    /// The calendar has this month, but not in this year.
    NoSuchMonthInYear {
        /// The month asked for.
        month: MonthCode,
        /// The year that lacks it.
        year: i64,
    },
    /// The month has no such day.
    NoSuchDay {
        /// The number of days that the month has.
        month_length: u32,
    },
    /// The month has no such day, and also lacks days in its middle.
    NoSuchDayOfBroken {
        /// The last day before the gap.
        before: u32,
        /// The first day after the gap.
        after: u32,
        /// The last day of the month.
        last: u32,
    },
    /// The year has no such day, counted from 1.
    NoSuchDayOfYear {
        /// How many days the year has.
        days: u32,
    },
    /// The year has no such month, counted from 1.
    NoSuchOrdinal {
        /// How many months the year has.
        months: u32,
    },
    /// The calendar has no such era.
    NoSuchEra {
        /// The era asked for.
        era: EraCode,
    },
    /// The week-year has no such week.
    NoSuchWeek {
        /// How many weeks it has.
        weeks: u32,
    },
    /// A digit of a count of days is too large for its place.
    NoSuchDigit {
        /// How many values the place has, from 0 on.
        digits: u32,
    },
    /// The calendar refuses and gives no reason.
    Unexplained,
    /// The calendar does not support this question.
    Unsupported,
    /// The calendar gives the reason without details.
    Bare(Reason),
}

impl Refusal {
    /// The reason without its details. Only this is compared.
    pub const fn reason(self) -> Reason {
        match self {
            Refusal::DayOutOfRange { .. } | Refusal::YearOutOfRange { .. } => Reason::OutOfRange,
            Refusal::NoSuchMonth { .. }
            | Refusal::NoSuchMonthInYear { .. }
            | Refusal::NoSuchOrdinal { .. } => Reason::NoSuchMonth,
            Refusal::NoSuchEra { .. } => Reason::NoSuchEra,
            Refusal::NoSuchWeek { .. } => Reason::NoSuchWeek,
            Refusal::NoSuchDay { .. }
            | Refusal::NoSuchDayOfBroken { .. }
            | Refusal::NoSuchDayOfYear { .. }
            | Refusal::NoSuchDigit { .. } => Reason::NoSuchDay,
            Refusal::Unexplained => Reason::Unexplained,
            Refusal::Unsupported => Reason::Unsupported,
            Refusal::Bare(reason) => reason,
        }
    }
}

/// The reason of a [`Refusal`], without its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The day or the year lies outside the calendar's range.
    OutOfRange,
    /// The calendar has no such month, ever or in this year.
    NoSuchMonth,
    /// The month has no such day, or the year has no day with this ordinal.
    NoSuchDay,
    /// The calendar has no such era.
    NoSuchEra,
    /// The calendar has no such year: the year 0 in a count without one.
    NoSuchYear,
    /// The week-year has no such week.
    NoSuchWeek,
    /// The fields of a date are not enough.
    MissingField,
    /// Two fields of a date contradict one another.
    Contradiction,
    /// No reason was given.
    Unexplained,
    /// The calendar does not support this question.
    Unsupported,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Reason::OutOfRange => "out of range",
            Reason::NoSuchMonth => "no such month",
            Reason::NoSuchDay => "no such day",
            Reason::NoSuchEra => "no such era",
            Reason::NoSuchYear => "no such year",
            Reason::NoSuchWeek => "no such week",
            Reason::MissingField => "a field is missing",
            Reason::Contradiction => "fields contradict one another",
            Reason::Unexplained => "no reason given",
            Reason::Unsupported => "unsupported",
        })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::DayOutOfRange { first, last } => {
                write!(f, "out of range: the days are {first} to {last}")
            }
            Refusal::YearOutOfRange { first, last } => {
                write!(f, "out of range: the years are {first} to {last}")
            }
            Refusal::NoSuchMonth { month } => {
                write!(f, "no such month: the calendar never has {month}")
            }
            Refusal::NoSuchMonthInYear { month, year } => {
                write!(f, "no such month: the year {year} has no {month}")
            }
            Refusal::NoSuchDay { month_length } => {
                write!(f, "no such day: the month has {month_length} days")
            }
            Refusal::NoSuchDayOfBroken { before, after, last } => {
                write!(f, "no such day: the month has the days 1 to {before} and {after} to {last}")
            }
            Refusal::NoSuchDayOfYear { days } => {
                write!(f, "no such day: the year has {days} days")
            }
            Refusal::NoSuchOrdinal { months } => {
                write!(f, "no such month: the year has {months}")
            }
            Refusal::NoSuchEra { era } => write!(f, "no such era: the calendar never has {era}"),
            Refusal::NoSuchWeek { weeks } => write!(f, "no such week: the year has {weeks}"),
            Refusal::NoSuchDigit { digits } => {
                write!(
                    f,
                    "no such day: the component ranges over 0 to {}",
                    digits.saturating_sub(1)
                )
            }
            Refusal::Unexplained | Refusal::Unsupported | Refusal::Bare(_) => self.reason().fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}
