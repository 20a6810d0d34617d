//! Runs the selection on one subject.

use std::panic::{self, AssertUnwindSafe};
use std::time::Instant;

use super::pacing::{Cost, Look};
use super::registry::verdicts_of_registry;
use super::regressions::asked_elsewhere;
use super::{Progress, replay, run_calendar, run_registry, verdicts};
use crate::check::regressions::Regression;
use crate::claim::{Claim, REGISTRY};
use crate::known::{self, KnownFailure};
use crate::level::Level;
use crate::outcome::{CalendarOutcome, Finding, NOTHING_SELECTED, Replayed, Sink, SubjectOutcome};
use crate::selection::{Pace, Selection};
use crate::subject::{Subject, TimeLimited};

/// The files that belong to a subject.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SubjectFiles {
    /// The reviewed list of its known failures.
    pub known: Vec<KnownFailure>,
    /// Its own regressions; the built-in ones apply to every subject.
    pub regressions: &'static [Regression],
}

impl SubjectFiles {
    /// These files of a subject.
    pub fn new(known: Vec<KnownFailure>, regressions: &'static [Regression]) -> SubjectFiles {
        SubjectFiles { known, regressions }
    }
}

/// A calendar or the registry, which is judged as a unit.
struct Part<'a> {
    name: &'a str,
    /// A calendar; `None` for the registry.
    claim: Option<&'a Claim>,
    /// Its index, and how many there are.
    place: (usize, usize),
    /// A first look at it, if one was taken.
    look: Option<Look>,
}

/// A subject, and what is asked of it.
struct Runner<'a> {
    subject: TimeLimited<'a>,
    selection: &'a Selection,
    progress: &'a dyn Progress,
}

