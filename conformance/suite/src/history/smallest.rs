//! Shrinks an illegal history.

use crate::history::search::{Linearization, order_within};
use crate::model::Model;
use crate::program::{Record, Response};

/// Maximum number of parts to try.
const TRIES: usize = 2_000;

/// Maximum number of states in each try.
const STATES: usize = 100_000;

/// Removes calls as long as no order explains the rest.
///
/// It only removes calls that changed nothing, since without them a legal history stays legal, and
/// trailing calls that began after all others had returned.
pub fn of<'a>(model: &Model<'_>, part: Vec<&'a Record>) -> Vec<&'a Record> {
    let mut part = part;
    let mut tries = 0;
    let mut is_illegal = |part: &[&Record]| {
        tries += 1;
        tries <= TRIES && order_within(model, part, STATES) == Linearization::None
    };
    let mut length = part.len().div_ceil(2);
    while length > 0 {
        let mut first = 0;
        while first < part.len() {
            let last = (first + length).min(part.len());
            let kept = |place: usize, record: &Record| {
                !(first..last).contains(&place) || changes_something(record)
            };
            let smaller: Vec<&Record> = part
                .iter()
                .enumerate()
                .filter(|(place, record)| kept(*place, record))
                .map(|(_, record)| *record)
                .collect();
            if smaller.len() < part.len() && is_illegal(&smaller) {
                part = smaller;
            } else {
                first = last;
            }
        }
        length /= 2;
    }
    cut_what_comes_later(&mut part, &mut is_illegal);
    part
}

fn cut_what_comes_later(part: &mut Vec<&Record>, is_illegal: &mut dyn FnMut(&[&Record]) -> bool) {
    while let Some((last, rest)) = part.split_last() {
        let after_all = rest.iter().all(|record| {
            record.returned.as_ref().is_some_and(|(returned, _)| *returned < last.called)
        });
        if !after_all || !is_illegal(rest) {
            return;
        }
        part.pop();
    }
}

fn changes_something(record: &Record) -> bool {
    matches!(record.returned, None | Some((_, Response::Registered { .. } | Response::Done)))
}
