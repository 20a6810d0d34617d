//! # What it is
//! The Indian national calendar, in years of the Saka era; proleptic.
//!
//! # Rule
//! Twelve months. Chaitra has 30 days, in a leap year 31; the next five have 31, the last six 30. A
//! year is a leap year if the Gregorian year in which it begins, 78 larger, is one.
//!
//! # Epoch and range
//! A year begins on 22 March, in a leap year on 21 March: always 80 days after 1 January. 1 Chaitra
//! of the year 1879, the first in use, is 22 March 1957, RD 714,495; so 1 Chaitra 1 is RD 28,570.
//! Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! Government of India, *Report of the Calendar Reform Committee*, New Delhi 1955, part C, as given
//! in the *Explanatory Supplement to the Astronomical Almanac*, section 12.7 (months, leap years,
//! first day).
//!
//! # Known disagreements
//! None known. *Calendrical Calculations* covers the traditional Hindu calendars, which are
//! different calendars.

use super::gregorian_years::GregorianYears;
use super::rule::I32_YEARS;
use super::years::{Months, Years};
use crate::era::Era;

/// The Indian national calendar.
pub struct Indian;

const YEARS: GregorianYears = GregorianYears { to_gregory: 78, offset: 80 };

/// One month of 30 or 31 days, five of 31, six of 30.
pub(super) struct IndianMonths;

impl Months for IndianMonths {
    const SHORTEST: u32 = 30;

    #[inline]
    fn split(day_of_year: u32, leap: bool) -> (u32, u32) {
        let first_half = 6 * 31 - u32::from(!leap);
        if day_of_year >= first_half {
            let rest = day_of_year - first_half;
            return (rest / 30 + 7, rest % 30 + 1);
        }
        // In a common year 31 Chaitra is skipped.
        let skipped = u32::from(!leap && day_of_year >= 30);
        ((day_of_year + skipped) / 31 + 1, (day_of_year + skipped) % 31 + 1)
    }

    #[inline]
    fn days_before(ordinal: u32, leap: bool) -> u32 {
        // Thirty days a month, plus a 31st for each of those before the seventh.
        30 * (ordinal - 1) + (ordinal - 1).min(6) - u32::from(ordinal > 1 && !leap)
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        match ordinal {
            1 => 30 + u32::from(leap),
            2..=6 => 31,
            _ => 30,
        }
    }
}

impl Years for Indian {
    const ID: &'static str = "indian";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("shaka")];
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = IndianMonths;
}
