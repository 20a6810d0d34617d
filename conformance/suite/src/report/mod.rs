//! What a run found, for people and for machines.

mod events;
pub mod overview;
pub mod text;

use crate::check::{Case, regressions};
use crate::known::{self, Judgement, KnownFailure};
use crate::run::{self, CalendarOutcome, Finding, Progress, Replayed, Selection};
use crate::spec::{self, FileError};
use crate::subject::Subject;
use crate::verdict::Status;

pub use events::FORMAT;

/// How long a word of a command can be, in bytes. Linux takes 128 KiB.
const LONGEST_ARGUMENT: usize = 100 << 10;

/// All that came of a run.
pub struct Report {
    /// What was run.
    pub selection: Selection,
    /// What came of each subject.
    pub subjects: Vec<SubjectReport>,
}

/// All that came of one subject.
pub struct SubjectReport {
    /// Its name.
    pub name: String,
    /// How it is named in the command that repeats a failure, and what stands behind that command.
    pub origin: (String, String),
    /// The version of the library behind it.
    pub version: String,
    /// What came of each regression that was selected: asked before all else.
    pub regressions: Vec<Replayed>,
    /// What came of each calendar.
    pub calendars: Vec<CalendarOutcome>,
    /// What the list of known failures says to it.
    pub known: Judgement,
    /// Why it could not be judged at all.
    pub trouble: Option<String>,
    /// Whether it was left out: nobody named it, and the selection has nothing to ask it.
    pub left_out: bool,
}

/// What a run, or a subject's part of it, comes to; as a number, the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Outcome {
    /// It conforms.
    Conforms = 0,
    /// It does not.
    Fails = 1,
    /// It could not be told.
    CannotTell = 2,
}

impl SubjectReport {
    /// Runs the selection on a subject and holds its known failures against what is found.
    pub fn of(
        subject: &dyn Subject,
        known: &[KnownFailure],
        selection: &Selection,
        progress: &dyn Progress,
    ) -> Result<SubjectReport, FileError> {
        let hello = subject.hello();
        let regressions = run::replay(subject, selection, progress)?;
        // Where nothing is asked of calendars there is nothing to show of them.
        let asked = !selection.checks_of_calendars().is_empty();
        let calendars = hello.calendars.iter().filter(|_| asked);
        let selected = calendars.filter(|claim| selection.has_calendar(&claim.id));
        // Whose vectors cannot be read is left out; the report says so, and cannot tell.
        let read = |claim| run::run_calendar(subject, claim, selection, progress).ok();
        let mut calendars: Vec<CalendarOutcome> = selected.filter_map(read).collect();
        calendars.extend(run::run_registry(subject, selection, progress));
        let replayed: Vec<&Finding> = regressions.iter().filter_map(Replayed::finding).collect();
        let known = known::judge(known, &hello.version, &calendars, &replayed, selection);
        let (name, version) = (hello.name.clone(), hello.version.clone());
        let origin = (name.clone(), String::new());
        let trouble = calendars.is_empty().then(|| "it has nothing that is selected".to_owned());
        let left_out = false;
        Ok(SubjectReport {
            name,
            origin,
            version,
            regressions,
            calendars,
            known,
            trouble,
            left_out,
        })
    }

    /// The report on a subject that could not be judged at all.
    pub fn untold(name: &str, trouble: String) -> SubjectReport {
        SubjectReport {
            name: name.to_owned(),
            origin: (name.to_owned(), String::new()),
            version: String::new(),
            regressions: Vec::new(),
            calendars: Vec::new(),
            known: Judgement::default(),
            trouble: Some(trouble),
            left_out: false,
        }
    }

    /// The command that repeats a finding's smallest case.
    pub fn again(&self, finding: &Finding) -> String {
        again(&self.origin, finding)
    }

    /// Whether a known failure excuses the finding.
    pub fn excuse(&self, calendar: usize, finding: &Finding) -> Option<&str> {
        let excused = self.known.excused.iter().find(|excused| {
            excused.calendar == calendar
                && excused.check == finding.case.check.id
                && excused.status == finding.status
        });
        excused.map(|excused| excused.reason.as_str())
    }

