//! The first line of an event log: what was asked for, and who will be asked.

use serde::Serialize;

use crate::outcome::SubjectOutcome;
use crate::selection::{Pace, Selection};

/// The version of the log's format.
pub const FORMAT: u32 = 2;

/// What a log begins with: what was asked for, and who will be asked.
#[derive(Serialize)]
pub struct Begun<'a> {
    format: u32,
    calproof: &'a str,
    command: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<Limit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shard: Option<(u32, u32)>,
    seed: u64,
    only: &'a [String],
    skip: &'a [String],
    calendars: &'a [String],
    pub(super) subjects: &'a [Planned],
}

/// When fuzzing is enough.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// So many cases were judged.
    Cases(u64),
    /// So many seconds are over.
    Seconds(u64),
    /// Nothing new was seen for so many seconds.
    QuietSeconds(u64),
}

/// A subject that will be asked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Planned {
    /// Its name.
    pub subject: String,
    /// The version of the library behind it; empty where it is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// How it is named in the command that repeats a failure.
    pub origin: String,
    /// What stands behind that command.
    pub suffix: String,
    /// Of a shard: a digest of what it claims; empty where it is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub claim: String,
    /// Of a shard: a digest of the files that belong to it; likewise.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub files: String,
}

impl<'a> Begun<'a> {
    /// Of a run.
    pub fn run(selection: &'a Selection, subjects: &'a [Planned]) -> Begun<'a> {
        Begun {
            format: FORMAT,
            calproof: env!("CARGO_PKG_VERSION"),
            command: "run",
            budget: Some(selection.budget.name()),
            level: match selection.pace {
                Pace::At(level) => Some(level.number()),
                Pace::Within(_) => None,
            },
            limit: None,
            shard: selection.shard.map(|shard| (shard.number, shard.count)),
            seed: selection.seed,
            only: &selection.only,
            skip: &selection.skip,
            calendars: &selection.calendars,
            subjects,
        }
    }

    /// Of fuzzing, which has no budget and no plan of days to walk.
    pub fn fuzz(selection: &'a Selection, limit: Limit, subjects: &'a [Planned]) -> Begun<'a> {
        Begun {
            command: "fuzz",
            budget: None,
            level: None,
            limit: Some(limit),
            ..Begun::run(selection, subjects)
        }
    }
}

impl Planned {
    /// The subject of which this came.
    pub fn of(outcome: &SubjectOutcome) -> Planned {
        let (origin, suffix) = outcome.origin.clone();
        Planned {
            subject: outcome.name.clone(),
            version: outcome.version.clone(),
            origin,
            suffix,
            ..Planned::default()
        }
    }
}
