//! Rules that are implemented twice give the same results, for every planted calendar and its twin.
//! On each day, the kernels of the exhaustive sweep agree with the checks that ask one question at
//! a time. In each year, the laws of the fuzz targets are broken exactly if the corresponding
//! checks object.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use calproof::case::Input;
use calproof::check::{self, Block, Check};
use calproof::query::{Ability, Span};
use calproof::session::{Ask, Topic};
use calproof::subject::{InProcess, Subject, lock};
use calproof::verdict::Status;
use calproof_registry::{Calendar, Date, DayRange, NativeDate, RataDie, Unit, laws};
use rayon::prelude::*;

use super::calendars::Tampered;
use super::{Fault, Plant, all, strangers};

/// Runs this with every planted calendar and every twin, except those whose answers depend on
/// earlier questions, since the two implementations ask in different orders.
fn with_each(act: impl Fn(&str, &Tampered) + Sync) {
    let is_pure = |fault: &&Fault| {
        let by_purity = fault.caught_by.iter().any(|check| check.contains("/purity/"));
        !by_purity && !strangers::has_memory(fault)
    };
    all().filter(is_pure).par_bridge().for_each(|fault| {
        for (kind, plant) in [("fault", &fault.plant), ("twin", &fault.plant_twin)] {
            if let Plant::Calendar(plant) = plant {
                act(&format!("{kind}/{}", fault.name), &plant());
            }
        }
    });
}

/// Days around which faults show: the ends of the range, a year that is a leap year by most rules,
/// the year 2400.
fn blocks(range: DayRange) -> impl Iterator<Item = DayRange> {
    // The last day is excluded, since checks look at the next one.
    let within = DayRange { last: RataDie(range.last.0 - 1), ..range };
    let firsts = [range.first.0, 0, 738_800, 739_100, 876_000, range.last.0 - 500];
    firsts.into_iter().filter_map(move |first| {
        within.intersection(DayRange { first: RataDie(first), last: RataDie(first + 500) })
    })
}

/// The status from asking one question at a time.
fn status(topic: &Topic<'_>, check: &Check, input: &Input) -> Status {
    let verdict = check.judge(input, &mut Ask::new(topic));
    verdict.map_or_else(|objection| objection.status, |()| Status::Pass)
}

/// The status of each day by the kernel; `None` if the subject cannot be asked for days in bulk.
fn by_kernel(topic: &Topic<'_>, check: &Check, asked: DayRange) -> Option<Vec<Status>> {
    let (subject, id) = (topic.subject, &topic.shape.claim.id);
    let count = (asked.last.0 - asked.first.0 + 1) as usize;
    let (mut dates, mut days, mut weekdays) = (Vec::new(), Vec::new(), Vec::new());
    subject.dates(id, asked.first, count + 1, &mut dates).ok()?;
    subject.days(id, &dates[..count], &mut days).ok()?;
    subject.weekdays(id, asked.first, count + 1, &mut weekdays).ok()?;
    let block = Block {
        first: asked.first,
        dates: &dates,
        days: &days,
        weekdays: &weekdays,
        oracle: &topic.shape.oracle,
    };
    let kernel = check.kernel?;
    (0..count).map(|index| kernel(&block, index)).collect()
}

#[test]
fn kernels_agree_with_single_questions() {
    let objecting = Mutex::new(BTreeSet::new());
    with_each(|name, calendar| {
        let subject = InProcess::new("planted", "0.0.0", vec![calendar]);
        let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
        let mut compared = 0;
        for check in check::ALL.iter().filter(|check| check.kernel.is_some()) {
            for block in blocks(calendar.range) {
                let Some(statuses) = by_kernel(&topic, check, block) else { continue };
                for (day, by_kernel) in (block.first.0..).map(RataDie).zip(statuses) {
                    let answered = status(&topic, check, &Input::Day(day));
                    assert_eq!(by_kernel, answered, "{name}: {} of {day}", check.id);
                    compared += 1;
                    if answered.fails() {
                        lock(&objecting).insert(check.id);
                    }
                }
            }
        }
        // Kernels are not run for a calendar that answers no dates.
        let is_walked = topic.shape.claim.abilities.contains(&Ability::Date);
        assert!(compared > 0 || !is_walked, "{name} answers no block");
    });
    let kernels = check::ALL.iter().filter(|check| check.kernel.is_some());
    assert_eq!(*lock(&objecting), kernels.map(|check| check.id).collect());
}

