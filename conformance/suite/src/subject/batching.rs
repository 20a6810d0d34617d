//! Fetches answers ahead in batches, since single questions over a pipe wait for each other.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Mutex;

use crate::query::{Observation, Query};
use crate::subject::{Hello, Subject, lock};

/// A subject whose answers are fetched in batches. A question without a stored answer is recorded,
/// and its conversation must be repeated after [`Ahead::fetch`].
pub struct Ahead<'a> {
    subject: &'a dyn Subject,
    calendar: &'a str,
    answers: Mutex<HashMap<Query, Observation>>,
    missing: Mutex<Vec<Query>>,
}

thread_local! {
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

impl<'a> Ahead<'a> {
    /// Starts without stored answers.
    pub fn new(subject: &'a dyn Subject, calendar: &'a str) -> Ahead<'a> {
        let (answers, missing) = (Mutex::default(), Mutex::default());
        Ahead { subject, calendar, answers, missing }
    }

    /// Runs a conversation; `None` if it asked a question without a stored answer.
    pub fn attempt<T>(conversation: impl FnOnce() -> T) -> Option<T> {
        WAITING.set(false);
        let result = conversation();
        (!WAITING.get()).then_some(result)
    }

    /// Fetches the missing answers.
    pub fn fetch(&self) {
        let mut queries = std::mem::take(&mut *lock(&self.missing));
        let mut seen = std::collections::HashSet::new();
        queries.retain(|query| seen.insert(*query));
        let answers = self.subject.answers(self.calendar, &queries);
        lock(&self.answers).extend(queries.into_iter().zip(answers));
    }
}

impl Subject for Ahead<'_> {
    fn hello(&self) -> &Hello {
        self.subject.hello()
    }

    fn answer(&self, _calendar: &str, query: Query) -> Observation {
        if let Some(observation) = lock(&self.answers).get(&query) {
            return observation.clone();
        }
        WAITING.set(true);
        lock(&self.missing).push(query);
        Observation::Lost("the answer is still to be fetched".into())
    }
}
