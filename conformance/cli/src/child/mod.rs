//! A program that speaks the protocol, as a subject.

mod failures;
mod family;
mod hearing;
mod last_words;
mod launch;
mod limits;
mod pool;
mod process;
mod programs;
mod restarts;
mod transcript;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, OnceLock};
use std::time::Instant;

use calproof::escape::Escaped;
use calproof::program::{History, Program};
use calproof::query::{Ability, Observation, Query};
use calproof::subject::{Batch, Hello, Interrupted, Subject, Unsteady, lock};
use calproof::wire::{self, Answers, Argument, HelloLine, Integers, Item, Question};
use calproof_registry::Refusal;

use crate::child::process::{Process, Trouble};
use crate::child::restarts::{About, Restarts};

use failures::Failures;
pub(crate) use family::{adopt_orphans, end_all, forget, spawn};
pub use launch::Launch;
use pool::{FailedStarts, Pool};
pub(crate) use transcript::{LATE, Transcript};

/// How much longer a question is waited for that is asked again, alone.
const PATIENCE: u32 = 4;

/// How often in a row a program may fail that may be started again without end.
const MOST_UNANSWERED: u32 = 100;

/// How many questions, and how many programs, are remembered that a process did not survive.
const MOST_BLAMED: usize = 8192;

/// Why nothing more is asked where there was a time for all.
const OVER: &str = "the time is over";

/// A program that speaks the protocol. Its processes are started when they are needed, kept while
/// they behave, and ended with all their children when they do not.
pub struct Child {
    launch: Launch,
    hello: Hello,
    integers: Integers,
    /// The line with which every process must begin.
    first_line: Vec<u8>,
    pool: Mutex<Pool>,
    returned: Condvar,
    restarts: Restarts,
    /// How often in a row no process answered.
    unanswered: AtomicU32,
    starts: Mutex<FailedStarts>,
    /// When the time for all questions is over, where there is a limit: it begins with the first.
    until: OnceLock<Instant>,
    questions: AtomicU64,
    failures: Mutex<Failures>,
    /// What each question comes to that a process did not survive, so that none is asked twice.
    blamed: Mutex<HashMap<(String, Query), Observation>>,
    /// The same of programs, as they are spelled.
    blamed_programs: Mutex<HashMap<String, Observation>>,
}

impl Child {
    /// Starts the program and hears what it says of itself; the error says what is wrong with it
    /// and what to do. Under `name` it is known to the command line; its own if none is given.
    pub fn start(launch: Launch, name: Option<&str>) -> Result<Child, String> {
        let mut process = Process::start(&launch).map_err(|trouble| words(&trouble, &launch))?;
        let line = hearing::greeting(&mut process, &launch)?;
        let read: HelloLine =
            wire::read(&line).map_err(|error| hearing::no_hello(&line, &error))?;
        let integers = read.hello.integers;
        let mut hello = read.hello.read()?;
        if let Some(name) = name {
            name.clone_into(&mut hello.name);
        }
        let restarts = Restarts::new(launch.restarts);
        Ok(Child {
            launch,
            hello,
            integers,
            first_line: line,
            pool: Mutex::new(Pool { idle: vec![process], started: 1 }),
            returned: Condvar::new(),
            restarts,
            unanswered: AtomicU32::new(0),
            starts: Mutex::default(),
            until: OnceLock::new(),
            failures: Mutex::default(),
            questions: AtomicU64::new(1),
            blamed: Mutex::new(HashMap::new()),
            blamed_programs: Mutex::new(HashMap::new()),
        })
    }

    /// Asks a question of a process that behaves, one that asks for patience of a fresh one; after
    /// any trouble the process is ended.
    fn ask(
        &self,
        ask: Ability,
        calendar: &str,
        of: Vec<Argument>,
        deadline: u32,
    ) -> Result<Vec<Item>, Trouble> {
        let about = (calendar, Some(ask));
        self.may_be_asked(Some(about))?;
        let count = of.len();
        let id = self.next_id();
        let question =
            Question { id: id.clone(), ask: ask.to_string(), calendar: calendar.to_owned(), of };
        let mut line = serde_json::to_vec(&question).unwrap_or_default();
        line.push(b'\n');
        let process = self.take(deadline > 1)?;
        let read = |line: &[u8]| read_answer(line, &id, count);
        let then = |process| self.give_back(process);
        let items = self.exchange(process, (&line, about), deadline, read, then)?;
        self.restarts.answered(about, items.len());
        Ok(items)
    }

