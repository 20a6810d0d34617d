//! # What it is
//! The Persian solar calendar by Ahmad Birashk's cycle of 2820 years, the arithmetic Persian
//! calendar of *Calendrical Calculations*, which many libraries took over. Proleptic.
//!
//! # Rule
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. A cycle of 2820 years
//! begins with the year 475 and consists of 21 cycles of 128 years and one of 132. Those of 128
//! consist of 29, 33, 33 and 33 years, the last one of 29, 33, 33 and 37. In each of these the
//! fifth year and every fourth after it is a leap year.
//!
//! # Epoch and range
//! 1 Farvardin of the year 1 is 19 March 622, Julian, RD 226,896. Every year of an `i32`; the
//! extended year 0 exists, though not in the source.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 15.3 (rule) and 15.1
//! (epoch), after Ahmad Birashk, *A Comparative Calendar*, Mazda 1993.
//!
//! # Known disagreements
//! The official calendar: of 1206 to 1498, the years 1209, 1242, 1404, 1437 and 1470 are leap years
//! here, and in Iran 1210, 1243, 1403, 1436 and 1469. `persian-2820-mean` distributes the same 683
//! leap days differently. *Calendrical Calculations* and most libraries have no year 0.

use super::cycle::Cycle;
use super::persian_months::PersianMonths;
use super::rule::I32_YEARS;
use super::years::{Line, Years};
use crate::era::Era;

/// The Persian calendar by Birashk's cycle.
pub struct Persian2820;

/// The first year of a cycle of 2820 years as counted here: one before Birashk's, so that the leap
/// years of a cycle lie on a line.
const CYCLE_START: i64 = 474;

/// Cycles, each with 683 leap days. RD 399,655 is 1 Farvardin 474.
const CYCLES: Cycle = Cycle { years: 1, days: 2820 * 365 + 683, shift: 0, base: 399_655 };

/// The years of a cycle, from 0, as a line of 31 leap days in 128 years.
const YEARS: Cycle =
    Cycle { years: 128, days: 128 * 365 + 31, shift: (31 * CYCLE_START - 5) % 128, base: 0 };

/// The years by Birashk's cycle.
#[derive(Clone, Copy)]
pub(super) struct Birashk;

impl Birashk {
    const fn new_year(year: i64) -> i64 {
        let year = year - CYCLE_START;
        CYCLES.new_year(year.div_euclid(2820)) + YEARS.new_year(year.rem_euclid(2820))
    }
}

impl Line for Birashk {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        Birashk::new_year(year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        let cycle = CYCLES.year_of(day);
        CYCLE_START + 2820 * cycle + YEARS.year_of(day - CYCLES.new_year(cycle))
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        YEARS.is_leap((year - CYCLE_START).rem_euclid(2820))
    }
}

impl Years for Persian2820 {
    const ID: &'static str = "persian-2820";
    const DAYS: (i64, i64) =
        (Birashk::new_year(I32_YEARS.0), Birashk::new_year(I32_YEARS.1 + 1) - 1);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: Birashk = Birashk;
    type Line = Birashk;
    type Months = PersianMonths;
}
