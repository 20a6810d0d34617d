//! What a registry declares about itself: its behaviour on each point where registries differ.

use std::fmt::Debug;

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::name::Name;
#[cfg(feature = "serde")]
use crate::strict_serde::present_choice;

/// Makes the profile from its list of points, so that reading, writing and comparing it name each
/// point once.
macro_rules! profile {
    ($(#[doc = $about:literal])+ pub struct Profile {
        $($(#[doc = $point_about:literal])+ pub $point:ident: $choice:ty,)+
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
        #[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
        pub struct Profile {
            $(
                $(#[doc = $point_about])+
                #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
                #[cfg_attr(feature = "serde", serde(deserialize_with = "present_choice"))]
                pub $point: Option<$choice>,
            )+
        }

        impl Profile {
            /// The first point that this profile declares and the other declares differently or not
            /// at all.
            pub(crate) fn first_difference(&self, other: &Profile) -> Option<Difference> {
                $(
                    if self.$point.is_some() && self.$point != other.$point {
                        return Some(Difference {
                            point: stringify!($point),
                            declared: in_words(self.$point.as_ref()),
                            other: in_words(other.$point.as_ref()),
                        });
                    }
                )+
                None
            }
        }
    };
}

/// A point on which two profiles differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) point: &'static str,
    pub(crate) declared: String,
    pub(crate) other: String,
}

fn in_words<T: Debug>(choice: Option<&T>) -> String {
    choice.map_or("nothing".to_owned(), |choice| format!("{choice:?}"))
}

profile! {
    /// What a registry declares. It is judged by this alone: a field without a value is never
    /// tested, and only the rules for all registries apply.
    ///
    /// Not `#[non_exhaustive]`, so that it can be written as below: code that ends with
    /// `..Profile::default()` still compiles when a field is added.
    ///
    /// ```
    /// use calproof_registry::{Clash, Folding, Profile};
    /// let ours = Profile {
    ///     folding: Some(Folding::Ascii),
    ///     clash: Some(Clash::RejectWhole),
    ///     ..Profile::default()
    /// };
    /// assert_eq!(ours.listing_names, None);
    /// ```
    pub struct Profile {
        /// When two names are the same.
        pub folding: Folding,
        /// How a name collision is resolved.
        pub clash: Clash,
        /// Whether a user's calendar can take over a name of a built-in one.
        pub built_ins: BuiltIns,
        /// What happens when a calendar is registered that is registered already.
        pub same_backend: SameBackend,
        /// Whether the empty text can be a name.
        pub empty_name: EmptyName,
        /// The longest name.
        pub name_limit: NameLimit,
        /// What a lookup of an unknown name returns.
        pub unknown_name: UnknownName,
        /// What can be changed at run time.
        pub open: Open,
        /// When the built-in calendars are made.
        pub population: Population,
        /// What a list of names guarantees.
        pub listing_names: Listing,
        /// What a list of calendars guarantees.
        pub listing_calendars: Listing,
        /// Whether calendars have ids.
        pub ids: Ids,
        /// Whether a calendar may call the registry while the registry calls it.
        pub reentrancy: Reentrancy,
        /// From how many threads it may be used.
        pub threads: Threads,
        /// What every call returns once shutdown has begun.
        pub shutdown: Shutdown,
    }
}

/// When two names are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Folding {
    /// When their bytes are equal.
    Exact,
    /// When they differ at most in the case of the letters A to Z.
    Ascii,
    /// When they are equal under Unicode's simple case folding (status C and S of
    /// `CaseFolding.txt`), which is independent of locale.
    UnicodeSimple,
}

/// How a name collision is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Clash {
    /// The whole registration is refused, with its other names.
    RejectWhole,
    /// Each name stays with its owner; the new calendar gets the others.
    FirstWins,
    /// Each name goes to the new calendar.
    LastWins,
}

/// Whether a user's calendar can take over a name of a built-in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum BuiltIns {
    /// It cannot, however other collisions are resolved.
    Protected,
    /// It can, as from any other calendar.
    Replaceable,
    /// There are no built-in calendars.
    None,
}

/// What happens when a calendar is registered that is registered already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum SameBackend {
    /// It is refused.
    Refused,
    /// It is registered again, under a second id.
    SecondId,
    /// Its existing id is returned.
    SameId,
}

/// Whether the empty text can be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum EmptyName {
    /// A registration under it is refused.
    Refused,
    /// It is a name like any other.
    Allowed,
}

/// The longest name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum NameLimit {
    /// Names of any length are registered.
    None,
    /// A registration with a longer name, in bytes of UTF-8, is refused.
    Bytes(u32),
}

/// What a lookup of an unknown name returns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum UnknownName {
    /// A refusal.
    Refused,
    /// The built-in calendar with this first name.
    FallsBackTo(Name),
}

/// What can be changed at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Open {
    /// Nothing.
    Closed,
    /// Calendars can be registered.
    Register,
    /// Calendars can be registered and unregistered.
    RegisterAndUnregister,
}

/// When the built-in calendars are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Population {
    /// On first use.
    Lazy,
    /// Before the first use.
    Eager,
}

/// What a list guarantees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Listing {
    /// The registry has no lists.
    None,
    /// It holds what was registered at one moment between call and return.
    Snapshot,
    /// It holds everything that was registered from call to return, and perhaps some of what was
    /// registered for a part of that time.
    Weak,
}

/// Whether calendars have ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Ids {
    /// They do not.
    None,
    /// Each registration has an id that no other ever gets.
    Unique,
}

/// Whether a calendar may call the registry while the registry calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Reentrancy {
    /// It may.
    Allowed,
    /// It may not; re-entrant calls are not tested.
    Forbidden,
}

/// From how many threads a registry may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Threads {
    /// From any number at any time.
    Safe,
    /// From any number, once the first call has returned.
    SafeAfterPopulation,
    /// From one.
    Single,
}

/// What every call returns once shutdown has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Shutdown {
    /// Calls cannot observe a shutdown.
    None,
    /// That the registry is gone.
    Gone,
    /// That there is no such calendar.
    NotFound,
}
