//! Faults in the beginning of the Hebrew year: a postponement rule is omitted.

use calproof_registry::{Date, MonthCode, RataDie, Refusal};

use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::{Fault, NOT_TIMED};

/// The two rules that keep years to a valid length.
const BOTH: u8 = 3;
/// The rule against years of 356 days: the molad of a common year on a late Tuesday.
const NONE_OF_356_DAYS: u8 = 1;
/// The rule against years of 382 days: the molad after a leap year on a late Monday.
const NONE_OF_382_DAYS: u8 = 2;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "hebrew-years-of-356-days",
        about: "the new year of a common year is not postponed if its molad is late on a \
                Tuesday, so that some years have 356 days and those before them 353 or less",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the new year is computed from the molad, with all four postponements",
        plant: Calendar(with_rules::<NONE_OF_382_DAYS>),
        plant_twin: Calendar(with_rules::<BOTH>),
    },
    Fault {
        name: "hebrew-years-of-382-days",
        about: "the new year after a leap year is not postponed if its molad is late on a \
                Monday, so that some leap years have 382 days",
        caught_by: &["calendar/round_trip/day_to_native_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the new year is computed from the molad, with all four postponements",
        plant: Calendar(with_rules::<NONE_OF_356_DAYS>),
        plant_twin: Calendar(with_rules::<BOTH>),
    },
    Fault {
        name: "a-hebrew-length-by-the-molad",
        about: "only the length of a year is computed without the postponement for a late molad \
                on a Monday",
        caught_by: &["calendar/year_shape/year_length_reaches_the_next_year"],
        found_by: NOT_TIMED,
        twin: "the length of a year is computed from new years with all postponements",
        plant: Calendar(|| Tampered {
            days_in_year: days_in_year::<NONE_OF_356_DAYS>,
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_year: days_in_year::<BOTH>,
            ..Tampered::of("hebrew")
        }),
    },
];

/// The Hebrew calendar with these rules, in its dates, days and lengths.
fn with_rules<const RULES: u8>() -> Tampered {
    Tampered {
        date: date::<RULES>,
        day: day::<RULES>,
        days_in_year: days_in_year::<RULES>,
        days_in_month: days_in_month::<RULES>,
        day_of_year: |base, day| {
            let date = date::<RULES>(base, day)?;
            Ok((day.0 - new_year(date.year, RULES)) as u32 + 1)
        },
        ..Tampered::of("hebrew")
    }
}

/// Days since the first new year, by the first two rules: a molad at noon or later, and a Sunday,
/// Wednesday or Friday.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let day = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
    day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
}

/// The day of 1 Tishri.
fn new_year(year: i64, rules: u8) -> i64 {
    let (before, own, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let late = match (after - own, own - before) {
        (356, _) if rules & NONE_OF_356_DAYS != 0 => 2,
        (_, 382) if rules & NONE_OF_382_DAYS != 0 => 1,
        _ => 0,
    };
    -1_373_427 + own + late
}

/// The length of a month in a year with this many days: alternately 30 and 29, except for three
/// months.
fn length(month: MonthCode, days: i64) -> u32 {
    match (month.number, month.leap) {
        (_, true) => 30,
        (2, _) if days % 10 == 5 => 30,
        (3, _) if days % 10 == 3 => 29,
        (number, _) => 29 + u32::from(number % 2),
    }
}

fn days_in_year<const RULES: u8>(base: Base, year: i64) -> Result<u32, Refusal> {
    // Refuses years that do not exist.
    base.days_in_year(year)?;
    Ok((new_year(year + 1, RULES) - new_year(year, RULES)) as u32)
}

fn days_in_month<const RULES: u8>(base: Base, year: i64, month: MonthCode) -> Result<u32, Refusal> {
    base.days_in_month(year, month)?;
    Ok(length(month, new_year(year + 1, RULES) - new_year(year, RULES)))
}

fn date<const RULES: u8>(base: Base, day: RataDie) -> Result<Date, Refusal> {
    let guess = base.date(day)?.year;
    let has_begun = |year: &i64| new_year(*year, RULES) <= day.0;
    let year = [guess + 1, guess].into_iter().find(has_begun).unwrap_or(guess - 1);
    let first = new_year(year, RULES);
    let days = new_year(year + 1, RULES) - first;
    let mut left = (day.0 - first) as u32;
    let months = base.months_in_year(year)?;
    for place in 1..=months {
        let month = base.month_code(year, place)?;
        let length = length(month, days);
        // If the months do not fill the year, the last one gets the remaining days.
        if left < length || place == months {
            return Ok(Date { year, month, day: left + 1 });
        }
        left -= length;
    }
    Err(Refusal::Unexplained)
}

fn day<const RULES: u8>(base: Base, date: Date) -> Result<RataDie, Refusal> {
    let Date { year, month, day } = date;
    let length_of = |month| days_in_month::<RULES>(base, year, month);
    let month_length = length_of(month)?;
    if day == 0 || day > month_length {
        return Err(Refusal::NoSuchDay { month_length });
    }
    let mut first = new_year(year, RULES);
    for place in 1..base.month_ordinal(year, month)? {
        first += i64::from(length_of(base.month_code(year, place)?)?);
    }
    Ok(RataDie(first + i64::from(day) - 1))
}
