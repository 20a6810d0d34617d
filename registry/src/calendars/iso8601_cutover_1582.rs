//! # What it is
//! A calendar called `iso8601` that has Julian dates before the reform of 1582, against the standard:
//! libraries have it because they derive it from a Gregorian calendar with that reform.
//!
//! # Rule
//! As in `gregory-cutover-1582`.
//!
//! # Epoch and range
//! 15 October 1582 is RD 577,736; from it on dates are those of `iso8601`. Every year of an `i32`; year 0
//! exists.
//!
//! # Sources
//! ICU, `ISO8601Calendar`: it differs from ICU's Gregorian calendar, which has the reform of 1582, only
//! in its weeks. Before that class existed, `GregorianCalendar` took its place. Rule:
//! `gregory-cutover-1582`, with its sources.
//!
//! # Known disagreements
//! ISO 8601:2000, 4.3.2.1, has the Gregorian calendar before 1582, too: `iso8601`, which java.time, ICU4X
//! and Temporal follow.

use super::reform::{OF_1582, reformed};

/// ISO 8601's calendar with the reform of 1582.
pub struct Iso8601Cutover1582;

reformed!(Iso8601Cutover1582, "iso8601-cutover-1582", OF_1582, &[]);
