//! Many questions at once.

use calproof_registry::{Calendar, Date, RataDie, Refusal, Weekday};

use crate::query::{Answer, Observation, Query};
use crate::subject::{Interrupted, Subject};

/// Many questions of one kind, and the place for the answers.
pub trait Batch {
    /// The number of questions.
    fn count(&self) -> usize;

    /// The query at this index. All queries of a batch need the same ability.
    fn query(&self, place: usize) -> Query;

    /// Takes the response to the next query; an error ends the batch.
    fn take(&mut self, answered: Observation) -> Result<(), Interrupted>;

    /// Lets an in-process calendar answer everything.
    fn answered_by(&mut self, calendar: &dyn Calendar) -> Result<(), Interrupted> {
        for place in 0..self.count() {
            self.take(self.query(place).answered_by(calendar))?;
        }
        Ok(())
    }
}

/// A batch that ends at the first question without an answer.
pub(super) struct Filling<'a, T, Q, C> {
    /// The number of questions.
    pub(super) count: usize,
    /// Makes the query at an index.
    pub(super) query: Q,
    /// Asks a calendar directly, without making a query: sweeps ask about millions of days.
    pub(super) by_calendar: C,
    /// The destination of the answers.
    pub(super) answers: &'a mut Vec<T>,
}

impl<T, Q, C> Batch for Filling<'_, T, Q, C>
where
    T: TryFrom<Answer>,
    Q: Fn(usize) -> Query,
    C: Fn(&dyn Calendar, usize) -> Result<T, Refusal>,
{
    fn count(&self) -> usize {
        self.count
    }

    fn query(&self, place: usize) -> Query {
        (self.query)(place)
    }

    fn take(&mut self, answered: Observation) -> Result<(), Interrupted> {
        let Observation::Value(answer) = answered else { return Err(Interrupted) };
        self.answers.push(T::try_from(answer).map_err(|_| Interrupted)?);
        Ok(())
    }

    fn answered_by(&mut self, calendar: &dyn Calendar) -> Result<(), Interrupted> {
        for place in 0..self.count {
            self.answers.push((self.by_calendar)(calendar, place).map_err(|_| Interrupted)?);
        }
        Ok(())
    }
}

/// Appends the dates of these days.
pub fn dates_of(
    subject: &dyn Subject,
    calendar: &str,
    days: &[RataDie],
    dates: &mut Vec<Date>,
) -> Result<(), Interrupted> {
    let query = |place: usize| Query::Date(days[place]);
    let by_calendar = |calendar: &dyn Calendar, place: usize| calendar.date(days[place]);
    subject.batch(calendar, &mut Filling { count: days.len(), query, by_calendar, answers: dates })
}

/// Appends the weekdays of these days.
pub fn weekdays_of(
    subject: &dyn Subject,
    calendar: &str,
    days: &[RataDie],
    weekdays: &mut Vec<Option<Weekday>>,
) -> Result<(), Interrupted> {
    let query = |place: usize| Query::Weekday(days[place]);
    let by_calendar = |calendar: &dyn Calendar, place: usize| calendar.weekday(days[place]);
    let mut batch = Filling { count: days.len(), query, by_calendar, answers: weekdays };
    subject.batch(calendar, &mut batch)
}
