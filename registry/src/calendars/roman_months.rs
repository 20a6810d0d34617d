//! The months that the Gregorian, Julian and Milanković calendars share: January to December,
//! with a leap day at the end of February.
//!
//! The arithmetic counts years from 1 March, so that the leap day is the last day of a year. It is
//! that of Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their application to
//! calendar algorithms", *Software: Practice and Experience* 53 (2023), sections 5 and 6. The three
//! calendars differ only in the leap years among the centuries, which are in their files.

use super::years::Months;

/// A date in years from 1 March: year, and the day of that year from 0 (1 March) to 365.
#[derive(Clone, Copy)]
pub(super) struct MarchDate {
    pub(super) year: i64,
    pub(super) day_of_year: u32,
}

impl MarchDate {
    /// The calendar year, the month from 1 and the day of the month from 1.
    #[inline]
    pub(super) const fn split(self) -> (i64, u32, u32) {
        // 2141 / 2^16 is the inverse of the mean length of the months from March on.
        let scaled = 2141 * self.day_of_year + 197_913;
        let (month, day) = (scaled >> 16, (scaled & 0xffff) / 2141 + 1);
        // Days from 306 on are in January or February of the next calendar year.
        if self.day_of_year >= 306 {
            (self.year + 1, month - 12, day)
        } else {
            (self.year, month, day)
        }
    }
}

/// The year from 1 March that contains the month, and the days from that 1 March to the month's
/// first.
#[inline]
pub(super) const fn march_month(year: i64, month: u32) -> (i64, i64) {
    let next_year = month <= 2;
    let month = if next_year { month + 12 } else { month };
    (year - next_year as i64, ((979 * month - 2919) >> 5) as i64)
}

/// The length of a month from 1 to 12.
#[inline]
pub(super) const fn length(month: u32, leap_year: bool) -> u32 {
    match month {
        2 => 28 + leap_year as u32,
        // Odd months are long up to July, even ones from August on.
        _ => 30 + ((month ^ (month >> 3)) & 1),
    }
}

/// The months of a year from 1 January.
pub(super) struct RomanMonths;

impl Months for RomanMonths {
    const SHORTEST: u32 = 28;

    #[inline]
    fn split(day_of_year: u32, leap: bool) -> (u32, u32) {
        let february_end = 59 + u32::from(leap);
        let (year, day_of_year) = if day_of_year < february_end {
            (-1, 306 + day_of_year)
        } else {
            (0, day_of_year - february_end)
        };
        let (_, month, day) = MarchDate { year, day_of_year }.split();
        (month, day)
    }

    #[inline]
    fn days_before(ordinal: u32, leap: bool) -> u32 {
        let (year, days) = march_month(0, ordinal);
        let from_march = days as u32;
        if year < 0 { from_march - 306 } else { from_march + 59 + u32::from(leap) }
    }

    #[inline]
    fn length(ordinal: u32, leap: bool) -> u32 {
        length(ordinal, leap)
    }
}
