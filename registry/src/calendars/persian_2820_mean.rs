//! # What it is
//! The Persian solar calendar as a line of mean years, 683 leap years spread evenly over 2820;
//! the rule that Qt states for `QCalendar::System::Jalali`. Proleptic.
//!
//! # Rule
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. In the cycle that
//! begins with 475, year k (from 0) starts on day ⌊k · 1,029,983 / 2820⌋ of the cycle; so y is a
//! leap year if 683 · (y + 2346) mod 2820 < 683.
//!
//! # Epoch and range
//! 1 Farvardin 475 is RD 400,021, Julian day number 2,121,446. Every year of an `i32`; the extended
//! year 0 exists.
//!
//! # Sources
//! Qt 6, `qjalalicalendar.cpp`, which states cycle, mean year and epoch. The cycle is Ahmad
//! Birashk's, *A Comparative Calendar*, Mazda 1993, whose own leap years within it differ.
//!
//! # Known disagreements
//! The official calendar: of 1206 to 1498, the years 1209, 1242, 1275, 1437 and 1470 are leap years
//! here, and in Iran 1210, 1243, 1276, 1436 and 1469. Qt has no year 0.

use super::cycle::Cycle;
use super::persian_months::PersianMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The Persian calendar of mean years.
pub struct Persian2820Mean;

/// The year and the day with which a cycle begins.
const CYCLE_START: (i64, i64) = (475, 400_021);

/// 2820 years of 365 days and 683 leap days, shifted so that the year 475 starts a cycle.
const YEARS: Cycle =
    Cycle { years: 2820, days: 1_029_983, shift: -1_029_983 * CYCLE_START.0, base: CYCLE_START.1 };

impl Years for Persian2820Mean {
    const ID: &'static str = "persian-2820-mean";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = PersianMonths;
}
