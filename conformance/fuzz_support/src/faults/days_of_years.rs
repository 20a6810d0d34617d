//! Faults in days of the year.

use calproof_registry::{Date, DayRange, RataDie, Reason, Refusal};

use super::Plant::Calendar;
use super::calendars::{Base, Tampered, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "days-of-the-year-from-0",
        about: "days of the year are counted from 0",
        caught_by: &[
            "calendar/agreement/days_of_years",
            "calendar/order/days_of_years_are_consecutive",
            "calendar/round_trip/day_to_ordinal_to_day",
        ],
        found_by: NOT_TIMED,
        twin: "the day of the year is counted from 31 December",
        plant: Calendar(|| Tampered {
            day_of_year: |base, day| Ok(base.day_of_year(day)? - 1),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_of_year: |base, day| Ok((day.0 - first_of_year(base, day)?.0 + 1) as u32),
            ..gregory()
        }),
    },
    Fault {
        name: "days-of-the-year-without-leap-days",
        about: "in leap years, days after February get the day of the year of a common year",
        caught_by: &[
            "calendar/agreement/days_of_years",
            "calendar/order/days_of_years_are_consecutive",
        ],
        found_by: NOT_TIMED,
        twin: "the day of the year is the sum of the month lengths before it and the day of the \
               month",
        plant: Calendar(|| Tampered {
            day_of_year: |base, day| {
                let date = base.date(day)?;
                let is_late = date.month.number > 2 && base.is_leap_year(date.year)?;
                Ok(base.day_of_year(day)? - u32::from(is_late))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_of_year: |base, day| {
                let date = base.date(day)?;
                let places = 1..base.month_ordinal(date.year, date.month)?;
                let lengths = places
                    .map(|place| base.days_in_month(date.year, base.month_code(date.year, place)?));
                Ok(lengths.sum::<Result<u32, Refusal>>()? + date.day)
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "ordinals-of-leap-years-a-day-late",
        about: "from day 60 of a leap year on, a day of the year is converted to the next day",
        caught_by: &[
            "calendar/agreement/days_from_ordinals",
            "calendar/round_trip/day_to_ordinal_to_day",
        ],
        found_by: NOT_TIMED,
        twin: "a day of the year is converted by counting from 1 January",
        plant: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| {
                let is_late = ordinal >= 60 && base.is_leap_year(year)?;
                Ok(RataDie(base.day_from_ordinal(year, ordinal)?.0 + i64::from(is_late)))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| match ordinal {
                1..=366 => from_new_year(base, year, ordinal - 1),
                _ => Err(Refusal::Unexplained),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "day-366-of-common-years",
        about: "day 366 of a common year is converted to the next 1 January",
        caught_by: &["calendar/refusal/days_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "a day outside the year is refused as out of range",
        plant: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| match ordinal {
                366 => base.day_from_ordinal(year, 365).map(|day| RataDie(day.0 + 1)),
                _ => base.day_from_ordinal(year, ordinal),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| {
                let none = Refusal::DayOutOfRange { first: 1, last: 366 };
                base.day_from_ordinal(year, ordinal).map_err(|_| none)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "ordinals-of-16-bits",
        about: "a day of the year is truncated to 16 bits",
        caught_by: &["calendar/refusal/days_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "a day of the year that does not fit 16 bits is refused as unsupported",
        plant: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| {
                base.day_from_ordinal(year, u32::from(ordinal as u16))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| match u16::try_from(ordinal) {
                Ok(ordinal) => base.day_from_ordinal(year, ordinal.into()),
                Err(_) => Err(Refusal::Unsupported),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "places-of-days-cut",
        about: "the day of the year is computed from the day truncated to 32 bits",
        caught_by: &["calendar/range/days_of_years_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "the day of the year is right for every 64-bit day",
        plant: Calendar(|| Tampered {
            day_of_year: |base, day| base.day_of_year(RataDie(i64::from(day.0 as i32))),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_of_year: |base, day| base.day_of_year(RataDie(day.0.rem_euclid(146_097))),
            ..gregory()
        }),
    },
    Fault {
        name: "far-years-begin-with-the-last",
        about: "a day of a year outside the range is looked up in the nearest year of the range",
        caught_by: &["calendar/range/days_from_ordinals_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "a day of a year outside the range is refused",
        plant: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| {
                base.day_from_ordinal(year.clamp(1600, 2800), ordinal)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| match year {
                1600..=2800 => base.day_from_ordinal(year, ordinal),
                _ => Err(Refusal::YearOutOfRange { first: 1600, last: 2800 }),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "ordinals-in-years-of-32-bits",
        about: "a day of the year is looked up in the year truncated to 32 bits",
        caught_by: &["calendar/range/days_from_ordinals_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "a day of the year is right for every year whose days fit 64 bits",
        plant: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| {
                base.day_from_ordinal(i64::from(year as i32), ordinal)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_ordinal: |base, year, ordinal| {
                let near = base.day_from_ordinal(year.rem_euclid(400), ordinal)?;
                let day = year.div_euclid(400).checked_mul(146_097);
                let day = day.and_then(|whole| near.0.checked_add(whole));
                day.map(RataDie).ok_or(Refusal::Bare(Reason::OutOfRange))
            },
            ..gregory()
        }),
    },
    Fault {
        name: "nine-days-of-the-reform-counted",
        about: "nine of the ten days skipped in October 1582 count in the day of the year",
        caught_by: &["calendar/agreement/days_of_years"],
        found_by: NOT_TIMED,
        twin: "all ten days skipped in October 1582 count in the day of the year, and are refused",
        plant: Calendar(|| Tampered {
            day_of_year: |base, day| {
                Ok(base.day_of_year(day)? + if is_after_the_gap(day) { 9 } else { 0 })
            },
            ..around_the_reform()
        }),
        plant_twin: Calendar(|| Tampered {
            day_of_year: |base, day| {
                Ok(base.day_of_year(day)? + if is_after_the_gap(day) { 10 } else { 0 })
            },
            day_from_ordinal: |base, year, ordinal| match (year, ordinal) {
                (1582, 278..288) => Err(Refusal::NoSuchDayOfYear { days: 365 }),
                (1582, 288..=365) => base.day_from_ordinal(year, ordinal - 10),
                _ => base.day_from_ordinal(year, ordinal),
            },
            ..around_the_reform()
        }),
    },
];

/// The calendar of the reform of 1582, declared for the years around it.
fn around_the_reform() -> Tampered {
    let range = DayRange { first: RataDie(500_000), last: RataDie(650_000) };
    Tampered { range, ..Tampered::of("gregory-cutover-1582") }
}

/// Whether the day is in 1582, on 15 October or later.
fn is_after_the_gap(day: RataDie) -> bool {
    (577_736..577_814).contains(&day.0)
}

/// 1 January of the day's year.
fn first_of_year(base: Base, day: RataDie) -> Result<RataDie, Refusal> {
    base.day(Date::new(base.date(day)?.year, 1, 1))
}

/// The day this many days after 1 January, if it is in the same year.
fn from_new_year(base: Base, year: i64, days: u32) -> Result<RataDie, Refusal> {
    let day = RataDie(base.day(Date::new(year, 1, 1))?.0 + i64::from(days));
    let is_of_it = base.date(day)?.year == year;
    is_of_it.then_some(day).ok_or(Refusal::Unexplained)
}
