//! The outcomes of a run: plain data that `run` produces, `known` compares with known failures, and
//! `report` shows.

mod advisories;
mod calendar;
mod piece;
mod replay;
mod totals;

use std::collections::BTreeMap;

use crate::claim::Hello;
use crate::subject::Unsteady;
use crate::verdict::Status;

pub use advisories::{Advisory, advisories};
pub use calendar::{
    BlockResult, CalendarOutcome, CheckOutcome, DayRun, Finding, FirstAnswer, spoken,
};
pub use piece::asked_again;
pub(crate) use piece::{Attempt, Piece, Shown};
pub use replay::{NOT_THERE, ReplayOutcome, Replayed};
pub use totals::Totals;

/// The outcome of one subject.
#[non_exhaustive]
pub struct SubjectOutcome {
    /// Its name.
    pub name: String,
    /// The subject's name in a command that reproduces a failure, and the arguments that follow
    /// that command.
    pub origin: (String, String),
    /// The version of the library behind it.
    pub version: String,
    /// The outcome of each selected regression. Regressions are asked first.
    pub regressions: Vec<Replayed>,
    /// How many regressions other shards ask.
    pub regressions_elsewhere: u64,
    /// The outcome of each calendar.
    pub calendars: Vec<CalendarOutcome>,
    /// The judgement by the list of known failures.
    pub known: KnownJudgement,
    /// What it declares and its users would not expect. It fails nothing.
    pub advisories: Vec<Advisory>,
    /// What failed and did not when it was asked again.
    pub unsteady: Option<Unsteady>,
    /// Why the subject could not be judged at all.
    pub trouble: Option<String>,
    /// Whether the subject was left out, since no one named it and the selection has nothing to ask
    /// it.
    pub left_out: bool,
}

/// A finding, and the entry that excuses it.
#[non_exhaustive]
pub struct Excused {
    /// The index of the calendar in the outcomes.
    pub calendar: usize,
    /// The check's id.
    pub check: &'static str,
    /// The finding's status.
    pub status: Status,
    /// Why it is excused.
    pub reason: String,
    /// The number of excused verdicts.
    pub count: u64,
}

/// The judgement of a run by the list of known failures: the findings that the list excuses, and
/// the entries that do not match.
#[derive(Default)]
#[non_exhaustive]
pub struct KnownJudgement {
    /// The findings that fail exactly as listed.
    pub excused: Vec<Excused>,
    /// The excused regressions: case id to reason.
    pub replayed: BTreeMap<String, String>,
    /// The entries that do not match, as sentences.
    pub stale: Vec<String>,
    /// Entries whose cause is not understood yet, in sentences.
    pub open: Vec<String>,
}

/// The result of a run, or of one subject in it. Its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// Every check that applies passed.
    Conforms = 0,
    /// A failure is proven.
    Fails = 1,
    /// No failure is proven, but some verdicts are missing.
    Inconclusive = 2,
}

impl Outcome {
    /// The combined result of several parts: a proven failure outranks an inconclusive part.
    #[must_use]
    pub fn and(self, other: Outcome) -> Outcome {
        match (self, other) {
            (Outcome::Fails, _) | (_, Outcome::Fails) => Outcome::Fails,
            (Outcome::Inconclusive, _) | (_, Outcome::Inconclusive) => Outcome::Inconclusive,
            _ => Outcome::Conforms,
        }
    }
}

/// Receives the outcomes of subjects during a run, part by part, in the order of the plan. However
/// many threads work, calls come from one thread at a time.
pub trait Sink {
    /// A part is finished: the regressions, or one more calendar. `_so_far` is the outcome so far;
    /// the judgement of known failures in later calendars is still open.
    fn part_done(&mut self, _so_far: &SubjectOutcome) {}

    /// The subject is finished.
    fn subject_done(&mut self, _outcome: &SubjectOutcome) {}
}

/// Ignores everything until the end.
impl Sink for () {}

/// The reason given for a subject that the selection has nothing to ask.
pub(crate) const NOTHING_SELECTED: &str = "nothing selected applies to it";

