//! # What it is
//! The calendar of the French Republic, by the arithmetic rule that Gilbert Romme proposed in 1795;
//! proleptic. While it was in use, from 1793 to 1805, years began at the equinox.
//!
//! # Rule
//! Twelve months of 30 days; the complementary days, 5 and in a leap year 6, are the thirteenth
//! month here. A year is a leap year if it is divisible by 4, except that years divisible by 100
//! are leap years only if divisible by 400, and years divisible by 4000 are common.
//!
//! # Epoch and range
//! 1 Vendémiaire of the year 1 is 22 September 1792, RD 654,415. Every year of an `i32`; year 0
//! exists.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., sections 17.1 (months, epoch) and
//! 17.3 (leap years); after Romme's proposal of 19 Floréal III, never adopted.
//!
//! # Known disagreements
//! By the equinox the years 3, 7 and 11 were leap years, and by the rule 4, 8 and 12: so each year
//! after one of the former begins a day later by the equinox, `french-republican-equinox`. Three
//! further rules keep these leap years and part after them: `french-republican-romme-from-20` (15, 20,
//! then as here), `french-republican-128` (15, 20, then none where 128 divides the year) and
//! `french-republican-continuous` (15, 19, 23, …).

use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::{Line, Years};
use crate::era::Era;

/// The French Republican calendar by Romme's rule.
pub struct FrenchRepublican;

/// RD of 1 Vendémiaire of the year 1.
const EPOCH: i64 = 654_415;

/// 4000 years have 365 days each, and leap days: 1000, less 40, plus 10, less 1.
const DAYS_OF_4000_YEARS: i64 = 4000 * 365 + 969;

/// The years by Romme's rule.
#[derive(Clone, Copy)]
pub(super) struct Romme;

impl Romme {
    const fn new_year(year: i64) -> i64 {
        let past = year - 1;
        let leap_days = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
            - past.div_euclid(4000);
        EPOCH + 365 * past + leap_days
    }
}

impl Line for Romme {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        Romme::new_year(year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        // By the mean length of a year. No new year is two days or more away from it, so this is
        // off by one year at most.
        let year = (4000 * (day - EPOCH)).div_euclid(DAYS_OF_4000_YEARS) + 1;
        if day < Romme::new_year(year) {
            year - 1
        } else {
            year + i64::from(day >= Romme::new_year(year + 1))
        }
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) && year % 4000 != 0
    }
}

impl Years for FrenchRepublican {
    const ID: &'static str = "french-republican";
    const DAYS: (i64, i64) = (Romme::new_year(I32_YEARS.0), Romme::new_year(I32_YEARS.1 + 1) - 1);
    const ERAS: &'static [Era] = &[];
    const LINE: Romme = Romme;
    type Line = Romme;
    type Months = ThirtyDayMonths;
}
