//! # What it is
//! The calendar of medieval Armenia; proleptic.
//!
//! # Rule
//! Twelve months of 30 days and a thirteenth of 5. There are no leap years, so the new year wanders
//! through the seasons.
//!
//! # Epoch and range
//! 1 Nawasardi of the year 1 is 11 July 552, Julian, RD 201,443. Every year of an `i32`; year 0
//! exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 1.11 (rule and epoch).
//!
//! # Known disagreements
//! The reformed calendars of later centuries, which have leap days, are different calendars.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The Armenian calendar.
pub struct Armenian;

const YEARS: Cycle = Cycle { years: 1, days: 365, shift: 0, base: 201_443 - 365 };

impl Years for Armenian {
    const ID: &'static str = "armenian";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: Cycle = YEARS;
    type Line = Cycle;
    type Months = ThirtyDayMonths;
}
