//! # What it is
//! The tabular Islamic calendar with the leap years attributed to Ḥabash al-Ḥāsib, and the civil
//! epoch, a Friday; proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. In a cycle of
//! 30 years the years 2, 5, 8, 11, 13, 16, 19, 21, 24, 27 and 30 are leap years.
//!
//! # Epoch and range
//! 1 Muḥarram of the year 1 is RD 227,015: Friday, 16 July 622, Julian. Every year of an `i32`;
//! year 0 exists.
//!
//! # Sources
//! Noda Time, `IslamicLeapYearPattern` and `IslamicEpoch` (leap years, both epochs), after R. H.
//! van Gent, *The Arithmetical Calendar*; Reingold and Dershowitz, *Calendrical Calculations*, 4th
//! ed., section 7.1 (months).
//!
//! # Known disagreements
//! `islamic-tabular-habash-thursday` is the same rule with the other epoch. The CLDR's
//! `islamic-civil` and `islamic-tbla` have other leap years.

use super::islamic_months::{FRIDAY, Tabular};

/// The tabular Islamic calendar with the leap years of Ḥabash, civil epoch.
pub struct IslamicTabularHabashCivil;

impl Tabular for IslamicTabularHabashCivil {
    const ID: &'static str = "islamic-tabular-habash-civil";
    const SHIFT: i64 = -2;
    const EPOCH: i64 = FRIDAY;
}
