//! # What it is
//! The tabular Islamic calendar in its most common form, with the civil epoch; proleptic.
//!
//! # Rule
//! Twelve months, by turns of 30 and 29 days. In a cycle of 30 years the years 2, 5, 7, 10, 13,
//! 16, 18, 21, 24, 26 and 29 are leap years: the twelfth month has 30 days.
//!
//! # Epoch and range
//! 1 Muḥarram of the year 1 is RD 227,015: Friday, 16 July 622, Julian. Every year of an `i32`.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 7.1 (rule and epoch).
//!
//! # Known disagreements
//! `islamic-tbla` has the same rule a day earlier; three further sets of leap years are in use.
//! Qt counts without a year 0.

use super::cycle::Cycle;
use super::roman_months::I32_YEARS;
use super::rule::Rule;

/// The tabular Islamic calendar with the civil epoch.
pub struct IslamicCivil;

/// 30 years of 354 days and 11 leap days. A year y is leap where (11y + 14) mod 30 < 11.
const YEARS: Cycle = Cycle { years: 30, days: 10_631, shift: 3, base: 227_015 - 354 };

/// The days of the months before this one.
const fn days_before_month(ordinal: u32) -> u32 {
    29 * (ordinal - 1) + ordinal / 2
}

impl Rule for IslamicCivil {
    const ID: &'static str = "islamic-civil";
    const YEARS: (i64, i64) = I32_YEARS;
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const SHORTEST_MONTH: u32 = 29;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let year = YEARS.year_of(day);
        let day_of_year = (day - YEARS.new_year(year)) as u32;
        // Pairs of months have 59 days; the leap day belongs to the last.
        let ordinal = (2 * day_of_year / 59 + 1).min(12);
        (year, ordinal, day_of_year - days_before_month(ordinal) + 1)
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        YEARS.new_year(year) + i64::from(days_before_month(ordinal))
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        29 + (ordinal % 2) + u32::from(ordinal == 12 && self.is_leap(year))
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        (11 * year + 14).rem_euclid(30) < 11
    }
}