    /// Refuses to go on with a program that was started again too often, or when it is time to end.
    fn may_be_asked(&self, about: Option<About<'_>>) -> Result<(), Trouble> {
        if self.is_over() {
            return Err(Trouble::Unstartable(OVER.into()));
        }
        if let Some(words) = &lock(&self.starts).given_up {
            return Err(Trouble::Unstartable(words.clone()));
        }
        let is_endless = self.launch.restarts == u32::MAX;
        if is_endless && self.unanswered.load(Ordering::Relaxed) > MOST_UNANSWERED {
            let words = format!("it failed {MOST_UNANSWERED} consecutive times");
            return Err(Trouble::Unstartable(words.into()));
        }
        match about.and_then(|about| self.restarts.used_up(about)) {
            Some(words) => Err(Trouble::Unstartable(words.into())),
            None => Ok(()),
        }
    }

    /// An id that no line has had.
    fn next_id(&self) -> String {
        self.questions.fetch_add(1, Ordering::Relaxed).to_string()
    }

    /// One line there and one back. If all is well `then` takes the process; after any trouble it is
    /// ended.
    fn exchange<T>(
        &self,
        mut process: Process,
        (line, about): (&[u8], About<'_>),
        deadline: u32,
        read: impl FnOnce(&[u8]) -> Result<T, Trouble>,
        then: impl FnOnce(Process),
    ) -> Result<T, Trouble> {
        let answer = process
            .exchange(line, self.within(self.launch.answer * deadline))
            .map_err(|trouble| self.unless_over(trouble))
            .and_then(|line| read(&line))
            .and_then(|answer| process.no_more().map(|()| answer));
        if answer.is_ok() {
            self.unanswered.store(0, Ordering::Relaxed);
            then(process);
        } else {
            drop(process);
            self.unanswered.fetch_add(1, Ordering::Relaxed);
            self.restarts.note(Some(about));
            self.gone();
        }
        if let Err(trouble) = &answer
            && !matches!(trouble, Trouble::Unstartable(_))
        {
            let asked = String::from_utf8_lossy(line.trim_ascii_end());
            lock(&self.failures).all.note(&asked, trouble);
        }
        answer
    }

    /// An answer that is late only because the time for all questions expired is lost, not late.
    fn unless_over(&self, trouble: Trouble) -> Trouble {
        if trouble == Trouble::Late && self.is_over() {
            return Trouble::Unstartable(OVER.into());
        }
        trouble
    }

    /// One question, and if that goes wrong, once more, alone in a fresh process and with more
    /// time, before anybody is blamed.
    fn ask_alone(&self, calendar: &str, query: Query) -> Observation {
        let of = || vec![Argument::of(query)];
        let once = |deadline| {
            let items = self.ask(query.ability(), calendar, of(), deadline)?;
            let item = items.into_iter().next();
            let item = item.ok_or_else(|| Trouble::Garbled("no result".into()))?;
            Ok(item.observation(query))
        };
        let observation = once(1).or_else(|trouble: Trouble| {
            let answer = once(PATIENCE).inspect_err(|again| {
                if *again == Trouble::Late {
                    let cost = self.launch.answer * (1 + PATIENCE);
                    self.restarts.hung(calendar, query, cost);
                }
            })?;
            lock(&self.failures).mended.note(&query.to_string(), &trouble);
            Ok(answer)
        });
        observation.unwrap_or_else(|trouble: Trouble| Observation::from(trouble))
    }

    fn is_blamed(&self, calendar: &str, query: Query) -> bool {
        let blamed = lock(&self.blamed);
        !blamed.is_empty() && blamed.contains_key(&(calendar.to_owned(), query))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        for process in lock(&self.pool).idle.drain(..) {
            process.close();
        }
    }
}

impl Subject for Child {
    fn hello(&self) -> &Hello {
        &self.hello
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        if !self.integers.hold(Argument::of(query).largest()) {
            return Observation::Refused(Refusal::Unsupported);
        }
        let key = (calendar.to_owned(), query);
        if let Some(observation) = lock(&self.blamed).get(&key) {
            return observation.clone();
        }
        let observation = self.ask_alone(calendar, query);
        // Who was not asked has done nothing.
        let is_blamed = !is_response(&observation) && !matches!(observation, Observation::Lost(_));
        let mut blamed = lock(&self.blamed);
        if is_blamed && blamed.len() < MOST_BLAMED {
            blamed.insert(key, observation.clone());
        }
        drop(blamed);
        observation
    }

    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        let mut answers = vec![None; queries.len()];
        for (ability, _) in Ability::ALL {
            // Who did not survive a question is not asked it again, alone or among others.
            let same = |place: &usize| {
                queries[*place].ability() == ability && !self.is_blamed(calendar, queries[*place])
            };
            let places = (0..queries.len()).filter(same).collect();
            let mut batch = OfOneKind { queries, places, observed: Vec::new() };
            // What a batch does not get is asked for one by one.
            let _ = self.batch(calendar, &mut batch);
            for (place, observed) in batch.places.into_iter().zip(batch.observed) {
                answers[place] = is_response(&observed).then_some(observed);
            }
        }
        let all = answers.into_iter().zip(queries);
        all.map(|(answer, query)| answer.unwrap_or_else(|| self.answer(calendar, *query))).collect()
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        self.run_program(program)
    }

