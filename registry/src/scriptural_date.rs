//! Hebrew months counted from Nisan: another notation for a day, independent of the calendar.

use std::fmt;

use crate::calendar::Calendar;
use crate::calendars::Hebrew;
use crate::date::{Date, MonthCode};
use crate::day::RataDie;
use crate::refusal::Refusal;

/// A day of the Hebrew calendar with the months in the order of scripture: Nisan is the first,
/// Tishri the seventh, Adar the twelfth; in a leap year Adar I is the twelfth and Adar II the
/// thirteenth. The year is counted from Tishri: it changes between the sixth month and the seventh.
/// Defined for the days of all years of an `i32`. Source: Exodus 12:2; Reingold and Dershowitz,
/// *Calendrical Calculations*, 4th ed., section 8.1.
///
/// ```
/// use calproof_registry::{RataDie, ScripturalDate};
/// let day = RataDie(728_714); // 25 February 1996
/// let date = ScripturalDate::of(day).unwrap();
/// assert_eq!(date, ScripturalDate { year: 5756, month: 12, day: 5 });
/// assert_eq!(date.day(), Ok(day));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScripturalDate {
    /// The year of the world, counted from Tishri.
    pub year: i64,
    /// The month, from Nisan on, 1 to 12 or 13.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
}

impl ScripturalDate {
    /// The date of the day.
    ///
    /// # Errors
    ///
    /// The Hebrew calendar refuses the day.
    pub fn of(day: RataDie) -> Result<ScripturalDate, Refusal> {
        let Date { year, month, day } = Hebrew.date(day)?;
        // Adar is the twelfth month; in a leap year Adar I is, and Adar II follows.
        let leap = Hebrew.is_leap_year(year)?;
        let month = match month {
            MonthCode { leap: true, .. } => 12,
            MonthCode { number: 6, .. } => 12 + u32::from(leap),
            MonthCode { number: number @ 7.., .. } => u32::from(number) - 6,
            MonthCode { number, .. } => u32::from(number) + 6,
        };
        Ok(ScripturalDate { year, month, day })
    }

    /// The day of the date.
    ///
    /// # Errors
    ///
    /// The year does not have the month, or the month does not have the day.
    pub fn day(self) -> Result<RataDie, Refusal> {
        let leap = Hebrew.is_leap_year(self.year)?;
        let month = match self.month {
            month @ 1..=6 => MonthCode::common(month as u8 + 6),
            month @ 7..=11 => MonthCode::common(month as u8 - 6),
            12 if leap => MonthCode::leap(5),
            12 => MonthCode::common(6),
            13 if leap => MonthCode::common(6),
            _ => return Err(Refusal::NoSuchOrdinal { months: 12 + u32::from(leap) }),
        };
        Hebrew.day(Date { year: self.year, month, day: self.day })
    }
}

impl fmt::Display for ScripturalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ScripturalDate { year, month, day } = self;
        match year {
            0..=9999 => write!(f, "{year:04}/{month:02}/{day:02}"),
            _ => write!(f, "{year:+05}/{month:02}/{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_round_trips_and_months_wrap_after_the_sixth() {
        let mut before = ScripturalDate::of(RataDie(699_999)).unwrap();
        for day in 700_000..720_000 {
            let date = ScripturalDate::of(RataDie(day)).unwrap();
            assert_eq!(date.day(), Ok(RataDie(day)), "{date}");
            let next_month = match before.month {
                month @ (12 | 13) if date.month == 1 => {
                    assert_eq!(month == 13, Hebrew.is_leap_year(date.year).unwrap(), "{date}");
                    1
                }
                month => month + 1,
            };
            let same_month = (before.year, before.month, before.day + 1);
            let next_year = before.year + i64::from(next_month == 7);
            let is = (date.year, date.month, date.day);
            assert!(is == same_month || is == (next_year, next_month, 1), "{before}, then {date}");
            before = date;
        }
    }

    #[test]
    fn months_and_days_that_do_not_exist_are_refused() {
        let date = |year, month, day| ScripturalDate { year, month, day }.day();
        assert_eq!(date(5786, 13, 1), Err(Refusal::NoSuchOrdinal { months: 12 }));
        assert_eq!(date(5787, 14, 1), Err(Refusal::NoSuchOrdinal { months: 13 }));
        assert_eq!(date(5787, 0, 1), Err(Refusal::NoSuchOrdinal { months: 13 }));
        assert_eq!(date(5787, u32::MAX, 1), Err(Refusal::NoSuchOrdinal { months: 13 }));
        assert_eq!(date(5787, 12, 31), Err(Refusal::NoSuchDay { month_length: 30 }));
        assert_eq!(date(5787, 13, 30), Err(Refusal::NoSuchDay { month_length: 29 }));
        for far in [i64::MIN, i64::MAX] {
            assert!(ScripturalDate::of(RataDie(far)).is_err() && date(far, 1, 1).is_err());
        }
    }
}
