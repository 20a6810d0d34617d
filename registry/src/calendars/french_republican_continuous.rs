//! # What it is
//! The calendar of the French Republic with a leap year every four years as they were kept, without an end:
//! what concordances of the nineteenth century have; proleptic.
//!
//! # Rule
//! Months as in `french-republican`. A year is a leap year if 4 divides the next one: 3, 7, 11, 15, 19, …
//!
//! # Epoch and range
//! 1 Vendémiaire of the year 1 is 22 September 1792, RD 654,415. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! convertdate, `french_republican`, method `continuous`, in its documentation, after concordances of the
//! nineteenth century: 19, 23, 27 and so on. Months and epoch: Reingold and Dershowitz, *Calendrical
//! Calculations*, 4th ed., section 17.1.
//!
//! # Known disagreements
//! By the equinox, `french-republican-equinox`, the year after 15 is 20. From the year 20 on every rule
//! parts from this one.

use super::cycle::Cycle;
use super::french_years::EPOCH;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The French Republican calendar with a leap year every four years.
pub struct FrenchRepublicanContinuous;

const YEARS: Cycle = Cycle { years: 4, days: 1461, shift: 0, base: EPOCH - 365 };

impl Years for FrenchRepublicanContinuous {
    const ID: &'static str = "french-republican-continuous";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = ThirtyDayMonths;
}
