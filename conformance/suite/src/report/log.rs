//! The event log, written during the run, so that it contains all finished parts even if the run is
//! interrupted.

use std::io::{self, Write};
use std::mem;

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::check::Case;
use crate::check::regressions;
use crate::escape;
use crate::outcome::{Advisory, Finding, Outcome, Sink, SubjectOutcome, Totals};
use crate::report::Report;
use crate::report::begun::{Begun, Planned};
use crate::report::events::{
    Event, FindingLine, Whole, block_event, calendar_event, check_event, regression_event,
};
use crate::signature::Signature;
use crate::spec;
use crate::subject::Unsteady;

/// Writes the log of a finished run.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let subjects: Vec<Planned> = report.subjects.iter().map(Planned::of).collect();
    let mut log = EventLog::begin(out, &Begun::run(&report.selection, &subjects));
    log.add_unreadable_corpora();
    for subject in &report.subjects {
        log.subject_done(subject);
    }
    log.end(&report.totals(), None, report.outcome())
}

/// An event log that is being written. Each group of lines is written and flushed as soon as it is
/// available. After the first write error nothing more is written; `failure` and `end` return the
/// error.
pub struct EventLog<W: Write> {
    out: W,
    /// The names of the subjects in commands, with the arguments that follow, in the order of the
    /// plan.
    origins: Vec<(String, String)>,
    /// Whether the log is of one shard.
    is_shard: bool,
    /// The number of finished subjects.
    done: usize,
    /// The number of their verdicts that other shards have.
    elsewhere: u64,
    /// The state of the current subject.
    current: Current,
    /// Whether to leave out subjects without questions, unless no subject has any.
    leaves_out_idle: bool,
    /// The subjects without questions so far, kept until some subject is asked.
    idle: Vec<Idle>,
    /// Whether any subject has been asked.
    is_busy: bool,
    failure: Option<io::Error>,
}

/// What has been written of a subject.
#[derive(Default)]
struct Current {
    has_begun: bool,
    has_regressions: bool,
    calendars: usize,
    /// Lines held back until the subject's first line, which says whether it was asked anything.
    waiting: Vec<u8>,
}

/// The fields of a subject's first line, which says whether it is left out, and the lines after it.
struct Idle {
    subject: String,
    version: String,
    trouble: Option<String>,
    lines: Vec<u8>,
}

impl<W: Write> EventLog<W> {
    /// Begins a log by writing its first line.
    pub fn begin(out: W, begun: &Begun<'_>) -> EventLog<W> {
        let origin = |planned: &Planned| (planned.origin.clone(), planned.suffix.clone());
        let mut log = EventLog {
            out,
            origins: begun.subjects.iter().map(origin).collect(),
            is_shard: begun.shard.is_some(),
            done: 0,
            elsewhere: 0,
            current: Current::default(),
            leaves_out_idle: false,
            idle: Vec::new(),
            is_busy: false,
            failure: None,
        };
        log.add(&Event::Begun(begun));
        log
    }

    /// Reports the files of the corpora that cannot be read.
    pub fn add_unreadable_corpora(&mut self) {
        for error in spec::unreadable() {
            self.add(&Event::VectorsBroken { why: error.to_string() });
        }
        for error in &regressions::all().unreadable {
            self.add(&Event::RegressionBroken { why: error.to_string() });
        }
    }

    /// From now on, leaves out subjects without questions, unless no subject has any.
    pub fn leave_out_idle(&mut self) {
        self.leaves_out_idle = true;
    }

    /// Adds a finding of fuzzing, with the first case that had it.
    pub fn add_found(
        &mut self,
        signature: &Signature,
        known: Option<&str>,
        finding: &Finding,
        first: &Case,
    ) {
        let origin = self.origins.first().cloned().unwrap_or_default();
        let found = FindingLine::of_fuzzing(&origin, signature, known, finding, first);
        self.add(&Event::Finding(found));
    }

    /// The write error after which nothing more was written; `None` if there was none.
    pub fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    /// The same, consuming the log.
    pub fn into_failure(self) -> Option<io::Error> {
        self.failure
    }

    /// Ends the log. `stopped`: why fuzzing stopped.
    ///
    /// # Errors
    ///
    /// The first write error, from this call or an earlier one.
    pub fn end(
        mut self,
        totals: &Totals,
        stopped: Option<&str>,
        outcome: Outcome,
    ) -> io::Result<()> {
        self.write_idle(false);
        self.add(&Event::Whole(Whole::of(totals, self.elsewhere, stopped, outcome)));
        self.failure.map_or(Ok(()), Err)
    }

    fn add(&mut self, event: &Event<'_>) {
        let mut lines = Vec::new();
        push(&mut lines, event);
        self.write(&lines);
    }

    fn write(&mut self, lines: &[u8]) {
        if self.failure.is_none() {
            self.failure = self.out.write_all(lines).and_then(|()| self.out.flush()).err();
        }
    }

