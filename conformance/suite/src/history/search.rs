//! The search for an order of calls in which the model allows every answer.
//!
//! It goes forward from the first call and back where it is stuck. What was tried is remembered by
//! which calls have their place and the state they led to, so nothing is tried twice (Lowe,
//! "Testing for linearizability", Concurrency and Computation 29 (4), 2017). Calls have mostly
//! begun in the order in which they get their places, so the set of those that have one is a number
//! and a few others.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::{Model, State};
use crate::program::Record;

/// How many states are looked at before the search gives up.
const MOST_STATES: usize = 1_000_000;

/// The same, where what is searched is a few calls and only for words in a report.
const FEW_STATES: usize = 10_000;

/// What came of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linearization {
    /// There is an order.
    Exists,
    /// There is none.
    None,
    /// So many states were looked at, and not all of them.
    TooMany(usize),
}

/// Which calls have their place: all before `next`, and these.
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

/// A point of the search, and which steps lead on from it.
struct Point {
    placed: Placed,
    state: State,
    number: u32,
    steps: Vec<u32>,
}

/// Looks for an order of the calls, which are given in the order in which they began.
pub fn order(model: &Model<'_>, part: &[&Record]) -> Linearization {
    order_within(model, part, MOST_STATES)
}

/// The same, with the number of states after which it gives up.
pub fn order_within(model: &Model<'_>, part: &[&Record], most: usize) -> Linearization {
    Search::new(model, part, None).order(most)
}

/// The same, if the call at this place had had one of the answers of these words.
pub fn order_if_answered(
    model: &Model<'_>,
    part: &[&Record],
    place: usize,
    words: &str,
) -> Linearization {
    let instead = Instead { call: place as u32, words: Some(words), met: BTreeSet::new() };
    Search::new(model, part, Some(instead)).order(FEW_STATES)
}

/// All that may be answered to the call at this place, in words, wherever orders of the others lead
/// to it.
pub fn answers_at(model: &Model<'_>, part: &[&Record], place: usize) -> BTreeSet<String> {
    let instead = Instead { call: place as u32, words: None, met: BTreeSet::new() };
    let mut search = Search::new(model, part, Some(instead));
    search.order(FEW_STATES);
    search.instead.map(|instead| instead.met).unwrap_or_default()
}

/// What is taken for the answer of one call.
struct Instead<'a> {
    call: u32,
    /// An answer of these words; without them the search ends there, and notes which could be given.
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

    /// The number of a state; equal ones have the same.
    fn number(&mut self, state: &State) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(state.clone()).or_insert(next)
    }

    /// The calls that can be next, the one that began first at the end: those that have no place
    /// yet and began before any such call returned. `None` if all that returned have their place.
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

    /// The states after the call: those to which its answer may have led; where it never returned,
    /// all to which it may have.
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
