//! Finds which answers are right if the reference refuses a question.
//!
//! The check that asks the question is the judge: it is shown each possible refusal in place of the
//! reference's. So a vector is no stricter than the check.

use calproof::case::Input;
use calproof::check::Check;
use calproof::query::{Answer, Observation, Query};
use calproof::session::{Ask, Topic};
use calproof::spec::{Exactness, Spec};
use calproof::subject::{Hello, Subject};
use calproof_registry::{Calendar, Date, MonthCode, RataDie, Reason};

use super::refused;

/// The reasons that a refusal can have.
const REASONS: [Reason; 5] = [
    Reason::NoSuchEra,
    Reason::NoSuchYear,
    Reason::NoSuchMonth,
    Reason::NoSuchDay,
    Reason::OutOfRange,
];

/// The reference with one answer replaced.
struct Instead<'a> {
    reference: &'a dyn Subject,
    query: Query,
    answered: Observation,
}

impl Subject for Instead<'_> {
    fn hello(&self) -> &Hello {
        self.reference.hello()
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        if query == self.query {
            return self.answered.clone();
        }
        self.reference.answer(calendar, query)
    }
}

/// All right answers to a query that the reference refuses for the reason `answered`, as judged by
/// `check` on this input. `None` if they are not known, or if the check does not depend on the
/// answer.
pub(super) fn where_refused(
    topic: &Topic<'_>,
    spec: &Spec,
    (check, input): (&Check, &Input),
    query: Query,
    answered: Reason,
) -> Option<Vec<Observation>> {
    let accepts = |answered: Observation| {
        let instead = Instead { reference: topic.subject, query, answered };
        let topic = topic.by_way_of(&instead);
        let verdict = check.judge(input, &mut Ask::new(&topic));
        verdict.map_or_else(|objection| !objection.status.fails(), |()| true)
    };
    let right = right(topic.shape.oracle.reference()?, spec, query);
    let made_up = made_up(query).into_iter().filter(|answer| Some(*answer) != right);
    if made_up.into_iter().any(|answer| accepts(Observation::Value(answer))) {
        return None;
    }
    let is_right = |reason: &Reason| blames_the_year(query, *reason) || accepts(refused(*reason));
    let others = REASONS.into_iter().filter(|reason| *reason != answered).filter(is_right);
    let mut answers: Vec<Observation> = [answered].into_iter().chain(others).map(refused).collect();
    match right {
        Some(answer) => answers.push(Observation::Value(answer)),
        // A library's range may be larger than the reference's.
        None if answered == Reason::OutOfRange => return None,
        None => {}
    }
    Some(answers)
}

/// Whether the reason blames the year of a query about an era. A library may refuse a year that no
/// era is expected to have before it looks at the era.
fn blames_the_year(query: Query, reason: Reason) -> bool {
    matches!(query, Query::ExtendedYear(asked) if !(1..=LARGEST_YEAR).contains(&asked.year))
        && matches!(reason, Reason::NoSuchYear | Reason::OutOfRange)
}

/// The largest year that an era is expected to have.
const LARGEST_YEAR: i64 = 9999;

/// The right answer beyond the range of the reference, from the rule's cycle or the count of an
/// era.
fn right(reference: &dyn Calendar, spec: &Spec, query: Query) -> Option<Answer> {
    if let Query::ExtendedYear(asked) = query {
        let era = reference.eras().iter().find(|era| era.is_called(asked.era))?;
        return era.extended_year(asked.year).map(Answer::Year);
    }
    let (years, days) = spec.cycle.filter(|_| spec.exactness == Exactness::Arithmetic)?;
    let near = |year: i64| year.checked_rem_euclid(years);
    Some(match query {
        Query::Date(day) => {
            let date = reference.date(RataDie(day.0.checked_rem_euclid(days)?)).ok()?;
            let year = day.0.div_euclid(days).checked_mul(years)?.checked_add(date.year)?;
            Answer::Date(Date { year, ..date })
        }
        Query::Day(date) => {
            let day = reference.day(Date { year: near(date.year)?, ..date }).ok()?;
            let whole = date.year.div_euclid(years).checked_mul(days)?;
            Answer::Day(RataDie(day.0.checked_add(whole)?))
        }
        // A cycle need not be a whole number of weeks, but seven cycles are.
        Query::Weekday(day) => {
            let day = day.0.checked_rem_euclid(days.checked_mul(7)?)?;
            Answer::Weekday(reference.weekday(RataDie(day)).ok()?)
        }
        Query::MonthsInYear(year) => Answer::Count(reference.months_in_year(near(year)?).ok()?),
        Query::DaysInYear(year) => Answer::Count(reference.days_in_year(near(year)?).ok()?),
        Query::DaysInMonth(year, month) => {
            Answer::Count(reference.days_in_month(near(year)?, month).ok()?)
        }
        Query::IsLeapYear(year) => Answer::Flag(reference.is_leap_year(near(year)?).ok()?),
        Query::MonthCode(year, place) => {
            Answer::Month(reference.month_code(near(year)?, place).ok()?)
        }
        Query::MonthOrdinal(year, month) => {
            Answer::Count(reference.month_ordinal(near(year)?, month).ok()?)
        }
        _ => return None,
    })
}

/// Two answers of the right type, at most one of which can be right.
fn made_up(query: Query) -> Vec<Answer> {
    let month = [1, 2].map(MonthCode::common);
    let date = |month| Answer::Date(Date { year: 1, month, day: 1 });
    let all = month.into_iter().zip([1, 2]).flat_map(|(month, number)| {
        [
            Answer::Day(RataDie(number)),
            date(month),
            Answer::Count(number as u32),
            Answer::Month(month),
            Answer::Year(number),
            Answer::Flag(number == 1),
        ]
    });
    all.filter(|answer| query.ability().answer(&answer.to_json()) == Some(*answer)).collect()
}
