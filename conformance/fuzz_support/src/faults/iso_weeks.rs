//! Faults in ISO 8601 weeks.

use calproof_registry::{Date, IsoWeekDate, RataDie, Reason, Refusal, Weekday};

use super::Plant::Calendar;
use super::calendars::{Base, Tampered, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "week-years-of-dates",
        about: "the ISO week of a day gets the year of its date",
        caught_by: &[
            "calendar/agreement/iso_weeks",
            "calendar/weeks/day_to_iso_week_to_day",
            "calendar/weeks/iso_weeks_are_consecutive",
        ],
        found_by: NOT_TIMED,
        twin: "the ISO week of a day gets the year of its Thursday",
        plant: Calendar(|| Tampered {
            iso_week: |base, day| {
                Ok(IsoWeekDate { year: base.date(day)?.year, ..base.iso_week(day)? })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            iso_week: |base, day| {
                let year = base.date(thursday(day)?)?.year;
                Ok(IsoWeekDate { year, ..base.iso_week(day)? })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-from-1-january",
        about: "week 1 begins on 1 January, whatever its weekday",
        caught_by: &["calendar/agreement/iso_weeks", "calendar/weeks/iso_weeks_are_consecutive"],
        found_by: NOT_TIMED,
        twin: "week 1 is the week of the first Thursday of the year",
        plant: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = (base.day_of_year(day)? - 1) / 7 + 1;
                Ok(IsoWeekDate { year: base.date(day)?.year, week, weekday: day.weekday() })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            iso_week: |base, day| {
                let thursday = thursday(day)?;
                let week = (base.day_of_year(thursday)? - 1) / 7 + 1;
                Ok(IsoWeekDate { year: base.date(thursday)?.year, week, weekday: day.weekday() })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "no-year-of-53-weeks",
        about: "week 53 is said to be week 1 of the next year",
        caught_by: &["calendar/agreement/iso_weeks", "calendar/weeks/iso_weeks_are_consecutive"],
        found_by: NOT_TIMED,
        twin: "the year of a last week is that of the week after it minus one",
        plant: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = base.iso_week(day)?;
                Ok(match week.week {
                    53 => IsoWeekDate { year: week.year + 1, week: 1, ..week },
                    _ => week,
                })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            iso_week: |base, day| {
                let week = base.iso_week(day)?;
                let next = base.iso_week(RataDie(day.0 + 7))?;
                let is_last = next.week == 1 && next.year == week.year + 1;
                Ok(if is_last { IsoWeekDate { year: next.year - 1, ..week } } else { week })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-begin-on-sunday",
        about: "the Sunday of an ISO week is placed before its Monday",
        caught_by: &[
            "calendar/agreement/days_from_iso_weeks",
            "calendar/weeks/day_to_iso_week_to_day",
        ],
        found_by: NOT_TIMED,
        twin: "the day of an ISO week is counted from 4 January",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                let day = base.day_from_iso_week(week)?;
                Ok(RataDie(day.0 - if week.weekday == Weekday::Sunday { 7 } else { 0 }))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                let day = from_4_january(base, week)?;
                // A week that the reference refuses does not exist.
                base.iso_week(day).and_then(|answered| {
                    if answered == week { Ok(day) } else { Err(Refusal::Unexplained) }
                })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "week-53-of-every-year",
        about: "week 53 of a year of 52 weeks is converted to week 1 of the next year",
        caught_by: &["calendar/refusal/weeks_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "a week that does not exist is refused as a day of the year that does not exist",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| match week.week {
                53 => from_4_january(base, week),
                _ => base.day_from_iso_week(week),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                base.day_from_iso_week(week).map_err(|refusal| match refusal {
                    Refusal::NoSuchWeek { .. } => Refusal::NoSuchDayOfYear { days: 366 },
                    other => other,
                })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-of-8-bits",
        about: "the number of a week is truncated to 8 bits",
        caught_by: &["calendar/refusal/weeks_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "a number of a week that does not fit 8 bits is refused as unsupported",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                base.day_from_iso_week(IsoWeekDate { week: u32::from(week.week as u8), ..week })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| match u8::try_from(week.week) {
                Ok(_) => base.day_from_iso_week(week),
                Err(_) => Err(Refusal::Unsupported),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-of-days-cut",
        about: "the ISO week is computed from the day truncated to 32 bits",
        caught_by: &["calendar/range/iso_weeks_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "a day whose ISO week is in a year outside the range is refused",
        plant: Calendar(|| Tampered {
            iso_week: |base, day| base.iso_week(RataDie(i64::from(day.0 as i32))),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            iso_week: |base, day| match base.iso_week(day)? {
                week @ IsoWeekDate { year: 1600..=2800, .. } => Ok(week),
                _ => Err(Refusal::YearOutOfRange { first: 1600, last: 2800 }),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "far-weeks-of-the-last-year",
        about: "an ISO week outside the range is looked up in the nearest year of the range",
        caught_by: &["calendar/range/days_from_iso_weeks_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "an ISO week of a year outside the range is refused",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                base.day_from_iso_week(IsoWeekDate { year: week.year.clamp(1600, 2800), ..week })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| match week.year {
                1600..=2800 => base.day_from_iso_week(week),
                _ => Err(Refusal::YearOutOfRange { first: 1600, last: 2800 }),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "week-years-of-32-bits",
        about: "an ISO week is looked up in the year truncated to 32 bits",
        caught_by: &["calendar/range/days_from_iso_weeks_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "an ISO week is right for every year whose days fit 64 bits",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                base.day_from_iso_week(IsoWeekDate { year: i64::from(week.year as i32), ..week })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                let year = week.year.rem_euclid(400);
                let near = base.day_from_iso_week(IsoWeekDate { year, ..week })?;
                let day = week.year.div_euclid(400).checked_mul(146_097);
                let day = day.and_then(|whole| near.0.checked_add(whole));
                day.map(RataDie).ok_or(Refusal::Bare(Reason::OutOfRange))
            },
            ..gregory()
        }),
    },
];

/// The Thursday of the week of the day.
fn thursday(day: RataDie) -> Result<RataDie, Refusal> {
    let thursday = day.0.checked_add(4 - i64::from(day.weekday().number()));
    thursday.map(RataDie).ok_or(Refusal::Unexplained)
}

/// The day of the week date, counted from the Monday before 4 January, even if the week does not
/// exist.
fn from_4_january(base: Base, week: IsoWeekDate) -> Result<RataDie, Refusal> {
    let day = base.day(Date::new(week.year, 1, 4))?;
    let monday = day.0 - i64::from(day.weekday().number()) + 1;
    let days = 7 * (i64::from(week.week) - 1) + i64::from(week.weekday.number()) - 1;
    Ok(RataDie(monday + days))
}
