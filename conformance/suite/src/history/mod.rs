//! Histories of programs with several threads: is there a sequential order of the calls that
//! explains them?
//!
//! A history is legal if its calls can be put in an order in which the model allows every response,
//! with each call at some moment between its own start and end (linearizability: Herlihy and Wing,
//! "Linearizability: a correctness condition for concurrent objects", ACM TOPLAS 12 (3), 1990). A
//! call that never returned may or may not have happened.

mod expected;
pub mod ids;
mod lists;
mod partition;
mod search;
#[doc(hidden)]
pub mod simulated;
mod smallest;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::{Model, State};
use crate::program::{History, Place, Record};
use crate::verdict::{Objection, Status, Verdict};
use search::Linearization;

/// Maximum number of calls of an illegal part that a report shows.
const CALLS_SHOWN: usize = 8;

/// Objects unless some order of the calls explains every response, every id belongs to one
/// calendar, and every list contains what was registered while it was made.
pub fn explained(model: &Model<'_>, history: &History) -> Verdict {
    let history = &without_the_end(history);
    ids::stand_for_one(model, history)?;
    lists::have_what_was_there(model, history)?;
    // A proven failure in one part outranks an undecided search in another.
    let mut verdict = Ok(());
    for part in partition::of(model, history) {
        match search::order(model, &part) {
            Linearization::Exists => {}
            Linearization::None => {
                return Err(Objection::wrong(words(model, &smallest::of(model, part))));
            }
            Linearization::TooMany(states) => {
                let why = format!(
                    "no order was found among {states} states, and the search was cut short"
                );
                verdict = Err(Objection::new(Status::Unsupported, why));
            }
        }
    }
    verdict
}

/// The history without the calls that calendars made when they were dropped after all calls of the
/// program. The registry may be shutting down then, and its responses are not specified.
fn without_the_end(history: &History) -> Cow<'_, History> {
    let is_inside = |record: &Record| matches!(record.place, Place::Inside(_));
    let of_program = history.records.iter().filter(|record| !is_inside(record));
    let last = of_program.map(|record| record.returned.as_ref().map_or(u64::MAX, |it| it.0)).max();
    let is_at_the_end = |record: &Record| is_inside(record) && Some(record.called) > last;
    if !history.records.iter().any(is_at_the_end) {
        return Cow::Borrowed(history);
    }
    let mut before = history.clone();
    before.records.retain(|record| !is_at_the_end(record));
    Cow::Owned(before)
}

/// Describes what is wrong with calls that no order explains.
fn words(model: &Model<'_>, part: &[&Record]) -> String {
    if let Some(words) = first_wrong(model, part) {
        return words;
    }
    let mut calls: Vec<String> = part.iter().map(ToString::to_string).collect();
    let more = calls.len().saturating_sub(CALLS_SHOWN);
    calls.truncate(CALLS_SHOWN);
    if more > 0 {
        calls.push(format!("and {more} more"));
    }
    let calls = calls.join("; ");
    let expected = expected::of(model, part).map(|(record, expected)| {
        let expected = expected.into_iter().collect::<Vec<String>>().join(", or ");
        format!("; expected of {}, given the other responses: {expected}", record.place)
    });
    let expected = expected.unwrap_or_default();
    format!("no order of these calls explains their responses: {calls}{expected}")
}

/// The first wrong response among sequential calls; `None` if some calls overlap.
fn first_wrong(model: &Model<'_>, part: &[&Record]) -> Option<String> {
    let mut states = vec![model.start()];
    let mut last = None;
    for record in part {
        let (returned, answered) = record.returned.as_ref()?;
        if last.is_some_and(|last| last > record.called) {
            return None;
        }
        last = Some(*returned);
        let mut expected = BTreeSet::new();
        let mut after: Vec<State> = Vec::new();
        for state in states {
            match model.steps(&state, &record.call, answered) {
                Ok(next) => after.extend(next),
                Err(words) => _ = expected.insert(words),
            }
        }
        if after.is_empty() {
            let expected = expected.into_iter().collect::<Vec<String>>().join(", or ");
            return Some(format!("{record}; expected: {expected}"));
        }
        states = after;
    }
    None
}

#[cfg(test)]
mod tests;
