//! # What it is
//! The civil calendar of Ethiopia, in years of the Incarnation (Amete Mihret); proleptic.
//!
//! # Rule
//! Twelve months of 30 days and a thirteenth of 5, in a leap year of 6. A year is a leap year if
//! its remainder on division by 4 is 3.
//!
//! # Epoch and range
//! 1 Mäskäräm of the year 1 is 29 August 8, Julian, RD 2,796. Every year of an `i32`; year 0
//! exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 4.2 (rule and epoch).
//!
//! # Known disagreements
//! None known. The extended year continues with 0, −1, …; as years of an era these belong to the
//! era of the world, `aa` 5500, 5499, …, as in ICU4X and Temporal.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The Ethiopian calendar.
pub struct Ethiopic;

/// Four years of 365 days and a leap day, the third of them the leap year.
const YEARS: Cycle = Cycle { years: 4, days: 1461, shift: 0, base: 2_796 - 365 };

impl Years for Ethiopic {
    const ID: &'static str = "ethiopic";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] =
        &[Era { year_one: -5499, ..Era::unbounded("aa") }, Era::from("am", 2_796)];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = ThirtyDayMonths;
}
