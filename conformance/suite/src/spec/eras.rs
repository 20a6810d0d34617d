//! What a vector file says of eras and of the year 0.

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
    /// Other codes for it, which are understood and never given.
    pub aliases: Vec<String>,
}

/// What people call the extended year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum YearZero {
    /// The year 0, of the only era or of none.
    Counted,
    /// The year 1 of an era that is counted backwards: there is no year 0.
    Skipped,
    /// A year of an earlier era that is counted forwards.
    OtherEra,
    /// Nothing: the calendar's range begins later.
    OutOfRange,
}

impl YearZero {
    /// The word for it in a file.
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

/// What cannot be in the keys of `[calendar]` that speak of eras, and where.
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
            return at(format!("the era code `{code}` stands twice"));
        }
    }
    let stranger = aliases.keys().find(|code| !codes.contains(code))?;
    at(format!("`{stranger}` has aliases and is no era of the calendar"))
}

/// The eras of these codes.
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

/// A calendar whose file names no eras has none.
pub(super) fn none() -> Spanned<Vec<String>> {
    Spanned::new(0..0, Vec::new())
}
