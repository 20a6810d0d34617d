//! The ledger: planned verdicts, and their statuses.

use std::collections::BTreeMap;

use crate::verdict::Status;

/// The number of planned verdicts, and of verdicts by status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// The number of planned verdicts.
    pub planned: u64,
    /// The number of verdicts by status. Unaccounted verdicts count as *lost*, so that the sum is
    /// `planned`.
    pub counts: BTreeMap<Status, u64>,
}

impl Totals {
    /// The totals of this many planned verdicts, with these counts by status.
    pub fn new(planned: u64, counts: BTreeMap<Status, u64>) -> Totals {
        Totals { planned, counts }
    }

    /// Adds planned verdicts and counts by status.
    pub fn add(&mut self, planned: u64, counts: &BTreeMap<Status, u64>) {
        self.planned += planned;
        for (status, count) in counts {
            *self.counts.entry(*status).or_default() += count;
        }
        // Also if there are more verdicts than planned, since some of them cannot be accounted for.
        let unknown = planned.abs_diff(counts.values().sum());
        if unknown > 0 {
            *self.counts.entry(Status::Lost).or_default() += unknown;
        }
    }

    /// The number of verdicts that were never resolved.
    pub fn lost(&self) -> u64 {
        self.counts.get(&Status::Lost).copied().unwrap_or_default()
    }

    /// The number of verdicts that were resolved.
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
