//! The event log: one JSON object a line, from which every other form of a report can be made.
//! The walk is logged in blocks, never a line a day. It holds no time and no path.

use std::collections::BTreeMap;
use std::io::{self, Write};

use calproof_registry::DayRange;
use serde::Serialize;

use crate::check::regressions;
use crate::report::{Report, SubjectReport};
use crate::run::{BlockResult, CalendarOutcome, Came, CheckOutcome, Finding, Replayed};
use crate::spec;
use crate::verdict::Status;

/// The version of the log's format.
pub const FORMAT: u32 = 1;

type Counts = BTreeMap<&'static str, u64>;

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Event<'a> {
    Run {
        format: u32,
        calproof: &'a str,
        budget: &'a str,
        seed: u64,
        only: &'a [String],
        skip: &'a [String],
        calendars: &'a [String],
    },
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
        range: Option<(i64, i64)>,
        walked: Option<(i64, i64)>,
    },
    Block {
        subject: &'a str,
        calendar: &'a str,
        days: (i64, i64),
        checks: BTreeMap<&'a str, Counts>,
    },
    Check {
        subject: &'a str,
        calendar: &'a str,
        check: &'a str,
        planned: u64,
        counts: Counts,
        #[serde(skip_serializing_if = "Option::is_none")]
        not_asked: Option<&'a str>,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        unsupported: &'a BTreeMap<String, u64>,
    },
    Finding {
        id: String,
        subject: &'a str,
        signature: String,
        status: &'a str,
        case: String,
        why: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        authority: Option<&'a str>,
        talk: &'a [(String, String)],
        runs: Vec<(i64, i64)>,
        inputs: Vec<String>,
        generated: Vec<String>,
        count: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        known: Option<&'a str>,
        again: String,
    },
    KnownFailureBroken {
        subject: &'a str,
        why: &'a str,
    },
    End {
        planned: u64,
        lost: u64,
        outcome: u8,
    },
}

/// Writes the log.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let selection = &report.selection;
    line(
        out,
        &Event::Run {
            format: FORMAT,
            calproof: env!("CARGO_PKG_VERSION"),
            budget: selection.budget.name(),
            seed: selection.seed,
            only: &selection.only,
            skip: &selection.skip,
            calendars: &selection.calendars,
        },
    )?;
    for error in spec::broken() {
        line(out, &Event::VectorsBroken { why: error.to_string() })?;
    }
    for error in &regressions::all().broken {
        line(out, &Event::RegressionBroken { why: error.to_string() })?;
    }
    let (mut planned, mut lost) = (0, 0);
    for subject in &report.subjects {
        write_subject(subject, out)?;
        let ledger = subject.ledger();
        (planned, lost) = (planned + ledger.0, lost + ledger.1);
    }
    line(out, &Event::End { planned, lost, outcome: report.outcome() as u8 })
}

fn write_subject(report: &SubjectReport, out: &mut dyn Write) -> io::Result<()> {
    let subject = report.name.as_str();
    let trouble = report.trouble.as_deref();
    let left_out = report.left_out;
    line(out, &Event::Subject { subject, version: &report.version, trouble, left_out })?;
    for replayed in &report.regressions {
        line(out, &regression_event(subject, replayed))?;
        if let Some(finding) = replayed.finding() {
            line(out, &finding_event(report, report.excuse_replayed(replayed), finding))?;
        }
    }
    for (place, calendar) in report.calendars.iter().enumerate() {
        line(
            out,
            &Event::Calendar {
                subject,
                calendar: &calendar.claim.id,
                rule: &calendar.claim.rule,
                range: calendar.claim.range.map(ends),
                walked: calendar.walked.map(ends),
            },
        )?;
        for block in &calendar.blocks {
            line(out, &block_event(subject, calendar, block))?;
        }
        for check in &calendar.checks {
            line(out, &check_event(subject, calendar, check))?;
            for finding in &check.findings {
                line(out, &finding_event(report, report.excuse(place, finding), finding))?;
            }
        }
    }
    for why in &report.known.broken {
        line(out, &Event::KnownFailureBroken { subject, why })?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, event: &Event<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, event)?;
    out.write_all(b"\n")
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn ends(range: DayRange) -> (i64, i64) {
    (range.first.0, range.last.0)
}

fn named(counts: &BTreeMap<Status, u64>) -> Counts {
    counts.iter().map(|(status, count)| (status.name(), *count)).collect()
}

fn block_event<'a>(
    subject: &'a str,
    calendar: &'a CalendarOutcome,
    block: &'a BlockResult,
) -> Event<'a> {
    let counts = block.counts.iter().map(named);
    let checks = calendar.swept.iter().map(|check| check.id).zip(counts).collect();
    Event::Block { subject, calendar: &calendar.claim.id, days: ends(block.days), checks }
}

fn check_event<'a>(
    subject: &'a str,
    calendar: &'a CalendarOutcome,
    check: &'a CheckOutcome,
) -> Event<'a> {
    Event::Check {
        subject,
        calendar: &calendar.claim.id,
        check: check.check.id,
        planned: check.planned,
        counts: named(&check.counts),
        not_asked: check.not_asked.as_deref(),
        unsupported: &check.unsupported,
    }
}

fn regression_event<'a>(subject: &'a str, replayed: &'a Replayed) -> Event<'a> {
    let status = replayed.status();
    let (not_asked, unsupported) = match &replayed.came {
        Came::NotAsked(why) => (Some(why.as_str()), None),
        Came::Unsupported(why) => (None, Some(why.as_str())),
        Came::Passed | Came::Found(_) => (None, None),
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

fn finding_event<'a>(
    report: &'a SubjectReport,
    known: Option<&'a str>,
    finding: &'a Finding,
) -> Event<'a> {
    let texts = |inputs: &[crate::case::Input]| inputs.iter().map(ToString::to_string).collect();
    Event::Finding {
        id: finding.case.id(),
        subject: &report.name,
        signature: finding.signature().to_string(),
        status: finding.status.name(),
        case: finding.case.to_toml(),
        why: &finding.objection.why,
        authority: finding.objection.authority.as_deref(),
        talk: &finding.transcript,
        runs: finding.runs.iter().map(|run| (run.first.0, run.last.0)).collect(),
        inputs: texts(&finding.inputs),
        generated: texts(&finding.generated),
        count: finding.count(),
        known,
        again: report.again(finding),
    }
}
