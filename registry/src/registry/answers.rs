//! The results that the registry returns.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::calendar::Calendar;
use crate::calendar_registry::RegistryRefusal;

/// The id of a calendar, unique in its registry and across registries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarId(u64);

/// Identifies a registry within its ids. Practically unique: it recurs only after 2³² registries.
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

    /// The calendar's number, if the id belongs to that registry.
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

/// A calendar in the registry, valid as long as the registry exists.
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

    /// The id that it gave when it was registered. Under [`crate::Clash::FirstWins`] that may be
    /// another calendar's name.
    pub fn name(self) -> &'registry str {
        self.called
    }

    /// All names under which it is found, starting with [`Entry::name`] if that is one of them.
    pub fn names(self) -> impl ExactSizeIterator<Item = &'registry str> {
        self.names.iter().map(|name| &**name)
    }

    /// The calendar, borrowed from the registry.
    pub fn calendar(self) -> &'registry dyn Calendar {
        &**self.calendar
    }

    /// The calendar, for use beyond the lifetime of the registry.
    pub fn share(self) -> Arc<dyn Calendar> {
        Arc::clone(self.calendar)
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendar is foreign code, so it is not called.
        let mut shown = f.debug_struct("Entry");
        shown.field("id", &self.id).field("names", &self.names).finish_non_exhaustive()
    }
}

/// Why a lookup found nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing<'registry> {
    /// No calendar has this name or id.
    NotFound,
    /// A built-in calendar asked while the built-in calendars were being made.
    Populating,
    /// The built-in calendar with this name could not be made.
    Failed {
        /// The reason that it gave.
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

/// A registration that was refused and changed nothing; it gives the calendar back.
pub struct Refused {
    /// The reason.
    pub refusal: RegistryRefusal,
    /// The calendar that was to be registered.
    pub calendar: Arc<dyn Calendar>,
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendar is foreign code, so it is not called.
        f.debug_struct("Refused").field("refusal", &self.refusal).finish_non_exhaustive()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal.fmt(f)
    }
}

impl std::error::Error for Refused {}
