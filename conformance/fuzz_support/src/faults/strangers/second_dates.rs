//! Faults in single dates and days, of the second round.

use calproof_registry::{
    BeyondRange, Date, MonthCode, NativeDate, Numbering, RataDie, Reason, Refusal, Weekday,
};

use super::between;
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered, around_year_zero, clamped, far_away};
use crate::faults::{Fault, MISSED, NOT_TIMED};

/// The protocol: what lies between `first` and `last` "is promised"; a day of a month is one that
/// the month has; `beyond` says what `date` does with other days; month 13, 30 February and the
/// like "do not exist", and a question about them is to be refused; a weekday is `null` "for a day
/// outside the week".
pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-32-december-every-2800-years",
        about: "a floating-point division puts the first day of every seventh 400-year cycle \
                into the year before, as 32 December",
        caught_by: &["calendar/agreement/dates_far_away"],
        found_by: NOT_TIMED,
        twin: "the date of the first day of every seventh 400-year cycle is computed from the \
               day before",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                if is_seventh_cycle(day) {
                    Ok(Date { day: 32, ..base.date(RataDie(day.0 - 1))? })
                } else {
                    base.date(day)
                }
            },
            ..far_away()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                if is_seventh_cycle(day) {
                    Ok(Date::new(base.date(RataDie(day.0 - 1))?.year + 1, 1, 1))
                } else {
                    base.date(day)
                }
            },
            ..far_away()
        }),
    },
    Fault {
        name: "kislev-of-a-far-year",
        about: "the last day of Kislev 88369 has the date of the next day, as if the year were \
                shorter",
        caught_by: &[],
        found_by: MISSED,
        twin: "the date of the last day of Kislev 88369 is computed from the day before",
        plant: Calendar(|| Tampered { date: |base, day| kislev(base, day, 1), ..far_hebrew() }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| kislev(base, day, -1),
            ..far_hebrew()
        }),
    },
    Fault {
        name: "clamped-to-the-wrong-end",
        about: "RD -2147483648, a marker for no day, is clamped to the last date instead of the \
                first",
        caught_by: &["calendar/range/days_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "days before RD -2147483648 are treated as that day, which is clamped to the first \
               date",
        plant: Calendar(|| Tampered {
            date: |_, day| clamped(if day == NO_DAY { RataDie(i64::MAX) } else { day }),
            beyond_range: BeyondRange::Clamps,
            ..Tampered::of("gregory")
        }),
        plant_twin: Calendar(|| Tampered {
            date: |_, day| clamped(day.max(NO_DAY)),
            beyond_range: BeyondRange::Clamps,
            ..Tampered::of("gregory")
        }),
    },
    Fault {
        name: "leap-days-of-native-years-before-1",
        about: "in a count without a year 0, 29 February of the native years -4, -8 and so on, \
                which are common years, is 1 March",
        caught_by: &["calendar/refusal/impossible_native_dates_are_refused"],
        found_by: NOT_TIMED,
        twin: "29 February of the native years -4, -8 and so on is refused without a reason",
        plant: Calendar(|| Tampered {
            day_native: |base, date| {
                if is_leap_day_by_native_year(date) {
                    without_zero(base, NativeDate { month: 3, day: 1, ..date })
                } else {
                    without_zero(base, date)
                }
            },
            ..julian_without_zero()
        }),
        plant_twin: Calendar(|| Tampered {
            day_native: |base, date| {
                if is_leap_day_by_native_year(date) {
                    Err(Refusal::Unexplained)
                } else {
                    without_zero(base, date)
                }
            },
            ..julian_without_zero()
        }),
    },
    Fault {
        name: "a-leap-day-in-the-week",
        about: "the Leap Day of years divisible by 400 is a Sunday instead of outside the week",
        caught_by: &["calendar/order/weekdays_cycle"],
        found_by: NOT_TIMED,
        twin: "the Leap Day of years divisible by 400 is looked up as that of four years earlier",
        plant: Calendar(|| Tampered {
            weekday: |base, day| {
                if is_leap_day_of_400_years(base, day)? {
                    Ok(Some(Weekday::Sunday))
                } else {
                    base.weekday(day)
                }
            },
            ..Tampered::of("international-fixed")
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |base, day| {
                if is_leap_day_of_400_years(base, day)? {
                    base.weekday(RataDie(day.0 - 4 * 365 - 1))
                } else {
                    base.weekday(day)
                }
            },
            ..Tampered::of("international-fixed")
        }),
    },
];

/// A number that stands for no day where days are held in 32 bits.
const NO_DAY: RataDie = RataDie(i32::MIN as i64);

/// The days of 400 Gregorian years.
const CYCLE: i64 = 146_097;

fn is_seventh_cycle(day: RataDie) -> bool {
    let days = day.0.saturating_sub(1);
    days % CYCLE == 0 && days / CYCLE % 7 == 3
}

/// The Hebrew calendar of a hundred thousand years.
fn far_hebrew() -> Tampered {
    between("hebrew", 1, 36_000_000)
}

/// The date of the day; that of the last of Kislev 88369 by way of the day so many days later.
fn kislev(base: Base, day: RataDie, later: i64) -> Result<Date, Refusal> {
    let date = base.date(day)?;
    if date.year != 88_369 || date.month != MonthCode::common(3) || date.day < 29 {
        return Ok(date);
    }
    if date.day < base.days_in_month(date.year, date.month)? {
        return Ok(date);
    }
    let near = base.date(RataDie(day.0 + later))?;
    Ok(if later < 0 { Date { day: near.day + 1, ..near } } else { near })
}

fn julian_without_zero() -> Tampered {
    Tampered {
        numbering: Numbering { year_zero: false },
        range: around_year_zero(),
        day_native: without_zero,
        ..Tampered::of("julian")
    }
}

/// The day of a date whose year is counted without a year 0.
fn without_zero(base: Base, date: NativeDate) -> Result<RataDie, Refusal> {
    let extended = Numbering { year_zero: false }.extended_year(date.year);
    let extended = extended.ok_or(Refusal::Bare(Reason::NoSuchYear))?;
    base.day_native(NativeDate { year: base.numbering().native_year(extended), ..date })
}

fn is_leap_day_by_native_year(date: NativeDate) -> bool {
    (-100..0).contains(&date.year) && date.year % 4 == 0 && (date.month, date.day) == (2, 29)
}

fn is_leap_day_of_400_years(base: Base, day: RataDie) -> Result<bool, Refusal> {
    let date = base.date(day)?;
    let is_leap_day = date.month == MonthCode::common(6) && date.day == 29;
    Ok(is_leap_day && date.year.rem_euclid(400) == 0)
}
