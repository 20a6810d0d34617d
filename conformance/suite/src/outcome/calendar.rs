//! The outcome of a calendar: of each check, and of each block of days in the sweep.

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::{DayRange, RataDie};

use crate::case::Input;
use crate::case::boundary::Boundary;
use crate::check::Case;
use crate::check::Check;
use crate::claim::Claim;
use crate::level::Level;
use crate::outcome::Piece;
use crate::query::{Observation, Query};
use crate::signature::Signature;
use crate::verdict::{Objection, Status};

/// The outcome of one calendar of a subject.
#[non_exhaustive]
pub struct CalendarOutcome {
    /// The subject's claim about the calendar.
    pub claim: Claim,
    /// The level at which it was asked.
    pub level: Level,
    /// The range of days of the sweep. At the exhaustive level every day in it is asked.
    pub walked: Option<DayRange>,
    /// The results of the sweep, block by block; the counts are those of the checks in `swept`.
    pub blocks: Vec<BlockResult>,
    /// The checks whose counts a block holds, in this order.
    pub swept: Vec<&'static Check>,
    /// The outcome of each selected check.
    pub checks: Vec<CheckOutcome>,
    /// Why too little was compared with the reference to call the calendar conforming. `None` if
    /// enough was compared, or if there is no reference.
    pub inconclusive: Option<String>,
    /// Whether no reference has the declared rule, so that only laws were checked.
    pub laws_only: bool,
}

/// The outcome of one check on one calendar.
#[non_exhaustive]
pub struct CheckOutcome {
    /// The check.
    pub check: &'static Check,
    /// Why the check was skipped; `None` if it was run.
    pub not_asked: Option<String>,
    /// How many verdicts were planned: one per case, and one per day of the sweep.
    pub planned: u64,
    /// How many more verdicts are planned in other shards.
    pub elsewhere: u64,
    /// The number of verdicts by status.
    pub counts: BTreeMap<Status, u64>,
    /// The reasons why cases could not be judged or compared, with the number of cases.
    pub unsupported: BTreeMap<String, u64>,
    /// One finding for each status other than *pass*.
    pub findings: Vec<Finding>,
    /// Digests of the programs that passed, if not all were asked.
    pub passed: BTreeSet<String>,
    /// The number of verdicts up to and including the first failure, in this order: planned cases,
    /// generated cases, days of the sweep. If not all days were asked, an upper bound.
    pub first_failure: Option<u64>,
}

/// A finding against a subject: one check, calendar and status, with the smallest case and all
/// inputs.
#[non_exhaustive]
pub struct Finding {
    /// Its status.
    pub status: Status,
    /// The smallest case.
    pub case: Case,
    /// The objection in that case.
    pub objection: Objection,
    /// The edge that the input of that case is near.
    pub boundary: Boundary,
    /// The conversation in that case: questions and answers.
    pub transcript: Vec<(String, String)>,
    /// The runs of days in the sweep that have this status.
    pub runs: Vec<DayRun>,
    /// The planned inputs that have this status.
    pub inputs: Vec<Input>,
    /// The generated inputs that have this status.
    pub generated: Vec<Input>,
    /// In a shard: what it takes to merge the findings of all shards into one.
    pub(crate) piece: Option<Box<Piece>>,
}

/// Consecutive days with the same status, other than *pass*.
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

/// The results of a block of days: for each check, in order, the counts and places of statuses.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BlockResult {
    /// The first and the last day of the block.
    pub days: DayRange,
    /// How many of its days were asked: all, at the exhaustive level.
    pub asked: u64,
    /// For each check, the number of days by status.
    pub counts: Vec<BTreeMap<Status, u64>>,
    /// For each check, the runs of days whose status is not *pass*.
    pub runs: Vec<Vec<DayRun>>,
    /// For each check, the reasons why days could not be judged or compared, with the number of
    /// days.
    pub unjudged: Vec<BTreeMap<String, u64>>,
    /// For each check and status, the answer on the day nearest to the epoch.
    pub first_answers: Vec<BTreeMap<Status, FirstAnswer>>,
}

