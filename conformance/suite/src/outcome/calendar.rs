//! What came of a calendar: of each check, and of each block of days that were walked.

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

/// All that came of one calendar of a subject.
#[non_exhaustive]
pub struct CalendarOutcome {
    /// What the subject says of the calendar.
    pub claim: Claim,
    /// How finely it was asked.
    pub level: Level,
    /// The days between which the sweep went: every one of them at the exhaustive level.
    pub walked: Option<DayRange>,
    /// Block by block, what the walk found; the counts are those of `swept`.
    pub blocks: Vec<BlockResult>,
    /// The checks whose counts a block holds, in its order.
    pub swept: Vec<&'static Check>,
    /// What came of each check that was selected.
    pub checks: Vec<CheckOutcome>,
    /// Why too little was compared with the reference to call the calendar conforming; `None` if
    /// enough was, or if there is no reference.
    pub inconclusive: Option<String>,
    /// Whether no reference has the declared rule, so that laws alone were held against it.
    pub laws_only: bool,
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
    /// How many more are planned in other shards.
    pub elsewhere: u64,
    /// How many verdicts have which status.
    pub counts: BTreeMap<Status, u64>,
    /// Why some cases could not be judged or compared, and how many for each reason.
    pub unsupported: BTreeMap<String, u64>,
    /// What is not a pass, one for each status.
    pub findings: Vec<Finding>,
    /// Digests of the programs that passed, where not all were asked.
    pub passed: BTreeSet<String>,
    /// The number of verdicts up to the first that fails, in this order: planned cases, generated
    /// ones, days of the walk. Of days that were not all asked, their greatest possible number.
    pub first_failure: Option<u64>,
}

/// What speaks against a subject: one check, one calendar, one status; its smallest case and all
/// places.
#[non_exhaustive]
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
    /// Of a shard: what is needed to make one finding of those of all shards.
    pub(crate) piece: Option<Box<Piece>>,
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
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BlockResult {
    /// The first and the last day of the block.
    pub days: DayRange,
    /// How many of them were asked: all, at the exhaustive level.
    pub asked: u64,
    /// How many days have which status, for each check.
    pub counts: Vec<BTreeMap<Status, u64>>,
    /// Where the status is not *pass*, for each check.
    pub runs: Vec<Vec<DayRun>>,
    /// Why days could not be judged or compared, and how many for each reason, for each check.
    pub unjudged: Vec<BTreeMap<String, u64>>,
    /// What was answered on the day nearest to the epoch that has each status, for each check.
    pub first_answers: Vec<BTreeMap<Status, FirstAnswer>>,
}

/// What was answered when a case was judged first: a subject may answer otherwise when it is asked
/// again.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FirstAnswer {
    /// The case's input.
    pub input: Input,
    /// What there is to object to.
    pub objection: Objection,
    /// The conversation.
    pub transcript: Vec<(String, String)>,
}

impl FirstAnswer {
    /// What was answered in this conversation, and what there is to object to.
    pub fn new(
        input: Input,
        objection: Objection,
        transcript: &[(Query, Observation)],
    ) -> FirstAnswer {
        let transcript = spoken(transcript);
        FirstAnswer { input, objection, transcript }
    }

    /// Keeps the simpler of the two.
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
    /// Nothing so far.
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

    /// Counts the verdicts on a block, in which the check has this index.
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

    /// By how many verdicts the ledger does not balance: planned and never resolved, or the other
    /// way round.
    pub fn unbalanced(&self) -> u64 {
        self.planned.abs_diff(self.counts.values().sum())
    }

    /// How many verdicts are lost, for whatever reason.
    pub fn lost(&self) -> u64 {
        self.unbalanced() + self.counts.get(&Status::Lost).copied().unwrap_or_default()
    }
}

impl Finding {
    /// What is to be objected to in this case, of which no more is known.
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
