//! The months and the leap years that all tabular Islamic calendars share.
//!
//! Twelve months, alternately of 30 and 29 days; in a leap year the twelfth has 30. Eleven of 30
//! years are leap years: the file of each calendar states which, and on which day the first year
//! begins. Source: Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 7.1.

use super::cycle::Cycle;
use super::rule::I32_YEARS;
use super::years::{Months, Years};
use crate::era::Era;

/// The first day of the first year: Friday, 16 July 622, Julian.
pub(super) const FRIDAY: i64 = 227_015;
/// The first day of the first year: Thursday, 15 July 622, Julian.
pub(super) const THURSDAY: i64 = 227_014;

/// A tabular Islamic calendar, by the points on which such calendars differ.
pub(super) trait Tabular: Send + Sync {
    /// The calendar's id.
    const ID: &'static str;
    /// Which years are leap years: those with (11y + `SHIFT`) mod 30 ≥ 19.
    const SHIFT: i64;
    /// The first day of the first year.
    const EPOCH: i64;
    /// 30 years of 354 days and 11 leap days.
    const CYCLE: Cycle =
        Cycle { years: 30, days: 10_631, shift: Self::SHIFT, base: Self::EPOCH - 354 };
}

impl<T: Tabular> Years for T {
    const ID: &'static str = T::ID;
    const DAYS: (i64, i64) = T::CYCLE.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &eras(T::EPOCH);
    const LINE: Cycle = T::CYCLE;
    type Line = Cycle;
    type Months = IslamicMonths;
}

/// The eras of the Hijra and before it.
pub(super) const fn eras(epoch: i64) -> [Era; 2] {
    [Era::before("bh"), Era::from("ah", epoch)]
}

/// The months of a tabular Islamic year.
pub(super) struct IslamicMonths;

impl Months for IslamicMonths {
    const SHORTEST: u32 = 29;

    #[inline]
    fn split(day_of_year: u32, leap: bool) -> (u32, u32) {
        // Each pair of months has 59 days; the leap day belongs to the last month.
        let ordinal = (2 * day_of_year / 59 + 1).min(12);
        (ordinal, day_of_year - Self::days_before(ordinal, leap) + 1)
    }

    #[inline]
    fn days_before(ordinal: u32, _leap: bool) -> u32 {
        29 * (ordinal - 1) + ordinal / 2
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        29 + (ordinal % 2) + u32::from(ordinal == 12 && leap)
    }
}
