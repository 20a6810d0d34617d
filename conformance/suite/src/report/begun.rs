//! The first line of an event log: what was requested, and the subjects to ask.

use serde::Serialize;

use crate::outcome::SubjectOutcome;
use crate::selection::{Pace, Selection};

/// The version of the log's format.
pub const FORMAT: u32 = 2;

/// The first line: what was requested, and the subjects to ask.
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

/// When fuzzing stops.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// After this many judged cases.
    Cases(u64),
    /// After this many seconds.
    Seconds(u64),
    /// After this many seconds without a new finding.
    QuietSeconds(u64),
}

/// A subject of the plan.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Planned {
    /// Its name.
    pub subject: String,
    /// The version of the library behind it; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Its name in the command that reproduces a failure.
    pub origin: String,
    /// The arguments that follow that command.
    pub suffix: String,
    /// In a shard: a digest of the subject's claims; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub claim: String,
    /// In a shard: a digest of the subject's files; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub files: String,
}

impl<'a> Begun<'a> {
    /// The first line of a run.
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

    /// The first line of fuzzing, which has no budget and no sweep.
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
    /// The plan's entry for the subject of this outcome.
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
