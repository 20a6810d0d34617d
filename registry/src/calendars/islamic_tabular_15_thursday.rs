//! # What it is
//! The tabular Islamic calendar with the year 15 instead of 16 as a leap year, and the astronomical
//! epoch, a Thursday; proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. In a cycle of
//! 30 years the years 2, 5, 7, 10, 13, 15, 18, 21, 24, 26 and 29 are leap years.
//!
//! # Epoch and range
//! 1 Muḥarram of the year 1 is RD 227,014: Thursday, 15 July 622, Julian. Every year of an `i32`;
//! year 0 exists.
//!
//! # Sources
//! Noda Time, `IslamicLeapYearPattern` and `IslamicEpoch` (leap years, both epochs), after R. H.
//! van Gent, *The Arithmetical Calendar*; Reingold and Dershowitz, *Calendrical Calculations*, 4th
//! ed., section 7.1 (months).
//!
//! # Known disagreements
//! `islamic-tabular-15-civil` is the same rule with the other epoch. The CLDR's `islamic-civil` and
//! `islamic-tbla` have other leap years.

use super::islamic_months::{THURSDAY, Tabular};

/// The tabular Islamic calendar with the leap year 15, Thursday epoch.
pub struct IslamicTabular15Thursday;

impl Tabular for IslamicTabular15Thursday {
    const ID: &'static str = "islamic-tabular-15-thursday";
    const SHIFT: i64 = 4;
    const EPOCH: i64 = THURSDAY;
}
