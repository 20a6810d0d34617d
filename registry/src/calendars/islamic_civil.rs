//! # What it is
//! The tabular Islamic calendar in its most common form, with the civil epoch, a Friday; proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. In a cycle of
//! 30 years the years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 are leap years.
//!
//! # Epoch and range
//! 1 Muḥarram of the year 1 is RD 227,015: Friday, 16 July 622, Julian. Every year of an `i32`;
//! year 0 exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 7.1 (rule and the civil
//! epoch).
//!
//! # Known disagreements
//! `islamic-tbla` is the same rule a day earlier; three other sets of leap years are in use. Qt has
//! no year 0.

use super::islamic_months::{FRIDAY, Tabular};

/// The tabular Islamic calendar, civil epoch.
pub struct IslamicCivil;

impl Tabular for IslamicCivil {
    const ID: &'static str = "islamic-civil";
    const SHIFT: i64 = 3;
    const EPOCH: i64 = FRIDAY;
}
