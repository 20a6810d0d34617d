//! Faults in sums and spans.

use calproof_registry::{Date, DateDuration, MonthCode, Overflow, RataDie, Refusal, Unit};

use super::Plant::Calendar;
use super::calendars::{Tampered, far_away, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-month-to-28-february",
        about: "the span from 31 January to 28 February of a common year is said to be a month",
        caught_by: &["calendar/agreement/spans"],
        found_by: NOT_TIMED,
        twin: "the span from 31 January to 28 February is said to be 28 days",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let months = [Unit::Month, Unit::Year].contains(&largest);
                let ends = is(from, 1, 31) && is(to, 2, 28) && from.year == to.year;
                if months && ends && !base.is_leap_year(from.year)? {
                    return Ok(DateDuration { months: 1, ..DateDuration::default() });
                }
                base.until(from, to, largest)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if is(from, 1, 31) && is(to, 2, 28) && from.year == to.year && largest != Unit::Week
                {
                    return Ok(DateDuration { days: 28, ..DateDuration::default() });
                }
                base.until(from, to, largest)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "back-from-31-march-over-february",
        about: "31 March minus a month is 3 March",
        caught_by: &["calendar/agreement/sums"],
        found_by: NOT_TIMED,
        twin: "31 March minus a month is the last day of February",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let is_back = duration == DateDuration { months: -1, ..DateDuration::default() };
                if is(date, 3, 31) && is_back && overflow == Overflow::Constrain {
                    return Ok(Date { day: 3, ..date });
                }
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let is_back = duration == DateDuration { months: -1, ..DateDuration::default() };
                if is(date, 3, 31) && is_back && overflow == Overflow::Constrain {
                    let month = MonthCode::common(2);
                    return Ok(Date { month, day: base.days_in_month(date.year, month)?, ..date });
                }
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "durations-wrap-at-32-bits",
        about: "each part of an added duration is truncated to 32 bits",
        caught_by: &["calendar/arithmetic/long_durations_are_added_or_refused"],
        found_by: NOT_TIMED,
        twin: "an added duration that does not fit 32 bits is refused without a reason",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| base.add(date, cut(duration), overflow),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if cut(duration) != duration {
                    return Err(Refusal::Unexplained);
                }
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "a-day-at-31-bits-twice",
        about: "the day 2,147,483,648 has the date of the day before it",
        caught_by: &["calendar/agreement/dates_far_away"],
        found_by: NOT_TIMED,
        twin: "dates far away are computed from those of a cycle earlier",
        plant: Calendar(|| Tampered {
            date: |base, day| base.date(RataDie(day.0 - i64::from(day.0 == 1 << 31))),
            ..far_away()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                let before = day.0.checked_sub(146_097).ok_or(Refusal::Unexplained)?;
                let date = base.date(RataDie(before))?;
                Ok(Date { year: date.year + 400, ..date })
            },
            ..far_away()
        }),
    },
    Fault {
        name: "a-leap-year-at-20-bits-lost",
        about: "the year 1,048,576 is said to be a common year",
        caught_by: &["calendar/agreement/leap_years_far_away"],
        found_by: NOT_TIMED,
        twin: "leap years far away follow the 400-year cycle",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| Ok(year != 1 << 20 && base.is_leap_year(year)?),
            ..far_away()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| base.is_leap_year(year.rem_euclid(400)),
            ..far_away()
        }),
    },
    Fault {
        name: "a-leap-day-at-20-bits-lost",
        about: "February of the year 1,048,576 is said to have 28 days",
        caught_by: &["calendar/agreement/month_lengths_far_away"],
        found_by: NOT_TIMED,
        twin: "month lengths far away follow the 400-year cycle",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                Ok(if year == 1 << 20 {
                    length.min(31 - u32::from(month.number == 2) * 3)
                } else {
                    length
                })
            },
            ..far_away()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| base.days_in_month(year.rem_euclid(400), month),
            ..far_away()
        }),
    },
];

fn is(date: Date, month: u8, day: u32) -> bool {
    date.month == MonthCode::common(month) && date.day == day
}

fn cut(duration: DateDuration) -> DateDuration {
    let DateDuration { years, months, weeks, days } = duration;
    let [years, months, weeks, days] =
        [years, months, weeks, days].map(|part| i64::from(part as i32));
    DateDuration { years, months, weeks, days }
}