/// A year of the reference calendar, used to question the calendar planted on it.
#[derive(Default)]
struct Year {
    number: i64,
    days: Vec<RataDie>,
    dates: Vec<Date>,
}

/// The years of the blocks, as far as the reference has them.
fn years(calendar: &Tampered) -> Vec<Year> {
    let mut years: BTreeMap<i64, Year> = BTreeMap::new();
    let days = blocks(calendar.range).flat_map(|block| (block.first.0..=block.last.0).map(RataDie));
    let days: BTreeSet<RataDie> = days.collect();
    for day in days {
        let Ok(date) = calendar.base.date(day) else { continue };
        let year = years.entry(date.year).or_default();
        year.number = date.year;
        year.days.push(day);
        year.dates.push(date);
    }
    years.into_values().collect()
}

impl Year {
    /// Spans from a date of the year to later dates, in both directions.
    fn spans(&self) -> impl Iterator<Item = Span> {
        let pair = |place: usize| (self.dates[place / 3], self.dates[place]);
        let pairs = (0..self.dates.len()).step_by(29).map(pair);
        pairs.flat_map(|(from, to)| {
            Unit::ALL.into_iter().map(move |(largest, _)| Span { from, to, largest })
        })
    }

    fn each_date(&self, law: impl Fn(Date) -> laws::Kept) -> laws::Kept {
        self.dates.iter().try_for_each(|date| law(*date))
    }

    fn each_day(&self, law: impl Fn(RataDie) -> laws::Kept) -> laws::Kept {
        self.days.iter().try_for_each(|day| law(*day))
    }
}

/// Whether the week of the day, which may be in a year before the range, is refused. Checks leave
/// that open.
fn is_refused_before_the_range(calendar: &dyn Calendar, day: RataDie) -> bool {
    let is_early = calendar.range().is_ok_and(|range| day.0 - 6 < range.first.0);
    is_early && calendar.iso_week(day).is_ok_and(|week| calendar.day_from_iso_week(week).is_err())
}

/// A law: the checks that it corresponds to, the checks of what it takes for granted, and whether a
/// year keeps it.
struct Law {
    checks: &'static [&'static str],
    rests_on: &'static [&'static str],
    kept: fn(&dyn Calendar, &Year) -> laws::Kept,
}

