//! Faults in answers that depend on earlier questions, of the second round.

use std::cell::Cell;

use calproof_registry::{Date, MonthCode, Refusal};

use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::{Fault, NOT_TIMED};

thread_local! {
    /// The year whose length was asked for last, until the length of a month is.
    static LAST_YEAR: Cell<Option<i64>> = const { Cell::new(None) };
    /// The last sum, until a day is asked for: what was added to, and what came of it.
    static LAST_SUM: Cell<Option<(Date, Date)>> = const { Cell::new(None) };
}

/// The protocol: "Questions are independent of one another; calproof may ask anything again, in any
/// order".
pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "months-of-the-year-asked-before",
        about: "the lengths of Heshvan and Kislev, asked for right after the length of the year \
                before, are those of that year",
        caught_by: &["calendar/purity/answers_do_not_depend_on_their_order"],
        found_by: NOT_TIMED,
        twin: "the lengths of Heshvan and Kislev, asked for right after the length of the year \
               before, are looked up twice",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                if is_year_after_the_last(year) && is_of_two_lengths(month) {
                    return base.days_in_month(year - 1, month);
                }
                Ok(length)
            },
            ..remembering_years()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                if is_year_after_the_last(year) && is_of_two_lengths(month) {
                    return base.days_in_month(year, month);
                }
                Ok(length)
            },
            ..remembering_years()
        }),
    },
    Fault {
        name: "a-sum-that-changes-its-date",
        about: "a sum changes the date that it starts from, whose day, asked for next, is that \
                of the sum",
        caught_by: &["calendar/purity/answers_do_not_depend_on_their_order"],
        found_by: NOT_TIMED,
        twin: "when the day of a date is asked for right after a sum from it, that of the sum is \
               computed as well",
        plant: Calendar(|| Tampered {
            day: |base, date| match LAST_SUM.take() {
                Some((from, sum)) if from == date => base.day(sum),
                _ => base.day(date),
            },
            ..remembering_sums()
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| {
                if let Some((from, sum)) = LAST_SUM.take()
                    && from == date
                {
                    let _ = base.day(sum);
                }
                base.day(date)
            },
            ..remembering_sums()
        }),
    },
];

/// The Hebrew calendar, which remembers the year whose length was asked for.
fn remembering_years() -> Tampered {
    Tampered {
        days_in_year: |base: Base, year| -> Result<u32, Refusal> {
            let length = base.days_in_year(year)?;
            LAST_YEAR.set(Some(year));
            Ok(length)
        },
        ..Tampered::of("hebrew")
    }
}

/// Whether the year follows the one whose length was asked for last; that one is forgotten.
fn is_year_after_the_last(year: i64) -> bool {
    LAST_YEAR.take().is_some_and(|last| last.checked_add(1) == Some(year))
}

fn is_of_two_lengths(month: MonthCode) -> bool {
    !month.leap && (2..4).contains(&month.number)
}

/// The Coptic calendar, which remembers the last sum.
fn remembering_sums() -> Tampered {
    Tampered {
        add: |base, date, duration, overflow| {
            let sum = base.add(date, duration, overflow)?;
            LAST_SUM.set(Some((date, sum)));
            Ok(sum)
        },
        ..Tampered::of("coptic")
    }
}
