//! Faults in the cost of an answer.

use std::sync::Once;
use std::thread;
use std::time::Duration;

use calproof_registry::{Date, Unit};

use super::Plant::Calendar;
use super::calendars::{Tampered, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "days-added-one-by-one",
        about: "adding days to the first date takes 8 microseconds per day",
        caught_by: &["calendar/cost/adding_grows_with_the_digits"],
        found_by: NOT_TIMED,
        twin: "adding more than a thousand days to the first date takes 100 milliseconds",
        plant: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if is_first(date) {
                    wait(duration.days.unsigned_abs().saturating_mul(8_000));
                }
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            add: |base, date, duration, overflow| {
                if is_first(date) && duration.days > 1000 {
                    wait(100_000_000);
                }
                base.add(date, duration, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "months-counted-each-from-the-start",
        about: "counting the months from the first date takes time quadratic in their number",
        caught_by: &["calendar/cost/counting_grows_with_the_digits"],
        found_by: NOT_TIMED,
        twin: "the first count of months from the first date takes a second",
        plant: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                if is_first(from) && largest == Unit::Month {
                    let months = (to.year - from.year).unsigned_abs() * 12;
                    wait(months.pow(2) * 5);
                }
                base.until(from, to, largest)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            until: |base, from, to, largest| {
                static FIRST: Once = Once::new();
                if is_first(from) && largest == Unit::Month {
                    FIRST.call_once(|| wait(1_000_000_000));
                }
                base.until(from, to, largest)
            },
            ..gregory()
        }),
    },
];

/// Whether it is the first date of the range.
fn is_first(date: Date) -> bool {
    date == Date::new(1600, 1, 1)
}

/// Waits for this many nanoseconds; does not wait beyond the range.
fn wait(nanoseconds: u64) {
    if nanoseconds <= 4_000_000_000 {
        thread::sleep(Duration::from_nanos(nanoseconds));
    }
}
