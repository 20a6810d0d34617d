//! Calendars whose months depend only on whether the year is a leap year. When years begin
//! ([`Line`]) and how they are divided into months ([`Months`]) are defined separately.

use super::rule::{I32_YEARS, Rule};
use crate::date::MonthCode;
use crate::day::{RataDie, Weekday};
use crate::era::Era;

/// A calendar's years and months.
pub(super) trait Years: Send + Sync {
    /// The calendar's id.
    const ID: &'static str;
    /// The first and the last extended year.
    const YEARS: (i64, i64) = I32_YEARS;
    /// The first day of the first year and the last day of the last.
    const DAYS: (i64, i64);
    /// The eras, in the order in which they begin; the first has no beginning.
    const ERAS: &'static [Era];
    /// Whether ISO 8601 weeks belong to its years.
    const HAS_ISO_WEEKS: bool = false;
    /// When the years begin.
    const LINE: Self::Line;
    /// Computes when years begin.
    type Line: Line;
    /// How a year is divided into months.
    type Months: Months;
}

/// When years begin. Arguments are limited as in [`Rule`].
pub(super) trait Line: Copy {
    /// The day on which the year begins.
    fn new_year(self, year: i64) -> i64;

    /// The year of the day.
    fn year_of(self, day: i64) -> i64;

    /// Whether the year is a leap year.
    fn is_leap(self, year: i64) -> bool;
}

/// How a year is divided into months.
pub(super) trait Months {
    /// How many there are.
    const COUNT: u32 = 12;
    /// The length of the shortest month.
    const SHORTEST: u32;

    /// The ordinal of the month and the day of the month, from 1, for a day of the year from 0.
    fn split(day_of_year: u32, leap: bool) -> (u32, u32);

    /// The number of days in the year before the month.
    fn days_before(ordinal: u32, leap: bool) -> u32;

    /// How many days the month has.
    fn length(ordinal: u32, leap: bool) -> u32;

    /// The code of the month.
    fn code(ordinal: u32) -> MonthCode {
        MonthCode::common(ordinal as u8)
    }

    /// The ordinal of the month with this code, if there is one.
    fn ordinal(month: MonthCode) -> Option<u32> {
        let ordinal = u32::from(month.number);
        (!month.leap && 1 <= ordinal && ordinal <= Self::COUNT).then_some(ordinal)
    }

    /// The weekday of a day; `_day_of_year` is the same day as a day of the year from 0.
    fn weekday(day: i64, _day_of_year: u32, _leap: bool) -> Option<Weekday> {
        Some(RataDie(day).weekday())
    }
}

impl<Y: Years> Rule for Y {
    const ID: &'static str = Y::ID;
    const YEARS: (i64, i64) = Y::YEARS;
    const DAYS: (i64, i64) = Y::DAYS;
    const SHORTEST_MONTH: u32 = Y::Months::SHORTEST;
    const ERAS: &'static [Era] = Y::ERAS;
    const HAS_ISO_WEEKS: bool = Y::HAS_ISO_WEEKS;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let year = Y::LINE.year_of(day);
        let day_of_year = (day - Y::LINE.new_year(year)) as u32;
        let (ordinal, day) = Y::Months::split(day_of_year, Y::LINE.is_leap(year));
        (year, ordinal, day)
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        let leap = Y::LINE.is_leap(year);
        Y::LINE.new_year(year) + i64::from(Y::Months::days_before(ordinal, leap))
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        Y::Months::length(ordinal, Y::LINE.is_leap(year))
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        Y::LINE.is_leap(year)
    }

    #[inline]
    fn month_count(&self, _year: i64) -> u32 {
        Y::Months::COUNT
    }

    #[inline]
    fn code(&self, _year: i64, ordinal: u32) -> MonthCode {
        Y::Months::code(ordinal)
    }

    #[inline]
    fn ordinal(&self, _year: i64, month: MonthCode) -> Option<u32> {
        Y::Months::ordinal(month)
    }

    #[inline]
    fn weekday(&self, day: i64) -> Option<Weekday> {
        let year = Y::LINE.year_of(day);
        let day_of_year = (day - Y::LINE.new_year(year)) as u32;
        Y::Months::weekday(day, day_of_year, Y::LINE.is_leap(year))
    }
}
