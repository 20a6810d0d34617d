//! What an implementer writes: one registry of calendars.

use std::fmt;
use std::sync::Arc;

use crate::calendar::Calendar;

/// A registry: names and ids to calendars, asked and extended from many threads.
///
/// Two methods are needed. Each of the others says *unsupported* until it is written; what is
/// unsupported is not asked. Nothing may panic for any name, though a calendar that panics may be
/// let through. New methods will always come with a default.
///
/// ```
/// use calproof_registry::{CalendarRegistry, Registry, RegistryRefusal};
/// let registry: &dyn CalendarRegistry = &Registry::new();
/// assert_eq!(registry.find("Coptic").unwrap().calendar.id(), "coptic");
/// assert_eq!(registry.find("of our village").err(), Some(RegistryRefusal::NotFound));
/// ```
pub trait CalendarRegistry: Send + Sync {
    /// Registers the calendar under its own id, as its first name, and the aliases.
    fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal>;

    /// The calendar of this name.
    fn find(&self, name: &str) -> Result<Found, RegistryRefusal>;

    /// The calendar of this id, as [`Registered::id`] or [`Found::id`] gave it.
    fn by_id(&self, _id: u64) -> Result<Found, RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }

    /// Takes the calendar of this name out, with all its names.
    fn unregister(&self, _name: &str) -> Result<(), RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }

    /// All names, first ones and aliases, in any order.
    fn names(&self) -> Result<Vec<String>, RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }

    /// All calendars, in any order.
    fn calendars(&self) -> Result<Vec<Found>, RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }

    /// Begins the end: whatever is asked from now on is answered as the registry declares.
    fn shut_down(&self) -> Result<(), RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }
}

/// What came of a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The id that the registry gave; `None` if it gives none.
    pub id: Option<u64>,
    /// The names under which the calendar is found now; `None` if the registry does not say. Fewer
    /// than were asked for where names of others are left to them.
    pub names: Option<Vec<String>>,
}

/// A calendar that a registry holds.
#[derive(Clone)]
pub struct Found {
    /// The calendar.
    pub calendar: Arc<dyn Calendar>,
    /// Its id in the registry; `None` if it gives none.
    pub id: Option<u64>,
    /// Its first name in the registry; `None` if it does not tell names from aliases.
    pub name: Option<String>,
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendar is foreign code, and not asked.
        f.debug_struct("Found")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why a registry says no. A refusal is often the right answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegistryRefusal {
    /// There is no such name or id.
    NotFound,
    /// A name belongs to another calendar.
    Taken {
        /// The name, as it was to be registered.
        name: String,
        /// The first name of the calendar that has it.
        owner: String,
    },
    /// The calendar is registered already.
    SameCalendar {
        /// The first name under which it stands.
        owner: String,
    },
    /// The text can be nobody's name.
    BadName {
        /// The text.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// The built-in calendars are being made; asked by one of them.
    Populating,
    /// The calendar of this name could not be made.
    Failed {
        /// What it said.
        why: String,
    },
    /// The calendar is a built-in one, and stays.
    Protected,
    /// Nothing can be registered here, or nothing any more.
    Closed,
    /// The registry is being shut down.
    Gone,
    /// The registry says no and gives no reason.
    Unexplained,
    /// The registry cannot be asked this.
    Unsupported,
}

impl fmt::Display for RegistryRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegistryRefusal::NotFound => f.pad("not found"),
            RegistryRefusal::Taken { name, owner } => {
                write!(f, "taken: the name {name:?} belongs to {owner:?}")
            }
            RegistryRefusal::SameCalendar { owner } => {
                write!(f, "the same calendar: it is registered as {owner:?}")
            }
            RegistryRefusal::BadName { name, why } => write!(f, "bad name: {name:?} {why}"),
            RegistryRefusal::Populating => f.pad("populating: the calendars are being made"),
            RegistryRefusal::Failed { why } => write!(f, "failed: {why:?}"),
            RegistryRefusal::Protected => f.pad("protected: a built-in calendar stays"),
            RegistryRefusal::Closed => f.pad("closed: nothing can be registered"),
            RegistryRefusal::Gone => f.pad("gone: the registry is being shut down"),
            RegistryRefusal::Unexplained => f.pad("no reason given"),
            RegistryRefusal::Unsupported => f.pad("unsupported"),
        }
    }
}

impl std::error::Error for RegistryRefusal {}
