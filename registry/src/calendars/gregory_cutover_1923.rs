//! # What it is
//! The civil calendar of Greece: Julian to the end of Wednesday, 15 February 1923, Gregorian from the next
//! day on, Thursday, 1 March.
//!
//! # Rule
//! Twelve months. To 1922 a year is a leap year as in `julian`, from 1923 on as in `gregory`. February
//! 1923 has 15 days; the year has 352.
//!
//! # Epoch and range
//! 1 March 1923 is RD 702,055, by definition of RD; 1 January of the year 1 is RD −1, as in `julian`.
//! Every year of an `i32`; the extended year 0 is the year 1 BCE.
//!
//! # Sources
//! Greece, decree of 18 January 1923: 16 February is called 1 March, as *Kathimerini* recounts it
//! under that date. So February has 15 days. Rules of both calendars: Reingold and Dershowitz,
//! *Calendrical Calculations*, 4th ed., sections 2.1 and 3.1.
//!
//! # Known disagreements
//! The Church of Greece changed in 1924, and to `milankovic`, which has the Gregorian dates until 2800.
//! No library has this change by default; Joda-Time, ICU, Java and Ruby's `Date` take any day for it.

use super::gregory_cutover_1582::ERAS;
use super::reform::{Reform, reformed};

/// The Julian calendar to 15 February 1923, and then the Gregorian.
pub struct GregoryCutover1923;

reformed!(
    GregoryCutover1923,
    "gregory-cutover-1923",
    Reform::new((1923, 2, 15), (1923, 3, 1)),
    ERAS
);
