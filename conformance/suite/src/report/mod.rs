//! What a run found, for people and for machines. It knows what came of a run, and runs nothing.

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

/// What a line of the event log may be, as a JSON schema. `EVENTS.md` says it in words.
pub const EVENTS_SCHEMA: &str = include_str!("events.schema.json");

/// How long a word of a command can be, in bytes. Linux takes 128 KiB.
pub(crate) const LONGEST_ARGUMENT: usize = 100 << 10;

/// All that came of a run.
#[non_exhaustive]
pub struct Report {
    /// What was run.
    pub selection: Selection,
    /// What came of each subject.
    pub subjects: Vec<SubjectOutcome>,
}

/// The command that repeats a finding's smallest case, of a subject that is named so in commands and
/// has this behind them.
pub fn again(origin: &(String, String), finding: &Finding) -> String {
    let is_planned = finding.inputs.contains(&finding.case.input);
    let longest = if is_planned { text::LONGEST_SHOWN } else { LONGEST_ARGUMENT };
    repeating(origin, &finding.case, longest)
}

/// The same of a case of which nobody knows whether it is planned.
pub fn again_case(origin: &(String, String), case: &Case) -> String {
    repeating(origin, case, LONGEST_ARGUMENT)
}

fn repeating((name, suffix): &(String, String), case: &Case, longest: usize) -> String {
    // What begins with a hyphen could be taken for an option.
    let mark = if case.calendar.starts_with('-') { "id=" } else { "" };
    let calendar = format!("{mark}{}", crate::escape::word(&case.calendar));
    let input = crate::escape::word(&case.input.to_string());
    let input = if input.len() > longest { case.digest() } else { input };
    format!("calproof replay {name} {} {calendar} {input}{suffix}", case.check.id)
}

impl SubjectOutcome {
    /// The command that repeats a finding's smallest case.
    pub fn again(&self, finding: &Finding) -> String {
        again(&self.origin, finding)
    }
}

impl Report {
    /// A report of this selection, to which subjects are added as they are done.
    pub fn new(selection: Selection) -> Report {
        Report { selection, subjects: Vec::new() }
    }

    /// Leaves out the subjects that the selection has nothing to ask, unless that is all of them.
    /// For subjects that nobody named: who names one wants to hear of it.
    pub fn leave_out_idle(&mut self) {
        if self.subjects.iter().all(SubjectOutcome::is_idle) {
            return;
        }
        for subject in self.subjects.iter_mut().filter(|subject| subject.is_idle()) {
            subject.left_out = true;
        }
    }

    /// How many verdicts were planned, and what became of them.
    pub fn totals(&self) -> Totals {
        self.subjects.iter().map(SubjectOutcome::totals).sum()
    }

    /// What the run comes to: a proven failure of any subject, else what could not be told. A file of
    /// the corpora that cannot be read could have told something.
    pub fn outcome(&self) -> Outcome {
        let is_unreadable =
            !regressions::all().unreadable.is_empty() || !spec::unreadable().is_empty();
        let corpora = if is_unreadable { Outcome::Inconclusive } else { Outcome::Conforms };
        let outcomes = self.subjects.iter().map(SubjectOutcome::outcome);
        outcomes.reduce(Outcome::and).unwrap_or(Outcome::Inconclusive).and(corpora)
    }

    /// Everything but the overview, for a person: what was not asked, what departs, what is known,
    /// each failure as a conversation, and last what it all comes to. Safe to print.
    pub fn text(&self) -> String {
        format!("{}\n{}", text::details(self), text::conclusion(self))
    }

    /// Writes the event log: one JSON object a line, without times and paths, the same for the same
    /// answers. `conformance/EVENTS.md` says what the lines mean.
    pub fn write_events(&self, out: &mut dyn io::Write) -> io::Result<()> {
        log::write(self, out)
    }
}

#[cfg(test)]
mod tests;
