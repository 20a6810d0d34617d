//! All that is selected, on one subject.

use std::panic::{self, AssertUnwindSafe};

use super::{Progress, replay, run_calendar, run_registry};
use crate::check::regressions::Regression;
use crate::claim::REGISTRY;
use crate::known::{self, KnownFailure};
use crate::outcome::{CalendarOutcome, Finding, NOTHING_SELECTED, Replayed, Sink, SubjectOutcome};
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

/// What is judged at once, and its name.
type Part<'a> = (&'a str, Box<dyn FnOnce() -> Option<CalendarOutcome> + 'a>);

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
    let regressions = || replay(subject, files.regressions, selection, progress);
    match panic::catch_unwind(AssertUnwindSafe(regressions)) {
        Ok(replayed) => outcome.regressions = replayed,
        Err(_) => outcome.trouble = Some(broke("the regressions")),
    }
    judge_known(&mut outcome, &files.known, selection);
    sink.part_done(&outcome);
    // Where nothing is asked of calendars there is nothing to show of them.
    let asked = !selection.checks_of_calendars().is_empty();
    let calendars = hello.calendars.iter().filter(|_| asked);
    let selected = calendars.filter(|claim| selection.has_calendar(&claim.id));
    // Whose vectors cannot be read is left out; the report says so, and cannot tell.
    let mut parts: Vec<Part<'_>> = Vec::new();
    for claim in selected {
        let part = move || run_calendar(subject, claim, selection, progress).ok();
        parts.push((&claim.id, Box::new(part)));
    }
    parts.push((REGISTRY, Box::new(|| run_registry(subject, selection, progress))));
    for (name, part) in parts {
        match panic::catch_unwind(AssertUnwindSafe(part)) {
            Ok(None) => continue,
            Ok(Some(calendar)) => outcome.calendars.push(calendar),
            // What has been judged holds, and what is left is judged still.
            Err(_) => outcome.trouble = Some(broke(name)),
        }
        judge_known(&mut outcome, &files.known, selection);
        sink.part_done(&outcome);
    }
    if outcome.calendars.is_empty() && outcome.trouble.is_none() {
        outcome.trouble = Some(NOTHING_SELECTED.to_owned());
    }
    outcome.unsteady = subject.unsteady();
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

/// What is said where we broke, and not the subject.
fn broke(what: &str) -> String {
    format!("calproof itself broke while judging {what}")
}

#[cfg(test)]
mod tests {
    use calproof_registry::calendars;

    use super::*;
    use crate::claim::Hello;
    use crate::outcome::Outcome;
    use crate::query::{Observation, Query};
    use crate::subject::InProcess;

    /// Breaks on our side of the door, where no subject is caught.
    struct Breaks<'a>(InProcess<'a>);

    impl Subject for Breaks<'_> {
        fn hello(&self) -> &Hello {
            self.0.hello()
        }

        fn answer(&self, calendar: &str, query: Query) -> Observation {
            assert!(calendar != "julian", "a mistake of ours");
            self.0.answer(calendar, query)
        }
    }

    #[test]
    fn what_was_judged_before_we_broke_is_reported() {
        let all = ["gregory", "julian", "iso8601"].map(|id| calendars::by_id(id).unwrap());
        let subject = Breaks(InProcess::new("breaks", "1.0.0", all.to_vec()));
        let only = vec!["calendar/vector".to_owned()];
        let selection = Selection { only, ..Selection::default() };
        let outcome = run_subject(&subject, &SubjectFiles::default(), &selection, &(), &mut ());
        let judged = outcome.calendars.iter().map(|calendar| calendar.claim.id.as_str());
        assert_eq!(judged.collect::<Vec<_>>(), ["gregory", "iso8601"]);
        assert_eq!(outcome.trouble.as_deref(), Some("calproof itself broke while judging julian"));
        assert_eq!(outcome.outcome(), Outcome::CannotTell);
    }
}
