//! Faults by strangers: written from the protocol, and most of them from the mistakes of real
//! libraries too, by authors who had read no check.

mod by_protocol;
mod days;
mod eras;
mod lengths;
mod order;
mod postponements;
#[cfg(test)]
mod questions;
mod second_dates;
mod second_lookups;
mod second_memory;
#[cfg(test)]
mod second_questions;
mod second_sums;
mod sums;
mod tables;
#[cfg(test)]
mod tests;
mod weeks;
mod wraps;

use std::hint::black_box;

use calproof_registry::{DayRange, RataDie};

use super::Fault;
use super::calendars::Tampered;

/// Faults of calendars.
pub(super) fn all() -> impl Iterator<Item = &'static Fault> {
    by_protocol::FAULTS.iter().chain(by_mistakes())
}

/// Those that were written from the mistakes of real libraries too.
fn by_mistakes() -> impl Iterator<Item = &'static Fault> {
    [
        days::FAULTS,
        wraps::FAULTS,
        lengths::FAULTS,
        postponements::FAULTS,
        tables::FAULTS,
        eras::FAULTS,
        sums::FAULTS,
        weeks::FAULTS,
        order::FAULTS,
    ]
    .into_iter()
    .flatten()
    .chain(second())
}

/// Those of the second round, written after the checks had been improved by the first.
pub(super) fn second() -> impl Iterator<Item = &'static Fault> {
    [second_dates::FAULTS, second_sums::FAULTS, second_lookups::FAULTS, second_memory::FAULTS]
        .into_iter()
        .flatten()
}

/// Whether its answers depend on earlier questions.
#[cfg(test)]
pub(super) fn has_memory(fault: &Fault) -> bool {
    order::FAULTS.iter().chain(second_memory::FAULTS).any(|it| it.name == fault.name)
}

/// The unchanged reference calendar, declared for these days.
fn between(id: &'static str, first: i64, last: i64) -> Tampered {
    let range = DayRange { first: RataDie(first), last: RataDie(last) };
    Tampered { range, ..Tampered::of(id) }
}

/// The unchanged reference calendar, declared for its whole range.
fn whole(id: &'static str) -> Tampered {
    let plain = Tampered::of(id);
    Tampered { range: plain.base.range().unwrap_or(plain.range), ..plain }
}

/// Declared for ten thousand years before and after the first day of the Gregorian calendar.
fn ten_thousand_years(id: &'static str) -> Tampered {
    between(id, -3_652_424, 3_652_059)
}

/// Spends time: this many steps that the compiler cannot remove.
fn spend(steps: u64) {
    for step in 0..steps {
        black_box(step);
    }
}
