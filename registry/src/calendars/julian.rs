//! # What it is
//! The Julian calendar, proleptic: extended back before the year 8, when the errors in its leap
//! years after Caesar's death had been corrected.
//!
//! # Rule
//! Twelve months. A year is a leap year, with 29 days in February, if it is divisible by 4.
//!
//! # Epoch and range
//! 1 January of the year 1 is RD −1: 30 December of the year 0, Gregorian. Every year of an `i32`;
//! the extended year 0 is the year 1 BCE and a leap year.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 3.1 (epoch, leap rule).
//!
//! # Known disagreements
//! Qt, Emacs and *Calendrical Calculations* count without a year 0: their year −1 is the year 0
//! here. ICU4X, java.time extensions and Noda Time count as here.

use super::cycle::Cycle;
use super::roman_months::{self, MarchDate};
use super::rule::{I32_YEARS, Rule};
use crate::era::Era;

/// The Julian calendar.
pub struct Julian;

/// The years from 1 March: that of the year 0 begins 306 days before 1 January of the year 1, and
/// the leap day ends every fourth one, the years 3, 7, …
const MARCH_YEARS: Cycle = Cycle { years: 4, days: 1461, shift: 0, base: -1 - 306 };

impl Julian {
    #[inline]
    pub(super) const fn month_start(year: i64, month: u32) -> i64 {
        let (march_year, days) = roman_months::march_month(year, month);
        MARCH_YEARS.new_year(march_year) + days
    }
}

impl Rule for Julian {
    const ID: &'static str = "julian";
    const YEARS: (i64, i64) = I32_YEARS;
    const DAYS: (i64, i64) =
        (Julian::month_start(Self::YEARS.0, 1), Julian::month_start(Self::YEARS.1 + 1, 1) - 1);
    const ERAS: &'static [Era] =
        &[Era::before("bce").alias(&["bc"]), Era::from("ce", -1).alias(&["ad"])];
    const SHORTEST_MONTH: u32 = 28;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let year = MARCH_YEARS.year_of(day);
        let day_of_year = (day - MARCH_YEARS.new_year(year)) as u32;
        MarchDate { year, day_of_year }.split()
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        Julian::month_start(year, ordinal)
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        roman_months::length(ordinal, self.is_leap(year))
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        year % 4 == 0
    }
}
