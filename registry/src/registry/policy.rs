//! The points on which registries differ, as far as this registry supports several behaviours.

use std::fmt;

use crate::calendar_registry::RegistryRefusal;
use crate::profile::{
    BuiltIns, Clash, Difference, EmptyName, Folding, Ids, Listing, NameLimit, Open, Population,
    Profile, Reentrancy, SameBackend, Shutdown, Threads, UnknownName,
};

/// What a registry does on the points where registries differ: the part of a [`Profile`] that the
/// registry can choose. It is made from a profile, and [`Policy::profile`] returns it as one.
///
/// ```
/// use calproof_registry::{Clash, Policy, Profile};
/// let asked = Profile { clash: Some(Clash::FirstWins), ..Profile::default() };
/// let policy = Policy::try_from(&asked).unwrap();
/// assert_ne!(policy, Policy::default());
///
/// let asked = Profile { clash: Some(Clash::LastWins), ..Profile::default() };
/// assert_eq!(
///     Policy::try_from(&asked).unwrap_err().to_string(),
///     "the registry does not support a profile with clash: LastWins; \
///      declare RejectWhole there, or leave it out"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    pub(super) folding: Folding,
    pub(super) clash: Clash,
    pub(super) same_backend: SameBackend,
    pub(super) names: NameRule,
}

impl Default for Policy {
    /// Names are validated and compared without the case of ASCII letters; name collisions and
    /// calendars that are registered already are refused.
    fn default() -> Policy {
        Policy {
            folding: Folding::Ascii,
            clash: Clash::RejectWhole,
            same_backend: SameBackend::Refused,
            names: NameRule::Validated,
        }
    }
}

impl Policy {
    /// The rules of Qt's registry. Source: Qt 6, src/corelib/time/qcalendar.cpp,
    /// `QCalendarRegistryPrivate::registerBackendLockHeld`: every registration gets an id, even of
    /// a known backend; each of its names goes to it unless it has an owner; any text is a name;
    /// names are compared by Unicode's simple case folding.
    #[cfg(feature = "unicode")]
    pub const fn qt() -> Policy {
        Policy {
            folding: Folding::UnicodeSimple,
            clash: Clash::FirstWins,
            same_backend: SameBackend::SecondId,
            names: NameRule::Anything,
        }
    }

    /// The profile that a registry with this policy declares.
    pub fn profile(self) -> Profile {
        let (empty_name, name_limit) = match self.names {
            NameRule::Validated => (EmptyName::Refused, NameLimit::Bytes(LONGEST_NAME)),
            NameRule::Anything => (EmptyName::Allowed, NameLimit::None),
        };
        Profile {
            folding: Some(self.folding),
            clash: Some(self.clash),
            built_ins: Some(BuiltIns::Protected),
            same_backend: Some(self.same_backend),
            empty_name: Some(empty_name),
            name_limit: Some(name_limit),
            unknown_name: Some(UnknownName::Refused),
            open: Some(Open::Register),
            population: Some(Population::Lazy),
            listing_names: Some(Listing::Snapshot),
            listing_calendars: Some(Listing::Snapshot),
            ids: Some(Ids::Unique),
            reentrancy: Some(Reentrancy::Allowed),
            threads: Some(Threads::Safe),
            shutdown: Some(Shutdown::None),
        }
    }
}

impl TryFrom<&Profile> for Policy {
    type Error = Unimplemented;

    /// The policy under which a registry does what the profile declares. Points that the profile
    /// leaves out have their default value.
    ///
    /// No profile has a point for control characters, white space at the ends or characters that
    /// change the direction of writing: they are allowed in names if the empty name or names of any
    /// length are.
    fn try_from(asked: &Profile) -> Result<Policy, Unimplemented> {
        let default = Policy::default();
        let policy = Policy {
            folding: match asked.folding {
                Some(folding) if can_fold(folding) => folding,
                _ => default.folding,
            },
            clash: match asked.clash {
                Some(Clash::FirstWins) => Clash::FirstWins,
                _ => default.clash,
            },
            same_backend: match asked.same_backend {
                Some(SameBackend::SecondId) => SameBackend::SecondId,
                _ => default.same_backend,
            },
            names: match (asked.empty_name, asked.name_limit) {
                (Some(EmptyName::Allowed), _) | (_, Some(NameLimit::None)) => NameRule::Anything,
                _ => default.names,
            },
        };
        // No policy does what the profile declares beyond this.
        match asked.first_difference(&policy.profile()) {
            None => Ok(policy),
            Some(difference) => Err(Unimplemented(difference)),
        }
    }
}

fn can_fold(folding: Folding) -> bool {
    folding != Folding::UnicodeSimple || cfg!(feature = "unicode")
}

/// A profile that no policy of the registry provides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unimplemented(Difference);

impl fmt::Display for Unimplemented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { point, declared, other } = &self.0;
        write!(
            f,
            "the registry does not support a profile with {point}: {declared}; declare {other} there, \
             or leave it out"
        )?;
        if *point == "folding" {
            f.write_str(", or build it with the feature `unicode`")?;
        }
        Ok(())
    }
}

