//! What would have been right of calls that no order explains.

use std::collections::BTreeSet;

use crate::history::search::{self, Linearization};
use crate::model::Model;
use crate::program::Record;

/// The last call whose answer alone is wrong, and each answer that would have been right there, in
/// words. `None` if no other answer of one call makes all of them right.
pub fn of<'a>(model: &Model<'_>, part: &[&'a Record]) -> Option<(&'a Record, BTreeSet<String>)> {
    (0..part.len()).rev().filter(|place| part[*place].returned.is_some()).find_map(|place| {
        let mut expected = search::answers_at(model, part, place);
        expected.retain(|words| {
            search::order_if_answered(model, part, place, words) == Linearization::Exists
        });
        (!expected.is_empty()).then(|| (part[place], expected))
    })
}
