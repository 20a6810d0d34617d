//! What came of a calendar: of each check, and of each block of days that were walked.

use std::collections::BTreeMap;

use calproof_registry::{DayRange, RataDie};

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::Case;
use crate::check::Check;
use crate::claim::Claim;
use crate::signature::Signature;
use crate::verdict::{Objection, Status};

/// All that came of one calendar of a subject.
pub struct CalendarOutcome {
    /// What the subject says of the calendar.
    pub claim: Claim,
    /// The days that were walked one by one.
    pub walked: Option<DayRange>,
    /// Block by block, what the walk found; the counts are those of `swept`.
    pub blocks: Vec<BlockResult>,
    /// The checks whose counts a block holds, in its order.
    pub swept: Vec<&'static Check>,
    /// What came of each check that was selected.
    pub checks: Vec<CheckOutcome>,
}

/// All that came of one check on one calendar.
#[non_exhaustive]
pub struct CheckOutcome {
    /// The check.
    pub check: &'static Check,
    /// Why it was not asked at all.
    pub not_asked: Option<String>,
    /// How many verdicts were planned: a case each, and a day each of the walk.
    pub planned: u64,
    /// How many verdicts have which status.
    pub counts: BTreeMap<Status, u64>,
    /// Why some cases could not be judged, and how many for each reason.
    pub unsupported: BTreeMap<String, u64>,
    /// What is not a pass, one for each status.
    pub findings: Vec<Finding>,
}

/// What speaks against a subject: one check, one calendar, one status; its smallest case and all
/// places.
pub struct Finding {
    /// Its status.
    pub status: Status,
    /// The smallest case.
    pub case: Case,
    /// What there is to object to in that case.
    pub objection: Objection,
    /// The edge at which that case stands.
    pub boundary: Boundary,
    /// The conversation of that case.
    pub transcript: Vec<(String, String)>,
    /// Where the walk found it.
    pub runs: Vec<DayRun>,
    /// The planned cases that have it.
    pub inputs: Vec<Input>,
    /// The generated cases that have it.
    pub generated: Vec<Input>,
}

/// Days that follow one another and have one status other than *pass*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DayRun {
    /// The first day.
    pub first: RataDie,
    /// The last day.
    pub last: RataDie,
    /// Their status.
    pub status: Status,
}

/// What came of a block: for each check, in the order given, how often which status, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BlockResult {
    /// The days of the block.
    pub days: DayRange,
    /// How many days have which status, for each check.
    pub counts: Vec<BTreeMap<Status, u64>>,
    /// Where the status is not *pass*, for each check.
    pub runs: Vec<Vec<DayRun>>,
}

impl CheckOutcome {
    /// By how many verdicts the ledger does not balance: planned and never resolved, or the other
    /// way round.
    pub fn lost(&self) -> u64 {
        self.planned.abs_diff(self.counts.values().sum())
    }
}

impl Finding {
    /// By what it is known from others.
    pub fn signature(&self) -> Signature {
        Signature::at(self.boundary, &self.case, &self.objection, &self.transcript)
    }

    /// How many verdicts there are that do not depend on the seed.
    pub fn count(&self) -> u64 {
        let days: i64 = self.runs.iter().map(|run| run.last.0 - run.first.0 + 1).sum();
        days as u64 + self.inputs.len() as u64
    }
}
