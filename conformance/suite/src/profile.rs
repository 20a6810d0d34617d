//! What a subject declares about its registry: its profile, and further facts that the suite needs.

use serde::{Deserialize, Serialize};

pub use calproof_registry::{
    BuiltIns, Clash, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population, Profile,
    Reentrancy, SameBackend, Shutdown, Threads, UnknownName,
};

use crate::program::{BehaviourKind, Name, choice, choices, object};

/// A subject's claim about its registry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RegistryClaim {
    /// How it behaves where registries differ.
    #[serde(deserialize_with = "object")]
    pub profile: Profile,
    /// The built-in calendars: all names of each, with the first name first.
    #[serde(default)]
    pub built_in: Vec<Vec<Name>>,
    /// Whether each program finds the registry in its initial state. If not, for example because
    /// the registry is a singleton of its process, each program gets a process of its own.
    #[serde(default, deserialize_with = "choice")]
    pub afresh: Afresh,
    /// The behaviours that users' calendars can be given.
    #[serde(default, deserialize_with = "choices")]
    pub conducts: Vec<BehaviourKind>,
    /// The locales under which it can be asked, for example `tr-TR` (BCP 47).
    #[serde(default)]
    pub locales: Vec<String>,
    /// Whether drops of users' calendars are observable.
    #[serde(default)]
    pub counts_drops: bool,
}

/// How long a registry lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Afresh {
    /// As long as a program.
    #[default]
    EachProgram,
    /// As long as the process.
    EachProcess,
}
