//! Months of the ancient Egyptian kind: twelve of 30 days, and the rest of the year as the 13th.

use super::years::Months;

/// Twelve months of 30 days, and a 13th of 5, in a leap year 6.
pub(super) struct ThirtyDayMonths;

impl Months for ThirtyDayMonths {
    const COUNT: u32 = 13;
    const SHORTEST: u32 = 5;

    #[inline]
    fn split(day_of_year: u32, _leap: bool) -> (u32, u32) {
        (day_of_year / 30 + 1, day_of_year % 30 + 1)
    }

    #[inline]
    fn days_before(ordinal: u32, _leap: bool) -> u32 {
        30 * (ordinal - 1)
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        if ordinal <= 12 { 30 } else { 5 + u32::from(leap) }
    }
}
