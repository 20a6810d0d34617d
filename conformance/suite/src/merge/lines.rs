//! The lines of a shard's log as they are read to be merged. What is there for other readers is passed
//! over.
#![expect(clippy::struct_field_names, reason = "they are the keys of the log")]

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::report::pieces::PieceLine;
use crate::verdict::Status;

/// How many verdicts have which status, by its name.
type Counts = BTreeMap<String, u64>;

/// A line.
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
    pub(super) subject: String,
    #[serde(default)]
    pub(super) version: String,
    pub(super) origin: String,
    pub(super) suffix: String,
    #[serde(default)]
    pub(super) claim: String,
    #[serde(default)]
    pub(super) files: String,
}

/// The line with which a subject begins.
#[derive(Deserialize)]
pub(super) struct Subject {
    pub(super) subject: String,
    pub(super) version: String,
    pub(super) trouble: Option<String>,
    #[serde(default)]
    pub(super) left_out: bool,
}

#[derive(Deserialize)]
pub(super) struct Regression {
    pub(super) regression: String,
    pub(super) id: String,
    counts: Counts,
    pub(super) not_asked: Option<String>,
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
    pub(super) not_asked: Option<String>,
    #[serde(default)]
    pub(super) unsupported: BTreeMap<String, u64>,
    #[serde(default)]
    pub(super) passed: BTreeSet<String>,
}

#[derive(Deserialize)]
pub(super) struct Finding {
    pub(super) signature: String,
    pub(super) status: String,
    pub(super) case: String,
    pub(super) why: String,
    pub(super) authority: Option<String>,
    pub(super) talk: Vec<(String, String)>,
    pub(super) runs: Vec<(i64, i64)>,
    pub(super) inputs: Vec<String>,
    pub(super) generated: Vec<String>,
    pub(super) shard: Option<PieceLine>,
}

#[derive(Deserialize)]
pub(super) struct Unsteady {
    pub(super) count: u64,
    pub(super) first: (String, String),
}

#[derive(Deserialize)]
pub(super) struct Whole {
    pub(super) planned: u64,
    #[serde(default)]
    pub(super) elsewhere: u64,
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
    /// The counts of each check, by its id.
    pub(super) fn counts(&self) -> Result<Vec<BTreeMap<Status, u64>>, String> {
        self.checks.values().map(by_status).collect()
    }
}

pub(super) fn status(name: &str) -> Result<Status, String> {
    Status::from_name(name).ok_or_else(|| format!("`{}` is no status", crate::escape::line(name)))
}

fn by_status(counts: &Counts) -> Result<BTreeMap<Status, u64>, String> {
    counts.iter().map(|(name, count)| Ok((status(name)?, *count))).collect()
}
