//! Which answers are right where the reference refuses.
//!
//! The check that asks is the judge: it is shown each refusal in the place of the reference's. So a vector
//! is no stricter than the check.

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

/// The reference, but for one answer.
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

/// What may be answered to a question of the check about this input which the reference refuses with
/// `said`; `None` where that is not known, or the check is not about it.
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
        // A library may reach further than the reference.
        None if answered == Reason::OutOfRange => return None,
        None => {}
    }
    Some(answers)
}

/// Whether a year of an era is refused for its year, which in no era has to be one: a library may look at
/// it before it looks at the era.
fn blames_the_year(query: Query, reason: Reason) -> bool {
    matches!(query, Query::ExtendedYear(asked) if !(1..=LARGEST_YEAR).contains(&asked.year))
        && matches!(reason, Reason::NoSuchYear | Reason::OutOfRange)
}

/// The largest year that eras are expected to have.
const LARGEST_YEAR: i64 = 9999;

/// What is right by the rule's cycle, or by how an era is counted, where the reference does not reach.
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
        // Weeks need not be whole in a cycle; they are in seven.
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

/// Two answers of the right type, of which at most one can be right.
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