const LAWS: &[Law] = &[
    Law {
        checks: &["calendar/round_trip/day_to_date_to_day"],
        rests_on: &[],
        kept: |calendar, year| year.each_day(|day| laws::day_round_trip(calendar, day).map(drop)),
    },
    Law {
        checks: &["calendar/round_trip/date_to_day_to_date"],
        rests_on: &[],
        kept: |calendar, year| {
            year.dates.iter().try_for_each(|date| laws::date_round_trip(calendar, *date))
        },
    },
    Law {
        checks: &["calendar/round_trip/day_to_native_date_to_day"],
        // The law goes on from the day to its date and to the month's ordinal again.
        rests_on: &[
            "calendar/round_trip/day_to_date_to_day",
            "calendar/months/codes_and_ordinals_round_trip",
        ],
        kept: |calendar, year| {
            let native = |date: &Date| {
                let ordinal = calendar.month_ordinal(date.year, date.month).ok()?;
                let year = calendar.numbering().native_year(date.year);
                Some(NativeDate { year, month: ordinal.into(), day: date.day.into() })
            };
            let dates = year.days.iter().filter_map(|day| calendar.date(*day).ok());
            let natives = dates.filter_map(|date| native(&date)).collect::<Vec<_>>();
            natives.into_iter().try_for_each(|date| laws::native_date_round_trip(calendar, date))
        },
    },
    Law {
        checks: &["calendar/order/next_day_is_next_date"],
        // The law uses the calendar's own order of months; the check uses the spec's.
        rests_on: &[
            "calendar/months/codes_and_ordinals_round_trip",
            "calendar/agreement/month_ordinals",
        ],
        kept: |calendar, year| {
            year.each_day(|day| match (calendar.date(day), calendar.date(RataDie(day.0 + 1))) {
                (Ok(date), Ok(next)) => laws::date_follows(calendar, date, next),
                _ => Ok(()),
            })
        },
    },
    Law {
        checks: &["calendar/order/weekdays_cycle"],
        rests_on: &[],
        kept: |calendar, year| {
            year.each_day(|day| {
                match (calendar.weekday(day), calendar.weekday(RataDie(day.0 + 1))) {
                    (Ok(weekday), Ok(next)) => laws::weekday_follows(calendar, weekday, next),
                    _ => Ok(()),
                }
            })
        },
    },
    Law {
        checks: &["calendar/agreement/week_lengths"],
        // The weekdays are the calendar's own.
        rests_on: &["calendar/order/weekdays_cycle"],
        kept: |calendar, year| {
            let last = year.days.last().map_or(0, |day| day.0);
            year.each_day(|day| {
                // Weekdays of the next year are not those that the checks of this year look at.
                let mut later = (last + 1..=day.0 + 10).map(RataDie);
                if later.all(|day| calendar.weekday(day) == Ok(Some(day.weekday()))) {
                    laws::weekday_comes_again(calendar, day)
                } else {
                    Ok(())
                }
            })
        },
    },
    Law {
        checks: &["calendar/round_trip/day_to_ordinal_to_day"],
        rests_on: &[],
        kept: |calendar, year| year.each_day(|day| laws::day_of_year_round_trip(calendar, day)),
    },
    Law {
        checks: &["calendar/order/days_of_years_are_consecutive"],
        rests_on: &[],
        kept: |calendar, year| year.each_day(|day| laws::day_of_year_follows(calendar, day)),
    },
    Law {
        checks: &["calendar/refusal/days_outside_the_year_are_refused"],
        // The law uses the calendar's own length of the year; the check uses the reference's.
        rests_on: &["calendar/agreement/year_lengths"],
        kept: |calendar, year| laws::days_outside_the_year_are_refused(calendar, year.number),
    },
    Law {
        checks: &["calendar/weeks/day_to_iso_week_to_day"],
        rests_on: &[],
        kept: |calendar, year| {
            let of_day = |day| match laws::iso_week_round_trip(calendar, day) {
                Err(_) if is_refused_before_the_range(calendar, day) => Ok(()),
                kept => kept,
            };
            year.each_day(of_day)
        },
    },
    Law {
        checks: &["calendar/weeks/iso_weeks_are_consecutive"],
        rests_on: &[],
        kept: |calendar, year| year.each_day(|day| laws::iso_week_follows(calendar, day)),
    },
    Law {
        checks: &["calendar/refusal/weeks_outside_the_year_are_refused"],
        rests_on: &[],
        kept: |calendar, year| laws::weeks_outside_the_year_are_refused(calendar, year.number),
    },
    Law {
        checks: &["calendar/eras/era_year_to_extended_year_round_trip"],
        rests_on: &[],
        kept: |calendar, year| year.each_day(|day| laws::era_round_trip(calendar, day)),
    },
    Law {
        checks: &["calendar/months/codes_and_ordinals_round_trip"],
        rests_on: &[],
        kept: |calendar, year| laws::months_lead_to_each_other(calendar, year.number),
    },
    Law {
        checks: &["calendar/months/ordinals_outside_the_year_are_refused"],
        rests_on: &[],
        kept: |calendar, year| laws::places_outside_the_year_are_refused(calendar, year.number),
    },
    Law {
        checks: &[
            "calendar/year_shape/months_add_up_to_the_year",
            "calendar/year_shape/year_length_reaches_the_next_year",
        ],
        rests_on: &[],
        kept: |calendar, year| laws::months_fill_the_year(calendar, year.number),
    },
    Law {
        checks: &["calendar/round_trip/month_day_to_day_to_date"],
        rests_on: &[],
        kept: |calendar, year| year.each_date(|date| laws::month_day_round_trip(calendar, date)),
    },
    Law {
        checks: &["calendar/arithmetic/dates_are_nearest_to_themselves"],
        // Which dates exist is the calendar's own word; the check has the reference's.
        rests_on: &["calendar/agreement/day_of_date"],
        kept: |calendar, year| year.each_date(|date| laws::nearest_date_is_near(calendar, date)),
    },
    Law {
        checks: &["calendar/agreement/dates_of_fields"],
        // Which dates exist, their ordinals and their eras are the calendar's own word.
        rests_on: &[
            "calendar/agreement/day_of_date",
            "calendar/agreement/month_ordinals",
            "calendar/agreement/era_years",
            "calendar/refusal/contradicting_fields_are_refused",
        ],
        kept: |calendar, year| year.each_date(|date| laws::fields_make_their_date(calendar, date)),
    },
    Law {
        checks: &["calendar/arithmetic/start_plus_until_is_end"],
        rests_on: &[],
        kept: |calendar, year| {
            year.spans().try_for_each(|Span { from, to, largest }| {
                match calendar.until(from, to, largest) {
                    Ok(between) => {
                        laws::adding_a_span_reaches_its_end(calendar, (from, to), between)
                    }
                    Err(_) => Ok(()),
                }
            })
        },
    },
];

