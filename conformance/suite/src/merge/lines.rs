//! The lines of a shard's log, as `merge` reads them. Keys that only other readers need are ignored.
#![expect(clippy::struct_field_names, reason = "they are the keys of the log")]

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

pub(super) use crate::report::pieces::status;

use crate::outcome;
use crate::report::pieces::PieceLine;
use crate::report::texts::escaped;
use crate::verdict::Status;

/// Number of verdicts by status name.
type Counts = BTreeMap<String, u64>;

/// A line of the log.
#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(super) enum Line {
    Begun(Begun),
    Subject(Subject),
    Regression(Regression),
    Calendar(Calendar),
    Block(Block),
    Check(Check),
    Finding(Box<Finding>),
    Unsteady(Unsteady),
    Whole(Whole),
    RegressionBroken,
    VectorsBroken,
    KnownFailureBroken,
    KnownFailureOpen,
    Advisory(Advisory),
}

#[derive(Deserialize)]
pub(super) struct Begun {
    pub(super) format: u32,
    pub(super) calproof: String,
    pub(super) command: String,
    pub(super) budget: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) shard: Option<(u32, u32)>,
    pub(super) seed: u64,
    pub(super) only: Vec<String>,
    pub(super) skip: Vec<String>,
    pub(super) calendars: Vec<String>,
    pub(super) subjects: Vec<Planned>,
}

/// A subject of the plan.
#[derive(Clone, Deserialize)]
pub(super) struct Planned {
    #[serde(deserialize_with = "escaped")]
    pub(super) subject: String,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) version: String,
    #[serde(deserialize_with = "escaped")]
    pub(super) origin: String,
    #[serde(deserialize_with = "escaped")]
    pub(super) suffix: String,
    #[serde(default)]
    pub(super) claim: String,
    #[serde(default)]
    pub(super) files: String,
}

/// The first line of a subject.
#[derive(Deserialize)]
pub(super) struct Subject {
    #[serde(deserialize_with = "escaped")]
    pub(super) subject: String,
    #[serde(deserialize_with = "escaped")]
    pub(super) version: String,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) trouble: Option<String>,
    #[serde(default)]
    pub(super) left_out: bool,
}

#[derive(Deserialize)]
pub(super) struct Regression {
    pub(super) regression: String,
    pub(super) id: String,
    counts: Counts,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) not_asked: Option<String>,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) unsupported: Option<String>,
}

#[derive(Clone, PartialEq, Deserialize)]
pub(super) struct Calendar {
    pub(super) calendar: String,
    pub(super) rule: String,
    pub(super) level: u8,
    pub(super) range: Option<(i64, i64)>,
    #[serde(default)]
    pub(super) laws_only: bool,
}

#[derive(Deserialize)]
pub(super) struct Block {
    pub(super) days: (i64, i64),
    pub(super) asked: Option<u64>,
    pub(super) checks: BTreeMap<String, Counts>,
}

#[derive(Deserialize)]
pub(super) struct Check {
    pub(super) check: String,
    pub(super) planned: u64,
    #[serde(default)]
    pub(super) elsewhere: u64,
    counts: Counts,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) not_asked: Option<String>,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) unsupported: BTreeMap<String, u64>,
    #[serde(default)]
    pub(super) passed: BTreeSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Finding {
    pub(super) signature: String,
    pub(super) status: String,
    pub(super) case: String,
    #[serde(deserialize_with = "escaped")]
    pub(super) why: String,
    #[serde(default, deserialize_with = "escaped")]
    pub(super) authority: Option<String>,
    #[serde(deserialize_with = "escaped")]
    pub(super) talk: Vec<(String, String)>,
    pub(super) runs: Vec<(i64, i64)>,
    pub(super) inputs: Vec<String>,
    pub(super) generated: Vec<String>,
    pub(super) shard: Option<PieceLine>,
}

#[derive(Deserialize)]
pub(super) struct Unsteady {
    pub(super) count: u64,
    #[serde(deserialize_with = "escaped")]
    pub(super) first: (String, String),
}

#[derive(Clone, Deserialize)]
pub(super) struct Advisory {
    #[serde(deserialize_with = "escaped")]
    pub(super) calendar: String,
    pub(super) weakness: u16,
    #[serde(deserialize_with = "escaped")]
    pub(super) what: String,
    #[serde(deserialize_with = "escaped")]
    pub(super) case: String,
}

#[derive(Deserialize)]
pub(super) struct Whole {
    pub(super) planned: u64,
    #[serde(default)]
    pub(super) elsewhere: u64,
}

impl Advisory {
    pub(super) fn read(self) -> outcome::Advisory {
        let Advisory { calendar, weakness, what, case } = self;
        outcome::Advisory { calendar, weakness, what, case }
    }
}

impl Regression {
    pub(super) fn counts(&self) -> Result<BTreeMap<Status, u64>, String> {
        by_status(&self.counts)
    }
}

impl Check {
    pub(super) fn counts(&self) -> Result<BTreeMap<Status, u64>, String> {
        by_status(&self.counts)
    }
}

impl Block {
    /// The counts of each check, in the order of their ids.
    pub(super) fn counts(&self) -> Result<Vec<BTreeMap<Status, u64>>, String> {
        self.checks.values().map(by_status).collect()
    }
}

fn by_status(counts: &Counts) -> Result<BTreeMap<Status, u64>, String> {
    counts.iter().map(|(name, count)| Ok((status(name)?, *count))).collect()
}
