//! # What it is
//! The calendar of ISO 8601: the Gregorian calendar, proleptic, under its CLDR name. The standard's
//! week dates are another notation for the same days, and not part of a date here.
//!
//! # Rule
//! As in `gregory`.
//!
//! # Epoch and range
//! 1 January of the year 1 is RD 1, by definition of RD. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! ISO 8601:2000, 4.3.2.1; Unicode CLDR, `bcp47/calendar.xml` (the name).
//!
//! # Known disagreements
//! None in the dates. Years before 1583 are allowed by the standard only by mutual agreement.

use super::gregorian_years::GregorianYears;
use super::roman_months::RomanMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The calendar of ISO 8601.
pub struct Iso8601;

const YEARS: GregorianYears = GregorianYears { to_gregory: 0, offset: 0 };

impl Years for Iso8601 {
    const ID: &'static str = "iso8601";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const HAS_ISO_WEEKS: bool = true;
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = RomanMonths;
}