/// Whether anything is asked of this calendar, or of the registry.
fn is_selected(selection: &Selection, calendar: &str) -> bool {
    let checks = if calendar == REGISTRY {
        selection.checks_of_registries()
    } else {
        selection.checks_of_calendars()
    };
    selection.has_calendar(calendar) && !checks.is_empty()
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
    let limit = match selection.pace {
        Pace::At(_) => None,
        Pace::Within(time) => Some(time),
    };
    let runner = Runner { subject: TimeLimited::new(subject, limit), selection, progress };
    let mut outcome = SubjectOutcome::begin(subject.hello());
    outcome.advisories.retain(|advisory| is_selected(selection, &advisory.calendar));
    runner.replay(files.regressions, &mut outcome);
    judge_known(&mut outcome, &files.known, selection);
    sink.part_done(&outcome);
    let mut parts = runner.parts();
    if limit.is_some() {
        for part in &mut parts {
            part.look = runner.look(part);
        }
    }
    for mut part in parts {
        let (name, (place, count)) = (part.name, part.place);
        let left = u32::try_from(count - place).unwrap_or(u32::MAX);
        match panic::catch_unwind(AssertUnwindSafe(|| runner.judge(&mut part, left))) {
            Ok(None) => continue,
            Ok(Some(calendar)) => outcome.calendars.push(calendar),
            // Keep what has been judged, and continue with the remaining parts.
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

impl Runner<'_> {
    /// Asks the regressions, the subject's own first.
    fn replay(&self, own: &'static [Regression], outcome: &mut SubjectOutcome) {
        let replayed = || {
            let replayed = replay(&self.subject, own, self.selection, self.progress);
            (replayed, asked_elsewhere(&self.subject, own, self.selection))
        };
        match panic::catch_unwind(AssertUnwindSafe(replayed)) {
            Ok((replayed, elsewhere)) => {
                outcome.regressions = replayed;
                outcome.regressions_elsewhere = elsewhere;
            }
            Err(_) => outcome.trouble = Some(broke("the regressions")),
        }
    }

    /// The selected calendars, and the registry.
    fn parts(&self) -> Vec<Part<'_>> {
        // If no check of calendars is selected, no calendar appears in the report.
        let asked = !self.selection.checks_of_calendars().is_empty();
        let calendars = self.subject.hello().calendars.iter().filter(|_| asked);
        let selected = calendars.filter(|claim| self.selection.has_calendar(&claim.id));
        let parts = selected.map(|claim| (claim.id.as_str(), Some(claim)));
        let registry = self.subject.hello().registry.as_ref().map(|_| (REGISTRY, None));
        let parts: Vec<(&str, Option<&Claim>)> = parts.chain(registry).collect();
        let count = parts.len();
        let part = |(place, (name, claim))| Part { name, claim, place: (place, count), look: None };
        parts.into_iter().enumerate().map(part).collect()
    }

    /// Judges the part at this level. `None` if its vectors cannot be read, which makes the report
    /// inconclusive, or if nothing of it is selected.
    fn run(&self, subject: &dyn Subject, part: &Part<'_>, level: Level) -> Option<Look> {
        let (selection, begin) = (self.selection.at(level), Instant::now());
        let verdicts = match part.claim {
            Some(claim) => verdicts(claim, &selection),
            None => verdicts_of_registry(&selection),
        };
        let reported = super::Part::new(part.name, level, part.place, verdicts);
        let is_look = level == Level::COARSEST && self.subject.left().is_some();
        self.progress.part(if is_look { reported.as_look() } else { reported });
        let outcome = match part.claim {
            Some(claim) => run_calendar(subject, claim, &selection, self.progress).ok(),
            None => run_registry(subject, &selection, self.progress),
        };
        Some(Look { outcome: outcome?, took: begin.elapsed() })
    }

    /// A first look at the part. A panic is ignored here, since it recurs when the part is judged.
    fn look(&self, part: &Part<'_>) -> Option<Look> {
        let look = || self.run(&self.subject, part, Level::COARSEST);
        panic::catch_unwind(AssertUnwindSafe(look)).ok()?
    }

    /// Judges the part as finely as its share of the remaining time allows; `parts_left` includes it.
    fn judge(&self, part: &mut Part<'_>, parts_left: u32) -> Option<CalendarOutcome> {
        let (Some(time), Some(mut look)) = (self.subject.left(), part.look.take()) else {
            let level = self.selection.level();
            return self.run(&self.subject, part, level).map(|look| look.outcome);
        };
        let limited = TimeLimited::new(&self.subject, Some(time / parts_left));
        let mut cost = Cost::measured(&limited, self.selection, &look).ok()?;
        loop {
            let level = cost.finest(self.selection, limited.left().unwrap_or_default());
            if level <= look.outcome.level {
                return Some(look.outcome);
            }
            let finer = self.run(&limited, part, level)?;
            // A complete coarser look says more than an incomplete finer one. The failures of both
            // count.
            if limited.is_out_of_time() && finer.has_lost() && !look.has_lost() {
                return Some(look.in_place_of(finer).outcome);
            }
            look = finer.after(look);
            cost.learn(&look, self.selection);
        }
    }
}

/// Compares the list with the outcome so far. What it says of a finished calendar is final.
pub(crate) fn judge_known(
    outcome: &mut SubjectOutcome,
    known: &[KnownFailure],
    selection: &Selection,
) {
    let replayed: Vec<&Finding> =
        outcome.regressions.iter().filter_map(Replayed::finding).collect();
    let (version, calendars) = (&outcome.version, &outcome.calendars);
    outcome.known = known::judge(known, version, calendars, &replayed, selection);
}

/// The message for a panic in calproof itself.
fn broke(what: &str) -> String {
    format!("internal error in calproof while judging {what}")
}

#[cfg(test)]
mod tests {
    use calproof_registry::calendars;

    use super::*;
    use crate::claim::Hello;
    use crate::outcome::Outcome;
    use crate::query::{Observation, Query};
    use crate::subject::InProcess;

    /// Panics outside the code that catches panics of subjects.
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
    fn results_before_an_internal_error_are_reported() {
        let all = ["gregory", "julian", "iso8601"].map(|id| calendars::by_id(id).unwrap());
        let subject = Breaks(InProcess::new("breaks", "1.0.0", all.to_vec()));
        let only = vec!["calendar/vector".to_owned()];
        let selection = Selection { only, ..Selection::default() };
        let outcome = run_subject(&subject, &SubjectFiles::default(), &selection, &(), &mut ());
        let judged = outcome.calendars.iter().map(|calendar| calendar.claim.id.as_str());
        assert_eq!(judged.collect::<Vec<_>>(), ["gregory", "iso8601"]);
        assert_eq!(
            outcome.trouble.as_deref(),
            Some("internal error in calproof while judging julian")
        );
        assert_eq!(outcome.outcome(), Outcome::Inconclusive);
    }
}
