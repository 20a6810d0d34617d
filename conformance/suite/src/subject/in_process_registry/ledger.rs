//! Records a program's run.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use calproof_registry::{Calendar, NativeDate, RataDie};

use crate::escape::Escaped;
use crate::program::{Behaviour, CalendarRef, Call, Place, Program, Record, Response};
use crate::subject::catch_panic::{catch_panic, lock};

/// The date whose answer identifies our calendars, even behind a wrapper that forwards questions.
pub(super) const SECRET: NativeDate = NativeDate { year: i64::MIN, month: i64::MIN, day: i64::MIN };

/// An upper bound for the number of backends in a program.
const MOST_BACKENDS: i64 = 1 << 32;

/// Calls and returns, and the drops of calendars. It outlives the registry, and also the run if a
/// hanging thread is abandoned.
pub(super) struct Ledger {
    program: Arc<Program>,
    tickets: AtomicU64,
    /// One lane for the first thread, one for each other thread, and one for the calls that
    /// calendars make.
    lanes: Vec<Lane>,
    drops: Vec<AtomicU32>,
    /// The answer of the first backend to [`SECRET`]; each further backend answers one day more.
    mark: i64,
    /// Whether a calendar has begun to wait.
    is_waiting: AtomicBool,
    somebody_listens: AtomicBool,
    listening: Mutex<()>,
    news: Condvar,
}

/// The records of one thread, so that threads do not wait for each other's writes. No foreign code
/// runs under its locks.
#[derive(Default)]
struct Lane {
    notes: Mutex<Vec<Note>>,
    held: Mutex<Vec<Arc<dyn Calendar>>>,
    returned: AtomicUsize,
}

struct Note {
    place: Place,
    called: u64,
    returned: Option<(u64, Response)>,
}

thread_local! {
    /// The lane of the current thread.
    static LANE: Cell<Option<usize>> = const { Cell::new(None) };
}

impl Ledger {
    pub(super) fn new(program: Arc<Program>) -> Ledger {
        static RUNS: AtomicI64 = AtomicI64::new(0);
        let run = RUNS.fetch_add(1, Ordering::Relaxed) % i64::from(i32::MAX);
        Ledger {
            tickets: AtomicU64::new(0),
            lanes: (0..program.threads.len() + 2).map(|_| Lane::default()).collect(),
            drops: program.backends.iter().map(|_| AtomicU32::new(0)).collect(),
            mark: i64::MIN + run * MOST_BACKENDS,
            is_waiting: AtomicBool::new(false),
            somebody_listens: AtomicBool::new(false),
            listening: Mutex::new(()),
            news: Condvar::new(),
            program,
        }
    }

    /// Makes a call and records it. The response is put into words only after the return ticket is
    /// drawn.
    pub(super) fn note<T>(
        &self,
        place: Place,
        call: impl FnOnce() -> T,
        words: impl FnOnce(T) -> Response,
    ) {
        let number = self.lane_of(place);
        let lane = &self.lanes[number];
        if !matches!(place, Place::Inside(_)) {
            LANE.set(Some(number));
        }
        let at = {
            let mut notes = lock(&lane.notes);
            notes.push(Note { place, called: self.ticket(), returned: None });
            notes.len() - 1
        };
        let came = call();
        let ticket = self.ticket();
        lane.returned.fetch_add(1, Ordering::SeqCst);
        self.tell();
        let answered = words(came);
        lock(&lane.notes)[at].returned = Some((ticket, answered));
    }

    fn ticket(&self) -> u64 {
        self.tickets.fetch_add(1, Ordering::SeqCst)
    }

    fn lane_of(&self, place: Place) -> usize {
        match place {
            Place::Before(_) | Place::After(_) => 0,
            Place::Thread(thread, _) => thread + 1,
            Place::Inside(_) => self.lanes.len() - 1,
        }
    }

    /// Waits until a call of another thread has returned, or all other calls have, but at most
    /// until the deadline.
    pub(super) fn wait_for_another(&self, deadline: Duration) {
        let mine = LANE.get();
        // While the first thread makes calls, no others run.
        if mine == Some(0) {
            return;
        }
        let threads = 0..self.program.threads.len();
        let others: Vec<usize> = threads.filter(|thread| Some(*thread + 1) != mine).collect();
        let before = self.returned(&others);
        self.is_waiting.store(true, Ordering::SeqCst);
        self.tell();
        self.listen(deadline, || self.returned(&others) == before && !self.are_through(&others));
    }

