//! Calls and returns of a program from several threads: is there an order that explains them?
//!
//! A history is legal if its calls can be put in an order in which the model allows every answer,
//! each call at some moment between its own begin and end (linearizability: Herlihy and Wing,
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

/// How many calls of an illegal part are written out.
const CALLS_SHOWN: usize = 8;

/// Objects unless there is an order of the calls in which the model allows every answer; unless an
/// id stands for one calendar; and unless every list has what was there while it was made.
pub fn explained(model: &Model<'_>, history: &History) -> Verdict {
    let history = &without_the_end(history);
    ids::stand_for_one(model, history)?;
    lists::have_what_was_there(model, history)?;
    // What is wrong in one part outranks what cannot be told of another.
    let mut verdict = Ok(());
    for part in partition::of(model, history) {
        match search::order(model, &part) {
            Linearization::Exists => {}
            Linearization::None => {
                return Err(Objection::wrong(words(model, &smallest::of(model, part))));
            }
            Linearization::TooMany(states) => {
                let why =
                    format!("no order was found among {states} states, and not all were seen");
                verdict = Err(Objection::new(Status::Unsupported, why));
            }
        }
    }
    verdict
}

/// The history without the calls that calendars made when they were dropped after all calls of the
/// program: the registry may be ending then, and what it answers is not said.
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

/// What is wrong with calls that no order explains.
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

/// The first wrong answer among calls that came one after another; `None` if some came at once.
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