    /// Whether a known failure excuses what a regression came to.
    pub fn excuse_replayed(&self, replayed: &Replayed) -> Option<&str> {
        let id = replayed.regression.case.id();
        self.known.replayed.get(&id).map(String::as_str)
    }

    /// The findings that make the subject fail and that nothing excuses, regressions first.
    pub fn failures(&self) -> impl Iterator<Item = &Finding> {
        let replayed = self.regressions.iter().filter(|it| self.excuse_replayed(it).is_none());
        let replayed = replayed.filter_map(Replayed::finding);
        let replayed = replayed.filter(|finding| finding.status.fails());
        replayed.chain(self.failures_of_calendars())
    }

    fn failures_of_calendars(&self) -> impl Iterator<Item = &Finding> {
        self.calendars.iter().enumerate().flat_map(move |(place, calendar)| {
            let findings = calendar.checks.iter().flat_map(|check| &check.findings);
            findings.filter(move |finding| {
                finding.status.fails() && self.excuse(place, finding).is_none()
            })
        })
    }

    /// How many verdicts were planned, and how many of them were never resolved.
    pub fn ledger(&self) -> (u64, u64) {
        let asked = self.regressions.iter().filter(|it| it.status().is_some()).count() as u64;
        let checks = self.calendars.iter().flat_map(|calendar| &calendar.checks);
        checks.fold((asked, 0), |(planned, lost), check| {
            (planned + check.planned, lost + check.lost())
        })
    }

    /// What it comes to. Nothing planned and something lost are both *could not tell*.
    pub fn outcome(&self) -> Outcome {
        if self.left_out {
            return Outcome::Conforms;
        }
        let (planned, lost) = self.ledger();
        let has_lost = |calendar: &CalendarOutcome| {
            calendar.checks.iter().any(|check| check.counts.contains_key(&Status::Lost))
        };
        let lost_replayed = |it: &Replayed| it.status() == Some(Status::Lost);
        if self.trouble.is_some()
            || planned == 0
            || lost > 0
            || self.calendars.iter().any(has_lost)
            || self.regressions.iter().any(lost_replayed)
        {
            Outcome::CannotTell
        } else if self.failures().next().is_some() || !self.known.broken.is_empty() {
            Outcome::Fails
        } else {
            Outcome::Conforms
        }
    }
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
    let calendar = crate::escape::word(&case.calendar);
    let input = crate::escape::word(&case.input.to_string());
    let input = if input.len() > longest { case.digest() } else { input };
    format!("calproof replay {name} {} {calendar} {input}{suffix}", case.check.id)
}

impl Report {
    /// Leaves out the subjects that the selection has nothing to ask, unless that is all of them.
    /// For subjects that nobody named: who names one wants to hear of it.
    pub fn leave_out_idle(&mut self) {
        let is_idle = |subject: &SubjectReport| subject.ledger() == (0, 0);
        if self.subjects.iter().all(is_idle) {
            return;
        }
        for subject in self.subjects.iter_mut().filter(|subject| is_idle(subject)) {
            subject.left_out = true;
        }
    }

    /// What the run comes to: the gravest of its subjects' outcomes. A file of the corpora that cannot
    /// be read could have told something.
    pub fn outcome(&self) -> Outcome {
        if !regressions::all().broken.is_empty() || !spec::broken().is_empty() {
            return Outcome::CannotTell;
        }
        let outcomes = self.subjects.iter().map(SubjectReport::outcome);
        outcomes.max().unwrap_or(Outcome::CannotTell)
    }

    /// Everything but the overview, for a person: what was not asked, what departs, what is known,
    /// each failure as a conversation, and last what it all comes to. Safe to print.
    pub fn text(&self) -> String {
        format!("{}\n{}", text::details(self), text::conclusion(self))
    }

    /// Writes the event log: one JSON object a line, without times and paths, the same for the same
    /// answers.
    pub fn write_events(&self, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        events::write(self, out)
    }
}

#[cfg(test)]
mod tests;
