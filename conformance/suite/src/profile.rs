//! What a registry says of itself: on each point where registries differ, which way it goes.

use serde::{Deserialize, Serialize};

use crate::program::{ConductKind, Name, choice, choices, object, present_choice};

/// What a registry declares. It is judged by this, and by nothing that it does not declare: a field
/// without a value is never asked about, and only the rules for all registries apply.
///
/// ```
/// use calproof::{Clash, Folding, Profile};
/// let ours = Profile {
///     folding: Some(Folding::Ascii),
///     clash: Some(Clash::RejectWhole),
///     ..Profile::default()
/// };
/// assert_eq!(ours.listing_names, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Profile {
    /// When two names are the same.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub folding: Option<Folding>,
    /// What comes of a registration under a name that somebody has.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub clash: Option<Clash>,
    /// Whether a user's calendar can take a name from one of the system's.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub built_ins: Option<BuiltIns>,
    /// What comes of registering a calendar that is registered.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub same_backend: Option<SameBackend>,
    /// Whether the empty text can be a name.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub empty_name: Option<EmptyName>,
    /// The longest name.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub name_limit: Option<NameLimit>,
    /// What a name that nobody has leads to.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub unknown_name: Option<UnknownName>,
    /// What can be changed at run time.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub open: Option<Open>,
    /// When the system's calendars are made.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub population: Option<Population>,
    /// What a list of names is.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub listing_names: Option<Listing>,
    /// What a list of calendars is.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub listing_calendars: Option<Listing>,
    /// Whether calendars have ids.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub ids: Option<Ids>,
    /// Whether a calendar may ask the registry while the registry asks it.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub reentrancy: Option<Reentrancy>,
    /// From how many threads it may be used.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub threads: Option<Threads>,
    /// What every call answers once the end has begun.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present_choice")]
    pub shutdown: Option<Shutdown>,
}

/// When two names are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Folding {
    /// When their bytes are.
    Exact,
    /// When they differ at most in the case of the letters A to Z.
    Ascii,
    /// When they are the same under Unicode's simple case folding (status C and S of
    /// `CaseFolding.txt`), which knows no locale.
    UnicodeSimple,
}

/// What comes of a registration under a name that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clash {
    /// It is refused, whatever other names it has.
    RejectWhole,
    /// Each name stays with who has it; the others are the new calendar's.
    FirstWins,
    /// Each name goes to the new calendar.
    LastWins,
}

/// Whether a user's calendar can take a name from one of the system's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BuiltIns {
    /// It cannot, whatever is done about other clashes.
    Protected,
    /// It can, as from anybody.
    Replaceable,
    /// There are none.
    None,
}

/// What comes of registering a calendar that is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameBackend {
    /// It is refused.
    Refused,
    /// It stands there twice, under two ids.
    SecondId,
    /// Its id is given again.
    SameId,
}

/// Whether the empty text can be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmptyName {
    /// A registration under it is refused.
    Refused,
    /// It is a name like others.
    Allowed,
}

/// The longest name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameLimit {
    /// Names of any length are registered.
    None,
    /// A registration under a name of more bytes, as UTF-8, is refused.
    Bytes(u32),
}

/// What a name that nobody has leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownName {
    /// A refusal.
    Refused,
    /// The calendar of the system with this first name.
    FallsBackTo(Name),
}

/// What can be changed at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// Nothing.
    Closed,
    /// Calendars can be registered.
    Register,
    /// Calendars can be registered and taken out again.
    RegisterAndUnregister,
}

/// When the system's calendars are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Population {
    /// On first use.
    Lazy,
    /// Before the first use.
    Eager,
}

/// What a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listing {
    /// There is none.
    None,
    /// What was there at one moment between call and return.
    Snapshot,
    /// What was there all the time between call and return, perhaps with some of what was there for
    /// a part of it.
    Weak,
}

/// Whether calendars have ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ids {
    /// They have not.
    None,
    /// Each registration has one that no other ever has.
    Unique,
}

/// Whether a calendar may ask the registry while the registry asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reentrancy {
    /// It may.
    Allowed,
    /// It may not; what would come of it is not asked.
    Forbidden,
}

/// From how many threads a registry may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Threads {
    /// From any number at any time.
    Safe,
    /// From any number once a call has returned.
    SafeAfterPopulation,
    /// From one.
    Single,
}

/// What every call answers once the end has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shutdown {
    /// There is no end that a call could see.
    None,
    /// That the registry is gone.
    Gone,
    /// That there is no such calendar.
    NotFound,
}

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
    pub conducts: Vec<ConductKind>,
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
pub enum Afresh {
    /// As long as a program runs.
    #[default]
    EachProgram,
    /// As long as the process.
    EachProcess,
}
