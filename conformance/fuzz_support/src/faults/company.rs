//! Faults in answers that depend on the number of questions together, on earlier questions, or on
//! the process.

use std::cell::Cell;

use calproof_registry::RataDie;

use super::Plant::{Calendar, Processes};
use super::calendars::{Tampered, gregory};
use super::{Fault, NOT_TIMED};

thread_local! {
    /// How many consecutive requests for month ordinals there have been.
    static IN_A_ROW: Cell<u32> = const { Cell::new(0) };
    /// How many requests for leap years there have been.
    static SO_FAR: Cell<u32> = const { Cell::new(0) };
}

/// A calendar that counts consecutive requests for month ordinals.
fn counting() -> Tampered {
    Tampered {
        day: |base, date| {
            IN_A_ROW.set(0);
            base.day(date)
        },
        date: |base, day| {
            IN_A_ROW.set(0);
            base.date(day)
        },
        month_ordinal: |base, year, month| {
            IN_A_ROW.set(IN_A_ROW.get() + 1);
            base.month_ordinal(year, month)
        },
        ..gregory()
    }
}

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "the-256th-place-of-a-batch",
        about: "every 256th consecutive month ordinal is one too high",
        caught_by: &["calendar/purity/answers_do_not_depend_on_their_batch"],
        found_by: NOT_TIMED,
        twin: "consecutive requests for month ordinals are counted, which changes nothing",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                IN_A_ROW.set(IN_A_ROW.get() + 1);
                let place = base.month_ordinal(year, month)?;
                Ok(place + u32::from(IN_A_ROW.get().is_multiple_of(256)))
            },
            ..counting()
        }),
        plant_twin: Calendar(counting),
    },
    Fault {
        name: "leap-years-end-after-10000-questions",
        about: "after 10,000 requests for leap years, the next 10,000 get the opposite \
                answer",
        caught_by: &["calendar/purity/answers_do_not_depend_on_how_many_were_asked"],
        found_by: NOT_TIMED,
        twin: "requests for leap years are counted, which changes nothing",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                SO_FAR.set((SO_FAR.get() + 1) % 20_000);
                Ok(base.is_leap_year(year)? != (SO_FAR.get() >= 10_000))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| {
                SO_FAR.set((SO_FAR.get() + 1) % 20_000);
                base.is_leap_year(year)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "era-years-of-the-second-process",
        about: "in every process but the first, era years are those of the next year",
        caught_by: &["calendar/purity/answers_do_not_depend_on_the_process"],
        found_by: NOT_TIMED,
        twin: "there are several processes, all alike",
        plant: Processes(|| {
            let late =
                Tampered { era_year: |base, day| base.era_year(RataDie(day.0 + 366)), ..gregory() };
            [gregory(), late]
        }),
        plant_twin: Processes(|| [gregory(), gregory()]),
    },
];
