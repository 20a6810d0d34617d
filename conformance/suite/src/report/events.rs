//! The lines of the event log, one JSON object each. `conformance/EVENTS.md` describes their
//! meaning, and `events.schema.json` their form. The sweep is logged in blocks, never one line per
//! day. No line contains a time, or a path that was not given as part of a command.

use std::collections::{BTreeMap, BTreeSet};

use calproof_registry::DayRange;
use serde::Serialize;

use crate::check::Case;
use crate::outcome::{
    BlockResult, CalendarOutcome, CheckOutcome, Finding, Outcome, ReplayOutcome, Replayed, Totals,
};
use crate::report::again;
use crate::report::begun::Begun;
use crate::report::pieces::PieceLine;
use crate::signature::Signature;
use crate::verdict::Status;

type Counts = BTreeMap<&'static str, u64>;

/// A line.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(super) enum Event<'a> {
    Begun(&'a Begun<'a>),
    Subject {
        subject: &'a str,
        version: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        trouble: Option<&'a str>,
        #[serde(skip_serializing_if = "is_false")]
        left_out: bool,
    },
    Regression {
        subject: &'a str,
        regression: &'a str,
        id: String,
        planned: u64,
        counts: Counts,
        #[serde(skip_serializing_if = "Option::is_none")]
        not_asked: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        unsupported: Option<&'a str>,
    },
    RegressionBroken {
        why: String,
    },
    VectorsBroken {
        why: String,
    },
    Calendar {
        subject: &'a str,
        calendar: &'a str,
        rule: &'a str,
        level: u8,
        range: Option<(i64, i64)>,
        walked: Option<(i64, i64)>,
        #[serde(skip_serializing_if = "is_false")]
        laws_only: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        inconclusive: Option<&'a str>,
    },
    Block {
        subject: &'a str,
        calendar: &'a str,
        days: (i64, i64),
        #[serde(skip_serializing_if = "Option::is_none")]
        asked: Option<u64>,
        checks: BTreeMap<&'a str, Counts>,
    },
    Check {
        subject: &'a str,
        calendar: &'a str,
        check: &'a str,
        planned: u64,
        /// How many more verdicts other shards have.
        #[serde(skip_serializing_if = "is_none")]
        elsewhere: u64,
        counts: Counts,
        #[serde(skip_serializing_if = "Option::is_none")]
        not_asked: Option<&'a str>,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        unsupported: &'a BTreeMap<String, u64>,
        /// In a shard: the digests of the programs that passed.
        #[serde(skip_serializing_if = "Option::is_none")]
        passed: Option<&'a BTreeSet<String>>,
    },
    Finding(FindingLine<'a>),
    KnownFailureBroken {
        subject: &'a str,
        why: &'a str,
    },
    KnownFailureOpen {
        subject: &'a str,
        why: &'a str,
    },
    Advisory {
        subject: &'a str,
        calendar: &'a str,
        weakness: u16,
        what: &'a str,
        case: &'a str,
    },
    Unsteady {
        subject: &'a str,
        count: u64,
        first: (&'a str, &'a str),
    },
    Whole(Whole<'a>),
}

/// The last line: the number of planned verdicts, and their statuses. A log without this line is of
/// a run that did not finish.
#[derive(Serialize)]
pub(super) struct Whole<'a> {
    planned: u64,
    resolved: u64,
    lost: u64,
    /// How many more verdicts other shards have.
    #[serde(skip_serializing_if = "is_none")]
    elsewhere: u64,
    counts: Counts,
    /// Why fuzzing ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<&'a str>,
    outcome: u8,
}

impl<'a> Whole<'a> {
    pub(super) fn of(
        totals: &Totals,
        elsewhere: u64,
        stopped: Option<&'a str>,
        outcome: Outcome,
    ) -> Whole<'a> {
        Whole {
            planned: totals.planned,
            resolved: totals.resolved(),
            lost: totals.lost(),
            elsewhere,
            counts: named(&totals.counts),
            stopped,
            outcome: outcome as u8,
        }
    }
}

/// A finding against a subject.
#[derive(Serialize)]
pub(super) struct FindingLine<'a> {
    id: String,
    subject: &'a str,
    signature: String,
    status: &'a str,
    case: String,
    /// The first case that fuzzing found.
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    why: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'a str>,
    talk: &'a [(String, String)],
    #[serde(flatten)]
    places: Option<Places>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shard: Option<Box<PieceLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<&'a str>,
    again: String,
}

