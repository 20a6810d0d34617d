//! What a registry said to the calls of a program.

use std::fmt;

use calproof_registry::RegistryRefusal;
use serde::{Deserialize, Serialize};

use crate::escape::Escaped;
use crate::program::{Call, Name};

/// What came back from a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Response {
    /// The calendar is registered.
    Registered {
        /// Its id, where there are ids: an integer of 64 bits, signed or not.
        id: Option<i128>,
        /// The names that it has now, where the registry says so.
        names: Option<Vec<Name>>,
    },
    /// There is a calendar.
    Found(SeenCalendar),
    /// A list of names.
    Names(Vec<Name>),
    /// A list of calendars.
    Calendars(Vec<SeenCalendar>),
    /// How often each backend has been dropped.
    Drops(Vec<u32>),
    /// What was to be done is done.
    Done,
    /// A refusal.
    Refused(RegistryRefusal),
    /// The call broke in a way that is no refusal: what it said.
    Broke(Escaped),
}

/// A calendar that a registry showed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SeenCalendar {
    /// Which one it is.
    pub which: CalendarRef,
    /// Its id, where there are ids: an integer of 64 bits, signed or not.
    pub id: Option<i128>,
    /// The first name under which the registry says that it stands, if it says so.
    pub name: Option<Name>,
}

/// Which calendar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CalendarRef {
    /// The backend at this place in the program.
    Backend(usize),
    /// The built-in calendar with this first name.
    BuiltIn(Name),
}

/// Where in a program a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Place {
    /// Among the calls before the threads, counted from 0.
    Before(usize),
    /// In this thread, counted from 0, at this place.
    Thread(usize, usize),
    /// Among the calls after the threads.
    After(usize),
    /// Made by this backend when it was asked or dropped.
    Inside(usize),
}

/// One call, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// Where it stands in the program.
    pub place: Place,
    /// The call.
    pub call: Call,
    /// The ticket drawn right before the call. Tickets are drawn from one counter.
    pub called: u64,
    /// The ticket drawn right after it, and what came back; `None` if it never returned.
    pub returned: Option<(u64, Response)>,
}

/// All that came of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct History {
    /// The calls, in the order of the program, those made by backends last.
    pub records: Vec<Record>,
    /// What was seen of the registry's end, where that can be seen.
    pub ended: Option<Ended>,
}

/// What was seen of the registry's end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub struct Ended {
    /// Which calendar each one that was held is after the end, in the order of the program.
    pub held: Vec<CalendarRef>,
    /// How often each backend had been dropped after the end, before what was held was let go.
    pub dropped_while_held: Vec<u32>,
    /// How often each backend had been dropped when all was over.
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
    /// Whether it has the id that a call was made for. A registry in this process, whose ids are
    /// unsigned, is given the same 64 bits.
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

/// Texts with commas between, `none` if there are none.
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

/// The reason of a refusal that has come without its particulars, as by the wire.
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
    /// The call with its place, and what came back, each on one line.
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