    /// Holds this thread back until a calendar that waits has begun to wait. Otherwise the other
    /// threads could finish before the wait begins, and nothing would be tested.
    pub(super) fn let_the_waiting_go_first(&self, thread: usize, deadline: Duration) {
        let waits = |call: &Call| match call {
            Call::Register(backend, _) => {
                let backend = self.program.backends.get(*backend);
                backend.is_some_and(|backend| backend.behaviour == Behaviour::Waits)
            }
            _ => false,
        };
        let threads = self.program.threads.iter().enumerate();
        let first = threads.filter(|(_, calls)| calls.iter().any(waits)).map(|(thread, _)| thread);
        let first: Vec<usize> = first.collect();
        if !first.contains(&thread) && !first.is_empty() {
            let goes_on = || !self.is_waiting.load(Ordering::SeqCst) && !self.are_through(&first);
            self.listen(deadline, goes_on);
        }
    }

    /// The number of calls of these threads that have returned.
    fn returned(&self, threads: &[usize]) -> usize {
        let returned = |thread: &usize| self.lanes[thread + 1].returned.load(Ordering::SeqCst);
        threads.iter().map(returned).sum()
    }

    fn are_through(&self, threads: &[usize]) -> bool {
        let all: usize = threads.iter().map(|thread| self.program.threads[*thread].len()).sum();
        self.returned(threads) == all
    }

    /// Waits while the condition holds, but at most until the deadline.
    fn listen(&self, deadline: Duration, goes_on: impl Fn() -> bool) {
        self.somebody_listens.store(true, Ordering::SeqCst);
        let guard = lock(&self.listening);
        drop(self.news.wait_timeout_while(guard, deadline, |()| goes_on()));
    }

    /// Wakes waiting threads after a change.
    fn tell(&self) {
        if self.somebody_listens.load(Ordering::SeqCst) {
            drop(lock(&self.listening));
            self.news.notify_all();
        }
    }

    /// Keeps a calendar beyond the end of the registry.
    pub(super) fn hold(&self, place: Place, calendar: Arc<dyn Calendar>) {
        lock(&self.lanes[self.lane_of(place)].held).push(calendar);
    }

    /// Takes all held calendars, in the order of the program.
    pub(super) fn take_held(&self) -> Vec<Arc<dyn Calendar>> {
        self.lanes.iter().flat_map(|lane| std::mem::take(&mut *lock(&lane.held))).collect()
    }

    /// Counts a drop of a backend.
    pub(super) fn dropped(&self, backend: usize) {
        self.drops[backend].fetch_add(1, Ordering::SeqCst);
    }

    /// How often each backend has been dropped.
    pub(super) fn drops(&self) -> Vec<u32> {
        self.drops.iter().map(|count| count.load(Ordering::SeqCst)).collect()
    }

    /// The answer of this backend to [`SECRET`].
    pub(super) fn mark(&self, backend: usize) -> RataDie {
        RataDie(self.mark + backend as i64)
    }

    /// The identity of the calendar; the message of its panic if it panicked.
    pub(super) fn which(&self, calendar: &dyn Calendar) -> Result<CalendarRef, Escaped> {
        if let Ok(RataDie(day)) = catch_panic(|| calendar.day_native(SECRET))? {
            let backends = self.mark..self.mark + self.drops.len() as i64;
            if backends.contains(&day) {
                return Ok(CalendarRef::Backend((day - self.mark) as usize));
            }
        }
        catch_panic(|| CalendarRef::BuiltIn(calendar.id().into()))
    }

    /// All records, in the order of the program.
    pub(super) fn records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        for lane in &self.lanes {
            for Note { place, called, returned } in &*lock(&lane.notes) {
                if let Some(call) = call_at(&self.program, *place) {
                    let (call, returned) = (call.clone(), returned.clone());
                    records.push(Record { place: *place, call, called: *called, returned });
                }
            }
        }
        records.sort_by_key(|record| (record.place, record.called));
        records
    }
}

/// The call at this position of the program.
pub(super) fn call_at(program: &Program, place: Place) -> Option<&Call> {
    match place {
        Place::Before(at) => program.before.get(at),
        Place::Thread(thread, at) => program.threads.get(thread)?.get(at),
        Place::After(at) => program.after.get(at),
        Place::Inside(backend) => match &program.backends.get(backend)?.behaviour {
            Behaviour::Asks(call) | Behaviour::AsksWhenDropped(call) => Some(call),
            _ => None,
        },
    }
}
