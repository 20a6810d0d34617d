//! A subject that is examined, and not for ever: who does not answer is not waited for again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use calproof::program::{History, Program};
use calproof::query::{Observation, Query};
use calproof::subject::{Hello, Subject};

/// How long an examination may take before nothing more is asked.
pub(crate) const PATIENCE: Duration = Duration::from_secs(11);

/// Why something was not looked at.
pub(super) const OVER: &str =
    "an answer missed its deadline or the time for all questions is over, so the rest was skipped";

/// Answers until one does not come, or the time is over.
pub(super) struct Bounded<'a> {
    subject: &'a dyn Subject,
    until: Instant,
    has_hung: AtomicBool,
}

impl<'a> Bounded<'a> {
    pub(super) fn new(subject: &'a dyn Subject) -> Bounded<'a> {
        let until = Instant::now() + PATIENCE;
        Bounded { subject, until, has_hung: AtomicBool::new(false) }
    }

    /// Whether nothing more is asked.
    pub(super) fn is_over(&self) -> bool {
        self.has_hung.load(Ordering::Relaxed) || Instant::now() >= self.until
    }

    fn noted(&self, observation: Observation) -> Observation {
        // Who is not asked any more was too often started again, or the time for all is over.
        if matches!(observation, Observation::TimedOut | Observation::Lost(_)) {
            self.has_hung.store(true, Ordering::Relaxed);
        }
        observation
    }
}

impl Subject for Bounded<'_> {
    fn hello(&self) -> &Hello {
        self.subject.hello()
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        if self.is_over() {
            return Observation::Lost(OVER.into());
        }
        self.noted(self.subject.answer(calendar, query))
    }

    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        if self.is_over() {
            return vec![Observation::Lost(OVER.into()); queries.len()];
        }
        let answers = self.subject.answers(calendar, queries);
        answers.into_iter().map(|observation| self.noted(observation)).collect()
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        if self.is_over() {
            return Err(Observation::Lost(OVER.into()));
        }
        self.subject.run(program).map_err(|observation| self.noted(observation))
    }
}
