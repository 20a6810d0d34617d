//! A subject with a time limit for its examination. After one question without an answer no more
//! are asked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use calproof::program::{History, Program, Response};
use calproof::query::{Observation, Query};
use calproof::subject::{Hello, Subject};
use calproof_registry::{Reason, RegistryRefusal};

/// The time limit of an examination.
pub(crate) const PATIENCE: Duration = Duration::from_secs(11);

/// Why something was not looked at.
pub(super) const OVER: &str =
    "an answer missed its deadline or the time for all questions is over, so the rest was skipped";

/// Passes on questions until one is not answered or the time is up.
pub(super) struct Bounded<'a> {
    subject: &'a dyn Subject,
    until: Instant,
    has_hung: AtomicBool,
    /// Whether any answer was `unsupported`, and whether any was something else.
    is_unsupported: AtomicBool,
    has_answered: AtomicBool,
}

impl<'a> Bounded<'a> {
    pub(super) fn new(subject: &'a dyn Subject) -> Bounded<'a> {
        let until = Instant::now() + PATIENCE;
        let [has_hung, is_unsupported, has_answered] = [const { AtomicBool::new(false) }; 3];
        Bounded { subject, until, has_hung, is_unsupported, has_answered }
    }

    /// Whether no more questions are asked.
    pub(super) fn is_over(&self) -> bool {
        self.has_hung.load(Ordering::Relaxed) || Instant::now() >= self.until
    }

    /// Whether any answer was something other than `unsupported`.
    pub(super) fn has_answered(&self) -> bool {
        self.has_answered.load(Ordering::Relaxed)
    }

    /// Whether every answer was `unsupported`, and there was at least one.
    pub(super) fn is_unfilled(&self) -> bool {
        self.is_unsupported.load(Ordering::Relaxed) && !self.has_answered()
    }

    fn note_support(&self, is_unsupported: bool) {
        let flag = if is_unsupported { &self.is_unsupported } else { &self.has_answered };
        flag.store(true, Ordering::Relaxed);
    }

    fn noted(&self, observation: Observation) -> Observation {
        // Lost means that it was restarted too often, or that the time limit for all questions
        // expired.
        if matches!(observation, Observation::TimedOut | Observation::Lost(_)) {
            self.has_hung.store(true, Ordering::Relaxed);
        }
        let reason = match &observation {
            Observation::Refused(refusal) => Some(refusal.reason()),
            _ => None,
        };
        self.note_support(reason == Some(Reason::Unsupported));
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
        let ran = self.subject.run(program).map_err(|observation| self.noted(observation));
        for (_, answered) in
            ran.iter().flat_map(|history| &history.records).filter_map(|it| it.returned.as_ref())
        {
            self.note_support(*answered == Response::Refused(RegistryRefusal::Unsupported));
        }
        ran
    }
}