/// The inputs with the finding's status in a run. Fuzzing only records the first case.
#[derive(Serialize)]
struct Places {
    runs: Vec<(i64, i64)>,
    inputs: Vec<String>,
    generated: Vec<String>,
    count: u64,
}

impl<'a> FindingLine<'a> {
    /// The line for a finding of a run.
    pub(super) fn of_run(
        subject: &'a str,
        origin: &(String, String),
        known: Option<&'a str>,
        finding: &'a Finding,
    ) -> FindingLine<'a> {
        let texts =
            |inputs: &[crate::case::Input]| inputs.iter().map(ToString::to_string).collect();
        let places = Places {
            runs: finding.runs.iter().map(|run| (run.first.0, run.last.0)).collect(),
            inputs: texts(&finding.inputs),
            generated: texts(&finding.generated),
            count: finding.count(),
        };
        let signature = finding.signature().to_string();
        FindingLine::new((subject, origin), signature, known, finding, Some(places))
    }

    /// The line for a finding of fuzzing, with the first case that had it.
    pub(super) fn of_fuzzing(
        origin: &'a (String, String),
        signature: &Signature,
        known: Option<&'a str>,
        finding: &'a Finding,
        first: &Case,
    ) -> FindingLine<'a> {
        let found =
            FindingLine::new((&origin.0, origin), signature.to_string(), known, finding, None);
        FindingLine { first: Some(first.to_toml()), ..found }
    }

    fn new(
        (subject, origin): (&'a str, &(String, String)),
        signature: String,
        known: Option<&'a str>,
        finding: &'a Finding,
        places: Option<Places>,
    ) -> FindingLine<'a> {
        FindingLine {
            id: finding.case.id(),
            subject,
            signature,
            status: finding.status.name(),
            case: finding.case.to_toml(),
            first: None,
            why: &finding.objection.why,
            authority: finding.objection.authority.as_deref(),
            talk: &finding.transcript,
            places,
            shard: finding.piece.as_deref().map(|piece| Box::new(PieceLine::of(piece))),
            known,
            again: again(origin, finding),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

fn ends(range: DayRange) -> (i64, i64) {
    (range.first.0, range.last.0)
}

fn named(counts: &BTreeMap<Status, u64>) -> Counts {
    counts.iter().map(|(status, count)| (status.name(), *count)).collect()
}

pub(super) fn calendar_event<'a>(subject: &'a str, outcome: &'a CalendarOutcome) -> Event<'a> {
    Event::Calendar {
        subject,
        calendar: &outcome.claim.id,
        rule: &outcome.claim.rule,
        level: outcome.level.number(),
        range: outcome.claim.range.map(ends),
        walked: outcome.walked.map(ends),
        laws_only: outcome.laws_only,
        inconclusive: outcome.inconclusive.as_deref(),
    }
}

pub(super) fn block_event<'a>(
    subject: &'a str,
    calendar: &'a CalendarOutcome,
    block: &'a BlockResult,
) -> Event<'a> {
    let counts = block.counts.iter().map(named);
    let checks = calendar.swept.iter().map(|check| check.id).zip(counts).collect();
    let (first, last) = ends(block.days);
    let asked = Some(block.asked).filter(|asked| *asked != last.abs_diff(first) + 1);
    Event::Block { subject, calendar: &calendar.claim.id, days: (first, last), asked, checks }
}

pub(super) fn check_event<'a>(
    subject: &'a str,
    calendar: &'a CalendarOutcome,
    check: &'a CheckOutcome,
    is_shard: bool,
) -> Event<'a> {
    Event::Check {
        subject,
        calendar: &calendar.claim.id,
        check: check.check.id,
        planned: check.planned,
        elsewhere: check.elsewhere,
        counts: named(&check.counts),
        not_asked: check.not_asked.as_deref(),
        unsupported: &check.unsupported,
        passed: Some(&check.passed).filter(|passed| is_shard && !passed.is_empty()),
    }
}

pub(super) fn regression_event<'a>(subject: &'a str, replayed: &'a Replayed) -> Event<'a> {
    let status = replayed.status();
    let (not_asked, unsupported) = match &replayed.outcome {
        ReplayOutcome::NotAsked(why) => (Some(why.as_str()), None),
        ReplayOutcome::Unjudged(_, why) => (None, Some(why.as_str())),
        ReplayOutcome::Passed | ReplayOutcome::Found(_) => (None, None),
    };
    Event::Regression {
        subject,
        regression: &replayed.regression.name,
        id: replayed.regression.case.id(),
        planned: u64::from(status.is_some()),
        counts: status.iter().map(|status| (status.name(), 1)).collect(),
        not_asked,
        unsupported,
    }
}
