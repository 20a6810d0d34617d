//! # What it is
//! The solar calendar of Thailand, in Buddhist Era years; proleptic.
//!
//! # Rule
//! Twelve months, as in `gregory`. The year is the Gregorian year plus 543, for every day of it.
//!
//! # Epoch and range
//! 1 January of the year 2484 is 1 January 1941, RD 708,571: since then the Thai year has begun in
//! January. The year 0 is −543. Every year of an `i32`.
//!
//! # Sources
//! Unicode CLDR, `bcp47/calendar.xml`, `buddhist`; ECMA-402, intl-era-monthcode, table of eras (era
//! `be`, its year 1 is −542); Thailand, Calendar Year Act of 2483 BE (new year on 1 January from
//! 2484 on).
//!
//! # Known disagreements
//! Until 2483 the year really began on 1 April, and 2483 had only nine months; java.time, ICU and
//! .NET leave that out, as here. Implementations on top of a calendar with a change in 1582 answer
//! with Julian dates before it. Sri Lanka and Myanmar count one year more.

use super::gregorian_years::GregorianYears;
use super::roman_months::RomanMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The Thai solar calendar.
pub struct Buddhist;

const YEARS: GregorianYears = GregorianYears { to_gregory: -543, offset: 0 };

impl Years for Buddhist {
    const ID: &'static str = "buddhist";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[Era::unbounded("be")];
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = RomanMonths;
}
