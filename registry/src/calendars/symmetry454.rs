//! # What it is
//! Irvin Bromberg's Symmetry454 calendar, a proposal: months of whole weeks, each beginning with a
//! Monday. Proleptic.
//!
//! # Rule
//! Twelve months, repeating 28, 35 and 28 days. A leap year, one with (52y + 146) mod 293 < 52,
//! ends with a leap week: its twelfth month has 35 days.
//!
//! # Epoch and range
//! 1 January of the year 1 is RD 1, a Monday. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! Irvin Bromberg, *Basic Symmetry454 and Symmetry010 Calendar Arithmetic*, University of Toronto
//! (months, leap years, epoch); ThreeTen-Extra, `Symmetry454Chronology` (the same).
//!
//! # Known disagreements
//! None known.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::years::{Line, Months, Years};
use crate::era::Era;

/// The Symmetry454 calendar.
pub struct Symmetry454;

/// RD of 1 January of the year 1.
const EPOCH: i64 = 1;

/// 293 years of 52 weeks and 52 leap weeks. The unit of this cycle is a week, not a day. The year y
/// begins with week 52(y − 1) + ⌊(52(y − 1) + 146) / 293⌋.
const WEEKS: Cycle = Cycle { years: 293, days: 293 * 52 + 52, shift: 146 - 52, base: -52 };

/// The years, converted to days.
#[derive(Clone, Copy)]
pub(super) struct WholeWeeks;

impl WholeWeeks {
    const fn new_year(year: i64) -> i64 {
        EPOCH + 7 * WEEKS.new_year(year)
    }
}

impl Line for WholeWeeks {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        WholeWeeks::new_year(year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        WEEKS.year_of((day - EPOCH).div_euclid(7))
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        WEEKS.is_leap(year)
    }
}

/// Months of 4, 5 and 4 weeks in turn, and a leap week.
pub(super) struct Weeks454;

impl Months for Weeks454 {
    const SHORTEST: u32 = 28;

    #[inline]
    fn split(day_of_year: u32, _leap: bool) -> (u32, u32) {
        // The leap week belongs to the last quarter.
        let quarter = (day_of_year / 91).min(3);
        let day = day_of_year - 91 * quarter;
        let (month, before) = match day {
            0..28 => (1, 0),
            28..63 => (2, 28),
            _ => (3, 63),
        };
        (3 * quarter + month, day - before + 1)
    }

    #[inline]
    fn days_before(ordinal: u32, _leap: bool) -> u32 {
        91 * ((ordinal - 1) / 3) + [0, 28, 63][((ordinal - 1) % 3) as usize]
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        28 + 7 * u32::from(ordinal % 3 == 2 || (ordinal == 12 && leap))
    }
}

impl Years for Symmetry454 {
    const ID: &'static str = "symmetry454";
    const DAYS: (i64, i64) =
        (WholeWeeks::new_year(I32_YEARS.0), WholeWeeks::new_year(I32_YEARS.1 + 1) - 1);
    const ERAS: &'static [Era] = &[];
    const LINE: WholeWeeks = WholeWeeks;
    type Line = WholeWeeks;
    type Months = Weeks454;
}
