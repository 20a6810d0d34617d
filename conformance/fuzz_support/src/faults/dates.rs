//! Faults in dates, in the shape of years, and in refusals.

use calproof_registry::{
    BeyondRange, Date, DayRange, MonthCode, NativeDate, Numbering, RataDie, Refusal,
};

use super::Fault;
use super::FoundBy::Targets;
use super::Plant::Calendar;
use super::calendars::{
    ESFAND_30_1403, Tampered, around_year_zero, clamped, from_a_cycle_before, gregory, is_leap_day,
    may_for_july, two_thousand_years,
};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "lost-leap-day",
        about: "29 February is converted to the day before it",
        caught_by: &[
            "calendar/round_trip/day_to_date_to_day",
            "calendar/round_trip/date_to_day_to_date",
            "calendar/agreement/day_of_date",
        ],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "the day of 29 February is computed as the one after 28 February",
        plant: Calendar(|| Tampered {
            day: |base, date| {
                let day = base.day(date)?;
                Ok(RataDie(day.0 - i64::from(is_leap_day(date))))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| {
                let counted = is_leap_day(date) && base.is_leap_year(date.year)?;
                let before = base.day(Date { day: date.day - u32::from(counted), ..date })?;
                Ok(RataDie(before.0 + i64::from(counted)))
            },
            ..gregory()
        }),
    },
    Fault {
        name: "months-out-of-order",
        about: "May and July are swapped, in both directions",
        caught_by: &["calendar/order/next_day_is_next_date", "calendar/agreement/date_of_day"],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "May and July are swapped twice, which changes nothing",
        plant: Calendar(|| Tampered {
            date: |base, day| base.date(day).map(may_for_july),
            day: |base, date| base.day(may_for_july(date)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| base.date(day).map(may_for_july).map(may_for_july),
            day: |base, date| base.day(may_for_july(may_for_july(date))),
            ..gregory()
        }),
    },
    Fault {
        name: "weekday-stands-still",
        about: "1 January has the weekday of the day before",
        caught_by: &["calendar/order/weekdays_cycle"],
        found_by: Targets(&["calendar_laws"]),
        twin: "1 January is outside the week, in an unpublished calendar",
        plant: Calendar(|| Tampered {
            weekday: |base, day| {
                let date = base.date(day)?;
                let new_year = date.month == MonthCode::common(1) && date.day == 1;
                base.weekday(RataDie(day.0 - i64::from(new_year)))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            id: "gregory-of-our-village",
            rule: "gregory-of-our-village",
            weekday: |base, day| {
                let date = base.date(day)?;
                let new_year = date.month == MonthCode::common(1) && date.day == 1;
                if new_year { Ok(None) } else { base.weekday(day) }
            },
            ..gregory()
        }),
    },
    Fault {
        name: "cycle-of-399-years",
        about: "from 2400 on, a date is that of a cycle earlier plus 399 years",
        caught_by: &["calendar/cycle/a_cycle_changes_only_the_year"],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "from 2400 on, a date is that of a cycle earlier plus 400 years",
        plant: Calendar(|| Tampered {
            date: |base, day| from_a_cycle_before(base, day, 399),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| from_a_cycle_before(base, day, 400),
            ..gregory()
        }),
    },
    Fault {
        name: "february-always-short",
        about: "February is said to have 28 days in every year",
        caught_by: &[
            "calendar/year_shape/months_add_up_to_the_year",
            "calendar/agreement/month_lengths",
        ],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "the length of a month is the difference between its first day and the next month's",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                Ok(if month.number == 2 { 28 } else { length })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let start = base.day(Date { year, month, day: 1 })?;
                let next = MonthCode::common(month.number % 12 + 1);
                let year = year + i64::from(month.number == 12);
                Ok((base.day(Date { year, month: next, day: 1 })?.0 - start.0) as u32)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "thirteenth-month",
        about: "leap years are said to have 13 months",
        caught_by: &["calendar/agreement/month_count"],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "months are counted by trying month codes",
        plant: Calendar(|| Tampered {
            months_in_year: |base, year| Ok(12 + u32::from(base.is_leap_year(year)?)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            months_in_year: |base, year| {
                base.is_leap_year(year)?;
                let months = (1..=99).map(MonthCode::common);
                Ok(months.take_while(|month| base.days_in_month(year, *month).is_ok()).count()
                    as u32)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "year-always-common",
        about: "every year is said to have 365 days",
        caught_by: &["calendar/year_shape/year_length_reaches_the_next_year"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the length of a year is the difference between its first day and the next year's",
        plant: Calendar(|| Tampered { days_in_year: |_, _| Ok(365), ..gregory() }),
        plant_twin: Calendar(|| Tampered {
            days_in_year: |base, year| {
                let start = base.day(Date::new(year, 1, 1))?;
                Ok((base.day(Date::new(year + 1, 1, 1))?.0 - start.0) as u32)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "two-leap-rules",
        about: "the leap flag ignores the rule for centuries, but the dates follow it",
        caught_by: &[
            "calendar/year_shape/leap_flag_agrees_with_length",
            "calendar/agreement/leap_years",
        ],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "the same leap flag, in the Julian calendar",
        plant: Calendar(|| Tampered { is_leap_year: |_, year| Ok(year % 4 == 0), ..gregory() }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |_, year| Ok(year % 4 == 0),
            ..Tampered::of("julian")
        }),
    },
    Fault {
        name: "overflowing-days",
        about: "30 February overflows into March",
        caught_by: &["calendar/refusal/impossible_dates_are_refused"],
        found_by: Targets(&["calendar_laws"]),
        twin: "impossible dates are refused without a reason",
        plant: Calendar(|| Tampered {
            day: |base, date| match base.day(date) {
                Err(Refusal::NoSuchDay { month_length }) if date.day > month_length => {
                    let last = base.day(Date { day: month_length, ..date })?;
                    Ok(RataDie(last.0 + i64::from(date.day - month_length)))
                }
                answer => answer,
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| base.day(date).map_err(|_| Refusal::Unexplained),
            ..gregory()
        }),
    },
    Fault {
        name: "month-blamed-for-day",
        about: "day 0 is refused with the reason that there is no such month",
        caught_by: &["calendar/refusal/impossible_dates_are_refused"],
        found_by: Targets(&["calendar_laws"]),
        twin: "day 0 is refused with the right length of the month",
        plant: Calendar(|| Tampered {
            day: |base, date| match base.day(date) {
                Err(Refusal::NoSuchDay { .. }) => Err(Refusal::NoSuchMonth { month: date.month }),
                answer => answer,
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| match base.day(date) {
                Err(Refusal::NoSuchDay { .. }) => Err(Refusal::NoSuchDay {
                    month_length: base.days_in_month(date.year, date.month)?,
                }),
                answer => answer,
            },
            ..gregory()
        }),
    },
    Fault {
        name: "month-cut-to-a-byte",
        about: "a native month is truncated to 8 bits: 257 becomes January",
        caught_by: &["calendar/refusal/impossible_native_dates_are_refused"],
        found_by: Targets(&["calendar_laws"]),
        twin: "a native month that does not exist is refused as out of range",
        plant: Calendar(|| Tampered {
            day_native: |base, date| {
                base.day_native(NativeDate { month: date.month & 0xff, ..date })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_native: |base, date| match base.day_native(date) {
                Err(Refusal::NoSuchMonth { .. }) => {
                    Err(Refusal::YearOutOfRange { first: -9999, last: 9999 })
                }
                answer => answer,
            },
            ..gregory()
        }),
    },
    Fault {
        name: "year-zero-where-there-is-none",
        about: "the native year 0 is accepted, although the count is declared to have none",
        caught_by: &["calendar/refusal/impossible_native_dates_are_refused"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the native year 0 is accepted in a count that has one",
        plant: Calendar(|| Tampered {
            numbering: Numbering { year_zero: false },
            range: around_year_zero(),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered { range: around_year_zero(), ..gregory() }),
    },
    Fault {
        name: "range-too-wide",
        about: "the declared range ends a year after the last day that is answered",
        caught_by: &["calendar/range/both_ends_round_trip"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the declared range ends a year before the last day that is answered",
        plant: Calendar(|| {
            let table = Tampered::of("persian");
            let last = RataDie(table.range.last.0 + 365);
            Tampered { range: DayRange { last, ..table.range }, ..table }
        }),
        plant_twin: Calendar(|| {
            let table = Tampered::of("persian");
            let last = RataDie(table.range.last.0 - 365);
            Tampered { range: DayRange { last, ..table.range }, ..table }
        }),
    },
    Fault {
        name: "clamping-in-silence",
        about: "a day outside the range gets the date of the nearest end of the range",
        caught_by: &["calendar/range/days_outside_are_refused_or_correct"],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "the same, but it is declared",
        plant: Calendar(|| Tampered { date: |_, day| clamped(day), ..gregory() }),
        plant_twin: Calendar(|| Tampered {
            date: |_, day| clamped(day),
            beyond_range: BeyondRange::Clamps,
            ..gregory()
        }),
    },
    Fault {
        name: "panic-far-away",
        about: "the largest 64-bit day causes a panic",
        caught_by: &["calendar/range/days_outside_are_refused_or_correct"],
        found_by: Targets(&["calendar_laws"]),
        twin: "a day outside the range is refused without a reason",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                assert!(day.0 != i64::MAX, "attempt to add with overflow");
                base.date(day)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| base.date(day).map_err(|_| Refusal::Unexplained),
            ..gregory()
        }),
    },
    Fault {
        name: "year-wraps-at-32-bits",
        about: "the year of a date is truncated to 32 bits",
        caught_by: &["calendar/range/dates_outside_are_refused_or_correct"],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "a year that does not fit 16 bits is refused",
        plant: Calendar(|| Tampered {
            day: |base, date| base.day(Date { year: i64::from(date.year as i32), ..date }),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| match i16::try_from(date.year) {
                Ok(_) => base.day(date),
                Err(_) => Err(Refusal::YearOutOfRange { first: -32_768, last: 32_767 }),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "epoch-a-day-late",
        about: "every date is a day late, in both directions",
        caught_by: &[
            "calendar/vector/published_day_to_date",
            "calendar/vector/published_date_to_day",
            "calendar/agreement/date_of_day",
            "calendar/agreement/day_of_date",
        ],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "the same dates, in an unpublished calendar of another name",
        plant: Calendar(|| Tampered {
            range: two_thousand_years(),
            date: |base, day| base.date(RataDie(day.0.saturating_sub(1))),
            day: |base, date| Ok(RataDie(base.day(date)?.0 + 1)),
            ..Tampered::of("islamic-civil")
        }),
        plant_twin: Calendar(|| Tampered {
            range: two_thousand_years(),
            id: "islamic-of-our-village",
            rule: "islamic-of-our-village",
            date: |base, day| base.date(RataDie(day.0.saturating_sub(1))),
            day: |base, date| Ok(RataDie(base.day(date)?.0 + 1)),
            day_native: |base, date| Ok(RataDie(base.day_native(date)?.0 + 1)),
            day_of_year: |base, day| base.day_of_year(RataDie(day.0.saturating_sub(1))),
            day_from_ordinal: |base, year, ordinal| {
                Ok(RataDie(base.day_from_ordinal(year, ordinal)?.0 + 1))
            },
            month_day: |base, day, overflow| Ok(RataDie(base.month_day(day, overflow)?.0 + 1)),
            era_year: |base, day| base.era_year(RataDie(day.0.saturating_sub(1))),
            ..Tampered::of("islamic-civil")
        }),
    },
    Fault {
        name: "leap-year-1404",
        about: "30 Esfand is the last day of 1404 instead of 1403, as in many libraries in 2025",
        caught_by: &[
            "calendar/agreement/date_of_day",
            "calendar/vector/published_refusal_is_given",
            "calendar/vector/published_date_to_day",
        ],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "another rule than the official table is declared and followed",
        plant: Calendar(|| Tampered {
            date: |base, day| match day.0.saturating_sub(ESFAND_30_1403) {
                0..=364 => base.date(RataDie(day.0 + 1)),
                365 => Ok(Date::new(1404, 12, 30)),
                _ => base.date(day),
            },
            day: |base, date| match (date.year, date.month.number, date.day) {
                (1404, 12, 30) => Ok(RataDie(ESFAND_30_1403 + 365)),
                (1404, ..) => Ok(RataDie(base.day(date)?.0 - 1)),
                (1403, 12, 30) => Err(Refusal::NoSuchDay { month_length: 29 }),
                _ => base.day(date),
            },
            ..Tampered::of("persian")
        }),
        plant_twin: Calendar(|| Tampered {
            id: "persian",
            range: Tampered::of("persian").range,
            ..Tampered::of("persian-2820-mean")
        }),
    },
];
