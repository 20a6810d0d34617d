//! Faults in leap years, and in the lengths of years and months that follow a rule.

use calproof_registry::{Calendar as _, Date, MonthCode, RataDie, calendars};

use super::{between, ten_thousand_years};
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-leap-year-lost-once-in-19",
        about: "the last year of each 19-year cycle is said to be a common year; its lengths are \
                right",
        caught_by: &["calendar/year_shape/leap_flag_agrees_with_the_length_given"],
        found_by: NOT_TIMED,
        twin: "a year is a leap year if seven times the year plus one, modulo 19, is less than 7",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| Ok(base.is_leap_year(year)? && year.rem_euclid(19) != 0),
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                base.is_leap_year(year)?;
                Ok((7 * year + 1).rem_euclid(19) < 7)
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "a-longer-chaitra-lost-once-in-400",
        about: "the first month has 30 days instead of 31 in years that begin in a Gregorian \
                year divisible by 400",
        caught_by: &["calendar/year_shape/months_add_up_to_the_year"],
        found_by: NOT_TIMED,
        twin: "the length of the first month follows the Gregorian rule of leap years",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                let is_it = month == MonthCode::common(1) && (year + 78).rem_euclid(400) == 0;
                Ok(if is_it { 30 } else { length })
            },
            ..Tampered::of("indian")
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                if month != MonthCode::common(1) {
                    return Ok(length);
                }
                Ok(30 + u32::from(calendars::Gregory.is_leap_year(year + 78)?))
            },
            ..Tampered::of("indian")
        }),
    },
    Fault {
        name: "the-year-4000-common",
        about: "the year 4000 is said to be a common year, by a rule that was proposed but never \
                adopted",
        caught_by: &["calendar/year_shape/year_length_reaches_the_next_year"],
        found_by: NOT_TIMED,
        twin: "the year 4000 gets the answers for the year 2000",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| Ok(base.is_leap_year(year)? && year != 4000),
            days_in_year: |base, year| Ok(base.days_in_year(year)? - u32::from(year == 4000)),
            ..ten_thousand_years("gregory")
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| base.is_leap_year(if year == 4000 { 2000 } else { year }),
            days_in_year: |base, year| base.days_in_year(if year == 4000 { 2000 } else { year }),
            ..ten_thousand_years("gregory")
        }),
    },
    Fault {
        name: "julian-leap-years-before-1582",
        about: "before 1582, leap flags follow the Julian rule, but dates are proleptic Gregorian",
        caught_by: &["calendar/year_shape/leap_flag_agrees_with_the_length_given"],
        found_by: NOT_TIMED,
        twin: "before 1582, a year is a leap year if it has a 29 February",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                // Refuses years that do not exist.
                let is_leap = base.is_leap_year(year)?;
                Ok(if year < 1582 { year.rem_euclid(4) == 0 } else { is_leap })
            },
            ..between("gregory", 300_000, 800_000)
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                // Refuses years that do not exist.
                let is_leap = base.is_leap_year(year)?;
                Ok(if year < 1582 { base.day(Date::new(year, 2, 29)).is_ok() } else { is_leap })
            },
            ..between("gregory", 300_000, 800_000)
        }),
    },
    Fault {
        name: "leap-days-before-the-year-0",
        about: "in leap years before the year 0, the day of the year does not count the leap day",
        caught_by: &["calendar/round_trip/day_to_ordinal_to_day"],
        found_by: NOT_TIMED,
        twin: "in years before the year 0, the day of the year is counted from 1 January",
        plant: Calendar(|| Tampered {
            day_of_year: |base, day| {
                let date = base.date(day)?;
                let is_late =
                    date.year < 0 && base.is_leap_year(date.year)? && after_february(date);
                Ok(base.day_of_year(day)? - u32::from(is_late))
            },
            ..between("gregory", -1_000_000, 400_000)
        }),
        plant_twin: Calendar(|| Tampered {
            day_of_year: |base, day| {
                let year = base.date(day)?.year;
                if year >= 0 {
                    return base.day_of_year(day);
                }
                Ok((day.0 - base.day(Date::new(year, 1, 1))?.0) as u32 + 1)
            },
            ..between("gregory", -1_000_000, 400_000)
        }),
    },
    Fault {
        name: "a-pagumen-of-five-days",
        about: "Pagumen has five days in leap years that end in 99",
        caught_by: &["calendar/year_shape/months_add_up_to_the_year"],
        found_by: NOT_TIMED,
        twin: "the length of Pagumen depends on whether its sixth day exists",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                let is_it = month == MonthCode::common(13) && year.rem_euclid(100) == 99;
                Ok(if is_it { 5 } else { length })
            },
            ..Tampered::of("ethiopic")
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                if month != MonthCode::common(13) {
                    return Ok(length);
                }
                Ok(5 + u32::from(base.day(Date { year, month, day: 6 }).is_ok()))
            },
            ..Tampered::of("ethiopic")
        }),
    },
    Fault {
        name: "the-leap-year-15-for-16",
        about: "year 15 of each 30-year cycle is a leap year instead of 16, although the \
                declared rule is islamic-civil",
        caught_by: &["calendar/round_trip/date_to_day_to_date"],
        found_by: NOT_TIMED,
        twin: "the declared rule is islamic-tabular-15-civil",
        plant: Calendar(|| Tampered {
            base: other("islamic-tabular-15-civil"),
            ..Tampered::of("islamic-civil")
        }),
        plant_twin: Calendar(|| Tampered {
            base: other("islamic-tabular-15-civil"),
            rule: "islamic-tabular-15-civil",
            ..Tampered::of("islamic-civil")
        }),
    },
    Fault {
        name: "the-leap-year-27-for-26",
        about: "year 27 of each 30-year cycle is a leap year instead of 26, as by the Indian rule",
        caught_by: &["calendar/round_trip/date_to_day_to_date"],
        found_by: NOT_TIMED,
        twin: "the years 26 and 27 of each cycle are computed from the cycle before",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                let indian = other(INDIAN).date(day)?;
                if is_26_or_27(indian.year) { Ok(indian) } else { base.date(day) }
            },
            day: |base, date| indian_or(base, date.year).day(date),
            days_in_year: |base, year| indian_or(base, year).days_in_year(year),
            days_in_month: |base, year, month| indian_or(base, year).days_in_month(year, month),
            is_leap_year: |base, year| indian_or(base, year).is_leap_year(year),
            day_from_ordinal: |base, year, place| {
                indian_or(base, year).day_from_ordinal(year, place)
            },
            day_of_year: |base, day| {
                indian_or(base, other(INDIAN).date(day)?.year).day_of_year(day)
            },
            ..Tampered::of("islamic-tbla")
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                let date = base.date(day)?;
                if !is_26_or_27(date.year) {
                    return Ok(date);
                }
                let before = base.date(RataDie(day.0 - 10_631))?;
                Ok(Date { year: before.year + 30, ..before })
            },
            days_in_year: |base, year| base.days_in_year(a_cycle_before(year)),
            days_in_month: |base, year, month| base.days_in_month(a_cycle_before(year), month),
            is_leap_year: |base, year| base.is_leap_year(a_cycle_before(year)),
            ..Tampered::of("islamic-tbla")
        }),
    },
    Fault {
        name: "persian-exceptions-left-out",
        about: "leap years follow the 33-year rule without the declared exceptions from 1502 on",
        caught_by: &["calendar/round_trip/date_to_day_to_date"],
        found_by: NOT_TIMED,
        twin: "the declared rule is persian-33",
        plant: Calendar(|| Tampered {
            base: other("persian-33"),
            ..Tampered::of("persian-33-corrected")
        }),
        plant_twin: Calendar(|| Tampered {
            base: other("persian-33"),
            rule: "persian-33",
            ..Tampered::of("persian-33-corrected")
        }),
    },
];

/// The Indian leap years, with the epoch of `islamic-tbla`.
const INDIAN: &str = "islamic-tabular-indian-thursday";

/// Another reference calendar.
fn other(id: &str) -> Base {
    calendars::by_id(id).unwrap_or(calendars::ALL[0])
}

fn is_26_or_27(year: i64) -> bool {
    matches!(year.rem_euclid(30), 26 | 27)
}

fn indian_or(base: Base, year: i64) -> Base {
    if is_26_or_27(year) { other(INDIAN) } else { base }
}

/// The year, or the year 30 years before it, for the two years that the fault changes.
fn a_cycle_before(year: i64) -> i64 {
    if is_26_or_27(year) { year.checked_sub(30).unwrap_or(year) } else { year }
}

fn after_february(date: Date) -> bool {
    date.month.number > 2
}
