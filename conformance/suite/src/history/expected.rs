//! What the right response would have been, for calls that no order explains.

use std::collections::BTreeSet;

use crate::history::search::{self, Linearization};
use crate::model::Model;
use crate::program::Record;

/// The last call whose response alone is wrong, and every response that would have been right
/// there, in words. `None` if no change to a single response explains the history.
pub fn of<'a>(model: &Model<'_>, part: &[&'a Record]) -> Option<(&'a Record, BTreeSet<String>)> {
    (0..part.len()).rev().filter(|place| part[*place].returned.is_some()).find_map(|place| {
        let mut expected = search::answers_at(model, part, place);
        expected.retain(|words| {
            search::order_if_answered(model, part, place, words) == Linearization::Exists
        });
        (!expected.is_empty()).then(|| (part[place], expected))
    })
}
