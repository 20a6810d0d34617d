//! Faults in answers remembered from earlier questions.

use std::cell::Cell;

use calproof_registry::{RataDie, Weekday};

use super::Plant::{Calendar, Calendars};
use super::calendars::{Tampered, gregory};
use super::{Fault, NOT_TIMED};

thread_local! {
    /// Whether a weekday was asked for since the last era year.
    static AFTER_WEEKDAY: Cell<bool> = const { Cell::new(false) };
    /// Whether the last question for a length was refused.
    static AFTER_REFUSAL: Cell<bool> = const { Cell::new(false) };
    /// Whether the last question was to the other of the two calendars.
    static AFTER_OTHER: Cell<bool> = const { Cell::new(false) };
}

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-year-late-after-a-weekday",
        about: "the first era year asked for after a weekday is that of the next year",
        caught_by: &["calendar/purity/answers_do_not_depend_on_their_order"],
        found_by: NOT_TIMED,
        twin: "a flag is set when a weekday is asked for, and never read",
        plant: Calendar(|| Tampered {
            weekday: |base, day| {
                AFTER_WEEKDAY.set(true);
                base.weekday(day)
            },
            era_year: |base, day| {
                let late = AFTER_WEEKDAY.take();
                base.era_year(RataDie(day.0.saturating_add(if late { 366 } else { 0 })))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |base, day| {
                AFTER_WEEKDAY.set(true);
                base.weekday(day)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "thirty-days-after-a-refusal",
        about: "the first month length asked for after a refused one is 30",
        caught_by: &["calendar/purity/refusals_change_no_answer"],
        found_by: NOT_TIMED,
        twin: "a flag is set when a month length is refused, and never read",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month);
                let stale = AFTER_REFUSAL.replace(length.is_err());
                if stale { length.map(|_| 30) } else { length }
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month);
                AFTER_REFUSAL.set(length.is_err());
                length
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weekdays-of-the-other-calendar",
        about: "the first Gregorian weekday asked for after a Julian one is a day late",
        caught_by: &["calendar/purity/other_calendars_change_no_answer"],
        found_by: NOT_TIMED,
        twin: "the two calendars share a flag that is never read",
        plant: Calendars(|| {
            [
                Tampered {
                    weekday: |base, day| {
                        let late = AFTER_OTHER.take();
                        Ok(base.weekday(day)?.map(|it| if late { it.next() } else { it }))
                    },
                    ..gregory()
                },
                julian_noting(),
            ]
        }),
        plant_twin: Calendars(|| [gregory(), julian_noting()]),
    },
];

/// The Julian calendar, recording requests for weekdays.
fn julian_noting() -> Tampered {
    Tampered {
        weekday: |base, day| -> Result<Option<Weekday>, _> {
            AFTER_OTHER.set(true);
            base.weekday(day)
        },
        ..Tampered::of("julian")
    }
}
