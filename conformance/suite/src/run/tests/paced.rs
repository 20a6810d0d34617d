//! Runs with a time limit.

use calproof_registry::{Date, RataDie, Refusal, calendars};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{Claiming, all_abilities, claim};
use crate::claim::Hello;
use crate::level::Level;
use crate::outcome::{DayRun, Outcome, SubjectOutcome};
use crate::query::{Answer, Observation, Query};
use crate::run::{SubjectFiles, run_subject};
use crate::selection::{Pace, Selection};
use crate::subject::Subject;

/// A correct calendar that is slow, or wrong at first.
struct Slow {
    calendar: Claiming,
    each: Duration,
    /// Number of wrong answers to `date` before the right ones begin.
    wrong: u64,
    /// A declared day that is refused.
    refused: Option<RataDie>,
    /// Number of quick answers before slow ones begin.
    quick: u64,
    asked: AtomicU64,
    answered: AtomicU64,
}

impl Slow {
    fn new(days: (i64, i64), each: Duration) -> Slow {
        let all = all_abilities("julian").into_iter().collect();
        let calendar = Claiming::new(claim("julian", days, all), "julian");
        let (asked, answered) = (AtomicU64::new(0), AtomicU64::new(0));
        Slow { calendar, each, wrong: 0, refused: None, quick: 0, asked, answered }
    }

    fn run(&self, pace: Pace) -> SubjectOutcome {
        let selection = Selection { pace, ..Selection::default() };
        run_subject(self, &SubjectFiles::default(), &selection, &(), &mut ())
    }
}

impl Subject for Slow {
    fn hello(&self) -> &Hello {
        self.calendar.hello()
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        let is_slow = self.answered.fetch_add(1, Ordering::Relaxed) >= self.quick;
        if is_slow && !self.each.is_zero() {
            thread::sleep(self.each);
        }
        if self.refused.is_some_and(|day| query == Query::Date(day)) {
            return Observation::Refused(Refusal::DayOutOfRange { first: 1, last: 2 });
        }
        let answer = self.calendar.answer(calendar, query);
        match answer {
            Observation::Value(Answer::Date(mut date))
                if self.asked.fetch_add(1, Ordering::Relaxed) < self.wrong =>
            {
                date.year += 1;
                Observation::Value(date.into())
            }
            other => other,
        }
    }
}

const WIDE: (i64, i64) = (1, 1_000_000);

#[test]
fn a_slow_subject_is_asked_less_and_judged_in_time() {
    let begin = Instant::now();
    let outcome =
        Slow::new(WIDE, Duration::from_millis(1)).run(Pace::Within(Duration::from_secs(10)));
    assert!(begin.elapsed() < Duration::from_mins(1), "{:?}", begin.elapsed());
    let calendar = &outcome.calendars[0];
    assert!(!calendar.level.is_exhaustive());
    assert_eq!(Claiming::failures(calendar), Vec::<String>::new());
    assert_eq!(outcome.totals().lost(), 0);
}

#[test]
fn questions_after_the_deadline_are_lost() {
    let begin = Instant::now();
    let outcome =
        Slow::new(WIDE, Duration::from_millis(20)).run(Pace::Within(Duration::from_secs(1)));
    assert!(begin.elapsed() < Duration::from_mins(1), "{:?}", begin.elapsed());
    let totals = outcome.totals();
    assert!(totals.lost() > 0 && totals.lost() < totals.planned, "{totals:?}");
    assert_eq!(outcome.outcome(), Outcome::Inconclusive);
    let findings = outcome.calendars[0].checks.iter().flat_map(|check| &check.findings);
    let mut reasons = findings.map(|finding| finding.objection.why.as_str());
    assert!(reasons.any(|why| why.contains("the 1 s of the run were over")));
}

#[test]
fn a_quick_subject_is_asked_everything() {
    let outcome = Slow::new((1, 9999), Duration::ZERO).run(Pace::Within(Duration::from_hours(1)));
    assert!(outcome.calendars[0].level.is_exhaustive());
    assert_eq!(outcome.outcome(), Outcome::Conforms);
    let all = Slow::new((1, 9999), Duration::ZERO).run(Pace::At(Level::EXHAUSTIVE));
    assert_eq!(outcome.totals(), all.totals());
}

#[test]
fn failures_of_a_first_look_are_reported() {
    let mut subject = Slow::new((1, 9999), Duration::ZERO);
    subject.wrong = 3;
    let outcome = subject.run(Pace::Within(Duration::from_hours(1)));
    let failures = Claiming::failures(&outcome.calendars[0]);
    assert!(!failures.is_empty());
    assert!(failures.iter().all(|words| words.contains("depends on other questions")));
    assert_eq!(outcome.outcome(), Outcome::Fails);
    assert_eq!(outcome.totals().lost(), 0);
}

/// A finer look that is cut short is replaced by a coarser one, plus its failures.
#[test]
fn failures_before_the_deadline_are_reported_and_nothing_is_lost() {
    let mut subject = Slow::new((1, 99_999), Duration::from_micros(200));
    subject.quick = 230_000;
    // Not a boundary day, so that only a sweep reaches it.
    subject.refused = Some(RataDie(5432));
    let outcome = subject.run(Pace::Within(Duration::from_secs(3)));
    let calendar = &outcome.calendars[0];
    assert!(!calendar.level.is_exhaustive());
    assert!(!Claiming::failures(calendar).is_empty());
    assert_eq!((outcome.outcome(), outcome.totals().lost()), (Outcome::Fails, 0));
}

/// A day without an answer costs its batch nothing but that day.
#[test]
fn a_refused_day_between_others_is_blamed_alone() {
    let march = calendars::by_id("julian").unwrap().day(Date::new(100, 3, 1)).unwrap();
    let mut subject = Slow::new((1, 99_999), Duration::ZERO);
    subject.refused = Some(march);
    let outcome = subject.run(Pace::At(Level::new(4).unwrap()));
    let calendar = &outcome.calendars[0];
    let check = "calendar/agreement/date_of_day";
    let dates = calendar.checks.iter().find(|outcome| outcome.check.id == check).unwrap();
    let wrong: Vec<DayRun> = dates.findings.iter().flat_map(|it| it.runs.clone()).collect();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!((wrong[0].first, wrong[0].last), (march, march));
    assert_eq!(outcome.totals().lost(), 0);
}

#[test]
fn a_right_calendar_passes_at_every_level() {
    for level in Level::ALL {
        let outcome = Slow::new((1, 99_999), Duration::ZERO).run(Pace::At(level));
        let calendar = &outcome.calendars[0];
        assert_eq!(Claiming::failures(calendar), Vec::<String>::new());
        assert_eq!((calendar.level, outcome.outcome()), (level, Outcome::Conforms), "{level}");
    }
}
