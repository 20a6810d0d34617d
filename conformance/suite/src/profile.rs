//! What a subject says of its registry: its profile, and what the suite has to know beside it.

use serde::{Deserialize, Serialize};

pub use calproof_registry::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population, Profile,
    Reentrancy, SameBackend, Shutdown, Threads, UnknownName,
};

use crate::program::{BehaviourKind, Name, choice, choices, object};

/// What a subject says of its registry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RegistryClaim {
    /// How it goes about what registries differ on.
    #[serde(deserialize_with = "object")]
    pub profile: Profile,
    /// The calendars that it has from the start: of each all names, the first one in front.
    #[serde(default)]
    pub built_in: Vec<Vec<Name>>,
    /// Whether each program finds the registry as the first one did. Where it does not, as with a
    /// registry that a process has once, each program is given a process of its own.
    #[serde(default, deserialize_with = "choice")]
    pub afresh: Afresh,
    /// What calendars of users can be made to do when the registry asks them.
    #[serde(default, deserialize_with = "choices")]
    pub conducts: Vec<BehaviourKind>,
    /// The locales under which it can be asked, as in `tr-TR` (BCP 47).
    #[serde(default)]
    pub locales: Vec<String>,
    /// Whether it is seen when a calendar of a user is dropped.
    #[serde(default)]
    pub counts_drops: bool,
}

/// How long a registry lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Afresh {
    /// As long as a program runs.
    #[default]
    EachProgram,
    /// As long as the process.
    EachProcess,
}