    /// Ends the processes that nobody speaks to, and runs programs again that other processes did not
    /// survive.
    fn start_afresh(&self) {
        lock(&self.blamed_programs).clear();
        let idle = std::mem::take(&mut lock(&self.pool).idle);
        for process in idle {
            process.close();
            self.gone();
        }
    }

    fn can_start_afresh(&self) -> bool {
        true
    }

    fn prefers_batches(&self) -> bool {
        true
    }

    fn unsteady(&self) -> Option<Unsteady> {
        let is_anybody_blamed =
            !lock(&self.blamed).is_empty() || !lock(&self.blamed_programs).is_empty();
        lock(&self.failures).unsteady(is_anybody_blamed)
    }

    /// In questions of at most `MOST_ITEMS`.
    fn batch(&self, calendar: &str, batch: &mut dyn Batch) -> Result<(), Interrupted> {
        let count = batch.count();
        for first in (0..count).step_by(wire::MOST_ITEMS) {
            let places = first..count.min(first + wire::MOST_ITEMS);
            let of: Vec<Argument> =
                places.clone().map(|place| Argument::of(batch.query(place))).collect();
            if of.iter().any(|item| !self.integers.hold(item.largest())) {
                return Err(Interrupted);
            }
            let ability = batch.query(first).ability();
            let items = self.ask(ability, calendar, of, 1).map_err(|_| Interrupted)?;
            for (item, place) in items.into_iter().zip(places) {
                batch.take(item.observation(batch.query(place)))?;
            }
        }
        Ok(())
    }
}

/// Those of many queries that need one ability, and what was said to them.
struct OfOneKind<'a> {
    queries: &'a [Query],
    places: Vec<usize>,
    observed: Vec<Observation>,
}

impl Batch for OfOneKind<'_> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn query(&self, place: usize) -> Query {
        self.queries[self.places[place]]
    }

    fn take(&mut self, observed: Observation) -> Result<(), Interrupted> {
        self.observed.push(observed);
        Ok(())
    }
}

/// Whether the program answered in its line, be it with something that means nothing.
fn is_response(observation: &Observation) -> bool {
    matches!(
        observation,
        Observation::Value(_) | Observation::Refused(_) | Observation::Unacceptable(_)
    )
}

/// What is wrong with a line, and how it begins.
fn garbled(why: &str, line: &[u8]) -> Trouble {
    Trouble::Garbled(garbled_words(why, line))
}

/// The same in words.
pub(crate) fn garbled_words(why: &str, line: &[u8]) -> Escaped {
    let shown = String::from_utf8_lossy(&line[..line.len().min(200)]);
    format!("{why}, in the line {shown}").into()
}

/// Reads a line as the answer to the question with this id and this many items.
fn read_answer(line: &[u8], id: &str, count: usize) -> Result<Vec<Item>, Trouble> {
    let garbled = |why: String| garbled(&why, line);
    let answers = Answers::read(line).map_err(|error| garbled(format!("no answer: {error}")))?;
    if answers.id != id {
        return Err(garbled(format!("the id is not {id}, the id of the question")));
    }
    if answers.got.len() != count {
        return Err(garbled(format!("{} results to {count} items", answers.got.len())));
    }
    Ok(answers.got)
}

/// What is wrong with a program that has not even sent its hello line.
fn words(trouble: &Trouble, launch: &Launch) -> String {
    match trouble {
        Trouble::Ended(words) => {
            format!("it ended before sending its hello line: {words}")
        }
        Trouble::Late => format!(
            "it sent no hello line within {} seconds; the adapter must send it first, unasked, \
             and flush it",
            launch.start.as_secs()
        ),
        Trouble::Garbled(words) | Trouble::Unstartable(words) => words.to_string(),
    }
}
