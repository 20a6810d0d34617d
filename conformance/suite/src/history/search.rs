//! The search for an order of calls in which the model allows every answer.
//!
//! Depth-first search with backtracking. Visited pairs of placed calls and resulting state are
//! remembered, so that nothing is tried twice (Lowe, "Testing for linearizability", Concurrency and
//! Computation 29 (4), 2017). Calls are mostly placed in the order in which they began, so the set
//! of placed calls is stored as a count and a few exceptions.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{Model, State};
use crate::program::Record;

/// Maximum number of states before the search gives up.
const MOST_STATES: usize = 1_000_000;

/// The same limit where a short search only words a report.
const FEW_STATES: usize = 10_000;

/// The result of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linearization {
    /// There is an order.
    Exists,
    /// There is no order.
    None,
    /// The search gave up after this many states.
    TooMany(usize),
}

/// The set of placed calls: all before `next`, and those in `ahead`.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Placed {
    next: u32,
    ahead: Vec<u32>,
}

impl Placed {
    fn has(&self, call: u32) -> bool {
        call < self.next || self.ahead.contains(&call)
    }

    fn with(&self, call: u32) -> Placed {
        let mut placed = self.clone();
        placed.ahead.push(call);
        placed.ahead.sort_unstable();
        while placed.ahead.first() == Some(&placed.next) {
            placed.ahead.remove(0);
            placed.next += 1;
        }
        placed
    }
}

/// A point of the search, and the steps still to be tried from it.
struct Point {
    placed: Placed,
    state: State,
    number: u32,
    steps: Vec<u32>,
}

/// Searches for an order of the calls, which must be sorted by their start.
pub fn order(model: &Model<'_>, part: &[&Record]) -> Linearization {
    order_within(model, part, MOST_STATES)
}

/// The same, giving up after `most` states.
pub fn order_within(model: &Model<'_>, part: &[&Record], most: usize) -> Linearization {
    Search::new(model, part, None).order(most)
}

/// The same, as if the call at this index had received a response that these words describe.
pub fn order_if_answered(
    model: &Model<'_>,
    part: &[&Record],
    place: usize,
    words: &str,
) -> Linearization {
    let instead = Instead { call: place as u32, words: Some(words), met: BTreeSet::new() };
    Search::new(model, part, Some(instead)).order(FEW_STATES)
}

/// All responses, in words, that the model would allow to the call at this index in some order of
/// the other calls.
pub fn answers_at(model: &Model<'_>, part: &[&Record], place: usize) -> BTreeSet<String> {
    let instead = Instead { call: place as u32, words: None, met: BTreeSet::new() };
    let mut search = Search::new(model, part, Some(instead));
    search.order(FEW_STATES);
    search.instead.map(|instead| instead.met).unwrap_or_default()
}

/// A hypothetical response to one call.
struct Instead<'a> {
    call: u32,
    /// The response in words. If `None`, the search stops at the call and records all allowed
    /// responses.
    words: Option<&'a str>,
    met: BTreeSet<String>,
}

struct Search<'a> {
    model: &'a Model<'a>,
    part: &'a [&'a Record],
    numbers: HashMap<State, u32>,
    seen: HashSet<(Placed, u32)>,
    instead: Option<Instead<'a>>,
}

impl<'a> Search<'a> {
    fn new(
        model: &'a Model<'a>,
        part: &'a [&'a Record],
        instead: Option<Instead<'a>>,
    ) -> Search<'a> {
        Search { model, part, numbers: HashMap::new(), seen: HashSet::new(), instead }
    }

    fn order(&mut self, most: usize) -> Linearization {
        let start = self.model.start();
        let number = self.number(&start);
        let placed = Placed { next: 0, ahead: Vec::new() };
        let Some(steps) = self.steps(&placed) else { return Linearization::Exists };
        let mut points = vec![Point { placed, state: start, number, steps }];
        while let Some(point) = points.last_mut() {
            let Some(call) = point.steps.pop() else {
                points.pop();
                continue;
            };
            let (placed, from, number) =
                (point.placed.with(call), point.state.clone(), point.number);
            for state in self.after(&from, call) {
                let number = if state.is_copy_of(&from) { number } else { self.number(&state) };
                if !self.seen.insert((placed.clone(), number)) {
                    continue;
                }
                if self.seen.len() >= most {
                    return Linearization::TooMany(most);
                }
                let Some(steps) = self.steps(&placed) else { return Linearization::Exists };
                points.push(Point { placed: placed.clone(), state, number, steps });
            }
        }
        Linearization::None
    }

    /// The number of a state; equal states have the same number.
    fn number(&mut self, state: &State) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(state.clone()).or_insert(next)
    }

    /// The calls that can come next, the earliest one last: calls not yet placed that began before
    /// any unplaced call returned. `None` if all calls that returned are placed.
    fn steps(&self, placed: &Placed) -> Option<Vec<u32>> {
        let mut steps = Vec::new();
        let mut first_return = u64::MAX;
        for (place, record) in (placed.next..).zip(&self.part[placed.next as usize..]) {
            if record.called > first_return {
                break;
            }
            if placed.has(place) {
                continue;
            }
            if let Some((returned, _)) = record.returned {
                first_return = first_return.min(returned);
            }
            steps.push(place);
        }
        if first_return == u64::MAX {
            return None;
        }
        steps.reverse();
        Some(steps)
    }

    /// The states to which the call's response may have led. For a call that never returned, all
    /// states to which it may have led.
    fn after(&mut self, state: &State, call: u32) -> Vec<State> {
        let record = self.part[call as usize];
        if let Some(instead) = self.instead.as_mut().filter(|instead| instead.call == call) {
            let allowed = self.model.allowed(state, &record.call).into_iter();
            let worded =
                allowed.map(|(allowed, after)| (self.model.in_words(state, &allowed), after));
            let Some(words) = instead.words else {
                instead.met.extend(worded.map(|(words, _)| words));
                return Vec::new();
            };
            return worded.filter(|(its, _)| its == words).map(|(_, after)| after).collect();
        }
        if let Some((_, answered)) = &record.returned {
            return self.model.steps(state, &record.call, answered).unwrap_or_default();
        }
        let allowed = self.model.allowed(state, &record.call).into_iter();
        allowed.map(|(_, after)| after).filter(|after| !after.is_copy_of(state)).collect()
    }
}
