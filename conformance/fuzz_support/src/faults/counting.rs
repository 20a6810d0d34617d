//! Faults in months, eras, sums and spans, and in remembered answers.

use calproof_registry::{
    DateDuration, DateFields, EraCode, EraYear, MonthCode, Overflow, RataDie, Refusal, Unit,
};

use super::Fault;
use super::FoundBy::Targets;
use super::Plant::Calendar;
use super::calendars::{Tampered, gregory, remembering};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "two-places-for-a-month",
        about: "November and December both get the ordinal 11",
        caught_by: &["calendar/months/codes_and_ordinals_round_trip"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the ordinal of a month is found by trying all ordinals",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| Ok(base.month_ordinal(year, month)?.min(11)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let mut places = 1..=base.months_in_year(year)?;
                let place = places.find(|place| base.month_code(year, *place) == Ok(month));
                place.ok_or(Refusal::NoSuchMonth { month })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "place-zero-is-january",
        about: "the ordinal 0 gives the code of the first month",
        caught_by: &["calendar/months/ordinals_outside_the_year_are_refused"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the ordinal 0 is refused without a reason",
        plant: Calendar(|| Tampered {
            month_code: |base, year, place| base.month_code(year, place.max(1)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_code: |base, year, place| match place {
                0 => Err(Refusal::Unexplained),
                place => base.month_code(year, place),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "era-a-year-late",
        about: "the extended year of a year of the era ce is one too high",
        caught_by: &["calendar/eras/era_year_to_extended_year_round_trip"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the only era has a code of its own, and is converted in both directions",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                Ok(base.extended_year(year)? + i64::from(year.era.as_str() == "ce"))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            id: "gregory-of-our-village",
            rule: "gregory-of-our-village",
            era_year: |base, day| {
                let year = base.era_year(day)?;
                Ok(EraYear { era: ours(), ..year })
            },
            extended_year: |_, year| {
                let other = Refusal::NoSuchEra { era: year.era };
                (year.era == ours()).then_some(year.year).ok_or(other)
            },
            date_from_fields: |base, fields, overflow| match fields.era {
                Some(era) if era == ours() && fields.year.is_none() => {
                    let year = fields.era_year;
                    let by_year = DateFields { year, era: None, era_year: None, ..fields };
                    base.date_from_fields(by_year, overflow)
                }
                _ => base.date_from_fields(fields, overflow),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "years-of-the-era-skip",
        about: "years of the era after 2000 are one too high",
        caught_by: &[
            "calendar/vector/published_day_to_era_year",
            "calendar/eras/era_years_are_consecutive",
            "calendar/agreement/era_years",
        ],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "the year of the era ce is the extended year",
        plant: Calendar(|| Tampered {
            era_year: |base, day| {
                let year = base.era_year(day)?;
                Ok(EraYear { year: year.year + i64::from(year.year > 2000), ..year })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| {
                let year = base.era_year(day)?;
                let extended = base.date(day)?.year;
                Ok(if extended > 0 { EraYear { year: extended, ..year } } else { year })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "months-of-thirty-days",
        about: "a month is added as thirty days",
        caught_by: &["calendar/arithmetic/start_plus_until_is_end", "calendar/agreement/sums"],
        found_by: Targets(&["arithmetic", "calendar_laws"]),
        twin: "years and months are added first, and then weeks and days",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let days = duration.days.saturating_add(duration.months.saturating_mul(30));
                base.add(date, DateDuration { months: 0, days, ..duration }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let whole = DateDuration { months: duration.months, ..DateDuration::default() };
                let years = DateDuration { years: duration.years, ..whole };
                let day = base.day(base.add(date, years, overflow)?)?;
                let rest = DateDuration { years: 0, months: 0, ..duration };
                base.add(base.date(day)?, rest, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "rejecting-in-silence",
        about: "sums are constrained even when overflow should be rejected",
        caught_by: &["calendar/agreement/sums"],
        found_by: Targets(&["agreement", "calendar_laws"]),
        twin: "a sum that should be rejected is refused without a reason",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, _| base.add(date, duration, Overflow::Constrain),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                base.add(date, duration, overflow).map_err(|_| Refusal::Unexplained)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "day-added-at-new-year-lost",
        about: "31 December plus one day is 31 December",
        caught_by: &["calendar/arithmetic/adding_days_adds_to_the_day", "calendar/agreement/sums"],
        found_by: Targets(&["calendar_laws"]),
        twin: "days are added to the number of the day",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let last = date.month == MonthCode::common(12) && date.day == 31;
                let one_day = duration == DateDuration { days: 1, ..DateDuration::default() };
                if last && one_day { Ok(date) } else { base.add(date, duration, overflow) }
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                let only_days = DateDuration { days: duration.days, ..DateDuration::default() };
                if duration != only_days {
                    return base.add(date, duration, overflow);
                }
                let day = base.day(date)?.0.checked_add(duration.days);
                base.date(RataDie(day.ok_or(Refusal::Unexplained)?))
            },
            ..gregory()
        }),
    },
    Fault {
        name: "days-between-cut",
        about: "the number of days between two dates is truncated to 16 bits",
        caught_by: &[
            "calendar/arithmetic/until_in_days_is_the_difference_of_days",
            "calendar/agreement/spans",
        ],
        found_by: Targets(&["arithmetic", "calendar_laws"]),
        twin: "the number of days between two dates is the difference of their day numbers",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                let between = base.until(from, to, largest)?;
                Ok(DateDuration { days: i64::from(between.days as i16), ..between })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| match largest {
                Unit::Day => {
                    let days = base.day(to)?.0 - base.day(from)?.0;
                    Ok(DateDuration { days, ..DateDuration::default() })
                }
                largest => base.until(from, to, largest),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "stale-memory",
        about: "the date of a day is cached under a later day that was asked for just before",
        caught_by: &["calendar/purity/repeated_questions_get_the_same_answer"],
        found_by: Targets(&["calendar_laws"]),
        twin: "the last date is cached under its own day",
        plant: Calendar(|| Tampered {
            date: |base, day| remembering(base, day, later_within_a_century),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| remembering(base, day, |_, day| day),
            ..gregory()
        }),
    },
];

/// An era that no calendar has.
fn ours() -> EraCode {
    EraCode::new("ours").unwrap_or_else(|| unreachable!("four letters make a code"))
}

fn later_within_a_century(before: RataDie, day: RataDie) -> RataDie {
    if (1..50_000).contains(&(before.0 - day.0)) { before } else { day }
}
