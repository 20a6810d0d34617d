//! Faults in sums and spans, of the second round.

use calproof_registry::{Date, DateDuration, MonthCode, Overflow, RataDie, Reason, Refusal, Unit};

use super::{ten_thousand_years, whole};
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered, gregory, is_leap_day};
use crate::faults::{Fault, NOT_TIMED};

/// The protocol: `add` "takes four steps", of which the first "adds the years and keeps the month's
/// code" and the last adds weeks and days, after the day was constrained; `until` "counts the largest
/// number of the largest unit that does not pass the second date", and "compares the day of the month
/// before constraining it"; only a sum may be refused where the range ends on the way.
pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "spans-to-the-last-day",
        about: "a span to the last day of the table is refused as out of range, since the next \
                new year is looked up",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "a span in days to the last day of the table is the difference of the two days",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if base.day(to)? == last_day(base)? {
                    Err(Refusal::Bare(Reason::OutOfRange))
                } else {
                    base.until(from, to, largest)
                }
            },
            ..whole("bahai")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if largest != Unit::Day || base.day(to)? != last_day(base)? {
                    return base.until(from, to, largest);
                }
                let days = base.day(to)?.0 - base.day(from)?.0;
                Ok(DateDuration { days, ..DateDuration::default() })
            },
            ..whole("bahai")
        }),
    },
    Fault {
        name: "a-leap-day-that-is-1-march-going-back",
        about: "a span from 29 February back to 1 March of a common year is a whole number of \
                years, as if 29 February were 1 March in common years",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "in a span from 29 February back to 1 March of a common year, the days are counted \
               from the last whole month",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if is_back_to_1_march(base, from, to, largest)? {
                    Ok(DateDuration { years: to.year - from.year, ..DateDuration::default() })
                } else {
                    base.until(from, to, largest)
                }
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if is_back_to_1_march(base, from, to, largest)? {
                    by_its_last_month(base, from, to, largest)
                } else {
                    base.until(from, to, largest)
                }
            },
            ..gregory()
        }),
    },
    Fault {
        name: "the-place-of-a-leap-month-kept",
        about: "adding years and months to a leap month keeps its ordinal instead of its code; \
                adding only years is right",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end"],
        found_by: NOT_TIMED,
        twin: "years and months are added to a leap month in two steps",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if !is_years_and_months(date, duration, overflow) {
                    return base.add(date, duration, overflow);
                }
                base.day(date)?;
                let place = base.month_ordinal(date.year, date.month)?;
                let year = date.year.saturating_add(duration.years);
                let month = base.month_code(year, place)?;
                base.add(
                    Date { year, month, ..date },
                    DateDuration { years: 0, ..duration },
                    overflow,
                )
            },
            ..Tampered::of("chinese")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if !is_years_and_months(date, duration, overflow) {
                    return base.add(date, duration, overflow);
                }
                let years = DateDuration { years: duration.years, ..DateDuration::default() };
                let near = base.add(date, years, overflow)?;
                base.add(near, DateDuration { years: 0, ..duration }, overflow)
            },
            ..Tampered::of("chinese")
        }),
    },
    Fault {
        name: "a-day-taken-off-before-constraining",
        about: "when months are added and a few days subtracted, the days are subtracted first",
        caught_by: &["calendar/agreement/sums"],
        found_by: NOT_TIMED,
        twin: "when months are added and a few days subtracted, this is done in two steps",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if !takes_days_off(date, duration, overflow) {
                    return base.add(date, duration, overflow);
                }
                base.day(date)?;
                let day = date.day - duration.days.unsigned_abs() as u32;
                base.add(Date { day, ..date }, DateDuration { days: 0, ..duration }, overflow)
            },
            ..Tampered::of("islamic-civil")
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if !takes_days_off(date, duration, overflow) {
                    return base.add(date, duration, overflow);
                }
                let near = base.add(date, DateDuration { days: 0, ..duration }, overflow)?;
                let days = DateDuration { days: duration.days, ..DateDuration::default() };
                base.add(near, days, overflow)
            },
            ..Tampered::of("islamic-civil")
        }),
    },
    Fault {
        name: "twelve-months-over-year-0",
        about: "a span in years from before the year 1 to the year 1 or later has twelve months \
                too many and a year too few",
        caught_by: &["calendar/agreement/spans"],
        found_by: NOT_TIMED,
        twin: "in a span in years from before the year 1 to the year 1 or later, the days are \
               counted from the last whole month",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let span = base.until(from, to, largest)?;
                if !is_over_year_0(from, to, largest) || span.years == 0 {
                    return Ok(span);
                }
                Ok(DateDuration { years: span.years - 1, months: span.months + 12, ..span })
            },
            ..ten_thousand_years("gregory")
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if is_over_year_0(from, to, largest) {
                    by_its_last_month(base, from, to, largest)
                } else {
                    base.until(from, to, largest)
                }
            },
            ..ten_thousand_years("gregory")
        }),
    },
];

fn last_day(base: Base) -> Result<RataDie, Refusal> {
    Ok(base.range()?.last)
}

/// The span, with its days counted from the last whole month.
fn by_its_last_month(
    base: Base,
    from: Date,
    to: Date,
    largest: Unit,
) -> Result<DateDuration, Refusal> {
    let span = base.until(from, to, largest)?;
    let near = base.add(from, DateDuration { days: 0, ..span }, Overflow::Constrain)?;
    Ok(DateDuration { days: base.day(to)?.0 - base.day(near)?.0, ..span })
}

/// Whether the span is one in years from a leap day back to 1 March of a common year.
fn is_back_to_1_march(base: Base, from: Date, to: Date, largest: Unit) -> Result<bool, Refusal> {
    if largest != Unit::Year || !is_leap_day(from) || to.year >= from.year {
        return Ok(false);
    }
    let is_1_march = to.month == MonthCode::common(3) && to.day == 1;
    Ok(is_1_march && base.day(from).is_ok() && !base.is_leap_year(to.year)?)
}

/// Whether years and months are added to a date in a leap month, before its last day.
fn is_years_and_months(date: Date, duration: DateDuration, overflow: Overflow) -> bool {
    let has_both = duration.years != 0 && duration.months != 0;
    has_both && date.month.leap && date.day < 30 && overflow == Overflow::Constrain
}

/// Whether months are added to a date late in its month, and then up to three days taken off.
fn takes_days_off(date: Date, duration: DateDuration, overflow: Overflow) -> bool {
    let is_it = duration.months > 0 && duration.years == 0 && duration.weeks == 0;
    is_it
        && (-3..0).contains(&duration.days)
        && (28..=30).contains(&date.day)
        && overflow == Overflow::Constrain
}

fn is_over_year_0(from: Date, to: Date, largest: Unit) -> bool {
    largest == Unit::Year && from.year < 1 && to.year >= 1
}
