//! What the registry answers with.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::calendar::Calendar;
use crate::calendar_registry::RegistryRefusal;

/// A calendar's number in one registry: never another's there, nor one in another registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarId(u64);

/// What the ids of one registry have in common: as good as unique, since it comes again only after
/// 2³² registries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag(u32);

impl Tag {
    pub(super) fn next() -> Tag {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Tag(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl CalendarId {
    pub(super) fn new(tag: Tag, number: usize) -> CalendarId {
        CalendarId(u64::from(tag.0) << 32 | number as u64)
    }

    /// The number, if the id is of that registry.
    pub(super) fn number(self, tag: Tag) -> Option<usize> {
        (self.0 >> 32 == u64::from(tag.0)).then_some(self.0 as u32 as usize)
    }

    pub(super) fn from_u64(id: u64) -> CalendarId {
        CalendarId(id)
    }
}

impl From<CalendarId> for u64 {
    fn from(id: CalendarId) -> u64 {
        id.0
    }
}

/// A calendar that the registry holds, for as long as the registry is there.
#[derive(Clone, Copy)]
pub struct Entry<'registry> {
    pub(super) id: CalendarId,
    pub(super) calendar: &'registry Arc<dyn Calendar>,
    pub(super) called: &'registry Arc<str>,
    pub(super) names: &'registry [Arc<str>],
}

impl<'registry> Entry<'registry> {
    /// Its id in the registry.
    pub fn id(self) -> CalendarId {
        self.id
    }

    /// What it called itself when it was registered. Under [`crate::Clash::FirstWins`] that may be
    /// another's name.
    pub fn name(self) -> &'registry str {
        self.called
    }

    /// All names under which it is found, [`Entry::name`] first if it is among them.
    pub fn names(self) -> impl ExactSizeIterator<Item = &'registry str> {
        self.names.iter().map(|name| &**name)
    }

    /// The calendar, for as long as the registry is there.
    pub fn calendar(self) -> &'registry dyn Calendar {
        &**self.calendar
    }

    /// The calendar, for those who may outlive the registry.
    pub fn share(self) -> Arc<dyn Calendar> {
        Arc::clone(self.calendar)
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendar is foreign code, and not asked.
        let mut shown = f.debug_struct("Entry");
        shown.field("id", &self.id).field("names", &self.names).finish_non_exhaustive()
    }
}

/// Why nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing<'registry> {
    /// There is no such name or id.
    NotFound,
    /// The built-in calendars are being made, and one of them asks.
    Populating,
    /// The built-in calendar with this name could not be made.
    Failed {
        /// What it said.
        why: &'registry str,
    },
}

impl fmt::Display for Missing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        RegistryRefusal::from(*self).fmt(f)
    }
}

impl std::error::Error for Missing<'_> {}

impl From<Missing<'_>> for RegistryRefusal {
    fn from(missing: Missing) -> RegistryRefusal {
        match missing {
            Missing::NotFound => RegistryRefusal::NotFound,
            Missing::Populating => RegistryRefusal::Populating,
            Missing::Failed { why } => RegistryRefusal::Failed { why: why.to_owned() },
        }
    }
}

/// A registration that changed nothing, with the calendar given back.
pub struct Refused {
    /// Why.
    pub refusal: RegistryRefusal,
    /// The calendar that was to be registered.
    pub calendar: Arc<dyn Calendar>,
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendar is foreign code, and not asked.
        f.debug_struct("Refused").field("refusal", &self.refusal).finish_non_exhaustive()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl std::error::Error for Refused {}
