//! # What it is
//! The International Fixed Calendar of Moses B. Cotsworth: a year of thirteen equal months, with
//! one or two days outside the week. A proposal; Eastman Kodak used it for its accounts from 1928
//! to 1989. Proleptic.
//!
//! # Rule
//! Thirteen months of 28 days; the seventh, between June and July, is Sol. Year Day follows 28
//! December, as its 29th, and in a leap year Leap Day follows 28 June, as its 29th. Leap years are
//! those of the Gregorian calendar. Every month begins with a Sunday; Year Day and Leap Day have no
//! weekday.
//!
//! # Epoch and range
//! Every year begins on the Gregorian 1 January; that of the year 1 is RD 1. Every year of an
//! `i32`; year 0 exists.
//!
//! # Sources
//! M. B. Cotsworth, *The Rational Almanac*, Acomb 1902; ThreeTen-Extra,
//! `InternationalFixedChronology` (the same months, and the 29th of months 6 and 13).
//!
//! # Known disagreements
//! The weekdays are not those of the seven-day week. Some implementations count Leap Day and Year
//! Day outside the months.

use super::gregorian_years::GregorianYears;
use super::rule::I32_YEARS;
use super::years::{Months, Years};
use crate::day::Weekday;
use crate::era::Era;

/// The International Fixed Calendar.
pub struct InternationalFixed;

const YEARS: GregorianYears = GregorianYears { to_gregory: 0, offset: 0 };

/// Thirteen months of 28 days; the last has a 29th, and in a leap year so has the sixth.
pub(super) struct FixedMonths;

/// The index of Leap Day in a leap year, from 0.
const LEAP_DAY: u32 = 6 * 28;

impl Months for FixedMonths {
    const COUNT: u32 = 13;
    const SHORTEST: u32 = 28;

    #[inline]
    fn split(day_of_year: u32, leap: bool) -> (u32, u32) {
        if leap && day_of_year == LEAP_DAY {
            return (6, 29);
        }
        let day_of_year = day_of_year - u32::from(leap && day_of_year > LEAP_DAY);
        let ordinal = (day_of_year / 28 + 1).min(13);
        (ordinal, day_of_year - 28 * (ordinal - 1) + 1)
    }

    #[inline]
    fn days_before(ordinal: u32, leap: bool) -> u32 {
        28 * (ordinal - 1) + u32::from(leap && ordinal > 6)
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        28 + u32::from(ordinal == 13 || (ordinal == 6 && leap))
    }

    fn weekday(_day: i64, day_of_year: u32, leap: bool) -> Option<Weekday> {
        let (_, day) = Self::split(day_of_year, leap);
        // The 1st is a Sunday, the last of `ALL`.
        (day <= 28).then(|| Weekday::ALL[(day as usize + 5) % 7])
    }
}

impl Years for InternationalFixed {
    const ID: &'static str = "international-fixed";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = FixedMonths;
}
