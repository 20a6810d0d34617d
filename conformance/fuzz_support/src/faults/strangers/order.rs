//! Faults of calendars with memory: their answers depend on earlier questions.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use calproof_registry::{RataDie, Weekday};

use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered, gregory};
use crate::faults::{Fault, MISSED, NOT_TIMED};

thread_local! {
    /// How many dates have been asked for.
    static DATES: Cell<u64> = const { Cell::new(0) };
    /// How many weekdays have been asked for since the last date or day.
    static RUN_OF_WEEKDAYS: Cell<u32> = const { Cell::new(0) };
    /// How many month ordinals have been asked for since the last month code or day.
    static RUN_OF_PLACES: Cell<u32> = const { Cell::new(0) };
    /// The day of the last request for a date.
    static LAST_DAY: Cell<i64> = const { Cell::new(i64::MIN) };
    /// Whether years are leap years, keyed by their lowest byte; the twin's are keyed by the whole
    /// year.
    static LEAP_YEARS: RefCell<HashMap<i64, bool>> = RefCell::new(HashMap::new());
    static LEAP_YEARS_OF_TWIN: RefCell<HashMap<i64, bool>> = RefCell::new(HashMap::new());
    /// Whether this thread has asked for an era.
    static ERA_ASKED: Cell<bool> = const { Cell::new(false) };
    /// The month of the last request for a length.
    static LAST_MONTH: Cell<u8> = const { Cell::new(0) };
}

/// The index in a run of requests at which it goes wrong.
const PLACE_IN_RUN: u32 = 64;

