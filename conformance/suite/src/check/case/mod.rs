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

/// One concrete question for a check; independent of the subject.
#[derive(Clone)]
#[non_exhaustive]
pub struct Case {
    /// The check that judges it.
    pub check: &'static Check,
    /// The calendar's id.
    pub calendar: String,
    /// The input of the check.
    pub input: Input,
}

impl Case {
    /// Makes the case of this check with this input, for the calendar with this id.
    pub fn new(check: &'static Check, calendar: impl Into<String>, input: Input) -> Case {
        Case { check, calendar: calendar.into(), input }
    }

    /// The same case with another input.
    #[must_use]
    pub fn about(&self, input: Input) -> Case {
        Case { input, ..self.clone() }
    }

    /// The canonical TOML, from which the id is computed.
    pub fn to_toml(&self) -> String {
        toml::write(self)
    }

    /// Parses what [`Case::to_toml`] writes; `file` is the file name for messages.
    ///
    /// # Errors
    ///
    /// If the text is not TOML, has another format version, or is not a case of an existing check;
    /// the error names the line. An unknown calendar is no error, since it may be a subject's own.
    pub fn from_toml(file: &str, text: &str) -> Result<Case, FileError> {
        toml::read(file, text)
    }

    /// A stable name: check, calendar, and the first 12 hexadecimal digits of the SHA-256 of the
    /// canonical TOML. It contains neither a position nor a seed.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.check.id, self.calendar, self.digest())
    }

    /// The last component of the id.
    pub fn digest(&self) -> String {
        digest_of(&self.to_toml())
    }

    /// Judges the answers of the subject behind `ask`.
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
