//! # What it is
//! The Persian solar calendar by Kazimierz Borkowski's rule: cycles of 33 years, restarted in 18
//! years to follow the computed equinox; as in jalaali-js and many libraries derived from it.
//!
//! # Rule
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. From each break to the
//! next the years are numbered from 0; of each 33 the years 0, 4, 8, … 28 are leap years, except
//! the last year before a break. Where the last cycle before a break has four years, its leap day
//! is in the year before it.
//!
//! # Epoch and range
//! 1 Farvardin of the year 1 is 19 March 622, Julian, RD 226,896. Only the years −61 to 3177, for
//! which the breaks are published; the year 0 exists.
//!
//! # Sources
//! Kazimierz M. Borkowski, "The Persian calendar for 3000 years", *Earth, Moon, and Planets* 74
//! (1996), 223–230; jalaali-js, `index.js` (MIT), for breaks and range.
//!
//! # Known disagreements
//! None with the official table within its years, 1206 to 1498. Before and after them it departs
//! from `persian-33` and its corrected form.

use super::persian_months::PersianMonths;
use super::years::{Line, Years};
use crate::era::Era;

/// The Persian calendar by Borkowski's breaks.
pub struct PersianBorkowski;

/// The years with which cycles restart, with the year after the last at the end.
const BREAKS: [i64; 20] = [
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324,
    2394, 2456, 3178,
];

const LAST: usize = BREAKS.len() - 1;

/// RD of 1 Farvardin of the year −61.
const FIRST_NEW_YEAR: i64 = 204_250;

/// The day on which the year of each break begins.
const NEW_YEARS: [i64; BREAKS.len()] = new_years();

const fn new_years() -> [i64; BREAKS.len()] {
    let mut days = [FIRST_NEW_YEAR; BREAKS.len()];
    let mut index = 0;
    while index < LAST {
        let years = BREAKS[index + 1] - BREAKS[index];
        days[index + 1] = days[index] + 365 * years + years / 33 * 8 + years % 33 / 4;
        index += 1;
    }
    days
}

/// The years by Borkowski's breaks.
#[derive(Clone, Copy)]
pub(super) struct Breaks;

impl Line for Breaks {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        let index = BREAKS.partition_point(|first| *first <= year) - 1;
        let place = year - BREAKS[index];
        let four_years_left = index < LAST && BREAKS[index + 1] - year == 4;
        let moved = four_years_left && place % 33 == 0;
        let leap_days = place / 33 * 8 + (place % 33 + 3) / 4 + i64::from(moved);
        NEW_YEARS[index] + 365 * place + leap_days
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        let index = NEW_YEARS.partition_point(|first| *first <= day) - 1;
        // No new year is two days away from the mean of a cycle, so this is off by one year at
        // most.
        let year = BREAKS[index] + 33 * (day - NEW_YEARS[index]) / 12_053;
        if day < self.new_year(year) {
            year - 1
        } else {
            year + i64::from(day >= self.new_year(year + 1))
        }
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        self.new_year(year + 1) - self.new_year(year) == 366
    }
}

impl Years for PersianBorkowski {
    const ID: &'static str = "persian-borkowski";
    const YEARS: (i64, i64) = (BREAKS[0], BREAKS[LAST] - 1);
    const DAYS: (i64, i64) = (FIRST_NEW_YEAR, NEW_YEARS[LAST] - 1);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: Breaks = Breaks;
    type Line = Breaks;
    type Months = PersianMonths;
}
