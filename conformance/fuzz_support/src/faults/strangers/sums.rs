//! Faults in sums and spans.

use calproof_registry::{Date, DateDuration, MonthCode, Overflow, Reason, Refusal, Unit};

use super::spend;
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered, gregory};
use crate::faults::{Fault, MISSED, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-leap-month-constrained-going-back",
        about: "when years are subtracted, a leap month that the year lacks is constrained even \
                if it should be rejected",
        caught_by: &["calendar/agreement/sums"],
        found_by: NOT_TIMED,
        twin: "when years are subtracted, a leap month that the year lacks is rejected without a \
               reason",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let is_it = date.month.leap && duration.years < 0;
                base.add(date, duration, if is_it { Overflow::Constrain } else { overflow })
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let sum = base.add(date, duration, overflow);
                let is_it = date.month.leap && duration.years < 0;
                if is_it { sum.map_err(unexplained_if_no_month) } else { sum }
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "day-30-rejected-in-the-twelfth-month",
        about: "day 30 is rejected instead of constrained if adding months leads to a twelfth \
                month of 29 days",
        caught_by: &["calendar/agreement/sums"],
        found_by: NOT_TIMED,
        twin: "day 30 is constrained before months are added, if they lead to a twelfth month of \
               29 days",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let sum = base.add(date, duration, overflow)?;
                let is_it = is_month_12(base, date, duration);
                if is_it { base.add(date, duration, Overflow::Reject) } else { Ok(sum) }
            },
            ..Tampered::of("chinese")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let sum = base.add(date, duration, overflow)?;
                if !is_month_12(base, date, duration)
                    || base.days_in_month(sum.year, sum.month)? > 29
                {
                    return Ok(sum);
                }
                base.add(Date { day: date.day.min(29), ..date }, duration, overflow)
            },
            ..Tampered::of("chinese")
        }),
    },
    Fault {
        name: "months-back-over-adar-i",
        about: "when months are subtracted, the leap month is passed without being counted",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "months are subtracted across the leap month by their ordinals",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let more = i64::from(goes_back_over_adar_i(base, date, duration));
                let months = duration.months - more;
                base.add(date, DateDuration { months, ..duration }, overflow)
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if !goes_back_over_adar_i(base, date, duration) {
                    return base.add(date, duration, overflow);
                }
                // Within one year, so that only the ordinal of the month changes.
                let place = base.month_ordinal(date.year, date.month)?;
                let month =
                    base.month_code(date.year, place - duration.months.unsigned_abs() as u32)?;
                let length = base.days_in_month(date.year, month)?;
                match overflow {
                    Overflow::Reject if date.day > length => {
                        Err(Refusal::NoSuchDay { month_length: length })
                    }
                    _ => Ok(Date { month, day: date.day.min(length), ..date }),
                }
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "spans-back-over-a-leap-month",
        about: "a backward span in months across the leap month is a month too short",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "in a long backward span in months, the days are counted again",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                let is_it = largest == Unit::Month
                    && from.year == to.year
                    && base.months_in_year(from.year)? == 13
                    && span.months < -6;
                Ok(DateDuration { months: span.months + i64::from(is_it), ..span })
            },
            ..Tampered::of("dangi")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                if largest == Unit::Month && span.months < -6 {
                    let without = DateDuration { days: 0, ..span };
                    let near = base.add(from, without, Overflow::Constrain)?;
                    let days = base.day(to)?.0 - base.day(near)?.0;
                    return Ok(DateDuration { days, ..span });
                }
                Ok(span)
            },
            ..Tampered::of("dangi")
        }),
    },
    Fault {
        name: "a-month-to-a-leap-day",
        about: "a span from day 30 or 31 to 29 February is a whole month, as if the day were \
                constrained before it is compared",
        caught_by: &["calendar/agreement/spans"],
        found_by: NOT_TIMED,
        twin: "in a span from day 30 or 31 to 29 February, the days are counted from the last \
               whole month",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if largest < Unit::Month || !is_short_of_a_leap_day(base, from, to)? {
                    return base.until(from, to, largest);
                }
                base.until(Date { day: 29, ..from }, to, largest)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                if largest < Unit::Month || !is_short_of_a_leap_day(base, from, to)? {
                    return Ok(span);
                }
                let near = base.add(from, DateDuration { days: 0, ..span }, Overflow::Constrain)?;
                let days = base.day(to)?.0 - base.day(near)?.0;
                Ok(DateDuration { days, ..span })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-back-rounded-down",
        about: "a backward span in weeks is rounded down, so that its days have the opposite sign",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "a backward span in weeks is rounded towards zero",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                let days = 7 * span.weeks + span.days;
                if largest != Unit::Week || days > -400 {
                    return Ok(span);
                }
                Ok(DateDuration { weeks: days.div_euclid(7), days: days.rem_euclid(7), ..span })
            },
            ..Tampered::of("islamic-civil")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                let days = 7 * span.weeks + span.days;
                if largest != Unit::Week || days > -400 {
                    return Ok(span);
                }
                Ok(DateDuration { weeks: days / 7, days: days % 7, ..span })
            },
            ..Tampered::of("islamic-civil")
        }),
    },
    Fault {
        name: "days-before-months-going-back",
        about: "when months and days are subtracted, the days are subtracted first",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "when months and days are subtracted, the months are subtracted in a separate step",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if duration.months >= 0 || duration.days >= 0 {
                    return base.add(date, duration, overflow);
                }
                let near = base.add(date, DateDuration { months: 0, ..duration }, overflow)?;
                let months = DateDuration { months: duration.months, ..DateDuration::default() };
                base.add(near, months, overflow)
            },
            ..Tampered::of("persian-33")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if duration.months >= 0 || duration.days >= 0 {
                    return base.add(date, duration, overflow);
                }
                let near = DateDuration { weeks: 0, days: 0, ..duration };
                let near = base.add(date, near, overflow)?;
                let rest = DateDuration { years: 0, months: 0, ..duration };
                base.add(near, rest, overflow)
            },
            ..Tampered::of("persian-33")
        }),
    },
    Fault {
        name: "spans-at-the-square-of-their-months",
        about: "the time for a span in months is quadratic in its length",
        caught_by: &[],
        found_by: MISSED,
        twin: "the time for a span in months is linear in its length",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let months = from.year.saturating_sub(to.year).unsigned_abs().min(1200) * 12;
                spend(if largest == Unit::Month { months * months } else { 0 });
                base.until(from, to, largest)
            },
            ..Tampered::of("coptic")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let months = from.year.saturating_sub(to.year).unsigned_abs().min(1200) * 12;
                spend(if largest == Unit::Month { months } else { 0 });
                base.until(from, to, largest)
            },
            ..Tampered::of("coptic")
        }),
    },
];

