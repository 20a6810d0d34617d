//! Faults in weeks, weekdays and days of the year.

use calproof_registry::{IsoWeekDate, MonthCode, RataDie, Refusal, Weekday};

use super::between;
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered, around_year_zero, gregory};
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-week-53-that-is-week-1",
        about: "week 53 of a leap year is said to be week 1 of the next year; that of a common \
                year is right",
        caught_by: &["calendar/weeks/day_to_iso_week_to_day"],
        found_by: NOT_TIMED,
        twin: "week 53 of a leap year is computed from the week before it",
        plant: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = base.iso_week(day)?;
                if week.week == 53 && base.is_leap_year(week.year)? {
                    return Ok(IsoWeekDate { year: week.year + 1, week: 1, ..week });
                }
                Ok(week)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = base.iso_week(day)?;
                if week.week == 53 && base.is_leap_year(week.year)? {
                    let before = base.iso_week(RataDie(day.0 - 7))?;
                    return Ok(IsoWeekDate { week: before.week + 1, ..before });
                }
                Ok(week)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "no-week-53-from-a-wednesday",
        about: "a leap year that begins on a Wednesday is said to have no week 53",
        caught_by: &["calendar/weeks/day_to_iso_week_to_day"],
        found_by: NOT_TIMED,
        twin: "week 53 of a leap year that begins on a Wednesday is computed from its week 52",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                if week.week == 53 && is_leap_from_wednesday(base, week.year)? {
                    return Err(Refusal::NoSuchWeek { weeks: 52 });
                }
                base.day_from_iso_week(week)
            },
            ..Tampered::of("iso8601")
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                if week.week == 53 && is_leap_from_wednesday(base, week.year)? {
                    let before = base.day_from_iso_week(IsoWeekDate { week: 52, ..week })?;
                    return Ok(RataDie(before.0 + 7));
                }
                base.day_from_iso_week(week)
            },
            ..Tampered::of("iso8601")
        }),
    },
    Fault {
        name: "a-saturday-of-new-year-in-week-53",
        about: "a 1 January that is a Saturday is in week 53, even where the year before has 52 \
                weeks",
        caught_by: &["calendar/weeks/day_to_iso_week_to_day"],
        found_by: NOT_TIMED,
        twin: "a 1 January that is a Saturday is in the week of the day before",
        plant: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = base.iso_week(day)?;
                let is_it = base.day_of_year(day)? == 1 && week.weekday == Weekday::Saturday;
                Ok(IsoWeekDate { week: if is_it { 53 } else { week.week }, ..week })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = base.iso_week(day)?;
                if base.day_of_year(day)? != 1 || week.weekday != Weekday::Saturday {
                    return Ok(week);
                }
                let before = base.iso_week(RataDie(day.0 - 1))?;
                Ok(IsoWeekDate { weekday: Weekday::Saturday, ..before })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "mondays-before-day-0",
        about: "a negative day divisible by 7 is a Monday instead of a Sunday, since 7 is added \
                to a remainder of 0",
        caught_by: &["calendar/order/weekdays_cycle"],
        found_by: NOT_TIMED,
        twin: "the weekday of a negative day is computed by a remainder that is never negative",
        plant: Calendar(|| Tampered {
            weekday: |base, day| {
                let is_it = day.0 < 0 && day.0 % 7 == 0;
                if is_it { Ok(Some(Weekday::Monday)) } else { base.weekday(day) }
            },
            range: around_year_zero(),
            ..Tampered::of("julian")
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |base, day| {
                if day.0 >= 0 || base.weekday(day).is_err() {
                    return base.weekday(day);
                }
                Ok(Weekday::from_number(((day.0.rem_euclid(7) + 6) % 7 + 1) as u8))
            },
            range: around_year_zero(),
            ..Tampered::of("julian")
        }),
    },
    Fault {
        name: "days-of-years-behind-a-leap-month",
        about: "after a leap month, the day of the year does not count the days of that month",
        caught_by: &["calendar/round_trip/day_to_ordinal_to_day"],
        found_by: NOT_TIMED,
        twin: "the day of the year is counted from the new year",
        plant: Calendar(|| Tampered {
            day_of_year: |base, day| {
                let date = base.date(day)?;
                let place = base.month_ordinal(date.year, date.month)?;
                let before = (1..place).map(|place| base.month_code(date.year, place));
                let leap = before.flatten().find(|month| month.leap);
                let left_out = leap.map_or(Ok(0), |leap| base.days_in_month(date.year, leap))?;
                Ok(base.day_of_year(day)? - left_out)
            },
            ..Tampered::of("dangi")
        }),
        plant_twin: Calendar(|| Tampered {
            day_of_year: |base, day| {
                let first = base.day_from_ordinal(base.date(day)?.year, 1)?;
                Ok((day.0 - first.0) as u32 + 1)
            },
            ..Tampered::of("dangi")
        }),
    },
    Fault {
        name: "no-day-385",
        about: "the last day of a year of 385 days is refused",
        caught_by: &["calendar/round_trip/day_to_ordinal_to_day"],
        found_by: NOT_TIMED,
        twin: "the last day of a year of 385 days is computed from the day before",
        plant: Calendar(|| Tampered {
            day_from_ordinal: |base, year, place| match place {
                385 => Err(Refusal::NoSuchDayOfYear { days: 384 }),
                _ => base.day_from_ordinal(year, place),
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_ordinal: |base, year, place| {
                if place != 385 || base.days_in_year(year)? != 385 {
                    return base.day_from_ordinal(year, place);
                }
                Ok(RataDie(base.day_from_ordinal(year, 384)?.0 + 1))
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "the-place-of-one-month",
        about: "in 2006, whose leap month follows the seventh, the eighth month has the ordinal \
                8 instead of 9",
        caught_by: &["calendar/months/codes_and_ordinals_round_trip"],
        found_by: NOT_TIMED,
        twin: "in 2006, the ordinal of the eighth month is that of the seventh plus two",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let is_it = year == 2006 && month == MonthCode::common(8);
                if is_it { Ok(8) } else { base.month_ordinal(year, month) }
            },
            ..between("chinese", 693_626, 767_037)
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                if year != 2006 || month != MonthCode::common(8) {
                    return base.month_ordinal(year, month);
                }
                Ok(base.month_ordinal(year, MonthCode::common(7))? + 2)
            },
            ..between("chinese", 693_626, 767_037)
        }),
    },
];

fn is_leap_from_wednesday(base: Base, year: i64) -> Result<bool, Refusal> {
    let first = base.day_from_ordinal(year, 1)?;
    Ok(base.is_leap_year(year)? && first.weekday() == Weekday::Wednesday)
}
