//! Faults by overflow: numbers too large for the type that holds them.

use calproof_registry::{
    Date, DateDuration, MonthCode, NativeDate, RataDie, Reason, Refusal, Unit, Weekday,
};

use super::between;
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered, far_away, gregory};
use crate::faults::{Fault, NOT_TIMED};

/// The Gregorian calendar to the year 40,000.
fn forty_thousand_years() -> Tampered {
    between("gregory", 1, 14_609_700)
}

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "years-of-15-bits",
        about: "the year of a date is a signed 16-bit number: 32768 becomes -32768",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the year of a date is a signed 32-bit number",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                let date = base.date(day)?;
                Ok(Date { year: i64::from(date.year as i16), ..date })
            },
            ..forty_thousand_years()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                let date = base.date(day)?;
                Ok(Date { year: i64::from(date.year as i32), ..date })
            },
            ..forty_thousand_years()
        }),
    },
    Fault {
        name: "a-span-of-15-bits-of-days",
        about: "a span in days is a signed 16-bit number, which is wrong from 32768 days on",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "a span in days is a signed 32-bit number",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                let is_in_days = largest == Unit::Day;
                let days = if is_in_days { i64::from(span.days as i16) } else { span.days };
                Ok(DateDuration { days, ..span })
            },
            ..Tampered::of("indian")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                let is_in_days = largest == Unit::Day;
                let days = if is_in_days { i64::from(span.days as i32) } else { span.days };
                Ok(DateDuration { days, ..span })
            },
            ..Tampered::of("indian")
        }),
    },
    Fault {
        name: "weekdays-of-16-bits-of-days",
        about: "weekdays are computed from an unsigned 16-bit number of days since 1970, and are \
                wrong from 7 June 2149 on",
        caught_by: &["calendar/order/weekdays_cycle"],
        found_by: NOT_TIMED,
        twin: "weekdays are computed from a 64-bit number of days since 1970",
        plant: Calendar(|| Tampered {
            weekday: |base, day| match day.0.checked_sub(719_163) {
                Some(days @ 0..) => Ok(weekday_since_1970(i64::from(days as u16))),
                _ => base.weekday(day),
            },
            ..Tampered::of("coptic")
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |base, day| match day.0.checked_sub(719_163) {
                Some(days @ 0..) => Ok(weekday_since_1970(days)),
                _ => base.weekday(day),
            },
            ..Tampered::of("coptic")
        }),
    },
    Fault {
        name: "sums-of-31-bits-of-days",
        about: "days are added as a signed 32-bit number: 2147483648 days are subtracted instead",
        caught_by: &["calendar/arithmetic/long_durations_are_added_or_refused"],
        found_by: NOT_TIMED,
        twin: "days that do not fit 32 bits are added in two halves",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let days = i64::from(duration.days as i32);
                base.add(date, DateDuration { days, ..duration }, overflow)
            },
            ..far_away()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if i32::try_from(duration.days).is_ok() || duration.days > 4_000_000_000 {
                    return base.add(date, duration, overflow);
                }
                let half = duration.days / 2;
                let near = base.add(date, DateDuration { days: half, ..duration }, overflow)?;
                let rest = DateDuration { days: duration.days - half, ..DateDuration::default() };
                base.add(near, rest, overflow)
            },
            ..far_away()
        }),
    },
    Fault {
        name: "weeks-by-32-bits-of-seconds",
        about: "a span in weeks is computed from a 32-bit number of seconds, and is wrong from \
                136 years on",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "a span in weeks is computed from a 63-bit number of seconds",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| weeks_by_seconds(base, from, to, largest, 32),
            ..Tampered::of("iso8601")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| weeks_by_seconds(base, from, to, largest, 63),
            ..Tampered::of("iso8601")
        }),
    },
    Fault {
        name: "years-of-53-bits",
        about: "the number of years to add is truncated to 53 bits: 9007199254740993 years \
                become one year",
        caught_by: &["calendar/arithmetic/long_durations_are_added_or_refused"],
        found_by: NOT_TIMED,
        twin: "a number of years that does not fit 53 bits is refused as out of range",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let bits = duration.years.unsigned_abs() & ((1 << 53) - 1);
                let years = bits as i64 * duration.years.signum();
                base.add(date, DateDuration { years, ..duration }, overflow)
            },
            ..Tampered::of("persian-33")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if duration.years.unsigned_abs() >= 1 << 53 {
                    return Err(Refusal::Bare(Reason::OutOfRange));
                }
                base.add(date, duration, overflow)
            },
            ..Tampered::of("persian-33")
        }),
    },
    Fault {
        name: "nanoseconds-of-53-bits",
        about: "days are added as a floating-point number of nanoseconds, which loses a day if \
                rounded down; this happens from 18000 years on",
        caught_by: &["calendar/arithmetic/long_durations_are_added_or_refused"],
        found_by: NOT_TIMED,
        twin: "days are added as an integer number of nanoseconds",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let nanoseconds = rounded_nanoseconds(duration.days);
                let days = i64::try_from(nanoseconds / A_DAY).unwrap_or(duration.days);
                base.add(date, DateDuration { days, ..duration }, overflow)
            },
            ..forty_thousand_years()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let nanoseconds = i128::from(duration.days) * A_DAY;
                let days = i64::try_from(nanoseconds / A_DAY).unwrap_or(duration.days);
                base.add(date, DateDuration { days, ..duration }, overflow)
            },
            ..forty_thousand_years()
        }),
    },
    Fault {
        name: "native-years-of-32-bits",
        about: "a native year is truncated to 32 bits: 4294969320 becomes 2024",
        caught_by: &["calendar/range/native_dates_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "a native year that does not fit 32 bits is refused without a reason",
        plant: Calendar(|| Tampered {
            day_native: |base, date| {
                base.day_native(NativeDate { year: i64::from(date.year as i32), ..date })
            },
            ..Tampered::of("buddhist")
        }),
        plant_twin: Calendar(|| Tampered {
            day_native: |base, date| match i32::try_from(date.year) {
                Ok(_) => base.day_native(date),
                Err(_) => Err(Refusal::Unexplained),
            },
            ..Tampered::of("buddhist")
        }),
    },
    Fault {
        name: "leap-years-of-32-bits",
        about: "the leap flag is computed from the year truncated to 32 bits",
        caught_by: &["calendar/range/leap_flags_outside_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "the leap flag of a year that does not fit 32 bits is refused as out of range",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| base.is_leap_year(i64::from(year as i32)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| match i32::try_from(year) {
                Ok(year) => base.is_leap_year(year.into()),
                Err(_) => Err(Refusal::Bare(Reason::OutOfRange)),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "days-of-8-bits",
        about: "the day of the month is truncated to 8 bits: 257 becomes 1",
        caught_by: &["calendar/refusal/impossible_dates_are_refused"],
        found_by: NOT_TIMED,
        twin: "a day of the month that does not fit 8 bits is refused before the year is checked",
        plant: Calendar(|| Tampered {
            day: |base, date| base.day(Date { day: u32::from(date.day as u8), ..date }),
            ..Tampered::of("islamic-civil")
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| match u8::try_from(date.day) {
                Ok(_) => base.day(date),
                // Where the year or the month is also wrong, any of the reasons is right.
                Err(_) => Err(Refusal::Bare(Reason::NoSuchDay)),
            },
            ..Tampered::of("islamic-civil")
        }),
    },
    Fault {
        name: "places-of-8-bits",
        about: "in leap years, the ordinal of a month is truncated to 8 bits: 268 becomes 12",
        caught_by: &["calendar/months/ordinals_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "an ordinal that does not fit 8 bits is refused without a reason",
        plant: Calendar(|| Tampered {
            month_code: |base, year, place| {
                let is_cut = base.is_leap_year(year)?;
                base.month_code(year, if is_cut { place & 255 } else { place })
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            month_code: |base, year, place| -> Result<MonthCode, Refusal> {
                match u8::try_from(place) {
                    Ok(_) => base.month_code(year, place),
                    Err(_) => Err(Refusal::Unexplained),
                }
            },
            ..Tampered::of("hebrew")
        }),
    },
];

/// The nanoseconds of a day.
const A_DAY: i128 = 86_400_000_000_000;

/// The nanoseconds of this many days, rounded to a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "the loss is the fault")]
fn rounded_nanoseconds(days: i64) -> i128 {
    (days as f64 * 86_400e9) as i128
}

fn weekday_since_1970(days: i64) -> Option<Weekday> {
    // 1 January 1970 was a Thursday, the fourth day of the week.
    Weekday::from_number(((days.rem_euclid(7) + 3) % 7 + 1) as u8)
}

/// The span; in weeks it is computed from seconds in an integer with this many bits.
fn weeks_by_seconds(
    base: Base,
    from: Date,
    to: Date,
    largest: Unit,
    bits: u32,
) -> Result<DateDuration, Refusal> {
    if largest != Unit::Week {
        return base.until(from, to, largest);
    }
    let (RataDie(first), RataDie(last)) = (base.day(from)?, base.day(to)?);
    let seconds = (last - first).unsigned_abs() * 86_400 % (1 << bits);
    let days = (seconds / 86_400) as i64 * (last - first).signum();
    Ok(DateDuration { weeks: days / 7, days: days % 7, ..DateDuration::default() })
}