fn unexplained_if_no_month(refusal: Refusal) -> Refusal {
    if refusal.reason() == Reason::NoSuchMonth { Refusal::Unexplained } else { refusal }
}

/// Whether adding months alone goes from a day 30 to a twelfth month.
fn is_month_12(base: Base, date: Date, duration: DateDuration) -> bool {
    let months = DateDuration { months: duration.months, ..DateDuration::default() };
    let near = base.add(Date { day: date.day.min(29), ..date }, months, Overflow::Constrain);
    let is_it = near.is_ok_and(|near| near.month == MonthCode::common(12));
    is_it && date.day == 30 && months == duration && duration.months != 0
}

/// Whether months alone go from after the leap month to before it in the same year.
fn goes_back_over_adar_i(base: Base, date: Date, duration: DateDuration) -> bool {
    let months = DateDuration { months: duration.months, ..DateDuration::default() };
    if months != duration || !(-12..0).contains(&duration.months) || base.day(date).is_err() {
        return false;
    }
    let place = base.month_ordinal(date.year, date.month).map_or(0, i64::from);
    let reached = place + duration.months;
    base.months_in_year(date.year) == Ok(13) && place > 6 && (1..6).contains(&reached)
}

/// Whether the span goes forwards from a day 30 or 31 to a 29 February.
fn is_short_of_a_leap_day(base: Base, from: Date, to: Date) -> Result<bool, Refusal> {
    let is_leap_day = to.month == MonthCode::common(2) && to.day == 29;
    Ok(is_leap_day && from.day > 29 && base.day(from)? < base.day(to)?)
}
