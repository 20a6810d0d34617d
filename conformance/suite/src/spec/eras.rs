//! Eras and the year 0 in vector files.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use calproof_registry::EraCode;
use serde::Deserialize;
use toml::Spanned;

/// An era of a calendar, as its file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecEra {
    /// Its code.
    pub code: String,
    /// Alternative codes, which are accepted as input and never given.
    pub aliases: Vec<String>,
}

/// What the extended year 0 is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum YearZero {
    /// Year 0: in the only era, or without eras.
    Counted,
    /// Year 1 of an era that counts backwards; there is no year 0.
    Skipped,
    /// A year of an earlier era that counts forwards.
    OtherEra,
    /// Nothing: the calendar's range begins later.
    OutOfRange,
}

impl YearZero {
    /// Its name in a file.
    pub fn word(self) -> &'static str {
        match self {
            YearZero::Counted => "counted",
            YearZero::Skipped => "skipped",
            YearZero::OtherEra => "other-era",
            YearZero::OutOfRange => "out-of-range",
        }
    }
}

impl fmt::Display for YearZero {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            YearZero::Counted => "counted: the year before 1 is 0",
            YearZero::Skipped => "skipped: the year before 1 is 1 of the era before, backwards",
            YearZero::OtherEra => "of an earlier era, which is counted forwards",
            YearZero::OutOfRange => "out of range",
        })
    }
}

/// A contradiction between the era keys of `[calendar]`, with its byte offset.
pub(super) fn contradiction(
    codes: &Spanned<Vec<String>>,
    aliases: &BTreeMap<String, Vec<String>>,
) -> Option<(usize, String)> {
    let at = |words| Some((codes.span().start, words));
    let codes = codes.get_ref();
    let mut seen = HashSet::new();
    for code in codes.iter().chain(aliases.values().flatten()) {
        if let Err(words) = code.parse::<EraCode>() {
            return at(words);
        }
        if !seen.insert(code) {
            return at(format!("the era code `{code}` is listed twice"));
        }
    }
    let stranger = aliases.keys().find(|code| !codes.contains(code))?;
    at(format!("`{stranger}` has aliases and is no era of the calendar"))
}

/// The eras with these codes.
pub(super) fn read(
    codes: Spanned<Vec<String>>,
    mut aliases: BTreeMap<String, Vec<String>>,
) -> Vec<SpecEra> {
    let codes = codes.into_inner().into_iter();
    let era = |code: String| {
        let aliases = aliases.remove(&code).unwrap_or_default();
        SpecEra { code, aliases }
    };
    codes.map(era).collect()
}

/// The default: a calendar whose file names no eras has none.
pub(super) fn none() -> Spanned<Vec<String>> {
    Spanned::new(0..0, Vec::new())
}
