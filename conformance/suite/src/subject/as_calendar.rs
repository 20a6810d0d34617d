//! A subject's calendar as a [`Calendar`], to find out its shape.

use calproof_registry::{Calendar, Date, MonthCode, RataDie, Refusal};

use crate::query::{AnswerType, Observation, Query};
use crate::subject::{Claim, Subject};

/// One calendar of a subject. It is asked only what it declares. A response that is not an answer
/// is *unexplained* here, whatever the cause.
pub struct AsCalendar<'a> {
    pub subject: &'a dyn Subject,
    pub claim: &'a Claim,
}

impl AsCalendar<'_> {
    fn ask<T: AnswerType>(&self, query: Query) -> Result<T, Refusal> {
        if !self.claim.abilities.contains(&query.ability()) {
            return Err(Refusal::Unsupported);
        }
        match self.subject.answer(&self.claim.id, query) {
            Observation::Value(answer) => T::try_from(answer).map_err(|_| Refusal::Unexplained),
            Observation::Refused(refusal) => Err(refusal),
            _ => Err(Refusal::Unexplained),
        }
    }
}

impl Calendar for AsCalendar<'_> {
    fn id(&self) -> &str {
        &self.claim.id
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.ask(Query::Date(day))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.ask(Query::Day(date))
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        self.ask(Query::DaysInMonth(year, month))
    }

    fn month_code(&self, year: i64, place: u32) -> Result<MonthCode, Refusal> {
        self.ask(Query::MonthCode(year, place))
    }

    fn months_in_year(&self, year: i64) -> Result<u32, Refusal> {
        self.ask(Query::MonthsInYear(year))
    }
}
