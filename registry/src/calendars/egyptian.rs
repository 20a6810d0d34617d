//! # What it is
//! The civil calendar of ancient Egypt, in years of Nabonassar; proleptic.
//!
//! # Rule
//! Twelve months of 30 days and a thirteenth of 5. There are no leap years, so the new year wanders
//! through the seasons.
//!
//! # Epoch and range
//! 1 Thoth of the year 1 is 26 February 747 BCE, Julian, RD −272,787. Every year of an `i32`; year
//! 0 exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 1.11 (rule and epoch).
//!
//! # Known disagreements
//! None known.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The Egyptian calendar.
pub struct Egyptian;

const YEARS: Cycle = Cycle { years: 1, days: 365, shift: 0, base: -272_787 - 365 };

impl Years for Egyptian {
    const ID: &'static str = "egyptian";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = ThirtyDayMonths;
}
