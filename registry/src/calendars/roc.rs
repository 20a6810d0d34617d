//! # What it is
//! The Minguo calendar of the Republic of China; proleptic.
//!
//! # Rule
//! Twelve months, as in `gregory`. The year is the Gregorian year minus 1911.
//!
//! # Epoch and range
//! 1 January of the year 1 is 1 January 1912, RD 697,978. The year 0 is 1911, called "1 before the
//! Republic". Every year of an `i32`.
//!
//! # Sources
//! Unicode CLDR, `bcp47/calendar.xml`, `roc`; ECMA-402, intl-era-monthcode, table of eras (era
//! `roc`, whose year 1 is 1912).
//!
//! # Known disagreements
//! Where years before 1 are counted backwards in an era of their own, the year 0 here is the first
//! of them.

use super::gregorian_years::GregorianYears;
use super::roman_months::RomanMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The Minguo calendar.
pub struct Roc;

const YEARS: GregorianYears = GregorianYears { to_gregory: 1911, offset: 0 };

pub(super) const ERAS: &[Era] = &[Era::before("broc"), Era::from("roc", 697_978)];

impl Years for Roc {
    const ID: &'static str = "roc";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = ERAS;
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = RomanMonths;
}
