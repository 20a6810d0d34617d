//! One concrete question for a check, as data.

pub mod regressions;
#[cfg(test)]
mod tests;
mod toml;

use crate::case::Input;
use crate::check::Check;
use crate::session::Ask;
use crate::spec::FileError;
use crate::verdict::Verdict;

/// One concrete question for a check: who answers is not part of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Case {
    /// The check.
    pub check: &'static Check,
    /// The calendar's id.
    pub calendar: String,
    /// What the check is given.
    pub input: Input,
}

impl Case {
    /// The question for this check about this input in the calendar of this id.
    pub fn new(check: &'static Check, calendar: impl Into<String>, input: Input) -> Case {
        Case { check, calendar: calendar.into(), input }
    }

    /// The same question about another input.
    #[must_use]
    pub fn about(&self, input: Input) -> Case {
        Case { input, ..self.clone() }
    }

    /// The canonical TOML, from which the id is made.
    pub fn to_toml(&self) -> String {
        toml::write(self)
    }

    /// Reads what [`Case::to_toml`] writes; `file` is the name for messages.
    ///
    /// # Errors
    ///
    /// What is no TOML, of another format, or no case of a check that there is: with its line. A
    /// calendar that has no vector file may be a subject's own, and is none.
    pub fn from_toml(file: &str, text: &str) -> Result<Case, FileError> {
        toml::read(file, text)
    }

    /// A stable name: check, calendar, and the first 12 hexadecimal digits of the SHA-256 of the
    /// canonical TOML. Never a position, never a seed.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.check.id, self.calendar, self.digest())
    }

    /// The last part of its id.
    pub fn digest(&self) -> String {
        digest_of(&self.to_toml())
    }

    /// The check's judgement in a conversation.
    #[doc(hidden)]
    pub fn judge(&self, ask: &mut Ask<'_>) -> Verdict {
        self.check.judge(&self.input, ask)
    }
}

/// The first 12 hexadecimal digits of the SHA-256 of the text.
pub(crate) fn digest_of(text: &str) -> String {
    let digest = hmac_sha256::Hash::hash(text.as_bytes());
    let digits = digest[..6].iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
    format!("{digits:012x}")
}
