//! The responses of a registry to the calls of a program.

use std::fmt;

use calproof_registry::RegistryRefusal;
use serde::{Deserialize, Serialize};

use crate::escape::Escaped;
use crate::program::{Call, Name};

/// The response to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Response {
    /// The calendar is registered.
    Registered {
        /// Its id, if the registry has ids: a signed or unsigned 64-bit integer.
        id: Option<i128>,
        /// The names that it has now, if the registry reports them.
        names: Option<Vec<Name>>,
    },
    /// A calendar was found.
    Found(SeenCalendar),
    /// A list of names.
    Names(Vec<Name>),
    /// A list of calendars.
    Calendars(Vec<SeenCalendar>),
    /// How often each backend has been dropped.
    Drops(Vec<u32>),
    /// The call completed without a value.
    Done,
    /// A refusal.
    Refused(RegistryRefusal),
    /// The call failed in a way that is not a refusal: its message.
    Broke(Escaped),
}

/// A calendar in a response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SeenCalendar {
    /// Which calendar it is.
    pub which: CalendarRef,
    /// Its id, if the registry has ids: a signed or unsigned 64-bit integer.
    pub id: Option<i128>,
    /// Its first name as the registry reports it, if it does.
    pub name: Option<Name>,
}

/// The identity of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CalendarRef {
    /// The backend at this index of the program.
    Backend(usize),
    /// The built-in calendar with this first name.
    BuiltIn(Name),
}

/// The position of a call in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Place {
    /// In the calls before the threads, at this index.
    Before(usize),
    /// The index of the thread, and the index in it.
    Thread(usize, usize),
    /// In the calls after the threads, at this index.
    After(usize),
    /// Made by this backend when it was asked for its name or dropped.
    Inside(usize),
}

/// A call and its response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The position in the program.
    pub place: Place,
    /// The call.
    pub call: Call,
    /// The ticket drawn right before the call. All tickets are drawn from one counter.
    pub called: u64,
    /// The ticket drawn right after the call, and the response; `None` if it never returned.
    pub returned: Option<(u64, Response)>,
}

/// The complete record of a run of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct History {
    /// The calls in the order of the program, followed by those that backends made.
    pub records: Vec<Record>,
    /// What was observed of the registry's end, if that is observable.
    pub ended: Option<Ended>,
}

/// What was observed of the registry's end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Ended {
    /// The identity of each held calendar after the end, in the order of the program.
    pub held: Vec<CalendarRef>,
    /// How often each backend had been dropped after the end, before the held calendars were
    /// released.
    pub dropped_while_held: Vec<u32>,
    /// How often each backend had been dropped after everything was released.
    pub dropped: Vec<u32>,
}

impl fmt::Display for CalendarRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarRef::Backend(place) => write!(f, "backend {place}"),
            CalendarRef::BuiltIn(name) => write!(f, "the system's {name}"),
        }
    }
}

impl SeenCalendar {
    /// Whether it has this id. An in-process registry has unsigned ids, so the same 64 bits also
    /// count as equal.
    pub fn has_id(&self, id: i64) -> bool {
        self.id == Some(id.into()) || self.id == Some(id.cast_unsigned().into())
    }
}

impl fmt::Display for SeenCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.which.fmt(f)?;
        if let Some(id) = self.id {
            write!(f, ", id {id}")?;
        }
        if let Some(name) = &self.name {
            write!(f, ", called {name}")?;
        }
        Ok(())
    }
}

/// The items separated by commas, or `none`.
fn listed<T: fmt::Display>(f: &mut fmt::Formatter<'_>, things: &[T]) -> fmt::Result {
    if things.is_empty() {
        return f.write_str("none");
    }
    for (place, thing) in things.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        write!(f, "{comma}{thing}")?;
    }
    Ok(())
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Response::Registered { id, names } => {
                f.write_str("registered")?;
                if let Some(id) = id {
                    write!(f, ", id {id}")?;
                }
                if let Some(names) = names {
                    f.write_str(", as ")?;
                    listed(f, names)?;
                }
                Ok(())
            }
            Response::Found(seen) => seen.fmt(f),
            Response::Names(names) => listed(f, names),
            Response::Calendars(calendars) => {
                for (place, seen) in calendars.iter().enumerate() {
                    let semicolon = if place == 0 { "" } else { "; " };
                    write!(f, "{semicolon}{seen}")?;
                }
                Ok(())
            }
            Response::Drops(counts) => listed(f, counts),
            Response::Done => f.write_str("done"),
            Response::Refused(refusal) => match bare(refusal) {
                Some(reason) => write!(f, "refused, {reason}"),
                None => write!(f, "refused, {}", crate::escape::line(&refusal.to_string())),
            },
            Response::Broke(words) => write!(f, "broke: {words}"),
        }
    }
}

/// The reason of a refusal that came without its details, as over the wire.
fn bare(refusal: &RegistryRefusal) -> Option<&'static str> {
    match refusal {
        RegistryRefusal::Taken { owner, .. } if owner.is_empty() => Some("taken"),
        RegistryRefusal::SameCalendar { owner } if owner.is_empty() => Some("the same calendar"),
        RegistryRefusal::BadName { why, .. } if why.is_empty() => Some("bad name"),
        RegistryRefusal::Failed { why } if why.is_empty() => Some("failed"),
        _ => None,
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Before(place) => write!(f, "before {}", place + 1),
            Place::Thread(thread, place) => write!(f, "thread {}, call {}", thread + 1, place + 1),
            Place::After(place) => write!(f, "after {}", place + 1),
            Place::Inside(backend) => write!(f, "inside backend {backend}"),
        }
    }
}

impl Record {
    /// The call with its position, and the response, each on one line.
    pub fn spoken(&self) -> (String, String) {
        let Record { place, call, called, returned } = self;
        match returned {
            Some((ticket, answered)) => {
                (format!("{place} [{called}, {ticket}]: {call}"), answered.to_string())
            }
            None => (format!("{place} [{called}, never]: {call}"), "nothing".to_owned()),
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (called, answered) = self.spoken();
        write!(f, "{called} -> {answered}")
    }
}
