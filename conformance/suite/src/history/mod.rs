//! Calls and returns of a program from several threads: is there an order that explains them?
//!
//! A history is legal if its calls can be put in an order in which the model allows every answer,
//! each call at some moment between its own begin and end (linearizability: Herlihy and Wing,
//! "Linearizability: a correctness condition for concurrent objects", ACM TOPLAS 12 (3), 1990). A
//! call that never returned may or may not have happened.

pub mod ids;
mod lists;
mod partition;
mod search;
#[doc(hidden)]
pub mod simulated;
mod smallest;

use crate::model::Model;
use crate::program::{History, Record};
use crate::verdict::{Objection, Status, Verdict};
use search::Linearization;

/// How many calls of an illegal part are written out.
const CALLS_SHOWN: usize = 8;

/// Objects unless there is an order of the calls in which the model allows every answer; unless an
/// id stands for one calendar; and unless every list has what was there while it was made.
pub fn explained(model: &Model<'_>, history: &History) -> Verdict {
    ids::stand_for_one(model, history)?;
    lists::have_what_was_there(model, history)?;
    for part in partition::of(model, history) {
        match search::order(model, &part) {
            Linearization::Exists => {}
            Linearization::None => {
                return Err(Objection::wrong(words(model, &smallest::of(model, part))));
            }
            Linearization::TooMany(states) => {
                let why =
                    format!("no order was found among {states} states, and not all were seen");
                return Err(Objection::new(Status::Unsupported, why));
            }
        }
    }
    Ok(())
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
    format!("in no order do these calls explain each other: {}", calls.join("; "))
}

/// The first wrong answer among calls that came one after another; `None` if some came at once.
fn first_wrong(model: &Model<'_>, part: &[&Record]) -> Option<String> {
    let mut state = model.start();
    let mut last = None;
    for record in part {
        let (returned, said) = record.returned.as_ref()?;
        if last.is_some_and(|last| last > record.called) {
            return None;
        }
        last = Some(*returned);
        match model.step(&state, &record.call, said) {
            Ok(after) => state = after,
            Err(due) => return Some(format!("{record}; what is due: {due}")),
        }
    }
    None
}

#[cfg(test)]
mod tests;
