//! Calls of a registry, one after another or from several threads at once.
//!
//! A program is spelled as JSON: in the protocol, in reports and in the command that repeats it.

mod response;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use calproof_registry::Name;
pub use calproof_registry::strict_serde::{Object, present_object};
pub use calproof_registry::strict_serde::{
    choice, choices, lists_of_choices, object, objects, present,
};
pub use response::{CalendarRef, Ended, History, Place, Record, Response, SeenCalendar};

/// What is done with a fresh registry: first the calls `before`, then those of each thread, all
/// threads at once, then the calls `after`. A program without threads of its own is a sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Program {
    /// The calendars of users that it registers; calls speak of them by their place here.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "objects")]
    pub backends: Vec<Backend>,
    /// The locale in which it runs, as in `tr-TR`; that of the process, if none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub locale: Option<String>,
    /// The calls of the first thread, before there are others.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "choices")]
    pub before: Vec<Call>,
    /// The calls of threads that run at once.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "lists_of_choices")]
    pub threads: Vec<Vec<Call>>,
    /// The calls of the first thread, after all others have ended.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "choices")]
    pub after: Vec<Call>,
    /// The programs that the same process has to run before, since this one fails only then. They
    /// are run one by one: an adapter is not sent this.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "objects")]
    pub preceded_by: Vec<Program>,
}

/// A calendar of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Backend {
    /// What it says when it is asked its name: its first name.
    pub name: Name,
    /// What else it does when it is asked its name.
    #[serde(
        rename = "conduct",
        default,
        skip_serializing_if = "Behaviour::is_plain",
        deserialize_with = "choice"
    )]
    pub behaviour: Behaviour,
}

/// What a calendar does when the registry asks its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Behaviour {
    /// It says it.
    #[default]
    Plain,
    /// It breaks: it panics, or throws what nobody declared.
    Panics,
    /// It says it once, and from then on another.
    ThenSays(Name),
    /// It makes this call first, the first time that it is asked.
    Asks(#[serde(deserialize_with = "choice")] Box<Call>),
    /// It makes this call when it is dropped.
    AsksWhenDropped(#[serde(deserialize_with = "choice")] Box<Call>),
    /// It waits, the first time, until a call of another thread has returned; not for ever.
    Waits,
}

impl Behaviour {
    /// Whether it only says its name.
    pub fn is_plain(&self) -> bool {
        *self == Behaviour::Plain
    }

    /// The name that it says from the second time on, if that is another one.
    pub fn other_name(&self) -> Option<&Name> {
        match self {
            Behaviour::ThenSays(other) => Some(other),
            _ => None,
        }
    }

    /// What an adapter must be able to do for it; `None` for what all can.
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

/// What a calendar of a user can be made to do when the registry asks its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BehaviourKind {
    /// It breaks: it panics, or throws what nobody declared.
    Panics,
    /// It says another name from the second time on.
    ThenSays,
    /// It asks the registry something.
    Asks,
    /// It asks the registry something when it is dropped.
    AsksWhenDropped,
    /// It waits until a call of another thread has returned.
    Waits,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Call {
    /// Registers the backend at this place under its name and these aliases.
    Register(usize, Vec<Name>),
    /// Takes out who has this name, with all its names.
    Unregister(Name),
    /// Who has this name?
    Find(Name),
    /// Who has the id that the registration of this backend gave? Not asked before there is one.
    FindIdOf(usize),
    /// Who has this id? One that nobody was given.
    FindId(i64),
    /// Who has this name? And keeps the calendar until after the registry's end.
    Hold(Name),
    /// Which names are there?
    Names,
    /// Which calendars are there?
    Calendars,
    /// How often has each backend been dropped up to now?
    Drops,
    /// Begins the end.
    ShutDown,
}

impl Program {
    /// A sequence of calls.
    pub fn sequence(backends: Vec<Backend>, calls: Vec<Call>) -> Program {
        Program { backends, before: calls, ..Program::default() }
    }

    /// The program that this JSON spells; what is wrong with it, if it spells none.
    pub fn read(json: &str) -> Result<Program, String> {
        let program: Program = serde_json::from_str(json).map_err(|error| error.to_string())?;
        program.checked()
    }

    /// The program, if its calls speak of no backends but its own.
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

    /// All calls, those that backends make among them.
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
