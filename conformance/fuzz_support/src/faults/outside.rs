//! Faults in answers beyond the range.

use calproof_registry::{MonthCode, RataDie, Refusal};

use super::Plant::Calendar;
use super::calendars::{Tampered, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "weekday-of-days-cut",
        about: "the weekday is computed from the day truncated to 32 bits",
        caught_by: &["calendar/range/weekdays_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "the weekday is right for every 64-bit day",
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
        about: "days before the year 1 are in the year 1 of the era ce",
        caught_by: &["calendar/range/era_years_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "days before the year 1 are refused",
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
        twin: "month lengths follow the 400-year cycle for every 64-bit year",
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
        about: "months of years beyond 32 bits get the ordinal 0",
        caught_by: &["calendar/range/month_ordinals_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "month ordinals follow the 400-year cycle for every 64-bit year",
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
        about: "every ordinal of a year beyond 32 bits gives the month code of March",
        caught_by: &["calendar/range/month_codes_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "month codes follow the 400-year cycle for every 64-bit year",
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
