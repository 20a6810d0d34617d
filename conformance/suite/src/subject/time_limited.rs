//! A subject with a time limit.

use std::time::{Duration, Instant};

use crate::program::{History, Program};
use crate::query::{Observation, Query};
use crate::subject::{Batch, Hello, Interrupted, Subject, Unsteady};

/// A subject that is no longer asked after a deadline: from then on every answer is *lost*.
pub struct TimeLimited<'a> {
    subject: &'a dyn Subject,
    begin: Instant,
    limit: Option<Duration>,
}

impl<'a> TimeLimited<'a> {
    /// Starts the time limit now; `None` for no limit.
    pub fn new(subject: &'a dyn Subject, limit: Option<Duration>) -> TimeLimited<'a> {
        TimeLimited { subject, begin: Instant::now(), limit }
    }

    /// The time left; `None` without a limit.
    pub fn left(&self) -> Option<Duration> {
        Some(self.limit?.saturating_sub(self.begin.elapsed()))
    }

    fn lost(&self) -> Observation {
        let seconds = self.limit.unwrap_or_default().as_secs();
        Observation::Lost(format!("the {seconds} s of the run were over").as_str().into())
    }
}

impl Subject for TimeLimited<'_> {
    fn hello(&self) -> &Hello {
        self.subject.hello()
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        if self.is_out_of_time() { self.lost() } else { self.subject.answer(calendar, query) }
    }

    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        if self.is_out_of_time() {
            return queries.iter().map(|_| self.lost()).collect();
        }
        self.subject.answers(calendar, queries)
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        if self.is_out_of_time() { Err(self.lost()) } else { self.subject.run(program) }
    }

    fn start_afresh(&self) {
        self.subject.start_afresh();
    }

    fn can_start_afresh(&self) -> bool {
        self.subject.can_start_afresh()
    }

    fn unsteady(&self) -> Option<Unsteady> {
        self.subject.unsteady()
    }

    fn is_out_of_time(&self) -> bool {
        self.left().is_some_and(|left| left.is_zero())
    }

    fn prefers_batches(&self) -> bool {
        self.subject.prefers_batches()
    }

    fn batch(&self, calendar: &str, batch: &mut dyn Batch) -> Result<(), Interrupted> {
        if self.is_out_of_time() {
            batch.take(self.lost())
        } else {
            self.subject.batch(calendar, batch)
        }
    }
}
