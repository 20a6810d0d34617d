//! Wrong registries on purpose, and their benign twins: one plain registry, in which steps are
//! replaced.

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

/// Those that were planted by the words of the protocol.
pub(super) fn strangers() -> &'static [Fault] {
    strangers::FAULTS
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
}
