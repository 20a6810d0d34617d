//! The lines of a log, as far as reports need them. Anything that this version does not know is
//! ignored.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer};

use super::text::Text;

/// How many verdicts have each status, by the status's name.
pub(crate) type Counts = BTreeMap<Text, u64>;

/// The first line.
#[derive(Deserialize)]
pub(crate) struct Begun {
    #[serde(default)]
    pub(crate) calproof: Text,
    #[serde(default)]
    pub(crate) command: Text,
    pub(crate) budget: Option<Text>,
    pub(crate) level: Option<LevelName>,
    pub(crate) seed: Option<u64>,
    #[serde(default)]
    pub(crate) subjects: Vec<SubjectLine>,
}

/// A level by its number, or by its name in old logs.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum LevelName {
    Number(u8),
    Name(Text),
}

impl fmt::Display for LevelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LevelName::Number(number) => number.fmt(f),
            LevelName::Name(name) => name.fmt(f),
        }
    }
}

/// A subject in the plan, or the line with which its results begin.
#[derive(Deserialize)]
pub(crate) struct SubjectLine {
    pub(crate) subject: Text,
    #[serde(default)]
    pub(crate) version: Text,
    pub(crate) trouble: Option<Text>,
    #[serde(default)]
    pub(crate) left_out: bool,
}

/// The id of a case: CHECK/CALENDAR/DIGEST.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CaseId {
    pub(crate) check: Text,
    pub(crate) calendar: Text,
    digest: Text,
}

impl<'de> Deserialize<'de> for CaseId {
    /// A calendar's id may contain slashes; a check's id has exactly two.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<CaseId, D::Error> {
        let id = String::deserialize(from)?;
        let end = id.match_indices('/').nth(2).map_or(id.len(), |(place, _)| place);
        let (check, rest) = id.split_at(end);
        let rest = rest.strip_prefix('/').unwrap_or_default();
        let (calendar, digest) = rest.rsplit_once('/').unwrap_or((rest, ""));
        // Each part is truncated separately, so that a long one is the same here as in other lines.
        let [check, calendar, digest] = [check, calendar, digest].map(Text::from);
        Ok(CaseId { check, calendar, digest })
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.check, self.calendar, self.digest)
    }
}

#[derive(Deserialize)]
pub(crate) struct RegressionLine {
    pub(crate) subject: Text,
    pub(crate) regression: Text,
    pub(crate) id: CaseId,
    pub(crate) planned: u64,
    pub(crate) counts: Counts,
    pub(crate) not_asked: Option<Text>,
    pub(crate) unsupported: Option<Text>,
}

#[derive(Deserialize)]
pub(crate) struct CalendarLine {
    pub(crate) subject: Text,
    pub(crate) calendar: Text,
    #[serde(default)]
    pub(crate) rule: Text,
    pub(crate) range: Option<(i64, i64)>,
    /// Its level; absent in older logs, which are exhaustive.
    pub(crate) level: Option<u8>,
    pub(crate) walked: Option<(i64, i64)>,
    #[serde(default)]
    pub(crate) laws_only: bool,
    pub(crate) inconclusive: Option<Text>,
}

#[derive(Deserialize)]
pub(crate) struct CheckLine {
    pub(crate) subject: Text,
    pub(crate) calendar: Text,
    pub(crate) check: Text,
    pub(crate) planned: u64,
    pub(crate) counts: Counts,
    pub(crate) not_asked: Option<Text>,
    #[serde(default)]
    pub(crate) unsupported: BTreeMap<Text, u64>,
}

/// One check, calendar and status other than *pass*, with its smallest case.
#[derive(Clone, Deserialize)]
pub(crate) struct Finding {
    pub(crate) id: CaseId,
    pub(crate) subject: Text,
    #[serde(default)]
    pub(crate) signature: Text,
    pub(crate) status: Text,
    /// Its smallest case as TOML, not escaped.
    pub(crate) case: String,
    #[serde(default)]
    pub(crate) why: Text,
    pub(crate) authority: Option<Text>,
    #[serde(default)]
    pub(crate) talk: Vec<(Text, Text)>,
    #[serde(default)]
    pub(crate) runs: Vec<(i64, i64)>,
    /// Planned cases, not escaped.
    #[serde(default)]
    pub(crate) inputs: Vec<String>,
    #[serde(default)]
    pub(crate) generated: Vec<serde::de::IgnoredAny>,
    pub(crate) count: Option<u64>,
    pub(crate) known: Option<Text>,
    #[serde(default)]
    pub(crate) again: Text,
    /// Its line number in the log.
    #[serde(skip)]
    pub(crate) line: usize,
}

/// A note that is not a verdict.
#[derive(Deserialize)]
pub(crate) struct Remark {
    #[serde(default)]
    pub(crate) subject: Text,
    pub(crate) why: Text,
}

#[derive(Deserialize)]
pub(crate) struct UnsteadyLine {
    pub(crate) subject: Text,
    pub(crate) count: u64,
}

/// What a subject declares and its users would not expect.
#[derive(Deserialize)]
pub(crate) struct Advisory {
    pub(crate) subject: Text,
    pub(crate) calendar: Text,
    pub(crate) weakness: u16,
    pub(crate) what: Text,
    pub(crate) case: Text,
}
