//! Many questions at once.

use calproof_registry::{Calendar, Date, RataDie, Refusal, Weekday};

use crate::query::{Answer, Observation, Query};
use crate::subject::{Interrupted, Subject};

/// One question, asked of many things, and where the answers go.
pub trait Batch {
    /// How many things it is asked of.
    fn count(&self) -> usize;

    /// The query at this place. All of a batch need the same ability.
    fn query(&self, place: usize) -> Query;

    /// Takes what was said to the query at the next place; the error if the batch ends with it.
    fn take(&mut self, answered: Observation) -> Result<(), Interrupted>;

    /// Has a calendar in this process answer everything.
    fn answered_by(&mut self, calendar: &dyn Calendar) -> Result<(), Interrupted> {
        for place in 0..self.count() {
            self.take(self.query(place).answered_by(calendar))?;
        }
        Ok(())
    }
}

/// A batch that ends at the first question without an answer.
pub(super) struct Filling<'a, T, Q, C> {
    /// How many answers are wanted.
    pub(super) count: usize,
    /// The query at a place.
    pub(super) query: Q,
    /// What a calendar answers to it, without a query in between: walks ask for millions of days.
    pub(super) by_calendar: C,
    /// Where the answers go.
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
