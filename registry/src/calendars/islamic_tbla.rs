//! # What it is
//! The tabular Islamic calendar in its most common form, with the astronomical epoch, a Thursday;
//! proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. In a cycle of
//! 30 years the years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 are leap years.
//!
//! # Epoch and range
//! 1 Muḥarram of the year 1 is RD 227,014: Thursday, 15 July 622, Julian. Every year of an `i32`;
//! year 0 exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 7.1 (rule and the civil
//! epoch); Unicode CLDR, `bcp47/calendar.xml`, `islamic-tbla` (the Thursday epoch).
//!
//! # Known disagreements
//! `islamic-civil` is the same rule a day later; three other sets of leap years are in use. .NET's
//! `HijriCalendar` is this calendar, with an adjustment that the user sets.

use super::islamic_months::{THURSDAY, Tabular};

/// The tabular Islamic calendar, Thursday epoch.
pub struct IslamicTbla;

impl Tabular for IslamicTbla {
    const ID: &'static str = "islamic-tbla";
    const SHIFT: i64 = 3;
    const EPOCH: i64 = THURSDAY;
}
