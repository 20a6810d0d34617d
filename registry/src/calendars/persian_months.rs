//! The months that all variants of the Persian calendar share.
//!
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. Source: the Iranian
//! law of 11 Farvardin 1304 AP (31 March 1925), as given in Reingold and Dershowitz,
//! *Calendrical Calculations*, 4th ed., section 15.1.

use super::years::Months;

/// The months of a year that begins at the March equinox.
pub(super) struct PersianMonths;

impl Months for PersianMonths {
    const SHORTEST: u32 = 29;

    #[inline]
    fn split(day_of_year: u32, _leap: bool) -> (u32, u32) {
        if day_of_year < 6 * 31 {
            (day_of_year / 31 + 1, day_of_year % 31 + 1)
        } else {
            ((day_of_year - 6) / 30 + 1, (day_of_year - 6) % 30 + 1)
        }
    }

    #[inline]
    fn days_before(ordinal: u32, _leap: bool) -> u32 {
        if ordinal <= 7 { 31 * (ordinal - 1) } else { 30 * (ordinal - 1) + 6 }
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        match ordinal {
            1..=6 => 31,
            7..=11 => 30,
            _ => 29 + u32::from(leap),
        }
    }
}
