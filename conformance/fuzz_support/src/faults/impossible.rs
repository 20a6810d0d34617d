//! Faults in answers about dates that do not exist, and about years beyond the range.

use calproof_registry::{EraYear, MonthCode, Refusal};

use super::Plant::Calendar;
use super::calendars::{Tampered, constrained, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "thirteenth-month-has-days",
        about: "a month that does not exist is said to have 30 days",
        caught_by: &["calendar/refusal/lengths_of_impossible_months_are_refused"],
        found_by: NOT_TIMED,
        twin: "a month that does not exist is refused without a reason",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| base.days_in_month(year, month).or(Ok(30)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                base.days_in_month(year, month).map_err(|_| Refusal::Unexplained)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "day-blamed-for-month",
        about: "the length of a month that does not exist is refused with the reason \"no such \
                day\"",
        caught_by: &["calendar/refusal/lengths_of_impossible_months_are_refused"],
        found_by: NOT_TIMED,
        twin: "the length of a month that does not exist is refused as an ordinal outside the year",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                base.days_in_month(year, month).map_err(|_| Refusal::NoSuchDay { month_length: 31 })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                base.days_in_month(year, month).map_err(|_| Refusal::NoSuchOrdinal { months: 12 })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "lacking-leap-month-has-a-place",
        about: "a leap month that the year lacks gets the ordinal of the common month with its \
                number",
        caught_by: &["calendar/refusal/ordinals_of_impossible_months_are_refused"],
        found_by: NOT_TIMED,
        twin: "the ordinal of a month is found by trying all ordinals",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let common = MonthCode { leap: false, ..month };
                base.month_ordinal(year, month).or_else(|_| base.month_ordinal(year, common))
            },
            ..Tampered::of("chinese")
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let mut places = 1..=base.months_in_year(year)?;
                let place = places.find(|place| base.month_code(year, *place) == Ok(month));
                place.ok_or(Refusal::NoSuchMonth { month })
            },
            ..Tampered::of("chinese")
        }),
    },
    Fault {
        name: "every-era-is-the-common-one",
        about: "an unknown era is treated as ce",
        caught_by: &["calendar/refusal/unknown_eras_are_refused"],
        found_by: NOT_TIMED,
        twin: "an unknown era is refused without a reason",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| base.extended_year(year).or(Ok(year.year)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| base.extended_year(year).map_err(|_| Refusal::Unexplained),
            ..gregory()
        }),
    },
    Fault {
        name: "era-blamed-on-its-month",
        about: "an unknown era is refused with the reason \"no such month\"",
        caught_by: &["calendar/refusal/unknown_eras_are_refused"],
        found_by: NOT_TIMED,
        twin: "an unknown era is refused with the reason \"no such era\"",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                let month = MonthCode::common(1);
                base.extended_year(year).map_err(|_| Refusal::NoSuchMonth { month })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| {
                base.extended_year(year).map_err(|_| Refusal::NoSuchEra { era: year.era })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "no-year-before-the-first",
        about: "years of an era below 1 are treated as year 1",
        caught_by: &["calendar/refusal/years_outside_an_era_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "years of an era below 1 are refused",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                base.extended_year(EraYear { year: year.year.max(1), ..year })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| match year.year {
                ..1 => Err(Refusal::YearOutOfRange { first: 1, last: 9999 }),
                _ => base.extended_year(year),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "era-year-wraps-at-32-bits",
        about: "the year of an era is truncated to 32 bits",
        caught_by: &["calendar/refusal/years_outside_an_era_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "a year of an era that does not fit 16 bits is refused",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                base.extended_year(EraYear { year: i64::from(year.year as i32), ..year })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| match i16::try_from(year.year) {
                Ok(_) => base.extended_year(year),
                Err(_) => Err(Refusal::YearOutOfRange { first: -32_768, last: 32_767 }),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "sums-from-30-february",
        about: "a duration added to 30 February is added to the last day of February",
        caught_by: &["calendar/refusal/sums_of_impossible_dates_are_refused"],
        found_by: NOT_TIMED,
        twin: "a sum from a date that does not exist is refused without a reason",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                base.add(constrained(base, date), duration, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                base.add(date, duration, overflow).map_err(|refusal| match base.day(date) {
                    Ok(_) => refusal,
                    Err(_) => Refusal::Unexplained,
                })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "spans-to-30-february",
        about: "a span to 30 February is computed to the last day of February",
        caught_by: &["calendar/refusal/spans_of_impossible_dates_are_refused"],
        found_by: NOT_TIMED,
        twin: "a span that cannot be computed is refused without a reason",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| base.until(from, constrained(base, to), largest),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                base.until(from, to, largest).map_err(|_| Refusal::Unexplained)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "leap-flag-wraps-at-16-bits",
        about: "the leap flag is computed from the year truncated to 16 bits",
        caught_by: &["calendar/range/leap_flags_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "leap flags follow the 400-year cycle for every 64-bit year",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| base.is_leap_year(i64::from(year as i16)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| base.is_leap_year(year.rem_euclid(400)),
            ..gregory()
        }),
    },
    Fault {
        name: "thirteen-months-far-away",
        about: "a year outside the range is said to have 13 months",
        caught_by: &["calendar/range/month_counts_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "every 64-bit year is said to have 12 months",
        plant: Calendar(|| Tampered {
            months_in_year: |_, year| Ok(if (1600..=2800).contains(&year) { 12 } else { 13 }),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered { months_in_year: |_, _| Ok(12), ..gregory() }),
    },
    Fault {
        name: "far-years-have-365-days",
        about: "a year beyond 32 bits is said to have 365 days",
        caught_by: &["calendar/range/year_lengths_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "year lengths follow the 400-year cycle for every 64-bit year",
        plant: Calendar(|| Tampered {
            days_in_year: |base, year| base.days_in_year(year).or(Ok(365)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_year: |base, year| base.days_in_year(year.rem_euclid(400)),
            ..gregory()
        }),
    },
];
