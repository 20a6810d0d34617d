//! # What it is
//! The tabular Islamic calendar with the leap years attributed to Ḥabash al-Ḥāsib, and the
//! astronomical epoch, a Thursday; proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. In a cycle of
//! 30 years the years 2, 5, 8, 11, 13, 16, 19, 21, 24, 27 and 30 are leap years.
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
//! `islamic-tabular-habash-civil` is the same rule with the other epoch. The CLDR's `islamic-civil`
//! and `islamic-tbla` have other leap years.

use super::islamic_months::{THURSDAY, Tabular};

/// The tabular Islamic calendar with the leap years of Ḥabash, Thursday epoch.
pub struct IslamicTabularHabashThursday;

impl Tabular for IslamicTabularHabashThursday {
    const ID: &'static str = "islamic-tabular-habash-thursday";
    const SHIFT: i64 = -2;
    const EPOCH: i64 = THURSDAY;
}