impl SubjectOutcome {
    /// An outcome without results yet, for a subject with this hello.
    pub(crate) fn begin(hello: &Hello) -> SubjectOutcome {
        SubjectOutcome {
            version: hello.version.clone(),
            advisories: advisories(hello),
            trouble: None,
            ..SubjectOutcome::inconclusive(&hello.name, String::new())
        }
    }

    /// The outcome of a subject that could not be judged at all.
    pub fn inconclusive(name: &str, trouble: String) -> SubjectOutcome {
        SubjectOutcome {
            name: name.to_owned(),
            origin: (name.to_owned(), String::new()),
            version: String::new(),
            regressions: Vec::new(),
            regressions_elsewhere: 0,
            calendars: Vec::new(),
            known: KnownJudgement::default(),
            advisories: Vec::new(),
            unsteady: None,
            trouble: Some(trouble),
            left_out: false,
        }
    }

    /// The reason for which a known failure excuses this finding; `None` if none does. `calendar`:
    /// index in the outcomes.
    pub fn excuse(&self, calendar: usize, finding: &Finding) -> Option<&str> {
        let excused = self.known.excused.iter().find(|excused| {
            excused.calendar == calendar
                && excused.check == finding.case.check.id
                && excused.status == finding.status
        });
        excused.map(|excused| excused.reason.as_str())
    }

    /// The reason for which a known failure excuses this regression; `None` if none does.
    pub fn excuse_replayed(&self, replayed: &Replayed) -> Option<&str> {
        let id = replayed.regression.case.id();
        self.known.replayed.get(&id).map(String::as_str)
    }

    /// The failures that no known failure excuses, regressions first.
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

    /// The number of verdicts that were planned, and their statuses.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for status in self.regressions.iter().filter_map(Replayed::status) {
            totals.add(1, &BTreeMap::from([(status, 1)]));
        }
        for check in self.calendars.iter().flat_map(|calendar| &calendar.checks) {
            totals.add(check.planned, &check.counts);
        }
        totals
    }

    /// How many more verdicts are planned in other shards.
    pub fn elsewhere(&self) -> u64 {
        let checks = self.calendars.iter().flat_map(|calendar| &calendar.checks);
        self.regressions_elsewhere + checks.map(|check| check.elsewhere).sum::<u64>()
    }

    /// Whether the selection has nothing to ask the subject. A subject that could not be asked at
    /// all is not idle.
    pub fn is_idle(&self) -> bool {
        let trouble = self.trouble.as_deref();
        let is_nothing = self.totals() == Totals::default() && self.elsewhere() == 0;
        is_nothing && trouble.is_none_or(|words| words == NOTHING_SELECTED)
    }

    /// The overall result. It is *inconclusive* if no failure is proven and nothing was planned,
    /// something was lost, or too little was compared.
    pub fn outcome(&self) -> Outcome {
        if self.left_out {
            return Outcome::Conforms;
        }
        let totals = self.totals();
        let is_hollow = self.calendars.iter().any(|calendar| calendar.inconclusive.is_some());
        let has_plan = totals.planned + self.elsewhere() > 0;
        if self.failures().next().is_some() || !self.known.stale.is_empty() {
            Outcome::Fails
        } else if self.trouble.is_some() || !has_plan || totals.lost() > 0 || is_hollow {
            Outcome::Inconclusive
        } else {
            Outcome::Conforms
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outcome::{self, Conforms, Fails, Inconclusive};

    #[test]
    fn a_proven_failure_outranks_an_inconclusive_part() {
        let together = |all: &[Outcome]| all.iter().copied().reduce(Outcome::and);
        assert_eq!(together(&[Conforms, Conforms]), Some(Conforms));
        assert_eq!(together(&[Conforms, Inconclusive]), Some(Inconclusive));
        assert_eq!(together(&[Inconclusive, Fails, Inconclusive]), Some(Fails));
        assert_eq!(together(&[Fails, Conforms, Inconclusive]), Some(Fails));
    }
}
