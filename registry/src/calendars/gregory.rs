//! # What it is
//! The Gregorian calendar, proleptic: extended back before its introduction in 1582.
//!
//! # Rule
//! Twelve months. A year is a leap year, with 29 days in February, if it is divisible by 4, except
//! that years divisible by 100 are leap years only if divisible by 400.
//!
//! # Epoch and range
//! 1 January of the year 1 is RD 1, by definition of RD. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! ISO 8601:2000, 4.3.2.1; Reingold and Dershowitz, *Calendrical Calculations*, 4th ed.,
//! chapter 2; for the arithmetic see `roman_months`.
//!
//! # Known disagreements
//! Implementations that change from the Julian calendar on 15 October 1582 answer with Julian dates
//! before that day. Many have no year 0: Qt's year −1 is the year 0 here.

use super::roman_months::{self, MarchDate};
use super::rule::{I32_YEARS, Rule};
use crate::era::Era;

/// The Gregorian calendar.
pub struct Gregory;

/// RD of 1 March of the year 0: 306 days (March to December) before 1 January of the year 1.
const MARCH_1_OF_YEAR_0: i64 = 1 - 306;
/// The number of 400-year cycles by which all years are shifted, so that the divisions below are of
/// numbers ≥ 0. It is larger than an `i32` needs, for the calendars that number the same years
/// otherwise.
const CYCLES: i64 = 5_368_740;
const YEAR_SHIFT: i64 = 400 * CYCLES;
const DAY_SHIFT: i64 = 146_097 * CYCLES - MARCH_1_OF_YEAR_0;

impl Gregory {
    /// The day on which the month begins.
    #[inline]
    pub(super) const fn month_start(year: i64, month: u32) -> i64 {
        let (march_year, days) = roman_months::march_month(year, month);
        let year = (march_year + YEAR_SHIFT) as u64;
        let century = year / 100;
        (1461 * year / 4 - century + century / 4) as i64 + days - DAY_SHIFT
    }
}

impl Rule for Gregory {
    const ID: &'static str = "gregory";
    const YEARS: (i64, i64) = I32_YEARS;
    const DAYS: (i64, i64) =
        (Gregory::month_start(Self::YEARS.0, 1), Gregory::month_start(Self::YEARS.1 + 1, 1) - 1);
    const ERAS: &'static [Era] =
        &[Era::before("bce").alias(&["bc"]), Era::from("ce", 1).alias(&["ad"])];
    const SHORTEST_MONTH: u32 = 28;
    const HAS_ISO_WEEKS: bool = true;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let quarter_days = 4 * (day + DAY_SHIFT) as u64 + 3;
        let century = quarter_days / 146_097;
        let quarter_days_of_century = (quarter_days % 146_097) as u32 | 3;
        // 2,939,745 / 2^32 is the inverse of 1461, exact for the days of a century.
        let scaled = 2_939_745 * u64::from(quarter_days_of_century);
        let day_of_year = scaled as u32 / 2_939_745 / 4;
        let year = (100 * century + (scaled >> 32)) as i64 - YEAR_SHIFT;
        MarchDate { year, day_of_year }.split()
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        Gregory::month_start(year, ordinal)
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        roman_months::length(ordinal, self.is_leap(year))
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        // A year divisible by 100 is divisible by 400 exactly if it is divisible by 16. This form
        // avoids a branch that is hard to predict.
        let low_bits = if year % 100 == 0 { 15 } else { 3 };
        year & low_bits == 0
    }
}
