//! # What it is
//! The calendar of the French Republic as GNU Emacs has it: the leap years that were kept and the two that
//! were to follow, then Romme's rule, which was never adopted; proleptic.
//!
//! # Rule
//! Months as in `french-republican`. Of the years 1 to 20 the years 3, 7, 11, 15 and 20 are leap years. All
//! others are by Romme's rule: 4 divides them, unless 100 does and 400 does not, or 4000 does.
//!
//! # Epoch and range
//! 1 Vendémiaire of the year 1 is 22 September 1792, RD 654,415. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! GNU Emacs, `cal-french.el`, `calendar-french-leap-year-p` in its documentation: practice by the
//! equinoxes to 20, after it Romme's proposal. Months and epoch: Reingold and Dershowitz, *Calendrical
//! Calculations*, 4th ed., section 17.1.
//!
//! # Known disagreements
//! `french-republican` has 4, 8, 12 and 16 for 3, 7, 11 and 15, and is the same from the year 17 on.
//! `french-republican-equinox` has the same years 1 to 20 and goes on by the equinox. Emacs 28.2
//! begins the years 1 to 4999 as here, and answers for none before 1.

use super::french_years::KeptThenRule;
use super::rule::I32_YEARS;
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::era::Era;

/// The French Republican calendar by the kept leap years, and then Romme's rule.
pub struct FrenchRepublicanRommeFrom20;

const YEARS: KeptThenRule =
    KeptThenRule { divisors: &[4, 100, 400, 4000], cycle: (4000, 1_460_969) };

impl Years for FrenchRepublicanRommeFrom20 {
    const ID: &'static str = "french-republican-romme-from-20";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &[];
    const LINE: KeptThenRule = YEARS;
    type Line = KeptThenRule;
    type Months = ThirtyDayMonths;
}
