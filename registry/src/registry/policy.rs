//! What registries differ on, as values.

use super::folding::Folding;
use crate::calendar_registry::RegistryRefusal;

/// What a registry does where registries differ.
///
/// ```
/// use calproof_registry::{Clash, Policy};
/// let policy = Policy { clash: Clash::FirstWins, ..Policy::default() };
/// assert_ne!(policy, Policy::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    /// When two names are the same.
    pub folding: Folding,
    /// What becomes of a calendar one of whose names is taken.
    pub clash: Clash,
    /// What can be a name.
    pub names: NameRule,
    /// What becomes of a calendar that is registered again.
    pub same_calendar: SameCalendar,
}

impl Policy {
    /// The rules of Qt's registry. Source: Qt 6, src/corelib/time/qcalendar.cpp,
    /// `QCalendarRegistryPrivate::registerBackendLockHeld`: every backend gets an id, whether it is
    /// new or not; each of its names goes to it unless it is another's; any text is a name, and
    /// names are compared without case by Unicode's simple folding.
    #[cfg(feature = "unicode")]
    pub const fn qt() -> Policy {
        Policy {
            folding: Folding::UnicodeSimple,
            clash: Clash::FirstWins,
            names: NameRule::Anything,
            same_calendar: SameCalendar::SecondId,
        }
    }
}

/// What becomes of a calendar one of whose names is another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Clash {
    /// It is refused, with all its names.
    #[default]
    RejectWhole,
    /// It gets the names that are free, if any; each taken one stays with its owner.
    FirstWins,
}

/// What can be a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameRule {
    /// A text of 1 to 255 bytes without control characters or those that turn the direction of
    /// writing, and without white space at its ends.
    #[default]
    Validated,
    /// Any text.
    Anything,
}

/// What becomes of a calendar that is registered again: the same one, not an equal one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SameCalendar {
    /// It is refused.
    #[default]
    Refused,
    /// It gets a second id, and the further names.
    SecondId,
}

/// In bytes.
const LONGEST_NAME: usize = 255;

impl NameRule {
    /// Refuses a text that is no name.
    pub(super) fn check(self, text: &str) -> Result<(), RegistryRefusal> {
        match self.objection(text) {
            None => Ok(()),
            Some(why) => {
                Err(RegistryRefusal::BadName { name: text.to_owned(), why: why.to_owned() })
            }
        }
    }

    /// What is wrong with a text as a name, to be read after it.
    fn objection(self, text: &str) -> Option<&'static str> {
        if self == NameRule::Anything {
            return None;
        }
        if text.is_empty() {
            Some("is empty")
        } else if text.len() > LONGEST_NAME {
            Some("is longer than 255 bytes")
        } else if text.contains(char::is_control) {
            Some("contains a control character")
        } else if text.contains(turns_the_writing) {
            Some("contains a character that turns the direction of writing")
        } else if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
            Some("begins or ends with white space")
        } else {
            None
        }
    }

    /// Whether the text is too long for a name, which is all that a lookup has to know: what else
    /// is no name has never been registered.
    #[inline]
    pub(super) fn is_too_long(self, text: &str) -> bool {
        self == NameRule::Validated && text.len() > LONGEST_NAME
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

    #[test]
    fn a_name_is_refused_for_what_is_wrong_with_it() {
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
