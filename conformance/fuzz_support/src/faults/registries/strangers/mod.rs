//! Faults of registries by strangers: written from the protocol, and most of them from the mistakes of
//! real libraries too, by authors who had read no check.

mod by_protocol;
mod lifetimes;
mod lists;
mod names;
mod second;
#[cfg(test)]
mod tests;

use crate::faults::Fault;

/// All of them.
pub(in crate::faults) fn all() -> impl Iterator<Item = &'static Fault> {
    by_protocol::FAULTS.iter().chain(by_mistakes())
}

/// Those that were written from the mistakes of real libraries too.
fn by_mistakes() -> impl Iterator<Item = &'static Fault> {
    [names::FAULTS, lifetimes::FAULTS, lists::FAULTS].into_iter().flatten().chain(second())
}

/// Those of the second round, written after the checks had been improved by the first.
pub(in crate::faults) fn second() -> impl Iterator<Item = &'static Fault> {
    second::FAULTS.iter()
}
