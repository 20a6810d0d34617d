//! Who answers, and what it says of itself.

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

/// A batch came to a question without an answer; what happened is seen by asking one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// Failures that did not come again when the same was asked once more. They fail nobody, and should be
/// known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsteady {
    /// How many there were.
    pub count: u64,
    /// What was asked when the first was seen, and what came of it.
    pub first: (Escaped, Escaped),
}

/// The thing under test (ISO 9646: the implementation under test), ready to be asked from any
/// thread.
pub trait Subject: Sync {
    /// What it says of itself.
    fn hello(&self) -> &Hello;

    /// Its answer to one question.
    fn answer(&self, calendar: &str, query: Query) -> Observation;

    /// Its answers to many questions; each is asked as if alone.
    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        queries.iter().map(|query| self.answer(calendar, *query)).collect()
    }

    /// What comes of a program on a fresh registry, as [`Hello::registry`] claims it; if there is no
    /// history, what was seen instead.
    fn run(&self, _program: &Program) -> Result<History, Observation> {
        Err(Observation::Refused(Refusal::Unsupported))
    }

    /// Forgets what it was asked: the next question meets it as it was in the beginning.
    fn start_afresh(&self) {}

    /// Whether it can forget; where it cannot, [`start_afresh`](Subject::start_afresh) does nothing.
    fn can_start_afresh(&self) -> bool {
        false
    }

    /// What went wrong so far and was made good by asking again, so that nobody is blamed for it.
    fn unsteady(&self) -> Option<Unsteady> {
        None
    }

    /// Whether the time for asking it is up: from then on every answer is *lost*.
    fn is_out_of_time(&self) -> bool {
        false
    }

    /// Whether many questions at once cost much less than one by one.
    fn prefers_batches(&self) -> bool {
        false
    }

    /// Asks all of a batch. What it comes to is seen in the batch itself, as far as it was asked.
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