    /// Writes the subjects without questions.
    fn write_idle(&mut self, left_out: bool) {
        for Idle { subject, version, trouble, lines } in mem::take(&mut self.idle) {
            let trouble = trouble.as_deref();
            self.add(&Event::Subject { subject: &subject, version: &version, trouble, left_out });
            self.write(&lines);
        }
    }

    /// Appends what is new of the subject to the lines held back for its first line.
    fn gather(&mut self, outcome: &SubjectOutcome) {
        let origin = self.origins.get(self.done).unwrap_or(&outcome.origin);
        let subject = outcome.name.as_str();
        let Current { has_regressions, calendars, waiting, .. } = &mut self.current;
        for replayed in outcome.regressions.iter().filter(|_| !*has_regressions) {
            push(waiting, &regression_event(subject, replayed));
            if let Some(finding) = replayed.finding() {
                let known = outcome.excuse_replayed(replayed);
                push(
                    waiting,
                    &Event::Finding(FindingLine::of_run(subject, origin, known, finding)),
                );
            }
        }
        *has_regressions = true;
        for (place, calendar) in outcome.calendars.iter().enumerate().skip(*calendars) {
            push(waiting, &calendar_event(subject, calendar));
            for block in &calendar.blocks {
                push(waiting, &block_event(subject, calendar, block));
            }
            for check in &calendar.checks {
                push(waiting, &check_event(subject, calendar, check, self.is_shard));
                for finding in &check.findings {
                    let known = outcome.excuse(place, finding);
                    push(
                        waiting,
                        &Event::Finding(FindingLine::of_run(subject, origin, known, finding)),
                    );
                }
            }
        }
        *calendars = outcome.calendars.len();
    }

    /// Writes the subject's first line, if that is still missing, and the lines held back.
    fn write_waiting(&mut self, outcome: &SubjectOutcome, left_out: bool) {
        let mut lines = Vec::new();
        if !mem::replace(&mut self.current.has_begun, true) {
            let SubjectOutcome { name: subject, version, trouble, .. } = outcome;
            let trouble = trouble.as_deref();
            push(&mut lines, &Event::Subject { subject, version, trouble, left_out });
        }
        lines.append(&mut self.current.waiting);
        self.write(&lines);
    }

    fn note_busy(&mut self) {
        self.is_busy = true;
        self.write_idle(true);
    }
}

impl<W: Write> Sink for EventLog<W> {
    fn part_done(&mut self, so_far: &SubjectOutcome) {
        self.gather(so_far);
        // A subject that was asked anything is never left out, and has no trouble.
        if !so_far.is_idle() {
            self.note_busy();
            self.write_waiting(so_far, so_far.left_out);
        }
    }

    fn subject_done(&mut self, outcome: &SubjectOutcome) {
        self.gather(outcome);
        for why in &outcome.known.stale {
            push(
                &mut self.current.waiting,
                &Event::KnownFailureBroken { subject: &outcome.name, why },
            );
        }
        for why in &outcome.known.open {
            let event = Event::KnownFailureOpen { subject: &outcome.name, why };
            push(&mut self.current.waiting, &event);
        }
        for Advisory { calendar, weakness, what, case } in &outcome.advisories {
            let (subject, weakness) = (outcome.name.as_str(), *weakness);
            let event = Event::Advisory { subject, calendar, weakness, what, case };
            push(&mut self.current.waiting, &event);
        }
        if let Some(Unsteady { count, first: (asked, answered) }) = &outcome.unsteady {
            let first = (asked.as_str(), answered.as_str());
            let event = Event::Unsteady { subject: &outcome.name, count: *count, first };
            push(&mut self.current.waiting, &event);
        }
        let is_idle = outcome.is_idle();
        if !is_idle {
            self.note_busy();
        }
        if is_idle && self.leaves_out_idle && !self.is_busy {
            self.idle.push(Idle {
                subject: outcome.name.clone(),
                version: outcome.version.clone(),
                trouble: outcome.trouble.clone(),
                lines: mem::take(&mut self.current.waiting),
            });
        } else {
            let left_out = outcome.left_out || (is_idle && self.leaves_out_idle);
            self.write_waiting(outcome, left_out);
        }
        self.current = Current::default();
        self.done += 1;
        self.elsewhere += outcome.elsewhere();
    }
}

/// A formatter for JSON that is safe to print: characters that would act on a terminal are escaped.
struct Shown;

impl Formatter for Shown {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        if fragment.contains(escape::acts) {
            return out.write_all(escape::json(fragment).as_bytes());
        }
        out.write_all(fragment.as_bytes())
    }
}

/// Appends a line. It cannot fail, since it writes to memory and all keys of events are text.
fn push(lines: &mut Vec<u8>, event: &Event<'_>) {
    let mut out = serde_json::Serializer::with_formatter(&mut *lines, Shown);
    let _ = event.serialize(&mut out);
    lines.push(b'\n');
}
