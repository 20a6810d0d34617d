//! Which calendar is the same as another: not by what it says, but by where it is.

use std::sync::Arc;

use super::folding::Seed;
use super::table::{Filled, Table};
use crate::calendar::Calendar;

/// Addresses of calendars, and the calendars' numbers.
pub(super) struct Identities {
    seed: Seed,
    table: Table<(usize, usize)>,
    filled: Filled,
}

impl Identities {
    pub(super) fn new(seed: Seed) -> Identities {
        Identities { seed, table: Table::new(), filled: Filled::default() }
    }

    /// The number that the calendar got when it was added last.
    pub(super) fn number(&self, calendar: &Arc<dyn Calendar>) -> Option<usize> {
        let address = address(calendar);
        let found = self.table.find(self.hash(address), |(its, _)| *its == address);
        found.map(|(_, number)| *number)
    }

    pub(super) fn add(&mut self, calendar: &Arc<dyn Calendar>, number: usize) {
        let address = address(calendar);
        let hash = self.hash(address);
        self.table.insert(&mut self.filled, hash, (address, number));
    }

    fn hash(&self, address: usize) -> u64 {
        self.seed.mix(address as u64)
    }
}

/// Without the table of methods, of which one type may have several.
fn address(calendar: &Arc<dyn Calendar>) -> usize {
    Arc::as_ptr(calendar).addr()
}
