//! # What it is
//! The tabular Islamic calendar with the leap years called Indian or Fatimid, and the astronomical
//! epoch, a Thursday; proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. In a cycle of
//! 30 years the years 2, 5, 8, 10, 13, 16, 19, 21, 24, 27 and 29 are leap years.
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
//! `islamic-tabular-indian-civil` is the same rule with the other epoch. The CLDR's `islamic-civil`
//! and `islamic-tbla` have other leap years.

use super::islamic_months::{THURSDAY, Tabular};

/// The tabular Islamic calendar with the Indian leap years, Thursday epoch.
pub struct IslamicTabularIndianThursday;

impl Tabular for IslamicTabularIndianThursday {
    const ID: &'static str = "islamic-tabular-indian-thursday";
    const SHIFT: i64 = 0;
    const EPOCH: i64 = THURSDAY;
}
