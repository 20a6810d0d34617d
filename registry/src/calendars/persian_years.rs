//! What every variant of the Persian calendar shares: the months. A variant says when its years
//! begin.
//!
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. Source: the Iranian
//! law of 11 Farvardin 1304 AP (31 March 1925), as given in Reingold and Dershowitz,
//! *Calendrical Calculations*, 4th ed., section 15.1.

use super::rule::Rule;

/// The years of a variant. What holds for [`Rule`]'s arguments holds here.
pub(super) trait PersianYears: Send + Sync {
    /// The calendar's id.
    const ID: &'static str;
    /// The first and the last extended year.
    const YEARS: (i64, i64);
    /// The first day of the first year and the last day of the last.
    const DAYS: (i64, i64);

    /// The day on which the year begins.
    fn new_year(&self, year: i64) -> i64;

    /// The year that holds the day.
    fn year_of(&self, day: i64) -> i64;

    /// Whether Esfand has 30 days.
    fn is_leap(&self, year: i64) -> bool;
}

impl<P: PersianYears> Rule for P {
    const ID: &'static str = P::ID;
    const YEARS: (i64, i64) = P::YEARS;
    const DAYS: (i64, i64) = P::DAYS;
    const SHORTEST_MONTH: u32 = 29;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let year = self.year_of(day);
        let day_of_year = (day - self.new_year(year)) as u32;
        if day_of_year < 6 * 31 {
            (year, day_of_year / 31 + 1, day_of_year % 31 + 1)
        } else {
            (year, (day_of_year - 6) / 30 + 1, (day_of_year - 6) % 30 + 1)
        }
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        let before = if ordinal <= 7 { 31 * (ordinal - 1) } else { 30 * (ordinal - 1) + 6 };
        self.new_year(year) + i64::from(before)
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        match ordinal {
            1..=6 => 31,
            7..=11 => 30,
            _ => 29 + u32::from(PersianYears::is_leap(self, year)),
        }
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        PersianYears::is_leap(self, year)
    }
}
