//! Faults that were planted from the text of the protocol, and not to test a particular check.

use std::cell::Cell;

use calproof_registry::{
    Date, DateDuration, DayRange, MonthCode, Overflow, RataDie, Reason, Refusal, Unit,
};

use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Tampered, gregory, is_leap_day};
use crate::faults::{Fault, NOT_TIMED};

thread_local! {
    /// Whether the last sum was refused.
    static SUM_REFUSED: Cell<bool> = const { Cell::new(false) };
    /// The year of the last request for a length, and the number of consecutive requests.
    static LENGTHS: Cell<(i64, u32)> = const { Cell::new((0, 0)) };
}

/// Ten thousand years of the Gregorian calendar before and after its epoch.
fn long_gregory() -> Tampered {
    let range = DayRange { first: RataDie(-3_652_424), last: RataDie(3_652_059) };
    Tampered { range, ..gregory() }
}

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-leap-year-lost-once-in-400",
        about: "1904, 2304 and 2704 are said to be common years",
        caught_by: &["calendar/agreement/leap_years"],
        found_by: NOT_TIMED,
        twin: "leap years follow the 400-year cycle",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| Ok(base.is_leap_year(year)? && year.rem_euclid(400) != 304),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| base.is_leap_year(year.rem_euclid(400)),
            ..gregory()
        }),
    },
    Fault {
        name: "one-length-of-a-table",
        about: "the length of the fourth month of 1957 is off by one",
        caught_by: &["calendar/agreement/month_lengths"],
        found_by: NOT_TIMED,
        twin: "the length of the fourth month of 1957 depends on whether its 30th day exists",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                let is_it = year == 1957 && month == MonthCode::common(4);
                Ok(if is_it { 59 - length } else { length })
            },
            ..Tampered::of("chinese")
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                if year == 1957 && month == MonthCode::common(4) {
                    let last = Date { year, month, day: 30 };
                    return Ok(if base.day(last).is_ok() { 30 } else { 29 });
                }
                base.days_in_month(year, month)
            },
            ..Tampered::of("chinese")
        }),
    },
    Fault {
        name: "centuries-from-a-leap-day",
        about: "a span of more than 100 years from 29 February has a day too many",
        caught_by: &["calendar/agreement/spans"],
        found_by: NOT_TIMED,
        twin: "in a span of more than 100 years from 29 February, the days are counted again",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let mut span = base.until(from, to, largest)?;
                if is_leap_day(from) && span.years > 100 {
                    span.days += 1;
                }
                Ok(span)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let mut span = base.until(from, to, largest)?;
                if is_leap_day(from) && span.years > 100 {
                    let without = DateDuration { days: 0, ..span };
                    let near = base.add(from, without, Overflow::Constrain)?;
                    span.days = base.day(to)?.0 - base.day(near)?.0;
                }
                Ok(span)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-in-32-bits-of-days",
        about: "weeks are added as a number of days truncated to 32 bits",
        caught_by: &["calendar/arithmetic/long_durations_are_added_or_refused"],
        found_by: NOT_TIMED,
        twin: "more than 300,000,000 weeks are refused as out of range",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let days = i64::from(duration.weeks.wrapping_mul(7) as i32);
                let all =
                    DateDuration { weeks: 0, days: duration.days.wrapping_add(days), ..duration };
                base.add(date, all, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if duration.weeks.unsigned_abs() > 300_000_000 {
                    return Err(Refusal::Bare(Reason::OutOfRange));
                }
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "spans-of-days-in-16-bits",
        about: "a span in weeks is computed from its days truncated to 16 bits",
        caught_by: &["calendar/agreement/spans"],
        found_by: NOT_TIMED,
        twin: "a span in weeks is computed from its days",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if largest != Unit::Week {
                    return base.until(from, to, largest);
                }
                let days = base.day(to)?.0 - base.day(from)?.0;
                let days = days.signum() * (days.abs() % (1 << 16));
                Ok(DateDuration { weeks: days / 7, days: days % 7, ..DateDuration::default() })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if largest != Unit::Week {
                    return base.until(from, to, largest);
                }
                let days = base.day(to)?.0 - base.day(from)?.0;
                Ok(DateDuration { weeks: days / 7, days: days % 7, ..DateDuration::default() })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "month-0-of-a-leap-year",
        about: "the native month 0 of a leap year is December of the year before",
        caught_by: &["calendar/refusal/impossible_native_dates_are_refused"],
        found_by: NOT_TIMED,
        twin: "the native month 0 is refused without a reason",
        plant: Calendar(|| Tampered {
            day_native: |base, date| {
                if date.month == 0 && base.is_leap_year(date.year)? {
                    let before =
                        calproof_registry::NativeDate { year: date.year - 1, month: 12, ..date };
                    return base.day_native(before);
                }
                base.day_native(date)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_native: |base, date| match date.month {
                0 => Err(Refusal::Unexplained),
                _ => base.day_native(date),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "a-year-0-from-1000-before",
        about: "the extended years of the era bce from 1000 on are one too low",
        caught_by: &["calendar/eras/era_year_to_extended_year_round_trip"],
        found_by: NOT_TIMED,
        twin: "the extended years of the era bce from 1000 on are computed as 1 minus the year",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                let is_far = year.era.as_str() == "bce" && year.year >= 1000;
                Ok(base.extended_year(year)? - i64::from(is_far))
            },
            ..long_gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| {
                if year.era.as_str() == "bce" && year.year >= 1000 {
                    return Ok(1 - year.year);
                }
                base.extended_year(year)
            },
            ..long_gregory()
        }),
    },
    Fault {
        name: "no-month-for-30-february",
        about: "30 February of a leap year is refused with the reason \"no such month\"",
        caught_by: &["calendar/refusal/impossible_dates_are_refused"],
        found_by: NOT_TIMED,
        twin: "30 February of a leap year is refused without a reason",
        plant: Calendar(|| Tampered {
            day: |base, date| {
                let is_it = date.month == MonthCode::common(2) && date.day == 30;
                if is_it && base.is_leap_year(date.year)? {
                    return Err(Refusal::Bare(Reason::NoSuchMonth));
                }
                base.day(date)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| {
                let is_it = date.month == MonthCode::common(2) && date.day == 30;
                if is_it && base.is_leap_year(date.year)? {
                    return Err(Refusal::Unexplained);
                }
                base.day(date)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "constrained-going-back",
        about: "when more than 12 months are subtracted, the day is constrained even if it \
                should be rejected",
        caught_by: &["calendar/agreement/sums"],
        found_by: NOT_TIMED,
        twin: "when more than 12 months are subtracted, a refusal has no reason",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let overflow = if duration.months < -12 { Overflow::Constrain } else { overflow };
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let sum = base.add(date, duration, overflow);
                if duration.months < -12 { sum.map_err(|_| Refusal::Unexplained) } else { sum }
            },
            ..gregory()
        }),
    },
    Fault {
        name: "a-14th-month-of-leap-years",
        about: "the ordinal 14 gives the last month of a leap year",
        caught_by: &["calendar/months/ordinals_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "an ordinal outside the year is refused without a reason",
        plant: Calendar(|| Tampered {
            month_code: |base, year, place| {
                let last = place == 14 && base.is_leap_year(year)?;
                base.month_code(year, place - u32::from(last))
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            month_code: |base, year, place| {
                base.month_code(year, place).map_err(|_| Refusal::Unexplained)
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "backwards-after-a-refused-sum",
        about: "the first span after a refused sum is computed backwards",
        caught_by: &["calendar/purity/refusals_change_no_answer"],
        found_by: NOT_TIMED,
        twin: "the first span after a refused sum, if in days, is computed backwards and negated",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if SUM_REFUSED.take() {
                    return base.until(to, from, largest);
                }
                base.until(from, to, largest)
            },
            ..noting_refused_sums()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if SUM_REFUSED.take() && largest == Unit::Day {
                    let span = base.until(to, from, largest)?;
                    return Ok(DateDuration { days: -span.days, ..span });
                }
                base.until(from, to, largest)
            },
            ..noting_refused_sums()
        }),
    },
    Fault {
        name: "a-length-asked-three-times",
        about: "the third consecutive request for the length of the same year gets a day too many",
        caught_by: &["calendar/purity/answers_do_not_depend_on_their_batch"],
        found_by: NOT_TIMED,
        twin: "consecutive requests for the length of the same year are counted, which changes \
               nothing",
        plant: Calendar(|| Tampered {
            days_in_year: |base, year| {
                let (before, times) = LENGTHS.get();
                let times = if before == year { times + 1 } else { 1 };
                LENGTHS.set((year, times));
                Ok(base.days_in_year(year)? + u32::from(times == 3))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_year: |base, year| {
                let (before, times) = LENGTHS.get();
                LENGTHS.set((year, if before == year { times + 1 } else { 1 }));
                base.days_in_year(year)
            },
            ..gregory()
        }),
    },
];

fn noting_refused_sums() -> Tampered {
    Tampered {
        add: |base, date, duration, overflow| -> Result<Date, Refusal> {
            let sum = base.add(date, duration, overflow);
            SUM_REFUSED.set(sum.is_err());
            sum
        },
        ..gregory()
    }
}
