//! Who answers, and what it says of itself.

mod ahead;
mod as_calendar;
mod in_process;
mod in_process_registry;
mod survive;

use calproof_registry::{Date, RataDie, Refusal, Weekday};

use crate::program::{History, Program};
use crate::query::{Answer, Observation, Query};

pub use crate::claim::{Claim, Hello};
pub use ahead::Ahead;
pub use as_calendar::AsCalendar;
pub use in_process::InProcess;
pub use in_process_registry::RegistrySource;
pub use in_process_registry::play;
pub use survive::lock;

/// A batch came to a question without an answer; what happened is seen by asking one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

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

    /// Whether many questions at once cost much less than one by one.
    fn prefers_batches(&self) -> bool {
        false
    }

    /// Appends the dates of `count` days from `first` on.
    fn dates(
        &self,
        calendar: &str,
        first: RataDie,
        count: usize,
        dates: &mut Vec<Date>,
    ) -> Result<(), Interrupted> {
        for day in first.0..first.0 + count as i64 {
            match self.answer(calendar, Query::Date(RataDie(day))) {
                Observation::Value(Answer::Date(date)) => dates.push(date),
                _ => return Err(Interrupted),
            }
        }
        Ok(())
    }

    /// Appends the days of the dates.
    fn days(
        &self,
        calendar: &str,
        dates: &[Date],
        days: &mut Vec<RataDie>,
    ) -> Result<(), Interrupted> {
        for date in dates {
            match self.answer(calendar, Query::Day(*date)) {
                Observation::Value(Answer::Day(day)) => days.push(day),
                _ => return Err(Interrupted),
            }
        }
        Ok(())
    }

    /// Appends the weekdays of `count` days from `first` on.
    fn weekdays(
        &self,
        calendar: &str,
        first: RataDie,
        count: usize,
        weekdays: &mut Vec<Option<Weekday>>,
    ) -> Result<(), Interrupted> {
        for day in first.0..first.0 + count as i64 {
            match self.answer(calendar, Query::Weekday(RataDie(day))) {
                Observation::Value(Answer::Weekday(weekday)) => weekdays.push(weekday),
                _ => return Err(Interrupted),
            }
        }
        Ok(())
    }
}
