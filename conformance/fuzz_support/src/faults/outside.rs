//! Faults in answers beyond the range.

use calproof_registry::{MonthCode, RataDie, Refusal};

use super::Plant::Calendar;
use super::calendars::{Tampered, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "weekday-of-days-cut",
        about: "a day beyond 32 bits has the weekday of its lower half",
        caught_by: &["calendar/range/weekdays_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "every day of 64 bits has its weekday",
        plant: Calendar(|| Tampered {
            weekday: |base, day| base.weekday(RataDie(i64::from(day.0 as i32))),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |_, day| Ok(Some(RataDie(day.0.rem_euclid(7)).weekday())),
            ..gregory()
        }),
    },
    Fault {
        name: "days-before-the-range-are-common",
        about: "a day before the year 1 is of the year 1 of the era ce",
        caught_by: &["calendar/range/era_years_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "a day before the year 1 is refused",
        plant: Calendar(|| Tampered {
            era_year: |base, day| base.era_year(RataDie(day.0.max(1))),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| match day.0 {
                ..1 => Err(Refusal::DayOutOfRange { first: 1, last: i64::MAX }),
                _ => base.era_year(day),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "far-months-have-30-days",
        about: "months of years beyond 32 bits are said to have 30 days",
        caught_by: &["calendar/range/month_lengths_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "months of all years of 64 bits have the lengths of the cycle",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| match i32::try_from(year) {
                Ok(_) => base.days_in_month(year, month),
                Err(_) => Ok(30),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| base.days_in_month(year.rem_euclid(400), month),
            ..gregory()
        }),
    },
    Fault {
        name: "far-months-have-no-place",
        about: "months of years beyond 32 bits are said to stand at the place 0",
        caught_by: &["calendar/range/month_ordinals_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "months of all years of 64 bits have their places",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| match i32::try_from(year) {
                Ok(_) => base.month_ordinal(year, month),
                Err(_) => Ok(0),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| base.month_ordinal(year.rem_euclid(400), month),
            ..gregory()
        }),
    },
    Fault {
        name: "far-years-begin-in-march",
        about: "the first month of years beyond 32 bits is said to be March",
        caught_by: &["calendar/range/month_codes_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "all years of 64 bits begin in January",
        plant: Calendar(|| Tampered {
            month_code: |base, year, place| match i32::try_from(year) {
                Ok(_) => base.month_code(year, place),
                Err(_) => Ok(MonthCode::common(3)),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_code: |base, year, place| base.month_code(year.rem_euclid(400), place),
            ..gregory()
        }),
    },
];
