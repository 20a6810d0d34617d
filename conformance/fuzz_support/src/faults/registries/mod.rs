//! Registries that are wrong on purpose, and their benign twins: one plain registry with some of
//! its steps replaced.

mod answers;
mod asking;
mod blind_lifetimes;
mod blind_lists;
mod blind_names;
mod blind_second;
#[cfg(test)]
mod blind_tests;
mod gate;
mod ids;
mod leftovers;
mod lifetime;
mod naming;
mod plain;
mod registration;
mod steps;
mod strangers;
mod threads;

use super::Fault;
pub(super) use plain::TamperedRegistry;

/// Faults that were planted from the text of the protocol.
pub(super) fn strangers() -> impl Iterator<Item = &'static Fault> {
    strangers::FAULTS.iter().chain(blind())
}

/// Faults that were also written from the mistakes of real libraries, without knowing a check.
fn blind() -> impl Iterator<Item = &'static Fault> {
    [blind_names::FAULTS, blind_lifetimes::FAULTS, blind_lists::FAULTS, blind_second::FAULTS]
        .into_iter()
        .flatten()
}

/// Those of the second round, written after the checks had been mended by the first.
pub(super) fn second() -> impl Iterator<Item = &'static Fault> {
    blind_second::FAULTS.iter()
}

/// Faults of registries.
pub(super) fn all() -> impl Iterator<Item = &'static Fault> {
    [
        naming::FAULTS,
        registration::FAULTS,
        lifetime::FAULTS,
        asking::FAULTS,
        answers::FAULTS,
        threads::FAULTS,
        ids::FAULTS,
        leftovers::FAULTS,
        strangers::FAULTS,
    ]
    .into_iter()
    .flatten()
    .chain(blind())
}
