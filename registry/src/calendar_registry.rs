//! The trait that an implementer of a registry of calendars writes.

use std::fmt;
use std::sync::Arc;

use crate::calendar::Calendar;

/// A registry: maps names and ids to calendars, and is queried and extended from many threads.
///
/// Two methods are required. Each of the others is *unsupported* until it is overridden; what is
/// unsupported is not asked. No method may panic for any name, but a panic of a calendar may
/// propagate. Methods that are added later will always have a default.
///
/// ```
/// use calproof_registry::{CalendarRegistry, Registry, RegistryRefusal};
/// let registry: &dyn CalendarRegistry = &Registry::new();
/// assert_eq!(registry.find("Coptic").unwrap().calendar.id(), "coptic");
/// assert_eq!(registry.find("of our village").err(), Some(RegistryRefusal::NotFound));
/// ```
pub trait CalendarRegistry: Send + Sync {
    /// Registers the calendar with its own id as its first name, and with the aliases.
    fn register(
        &self,
        calendar: Arc<dyn Calendar>,
        aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal>;

    /// The calendar of this name.
    fn find(&self, name: &str) -> Result<Found, RegistryRefusal>;

    /// The calendar with this id, as given by [`Registered::id`] or [`Found::id`].
    fn by_id(&self, _id: u64) -> Result<Found, RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }

    /// Unregisters the calendar with this name, and all its names.
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

    /// Begins the shutdown: every later call is answered as the registry's profile declares.
    fn shut_down(&self) -> Result<(), RegistryRefusal> {
        Err(RegistryRefusal::Unsupported)
    }
}

/// The result of a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The id that the registry gave; `None` if it gives none.
    pub id: Option<u64>,
    /// The names under which the calendar is now found; `None` if the registry does not report
    /// them. There may be fewer than were requested, if names stay with the calendars that already
    /// had them.
    pub names: Option<Vec<String>>,
}

/// A calendar that a registry holds.
#[derive(Clone)]
pub struct Found {
    /// The calendar.
    pub calendar: Arc<dyn Calendar>,
    /// Its id in the registry; `None` if it gives none.
    pub id: Option<u64>,
    /// Its first name in the registry; `None` if the registry does not distinguish it from aliases.
    pub name: Option<String>,
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The calendar is foreign code, so it is not called.
        f.debug_struct("Found")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why a registry refuses. A refusal is often the right answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegistryRefusal {
    /// No calendar has this name or id.
    NotFound,
    /// A name belongs to another calendar.
    Taken {
        /// The name that was to be registered.
        name: String,
        /// The first name of the calendar that has it.
        owner: String,
    },
    /// The calendar is registered already.
    SameCalendar {
        /// The first name under which it is registered.
        owner: String,
    },
    /// The text cannot be a name.
    BadName {
        /// The text.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A built-in calendar asked while the built-in calendars were being made.
    Populating,
    /// The calendar of this name could not be made.
    Failed {
        /// The reason that it gave.
        why: String,
    },
    /// The calendar is built-in and cannot be unregistered.
    Protected,
    /// Nothing can be registered here, or not any more.
    Closed,
    /// The registry is being shut down.
    Gone,
    /// The registry refuses and gives no reason.
    Unexplained,
    /// The registry does not support this call.
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
            RegistryRefusal::Populating => {
                f.pad("populating: the built-in calendars are being made")
            }
            RegistryRefusal::Failed { why } => write!(f, "failed: {why:?}"),
            RegistryRefusal::Protected => {
                f.pad("protected: a built-in calendar cannot be unregistered")
            }
            RegistryRefusal::Closed => f.pad("closed: nothing can be registered"),
            RegistryRefusal::Gone => f.pad("gone: the registry is being shut down"),
            RegistryRefusal::Unexplained => f.pad("no reason given"),
            RegistryRefusal::Unsupported => f.pad("unsupported"),
        }
    }
}

impl std::error::Error for RegistryRefusal {}
