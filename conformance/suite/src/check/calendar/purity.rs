//! Laws: an answer depends on the question alone.

mod company;
mod questions;

use calproof_registry::{Date, Leniency, RataDie, Refusal};

use crate::query::{Ability, Answer, Query};
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Verdict, ensure};
pub(in crate::check) use company::{
    answers_do_not_depend_on_how_many_were_asked, answers_do_not_depend_on_the_process,
    answers_do_not_depend_on_their_batch,
};
use questions::Moment;

/// Checks that a day has the same date when asked again, directly and after other questions.
pub(in crate::check) fn repeated_questions_get_the_same_answer(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let first = ask.date(day)?;
    // Days far enough away to share no cached year with this one.
    let range = ask.range()?;
    let (before, behind) = (day.0.saturating_sub(40_000), day.0.saturating_add(40_000));
    let other = [before, behind].into_iter().map(RataDie).find(|day| range.contains(*day));
    ask.date(day)?;
    if let Some(other) = other {
        ask.date(other)?;
    }
    let again = ask.date(day)?;
    ensure(again == first, || format!("{first} at first, and {again} when asked again"))?;
    // An implementation that steps on from the last day asked may fail at the end of a year.
    let beside = [day.0.checked_add(1), day.0.checked_sub(1)].into_iter().flatten().map(RataDie);
    for other in beside.filter(|other| range.contains(*other)) {
        ask.date(other)?;
        let again = ask.date(day)?;
        ensure(again == first, || format!("{first} at first, and {again} after day {}", other.0))?;
    }
    Ok(())
}

/// Checks that all questions of a day get the same answers in reverse order, and each right after
/// another question, which varies with the day.
pub(in crate::check) fn answers_do_not_depend_on_their_order(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let queries = Moment::of(ask, day)?.queries(ask);
    let first = answered(ask, &queries)?;
    for (query, first) in first.iter().rev().copied() {
        same(ask, query, first, "when asked in reverse order")?;
    }
    let turn = turn(day, queries.len());
    let others = queries.iter().cycle().skip(turn);
    for ((query, first), other) in first.into_iter().zip(others) {
        let _ = ask.attempt().any(*other)?;
        same(ask, query, first, &format!("right after {other}"))?;
    }
    lengths_do_not_depend_on_years_beside(ask, day)
}

/// Checks that the months of a day's year have the same lengths right after lengths of adjacent years.
fn lengths_do_not_depend_on_years_beside(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    if !ask.answers(Ability::DaysInMonth) {
        return Ok(());
    }
    let Some(Date { year, .. }) = ask.shape().date_of(day) else { return Ok(()) };
    let beside = [year.checked_sub(1), year.checked_add(1)].into_iter().flatten();
    let beside: Vec<i64> = beside.filter(|year| ask.shape().has_year(*year)).collect();
    for month in ask.shape().months_of(year) {
        let query = Query::DaysInMonth(year, month);
        let first = ask.attempt().any(query)?;
        for &year in &beside {
            for other in [Query::DaysInYear(year), Query::DaysInMonth(year, month)] {
                if ask.answers(other.ability()) {
                    let _ = ask.attempt().any(other)?;
                    same(ask, query, first, &format!("right after {other}"))?;
                }
            }
        }
    }
    Ok(())
}

/// Checks that all questions of a day get the same answers after impossible questions.
pub(in crate::check) fn refusals_change_no_answer(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let moment = Moment::of(ask, day)?;
    let queries = moment.queries(ask);
    let first = answered(ask, &queries)?;
    let mut impossible = moment.impossible(ask);
    impossible.retain(|other| ask.shape().claim.leniency(other.ability()) != Leniency::Undefined);
    let turn = turn(day, impossible.len());
    for (place, (query, first)) in first.into_iter().enumerate() {
        // One of the same kind, and right before it one of another kind, which varies with the day.
        let others = impossible.iter().filter(|other| other.ability() == query.ability());
        for other in others.chain(impossible.iter().cycle().skip(place + turn).take(1)) {
            // Other checks judge this answer.
            let _ = ask.attempt().any(*other);
        }
        same(ask, query, first, "after an impossible question")?;
    }
    Ok(())
}

/// Checks that all questions of a day get the same answers after other calendars were asked.
pub(in crate::check) fn other_calendars_change_no_answer(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let others: Vec<_> =
        ask.others().filter(|other| other.range.is_some_and(|range| range.contains(day))).collect();
    let place = usize::try_from(day.0.rem_euclid(others.len().max(1) as i64)).unwrap_or_default();
    let Some(other) = others.get(place) else {
        return Err(Objection::unsupported("the subject has no other calendar that has the day"));
    };
    let queries = Moment::of(ask, day)?.queries(ask);
    let first = answered(ask, &queries)?;
    for (query, first) in first {
        ask.distract(other, Query::Date(day));
        if query.ability() != Ability::Date {
            ask.distract(other, query);
        }
        let when = format!("after the calendar {} was asked", crate::escape::line(&other.id));
        same(ask, query, first, &when)?;
    }
    Ok(())
}

/// Which of `count` items comes first on this day: over `count` consecutive days, each is first
/// once.
fn turn(day: RataDie, count: usize) -> usize {
    day.0.rem_euclid(count.max(1) as i64) as usize
}

/// The answer or refusal that a question got.
type Outcome = Result<Answer, Refusal>;

fn answered(ask: &mut Ask<'_>, queries: &[Query]) -> Asked<Vec<(Query, Outcome)>> {
    queries.iter().map(|query| Ok((*query, ask.attempt().any(*query)?))).collect()
}

/// Asks again, and objects if the outcome differs. Refusals are equal if their reasons are.
fn same(ask: &mut Ask<'_>, query: Query, first: Outcome, when: &str) -> Verdict {
    let again = ask.attempt().any(query)?;
    let is_same = again.map_err(Refusal::reason) == first.map_err(Refusal::reason);
    ensure(is_same, || format!("{query}: {} at first, and {} {when}", say(first), say(again)))
}

/// The outcome in words.
fn say(observed: Outcome) -> String {
    observed.map_or_else(|no| format!("refused, {no}"), |it| it.to_string())
}
