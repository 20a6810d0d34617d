//! # What it is
//! The Dangun (Tangun) count of Korea, official in South Korea from 1948 to 1961; proleptic.
//!
//! # Rule
//! Twelve months, as in `gregory`. The year is the Gregorian year plus 2333.
//!
//! # Epoch and range
//! 1 January of the year 4281 is 1 January 1948, RD 711,127. The year 0 is −2333. Every year of an
//! `i32`.
//!
//! # Sources
//! Republic of Korea, Act No. 4 of 25 September 1948 on the era (Dangun years; 2333 BCE is the year
//! 1), repealed by Act No. 775 with effect from 1 January 1962; .NET,
//! `System.Globalization.KoreanCalendar`, remarks (the year 2001 is 4334).
//!
//! # Known disagreements
//! CLDR has no name for it: its `dangi` is the Korean lunisolar calendar. The Act's first year is
//! 2333 BCE, the Gregorian year −2332.

use super::gregorian_years::GregorianYears;
use super::roman_months::RomanMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The Gregorian calendar in Dangun years.
pub struct Dangun;

const YEARS: GregorianYears = GregorianYears { to_gregory: -2333, offset: 0 };

impl Years for Dangun {
    const ID: &'static str = "dangun";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = RomanMonths;
}
