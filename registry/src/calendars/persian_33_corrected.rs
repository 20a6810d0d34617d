//! # What it is
//! The Persian solar calendar by the 33-year rule with a list of exceptions, which keeps it near the
//! equinox up to the year 3000; the rule that ICU4X follows. Proleptic.
//!
//! # Rule
//! Leap years are those of `persian-33`, except that for each year in the list the year after it is
//! the leap year instead.
//!
//! # Epoch and range
//! As in `persian-33`: 1 Farvardin 1404 is RD 739,331, 21 March 2025. Every year of an `i32`; the
//! extended year 0 exists. After the last exception, 2987, the 33-year rule continues alone.
//!
//! # Sources
//! ICU4X, crate `calendrical_calculations` 0.2, `persian.rs` (Apache-2.0): the list, which it says is made
//! by the equinox at 52.5° E for 1178 to 3000 AP. ICU has such a list since ICU-22736 (77.1), and 78.2
//! begins every year from 1 to 3200 AP on the same day.
//!
//! # Known disagreements
//! None with the official table within its years, 1206 to 1498. `persian-33` differs first on the
//! last day of 1502. `persian-astronomical` begins 1503, 1602, 1701 and 2159 a day later, and no other
//! year from 1178 to 2378: in these the equinox falls within minutes of noon, after it by the model
//! there. Before 1178 the list has no exceptions, and 81 years of 1 to 1177 part.

use super::cycle::Cycle;
use super::persian_33;
use super::persian_months::PersianMonths;
use super::rule::I32_YEARS;
use super::years::{Line, Years};
use crate::era::Era;

/// The Persian calendar by the 33-year rule with exceptions.
pub struct Persian33Corrected;

/// Leap years by the 33-year rule that are common here; the next year is the leap year.
const EXCEPTIONS: [i64; 78] = [
    1502, 1601, 1634, 1667, 1700, 1733, 1766, 1799, 1832, 1865, 1898, 1931, 1964, 1997, 2030, 2059,
    2063, 2096, 2129, 2158, 2162, 2191, 2195, 2224, 2228, 2257, 2261, 2290, 2294, 2323, 2327, 2356,
    2360, 2389, 2393, 2422, 2426, 2455, 2459, 2488, 2492, 2521, 2525, 2554, 2558, 2587, 2591, 2620,
    2624, 2653, 2657, 2686, 2690, 2719, 2723, 2748, 2752, 2756, 2781, 2785, 2789, 2818, 2822, 2847,
    2851, 2855, 2880, 2884, 2888, 2913, 2917, 2921, 2946, 2950, 2954, 2979, 2983, 2987,
];

/// The years of the 33-year rule, some of which begin a day earlier here.
#[derive(Clone, Copy)]
pub(super) struct Corrected(Cycle);

impl Line for Corrected {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        self.0.new_year(year) - i64::from(is_exception(year - 1))
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        // The last day of an exception is the first of the next year.
        let year = self.0.year_of(day);
        year + i64::from(is_exception(year) && day + 1 == self.0.new_year(year + 1))
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        (self.0.is_leap(year) && !is_exception(year)) || is_exception(year - 1)
    }
}

#[inline]
fn is_exception(year: i64) -> bool {
    let (first, last) = (EXCEPTIONS[0], EXCEPTIONS[EXCEPTIONS.len() - 1]);
    first <= year && year <= last && EXCEPTIONS.binary_search(&year).is_ok()
}

impl Years for Persian33Corrected {
    const ID: &'static str = "persian-33-corrected";
    const DAYS: (i64, i64) = persian_33::YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: Corrected = Corrected(persian_33::YEARS);
    type Line = Corrected;
    type Months = PersianMonths;
}
