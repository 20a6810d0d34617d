//! The ledger: what was planned, and what became of it.

use std::collections::BTreeMap;

use crate::verdict::Status;

/// How many verdicts were planned, and how many have which status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// How many were planned.
    pub planned: u64,
    /// How many have which status. Those of which nothing is known are counted as *lost*, so that the
    /// sum is what was planned.
    pub counts: BTreeMap<Status, u64>,
}

impl Totals {
    /// So many planned verdicts, and how many have which status.
    pub fn new(planned: u64, counts: BTreeMap<Status, u64>) -> Totals {
        Totals { planned, counts }
    }

    /// Adds so many planned verdicts, and these that were counted.
    pub fn add(&mut self, planned: u64, counts: &BTreeMap<Status, u64>) {
        self.planned += planned;
        for (status, count) in counts {
            *self.counts.entry(*status).or_default() += count;
        }
        // Also where there are more than were planned: then too nobody knows what they stand for.
        let unknown = planned.abs_diff(counts.values().sum());
        if unknown > 0 {
            *self.counts.entry(Status::Lost).or_default() += unknown;
        }
    }

    /// How many were never resolved.
    pub fn lost(&self) -> u64 {
        self.counts.get(&Status::Lost).copied().unwrap_or_default()
    }

    /// How many were resolved.
    pub fn resolved(&self) -> u64 {
        self.planned.saturating_sub(self.lost())
    }
}

impl std::iter::Sum for Totals {
    fn sum<I: Iterator<Item = Totals>>(all: I) -> Totals {
        all.fold(Totals::default(), |mut sum, Totals { planned, counts }| {
            sum.planned += planned;
            for (status, count) in counts {
                *sum.counts.entry(status).or_default() += count;
            }
            sum
        })
    }
}
