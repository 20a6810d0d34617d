//! # What it is
//! The calendar of the French Republic by the leap years that were kept and then a rule of 128 years, after
//! the astronomer von Mädler; proleptic.
//!
//! # Rule
//! Months as in `french-republican`. Of the years 1 to 16 the years 3, 7, 11 and 15 are leap years. All
//! others are leap years if 4 divides them and 128 does not.
//!
//! # Epoch and range
//! 1 Vendémiaire of the year 1 is 22 September 1792, RD 654,415. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! convertdate, `french_republican`, method `madler`, in its documentation, which names von Mädler for it.
//! Months and epoch: Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 17.1.
//!
//! # Known disagreements
//! `french-republican-romme-from-20` has the same years to 99 and parts from it in the year 100, and again
//! in 128. convertdate 2.5.1 counts the 128 years from 17 on, against its documentation and its own
//! `leap`: the years 129 to 144 begin a day late there, and so on every 128 years.

use super::french_years::KeptThenRule;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The French Republican calendar by the kept leap years, and then the rule of 128 years.
pub struct FrenchRepublican128;

const YEARS: KeptThenRule = KeptThenRule { divisors: &[4, 128], cycle: (128, 46_751) };

impl Years for FrenchRepublican128 {
    const ID: &'static str = "french-republican-128";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: KeptThenRule = YEARS;
    type Line = KeptThenRule;
    type Months = ThirtyDayMonths;
}
