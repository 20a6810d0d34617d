//! Looks at whether results have the right types and order, and are the same each time.

use calproof::query::{Ability, Observation, Probe, Query};
use calproof::session;
use calproof_registry::{Date, RataDie, Reason};

use super::patient::{Patient, date_of};
use super::{State, not_checked};

/// Every declared question gets an answer of its type.
pub(super) fn claims(patient: &Patient<'_>) -> Option<State> {
    let mut queries: Vec<Query> = patient.dates.iter().map(|(day, _)| Query::Date(*day)).collect();
    let mut observed: Vec<Observation> =
        patient.dates.iter().map(|(_, observed)| observed.clone()).collect();
    for query in probes(patient) {
        queries.push(query);
        observed.push(patient.ask(query));
    }
    let mut answered = false;
    for (query, observed) in queries.iter().zip(&observed) {
        if let Some(words) = of_another_type(*query, observed) {
            return Some(State::Wrong(words));
        }
        answered |= matches!(observed, Observation::Value(_));
        let is_unsupported = |observed: &Observation| matches!(observed, Observation::Refused(refusal) if refusal.reason() == Reason::Unsupported);
        if is_unsupported(observed) {
            return Some(State::Wrong(format!(
                "remove `{}` from `answers`, or answer it: `{query}` gave {observed}",
                query.ability()
            )));
        }
    }
    let is_broken = |observed: &&Observation| {
        matches!(observed, Observation::Crashed(_) | Observation::Garbled(_))
    };
    if let Some((query, observed)) =
        queries.iter().zip(&observed).find(|(_, observed)| is_broken(observed))
    {
        return Some(not_checked(format!("`{query}` gave {observed}; `calproof run` judges that")));
    }
    let first = queries.first()?;
    if answered {
        return Some(State::Ok);
    }
    Some(not_checked(format!("no question is answered: `{first}` gave {}", observed[0])))
}

/// One question of each declared kind, about a day in the range.
fn probes(patient: &Patient<'_>) -> Vec<Query> {
    let day = patient.middle();
    let by_reference = || patient.reference()?.date(day).ok();
    let Some(date) = patient.date(day).or_else(by_reference) else { return Vec::new() };
    let era_year = patient.reference().and_then(|reference| reference.era_year(day).ok());
    let probe = Probe { day, date, era_year };
    // Native dates and months of other ordinals exist only in some calendars.
    let is_certain =
        |ability: &Ability| !matches!(ability, Ability::DayNative | Ability::MonthCode);
    let able = patient.claim.abilities.iter().filter(|ability| is_certain(ability));
    able.filter_map(|ability| ability.probe(&probe)).collect()
}

/// If no date that was asked for is a date: the sentence about the first result.
pub(super) fn all_of_another_type(patient: &Patient<'_>) -> Option<String> {
    let of_another = |(day, observed): &_| of_another_type(Query::Date(*day), observed);
    let all: Option<Vec<String>> = patient.dates.iter().map(of_another).collect();
    all?.into_iter().next()
}

/// What to change if the result does not have its type.
fn of_another_type(query: Query, observed: &Observation) -> Option<String> {
    let Observation::Unacceptable(text) = observed else { return None };
    // A weekday that is some other number has a look of its own.
    if query.ability() == Ability::Weekday && text.as_str().parse::<u8>().is_ok() {
        return None;
    }
    let was = session::unacceptable(query, observed);
    Some(format!("{}: `{query}` was {was}", remedy(text.as_str())))
}

/// What to change, by how the result is written.
fn remedy(text: &str) -> &'static str {
    let bytes = text.as_bytes();
    let digit_before = |marks: &[u8]| {
        bytes.windows(2).any(|pair| pair[0].is_ascii_digit() && marks.contains(&pair[1]))
    };
    let in_quotes = |pair: &[u8]| pair[0] == b'"' && (pair[1].is_ascii_digit() || pair[1] == b'-');
    if bytes.starts_with(b"{") {
        "write the result as PROTOCOL.md says, and not as an object with names"
    } else if bytes.windows(2).any(in_quotes) {
        "write integers as JSON integers, without quotes"
    } else if digit_before(b"eE") {
        "write integers without an exponent"
    } else if digit_before(b".") {
        "write integers without a fraction"
    } else if text.contains("null") {
        "a `null` is what NaN becomes in JSON: look for the calculation that failed, and answer \
         {\"broke\":…} where one does"
    } else {
        "write the result as PROTOCOL.md says"
    }
}

/// A batch gives the same results, in the same order, as its items asked alone.
pub(super) fn order(patient: &Patient<'_>) -> Option<State> {
    let observed: Vec<_> = patient
        .dates
        .iter()
        .filter(|(_, observed)| matches!(observed, Observation::Value(_)))
        .collect();
    if !patient.can(Ability::Date) {
        return None;
    }
    let few: Vec<_> = observed.iter().take(4).collect();
    if few.len() < 2 {
        return Some(not_checked("fewer than two of its days have dates"));
    }
    let alone: Vec<Observation> =
        few.iter().map(|(day, _)| patient.ask(Query::Date(*day))).collect();
    let other = few.iter().zip(&alone).find(|((_, observed), alone)| observed != *alone);
    let Some(((day, in_batch), alone_answered)) = other else { return Some(State::Ok) };
    let is_of_another = patient
        .dates
        .iter()
        .any(|(other, _)| other != day && patient.ask(Query::Date(*other)) == *in_batch);
    if !is_of_another {
        return Some(not_checked("its answers change, which is checked below"));
    }
    Some(State::Wrong(format!(
        "give the results in the order of the items: in a batch of {} days `date {}` gave \
         {in_batch}, and alone {alone_answered}",
        patient.dates.len(),
        day.0
    )))
}

/// Repeats the same questions in another order; the answers must be the same.
pub(super) fn memory(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Date) {
        return None;
    }
    let observed: Vec<_> = patient.observed().collect();
    if observed.is_empty() {
        return Some(not_checked("none of its days has a date"));
    }
    let ask = |(day, _): &(RataDie, Date)| (*day, patient.ask(Query::Date(*day)));
    let first: Vec<_> = observed.iter().rev().map(ask).collect();
    // One is asked twice. Otherwise an adapter that fails at every n-th question could fail at the
    // same questions in both rounds.
    for (day, again) in observed.iter().take(1).chain(&observed).map(ask) {
        let before = first.iter().find(|(other, _)| *other == day).map(|(_, observed)| observed);
        if let (Some(before), Some(_)) = (before, date_of(&again))
            && *before != again
        {
            return Some(State::Wrong(format!(
                "answer each question as if it were the first: `date {}` gave {before}, and \
                 {again} when asked again",
                day.0
            )));
        }
    }
    Some(State::Ok)
}
