//! How fast questions are asked, compared with how fast the subject answers plain batches.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use calproof::program::{History, Program};
use calproof::query::{Ability, Observation, Query};
use calproof::session::Topic;
use calproof::subject::{Batch, Hello, Interrupted, Subject};
use calproof_registry::RataDie;
use rayon::prelude::*;

/// How many questions a plain batch has.
const BATCH: i64 = 4096;

/// How many plain batches are asked at once.
const BATCHES: i64 = 32;

/// How long plain batches are timed; on a busy machine a shorter time says little.
const TIMING: Duration = Duration::from_millis(500);

/// Rates in questions per second.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// While fuzzing, not counting the time for simplifying cases.
    pub fuzzing: u64,
    /// In plain batches of days; 0 if none could be asked.
    pub plain: u64,
}

impl Rate {
    pub(super) fn of(questions: u64, time: Duration) -> Rate {
        Rate { fuzzing: per_second(questions, time), plain: 0 }
    }
}

/// How many dates per second the subject answers in batches, asked in the same way as fuzzing asks.
pub(super) fn plain(subject: &dyn Subject, topics: &[Topic<'_>]) -> u64 {
    let able = |topic: &&Topic<'_>| topic.shape.claim.abilities.contains(&Ability::Date);
    let topics: Vec<&Topic<'_>> = topics.iter().filter(able).collect();
    let ranges: Vec<_> = topics
        .iter()
        .filter_map(|topic| Some((&topic.shape.claim.id, topic.shape.claim.range?)))
        .collect();
    if ranges.is_empty() {
        return 0;
    }
    let start = Instant::now();
    let batch = |place: i64| {
        let (id, range) = ranges[place as usize % ranges.len()];
        let middle = range.first.0.midpoint(range.last.0) + place % BATCHES * BATCH;
        let days = (middle..middle + BATCH).map(|day| Query::Date(RataDie(day)));
        let answers = subject.answers(id, &days.collect::<Vec<Query>>());
        let is_answer = |it: &&Observation| !matches!(it, Observation::Lost(_));
        answers.iter().filter(is_answer).count()
    };
    let mut count = 0;
    for first in (0..).step_by(BATCHES as usize) {
        count += (first..first + BATCHES).into_par_iter().map(batch).sum::<usize>();
        if start.elapsed() >= TIMING {
            break;
        }
    }
    per_second(count as u64, start.elapsed())
}

fn per_second(count: u64, time: Duration) -> u64 {
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX).max(1);
    count.saturating_mul(1_000_000) / micros
}

/// A subject whose questions are counted.
pub(super) struct Counting<'a> {
    subject: &'a dyn Subject,
    questions: AtomicU64,
}

impl<'a> Counting<'a> {
    pub(super) fn new(subject: &'a dyn Subject) -> Counting<'a> {
        Counting { subject, questions: AtomicU64::new(0) }
    }

    pub(super) fn count(&self) -> u64 {
        self.questions.load(Ordering::Relaxed)
    }

    /// Resets the count to `questions`, so that questions asked for simplifying are not counted.
    pub(super) fn forget_shrinking(&self, questions: u64) {
        self.questions.store(questions, Ordering::Relaxed);
    }
}

impl Subject for Counting<'_> {
    fn hello(&self) -> &Hello {
        self.subject.hello()
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        self.questions.fetch_add(1, Ordering::Relaxed);
        self.subject.answer(calendar, query)
    }

    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        self.questions.fetch_add(queries.len() as u64, Ordering::Relaxed);
        self.subject.answers(calendar, queries)
    }

    fn batch(&self, calendar: &str, batch: &mut dyn Batch) -> Result<(), Interrupted> {
        self.questions.fetch_add(batch.count() as u64, Ordering::Relaxed);
        self.subject.batch(calendar, batch)
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        self.subject.run(program)
    }

    fn start_afresh(&self) {
        self.subject.start_afresh();
    }

    fn prefers_batches(&self) -> bool {
        self.subject.prefers_batches()
    }
}
