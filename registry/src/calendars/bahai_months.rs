//! The months of a Bahá'í year.
//!
//! Nineteen months of 19 days, M01 Bahá to M19 ‘Alá'. Between the eighteenth and the nineteenth
//! come the days of Há, four or in a leap year five, which belong to no month. Here they are a
//! month of their own, with the code M20 and the ordinal 19; ‘Alá' keeps its number and has the
//! ordinal 20. Source: Bahá'u'lláh, *Kitáb-i-Aqdas*, ¶16 and note 27; *Calendrical Calculations*,
//! 4th ed., section 16.1.

use super::years::Months;
use crate::date::MonthCode;

/// The code of the days of Há, Ayyám-i-Há.
const AYYAM_I_HA: u8 = 20;

/// The months of a Bahá'í year.
pub(super) struct BahaiMonths;

impl Months for BahaiMonths {
    const COUNT: u32 = 20;
    const SHORTEST: u32 = 4;

    #[inline]
    fn split(day_of_year: u32, leap: bool) -> (u32, u32) {
        let last = Self::days_before(20, leap);
        if day_of_year < last {
            (day_of_year / 19 + 1, day_of_year % 19 + 1)
        } else {
            (20, day_of_year - last + 1)
        }
    }

    #[inline]
    fn days_before(ordinal: u32, leap: bool) -> u32 {
        if ordinal < 20 { 19 * (ordinal - 1) } else { 346 + u32::from(leap) }
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        if ordinal == 19 { 4 + u32::from(leap) } else { 19 }
    }

    #[inline]
    fn code(ordinal: u32) -> MonthCode {
        MonthCode::common(match ordinal {
            19 => AYYAM_I_HA,
            20 => 19,
            _ => ordinal as u8,
        })
    }

    #[inline]
    fn ordinal(month: MonthCode) -> Option<u32> {
        match month {
            MonthCode { number: AYYAM_I_HA, leap: false } => Some(19),
            MonthCode { number: 19, leap: false } => Some(20),
            MonthCode { number: number @ 1..=18, leap: false } => Some(u32::from(number)),
            _ => None,
        }
    }
}
