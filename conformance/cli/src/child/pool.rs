//! The processes of a program: how many there are, who uses which, and how often one is started.

use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};

use calproof::escape::Escaped;
use calproof::subject::lock;

use crate::child::process::{Process, Trouble};
use crate::child::{Child, words};

/// How many consecutive starts may fail for a program that sent a hello line before.
const MOST_FAILED_STARTS: u32 = 3;

/// The pause after a failed start; it grows with each consecutive failure.
const PAUSE: Duration = Duration::from_millis(50);

/// The most time spent waiting for hello lines that do not come, in start-up deadlines.
const MOST_LATE_STARTS: u32 = 6;

pub(super) struct Pool {
    pub(super) idle: Vec<Process>,
    pub(super) started: usize,
}

/// Failed restarts: those in which no hello line came.
#[derive(Default)]
pub(super) struct FailedStarts {
    /// The number of consecutive failures.
    count: u32,
    /// The time spent waiting for hello lines that never came, since the first process sent one.
    waited: Duration,
    /// Why the program is not started any more.
    pub(super) given_up: Option<Escaped>,
}

impl Child {
    /// A process that is not in use: an idle one, a new one, or the next one to become free. A
    /// fresh process has been asked nothing before; if necessary an idle one is ended to make room.
    pub(super) fn take(&self, fresh: bool) -> Result<Process, Trouble> {
        let mut pool = lock(&self.pool);
        loop {
            if let Some(process) = pool.idle.pop() {
                if !fresh {
                    return Ok(process);
                }
                drop(pool);
                process.close();
                return self.start_another().inspect_err(|_| self.gone());
            }
            if pool.started < self.launch.processes {
                pool.started += 1;
                drop(pool);
                return self.start_another().inspect_err(|_| self.gone());
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A new process that sends the same hello line as the first one did. One that does not counts
    /// as a restart; since it was asked nothing, no question can be blamed for it.
    fn start_another(&self) -> Result<Process, Trouble> {
        loop {
            self.may_be_asked(None)?;
            let began = Instant::now();
            match self.start_once() {
                Ok(process) => {
                    lock(&self.starts).count = 0;
                    return Ok(process);
                }
                Err(trouble) => self.note_failed_start(&trouble, began.elapsed()),
            }
        }
    }

    fn start_once(&self) -> Result<Process, Trouble> {
        let mut process = Process::start(&self.launch)?;
        let line = process.exchange(&[], self.within(self.launch.start))?;
        if line != self.first_line {
            let words = "its hello line differs from that of the first process";
            return Err(Trouble::Garbled(words.into()));
        }
        Ok(process)
    }

    fn note_failed_start(&self, trouble: &Trouble, took: Duration) {
        self.restarts.note(None);
        let mut starts = lock(&self.starts);
        starts.count += 1;
        if *trouble == Trouble::Late {
            starts.waited += took;
        }
        lock(&self.failures).all.note("its hello", trouble);
        let count = starts.count;
        let is_hopeless = starts.count >= MOST_FAILED_STARTS
            || starts.waited >= self.launch.start * MOST_LATE_STARTS;
        if is_hopeless && starts.given_up.is_none() {
            let why = words(trouble, &self.launch);
            let words = format!("it was given up after {count} consecutive failed starts: {why}");
            starts.given_up = Some(words.into());
        }
        drop(starts);
        // A shortage, for example of processes, may be over in a moment.
        thread::sleep(PAUSE * count);
    }

    /// The deadline, or the remaining time if that is shorter.
    pub(super) fn within(&self, deadline: Duration) -> Duration {
        let left = |until: Instant| until.saturating_duration_since(Instant::now());
        self.until().map_or(deadline, |until| deadline.min(left(until)))
    }

    fn until(&self) -> Option<Instant> {
        let time = self.launch.time?;
        Some(*self.until.get_or_init(|| Instant::now() + time))
    }

    pub(super) fn is_over(&self) -> bool {
        self.until().is_some_and(|until| Instant::now() >= until)
    }

    pub(super) fn give_back(&self, process: Process) {
        lock(&self.pool).idle.push(process);
        self.returned.notify_one();
    }

    /// A process has ended; another may be started in its place.
    pub(super) fn gone(&self) {
        lock(&self.pool).started -= 1;
        self.returned.notify_one();
    }
}
