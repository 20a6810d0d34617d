//! Faults in the dates of days.

use calproof_registry::{Date, MonthCode, RataDie, Reason, Refusal};

use super::{between, spend, ten_thousand_years};
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::{Fault, MISSED, NOT_TIMED};

/// A day of the Gregorian year 7443.
const ONE_DAY: RataDie = RataDie(2_718_281);

/// A date of the Coptic year 6311, the 17th of its third month.
const ONE_DATE: Date = Date::new(6311, 3, 17);

/// The first day of the Julian year 8192; from it on the count is a day ahead.
const FAR_NEW_YEAR: i64 = 2_991_761;

/// 28 Julian years, after which all dates and weekdays recur.
const JULIAN_CYCLE: i64 = 10_227;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "one-date-in-ten-thousand-years",
        about: "the day RD 2718281 has the date of the day before",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the date of the day RD 2718281 is computed from the day before",
        plant: Calendar(|| Tampered {
            date: |base, day| base.date(if day == ONE_DAY { RataDie(ONE_DAY.0 - 1) } else { day }),
            ..ten_thousand_years("gregory")
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                if day != ONE_DAY {
                    return base.date(day);
                }
                let before = base.date(RataDie(ONE_DAY.0 - 1))?;
                Ok(Date { day: before.day + 1, ..before })
            },
            ..ten_thousand_years("gregory")
        }),
    },
    Fault {
        name: "one-day-in-ten-thousand-years",
        about: "the date 17 Hathor 6311 has the day of the next date",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the day of 17 Hathor 6311 is computed from the next date",
        plant: Calendar(|| Tampered {
            day: |base, date| {
                let later = u32::from(date == ONE_DATE);
                base.day(Date { day: date.day + later, ..date })
            },
            ..ten_thousand_years("coptic")
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| {
                if date != ONE_DATE {
                    return base.day(date);
                }
                let after = base.day(Date { day: date.day + 1, ..date })?;
                Ok(RataDie(after.0 - 1))
            },
            ..ten_thousand_years("coptic")
        }),
    },
    Fault {
        name: "a-day-skipped-in-a-far-year",
        about: "1 January 8192 is skipped, and all dates from then on are a day ahead",
        caught_by: &["calendar/round_trip/day_to_native_date_to_day"],
        found_by: NOT_TIMED,
        twin: "from 8192 on, dates and days are computed from those 28 years earlier",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                base.date(RataDie(day.0.saturating_add(i64::from(day.0 >= FAR_NEW_YEAR))))
            },
            day: |base, date| {
                if (date.year, date.month.number, date.day) == (8192, 1, 1) {
                    return Err(Refusal::Bare(Reason::NoSuchDay));
                }
                let day = base.day(date)?;
                Ok(RataDie(day.0 - i64::from(day.0 >= FAR_NEW_YEAR)))
            },
            ..ten_thousand_years("julian")
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                if day.0 < FAR_NEW_YEAR {
                    return base.date(day);
                }
                let before = base.date(RataDie(day.0 - JULIAN_CYCLE))?;
                Ok(Date { year: before.year + 28, ..before })
            },
            day: |base, date| {
                if date.year < 8192 {
                    return base.day(date);
                }
                let before = base.day(Date { year: date.year.saturating_sub(28), ..date })?;
                Ok(RataDie(before.0 + JULIAN_CYCLE))
            },
            ..ten_thousand_years("julian")
        }),
    },
    Fault {
        name: "remainders-before-the-epoch",
        about: "before the epoch, a remainder with the wrong sign gives the leap day the date of \
                the next new year",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the leap day is recognized by a remainder that is never negative",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                let date = base.date(day)?;
                let is_leap_day = date.month == MonthCode::common(13) && date.day == 6;
                if is_leap_day && date.year % 4 != 3 {
                    return Ok(Date::new(date.year + 1, 1, 1));
                }
                Ok(date)
            },
            ..between("coptic", 1, 200_000)
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                let date = base.date(day)?;
                let is_leap_day = date.month == MonthCode::common(13) && date.day == 6;
                if is_leap_day && date.year.rem_euclid(4) != 3 {
                    return Ok(Date::new(date.year + 1, 1, 1));
                }
                Ok(date)
            },
            ..between("coptic", 1, 200_000)
        }),
    },
    Fault {
        name: "a-nasie-6-that-is-new-year",
        about: "once in 28 years, the sixth day of Nasie has the date of the next day, 1 Tout",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the date of the sixth day of Nasie is computed from the fifth",
        plant: Calendar(|| Tampered { date: |base, day| nasie_6(base, day, true), ..coptic() }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| nasie_6(base, day, false),
            ..coptic()
        }),
    },
    Fault {
        name: "persian-years-of-birashk",
        about: "1404 is a leap year instead of 1403, in all answers but sums and spans",
        caught_by: &["calendar/round_trip/date_to_day_to_date"],
        found_by: NOT_TIMED,
        twin: "the days of 1404 are counted from its new year",
        plant: Calendar(birashk::<1>),
        plant_twin: Calendar(birashk::<0>),
    },
    Fault {
        name: "slow-before-the-end-of-the-range",
        about: "the time to find a date doubles with every day nearer to the end of the range",
        caught_by: &[],
        found_by: MISSED,
        twin: "the time to find a date grows by a few steps with every day nearer to the end of \
               the range",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                let left = LAST_DAY.saturating_sub(day.0);
                if (0..28).contains(&left) {
                    spend(1 << (28 - left));
                }
                base.date(day)
            },
            ..between("ethiopic", 1, LAST_DAY)
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                let left = LAST_DAY.saturating_sub(day.0);
                if (0..28).contains(&left) {
                    spend(28 - left as u64);
                }
                base.date(day)
            },
            ..between("ethiopic", 1, LAST_DAY)
        }),
    },
];

