//! Work that is done once, on first need, by one thread while the others wait.

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

/// The thread that does the work asked for it, and cannot wait for itself.
pub(super) struct Within;

impl PopulateOnce {
    pub(super) fn new() -> PopulateOnce {
        PopulateOnce { phase: Mutex::new(Phase::Untouched), over: Condvar::new() }
    }

    /// Returns once the work has been done, by this thread or another. No lock is held during the
    /// work. The work must not panic, and must not wait for the work of another instance that waits
    /// for this one: the thread that does the work is known, but not what that thread waits for.
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
