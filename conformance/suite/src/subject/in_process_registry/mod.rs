//! Any [`CalendarRegistry`] as a subject: runs programs on it, on real threads.

mod backend;
mod ledger;
mod stage;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use std::{io, thread};

use calproof_registry::CalendarRegistry;

use crate::profile::{Afresh, RegistryClaim};
use crate::program::{BehaviourKind, CalendarRef, Ended, History, Place, Program};
use crate::query::Observation;
use crate::subject::catch_panic::catch_panic;
use ledger::Ledger;
use stage::Stage;

/// The time limit of a program. It is only reached if something is wrong.
const DEADLINE: Duration = Duration::from_secs(10);

/// Makes fresh registries: any function that returns one.
pub trait RegistrySource: Send + Sync + 'static {
    /// Makes a fresh registry for this program. Of the program, it should only respect the
    /// environment, such as the locale.
    fn open(&self, program: &Program) -> Box<dyn CalendarRegistry>;
}

impl<F, R> RegistrySource for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: CalendarRegistry + 'static,
{
    fn open(&self, _program: &Program) -> Box<dyn CalendarRegistry> {
        Box::new(self())
    }
}

/// An in-process registry.
pub(super) struct InProcessRegistry {
    source: Arc<dyn RegistrySource>,
    pub(super) deadline: Duration,
}

/// The claim, completed with what holds for every in-process registry.
pub(super) fn completed(claim: RegistryClaim) -> RegistryClaim {
    let conducts = vec![
        BehaviourKind::Panics,
        BehaviourKind::ThenSays,
        BehaviourKind::Asks,
        BehaviourKind::AsksWhenDropped,
        BehaviourKind::Waits,
    ];
    RegistryClaim { afresh: Afresh::EachProgram, conducts, counts_drops: true, ..claim }
}

impl InProcessRegistry {
    pub(super) fn new(source: Arc<dyn RegistrySource>) -> InProcessRegistry {
        InProcessRegistry { source, deadline: DEADLINE }
    }

    /// Runs a program. Threads that do not return in time are abandoned.
    pub(super) fn run(&self, program: &Program) -> Result<History, Observation> {
        let program = Arc::new(program.clone());
        let ledger = Arc::new(Ledger::new(Arc::clone(&program)));
        let (sender, receiver) = mpsc::channel();
        let first = {
            let (source, ledger) = (Arc::clone(&self.source), Arc::clone(&ledger));
            // Calendars that wait give up only after the deadline of the program. So if a call and
            // a waiting calendar block each other, the call is recorded as never returning.
            let deadline = self.deadline * 2;
            move || {
                let ended = perform(&*source, &program, &ledger, deadline);
                // After the deadline, nothing receives the result.
                let _ = sender.send(ended);
            }
        };
        thread::Builder::new().spawn(first).map_err(|error| no_thread(&error))?;
        let ended = match receiver.recv_timeout(self.deadline) {
            Ok(ended) => Some(ended?),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                return Err(Observation::Lost("the first thread ended early".into()));
            }
        };
        let records = ledger.records();
        let all_returned = records.iter().all(|record| record.returned.is_some());
        if ended.is_none() && all_returned {
            // No call hangs, so creating or dropping the registry does.
            return Err(Observation::TimedOut);
        }
        Ok(History { records, ended })
    }
}

fn no_thread(error: &io::Error) -> Observation {
    Observation::Lost(format!("no thread can be had: {error}").into())
}

/// Runs the calls before the threads, on the calling thread. Also returns, after each call, which
/// backends are held by anything else than their user.
pub fn play(
    source: &dyn RegistrySource,
    program: &Program,
) -> Result<(History, Vec<Vec<bool>>), Observation> {
    let program = Arc::new(program.clone());
    let ledger = Arc::new(Ledger::new(Arc::clone(&program)));
    let registry = catch_panic(|| source.open(&program)).map_err(Observation::Crashed)?;
    let stage = Stage::new(&program, registry, &ledger, DEADLINE);
    let make = |at| {
        stage.make(Place::Before(at));
        stage.held()
    };
    let held = (0..program.before.len()).map(make).collect();
    let ended = end(stage, &ledger)?;
    Ok((History { records: ledger.records(), ended: Some(ended) }, held))
}

/// The work of the first thread.
fn perform(
    source: &dyn RegistrySource,
    program: &Arc<Program>,
    ledger: &Arc<Ledger>,
    deadline: Duration,
) -> Result<Ended, Observation> {
    let registry = catch_panic(|| source.open(program)).map_err(Observation::Crashed)?;
    let stage = Stage::new(program, registry, ledger, deadline);
    for at in 0..program.before.len() {
        stage.make(Place::Before(at));
    }
    run_threads(&stage, program, ledger, deadline)?;
    for at in 0..program.after.len() {
        stage.make(Place::After(at));
    }
    end(stage, ledger)
}

/// Drops the registry, then the held calendars.
fn end(stage: Arc<Stage>, ledger: &Ledger) -> Result<Ended, Observation> {
    stage.let_go();
    catch_panic(|| drop(stage)).map_err(Observation::Crashed)?;
    let dropped_while_held = ledger.drops();
    let held = ledger.take_held();
    let which = |calendar: &Arc<_>| {
        // A calendar that panicked cannot be identified; its message takes the place of its name.
        ledger
            .which(&**calendar)
            .unwrap_or_else(|words| CalendarRef::BuiltIn(words.as_str().into()))
    };
    let which = held.iter().map(which).collect();
    catch_panic(|| drop(held)).map_err(Observation::Crashed)?;
    Ok(Ended { held: which, dropped_while_held, dropped: ledger.drops() })
}

/// Runs the program's threads, and waits for all of them.
fn run_threads(
    stage: &Arc<Stage>,
    program: &Program,
    ledger: &Arc<Ledger>,
    deadline: Duration,
) -> Result<(), Observation> {
    let start = Arc::new((AtomicUsize::new(0), AtomicBool::new(false)));
    let spawn = |(thread, calls): (usize, usize)| {
        let (stage, start, ledger) = (Arc::clone(stage), Arc::clone(&start), Arc::clone(ledger));
        thread::Builder::new().spawn(move || {
            // Spin instead of sleeping, since a thread that has to be woken misses the race.
            start.0.fetch_add(1, Ordering::SeqCst);
            while !start.1.load(Ordering::SeqCst) {
                thread::yield_now();
            }
            ledger.let_the_waiting_go_first(thread, deadline);
            for at in 0..calls {
                stage.make(Place::Thread(thread, at));
            }
        })
    };
    let threads = program.threads.iter().map(Vec::len).enumerate().map(spawn);
    let threads: Vec<io::Result<thread::JoinHandle<()>>> = threads.collect();
    let there = threads.iter().filter(|thread| thread.is_ok()).count();
    while start.0.load(Ordering::SeqCst) < there {
        thread::yield_now();
    }
    start.1.store(true, Ordering::SeqCst);
    for thread in threads {
        // Panics of foreign code are caught where it is called.
        let ended = thread.map_err(|error| no_thread(&error))?.join();
        ended.map_err(|_| Observation::Lost("a thread ended early".into()))?;
    }
    Ok(())
}
