//! The ISO 8601 week date of a day, independent of calendars.

use std::fmt;
use std::str::FromStr;

use crate::calendar::Calendar;
use crate::calendars::Gregory;
use crate::date::Date;
use crate::day::{RataDie, Weekday};
use crate::refusal::Refusal;

/// A day as a week-year, a week and a weekday.
///
/// Weeks begin on Monday, and a week belongs to the year that contains its Thursday; so 1 January
/// may lie in the last week of the year before, and a year has 52 or 53 weeks. Defined for the days
/// of all Gregorian years of an `i32`, except the last two days, whose week belongs to a year
/// beyond. Source: ISO 8601-1:2019, 3.1.1.23 and 5.2.3 (week dates).
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
    /// The week date of the day.
    ///
    /// # Errors
    ///
    /// The Gregorian calendar refuses the Thursday of the week.
    pub fn of(day: RataDie) -> Result<IsoWeekDate, Refusal> {
        let weekday = day.weekday();
        let thursday = day.0.saturating_add(4 - i64::from(weekday.number()));
        let year = Gregory.date(RataDie(thursday))?.year;
        let new_year = Gregory.day(Date::new(year, 1, 1))?;
        Ok(IsoWeekDate { year, week: ((thursday - new_year.0) / 7 + 1) as u32, weekday })
    }

    /// The day of the week date.
    ///
    /// # Errors
    ///
    /// The week-year does not have the week.
    pub fn day(self) -> Result<RataDie, Refusal> {
        let weeks = Self::weeks_in_year(self.year)?;
        if self.week == 0 || self.week > weeks {
            return Err(Refusal::NoSuchWeek { weeks });
        }
        let days = 7 * i64::from(self.week - 1) + i64::from(self.weekday.number()) - 1;
        Ok(RataDie(week_1(self.year)? + days))
    }

    /// Whether this can be the day after `before`: the next day of the same week, or the Monday of
    /// the next week, which after week 52 or 53 may be week 1 of the next year.
    pub fn follows(self, before: IsoWeekDate) -> bool {
        if self.weekday != before.weekday.next() {
            return false;
        }
        let is_later = |weeks: u32| before.week.checked_add(weeks) == Some(self.week);
        if before.weekday != Weekday::Sunday {
            return self.year == before.year && is_later(0);
        }
        let begins_year = before.year.checked_add(1) == Some(self.year) && self.week == 1;
        (self.year == before.year && is_later(1) && self.week <= 53)
            || (begins_year && matches!(before.week, 52 | 53))
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

impl FromStr for IsoWeekDate {
    type Err = String;

    fn from_str(text: &str) -> Result<IsoWeekDate, String> {
        read(text).ok_or_else(|| {
            format!("`{}` is not a week date; expected for example 2005-W52-7", text.escape_debug())
        })
    }
}

fn read(text: &str) -> Option<IsoWeekDate> {
    let (year, rest) = text.split_once("-W")?;
    let (week, weekday) = rest.split_once('-')?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(week) || !is_number(weekday) {
        return None;
    }
    let weekday = Weekday::from_number(weekday.parse().ok()?)?;
    Some(IsoWeekDate { year: year.parse().ok()?, week: week.parse().ok()?, weekday })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The years with 53 weeks in a cycle of 400: those that begin on a Thursday, and leap years
    /// that begin on a Wednesday.
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
    fn every_day_round_trips_and_weeks_are_consecutive() {
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
    fn weeks_that_do_not_exist_are_refused() {
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

    #[test]
    fn written_week_dates_can_be_read() {
        for (year, week) in [(0, 1), (2026, 53), (-5, 7), (9999, 0), (10_000, 52), (i64::MIN, 99)] {
            for weekday in Weekday::ALL {
                let date = IsoWeekDate { year, week, weekday };
                assert_eq!(date.to_string().parse(), Ok(date));
            }
        }
        for none in ["", "2026", "2026-W01", "2026-W01-8", "2026-W01-0", "2026-W-1-1", "2026-W+1-1"]
        {
            assert!(none.parse::<IsoWeekDate>().is_err(), "{none}");
        }
    }

    #[test]
    fn calendars_with_gregorian_years_have_iso_weeks_in_their_whole_range() {
        for calendar in crate::calendars::ALL {
            let range = calendar.range().unwrap();
            let has_weeks = ["gregory", "iso8601"].contains(&calendar.id());
            assert_eq!(calendar.iso_week(RataDie(1)).is_ok(), has_weeks, "{}", calendar.id());
            if !has_weeks {
                let none = calendar.day_from_iso_week(sunday()).map_err(Refusal::reason);
                assert_eq!(none, Err(crate::Reason::Unsupported), "{}", calendar.id());
                continue;
            }
            for day in (range.first.0..range.first.0 + 20).chain(range.last.0 - 20..range.last.0) {
                let week = calendar.iso_week(RataDie(day));
                let back = week.and_then(|week| calendar.day_from_iso_week(week));
                assert!(week.is_err() || back == Ok(RataDie(day)), "{day}: {week:?}, {back:?}");
            }
            for day in [range.first.0 - 9, range.last.0 + 9] {
                assert!(calendar.iso_week(RataDie(day)).is_err(), "{day}");
            }
            let first = IsoWeekDate { year: i32::MIN.into(), week: 1, weekday: Weekday::Monday };
            let day = calendar.day_from_iso_week(first);
            assert!(day.is_err() || day.unwrap() >= range.first, "{day:?}");
        }
    }

    fn sunday() -> IsoWeekDate {
        IsoWeekDate { year: 1, week: 1, weekday: Weekday::Sunday }
    }
}
