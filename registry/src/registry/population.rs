//! Something that is done once, on first need, by one thread, while the others wait.

use crate::primitive::thread::{self, ThreadId};
use crate::primitive::{Condvar, Mutex, lock, planted, wait};

pub(super) struct PopulateOnce {
    phase: Mutex<Phase>,
    over: Condvar,
}

enum Phase {
    Untouched,
    Running(ThreadId),
    Over,
}

/// Asked by the very thread that is at it, which cannot wait for itself.
pub(super) struct Within;

impl PopulateOnce {
    pub(super) fn new() -> PopulateOnce {
        PopulateOnce { phase: Mutex::new(Phase::Untouched), over: Condvar::new() }
    }

    /// Returns once the work is over, done by this thread or another. No lock is held during the
    /// work, which must not panic. Nor may it wait for work of another kind that waits for this one:
    /// it is known which thread is at this work, and not what that thread waits for.
    pub(super) fn ensure(&self, work: impl FnOnce()) -> Result<(), Within> {
        let own = thread::current().id();
        let mut phase = lock(&self.phase);
        loop {
            match &*phase {
                Phase::Untouched => break,
                Phase::Running(thread) if *thread == own => return Err(Within),
                Phase::Running(_) => phase = wait(&self.over, phase),
                Phase::Over => return Ok(()),
            }
        }
        if !planted("populate-twice") {
            *phase = Phase::Running(own);
        }
        drop(phase);
        work();
        *lock(&self.phase) = Phase::Over;
        if !planted("nobody-woken") {
            self.over.notify_all();
        }
        Ok(())
    }
}
