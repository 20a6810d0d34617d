//! # What it is
//! The calendar of Ethiopia in years of the world (Amete Alem); proleptic.
//!
//! # Rule
//! Months and leap years as in `ethiopic`. The year is the year of the Incarnation plus 5500.
//!
//! # Epoch and range
//! 1 Mäskäräm of the year 5501 is 29 August 8, Julian, RD 2,796; so 1 Mäskäräm of the year 1 is RD
//! −2,006,079. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! Unicode CLDR, `bcp47/calendar.xml`, `ethioaa`; ECMA-402, intl-era-monthcode, table of eras (era
//! `aa`: its year 5501 is the year 1 of `am`); Reingold and Dershowitz, *Calendrical Calculations*,
//! 4th ed., section 4.2 (rule).
//!
//! # Known disagreements
//! None known.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The Ethiopian calendar in years of the world.
pub struct Ethioaa;

/// How many years of the world precede the Incarnation.
const BEFORE: i64 = 5500;

/// Four years of 365 days and a leap day, the third of them the leap year.
const YEARS: Cycle = Cycle { years: 4, days: 1461, shift: -1461 * BEFORE, base: 2_796 - 365 };

impl Years for Ethioaa {
    const ID: &'static str = "ethioaa";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("aa")];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = ThirtyDayMonths;
}
