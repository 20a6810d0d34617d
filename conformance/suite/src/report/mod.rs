//! Reports on a run, for people and for machines. They depend on outcomes only and run nothing.

mod begun;
mod causes;
mod events;
mod log;
pub mod overview;
pub(crate) mod pieces;
pub mod summary;
pub mod text;
pub(crate) mod texts;

use std::io;

use crate::check::{Case, regressions};
use crate::outcome::{Finding, SubjectOutcome, Totals};
use crate::selection::Selection;
use crate::spec;

pub use crate::outcome::Outcome;
pub use begun::{Begun, FORMAT, Limit, Planned};
pub use log::EventLog;

/// The JSON schema of the lines of the event log. `EVENTS.md` describes them in words.
pub const EVENTS_SCHEMA: &str = include_str!("events.schema.json");

/// The longest argument in a reproducing command, in bytes. Linux allows 128 KiB.
pub(crate) const LONGEST_ARGUMENT: usize = 100 << 10;

/// The report of a run.
#[non_exhaustive]
pub struct Report {
    /// What was run.
    pub selection: Selection,
    /// The outcome of each subject.
    pub subjects: Vec<SubjectOutcome>,
    /// How many known failures may be open: their cause is not understood yet.
    pub allow_open: u64,
}

/// The command that reproduces a finding's smallest case. `origin`: the subject's name in commands,
/// and the arguments that follow.
pub fn again(origin: &(String, String), finding: &Finding) -> String {
    let is_planned = finding.inputs.contains(&finding.case.input);
    let longest = if is_planned { text::LONGEST_SHOWN } else { LONGEST_ARGUMENT };
    repeating(origin, &finding.case, longest)
}

/// The same for a case that may or may not be planned.
pub fn again_case(origin: &(String, String), case: &Case) -> String {
    repeating(origin, case, LONGEST_ARGUMENT)
}

fn repeating((name, suffix): &(String, String), case: &Case, longest: usize) -> String {
    // A leading hyphen could be taken for an option.
    let mark = if case.calendar.starts_with('-') { "id=" } else { "" };
    let calendar = format!("{mark}{}", crate::escape::word(&case.calendar));
    let input = crate::escape::word(&case.input.to_string());
    let input = if input.len() > longest { case.digest() } else { input };
    format!("calproof replay {name} {} {calendar} {input}{suffix}", case.check.id)
}

impl SubjectOutcome {
    /// The command that reproduces a finding's smallest case.
    pub fn again(&self, finding: &Finding) -> String {
        again(&self.origin, finding)
    }
}

impl Report {
    /// An empty report for this selection. Subjects are added as they finish.
    pub fn new(selection: Selection) -> Report {
        Report { selection, subjects: Vec::new(), allow_open: 0 }
    }

    /// Leaves out the subjects that the selection has nothing to ask, unless that is all of them.
    /// Not for subjects that were named explicitly: their user expects to hear of them.
    pub fn leave_out_idle(&mut self) {
        if self.subjects.iter().all(SubjectOutcome::is_idle) {
            return;
        }
        for subject in self.subjects.iter_mut().filter(|subject| subject.is_idle()) {
            subject.left_out = true;
        }
    }

    /// The number of planned verdicts, and their statuses.
    pub fn totals(&self) -> Totals {
        self.subjects.iter().map(SubjectOutcome::totals).sum()
    }

    /// How many known failures are open.
    pub fn open(&self) -> u64 {
        self.subjects.iter().map(|subject| subject.known.open.len() as u64).sum()
    }

    /// What the run comes to: a proven failure of any subject or too many that are open, else what could
    /// not be told. A file of the corpora that cannot be read could have told something.
    pub fn outcome(&self) -> Outcome {
        let is_unreadable =
            !regressions::all().unreadable.is_empty() || spec::unreadable().next().is_some();
        let corpora = if is_unreadable { Outcome::Inconclusive } else { Outcome::Conforms };
        let outcomes = self.subjects.iter().map(SubjectOutcome::outcome);
        let open = if self.open() > self.allow_open { Outcome::Fails } else { Outcome::Conforms };
        outcomes.reduce(Outcome::and).unwrap_or(Outcome::Inconclusive).and(corpora).and(open)
    }

    /// Everything but the overview, as text: skipped checks, departures, known failures, each
    /// failure with its conversation, and the conclusion. Safe to print.
    pub fn text(&self) -> String {
        format!("{}\n{}", text::details(self), text::conclusion(self))
    }

    /// Writes the event log: one JSON object per line, without times and paths. The same answers
    /// give the same log. `conformance/EVENTS.md` describes the lines.
    pub fn write_events(&self, out: &mut dyn io::Write) -> io::Result<()> {
        log::write(self, out)
    }
}

#[cfg(test)]
mod tests;
