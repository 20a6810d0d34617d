//! Eras: years counted forwards or backwards from some event.

use std::fmt;
use std::str::FromStr;

/// The code of an era, as in the CLDR and Temporal: `ce`, `meiji`, `broc`.
///
/// One to 16 lower-case ASCII letters, digits and hyphens. No calendar need have the code.
///
/// ```
/// use calproof_registry::EraCode;
/// assert_eq!("meiji".parse::<EraCode>().unwrap().to_string(), "meiji");
/// assert!("Meiji".parse::<EraCode>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EraCode {
    /// The letters, padded with zeros.
    bytes: [u8; EraCode::LONGEST],
}

impl EraCode {
    /// The maximum length of a code, in bytes.
    pub const LONGEST: usize = 16;

    /// The code with this text; `None` if it is malformed.
    pub const fn new(text: &str) -> Option<EraCode> {
        let letters = text.as_bytes();
        if letters.is_empty() || letters.len() > EraCode::LONGEST {
            return None;
        }
        let mut bytes = [0; EraCode::LONGEST];
        let mut index = 0;
        while index < letters.len() {
            if !matches!(letters[index], b'a'..=b'z' | b'0'..=b'9' | b'-') {
                return None;
            }
            bytes[index] = letters[index];
            index += 1;
        }
        Some(EraCode { bytes })
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let length = self.bytes.iter().position(|byte| *byte == 0).unwrap_or(EraCode::LONGEST);
        // Only ASCII is accepted.
        std::str::from_utf8(&self.bytes[..length]).unwrap_or_default()
    }
}

impl fmt::Display for EraCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for EraCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl FromStr for EraCode {
    type Err = String;

    fn from_str(text: &str) -> Result<EraCode, String> {
        EraCode::new(text).ok_or_else(|| {
            format!(
                "`{}` is not an era code; expected 1 to {} of a to z, 0 to 9 and `-`",
                text.escape_debug(),
                EraCode::LONGEST
            )
        })
    }
}

/// A year of an era. Plain data: the era need not exist in any calendar, and the year may lie
/// outside the era.
///
/// ```
/// use calproof_registry::EraYear;
/// let year: EraYear = "meiji 6".parse().unwrap();
/// assert_eq!((year.era.as_str(), year.year), ("meiji", 6));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EraYear {
    /// The era.
    pub era: EraCode,
    /// The year in the era; most eras begin with 1.
    pub year: i64,
}

impl fmt::Display for EraYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.era, self.year)
    }
}

impl FromStr for EraYear {
    type Err = String;

    fn from_str(text: &str) -> Result<EraYear, String> {
        let (era, year) = text.split_once(' ').unwrap_or((text, ""));
        let year = year.parse().map_err(|_| {
            format!("`{}` is not an era year; expected for example `meiji 6`", text.escape_debug())
        })?;
        Ok(EraYear { era: era.parse()?, year })
    }
}

/// An era of a calendar. It lasts until the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// Its code.
    pub code: &'static str,
    /// Other codes for it, which are accepted as input and never returned.
    pub aliases: &'static [&'static str],
    /// The extended year of its year 1.
    pub year_one: i64,
    /// Whether its years are counted backwards.
    pub backwards: bool,
    /// Its first day; `None` if it has no beginning, so that it holds every day before the next
    /// era.
    pub first: Option<i64>,
}

impl Era {
    /// An era without a beginning; its years continue with 0 and below if no other era precedes it.
    pub(crate) const fn unbounded(code: &'static str) -> Era {
        Era { code, aliases: &[], year_one: 1, backwards: false, first: None }
    }

    /// The years of the calendar from 1 on; year 1 begins on this day.
    pub(crate) const fn from(code: &'static str, first: i64) -> Era {
        Era { first: Some(first), ..Era::unbounded(code) }
    }

    /// The years before year 1, counted backwards: its year 1 is the extended year 0.
    pub(crate) const fn before(code: &'static str) -> Era {
        Era { year_one: 0, backwards: true, ..Era::unbounded(code) }
    }

    /// The same era with aliases.
    pub(crate) const fn alias(self, aliases: &'static [&'static str]) -> Era {
        Era { aliases, ..self }
    }

    /// The year in this era of an extended year; `None` if it overflows an `i64`.
    pub fn year_of(&self, extended: i64) -> Option<i64> {
        let after = extended.checked_sub(self.year_one)?;
        if self.backwards { 1_i64.checked_sub(after) } else { after.checked_add(1) }
    }

    /// The extended year of a year in this era; `None` if it overflows an `i64`.
    pub fn extended_year(&self, year: i64) -> Option<i64> {
        if self.backwards {
            self.year_one.checked_add(1)?.checked_sub(year)
        } else {
            self.year_one.checked_add(year.checked_sub(1)?)
        }
    }

    /// Whether this is the era's code or one of its aliases.
    pub fn is_called(&self, code: EraCode) -> bool {
        code.as_str() == self.code || self.aliases.contains(&code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_malformed_ones_are_refused() {
        for code in ["ce", "a", "era-2", "abcdefghijklmnop"] {
            assert_eq!(code.parse::<EraCode>().unwrap().to_string(), code);
        }
        for text in ["", "CE", "é", "abcdefghijklmnopq", "a b", "a\0"] {
            assert!(text.parse::<EraCode>().is_err(), "{text:?} was read as a code");
        }
        for text in ["", "ce", "ce ", " 1", "ce x", "ce  1", "ce 9223372036854775808"] {
            assert!(text.parse::<EraYear>().is_err(), "{text:?} was read as a year");
        }
    }

    #[test]
    fn years_of_eras_round_trip_in_both_directions() {
        let (before, after) = (Era::before("bce"), Era::from("ce", 1));
        assert_eq!((before.year_of(0), before.year_of(-1)), (Some(1), Some(2)));
        assert_eq!((after.year_of(1), after.year_of(2026)), (Some(1), Some(2026)));
        for era in [before, after] {
            for extended in [-2026, -1, 0, 1, 2026] {
                let year = era.year_of(extended).unwrap();
                assert_eq!(era.extended_year(year), Some(extended));
            }
        }
        assert_eq!(before.year_of(i64::MIN), None);
        assert_eq!(before.extended_year(i64::MIN), None);
        assert_eq!(after.extended_year(i64::MIN), None);
    }
}
