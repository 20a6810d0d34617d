//! Names and their owners.

use std::sync::Arc;

use super::folding::HashSeed;
use super::table::{Filled, HashTable};
use crate::primitive::planted;
use crate::profile::Folding;

/// Names and the numbers of the calendars that own them.
pub(super) struct Names {
    folding: Folding,
    seed: HashSeed,
    table: HashTable<(Arc<str>, usize)>,
}

impl Names {
    pub(super) fn new(folding: Folding, seed: HashSeed) -> Names {
        Names { folding, seed, table: HashTable::new() }
    }

    /// The number of the calendar that owns the name, if it is below `count`.
    #[inline]
    pub(super) fn owner(&self, name: &str, count: usize) -> Option<usize> {
        let hash = self.folding.hash(name, self.seed);
        let is_there = |owner| owner < count || planted("count-ignored");
        self.table
            .find(hash, |(its, owner)| is_there(*owner) && self.folding.is_same(its, name))
            .map(|(_, owner)| *owner)
    }

    /// Gives the owner those of the names that are still free, and returns them without duplicates.
    /// There is one writer at a time.
    pub(super) fn claim(
        &self,
        filled: &mut Filled,
        mut names: Vec<Arc<str>>,
        owner: usize,
    ) -> Vec<Arc<str>> {
        names.retain(|name| {
            let is_free = self.owner(name, usize::MAX).is_none();
            if is_free {
                let hash = self.folding.hash(name, self.seed);
                self.table.insert(filled, hash, (Arc::clone(name), owner));
            }
            is_free
        });
        names
    }
}