/// The answer when a case was first judged. A subject may answer differently when it is asked
/// again.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FirstAnswer {
    /// The case's input.
    pub input: Input,
    /// The objection.
    pub objection: Objection,
    /// The conversation: questions and answers.
    pub transcript: Vec<(String, String)>,
}

impl FirstAnswer {
    /// Makes the answer from this conversation, with the objection to it.
    pub fn new(
        input: Input,
        objection: Objection,
        transcript: &[(Query, Observation)],
    ) -> FirstAnswer {
        let transcript = spoken(transcript);
        FirstAnswer { input, objection, transcript }
    }

    /// Stores this answer, unless the one already stored for its status is simpler.
    pub fn keep(self, answers: &mut BTreeMap<Status, FirstAnswer>) {
        let other = answers.get(&self.objection.status);
        if other.is_none_or(|other| self.input.size() < other.input.size()) {
            answers.insert(self.objection.status, self);
        }
    }
}

/// A conversation as reports show it.
pub fn spoken(transcript: &[(Query, Observation)]) -> Vec<(String, String)> {
    transcript.iter().map(|(query, answered)| (query.to_string(), answered.to_string())).collect()
}

impl CheckOutcome {
    /// An outcome without verdicts yet.
    pub(crate) fn begin(check: &'static Check, not_asked: Option<String>) -> CheckOutcome {
        CheckOutcome {
            check,
            not_asked,
            planned: 0,
            elsewhere: 0,
            counts: BTreeMap::new(),
            unsupported: BTreeMap::new(),
            findings: Vec::new(),
            passed: BTreeSet::new(),
            first_failure: None,
        }
    }

    /// Counts one more verdict.
    pub(crate) fn count(&mut self, status: Status) {
        if status.fails() && self.first_failure.is_none() {
            self.first_failure = Some(self.counts.values().sum::<u64>() + 1);
        }
        *self.counts.entry(status).or_default() += 1;
    }

    /// Counts the verdicts on a block. `index`: the check's index in the block.
    pub(crate) fn count_block(&mut self, block: &BlockResult, index: usize) {
        self.planned += block.asked;
        let failing = block.runs[index].iter().find(|run| run.status.fails());
        if let (Some(run), None) = (failing, self.first_failure) {
            let within = ((run.first.0 - block.days.first.0) as u64 + 1).min(block.asked);
            self.first_failure = Some(self.counts.values().sum::<u64>() + within);
        }
        for (status, count) in &block.counts[index] {
            *self.counts.entry(*status).or_default() += count;
        }
    }

    /// The difference between planned and resolved verdicts, whichever is larger.
    pub fn unbalanced(&self) -> u64 {
        self.planned.abs_diff(self.counts.values().sum())
    }

    /// How many verdicts are lost, for any reason.
    pub fn lost(&self) -> u64 {
        self.unbalanced() + self.counts.get(&Status::Lost).copied().unwrap_or_default()
    }
}

impl Finding {
    /// A finding for this case and objection, with nothing else known.
    pub fn new(
        case: Case,
        objection: Objection,
        boundary: Boundary,
        transcript: Vec<(String, String)>,
    ) -> Finding {
        let (status, runs) = (objection.status, Vec::new());
        let (inputs, generated) = (Vec::new(), Vec::new());
        let piece = None;
        Finding { status, case, objection, boundary, transcript, runs, inputs, generated, piece }
    }

    /// The signature by which equal failures are recognized.
    pub fn signature(&self) -> Signature {
        Signature::at(self.boundary, &self.case, &self.objection, &self.transcript)
    }

    /// The number of verdicts that do not depend on the seed.
    pub fn count(&self) -> u64 {
        let days: i64 = self.runs.iter().map(|run| run.last.0 - run.first.0 + 1).sum();
        days as u64 + self.inputs.len() as u64
    }
}
