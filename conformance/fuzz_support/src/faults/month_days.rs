//! Faults in months and days without a year, and in the nearest date to one that does not exist.

use calproof_registry::{Date, DayRange, MonthCode, MonthDay, Overflow, RataDie, Refusal};

use super::Plant::Calendar;
use super::calendars::{Base, Tampered, constrained, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "month-days-of-one-year",
        about: "months and days are looked up only in the year 5732, which has no leap month",
        caught_by: &["calendar/agreement/month_days"],
        found_by: NOT_TIMED,
        twin: "months and days are searched day by day, backwards from the end of 1972",
        plant: Calendar(|| Tampered {
            month_day: |base, day, _| base.day(day.in_year(5732)),
            ..around_1972("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            month_day: |base, asked, overflow| {
                let is_it = |it: &i64| {
                    let date = base.date(RataDie(*it));
                    date.is_ok_and(|date| MonthDay::of(date) == asked)
                };
                let found = (END_OF_1972 - 8_000..=END_OF_1972).rev().find(is_it);
                found.map_or_else(|| base.month_day(asked, overflow), |it| Ok(RataDie(it)))
            },
            ..around_1972("hebrew")
        }),
    },
    Fault {
        name: "first-month-days-of-1972",
        about: "of two days of 1972 with the same month and day, the earlier is chosen",
        caught_by: &["calendar/agreement/month_days"],
        found_by: NOT_TIMED,
        twin: "of two days of 1972 with the same month and day, the later is chosen",
        plant: Calendar(|| Tampered {
            month_day: |base, asked, overflow| {
                let last = base.month_day(asked, overflow)?;
                let before = base.date(last)?.year - 1;
                let earlier = base.day(asked.in_year(before));
                Ok(earlier.ok().filter(|day| day.0 > END_OF_1972 - 366).unwrap_or(last))
            },
            ..around_1972("islamic-civil")
        }),
        plant_twin: Calendar(|| Tampered {
            month_day: |base, asked, overflow| {
                let years = base.date(RataDie(END_OF_1972 - 365))?.year..;
                let days = years.take(2).filter_map(|year| base.day(asked.in_year(year)).ok());
                let of_1972 = |it: &RataDie| (END_OF_1972 - 365..=END_OF_1972).contains(&it.0);
                let later = days.filter(of_1972).last();
                later.map_or_else(|| base.month_day(asked, overflow), Ok)
            },
            ..around_1972("islamic-civil")
        }),
    },
    Fault {
        name: "leap-days-in-1971",
        about: "29 February without a year is 1 March 1972",
        caught_by: &[
            "calendar/agreement/month_days",
            "calendar/round_trip/month_day_to_day_to_date",
        ],
        found_by: NOT_TIMED,
        twin: "months and days are looked up in 1972, which has 29 February",
        plant: Calendar(|| Tampered {
            month_day: |base, asked, overflow| {
                let day = base.month_day(asked, overflow)?;
                Ok(if is_leap_day(base, day) { RataDie(day.0 + 1) } else { day })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_day: |base, asked, overflow| {
                let date = asked.in_year(1972);
                match overflow {
                    Overflow::Constrain if asked.day > 0 => base.day(constrained(base, date)),
                    _ => base.day(date),
                }
            },
            ..gregory()
        }),
    },
    Fault {
        name: "month-days-never-refused",
        about: "30 February becomes 29 February even when overflow should be rejected",
        caught_by: &["calendar/refusal/impossible_month_days_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "an impossible month and day is refused without a reason",
        plant: Calendar(|| Tampered {
            month_day: |base, asked, _| base.month_day(asked, Overflow::Constrain),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_day: |base, asked, overflow| {
                base.month_day(asked, overflow).map_err(|_| Refusal::Unexplained)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "leap-days-constrained-to-march",
        about: "29 February of a common year is constrained to 1 March",
        caught_by: &["calendar/refusal/impossible_dates_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "29 February of a common year is constrained to the day before 1 March",
        plant: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| match (base.nearest_date(date, overflow), date) {
                (Ok(nearest), Date { day: 29, .. }) if nearest.day == 28 => {
                    Ok(Date { month: MonthCode::common(3), day: 1, ..nearest })
                }
                (nearest, _) => nearest,
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| match base.nearest_date(date, overflow) {
                Ok(nearest) if nearest.day == 28 && date.day > 28 => {
                    let march = Date { month: MonthCode::common(3), day: 1, ..nearest };
                    base.date(RataDie(base.day(march)?.0 - 1))
                }
                nearest => nearest,
            },
            ..gregory()
        }),
    },
    Fault {
        name: "adar-i-constrained-to-shevat",
        about: "in a common year, the leap month is constrained to the month before it instead \
                of Adar",
        caught_by: &["calendar/refusal/impossible_dates_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "in a common year, the leap month is constrained to the month with the ordinal 6",
        plant: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| {
                let nearest = base.nearest_date(date, overflow)?;
                let is_other = date.month.leap && !nearest.month.leap;
                let month = if is_other { MonthCode::common(5) } else { nearest.month };
                Ok(Date { month, ..nearest })
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| {
                let is_lacking =
                    date.month == MonthCode::leap(5) && !base.is_leap_year(date.year)?;
                if is_lacking && overflow == Overflow::Constrain {
                    let adar = Date { month: base.month_code(date.year, 6)?, ..date };
                    return base.nearest_date(adar, overflow);
                }
                base.nearest_date(date, overflow)
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "months-of-28-days-when-constrained",
        about: "constraining a date reduces its day to at most 28",
        caught_by: &["calendar/arithmetic/dates_are_nearest_to_themselves"],
        found_by: NOT_TIMED,
        twin: "constraining a date reduces its day to at most the length of its month",
        plant: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| {
                let nearest = base.nearest_date(date, overflow)?;
                let day =
                    if overflow == Overflow::Constrain { nearest.day.min(28) } else { date.day };
                Ok(Date { day, ..nearest })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| match overflow {
                Overflow::Constrain if date.day > 0 => {
                    let nearest = constrained(base, date);
                    base.day(nearest).map(|_| nearest)
                }
                _ => base.day(date).map(|_| date),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "impossible-dates-nearest-to-themselves",
        about: "a date that does not exist is returned unchanged when it should be rejected",
        caught_by: &["calendar/refusal/impossible_dates_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "day 0 is constrained to the first of its month",
        plant: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| match overflow {
                Overflow::Reject => Ok(date),
                Overflow::Constrain => base.nearest_date(date, overflow),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            nearest_date: |base, date, overflow| match overflow {
                Overflow::Constrain if date.day == 0 => {
                    base.nearest_date(Date { day: 1, ..date }, overflow)
                }
                _ => base.nearest_date(date, overflow),
            },
            ..gregory()
        }),
    },
];

/// RD of 31 December 1972.
const END_OF_1972: i64 = 720_258;

fn is_leap_day(base: Base, day: RataDie) -> bool {
    base.date(day).is_ok_and(super::calendars::is_leap_day)
}

/// The calendar for some centuries around the reference years.
fn around_1972(id: &'static str) -> Tampered {
    let range = DayRange { first: RataDie(600_000), last: RataDie(800_000) };
    Tampered { range, ..Tampered::of(id) }
}
