//! Subjects: what is asked, and what it declares.

mod as_calendar;
mod batch;
mod batching;
mod catch_panic;
mod in_process;
mod in_process_registry;
mod time_limited;

use calproof_registry::{Calendar, Date, RataDie, Refusal, Weekday};

use crate::escape::Escaped;
use crate::program::{History, Program};
use crate::query::{Observation, Query};

pub use crate::claim::{Claim, Hello};
pub use as_calendar::AsCalendar;
pub use batch::Batch;
use batch::Filling;
pub(crate) use batch::{dates_of, weekdays_of};
pub use batching::Ahead;
pub use catch_panic::lock;
pub use in_process::InProcess;
pub use in_process_registry::RegistrySource;
pub use in_process_registry::play;
pub use time_limited::TimeLimited;

/// A batch reached a question without an answer. Asking one by one shows what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Failures that did not recur when the same question was asked again. They do not fail the
/// subject, but are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsteady {
    /// The number of such failures.
    pub count: u64,
    /// The question of the first one, and what happened.
    pub first: (Escaped, Escaped),
}

/// The implementation under test (a term of ISO 9646), ready to be asked from any thread.
pub trait Subject: Sync {
    /// Its claims.
    fn hello(&self) -> &Hello;

    /// Its answer to one question.
    fn answer(&self, calendar: &str, query: Query) -> Observation;

    /// Its answers to many questions, each as if it were asked alone.
    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        queries.iter().map(|query| self.answer(calendar, *query)).collect()
    }

    /// Runs a program on a fresh registry with the claim in [`Hello::registry`]. If there is no
    /// history, the error is what was observed instead.
    fn run(&self, _program: &Program) -> Result<History, Observation> {
        Err(Observation::Refused(Refusal::Unsupported))
    }

    /// Restarts it, so that the next question meets its initial state.
    fn start_afresh(&self) {}

    /// Whether it can restart; if not, [`start_afresh`](Subject::start_afresh) does nothing.
    fn can_start_afresh(&self) -> bool {
        false
    }

    /// The failures so far that did not recur when asked again, if any. They fail no check.
    fn unsteady(&self) -> Option<Unsteady> {
        None
    }

    /// Whether the time limit is over: from then on every answer is *lost*.
    fn is_out_of_time(&self) -> bool {
        false
    }

    /// Whether a batch of questions is much cheaper than single ones.
    fn prefers_batches(&self) -> bool {
        false
    }

    /// Asks a whole batch. The batch itself receives the answers, up to the first missing one.
    fn batch(&self, calendar: &str, batch: &mut dyn Batch) -> Result<(), Interrupted> {
        for place in 0..batch.count() {
            batch.take(self.answer(calendar, batch.query(place)))?;
        }
        Ok(())
    }

    /// Appends the dates of `count` days from `first` on.
    fn dates(
        &self,
        calendar: &str,
        first: RataDie,
        count: usize,
        dates: &mut Vec<Date>,
    ) -> Result<(), Interrupted> {
        let day = |place| RataDie(first.0 + place as i64);
        let query = |place| Query::Date(day(place));
        let by_calendar = |calendar: &dyn Calendar, place| calendar.date(day(place));
        self.batch(calendar, &mut Filling { count, query, by_calendar, answers: dates })
    }

    /// Appends the days of the dates.
    fn days(
        &self,
        calendar: &str,
        dates: &[Date],
        days: &mut Vec<RataDie>,
    ) -> Result<(), Interrupted> {
        let query = |place: usize| Query::Day(dates[place]);
        let by_calendar = |calendar: &dyn Calendar, place: usize| calendar.day(dates[place]);
        let count = dates.len();
        self.batch(calendar, &mut Filling { count, query, by_calendar, answers: days })
    }

    /// Appends the weekdays of `count` days from `first` on.
    fn weekdays(
        &self,
        calendar: &str,
        first: RataDie,
        count: usize,
        weekdays: &mut Vec<Option<Weekday>>,
    ) -> Result<(), Interrupted> {
        let day = |place| RataDie(first.0 + place as i64);
        let query = |place| Query::Weekday(day(place));
        let by_calendar = |calendar: &dyn Calendar, place| calendar.weekday(day(place));
        self.batch(calendar, &mut Filling { count, query, by_calendar, answers: weekdays })
    }
}