/// The inputs for this check in the year.
fn inputs(check: &Check, topic: &Topic<'_>, year: &Year) -> Vec<Input> {
    let days = year.days.iter().map(|day| Input::Day(*day));
    let dates = year.dates.iter().map(|date| Input::Date(*date));
    let spans = year.spans().map(Input::Span);
    let all = days.chain(dates).chain(spans).chain([Input::Year(year.number)]);
    all.filter(|input| check.plan.is_for(&topic.shape, input)).collect()
}

#[test]
fn laws_are_violated_where_checks_object() {
    let violated = Mutex::new(BTreeSet::new());
    with_each(|name, calendar| {
        let subject = InProcess::new("planted", "0.0.0", vec![calendar]);
        let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
        for year in years(calendar) {
            let objections = |checks: &[&str]| -> Vec<Status> {
                let checks = checks.iter().map(|id| check::by_id(id).unwrap());
                let of = |check: &'static Check| {
                    let inputs = inputs(check, &topic, &year);
                    inputs.iter().map(|input| status(&topic, check, input)).collect::<Vec<_>>()
                };
                checks.flat_map(of).filter(|status| status.fails()).collect()
            };
            for Law { checks, rests_on, kept } in LAWS {
                let kept = catch_unwind(AssertUnwindSafe(|| kept(calendar, &year)));
                let answered = objections(checks);
                if let Ok(Err(_)) = kept {
                    lock(&violated).insert(checks[0]);
                }
                let agree = match kept {
                    // Only the reference knows whether a refusal is right.
                    Ok(Ok(())) => {
                        answered.iter().all(|status| *status == Status::RefusedValid)
                            || !objections(rests_on).is_empty()
                    }
                    _ => !answered.is_empty() || !objections(rests_on).is_empty(),
                };
                let year = year.number;
                assert!(agree, "{name}: {checks:?} in {year}: {kept:?} and {answered:?}");
            }
        }
    });
    assert_eq!(*lock(&violated), LAWS.iter().map(|law| law.checks[0]).collect());
}
