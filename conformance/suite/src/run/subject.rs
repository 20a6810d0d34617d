//! All that is selected, on one subject.

use super::{Progress, replay, run_calendar, run_registry};
use crate::check::regressions::Regression;
use crate::known::{self, KnownFailure};
use crate::outcome::{Finding, NOTHING_SELECTED, Replayed, Sink, SubjectOutcome};
use crate::selection::Selection;
use crate::subject::Subject;

/// What belongs to a subject besides the subject itself.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SubjectFiles {
    /// The reviewed list of its deviations.
    pub known: Vec<KnownFailure>,
    /// Its own regressions; those that are built in are everybody's.
    pub regressions: &'static [Regression],
}

impl SubjectFiles {
    /// These files of a subject.
    pub fn new(known: Vec<KnownFailure>, regressions: &'static [Regression]) -> SubjectFiles {
        SubjectFiles { known, regressions }
    }
}

/// Runs the selection on a subject, its own regressions first, and holds its known failures against
/// what is found. What comes of it is handed to the sink part by part, as soon as it is there.
pub fn run_subject(
    subject: &dyn Subject,
    files: &SubjectFiles,
    selection: &Selection,
    progress: &dyn Progress,
    sink: &mut dyn Sink,
) -> SubjectOutcome {
    let hello = subject.hello();
    let mut outcome = SubjectOutcome::begin(hello);
    outcome.regressions = replay(subject, files.regressions, selection, progress);
    judge_known(&mut outcome, &files.known, selection);
    sink.part_done(&outcome);
    // Where nothing is asked of calendars there is nothing to show of them.
    let asked = !selection.checks_of_calendars().is_empty();
    let calendars = hello.calendars.iter().filter(|_| asked);
    let selected = calendars.filter(|claim| selection.has_calendar(&claim.id));
    // Whose vectors cannot be read is left out; the report says so, and cannot tell.
    let calendars =
        selected.filter_map(|claim| run_calendar(subject, claim, selection, progress).ok());
    let registry = std::iter::once_with(|| run_registry(subject, selection, progress)).flatten();
    for calendar in calendars.chain(registry) {
        outcome.calendars.push(calendar);
        judge_known(&mut outcome, &files.known, selection);
        sink.part_done(&outcome);
    }
    if outcome.calendars.is_empty() {
        outcome.trouble = Some(NOTHING_SELECTED.to_owned());
    }
    sink.subject_done(&outcome);
    outcome
}

/// Holds the list against what came so far. What it says of a calendar that is done stays as it is.
fn judge_known(outcome: &mut SubjectOutcome, known: &[KnownFailure], selection: &Selection) {
    let replayed: Vec<&Finding> =
        outcome.regressions.iter().filter_map(Replayed::finding).collect();
    let (version, calendars) = (&outcome.version, &outcome.calendars);
    outcome.known = known::judge(known, version, calendars, &replayed, selection);
}
