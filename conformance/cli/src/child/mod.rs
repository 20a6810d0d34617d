//! A program that speaks the protocol, used as a subject.

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
mod watch;

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
pub(crate) use watch::{COMMAND as WATCH, watch};

/// By what factor the deadline grows for a question that is asked again, alone.
const PATIENCE: u32 = 4;

/// How many consecutive failures are allowed for a program whose restarts are unlimited.
const MOST_UNANSWERED: u32 = 100;

/// How many questions, and how many programs of calls, that killed a process are remembered.
const MOST_BLAMED: usize = 8192;

/// Why nothing more is asked after the time limit for all questions.
const OVER: &str = "the time is up";

/// A program that speaks the protocol. Its processes are started when they are needed and kept
/// while they behave; one that does not is killed with all its descendants.
pub struct Child {
    launch: Launch,
    hello: Hello,
    integers: Integers,
    /// The hello line, which every later process must repeat.
    first_line: Vec<u8>,
    pool: Mutex<Pool>,
    returned: Condvar,
    restarts: Restarts,
    /// How many consecutive questions no process answered.
    unanswered: AtomicU32,
    starts: Mutex<FailedStarts>,
    /// When the time limit for all questions expires, if there is one. It is counted from the first
    /// question.
    until: OnceLock<Instant>,
    questions: AtomicU64,
    failures: Mutex<Failures>,
    /// The observation for each question that killed a process, so that none is asked twice.
    blamed: Mutex<HashMap<(String, Query), Observation>>,
    /// The same for programs of calls, by their spelling.
    blamed_programs: Mutex<HashMap<String, Observation>>,
}

impl Child {
    /// Starts the program and reads its hello line; the error says what is wrong and what to do.
    /// The command line knows the subject by `name`, or, if that is `None`, by the name in its
    /// hello line.
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

    /// Asks a question, in a fresh process if it needs more time. After any trouble the process is
    /// killed.
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

    /// An error if the program was restarted too often, or the time limit has expired.
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

    /// An id that no line has had before.
    fn next_id(&self) -> String {
        self.questions.fetch_add(1, Ordering::Relaxed).to_string()
    }

    /// Sends one line and reads one line. If all is well `then` takes the process; after any
    /// trouble the process is killed.
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

    /// An answer that is late only because the time limit for all questions expired is lost, not
    /// late.
    fn unless_over(&self, trouble: Trouble) -> Trouble {
        if trouble == Trouble::Late && self.is_over() {
            return Trouble::Unstartable(OVER.into());
        }
        trouble
    }

    /// Asks one question. If that fails, asks once more, alone in a fresh process and with more
    /// time, before the question is blamed.
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
        // A question that was not asked cannot be blamed.
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
            // A question that killed a process is not asked again, alone or in a batch.
            let same = |place: &usize| {
                queries[*place].ability() == ability && !self.is_blamed(calendar, queries[*place])
            };
            let places = (0..queries.len()).filter(same).collect();
            let mut batch = OfOneKind { queries, places, observed: Vec::new() };
            // What the batch does not answer is then asked one by one.
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

    /// Ends the idle processes, and forgets what was blamed, so that it can be asked again.
    fn start_afresh(&self) {
        lock(&self.blamed).clear();
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

    /// Split into lines of at most `MOST_ITEMS` items.
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

/// Those of many queries that need one ability, and their answers.
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

/// Whether the program answered in this line, even if the answer makes no sense.
fn is_response(observation: &Observation) -> bool {
    matches!(
        observation,
        Observation::Value(_) | Observation::Refused(_) | Observation::Unacceptable(_)
    )
}

/// Trouble for a malformed line: what is wrong with it, and how it begins.
fn garbled(why: &str, line: &[u8]) -> Trouble {
    Trouble::Garbled(garbled_words(why, line))
}

/// The same as text.
pub(crate) fn garbled_words(why: &str, line: &[u8]) -> Escaped {
    let shown = String::from_utf8_lossy(&line[..line.len().min(200)]);
    format!("{why}, in the line {shown}").into()
}

/// Reads a line as the answer to the question with this id and this number of items.
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

/// What is wrong with a program that did not send its hello line.
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
