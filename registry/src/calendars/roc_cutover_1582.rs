//! # What it is
//! The Minguo calendar, with Julian dates before the reform of 1582. It was never in civil use:
//! libraries have it because they derive it from a Gregorian calendar with that reform.
//!
//! # Rule
//! Twelve months, as in `gregory-cutover-1582`. The year is that one's year less 1911. The tenth month of
//! the year −329 has 21 days, 1 to 4 and 15 to 31.
//!
//! # Epoch and range
//! 15 October −329 is RD 577,736; from it on dates are those of `roc`. Every year of an `i32`; the year 0
//! is 1911.
//!
//! # Sources
//! ICU, `TaiwanCalendar`: the calendar is the Gregorian one but for the year and the era, and
//! `GregorianCalendar` changes in 1582. The two parts: `roc` and `gregory-cutover-1582`, with their
//! sources.
//!
//! # Known disagreements
//! Before 15 October 1582 `roc`, which java.time, ICU4X and Temporal follow, has Gregorian dates.

use super::reform::{OF_1582, reformed};
use super::roc::ERAS;

/// The Minguo calendar with the reform of 1582.
pub struct RocCutover1582;

reformed!(RocCutover1582, "roc-cutover-1582", OF_1582.with_years(1911), ERAS);
