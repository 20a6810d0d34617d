//! # What it is
//! The calendar of the Coptic Church, in years of the Martyrs; proleptic.
//!
//! # Rule
//! Twelve months of 30 days and a thirteenth of 5, in a leap year of 6. A year is a leap year if
//! its remainder on division by 4 is 3.
//!
//! # Epoch and range
//! 1 Thout of the year 1 is 29 August 284, Julian, RD 103,605. Every year of an `i32`; year 0
//! exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 4.1 (rule and epoch).
//!
//! # Known disagreements
//! Older versions of ICU count the years before 1 backwards, in an era of their own.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The Coptic calendar.
pub struct Coptic;

/// Four years of 365 days and a leap day, the third of them the leap year.
const YEARS: Cycle = Cycle { years: 4, days: 1461, shift: 0, base: 103_605 - 365 };

impl Years for Coptic {
    const ID: &'static str = "coptic";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("am")];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = ThirtyDayMonths;
}
