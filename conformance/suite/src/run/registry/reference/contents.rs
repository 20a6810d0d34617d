//! The contents of a reference registry.

use std::collections::BTreeMap;
use std::sync::Arc;

use calproof_registry::{Calendar, Date, RataDie, Refusal};

use crate::model::folding::Key;

/// The contents of a registry.
#[derive(Default)]
pub(super) struct Contents {
    /// The name as it was given, and the id of its owner.
    pub(super) names: BTreeMap<Key, (String, u64)>,
    pub(super) calendars: BTreeMap<u64, Entry>,
    /// The ids of each calendar, by its address in memory.
    ids: BTreeMap<usize, Vec<u64>>,
    /// The number of ids assigned so far.
    pub(super) given: u64,
    pub(super) ended: bool,
}

/// A registration.
pub(super) struct Entry {
    pub(super) first: String,
    pub(super) calendar: Arc<dyn Calendar>,
    pub(super) is_built_in: bool,
}

/// A calendar that has a name and nothing else.
pub struct NameOnly(pub String);

impl Calendar for NameOnly {
    fn id(&self) -> &str {
        &self.0
    }

    fn date(&self, _: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    fn day(&self, _: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }
}

impl Contents {
    /// Adds a calendar, without names yet.
    pub(super) fn put(&mut self, id: u64, entry: Entry) {
        self.ids.entry(address(&entry.calendar)).or_default().push(id);
        self.calendars.insert(id, entry);
    }

    /// The first id under which the calendar is registered.
    pub(super) fn id_of(&self, calendar: &Arc<dyn Calendar>) -> Option<u64> {
        self.ids.get(&address(calendar))?.first().copied()
    }

    /// All names of the calendar with this id.
    pub(super) fn names_of(&self, id: u64) -> Vec<String> {
        let names = self.names.values().filter(|(_, owner)| *owner == id);
        names.map(|(name, _)| name.clone()).collect()
    }

    /// Removes all registrations of a calendar.
    pub(super) fn remove(&mut self, calendar: &Arc<dyn Calendar>) -> Vec<Entry> {
        let ids = self.ids.remove(&address(calendar)).unwrap_or_default();
        self.names.retain(|_, (_, owner)| !ids.contains(owner));
        ids.iter().filter_map(|id| self.calendars.remove(id)).collect()
    }
}

/// The calendar's address, which is unique while it is held.
fn address(calendar: &Arc<dyn Calendar>) -> usize {
    Arc::as_ptr(calendar).cast::<()>().addr()
}