/// How many weekdays of a run are right.
const LONG_RUN: u32 = 500;

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "one-date-of-4999",
        about: "every 4999th date that is asked for is that of the next day",
        caught_by: &["calendar/round_trip/day_to_date_to_day"],
        found_by: NOT_TIMED,
        twin: "every 4999th date that is asked for is computed twice",
        plant: Calendar(|| Tampered {
            date: |base, day| base.date(RataDie(day.0.saturating_add(i64::from(is_4999th())))),
            ..Tampered::of("julian")
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                if is_4999th() {
                    let _ = base.date(day);
                }
                base.date(day)
            },
            ..Tampered::of("julian")
        }),
    },
    Fault {
        name: "long-runs-of-weekdays",
        about: "after 500 weekdays with no date or day asked for in between, weekdays are a day \
                late",
        caught_by: &["calendar/order/weekdays_cycle"],
        found_by: NOT_TIMED,
        twin: "after 500 weekdays with no date or day asked for in between, weekdays are \
               advanced by a whole week",
        plant: Calendar(|| Tampered {
            weekday: |base, day| Ok(base.weekday(day)?.map(|weekday| later_in_run(weekday, 1))),
            ..counting_runs()
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |base, day| Ok(base.weekday(day)?.map(|weekday| later_in_run(weekday, 7))),
            ..counting_runs()
        }),
    },
    Fault {
        name: "the-64th-place-in-a-run",
        about: "the 64th month ordinal with no month code or day asked for in between is 0",
        caught_by: &["calendar/round_trip/day_to_native_date_to_day"],
        found_by: NOT_TIMED,
        twin: "month ordinals with no month code or day asked for in between are counted",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let place = base.month_ordinal(year, month)?;
                Ok(if next_in_run() == PLACE_IN_RUN { 0 } else { place })
            },
            ..ending_runs_of_places()
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let place = base.month_ordinal(year, month)?;
                Ok(if next_in_run() == PLACE_IN_RUN { place.max(1) } else { place })
            },
            ..ending_runs_of_places()
        }),
    },
    Fault {
        name: "a-step-back-over-new-year",
        about: "the date of 31 December, asked for right after that of the next day, is 30 \
                December",
        caught_by: &["calendar/purity/repeated_questions_get_the_same_answer"],
        found_by: NOT_TIMED,
        twin: "the date of 31 December, asked for right after that of the next day, is computed \
               from the day before",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                let is_step_back = LAST_DAY.replace(day.0).checked_sub(1) == Some(day.0);
                let mut date = base.date(day)?;
                if is_step_back && date.month.number == 12 && date.day == 31 {
                    date.day = 30;
                }
                Ok(date)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date: |base, day| {
                let is_step_back = LAST_DAY.replace(day.0).checked_sub(1) == Some(day.0);
                let mut date = base.date(day)?;
                if is_step_back && date.month.number == 12 && date.day == 31 {
                    date.day = base.date(RataDie(day.0 - 1))?.day + 1;
                }
                Ok(date)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "leap-years-remembered-by-a-byte",
        about: "leap years are cached by the lowest byte of the year: after 1956, 1700 is one too",
        caught_by: &["calendar/year_shape/leap_flag_agrees_with_the_length_given"],
        found_by: NOT_TIMED,
        twin: "leap years are cached by the whole year",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                // Refuses years that do not exist.
                let is_leap = base.is_leap_year(year)?;
                let key = year & 255;
                Ok(LEAP_YEARS.with_borrow_mut(|known| *known.entry(key).or_insert(is_leap)))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                let is_leap = base.is_leap_year(year)?;
                Ok(LEAP_YEARS_OF_TWIN
                    .with_borrow_mut(|known| *known.entry(year).or_insert(is_leap)))
            },
            ..gregory()
        }),
    },
    Fault {
        name: "the-first-era-of-a-thread",
        about: "the first era that a thread asks for is that of a day a year earlier",
        caught_by: &[],
        found_by: MISSED,
        twin: "the first time that a thread asks for an era, that of a day a year earlier is \
               computed as well",
        plant: Calendar(|| Tampered {
            era_year: |base, day| {
                let is_first = !ERA_ASKED.replace(true);
                base.era_year(RataDie(day.0.saturating_sub(if is_first { 366 } else { 0 })))
            },
            ..Tampered::of("buddhist")
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| {
                let is_first = !ERA_ASKED.replace(true);
                if is_first {
                    let _ = base.era_year(RataDie(day.0.saturating_sub(366)));
                }
                base.era_year(day)
            },
            ..Tampered::of("buddhist")
        }),
    },
    Fault {
        name: "february-after-february",
        about: "the length of a February, asked for right after another February, is that of the \
                year before",
        caught_by: &["calendar/year_shape/dates_fit_their_months"],
        found_by: NOT_TIMED,
        twin: "the length of a February, asked for right after another February, is that of 400 \
               years earlier",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let is_it = LAST_MONTH.replace(month.number) == 2 && month.number == 2;
                base.days_in_month(if is_it { year.saturating_sub(1) } else { year }, month)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let is_it = LAST_MONTH.replace(month.number) == 2 && month.number == 2;
                // Refuses years and months that do not exist.
                let length = base.days_in_month(year, month)?;
                if is_it {
                    base.days_in_month(year - 400, month).or(Ok(length))
                } else {
                    Ok(length)
                }
            },
            ..gregory()
        }),
    },
];

fn is_4999th() -> bool {
    let count = DATES.get() + 1;
    DATES.set(count);
    count.is_multiple_of(4999)
}

/// The Milankovic calendar. Requests for dates and days end a run of weekdays.
fn counting_runs() -> Tampered {
    Tampered {
        date: |base, day| {
            RUN_OF_WEEKDAYS.set(0);
            base.date(day)
        },
        day: |base, date| {
            RUN_OF_WEEKDAYS.set(0);
            base.day(date)
        },
        ..Tampered::of("milankovic")
    }
}

/// The weekday, shifted by this many days if the run of weekdays is long.
fn later_in_run(weekday: Weekday, days: u32) -> Weekday {
    let run = RUN_OF_WEEKDAYS.get().saturating_add(1);
    RUN_OF_WEEKDAYS.set(run);
    (0..if run > LONG_RUN { days } else { 0 }).fold(weekday, |weekday, _| weekday.next())
}

/// The Hebrew calendar. Requests for month codes and days end a run of month ordinals.
fn ending_runs_of_places() -> Tampered {
    Tampered {
        month_code: |base: Base, year, place| {
            RUN_OF_PLACES.set(0);
            base.month_code(year, place)
        },
        day: |base, date| {
            RUN_OF_PLACES.set(0);
            base.day(date)
        },
        ..Tampered::of("hebrew")
    }
}

fn next_in_run() -> u32 {
    let place = RUN_OF_PLACES.get().saturating_add(1);
    RUN_OF_PLACES.set(place);
    place
}
