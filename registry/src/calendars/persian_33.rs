//! # What it is
//! The Persian solar calendar by the 33-year rule, an arithmetic stand-in for the equinox;
//! proleptic.
//!
//! # Rule
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. In a cycle of 33 years
//! the years 1, 5, 9, 13, 17, 22, 26 and 30 are leap years: those y with (25y + 11) mod 33 < 8.
//!
//! # Epoch and range
//! 1 Farvardin 1404 is RD 739,331, 21 March 2025, as in Iran; by the rule, 1 Farvardin of the year
//! 1 is then RD 226,895, a day before the equinox of *Calendrical Calculations*. Every year of an
//! `i32`; the extended year 0 exists.
//!
//! # Sources
//! Rule: the 33-year rule of ICU's and ICU4X's `persian` without their later exceptions, also
//! stated in the documentation of the .NET Framework for `PersianCalendar` before version 4.6.
//! Epoch: Calendar Center of the University of Tehran, table of 1206 to 1498 AP.
//!
//! # Known disagreements
//! None with the official table within its years, 1206 to 1498; from 1502 on the equinox departs
//! from the rule.

use super::cycle::Cycle;
use super::persian_months::PersianMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The Persian calendar by the 33-year rule.
pub struct Persian33;

/// 33 years of 365 days and 8 leap days.
pub(super) const YEARS: Cycle = Cycle { years: 33, days: 12_053, shift: 21, base: 226_895 - 365 };

impl Years for Persian33 {
    const ID: &'static str = "persian-33";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = PersianMonths;
}
