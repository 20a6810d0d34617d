//! What came of running: plain data, which `run` makes, `known` is held against and `report` shows.

mod calendar;
mod piece;
mod replay;
mod totals;

use std::collections::BTreeMap;

use crate::claim::Hello;
use crate::subject::Unsteady;
use crate::verdict::Status;

pub use calendar::{
    BlockResult, CalendarOutcome, CheckOutcome, DayRun, Finding, FirstAnswer, spoken,
};
pub use piece::asked_again;
pub(crate) use piece::{Attempt, Piece, Shown};
pub use replay::{NOT_THERE, ReplayOutcome, Replayed};
pub use totals::Totals;

/// All that came of one subject.
#[non_exhaustive]
pub struct SubjectOutcome {
    /// Its name.
    pub name: String,
    /// How it is named in the command that repeats a failure, and what stands behind that command.
    pub origin: (String, String),
    /// The version of the library behind it.
    pub version: String,
    /// What came of each regression that was selected: asked before all else.
    pub regressions: Vec<Replayed>,
    /// How many regressions other shards ask.
    pub regressions_elsewhere: u64,
    /// What came of each calendar.
    pub calendars: Vec<CalendarOutcome>,
    /// What the list of known failures says to it.
    pub known: KnownJudgement,
    /// What failed and did not when it was asked again.
    pub unsteady: Option<Unsteady>,
    /// Why it could not be judged at all.
    pub trouble: Option<String>,
    /// Whether it was left out: nobody named it, and the selection has nothing to ask it.
    pub left_out: bool,
}

/// A finding, and the entry that excuses it.
#[non_exhaustive]
pub struct Excused {
    /// The calendar's place among the outcomes.
    pub calendar: usize,
    /// The check's id.
    pub check: &'static str,
    /// The finding's status.
    pub status: Status,
    /// Why it is excused.
    pub reason: String,
    /// How many verdicts.
    pub count: u64,
}

/// What the list of known failures says to a run: which findings it excuses, and what in it does not
/// hold.
#[derive(Default)]
#[non_exhaustive]
pub struct KnownJudgement {
    /// The findings that fail exactly as written.
    pub excused: Vec<Excused>,
    /// Of regressions that an entry excuses, the ids of the cases and the reasons.
    pub replayed: BTreeMap<String, String>,
    /// Entries that do not hold, in sentences.
    pub stale: Vec<String>,
}

/// What a run, or a subject's part of it, comes to; as a number, the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// It conforms.
    Conforms = 0,
    /// It does not.
    Fails = 1,
    /// Inconclusive: it could not be told.
    Inconclusive = 2,
}

impl Outcome {
    /// What several come to together: a proven failure outranks what could not be told.
    #[must_use]
    pub fn and(self, other: Outcome) -> Outcome {
        match (self, other) {
            (Outcome::Fails, _) | (_, Outcome::Fails) => Outcome::Fails,
            (Outcome::Inconclusive, _) | (_, Outcome::Inconclusive) => Outcome::Inconclusive,
            _ => Outcome::Conforms,
        }
    }
}

/// Told what comes of a subject while it is run, part by part, in the order of the plan: however many
/// threads work, one speaks to it.
pub trait Sink {
    /// A part is done: the regressions, or one more calendar. All that came of the subject so far; what
    /// the list of known failures says of calendars to come is still open.
    fn part_done(&mut self, _so_far: &SubjectOutcome) {}

    /// The subject is done.
    fn subject_done(&mut self, _outcome: &SubjectOutcome) {}
}

/// Nobody wants to know before the end.
impl Sink for () {}

/// Why a subject could not be judged that the selection has nothing to ask.
pub(crate) const NOTHING_SELECTED: &str = "it has nothing that is selected";

impl SubjectOutcome {
    /// Nothing so far, of the subject that says this of itself.
    pub(crate) fn begin(hello: &Hello) -> SubjectOutcome {
        SubjectOutcome {
            version: hello.version.clone(),
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
            unsteady: None,
            trouble: Some(trouble),
            left_out: false,
        }
    }

    /// Why a known failure excuses this finding of the calendar at this place, if one does.
    pub fn excuse(&self, calendar: usize, finding: &Finding) -> Option<&str> {
        let excused = self.known.excused.iter().find(|excused| {
            excused.calendar == calendar
                && excused.check == finding.case.check.id
                && excused.status == finding.status
        });
        excused.map(|excused| excused.reason.as_str())
    }

    /// Why a known failure excuses what a regression came to, if one does.
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

    /// How many verdicts were planned, and what became of them.
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

    /// Whether the selection has nothing to ask it. One that could not be asked at all is no such
    /// subject.
    pub fn is_idle(&self) -> bool {
        let trouble = self.trouble.as_deref();
        let is_nothing = self.totals() == Totals::default() && self.elsewhere() == 0;
        is_nothing && trouble.is_none_or(|words| words == NOTHING_SELECTED)
    }

    /// What it comes to. Where nothing is proven, nothing planned, something lost and too little
    /// compared are all *inconclusive*.
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
    fn a_proven_failure_outranks_what_could_not_be_told() {
        let together = |all: &[Outcome]| all.iter().copied().reduce(Outcome::and);
        assert_eq!(together(&[Conforms, Conforms]), Some(Conforms));
        assert_eq!(together(&[Conforms, Inconclusive]), Some(Inconclusive));
        assert_eq!(together(&[Inconclusive, Fails, Inconclusive]), Some(Fails));
        assert_eq!(together(&[Fails, Conforms, Inconclusive]), Some(Fails));
    }
}
