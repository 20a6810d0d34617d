//! # What it is
//! The calendar of Great Britain and its colonies: Julian to the end of Wednesday, 2 September 1752,
//! Gregorian from the next day on, Thursday, 14 September.
//!
//! # Rule
//! Twelve months. To 1752 a year is a leap year as in `julian`, from 1753 on as in `gregory`. September
//! 1752 has 19 days, 1, 2 and 14 to 30; the year has 355, and is a leap year.
//!
//! # Epoch and range
//! 14 September 1752 is RD 639,797, by definition of RD; 1 January of the year 1 is RD −1, as in
//! `julian`. Every year of an `i32`; the extended year 0 is the year 1 BCE.
//!
//! # Sources
//! Calendar (New Style) Act 1750, 24 Geo. II c. 23, section 1: the day after 2 September 1752 is the
//! 14th. Rules of both calendars: Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., sections
//! 2.1 and 3.1.
//!
//! # Known disagreements
//! By the same Act the year began on 1 January from 1752 on; before, the legal year of England began on
//! 25 March. Here, as in Ruby's `Date::ENGLAND`, ThreeTen-Extra's `BritishCutoverChronology` and Unix's
//! `cal`, every year begins on 1 January.

use super::gregory_cutover_1582::ERAS;
use super::reform::{Reform, reformed};

/// The Julian calendar to 2 September 1752, and then the Gregorian.
pub struct GregoryCutover1752;

reformed!(
    GregoryCutover1752,
    "gregory-cutover-1752",
    Reform::new((1752, 9, 2), (1752, 9, 14)),
    ERAS
);
