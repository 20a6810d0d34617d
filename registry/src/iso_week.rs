//! The week of ISO 8601: a view of a day, beside the calendar.

use std::fmt;

use crate::calendar::Calendar;
use crate::calendars::Gregory;
use crate::date::Date;
use crate::day::{RataDie, Weekday};
use crate::refusal::Refusal;

/// A day as a week-year, a week of it and a weekday.
///
/// Weeks begin on Monday, and a week belongs to the year in which its Thursday lies; so 1 January
/// may lie in the last week of the year before, and a year has 52 or 53 weeks. For the days of all
/// Gregorian years of an `i32`, but for the last two, whose week belongs to a year beyond. Source: ISO 8601-1:2019, 3.1.1.23 and 5.2.3 (week dates).
///
/// ```
/// use calproof_registry::{IsoWeekDate, RataDie};
/// let day = RataDie(732_312); // 1 January 2006, a Sunday
/// let week = IsoWeekDate::of(day).unwrap();
/// assert_eq!(week.to_string(), "2005-W52-7");
/// assert_eq!(week.day(), Ok(day));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IsoWeekDate {
    /// The week-year.
    pub year: i64,
    /// The week, from 1 to 52 or 53.
    pub week: u32,
    /// The weekday.
    pub weekday: Weekday,
}

impl IsoWeekDate {
    /// The day's week; refused where the Gregorian calendar refuses the Thursday of the week.
    pub fn of(day: RataDie) -> Result<IsoWeekDate, Refusal> {
        let weekday = day.weekday();
        let thursday = day.0.saturating_add(4 - i64::from(weekday.number()));
        let year = Gregory.date(RataDie(thursday))?.year;
        let new_year = Gregory.day(Date::new(year, 1, 1))?;
        Ok(IsoWeekDate { year, week: ((thursday - new_year.0) / 7 + 1) as u32, weekday })
    }

    /// The day; refused where the week-year has no such week.
    pub fn day(self) -> Result<RataDie, Refusal> {
        let weeks = Self::weeks_in_year(self.year)?;
        if self.week == 0 || self.week > weeks {
            return Err(Refusal::NoSuchWeek { weeks });
        }
        let days = 7 * i64::from(self.week - 1) + i64::from(self.weekday.number()) - 1;
        Ok(RataDie(week_1(self.year)? + days))
    }

    /// How many weeks the week-year has, 52 or 53.
    pub fn weeks_in_year(year: i64) -> Result<u32, Refusal> {
        // The last week holds 28 December.
        let day = Gregory.day(Date::new(year, 12, 28))?;
        Ok(((day.0 - week_1(year)?) / 7 + 1) as u32)
    }
}

/// The Monday of the week that holds 4 January.
fn week_1(year: i64) -> Result<i64, Refusal> {
    let day = Gregory.day(Date::new(year, 1, 4))?;
    Ok(day.0 - i64::from(day.weekday().number()) + 1)
}

impl fmt::Display for IsoWeekDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let IsoWeekDate { year, week, weekday } = self;
        match year {
            0..=9999 => write!(f, "{year:04}-W{week:02}-{}", weekday.number()),
            _ => write!(f, "{year:+05}-W{week:02}-{}", weekday.number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The years of 53 weeks in a cycle of 400: those that begin on a Thursday, and leap years that
    /// begin on a Wednesday.
    #[test]
    fn long_years_are_those_with_53_thursdays() {
        for year in 1600..2000 {
            let new_year = Gregory.day(Date::new(year, 1, 1)).unwrap().weekday();
            let leap = Gregory.is_leap_year(year).unwrap();
            let long = new_year == Weekday::Thursday || (leap && new_year == Weekday::Wednesday);
            let weeks = IsoWeekDate::weeks_in_year(year);
            assert_eq!(weeks, Ok(if long { 53 } else { 52 }), "{year}");
        }
    }

    #[test]
    fn every_day_leads_back_and_weeks_follow_one_another() {
        let mut before = IsoWeekDate::of(RataDie(-200_001)).unwrap();
        for day in -200_000..800_000 {
            let week = IsoWeekDate::of(RataDie(day)).unwrap();
            assert_eq!(week.day(), Ok(RataDie(day)), "{week}");
            let same = (week.year, week.week) == (before.year, before.week);
            assert_eq!(same, week.weekday != Weekday::Monday, "{before}, then {week}");
            before = week;
        }
    }

    #[test]
    fn what_is_no_week_is_refused() {
        let week = IsoWeekDate { year: 2026, week: 53, weekday: Weekday::Sunday };
        assert_eq!(week.day(), Ok(RataDie(739_984)), "3 January 2027");
        let none = |year, week| IsoWeekDate { year, week, ..sunday() }.day();
        assert_eq!(none(2025, 53), Err(Refusal::NoSuchWeek { weeks: 52 }));
        assert_eq!(none(2026, 0), Err(Refusal::NoSuchWeek { weeks: 53 }));
        assert_eq!(none(2026, u32::MAX), Err(Refusal::NoSuchWeek { weeks: 53 }));
        for day in [i64::MIN, i64::MAX] {
            assert!(IsoWeekDate::of(RataDie(day)).is_err());
            assert!(none(day, 1).is_err());
        }
    }

    fn sunday() -> IsoWeekDate {
        IsoWeekDate { year: 1, week: 1, weekday: Weekday::Sunday }
    }
}