impl std::error::Error for Unimplemented {}

/// In bytes.
const LONGEST_NAME: u32 = 255;

/// Which texts can be names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NameRule {
    /// A text of 1 to 255 bytes without control characters, characters that change the direction of
    /// writing, or white space at its ends.
    Validated,
    /// Any text.
    Anything,
}

impl NameRule {
    /// Refuses a text that cannot be a name.
    pub(super) fn check(self, text: &str) -> Result<(), RegistryRefusal> {
        match self.objection(text) {
            None => Ok(()),
            Some(why) => {
                Err(RegistryRefusal::BadName { name: text.to_owned(), why: why.to_owned() })
            }
        }
    }

    /// What is wrong with a text as a name, phrased to follow the text.
    fn objection(self, text: &str) -> Option<&'static str> {
        if self == NameRule::Anything {
            return None;
        }
        if text.is_empty() {
            Some("is empty")
        } else if self.is_too_long(text) {
            Some("is longer than 255 bytes")
        } else if text.contains(char::is_control) {
            Some("contains a control character")
        } else if text.contains(turns_the_writing) {
            Some("contains a character that changes the text direction")
        } else if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
            Some("begins or ends with white space")
        } else {
            None
        }
    }

    /// Whether the text is too long for a name. A lookup needs no other check: other invalid names
    /// have never been registered.
    #[inline]
    pub(super) fn is_too_long(self, text: &str) -> bool {
        self == NameRule::Validated && text.len() > LONGEST_NAME as usize
    }
}

/// Source: Unicode Standard Annex 9, 2: explicit directional formatting characters.
fn turns_the_writing(letter: char) -> bool {
    matches!(
        letter,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value of the points on which policies differ, alone and in combination.
    #[test]
    fn every_profile_is_implemented_exactly_or_refused() {
        let foldings = [Folding::Exact, Folding::Ascii, Folding::UnicodeSimple].map(Some);
        let clashes = [Clash::RejectWhole, Clash::FirstWins, Clash::LastWins].map(Some);
        let again = [SameBackend::Refused, SameBackend::SecondId, SameBackend::SameId].map(Some);
        let mut made = 0;
        for number in 0..27 {
            let (folding, clash) = (foldings[number / 9], clashes[number / 3 % 3]);
            let same_backend = again[number % 3];
            let asked = Profile { folding, clash, same_backend, ..Profile::default() };
            let is_there = folding.is_some_and(can_fold)
                && clash != Some(Clash::LastWins)
                && same_backend != Some(SameBackend::SameId);
            let policy = Policy::try_from(&asked);
            assert_eq!(policy.is_ok(), is_there, "{asked:?}");
            if let Ok(policy) = policy {
                made += 1;
                let has = policy.profile();
                assert_eq!(
                    (has.folding, has.clash, has.same_backend),
                    (folding, clash, same_backend)
                );
                assert_eq!(Policy::try_from(&has), Ok(policy));
            }
        }
        assert_eq!(made, if cfg!(feature = "unicode") { 12 } else { 8 });
    }

    #[test]
    fn profiles_that_no_policy_provides_are_refused() {
        let (empty, limit) = (Some(EmptyName::Allowed), Some(NameLimit::Bytes(7)));
        let none = Profile::default();
        for (asked, why) in [
            (
                Profile { empty_name: empty, name_limit: limit, ..none.clone() },
                "name_limit: Bytes(7)",
            ),
            (Profile { built_ins: Some(BuiltIns::Replaceable), ..none.clone() }, "Replaceable"),
            (Profile { ids: Some(Ids::None), ..none.clone() }, "ids: None; declare Unique there"),
        ] {
            let error = Policy::try_from(&asked).expect_err("no policy does so").to_string();
            assert!(error.contains(why), "{error}");
        }
        let any = Policy::try_from(&Profile { empty_name: empty, ..none.clone() });
        assert_eq!(any.map(|policy| policy.names), Ok(NameRule::Anything));
        assert_eq!(Policy::try_from(&none), Ok(Policy::default()));
    }

    #[test]
    fn a_refused_name_comes_with_the_reason() {
        let long = "x".repeat(256);
        for (text, part) in [
            ("", "empty"),
            (long.as_str(), "255"),
            ("per\0sian", "control"),
            ("persian\n", "control"),
            ("\u{9B}31m", "control"),
            (" persian", "white space"),
            ("persian\u{3000}", "white space"),
            ("per\u{202E}sian", "direction"),
            ("persian\u{200F}", "direction"),
        ] {
            let why = NameRule::Validated.objection(text).unwrap_or("nothing");
            assert!(why.contains(part), "{text:?} {why}");
            assert_eq!(NameRule::Anything.objection(text), None);
        }
        for good in [&long[1..], "of our village", "فارسی", "x"] {
            assert_eq!(NameRule::Validated.objection(good), None, "{good:?}");
        }
    }
}
