//! Registries that are wrong on purpose, and their benign twins: one plain registry with some of
//! its steps replaced.

mod answers;
mod asking;
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
pub(super) use strangers::{all as by_strangers, second as of_second_round};

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
    ]
    .into_iter()
    .flatten()
    .chain(by_strangers())
}
