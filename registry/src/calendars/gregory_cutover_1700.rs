//! # What it is
//! The calendar of the Protestant estates of the Empire and of Denmark with Norway: Julian to the end of
//! Sunday, 18 February 1700, Gregorian from the next day on, Monday, 1 March.
//!
//! # Rule
//! Twelve months. To 1699 a year is a leap year as in `julian`, from 1700 on as in `gregory`. February
//! 1700 has 18 days; the year has 355.
//!
//! # Epoch and range
//! 1 March 1700 is RD 620,607, by definition of RD; 1 January of the year 1 is RD −1, as in `julian`.
//! Every year of an `i32`; the extended year 0 is the year 1 BCE.
//!
//! # Sources
//! Resolution of the Corpus Evangelicorum at Regensburg, 23 September 1699, Julian: 1 March follows 18
//! February 1700; royal decree of Denmark and Norway of 28 November 1699; both as told by R. H. van Gent,
//! *The Improved Calendar*. Rules of both calendars: Reingold and Dershowitz, *Calendrical Calculations*,
//! 4th ed., sections 2.1 and 3.1.
//!
//! # Known disagreements
//! The Netherlands' Protestant provinces and Switzerland's Protestant cantons followed on other days of
//! 1700 and 1701. The estates computed Easter apart until 1775, which touches no date here. No library
//! has this change by default; Joda-Time, ICU, Java and Ruby's `Date` take any day for it.

use super::gregory_cutover_1582::ERAS;
use super::reform::{Reform, reformed};

/// The Julian calendar to 18 February 1700, and then the Gregorian.
pub struct GregoryCutover1700;

reformed!(
    GregoryCutover1700,
    "gregory-cutover-1700",
    Reform::new((1700, 2, 18), (1700, 3, 1)),
    ERAS
);
