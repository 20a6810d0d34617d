//! # What it is
//! The Badí' calendar of the Bahá'í Faith with every year from 21 March on, as it was kept in the West
//! until 2015; proleptic. Libraries that are older than the reform, or do without a table, go on so.
//!
//! # Rule
//! Months as in `bahai`. A year begins on 21 March, Gregorian, and is a leap year, with five days of Há,
//! if the Gregorian year in which it ends is one.
//!
//! # Epoch and range
//! 1 Bahá of the year 1 is 21 March 1844, RD 673,222. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 16.2, the Western version; GNU
//! Emacs, `cal-bahai.el`, the same rule in its documentation.
//!
//! # Known disagreements
//! The Universal House of Justice's letter of 10 July 2014 ends it with the year 171: from 172 on `bahai`
//! begins years with the equinox, in 36 of the 50 published years on 20 March.

use super::bahai_months::BahaiMonths;
use super::gregory::Gregory;
use super::rule::{I32_YEARS, Rule};
use super::years::{Line, Years};
use crate::era::Era;

/// The Bahá'í calendar with the new year on 21 March.
pub struct BahaiWestern;

/// How much larger the Gregorian year is in which the year begins.
const AHEAD: i64 = 1843;

/// The years from 21 March to 21 March.
#[derive(Clone, Copy)]
pub(super) struct FromMarch21;

impl FromMarch21 {
    #[inline]
    const fn new_year(year: i64) -> i64 {
        Gregory::month_start(year + AHEAD, 3) + 20
    }
}

impl Line for FromMarch21 {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        FromMarch21::new_year(year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        // Twenty days earlier, the year began with March.
        let (year, month, _) = Gregory.split(day - 20);
        year - AHEAD - i64::from(month < 3)
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        Gregory.is_leap(year + AHEAD + 1)
    }
}

impl Years for BahaiWestern {
    const ID: &'static str = "bahai-western";
    const DAYS: (i64, i64) =
        (FromMarch21::new_year(I32_YEARS.0), FromMarch21::new_year(I32_YEARS.1 + 1) - 1);
    const ERAS: &'static [Era] = &[Era::unbounded("be")];
    const LINE: FromMarch21 = FromMarch21;
    type Line = FromMarch21;
    type Months = BahaiMonths;
}
