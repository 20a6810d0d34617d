//! # What it is
//! The solar calendar of Thailand, with Julian dates before the reform of 1582. It was never in civil
//! use: libraries have it because they derive it from a Gregorian calendar with that reform.
//!
//! # Rule
//! Twelve months, as in `gregory-cutover-1582`. The year is that one's year and 543, for every day of it.
//! The tenth month of 2125 has 21 days, 1 to 4 and 15 to 31.
//!
//! # Epoch and range
//! 15 October 2125 is RD 577,736; from it on dates are those of `buddhist`. Every year of an `i32`.
//!
//! # Sources
//! ICU, `BuddhistCalendar`: the calendar is the Gregorian one but for the year and the era, and
//! `GregorianCalendar` changes in 1582; Joda-Time, `BuddhistChronology`: like `GJChronology` but for the
//! year. The two parts: `buddhist` and `gregory-cutover-1582`, with their sources.
//!
//! # Known disagreements
//! Before 15 October 1582 `buddhist`, which java.time, .NET, ICU4X and Temporal follow, has Gregorian
//! dates. Thailand used neither then.

use super::reform::{OF_1582, reformed};
use crate::era::Era;

/// The Thai solar calendar with the reform of 1582.
pub struct BuddhistCutover1582;

reformed!(
    BuddhistCutover1582,
    "buddhist-cutover-1582",
    OF_1582.with_years(-543),
    &[Era::unbounded("be")]
);
