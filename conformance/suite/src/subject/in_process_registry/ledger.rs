//! What is written down while a program runs.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use calproof_registry::{Calendar, NativeDate, RataDie};

use crate::escape::Escaped;
use crate::program::{Behaviour, CalendarRef, Call, Place, Program, Record, Response};
use crate::subject::catch_panic::{catch_panic, lock};

/// The date by which a calendar of ours is known, also behind one that only passes questions on.
pub(super) const SECRET: NativeDate = NativeDate { year: i64::MIN, month: i64::MIN, day: i64::MIN };

/// A calendar of the program can be no later in it.
const MOST_BACKENDS: i64 = 1 << 32;

/// Calls and returns, and what befell the calendars. It outlives the registry, and the run if a
/// thread had to be left behind.
pub(super) struct Ledger {
    program: Arc<Program>,
    tickets: AtomicU64,
    /// The first thread's, those of the others, and one for the calls that calendars make.
    lanes: Vec<Lane>,
    drops: Vec<AtomicU32>,
    /// What the first backend answers to [`SECRET`]; those after it, a day later each.
    mark: i64,
    /// Whether a calendar has begun to wait.
    is_waiting: AtomicBool,
    somebody_listens: AtomicBool,
    listening: Mutex<()>,
    news: Condvar,
}

/// What one thread writes, so that none waits for another to write. No call of foreign code is made
/// under its locks.
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
    /// The lane of the program's thread that this is.
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

    /// Makes a call and writes it down; what it came to is put into words after the return.
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

    /// Waits until a call of another thread has returned, or all of them have; or, where something
    /// is wrong, until patience has run out.
    pub(super) fn wait_for_another(&self, deadline: Duration) {
        let mine = LANE.get();
        // Nobody else runs while the first thread makes calls.
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

    /// Lets those threads go first that register calendars which wait, until one does: others could
    /// be through before it comes to that, and nobody would have waited.
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

    /// How many calls of these threads have returned.
    fn returned(&self, threads: &[usize]) -> usize {
        let returned = |thread: &usize| self.lanes[thread + 1].returned.load(Ordering::SeqCst);
        threads.iter().map(returned).sum()
    }

    fn are_through(&self, threads: &[usize]) -> bool {
        let all: usize = threads.iter().map(|thread| self.program.threads[*thread].len()).sum();
        self.returned(threads) == all
    }

    /// Waits as long as this is so, and no longer than patience lasts.
    fn listen(&self, deadline: Duration, goes_on: impl Fn() -> bool) {
        self.somebody_listens.store(true, Ordering::SeqCst);
        let guard = lock(&self.listening);
        drop(self.news.wait_timeout_while(guard, deadline, |()| goes_on()));
    }

    /// Tells those who listen that something has changed.
    fn tell(&self) {
        if self.somebody_listens.load(Ordering::SeqCst) {
            drop(lock(&self.listening));
            self.news.notify_all();
        }
    }

    /// Keeps a calendar beyond the registry's end.
    pub(super) fn hold(&self, place: Place, calendar: Arc<dyn Calendar>) {
        lock(&self.lanes[self.lane_of(place)].held).push(calendar);
    }

    /// All that was held, in the order of the program.
    pub(super) fn take_held(&self) -> Vec<Arc<dyn Calendar>> {
        self.lanes.iter().flat_map(|lane| std::mem::take(&mut *lock(&lane.held))).collect()
    }

    /// Counts that a backend is dropped.
    pub(super) fn dropped(&self, backend: usize) {
        self.drops[backend].fetch_add(1, Ordering::SeqCst);
    }

    /// How often each backend has been dropped.
    pub(super) fn drops(&self) -> Vec<u32> {
        self.drops.iter().map(|count| count.load(Ordering::SeqCst)).collect()
    }

    /// What this backend answers to [`SECRET`].
    pub(super) fn mark(&self, backend: usize) -> RataDie {
        RataDie(self.mark + backend as i64)
    }

    /// Which calendar this is; what it said when it broke, if it did.
    pub(super) fn which(&self, calendar: &dyn Calendar) -> Result<CalendarRef, Escaped> {
        if let Ok(RataDie(day)) = catch_panic(|| calendar.day_native(SECRET))? {
            let backends = self.mark..self.mark + self.drops.len() as i64;
            if backends.contains(&day) {
                return Ok(CalendarRef::Backend((day - self.mark) as usize));
            }
        }
        catch_panic(|| CalendarRef::BuiltIn(calendar.id().into()))
    }

    /// All that was written down, in the order of the program.
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

/// The call at this place of the program.
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