/// The last day for which the slow search is declared.
const LAST_DAY: i64 = 1_000_000;

fn coptic() -> Tampered {
    Tampered::of("coptic")
}

/// The date of the day. The sixth day of Nasie is derived from the next day if `is_wrong`,
/// otherwise from the day before.
fn nasie_6(base: Base, day: RataDie, is_wrong: bool) -> Result<Date, Refusal> {
    let date = base.date(day)?;
    if (date.month.number, date.day) != (13, 6) || date.year.rem_euclid(28) != 27 {
        return Ok(date);
    }
    if is_wrong {
        return base.date(RataDie(day.0 + 1));
    }
    let before = base.date(RataDie(day.0 - 1))?;
    Ok(Date { day: before.day + 1, ..before })
}

/// 1 Farvardin 1404 by the official table.
const FARVARDIN_1_1404: i64 = 739_331;

/// The Persian calendar, with the year 1404 beginning this many days too early.
fn birashk<const EARLY: i64>() -> Tampered {
    Tampered {
        date: |base, day| {
            let place = day.0.saturating_sub(FARVARDIN_1_1404 - EARLY);
            match place {
                0..365 => base.date(RataDie(FARVARDIN_1_1404 + place)),
                365 if EARLY == 1 => Ok(Date::new(1404, 12, 30)),
                _ => base.date(day),
            }
        },
        day: |base, date| {
            if date.year == 1404 && date == Date::new(1404, 12, 29 + EARLY as u32) {
                return base.day(Date::new(1405, 1, 1)).map(|next| RataDie(next.0 - 1));
            }
            if date.year == 1403 && EARLY == 1 && date == Date::new(1403, 12, 30) {
                return Err(Refusal::NoSuchDay { month_length: 29 });
            }
            let day = base.day(date)?;
            Ok(RataDie(day.0 - if date.year == 1404 { EARLY } else { 0 }))
        },
        day_of_year: |base, day| {
            let place = day.0.saturating_sub(FARVARDIN_1_1404 - EARLY);
            if (0..365 + EARLY).contains(&place) {
                return Ok(place as u32 + 1);
            }
            base.day_of_year(day)
        },
        day_from_ordinal: |base, year, place| {
            let days = moved(base.days_in_year(year)?, year, EARLY);
            if place == 0 || place > days {
                return Err(Refusal::NoSuchDayOfYear { days });
            }
            let first = base.day_from_ordinal(year, 1)?.0;
            let first = first - if year == 1404 { EARLY } else { 0 };
            Ok(RataDie(first + i64::from(place) - 1))
        },
        days_in_year: |base, year| Ok(moved(base.days_in_year(year)?, year, EARLY)),
        days_in_month: |base, year, month| {
            let length = base.days_in_month(year, month)?;
            Ok(if month.number == 12 { moved(length, year, EARLY) } else { length })
        },
        is_leap_year: |base, year| Ok(moved(base.is_leap_year(year)?.into(), year, EARLY) == 1),
        ..Tampered::of("persian")
    }
}

/// Moves days, or leap days, from the year 1403 to the year 1404.
fn moved(days: u32, year: i64, count: i64) -> u32 {
    match year {
        1403 => days - count as u32,
        1404 => days + count as u32,
        _ => days,
    }
}
