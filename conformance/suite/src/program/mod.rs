//! Calls of a registry, sequential or from several threads.
//!
//! A program is written as JSON: in the protocol, in reports, and in commands that reproduce a
//! failure.

mod response;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use calproof_registry::Name;
pub use calproof_registry::strict_serde::{Object, present_object};
pub use calproof_registry::strict_serde::{
    choice, choices, lists_of_choices, object, objects, present,
};
pub use response::{CalendarRef, Ended, History, Place, Record, Response, SeenCalendar};

/// What is done with a fresh registry: first the calls `before`, then all threads at once, then the
/// calls `after`. A program without threads is a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Program {
    /// The users' calendars that it registers; calls refer to them by their index.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "objects")]
    pub backends: Vec<Backend>,
    /// The locale in which it runs, for example `tr-TR`; `None` for the locale of the process.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub locale: Option<String>,
    /// The calls of the first thread, before the other threads start.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "choices")]
    pub before: Vec<Call>,
    /// The calls of each concurrent thread.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lists_of_choices")]
    pub threads: Vec<Vec<Call>>,
    /// The calls of the first thread, after all others have ended.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "choices")]
    pub after: Vec<Call>,
    /// Programs that the same process must run first for this one to fail. They are sent to the
    /// adapter one by one; the adapter never sees this field.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "objects")]
    pub preceded_by: Vec<Program>,
}

/// A calendar of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Backend {
    /// The name that it returns when it is asked: its first name.
    pub name: Name,
    /// What else it does when it is asked for its name.
    #[serde(
        rename = "conduct",
        default,
        skip_serializing_if = "Behaviour::is_plain",
        deserialize_with = "choice"
    )]
    pub behaviour: Behaviour,
}

/// What a calendar does when the registry asks for its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Behaviour {
    /// It returns its name.
    #[default]
    Plain,
    /// It panics, or throws an undeclared exception.
    Panics,
    /// It returns its name once, and this other name from then on.
    ThenSays(Name),
    /// The first time it is asked, it makes this call before it returns its name.
    Asks(#[serde(deserialize_with = "choice")] Box<Call>),
    /// It makes this call when it is dropped.
    AsksWhenDropped(#[serde(deserialize_with = "choice")] Box<Call>),
    /// The first time, it waits until a call of another thread has returned, with a time limit.
    Waits,
}

impl Behaviour {
    /// Whether it does nothing but return its name.
    pub fn is_plain(&self) -> bool {
        *self == Behaviour::Plain
    }

    /// The name that it returns from the second time on, if that is a different one.
    pub fn other_name(&self) -> Option<&Name> {
        match self {
            Behaviour::ThenSays(other) => Some(other),
            _ => None,
        }
    }

    /// The kind of behaviour that an adapter must support for it; `None` for plain ones, which all
    /// support.
    pub fn kind(&self) -> Option<BehaviourKind> {
        match self {
            Behaviour::Plain => None,
            Behaviour::Panics => Some(BehaviourKind::Panics),
            Behaviour::ThenSays(_) => Some(BehaviourKind::ThenSays),
            Behaviour::Asks(_) => Some(BehaviourKind::Asks),
            Behaviour::AsksWhenDropped(_) => Some(BehaviourKind::AsksWhenDropped),
            Behaviour::Waits => Some(BehaviourKind::Waits),
        }
    }
}

/// What a user's calendar can be made to do when the registry asks for its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BehaviourKind {
    /// It panics, or throws an undeclared exception.
    Panics,
    /// It returns another name from the second time on.
    ThenSays,
    /// It calls the registry.
    Asks,
    /// It calls the registry when it is dropped.
    AsksWhenDropped,
    /// It waits until a call of another thread has returned.
    Waits,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Call {
    /// Registers the backend at this index under its name and these aliases.
    Register(usize, Vec<Name>),
    /// Unregisters the calendar with this name, with all its names.
    Unregister(Name),
    /// Finds the calendar with this name.
    Find(Name),
    /// Finds the calendar with the id that this backend's registration returned. Only after a
    /// registration returned one.
    FindIdOf(usize),
    /// Finds the calendar with this id, which no registration need have returned.
    FindId(i64),
    /// Finds the calendar with this name, and keeps it until after the end of the registry.
    Hold(Name),
    /// Lists all names.
    Names,
    /// Lists all calendars.
    Calendars,
    /// Counts how often each backend has been dropped so far.
    Drops,
    /// Begins shutdown.
    ShutDown,
}

impl Program {
    /// A sequence of calls.
    pub fn sequence(backends: Vec<Backend>, calls: Vec<Call>) -> Program {
        Program { backends, before: calls, ..Program::default() }
    }

    /// Parses a program from JSON; the error describes what is wrong.
    pub fn read(json: &str) -> Result<Program, String> {
        let program: Program = serde_json::from_str(json).map_err(|error| error.to_string())?;
        program.checked()
    }

    /// The program, if its calls refer only to its own backends; an error otherwise.
    pub fn checked(self) -> Result<Program, String> {
        let unknown = self.calls().find_map(|call| match call {
            Call::Register(backend, _) | Call::FindIdOf(backend)
                if *backend >= self.backends.len() =>
            {
                Some(*backend)
            }
            _ => None,
        });
        for before in &self.preceded_by {
            before.clone().checked()?;
        }
        match unknown {
            None => Ok(self),
            Some(backend) => Err(format!("there is no backend {backend}, counted from 0")),
        }
    }

    /// All calls, including those that backends make.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        let made = self.backends.iter().filter_map(|backend| match &backend.behaviour {
            Behaviour::Asks(call) | Behaviour::AsksWhenDropped(call) => Some(&**call),
            _ => None,
        });
        let threads = self.threads.iter().flatten();
        self.before.iter().chain(threads).chain(&self.after).chain(made)
    }
}

impl fmt::Display for Program {
    /// As JSON, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&json)
    }
}

impl fmt::Display for Call {
    /// As JSON, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&json)
    }
}

#[cfg(test)]
mod tests;
